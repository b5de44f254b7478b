// Internal to this folder: how text looks on a terminal. Whatever bytes come in, what goes out is valid UTF-8 without
// control characters, so that a hostile file can neither move the cursor nor turn the reading direction.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace parley::diagnostics {

// One code point as it is shown. `width` is in terminal columns: 2 for East Asian wide, 0 for combining characters; a
// tab is as many spaces as lead to the next stop.
struct Cell {
    std::string shown;
    std::uint32_t width = 1;
    std::uint32_t offset = 0;  // of its first byte in the text
};

// `offset` is what the text's first byte counts as in `Cell::offset`.
std::vector<Cell> cells(std::string_view text, std::uint32_t offset = 0);

// On one line: line breaks and other controls are shown as a space or as U+FFFD. Past `at_most` code points it ends in
// "...".
std::string one_line(std::string_view text, std::size_t at_most = 2000);

// Its lines, each cleaned as above.
std::vector<std::string> lines_of(std::string_view text, std::size_t at_most = 2000);

}  // namespace parley::diagnostics
