// Internal to runtime/vm: what one `emit` puts on the list.
#pragma once

#include "runtime/vm/render.h"

namespace parley::vm {

class ActionLister {
public:
    ActionLister(const View& view, Decision& decision, std::string& scratch)
        : view_(view), decision_(decision), renderer_(view, decision, scratch) {}

    // false: the list is full, and the action is only counted.
    bool list(std::uint32_t action);
    // The same of an action whose members are constants, which stay where they are.
    bool list_fixed(std::uint32_t action, std::uint32_t member_count) {
        if (decision_.actions.size() >= maximum_actions) return drop();
        decision_.actions.push_back({action, member_count, view_.event, bytecode::none});
        return true;
    }

private:
    bool drop();
    value::Value member_value(const bytecode::ActionRecord& action, const bytecode::MemberRecord& member);
    value::Value texts(std::uint32_t first, std::uint32_t count);
    value::Value text_due(const bytecode::ActionRecord& action);
    ActionStatus skip_status(const bytecode::ActionRecord& action) const;
    value::Value last_closed() const;

    const View& view_;
    Decision& decision_;
    Renderer renderer_;
    std::uint32_t first_missing_ = 0;
};

// The queue of a list with the lowest workload among those that are staffed, else among all; absent of an empty list
// (D15, D47).
value::Value least_loaded(const View& view, const value::Value& queues);

}  // namespace parley::vm
