#include "runtime/vm/frame.h"

#include <algorithm>

namespace parley::vm {

namespace {

using bytecode::SlotSource;
using value::Value;

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

Frame::Frame(const Program& program) : program_(&program), slots_(program.cleared()) {
    for (const std::uint32_t code : program.cleared_codes()) codes_.push_back(code);
}

void Frame::clear() {
    std::ranges::copy(program_->cleared(), slots_.begin());
    std::ranges::copy(program_->cleared_codes(), codes_.data());
    events_.clear();
    now_ = 0;
    arena_.clear();
}

void Frame::set_now(std::int64_t instant_ms) {
    now_ = instant_ms;
    if (program_->clock_slots().empty()) return;
    const value::LocalTime local = program_->zone().local(instant_ms);
    for (const std::uint32_t slot : program_->clock_slots()) {
        const auto source = static_cast<SlotSource>(program_->artifact().slots()[slot].source);
        set(slot, clock_value(source, instant_ms, local));
    }
}

Value Frame::slot(std::uint32_t index, std::uint32_t event) const {
    return index == program_->event_slot() ? Value::of_number(event) : slots_[index];
}

}  // namespace parley::vm
