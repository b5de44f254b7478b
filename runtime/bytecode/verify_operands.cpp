// The operands of one test: what each opcode takes, so that the VM never reads a value as what it is not.

#include "runtime/bytecode/checker.h"
#include "runtime/bytecode/opcode.h"

namespace parley::bytecode {

namespace {

using value::Kind;
using value::Type;

constexpr Type plain(Kind kind) {
    return {kind, false, false, value::no_domain};
}

bool is_scalar(Type type, Kind kind) {
    return !type.list && type.kind == kind;
}

bool has_order(Type type) {
    return value::is_numeric(type.kind) || type.kind == Kind::duration || value::is_temporal(type.kind) ||
           (type.kind == Kind::choice && type.ordered);
}

// Whether an opcode compares a value with others, and so may ask for the number of a list's items.
bool takes_size(Opcode opcode) {
    return opcode >= Opcode::test_is && opcode <= Opcode::test_between;
}

// Whether an opcode tells texts that differ in letter case alone apart only where `exact_text` says so.
bool folds_text(Opcode opcode) {
    switch (opcode) {
        case Opcode::test_is:
        case Opcode::test_in:
        case Opcode::test_contains:
        case Opcode::test_starts_with:
        case Opcode::test_ends_with:
        case Opcode::test_contains_any:
        case Opcode::test_contains_all:
            return true;
        default:
            return false;
    }
}

bool takes_slot(OperandKind kind) {
    return kind == OperandKind::constant || kind == OperandKind::list || kind == OperandKind::slot;
}

class TestCheck {
public:
    TestCheck(const Checker& checker, const Row& row, const Instruction& instruction)
        : artifact_(checker.artifact),
          views_(checker.views),
          row_(row),
          instruction_(instruction),
          info_(*find_opcode(instruction.opcode)),
          folds_(folds_text(info_.opcode)) {}

    bool run() {
        if (!row_.index(instruction_.subject, views_.slots.size(), "no such slot")) return false;
        subject_ = views_.slots[instruction_.subject].type.type();
        return check_flags() && operand(info_.first, instruction_.first, first_is_slot, first_) &&
               operand(info_.second, instruction_.second, second_is_slot, second_) && check_folding() && check_types();
    }

private:
    bool has(InstructionFlag flag) const { return (instruction_.flags & flag) != 0; }

    bool check_flags() {
        std::uint8_t allowed = negate | jump_when_true;
        if (takes_slot(info_.first)) allowed |= first_is_slot;
        if (takes_slot(info_.second)) allowed |= second_is_slot;
        if (takes_size(info_.opcode) && subject_.list) allowed |= subject_size;
        if (folds_ && subject_.kind == Kind::text && !has(subject_size)) allowed |= exact_text;
        if (!row_.require((instruction_.flags & ~allowed) == 0, "a flag that its opcode does not have")) return false;
        if (has(subject_size)) subject_ = plain(Kind::integer);
        return true;
    }

    // An operand's type; patterns and schedules have none.
    bool operand(OperandKind kind, std::uint32_t index, InstructionFlag slot_flag, Type& type) {
        switch (kind) {
            case OperandKind::none:
                return row_.require(index == none, "an operand that its opcode does not have");
            case OperandKind::pattern:
                return row_.index(index, artifact_.patterns().size(), "no such pattern");
            case OperandKind::schedule:
                return row_.index(index, artifact_.schedules().size(), "no such schedule");
            default:
                break;
        }
        if (kind == OperandKind::slot || has(slot_flag)) {
            if (!row_.index(index, views_.slots.size(), "no such slot")) return false;
            type = views_.slots[index].type.type();
        } else {
            if (!row_.index(index, views_.constants.size(), "no such constant")) return false;
            type = views_.constants[index].type.type();
        }
        return true;
    }

    bool is_folded(std::uint32_t slot) const { return views_.slots[slot].folded != 0; }

    // A text that is compared by its folding has to have one.
    bool check_folding() const {
        if (!folds_ || subject_.kind != Kind::text || has(exact_text)) return true;
        return row_.require(is_folded(instruction_.subject) && (!has(first_is_slot) || is_folded(instruction_.first)),
                            "a text that is not folded where its folding is compared");
    }

    bool check_types() const { return row_.require(types_fit(), "operands of types that its opcode does not take"); }

    bool scalar(Type type) const { return !type.list && comparable(subject_, type); }
    bool list(Type type) const { return type.list && comparable(subject_, type); }

    bool types_fit() const {
        switch (info_.opcode) {
            case Opcode::test_is:
                return !subject_.list && scalar(first_);
            case Opcode::test_in:
                return !subject_.list && list(first_);
            case Opcode::test_less:
            case Opcode::test_less_equal:
            case Opcode::test_greater:
            case Opcode::test_greater_equal:
                return !subject_.list && has_order(subject_) && scalar(first_);
            case Opcode::test_between:
                return !subject_.list && has_order(subject_) && scalar(first_) && scalar(second_);
            case Opcode::test_contains:
            case Opcode::test_starts_with:
            case Opcode::test_ends_with:
                return is_scalar(subject_, Kind::text) && first_.kind == Kind::text;
            case Opcode::test_matches:
            case Opcode::test_blank:
                return is_scalar(subject_, Kind::text);
            case Opcode::test_set:
                return !subject_.list;
            case Opcode::test_within_last:
            case Opcode::test_within_next:
            case Opcode::test_older_than:
                return is_scalar(subject_, Kind::instant) && is_scalar(first_, Kind::duration);
            case Opcode::test_during:
                return is_scalar(subject_, Kind::instant);
            case Opcode::test_contains_any:
                return subject_.list && comparable(subject_, first_);
            case Opcode::test_contains_all:
                return subject_.list && list(first_);
            case Opcode::test_empty:
                return subject_.list;
            case Opcode::test_changed: {
                const SlotRecord& former = views_.slots[instruction_.first];
                return former.source == static_cast<std::uint8_t>(SlotSource::former) &&
                       former.base == instruction_.subject;
            }
            default:
                return false;
        }
    }

    const Artifact& artifact_;
    const Views& views_;
    const Row& row_;
    const Instruction& instruction_;
    const OpcodeInfo& info_;
    const bool folds_;
    Type subject_, first_, second_;
};

}  // namespace

bool check_test(const Checker& checker, const Row& row, const Instruction& instruction) {
    return TestCheck(checker, row, instruction).run();
}

}  // namespace parley::bytecode
