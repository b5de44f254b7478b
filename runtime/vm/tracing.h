// Internal to runtime/vm: the code as it is written, step by step, each noted. What the plan has to come to.
#pragma once

#include "runtime/vm/actions.h"

namespace parley::vm {

class Tracing {
public:
    Tracing(Machine& machine, const Frame& frame, Decision& decision, Trace& trace)
        : machine_(machine),
          view_(*machine.program_, frame),
          code_(view_.artifact.code()),
          decision_(decision),
          lister_(view_, decision, machine.scratch_),
          trace_(trace) {}
    void line();

private:
    void note(TraceStep::Kind kind, bool result, std::uint32_t index) {
        trace_.push_back({kind, result, index, view_.event});
    }
    void fire(std::uint32_t rule);
    bool walk(std::uint32_t at);
    std::uint32_t next(std::uint32_t at, const bytecode::Instruction& instruction, bool holds);
    void take_branch(std::uint32_t branch);
    void emit(std::uint32_t action);
    bool condition(std::uint32_t index);

    Machine& machine_;
    View view_;
    std::span<const bytecode::Instruction> code_;
    Decision& decision_;
    ActionLister lister_;
    Trace& trace_;
    std::uint64_t first_event_ = 0;
    std::uint32_t branch_ = bytecode::none;
};

}  // namespace parley::vm
