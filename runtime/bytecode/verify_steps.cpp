// The steps of the plan: each does what its instruction says, by what the tables have.
#include <algorithm>

#include "runtime/bytecode/checker.h"
#include "runtime/bytecode/opcode.h"

namespace parley::bytecode {

namespace {

class StepCheck {
public:
    explicit StepCheck(const Checker& checker)
        : checker_(checker),
          steps_(checker.artifact.steps()),
          sets_(checker.artifact.code_sets()),
          memo_count_(checker.artifact.memos().size()) {}

    bool has_all() const { return steps_.size() == checker_.views.code.size(); }

    // The first bad one from `begin` on; `end` where there is none.
    std::uint32_t find_bad(std::uint32_t begin, std::uint32_t end) const {
        const auto code = checker_.views.code;
        while (begin < end && is_good(steps_[begin], code[begin])) ++begin;
        return begin;
    }

private:
    bool is_good(const Step& step, const Instruction& instruction) const {
        const auto opcode = static_cast<Opcode>(instruction.opcode);
        const auto is = [&](StepKind kind) { return step.slot == static_cast<std::uint32_t>(kind); };
        switch (opcode) {
            case Opcode::complete:
            case Opcode::return_false:
                return is(StepKind::no);
            case Opcode::return_true:
                return is(StepKind::yes);
            case Opcode::jump:
                return is(StepKind::jump) && step.target == instruction.target;
            case Opcode::branch:
                return is(StepKind::branch) && step.low == instruction.subject;
            case Opcode::emit:
                return step.low == instruction.subject &&
                       (is(StepKind::emit) || (is(StepKind::emit_fixed) && step.span != none &&
                                               checker_.fixed_members[step.low] == step.span));
            default:
                break;
        }
        const bool on_true = ((instruction.flags & jump_when_true) != 0) != ((instruction.flags & negate) != 0);
        if (step.target != (instruction.target | (on_true ? jump_on_true : 0))) return false;
        if (opcode == Opcode::test_condition) return is(StepKind::condition) && step.low == instruction.subject;
        if (step.slot < first_step_kind) return step.slot == instruction.subject;
        if (is(StepKind::remembered)) return step.low < memo_count_;
        return is(StepKind::evaluated) || (is(StepKind::member) && is_set(step, instruction.subject, step.span)) ||
               (is(StepKind::among) && is_set(step, instruction.subject, 2));
    }

    bool is_set(const Step& step, std::uint32_t slot, std::uint32_t count) const {
        return step.low < sets_.size() && count < sets_.size() - step.low && sets_[step.low] == slot;
    }

    const Checker& checker_;
    const std::span<const Step> steps_;
    const std::span<const std::uint32_t> sets_;
    const std::size_t memo_count_;
};

}  // namespace

bool check_steps(Checker& checker) {
    const StepCheck steps(checker);
    const auto count = static_cast<std::uint32_t>(checker.views.code.size());
    if (!Row(checker, Section::steps, 0).require(steps.has_all(), "another number of steps than instructions"))
        return false;
    if (!checker.checks_all)
        return std::ranges::all_of(checker.reached, [&](const CodePart& range) {
            return steps.find_bad(range.begin, range.end) == range.end;
        });
    const std::uint32_t bad = steps.find_bad(0, count);
    return Row(checker, Section::steps, bad).require(bad == count, "it is not what its instruction says");
}

}  // namespace parley::bytecode
