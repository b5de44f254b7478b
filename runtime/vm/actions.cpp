#include "runtime/vm/actions.h"

#include "runtime/base/result.h"

namespace parley::vm {

using bytecode::ActionRecord;
using bytecode::MemberRecord;
using bytecode::MemberSource;
using value::Value;

namespace {

bool has_queue(const View& view, const Value& queue) {
    return queue.number >= 0 && queue.number < static_cast<value::Number>(view.artifact.queue_loads().size());
}

value::Number number_or_zero(const Value& value) {
    return value.present ? value.number : 0;
}

value::Number workload(const View& view, const Value& queue) {
    if (!has_queue(view, queue)) return 0;
    const bytecode::QueueLoadRecord& slots = view.artifact.queue_loads()[static_cast<std::size_t>(queue.number)];
    const Value& total = view.slot(slots.total);
    if (total.present) return total.number;
    return number_or_zero(view.slot(slots.waiting)) + number_or_zero(view.slot(slots.assigned));
}

bool is_staffed(const View& view, const Value& queue) {
    if (!has_queue(view, queue)) return false;
    const Value& staffed = view.slot(view.artifact.queue_loads()[static_cast<std::size_t>(queue.number)].staffed);
    return staffed.present && staffed.number != 0;
}

}  // namespace

Value least_loaded(const View& view, const Value& queues) {
    const Value* best = nullptr;
    value::Number best_load = 0;
    bool best_is_staffed = false;
    for (std::uint32_t i = 0; i < queues.count; ++i) {
        const Value& queue = queues.items[i];
        const value::Number load = workload(view, queue);
        const bool staffed = is_staffed(view, queue);
        const bool better = staffed != best_is_staffed ? staffed : load < best_load;
        if (best != nullptr && !better) continue;
        best = &queue;
        best_load = load;
        best_is_staffed = staffed;
    }
    return best == nullptr ? Value::absent() : *best;
}

bool ActionLister::drop() {
    ++decision_.dropped_actions;
    return false;
}

bool ActionLister::list(std::uint32_t index) {
    if (decision_.actions.size() >= maximum_actions) return drop();
    const ActionRecord& action = view_.artifact.actions()[index];
    const auto first_member = static_cast<std::uint32_t>(decision_.members.size());
    first_missing_ = static_cast<std::uint32_t>(decision_.missing.size());
    ActionStatus status = skip_status(action);
    for (const MemberRecord& member : view_.artifact.members().subspan(action.first_member, action.member_count)) {
        decision_.members.push_back(member_value(action, member));
        if (!decision_.members.back().present) status = ActionStatus::no_value;
    }
    decision_.actions.push_back(
        {index, action.member_count, view_.event, static_cast<std::uint32_t>(decision_.details.size())});
    decision_.details.push_back(
        {status, first_member, first_missing_, static_cast<std::uint32_t>(decision_.missing.size()) - first_missing_});
    return true;
}

Value ActionLister::member_value(const ActionRecord& action, const MemberRecord& member) {
    switch (static_cast<MemberSource>(member.source)) {
        case MemberSource::constant:
            return view_.program.constant(member.index);
        case MemberSource::slot:
            return view_.slot(member.index);
        case MemberSource::text:
            return renderer_.text(member.index, first_missing_);
        case MemberSource::texts:
            return texts(member.index, member.count);
        case MemberSource::text_due:
            return text_due(action);
        case MemberSource::least_loaded:
            return least_loaded(view_, view_.program.constant(member.index));
        case MemberSource::least_loaded_slot:
            return least_loaded(view_, view_.slot(member.index));
    }
    PARLEY_ASSERT(false);
}

Value ActionLister::texts(std::uint32_t first, std::uint32_t count) {
    Value* items = decision_.arena.array<Value>(count);
    for (std::uint32_t i = 0; i < count; ++i) items[i] = renderer_.text(first + i, first_missing_);
    return Value::of_list(items, count);
}

// The text of the conversation's platform, else the one for all others, which stands last (D46).
Value ActionLister::text_due(const ActionRecord& action) {
    const auto texts = view_.artifact.platform_texts().subspan(action.first_platform_text, action.platform_text_count);
    const std::uint32_t slot = view_.artifact.manifest().platform_slot;
    const Value platform = slot == bytecode::none ? Value::absent() : view_.slot(slot);
    const bytecode::PlatformTextRecord* due = &texts.back();
    for (const bytecode::PlatformTextRecord& text : texts.first(texts.size() - 1)) {
        if (platform.present && platform.number == text.platform) {
            due = &text;
            break;
        }
    }
    switch (static_cast<MemberSource>(due->source)) {
        case MemberSource::constant:
            return view_.program.constant(due->index);
        case MemberSource::slot:
            return view_.slot(due->index);
        default:
            return renderer_.text(due->index, first_missing_);
    }
}

// A conversation of this customer that ended within the duration suppresses the message; so does one that ended just
// now or exactly that long ago (D16, D45). A duration that is a field without a value is seen with the members (D40).
ActionStatus ActionLister::skip_status(const ActionRecord& action) const {
    if (action.skip_kind == 0) return ActionStatus::done;
    const Value& duration = action.skip_kind == 1 ? view_.program.constant(action.skip) : view_.slot(action.skip);
    if (!duration.present) return ActionStatus::no_value;
    return value::within_last(last_closed(), duration, view_.frame.now()) ? ActionStatus::recent_conversation
                                                                          : ActionStatus::done;
}

Value ActionLister::last_closed() const {
    const bytecode::ManifestRecord& manifest = view_.artifact.manifest();
    for (const std::uint32_t slot : {manifest.recent_closed_slot, manifest.previous_closed_slot}) {
        if (slot != bytecode::none && view_.slot(slot).present) return view_.slot(slot);
    }
    return Value::absent();
}

}  // namespace parley::vm
