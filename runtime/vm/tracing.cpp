#include "runtime/vm/tracing.h"

#include "runtime/bytecode/opcode.h"
#include "runtime/vm/holds.h"

namespace parley::vm {

using bytecode::Instruction;
using bytecode::Opcode;

void Tracing::line() {
    first_event_ = machine_.event_ + 1;
    for (const std::uint32_t event : view_.frame.events()) {
        if (machine_.has_begun(event)) continue;
        ++machine_.event_;
        view_.begin_event(event);
        for (const std::uint32_t rule : machine_.rules_of(event)) {
            if (!machine_.has_fired(rule)) fire(rule);
        }
        machine_.begun_.push_back(event);
    }
}

void Tracing::fire(std::uint32_t rule) {
    note(TraceStep::Kind::rule, false, rule);
    branch_ = bytecode::none;
    walk(view_.artifact.rules()[rule].entry);
    if (branch_ != bytecode::none) decision_.rules.push_back({rule, branch_, view_.event});
    note(TraceStep::Kind::rule_end, branch_ != bytecode::none, rule);
}

// From an entry to an end: true only at `return_true`. Every step goes ahead, so there is one.
bool Tracing::walk(std::uint32_t at) {
    for (;;) {
        const Instruction& instruction = code_[at];
        ++decision_.instructions;
        switch (static_cast<Opcode>(instruction.opcode)) {
            case Opcode::complete:
            case Opcode::return_false:
                return false;
            case Opcode::return_true:
                return true;
            case Opcode::jump:
                at = instruction.target;
                break;
            case Opcode::branch:
                take_branch(instruction.subject);
                ++at;
                break;
            case Opcode::emit:
                emit(instruction.subject);
                ++at;
                break;
            case Opcode::test_condition:
                at = next(at, instruction, condition(instruction.subject));
                break;
            default:
                at = next(at, instruction, holds(view_, instruction));
                break;
        }
    }
}

std::uint32_t Tracing::next(std::uint32_t at, const Instruction& instruction, bool holds) {
    const bool result = holds != ((instruction.flags & bytecode::negate) != 0);
    note(TraceStep::Kind::test, result, at);
    return result == ((instruction.flags & bytecode::jump_when_true) != 0) ? instruction.target : at + 1;
}

void Tracing::take_branch(std::uint32_t branch) {
    branch_ = branch;
    note(TraceStep::Kind::branch, true, branch);
}

void Tracing::emit(std::uint32_t action) {
    if (!lister_.list(action)) return;
    note(TraceStep::Kind::action, decision_.status(decision_.actions.back()) == ActionStatus::done,
         static_cast<std::uint32_t>(decision_.actions.size() - 1));
}

// Conditions call earlier ones only, at most 101 deep: the verifier has seen to it.
bool Tracing::condition(std::uint32_t index) {
    std::uint64_t& remembered = machine_.conditions_[index];
    const bytecode::ConditionRecord& record = view_.artifact.conditions()[index];
    if (remembered >> 1 >= (record.reads_event != 0 ? machine_.event_ : first_event_)) return (remembered & 1) != 0;
    note(TraceStep::Kind::condition_begin, false, index);
    const bool result = walk(record.entry);
    note(TraceStep::Kind::condition_end, result, index);
    remembered = machine_.event_ << 1 | (result ? 1 : 0);
    return result;
}

}  // namespace parley::vm
