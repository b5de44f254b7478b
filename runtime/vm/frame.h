// What one event line brings: a value for each slot of the program, the instant, and the events of the moment. Filled
// by runtime/wire (or by a host of its own), read by the VM, reused for the next line without giving memory back: after
// a few events nothing is allocated any more. One thread at a time.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string_view>
#include <vector>

#include "runtime/value/value.h"
#include "runtime/vm/program.h"

namespace parley::vm {

// Memory that is given out piecewise and taken back all at once.
class Arena {
public:
    void* allocate(std::size_t bytes, std::size_t alignment) {
        const std::size_t begin = (used_ + alignment - 1) / alignment * alignment;
        if (chunk_ == chunks_.size() || begin > chunks_[chunk_].size || bytes > chunks_[chunk_].size - begin)
            return allocate_in_next(bytes);
        used_ = begin + bytes;
        return chunks_[chunk_].bytes.get() + begin;
    }
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
    void* allocate_in_next(std::size_t bytes);
    std::vector<Chunk> chunks_;
    std::size_t chunk_ = 0, used_ = 0;
};

// The events of the moment as symbols, in the order of the line. A view of the frame's; one that the artifact does not
// know is left out by whoever fills it.
class Events {
public:
    static constexpr std::uint32_t few = 2;
    struct First {  // in the frame's first bytes
        std::uint32_t count = 0;
        std::uint32_t is_elsewhere = 0;  // what follows them: there are too many slots
        std::uint32_t items[few] = {};
    };
    Events(First* first, std::vector<std::uint32_t>* all) : first_(first), all_(all) {}
    Events& operator=(std::initializer_list<std::uint32_t> events) {
        clear();
        for (const std::uint32_t event : events) push_back(event);
        return *this;
    }
    void push_back(std::uint32_t event) {
        if (first_->count == few) all_->assign(first_->items, first_->items + few);
        if (first_->count < few)
            first_->items[first_->count] = event;
        else
            all_->push_back(event);
        ++first_->count;
    }
    void clear() { first_->count = 0; }
    std::size_t size() const { return first_->count; }
    bool empty() const { return first_->count == 0; }
    const std::uint32_t* begin() const { return size() <= few ? first_->items : all_->data(); }
    const std::uint32_t* end() const { return begin() + size(); }
    std::uint32_t operator[](std::size_t i) const { return begin()[i]; }
    friend bool operator==(const Events& left, const std::vector<std::uint32_t>& right) {
        return std::equal(left.begin(), left.end(), right.begin(), right.end());
    }

private:
    First* first_;
    std::vector<std::uint32_t>* all_;  // where they are more than a few
};

// What deciding reads of a frame lies in its first bytes, one behind the other, so that it takes few lines of the
// processor's cache, none of which is found by another: the events, the codes, the texts that words are looked for in.
class alignas(64) Frame {
public:
    explicit Frame(const Program& program);
    void clear();  // all slots absent (lists empty), no events
    // Sets the line's instant, and with it time.now, time.date, time.weekday and time.time_of_day.
    void set_now(std::int64_t instant_ms);
    std::int64_t now() const { return now_; }
    const value::Value& slot(std::uint32_t index) const { return slots_[index]; }
    // The same as a rule sees it that fires for `event`: `context.event` is that event (D48).
    value::Value slot(std::uint32_t index, std::uint32_t event) const;
    void set(std::uint32_t slot, const value::Value& value);
    // The same of slots of numbers, of symbols and of texts; the text's code is the Coder's.
    void set_number(std::uint32_t slot, value::Number number) {
        put(slot, number, program_->coder().number_code(slot, number));
    }
    void set_symbol(std::uint32_t slot, value::Number symbol) {
        put(slot, symbol, program_->coder().symbol_code(slot, symbol));
    }
    void set_text(std::uint32_t slot, const value::Text& text, std::uint32_t code) {
        value::Value& value = slots_[slot];
        value.present = true;
        value.text = text;
        code_at(slot) = code;
        if (const std::uint32_t number = program_->text_number(slot); number != bytecode::none)
            put_text(number, text.folded);
    }
    // By slot, as tests with constants see them (bytecode/format.h, SlotCodeRecord).
    const std::uint32_t* codes() const { return reinterpret_cast<const std::uint32_t*>(memory() + codes_at); }
    // The folding of a text that has a value, by its number (Program::text_number).
    std::string_view text(const FrameLayout& layout, std::uint32_t number) const {
        const Text& text = reinterpret_cast<const Text*>(memory() + layout.texts_at)[number];
        return {text.far != nullptr ? text.far : reinterpret_cast<const char*>(memory() + text.near), text.size};
    }
    Events events() { return {&first(), &rest_->events}; }
    Events events() const { return const_cast<Frame*>(this)->events(); }
    Arena& arena() { return rest_->arena; }
    const Program& program() const { return *program_; }
    // Has the first bytes fetched while there is other work.
    void fetch() const {
        for (std::size_t line = 0; line < fetched_bytes; line += 64) __builtin_prefetch(first_ + line);
    }

private:
    friend struct FrameLayout;
    static constexpr std::size_t codes_at = sizeof(Events::First), first_bytes = 256, fetched_bytes = 192;
    struct Text {
        const char* far = nullptr;  // nullptr: it lies beside the codes
        std::uint32_t near = 0, size = 0;
    };
    struct Rest {
        std::vector<std::byte> elsewhere;
        std::vector<value::Value> slots;
        std::vector<std::uint32_t> events;
        Arena arena;
        std::uint32_t near_used = 0;
    };
    Events::First& first() { return *reinterpret_cast<Events::First*>(first_); }
    std::byte* memory() { return first().is_elsewhere == 0 ? first_ : elsewhere_; }
    const std::byte* memory() const { return const_cast<Frame*>(this)->memory(); }
    std::uint32_t& code_at(std::uint32_t slot) { return reinterpret_cast<std::uint32_t*>(memory() + codes_at)[slot]; }
    void put(std::uint32_t slot, value::Number number, std::uint32_t code) {
        value::Value& value = slots_[slot];
        value.present = true;
        value.number = number;
        value.symbol = {};
        code_at(slot) = code;
    }
    void put_text(std::uint32_t number, std::string_view text);

    std::byte first_[first_bytes] = {};
    std::byte* elsewhere_ = nullptr;  // of `rest_`
    value::Value* slots_ = nullptr;   // the same
    const Program* program_;
    std::unique_ptr<Rest> rest_;
    std::int64_t now_ = 0;
};

}  // namespace parley::vm
