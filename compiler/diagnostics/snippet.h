// Internal to this folder: the lines of one file that a finding points at, with the underlines and labels beneath them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"

namespace parley::diagnostics {

enum class Style : std::uint8_t { plain, strong, error, warning, note, frame };

// Wraps text into ANSI escapes, or leaves it as it is.
struct Palette {
    bool color = false;
    std::string paint(Style style, std::string_view text) const;
};

// A place to underline: with `^` in the style of the finding if it is the primary one, else with `-`.
struct Mark {
    source::Span span;  // in the snippet's file
    std::string_view text;
    bool primary = false;
    Style style = Style::frame;
};

// The number of the last line that the mark is on.
std::uint32_t last_line(const source::SourceFile& file, const source::Span& span);

// Line by line, each ending in a line break; `digits` is the width of the line numbers. A span over several lines is
// underlined on its first and its last one, and its label stands at the last. A line wider than a terminal is cut round
// its marks.
void append_snippet(std::string& out, const source::SourceFile& file, const std::vector<Mark>& marks,
                    std::size_t digits, const Palette& palette);

// The frame's left side: a line number, or blanks of its width, and the bar.
std::string gutter(std::string_view number, std::size_t digits, const Palette& palette);

}  // namespace parley::diagnostics
