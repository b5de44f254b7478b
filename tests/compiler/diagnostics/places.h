// Sources for the tests of the renderers: a place is named by the text that stands there.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"

namespace parley::diagnostics {

// The `nth` occurrence of `piece` in the file, counted from 1.
inline source::Span find(const source::SourceSet& sources, source::FileId file, std::string_view piece, int nth = 1) {
    std::string_view text = sources.file(file).text();
    std::size_t at = text.find(piece);
    for (; nth > 1 && at != std::string_view::npos; --nth) at = text.find(piece, at + 1);
    REQUIRE(at != std::string_view::npos);
    return {file, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + piece.size())};
}

// Blank lines, so that what follows stands on a line with the number that a test wants.
inline std::string blank_lines(int count) {
    return std::string(static_cast<std::size_t>(count), '\n');
}

}  // namespace parley::diagnostics
