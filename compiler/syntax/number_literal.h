// Internal to compiler/syntax: numbers, dates, times and instants.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "compiler/syntax/faults.h"
#include "compiler/syntax/lex.h"

namespace parley::syntax {

// Whether a number may begin here: a digit, or a minus in front of one.
bool begins_number(std::string_view text, std::size_t offset);
// The end of all that clings to the number that begins here: digits, letters, and `.`, `:`, `-` or `+` inside them.
std::size_t number_run(std::string_view text, std::size_t offset);
// What such a run is as a whole; nullopt: nothing of the language.
std::optional<TokenKind> number_kind(std::string_view run);
// Reports a run that is nothing.
void report_bad_number(std::string_view run, std::uint32_t begin, Faults& faults);

}  // namespace parley::syntax
