#include "runtime/vm/execute.h"

#include "runtime/bytecode/opcode.h"
#include "runtime/vm/actions.h"
#include "runtime/vm/holds.h"

namespace parley::vm {

using bytecode::Instruction;
using bytecode::Opcode;

namespace {

constexpr std::uint8_t unknown = 0, known_false = 1, known_true = 2;

}  // namespace

void Decision::clear() {
    actions.clear();
    members.clear();
    missing.clear();
    rules.clear();
    dropped_actions = 0;
    instructions = 0;
    rendered_bytes = 0;
    arena.clear();
}

// One line. Untraced, the calls of `note` are nothing.
template <bool traced>
class Machine::Run {
public:
    Run(Machine& machine, const Frame& frame, Decision& decision, Trace* trace)
        : machine_(machine),
          view_(*machine.program_, frame),
          code_(view_.artifact.code()),
          conditions_(view_.artifact.conditions()),
          decision_(decision),
          lister_(view_, decision, machine.scratch_),
          trace_(trace) {}

    // The events one after another, for each the rules that have not fired yet on this line (D11, D48).
    void line() {
        for (const std::uint32_t event : view_.frame.events()) {
            if (event >= machine_.begun_.size() || machine_.begun_[event] == machine_.line_) continue;
            machine_.begun_[event] = machine_.line_;
            view_.begin_event(event);
            const bytecode::EventRecord& record = view_.artifact.events()[event];
            for (const std::uint32_t rule :
                 view_.artifact.event_rules().subspan(record.first_rule, record.rule_count)) {
                if (machine_.fired_[rule] == machine_.line_) continue;
                machine_.fired_[rule] = machine_.line_;
                fire(rule);
            }
            machine_.forget(false);
        }
    }

private:
    void note(TraceStep::Kind kind, bool result, std::uint32_t index) {
        if constexpr (traced) trace_->push_back({kind, result, index, view_.event});
    }

    void fire(std::uint32_t rule) {
        note(TraceStep::Kind::rule, false, rule);
        branch_ = bytecode::none;
        walk(view_.artifact.rules()[rule].entry);
        decision_.rules.push_back({rule, view_.event, branch_});
        note(TraceStep::Kind::rule_end, branch_ != bytecode::none, rule);
    }

    // From an entry to an end: true only at `return_true`. Every step goes ahead, so there is one.
    bool walk(std::uint32_t at) {
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

    std::uint32_t next(std::uint32_t at, const Instruction& instruction, bool holds) {
        const bool result = holds != ((instruction.flags & bytecode::negate) != 0);
        note(TraceStep::Kind::test, result, at);
        return result == ((instruction.flags & bytecode::jump_when_true) != 0) ? instruction.target : at + 1;
    }

    void take_branch(std::uint32_t branch) {
        branch_ = branch;
        note(TraceStep::Kind::branch, true, branch);
    }

    void emit(std::uint32_t action) {
        if (!lister_.list(action)) return;
        note(TraceStep::Kind::action, decision_.actions.back().status == ActionStatus::done,
             static_cast<std::uint32_t>(decision_.actions.size() - 1));
    }

    // Conditions call earlier ones only, at most 101 deep: the verifier has seen to it.
    bool condition(std::uint32_t index) {
        std::uint8_t& remembered = machine_.remembered_[index];
        if (remembered != unknown) return remembered == known_true;
        note(TraceStep::Kind::condition_begin, false, index);
        const bool result = walk(conditions_[index].entry);
        note(TraceStep::Kind::condition_end, result, index);
        remembered = result ? known_true : known_false;
        machine_.touched_.push_back(index);
        return result;
    }

    Machine& machine_;
    View view_;
    std::span<const Instruction> code_;
    std::span<const bytecode::ConditionRecord> conditions_;
    Decision& decision_;
    ActionLister lister_;
    Trace* trace_;
    std::uint32_t branch_ = bytecode::none;
};

Machine::Machine(const Program& program)
    : program_(&program),
      remembered_(program.artifact().conditions().size(), unknown),
      fired_(program.artifact().rules().size()),
      begun_(program.artifact().events().size()) {}

// Of what was remembered, all, or what depends on the event.
void Machine::forget(bool all) {
    std::erase_if(touched_, [&](std::uint32_t condition) {
        if (!all && program_->artifact().conditions()[condition].reads_event == 0) return false;
        remembered_[condition] = unknown;
        return true;
    });
}

void Machine::execute(const Frame& frame, Decision& decision, Trace* trace) {
    decision.clear();
    ++line_;
    if (trace != nullptr) {
        trace->clear();
        Run<true>(*this, frame, decision, trace).line();
    } else {
        Run<false>(*this, frame, decision, nullptr).line();
    }
    forget(true);
}

}  // namespace parley::vm
