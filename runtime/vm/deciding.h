// Internal to runtime/vm: one line by the plan.
#pragma once

#include "runtime/vm/actions.h"

namespace parley::vm {

class Deciding {
public:
    Deciding(Machine& machine, const PlanView& plan, const Frame& frame, Decision& decision)
        : machine_(machine),
          plan_(plan),
          view_(*machine.program_, frame),
          codes_(machine.codes_.data()),
          decision_(decision),
          lister_(view_, decision, machine.scratch_) {}
    void line();

private:
    void fire(std::uint32_t rule);
    void by_index(const bytecode::IndexRecord& index);
    void wake(std::span<const bytecode::WakeEntry> entries);
    void wake_by(const bytecode::WakerRecord& waker);
    void look_at_woken(const bytecode::IndexRecord& index);
    bool walk(std::uint32_t at, std::uint32_t end);
    bool test(std::uint32_t at, const bytecode::Step& step);
    bool is_member(const bytecode::Step& step) const;
    bool remembered(std::uint32_t memo);
    bool condition(std::uint32_t index);
    void search(std::uint32_t index);
    void take_branch(std::uint32_t branch);

    Machine& machine_;
    const PlanView& plan_;
    View view_;
    const std::uint32_t* codes_;
    Decision& decision_;
    ActionLister lister_;
    std::uint64_t first_event_ = 0;
    std::uint32_t rule_ = bytecode::none;  // the one that is looked at
};

}  // namespace parley::vm
