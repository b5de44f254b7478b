// Internal to this folder: one source line as it fits a terminal, and the columns at which its bytes are shown.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/diagnostics/display.h"
#include "compiler/source/source.h"

namespace parley::diagnostics {

// A range of bytes that should be seen.
struct Focus {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

class LineView {
public:
    // `wanted` is what should be seen if possible, `needed` what must be: a long line is cut round it.
    LineView(const source::SourceFile& file, std::uint32_t line, Focus wanted, Focus needed);

    // As it is shown, with "..." where it is cut.
    std::string text() const;
    // Columns count from 0. What is cut away is at the dots.
    std::uint32_t begin_column(std::uint32_t offset) const;
    std::uint32_t end_column(std::uint32_t offset) const;

private:
    void cut(std::uint32_t columns);

    std::vector<Cell> cells_;
    std::vector<std::uint32_t> columns_;  // where each cell begins, and the end of the last
    std::uint32_t end_ = 0;               // offset behind the last cell
    bool cut_left_ = false, cut_right_ = false;
};

}  // namespace parley::diagnostics
