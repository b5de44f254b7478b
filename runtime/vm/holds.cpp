#include "runtime/vm/holds.h"

#include <algorithm>

#include "runtime/base/result.h"
#include "runtime/bytecode/opcode.h"
#include "runtime/value/number.h"

namespace parley::vm {

namespace {

using bytecode::Instruction;
using bytecode::Opcode;
using value::Kind;
using value::TextSearch;
using value::Value;

struct Operand {
    Value value;
    bool is_list;
};

// The operands of one instruction, found in the frame or among the constants.
class Test {
public:
    Test(const View& view, const Instruction& instruction) : view_(view), instruction_(instruction) {}

    Kind kind() const { return has(bytecode::subject_size) ? Kind::integer : type().kind; }
    bool exactly() const { return has(bytecode::exact_text); }
    const Value& field() const { return view_.slot(instruction_.subject); }
    value::Type type() const { return view_.slot_type(instruction_.subject); }
    Value subject() const {
        return has(bytecode::subject_size) ? Value::of_number(value::from_integer(field().count)) : field();
    }
    Value first() const { return operand(instruction_.first, bytecode::first_is_slot).value; }
    Value second() const { return operand(instruction_.second, bytecode::second_is_slot).value; }
    const Value& former() const { return view_.slot(instruction_.first); }
    std::int64_t now() const { return view_.frame.now(); }

    bool searches(TextSearch search) const {
        const Operand needles = operand(instruction_.first, bytecode::first_is_slot);
        return value::text_search(search, field(), needles.value, needles.is_list, exactly());
    }
    bool has_one() const {
        const Operand wanted = operand(instruction_.first, bytecode::first_is_slot);
        if (!wanted.is_list) return value::in_list(kind(), wanted.value, field(), exactly());
        return value::list_contains_any(kind(), field(), wanted.value, exactly());
    }
    bool matches() const {
        return field().present && view_.program.pattern(instruction_.first).matches(field().text.exact);
    }
    bool is_during() const {
        const LoadedSchedule& schedule = view_.program.schedule(instruction_.first);
        return field().present && value::is_open(schedule.spans, schedule.holidays, schedule.zone,
                                                 static_cast<std::int64_t>(field().number));
    }

private:
    bool has(bytecode::InstructionFlag flag) const { return (instruction_.flags & flag) != 0; }
    Operand operand(std::uint32_t index, bytecode::InstructionFlag slot_flag) const {
        if (has(slot_flag)) return {view_.slot(index), view_.slot_type(index).list};
        return {view_.program.constant(index), view_.constant_type(index).list};
    }

    const View& view_;
    const Instruction& instruction_;
};

}  // namespace

bool holds(const View& view, const Instruction& instruction) {
    const Test test(view, instruction);
    switch (static_cast<Opcode>(instruction.opcode)) {
        case Opcode::test_is:
            return value::equal(test.kind(), test.subject(), test.first(), test.exactly());
        case Opcode::test_in:
            return value::in_list(test.kind(), test.subject(), test.first(), test.exactly());
        case Opcode::test_less:
            return value::less(test.kind(), test.subject(), test.first());
        case Opcode::test_less_equal:
            return value::less_equal(test.kind(), test.subject(), test.first());
        case Opcode::test_greater:
            return value::less(test.kind(), test.first(), test.subject());
        case Opcode::test_greater_equal:
            return value::less_equal(test.kind(), test.first(), test.subject());
        case Opcode::test_between:
            return value::between(test.kind(), test.subject(), test.first(), test.second());
        case Opcode::test_contains:
            return test.searches(TextSearch::contains);
        case Opcode::test_starts_with:
            return test.searches(TextSearch::starts_with);
        case Opcode::test_ends_with:
            return test.searches(TextSearch::ends_with);
        case Opcode::test_matches:
            return test.matches();
        case Opcode::test_set:
            return test.field().present;
        case Opcode::test_blank:
            return value::is_blank(test.field());
        case Opcode::test_within_last:
            return value::within_last(test.field(), test.first(), test.now());
        case Opcode::test_within_next:
            return value::within_next(test.field(), test.first(), test.now());
        case Opcode::test_older_than:
            return value::older_than(test.field(), test.first(), test.now());
        case Opcode::test_during:
            return test.is_during();
        case Opcode::test_contains_any:
            return test.has_one();
        case Opcode::test_contains_all:
            return value::list_contains_all(test.kind(), test.field(), test.first(), test.exactly());
        case Opcode::test_empty:
            return test.field().count == 0;
        case Opcode::test_changed:
            return value::changed(test.kind(), test.type().list, test.former(), test.field());
        default:
            break;
    }
    PARLEY_ASSERT(false);  // the verifier lets no other opcode stand here
}

}  // namespace parley::vm
