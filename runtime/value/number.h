// Exact decimals (D35): 18 digits before and 18 behind the point, held as the value times 10^18 in 128 bits.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "runtime/value/value.h"

namespace parley::value {

enum class NumberFault { none, not_a_number, out_of_range, too_many_decimals };

struct ParsedNumber {
    Number number = 0;
    NumberFault fault = NumberFault::none;
    bool whole = false;  // no digits other than 0 behind the point
};

// A literal of the language: `-`? digits [ . digits ]. More than 18 digits behind the point is a fault. In range is,
// here and below, what an integer or a decimal can hold; the caller knows which of the two it wants.
ParsedNumber parse_literal(std::string_view text);
// A JSON number, exponent allowed; digits past the 18th behind the point are rounded half to even.
ParsedNumber parse_json_number(std::string_view text);
// Whether a whole number fits 64 bits.
bool fits_integer(Number number);
// Whether at most 18 digits stand before the point, as decimals and money have them.
bool fits_decimal(Number number);
Number from_integer(std::int64_t integer);
// The shortest form: `3`, `19.99`, `-0.5`.
std::string to_string(Number number);
// The same into a buffer of at least `number_bytes`; returns the length. No allocation.
inline constexpr std::size_t number_bytes = 48;
std::size_t write_number(Number number, char* buffer);

}  // namespace parley::value
