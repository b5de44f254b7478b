#include "runtime/vm/frame.h"

#include <algorithm>

namespace parley::vm {

namespace {

using bytecode::SlotSource;
using value::Value;

bool is_clock(SlotSource source) {
    return source >= SlotSource::now && source <= SlotSource::time_of_day;
}

Value clock_value(SlotSource source, std::int64_t instant, const value::LocalTime& local) {
    switch (source) {
        case SlotSource::date:
            return Value::of_number(local.day);
        case SlotSource::weekday:
            return Value::of_number(local.weekday);
        case SlotSource::time_of_day:
            return Value::of_number(local.second);
        default:
            return Value::of_number(instant);
    }
}

}  // namespace

Frame::Frame(const Program& program) : program_(&program) {
    const auto slots = program.artifact().slots();
    for (std::uint32_t i = 0; i < slots.size(); ++i) {
        cleared_.push_back(slots[i].type.list != 0 ? Value::of_list(nullptr, 0) : Value::absent());
        cleared_codes_.push_back(program.code(i, cleared_.back()));
        if (is_clock(static_cast<SlotSource>(slots[i].source))) clock_slots_.push_back(i);
    }
    slots_ = cleared_;
    codes_ = cleared_codes_;
}

void Frame::clear() {
    std::ranges::copy(cleared_, slots_.begin());
    std::copy(cleared_codes_.begin(), cleared_codes_.end(), codes_.data());
    events_.clear();
    now_ = 0;
    arena_.clear();
}

void Frame::set_now(std::int64_t instant_ms) {
    now_ = instant_ms;
    if (clock_slots_.empty()) return;
    const value::LocalTime local = program_->zone().local(instant_ms);
    for (const std::uint32_t slot : clock_slots_) {
        const auto source = static_cast<SlotSource>(program_->artifact().slots()[slot].source);
        set(slot, clock_value(source, instant_ms, local));
    }
}

Value Frame::slot(std::uint32_t index, std::uint32_t event) const {
    return index == program_->event_slot() ? Value::of_number(event) : slots_[index];
}

}  // namespace parley::vm
