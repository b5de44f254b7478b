// Conditions to test-and-jump code: no values on a stack, `all` and `any` are jumps.
#include "compiler/emit/builder.h"
#include "runtime/base/result.h"
#include "runtime/bytecode/opcode.h"

namespace parley::emit {

namespace {

using bytecode::Instruction;
using bytecode::none;
using bytecode::Opcode;

Opcode opcode_of(check::TestOp op) {
    switch (op) {
        case check::TestOp::is:
            return Opcode::test_is;
        case check::TestOp::in:
            return Opcode::test_in;
        case check::TestOp::less:
            return Opcode::test_less;
        case check::TestOp::less_equal:
            return Opcode::test_less_equal;
        case check::TestOp::greater:
            return Opcode::test_greater;
        case check::TestOp::greater_equal:
            return Opcode::test_greater_equal;
        case check::TestOp::between:
            return Opcode::test_between;
        case check::TestOp::contains:
            return Opcode::test_contains;
        case check::TestOp::starts_with:
            return Opcode::test_starts_with;
        case check::TestOp::ends_with:
            return Opcode::test_ends_with;
        case check::TestOp::matches:
            return Opcode::test_matches;
        case check::TestOp::set:
            return Opcode::test_set;
        case check::TestOp::blank:
            return Opcode::test_blank;
        case check::TestOp::within_last:
            return Opcode::test_within_last;
        case check::TestOp::within_next:
            return Opcode::test_within_next;
        case check::TestOp::older_than:
            return Opcode::test_older_than;
        case check::TestOp::during:
            return Opcode::test_during;
        case check::TestOp::contains_any:
            return Opcode::test_contains_any;
        case check::TestOp::contains_all:
            return Opcode::test_contains_all;
        case check::TestOp::empty:
            return Opcode::test_empty;
        case check::TestOp::changed:
            return Opcode::test_changed;
    }
    PARLEY_ASSERT(false);
}

// Whether a test looks at the folded text of its sides.
bool folds(const check::Test& test) {
    switch (test.op) {
        case check::TestOp::is:
        case check::TestOp::in:
        case check::TestOp::contains:
        case check::TestOp::starts_with:
        case check::TestOp::ends_with:
        case check::TestOp::contains_any:
        case check::TestOp::contains_all:
            return test.subject_type.kind == value::Kind::text && !test.exactly && !test.size;
        default:
            return false;
    }
}

}  // namespace

std::uint32_t CodeWriter::here() const {
    return static_cast<std::uint32_t>(builder_.tables().code.size());
}

std::uint32_t CodeWriter::put(Instruction instruction, source::Span span) {
    builder_.tables().code.push_back(instruction);
    builder_.tables().debug.push_back(builder_.place(span));
    return here() - 1;
}

void CodeWriter::bind(Label& label) {
    for (const std::uint32_t use : label.uses) builder_.tables().code[use].target = here();
    label.uses.clear();
}

std::uint32_t CodeWriter::operand(const check::Operand& operand, bool folded, std::uint8_t slot_flag,
                                  std::uint8_t& flags) {
    switch (operand.kind) {
        case check::Operand::Kind::none:
            return none;
        case check::Operand::Kind::scalar:
            return builder_.constant(operand.type, operand.scalars.front());
        case check::Operand::Kind::list:
            if (operand.shared != check::none) return builder_.shared_list(operand.shared);
            return builder_.constant_list(operand.type.element(), operand.scalars);
        case check::Operand::Kind::field:
            flags |= slot_flag;
            return builder_.slot(operand.field, folded);
    }
    PARLEY_ASSERT(false);
}

void CodeWriter::jump_if_test(const check::Condition& condition, bool when, Label& target) {
    const check::Test& test = condition.test;
    if (test.op == check::TestOp::changed) return jump_if_changed(condition, when, target);
    const bool folded = folds(test);
    Instruction instruction;
    instruction.opcode = static_cast<std::uint8_t>(opcode_of(test.op));
    if (condition.negated) instruction.flags |= bytecode::negate;
    if (when) instruction.flags |= bytecode::jump_when_true;
    if (test.size) instruction.flags |= bytecode::subject_size;
    if (test.exactly && test.op != check::TestOp::matches) instruction.flags |= bytecode::exact_text;
    instruction.subject = builder_.slot(test.subject, folded);
    if (test.op == check::TestOp::matches) {
        instruction.first = builder_.pattern(test.pattern, test.exactly);
    } else if (test.op == check::TestOp::during) {
        instruction.first = builder_.schedule(test.schedule);
    } else {
        instruction.first = operand(test.first, folded, bytecode::first_is_slot, instruction.flags);
        instruction.second = operand(test.second, folded, bytecode::second_is_slot, instruction.flags);
    }
    target.uses.push_back(put(instruction, condition.span));
}

// `changed from V to W` is up to three tests, all of which have to hold.
void CodeWriter::jump_if_changed(const check::Condition& condition, bool when, Label& target) {
    const check::Test& test = condition.test;
    check::FieldUse former = test.subject;
    former.former = true;
    const bool folded = test.subject_type.kind == value::Kind::text;
    std::vector<Instruction> parts;
    Instruction changed;
    changed.opcode = static_cast<std::uint8_t>(Opcode::test_changed);
    changed.flags = bytecode::first_is_slot;
    changed.subject = builder_.slot(test.subject, false);
    changed.first = builder_.slot(former, false);
    parts.push_back(changed);
    const auto side = [&](const check::FieldUse& use, const check::Operand& wanted) {
        if (wanted.kind == check::Operand::Kind::none) return;
        Instruction is;
        is.opcode = static_cast<std::uint8_t>(Opcode::test_is);
        is.subject = builder_.slot(use, folded);
        is.first = operand(wanted, folded, bytecode::first_is_slot, is.flags);
        parts.push_back(is);
    };
    side(former, test.first);
    side(test.subject, test.second);
    // The whole is true when all parts are; `negated` turns the whole round.
    const bool jump_when_all = when != condition.negated;
    Label apart;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const bool last = i + 1 == parts.size();
        if (last && jump_when_all) parts[i].flags |= bytecode::jump_when_true;
        Label& to = (last || !jump_when_all) ? target : apart;
        to.uses.push_back(put(parts[i], condition.span));
    }
    bind(apart);
}

void CodeWriter::jump_if(check::ConditionId id, bool when, Label& target) {
    const check::Condition& condition = builder_.inputs().rules.conditions[id];
    switch (condition.kind) {
        case check::Condition::Kind::test:
            jump_if_test(condition, when, target);
            return;
        case check::Condition::Kind::named: {
            const Resolved resolved = resolve(condition.named);
            Instruction instruction;
            instruction.opcode = static_cast<std::uint8_t>(Opcode::test_condition);
            if (condition.negated != resolved.negated) instruction.flags |= bytecode::negate;
            if (when) instruction.flags |= bytecode::jump_when_true;
            instruction.subject = named_record_[resolved.named];
            target.uses.push_back(put(instruction, condition.span));
            return;
        }
        case check::Condition::Kind::all:
        case check::Condition::Kind::any: {
            // One child decides an `any` by being true, an `all` by being false.
            const bool deciding = condition.kind == check::Condition::Kind::any;
            const bool jump_on_decided = (when != condition.negated) == deciding;
            Label behind;
            for (std::size_t i = 0; i < condition.children.size(); ++i) {
                const bool last = i + 1 == condition.children.size();
                if (jump_on_decided)
                    jump_if(condition.children[i], deciding, target);
                else if (last)
                    jump_if(condition.children[i], !deciding, target);
                else
                    jump_if(condition.children[i], deciding, behind);
            }
            bind(behind);
            return;
        }
    }
}

// A condition that is only another name of one (`condition a = b`, `condition a = not b`) has no code of its own.
CodeWriter::Resolved CodeWriter::resolve(check::NamedId named) const {
    bool negated = false;
    for (;;) {
        const check::Condition& body = builder_.inputs().rules.conditions[builder_.inputs().rules.named[named].body];
        if (body.kind != check::Condition::Kind::named) return {named, negated};
        negated = negated != body.negated;
        named = body.named;
    }
}

std::uint32_t CodeWriter::depth_of(check::ConditionId id) const {
    const check::Condition& condition = builder_.inputs().rules.conditions[id];
    if (condition.kind == check::Condition::Kind::named) return named_depth_[resolve(condition.named).named];
    std::uint32_t deepest = 0;
    for (const check::ConditionId child : condition.children) deepest = std::max(deepest, depth_of(child));
    return deepest;
}

void CodeWriter::write_named(const std::vector<bool>& used) {
    const check::CheckedRules& rules = builder_.inputs().rules;
    named_record_.assign(rules.named.size(), none);
    named_depth_.assign(rules.named.size(), 0);
    for (check::NamedId id = 0; id < rules.named.size(); ++id) {
        const check::NamedCondition& named = rules.named[id];
        if (!used[id] || resolve(id).named != id) continue;
        const std::uint32_t entry = here();
        Label otherwise;
        jump_if(named.body, false, otherwise);
        Instruction end;
        end.opcode = static_cast<std::uint8_t>(Opcode::return_true);
        put(end, named.name_span);
        bind(otherwise);
        end.opcode = static_cast<std::uint8_t>(Opcode::return_false);
        put(end, named.name_span);
        named_record_[id] = static_cast<std::uint32_t>(builder_.tables().conditions.size());
        named_depth_[id] = depth_of(named.body) + 1;
        deepest_ = std::max(deepest_, named_depth_[id]);
        builder_.tables().conditions.push_back({builder_.text(named.name), entry, here(), named.reads_event});
    }
}

}  // namespace parley::emit
