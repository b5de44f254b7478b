#include "runtime/vm/frame.h"

#include <algorithm>
#include <cstring>

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

// Of what was perhaps only just written: the processor would have to wait for it if it were read in larger pieces.
void copy_by_blocks(const char* text, std::size_t size, std::byte* out) {
    constexpr std::size_t block = 16;
    for (; size >= block; size -= block, text += block, out += block) std::memcpy(out, text, block);
    std::memcpy(out, text, size);
}

}  // namespace

FrameLayout::FrameLayout(std::size_t slots, std::uint32_t texts) : text_count(texts) {
    texts_at = static_cast<std::uint32_t>(Frame::codes_at + 4 * slots + 7) / 8 * 8;
    near_at = static_cast<std::uint32_t>(texts_at + sizeof(Frame::Text) * texts);
    is_elsewhere = near_at > Frame::first_bytes;
    near_bytes = static_cast<std::uint32_t>(is_elsewhere ? 0 : Frame::first_bytes - near_at);
}

Frame::Frame(const Program& program) : program_(&program), rest_(std::make_unique<Rest>()) {
    const FrameLayout& layout = program.frame_layout();
    if (layout.is_elsewhere) {
        rest_->elsewhere.resize(layout.near_at);
        elsewhere_ = rest_->elsewhere.data();
    }
    first().is_elsewhere = layout.is_elsewhere ? 1 : 0;
    rest_->slots.resize(program.cleared().size());
    slots_ = rest_->slots.data();
    clear();
}

void Frame::clear() {
    const std::vector<Value>& cleared = program_->cleared();
    const std::vector<std::uint32_t>& codes = program_->cleared_codes();
    if (!cleared.empty()) {
        std::memcpy(static_cast<void*>(slots_), cleared.data(), cleared.size() * sizeof(Value));
        std::memcpy(memory() + codes_at, codes.data(), codes.size() * sizeof(std::uint32_t));
    }
    events().clear();
    now_ = 0;
    rest_->arena.clear();
    rest_->near_used = 0;
}

void Frame::set(std::uint32_t slot, const Value& value) {
    slots_[slot] = value;
    code_at(slot) = program_->coder().code(slot, value);
    const std::uint32_t number = program_->text_number(slot);
    if (number != bytecode::none && value.present) put_text(number, value.text.folded);
}

// Beside the codes, where it finds room there.
void Frame::put_text(std::uint32_t number, std::string_view text) {
    const FrameLayout& layout = program_->frame_layout();
    const auto size = static_cast<std::uint32_t>(text.size());
    const bool is_near = size <= layout.near_bytes - rest_->near_used;
    const std::uint32_t near = layout.near_at + rest_->near_used;
    reinterpret_cast<Text*>(memory() + layout.texts_at)[number] = {is_near ? nullptr : text.data(), near, size};
    if (!is_near) return;
    copy_by_blocks(text.data(), size, memory() + near);
    rest_->near_used += size;
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
