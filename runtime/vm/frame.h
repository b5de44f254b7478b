// What one event line brings: a value for each slot of the program, the instant, and the events of the moment. Filled
// by runtime/wire (or by a host of its own), read by the VM, reused for the next line without giving memory back: after
// a few events nothing is allocated any more. One thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "runtime/value/value.h"
#include "runtime/vm/program.h"
#include "runtime/vm/small.h"

namespace parley::vm {

// Memory that is given out piecewise and taken back all at once.
class Arena {
public:
    void* allocate(std::size_t bytes, std::size_t alignment);
    std::string_view copy(std::string_view text);
    template <typename T>
    T* array(std::size_t count) {
        return static_cast<T*>(allocate(count * sizeof(T), alignof(T)));
    }
    void clear();

private:
    struct Chunk {
        std::unique_ptr<std::byte[]> bytes;
        std::size_t size = 0;
    };
    std::vector<Chunk> chunks_;
    std::size_t chunk_ = 0, used_ = 0;
};

class Frame {
public:
    explicit Frame(const Program& program);
    void clear();  // all slots absent (lists empty), no events
    // Sets the line's instant, and with it time.now, time.date, time.weekday and time.time_of_day.
    void set_now(std::int64_t instant_ms);
    std::int64_t now() const { return now_; }
    const value::Value& slot(std::uint32_t index) const { return slots_[index]; }
    // The same as a rule sees it that fires for `event`: `context.event` is that event (D48).
    value::Value slot(std::uint32_t index, std::uint32_t event) const;
    void set(std::uint32_t slot, const value::Value& value) {
        slots_[slot] = value;
        codes_[slot] = program_->code(slot, value);
    }
    // By slot, as tests with constants see them (bytecode/format.h, SlotCodeRecord).
    const Small<std::uint32_t, 24>& codes() const { return codes_; }
    // The events of the moment as symbols, in the order of the line; one that the artifact does not know is left out.
    using Events = Small<std::uint32_t, 6>;
    Events& events() { return events_; }
    const Events& events() const { return events_; }
    Arena& arena() { return arena_; }
    const Program& program() const { return *program_; }

private:
    const Program* program_;
    std::int64_t now_ = 0;
    Events events_;
    Small<std::uint32_t, 24> codes_;
    std::vector<value::Value> slots_;
    Arena arena_;
};

}  // namespace parley::vm
