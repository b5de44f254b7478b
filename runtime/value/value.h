// A value in a frame or an artifact, and the comparisons the language has (language.md "Tests"). A Value never owns
// memory: text and list items live in the frame's arena, in the artifact or in a compiler's constant pool.
//
// Every test is total: where a value on either side is absent, a positive test is false (D29, D30). Negative tests are
// the plain complement and are made by the caller.
#pragma once

#include <cstdint>
#include <string_view>

#include "runtime/value/type.h"

namespace parley::value {

using Number = __int128;

// Integers, decimals and money all hold their value times 10^18, so that they compare as they are (D35); durations,
// instants, dates, times and weekdays hold the unit named in type.h; a boolean 0 or 1; a choice or reference the index
// of its value in its domain, or `unknown_symbol`, and then `text` holds the name from the wire (D34).
inline constexpr Number unknown_symbol = -1;
inline constexpr std::int64_t decimal_scale = 1'000'000'000'000'000'000;

struct Text {
    std::string_view exact;   // NFC
    std::string_view folded;  // its full case folding, brought to NFC again; may be the same memory as `exact`
};

struct Value {
    bool present = false;     // a list is always present
    std::uint32_t count = 0;  // items of a list
    union {
        Number number;
        Text text;           // kind text
        const Value* items;  // list
    };
    std::string_view symbol;  // the name behind an unknown symbol; empty otherwise

    constexpr Value() : number(0) {}
    static Value absent() { return {}; }
    static Value of_number(Number number);
    static Value of_text(Text text);
    static Value of_unknown_symbol(std::string_view name);
    static Value of_list(const Value* items, std::uint32_t count);
};

// `exactly` compares code points, otherwise full case foldings (D36); only text heeds it.
bool equal(Kind kind, const Value& left, const Value& right, bool exactly = false);
bool in_list(Kind kind, const Value& left, const Value& list, bool exactly = false);
// Ordered kinds only; false where either side is absent or an unknown symbol.
bool less(Kind kind, const Value& left, const Value& right);
bool less_equal(Kind kind, const Value& left, const Value& right);
// Both ends in; times of day and weekdays go round when the bounds are reversed (D38).
bool between(Kind kind, const Value& value, const Value& low, const Value& high);

enum class TextSearch : std::uint8_t { contains, starts_with, ends_with };
// `needles` is a text or a list of text; true if any of them is found.
bool text_search(TextSearch search, const Value& text, const Value& needles, bool needles_are_list, bool exactly);
// True of no value, of the empty text, and of Unicode white space alone (D31).
bool is_blank(const Value& text);

bool list_contains_any(Kind kind, const Value& list, const Value& wanted, bool exactly = false);
bool list_contains_all(Kind kind, const Value& list, const Value& wanted, bool exactly = false);

// Ages in milliseconds against the event's instant (D2, D37): 0 <= now - value <= duration; its mirror; > duration.
bool within_last(const Value& instant, const Value& duration, std::int64_t now);
bool within_next(const Value& instant, const Value& duration, std::int64_t now);
bool older_than(const Value& instant, const Value& duration, std::int64_t now);

// Whether a field changed: presence, or the value itself; a change of letter case alone is one (D32). Lists: as
// sequences.
bool changed(Kind kind, bool list, const Value& former, const Value& now);

}  // namespace parley::value
