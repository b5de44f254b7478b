#include "compiler/analysis/prepared.h"

#include "runtime/value/text.h"

namespace parley::analysis {
namespace {

using check::Operand;
using check::TestOp;

std::uint64_t key_of(const check::FieldUse& use) {
    const std::uint64_t queue = use.queue ? std::uint64_t{*use.queue} + 1 : 0;
    return (std::uint64_t{use.field} << 33) | (queue << 1) | (use.former ? 1 : 0);
}

void append(std::string& key, std::uint64_t number) {
    key.append(reinterpret_cast<const char*>(&number), sizeof number);
}

void append(std::string& key, std::string_view text) {
    append(key, std::uint64_t{text.size()});
    key += text;
}

void append(std::string& key, const Operand& operand) {
    append(key, static_cast<std::uint64_t>(operand.kind));
    switch (operand.kind) {
        case Operand::Kind::none:
            return;
        case Operand::Kind::field:
            return append(key, key_of(operand.field));
        default:
            break;
    }
    append(key, std::uint64_t{operand.shared});
    append(key, std::uint64_t{operand.scalars.size()});
    for (const check::Scalar& scalar : operand.scalars) {
        append(key, static_cast<std::uint64_t>(scalar.number));
        append(key, static_cast<std::uint64_t>(scalar.number >> 64));
        append(key, scalar.text);
    }
}

std::string key_of(const check::Test& test) {
    std::string key;
    append(key, static_cast<std::uint64_t>(test.op) | (test.size ? 256u : 0u) | (test.exactly ? 512u : 0u));
    append(key, key_of(test.subject));
    append(key, test.first);
    append(key, test.second);
    append(key, test.pattern);
    append(key, std::uint64_t{test.schedule});
    return key;
}

// What the operands of a test are: durations beside an instant, else what the subject is.
value::Kind operand_kind(const check::Test& test, value::Type subject) {
    switch (test.op) {
        case TestOp::within_last:
        case TestOp::within_next:
        case TestOp::older_than:
            return value::Kind::duration;
        default:
            return test.size ? value::Kind::integer : subject.kind;
    }
}

}  // namespace

std::string_view ValuePool::keep(std::string text) {
    return texts_.emplace_back(std::move(text));
}

value::Value ValuePool::text(std::string_view text) {
    const std::string_view exact = keep(std::string(text));
    std::string folded = value::fold_case(exact);
    return value::Value::of_text({exact, folded == exact ? exact : keep(std::move(folded))});
}

value::Value ValuePool::list(std::vector<value::Value> items) {
    const std::vector<value::Value>& kept = lists_.emplace_back(std::move(items));
    return value::Value::of_list(kept.data(), static_cast<std::uint32_t>(kept.size()));
}

value::Value ValuePool::scalar(value::Kind kind, const check::Scalar& scalar) {
    return kind == value::Kind::text ? text(scalar.text) : value::Value::of_number(scalar.number);
}

void ValuePool::clear() {
    texts_.clear();
    lists_.clear();
}

Prepared::Prepared(const check::CheckedRules& rules, const catalog::Catalog& catalog)
    : rules_(rules), catalog_(catalog), shared_(rules.lists.size()) {
    atom_of_.assign(rules.conditions.size(), nothing);
    for (std::size_t i = 0; i < rules.conditions.size(); ++i) {
        const check::Condition& condition = rules.conditions[i];
        if (condition.kind == check::Condition::Kind::test) atom_of_[i] = atom_for(condition.test);
    }
    reads_.assign(rules.conditions.size(), not_yet_known);
    for (check::ConditionId i = 0; i < rules.conditions.size(); ++i) find_reads(i);
}

VariableId Prepared::find_variable(const check::FieldUse& use) const {
    const auto found = variable_index_.find(key_of(use));
    return found == variable_index_.end() ? nothing : found->second;
}

VariableId Prepared::variable_for(const check::FieldUse& use) {
    const auto [place, added] = variable_index_.try_emplace(key_of(use), static_cast<VariableId>(variables_.size()));
    if (!added) return place->second;
    const catalog::Field& field = catalog_.fields[use.field];
    Variable variable;
    variable.use = use;
    variable.type = field.type;
    variable.field = &field;
    variable.may_be_absent = !field.type.list && !field.always_present;
    variable.is_time = field.group == catalog::Group::time;
    if (use.field == catalog_.context_event) event_ = place->second;
    variables_.push_back(variable);
    return place->second;
}

AtomId Prepared::atom_for(const check::Test& test) {
    const auto [place, added] = atom_index_.try_emplace(key_of(test), static_cast<AtomId>(atoms_.size()));
    if (added) atoms_.push_back(make_atom(test));
    return place->second;
}

value::Value Prepared::shared_list(std::uint32_t index) {
    const check::SharedList& list = rules_.lists[index];
    if (!shared_[index].present) {
        std::vector<value::Value> items;
        for (const check::Scalar& scalar : list.scalars) items.push_back(pool_.scalar(list.type.kind, scalar));
        shared_[index] = pool_.list(std::move(items));
    }
    return shared_[index];
}

void Prepared::bind(const Operand& operand, value::Kind kind, VariableId& field, value::Value& constant) {
    switch (operand.kind) {
        case Operand::Kind::none:
            return;
        case Operand::Kind::field:
            field = variable_for(operand.field);
            return;
        case Operand::Kind::scalar:
            constant = pool_.scalar(kind, operand.scalars.front());
            return;
        case Operand::Kind::list:
            break;
    }
    if (operand.shared != check::none) {
        constant = shared_list(operand.shared);
        return;
    }
    std::vector<value::Value> items;
    for (const check::Scalar& scalar : operand.scalars) items.push_back(pool_.scalar(kind, scalar));
    constant = pool_.list(std::move(items));
}

Atom Prepared::make_atom(const check::Test& test) {
    Atom atom;
    atom.test = &test;
    atom.subject = variable_for(test.subject);
    const value::Kind kind = operand_kind(test, variables_[atom.subject].type);
    bind(test.first, kind, atom.first, atom.first_value);
    bind(test.second, kind, atom.second, atom.second_value);
    if (test.op == TestOp::changed) {
        check::FieldUse former = test.subject;
        former.former = true;
        atom.former = variable_for(former);
    }
    if (test.op == TestOp::matches) {
        std::string fault;
        atom.pattern = value::Pattern::compile(test.pattern, test.exactly, fault);
    }
    atom.several = atom.first != nothing || atom.second != nothing || atom.former != nothing;
    return atom;
}

// Whether the tests of a condition read the event, its instant, and a text by a pattern.
char Prepared::find_reads(check::ConditionId id) {
    if (reads_[id] != not_yet_known) return reads_[id];
    const check::Condition& condition = rules_.conditions[id];
    char reads = 0;
    switch (condition.kind) {
        case check::Condition::Kind::test: {
            const Atom& atom = atoms_[atom_of_[id]];
            const check::TestOp op = atom.test->op;
            const bool age =
                op == check::TestOp::within_last || op == check::TestOp::within_next || op == check::TestOp::older_than;
            if (age) reads |= reads_time_bit;
            if (op == check::TestOp::matches) reads |= reads_pattern_bit;
            atom.each_variable([&](VariableId variable) {
                if (variable == event_) reads |= reads_event_bit;
                if (variables_[variable].is_time) reads |= reads_time_bit;
            });
            break;
        }
        case check::Condition::Kind::named:
            reads = find_reads(rules_.named[condition.named].body);
            break;
        default:
            for (const check::ConditionId child : condition.children) reads |= find_reads(child);
    }
    return reads_[id] = reads;
}

}  // namespace parley::analysis
