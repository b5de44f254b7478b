// "Did you mean": the nearest of the names that exist, within a distance that makes it likely (Damerau-Levenshtein in
// its optimal string alignment form; a third of the length, at least 1, at most 3; letter case counts nothing).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"

namespace parley::diagnostics {

// Over code points. More than `at_most` is given as `at_most + 1`, and found out early.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t at_most);

// Of several at one distance, the first in `names`. Nothing for an empty `written`.
std::optional<std::string> nearest(std::string_view written, std::span<const std::string> names);

// Adds to a finding what helps with an unknown name: the nearest one (with an edit of `at`, `quoted` or bare), else all
// names where there are at most eight, else their count and `list_command` (such as "parley help"), if there is one. A
// name that is not one word is quoted in any case. `noun` is in the singular: "contact point".
void help_with_name(Diagnostic& diagnostic, std::string_view written, std::span<const std::string> names,
                    std::string_view noun, source::Span at, bool quoted, std::string_view list_command = {});

// "queue" -> "queues", "priority" -> "priorities".
std::string plural(std::string_view noun);

}  // namespace parley::diagnostics
