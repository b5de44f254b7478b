#include "compiler/diagnostics/line_view.h"

#include <algorithm>
#include <string_view>

namespace parley::diagnostics {

namespace {

constexpr std::uint32_t widest = 160;         // columns of a line that is shown whole
constexpr std::uint32_t shown_columns = 120;  // of one that is cut
constexpr std::uint32_t context_bytes = 40;   // in front of the focus
constexpr std::uint32_t window_bytes =
    1000;  // decoded at most, so that a line of megabytes costs no more than a short one
constexpr std::string_view dots = "...";

// The start of the code point that the byte is in; ill-formed text may have none near.
std::uint32_t code_point_begin(std::string_view text, std::uint32_t offset) {
    std::uint32_t at = offset;
    while (at > 0 && offset - at < 4 && (static_cast<unsigned char>(text[at]) & 0xC0u) == 0x80u) --at;
    return at;
}

std::vector<std::uint32_t> add_up(const std::vector<Cell>& cells, std::uint32_t column) {
    std::vector<std::uint32_t> columns{column};
    for (const Cell& cell : cells) columns.push_back(column += cell.width);
    return columns;
}

}  // namespace

LineView::LineView(const source::SourceFile& file, std::uint32_t line, Focus wanted, Focus needed) {
    const std::string_view text = file.line(line);
    const std::uint32_t begin = file.line_begin(line);
    end_ = begin + static_cast<std::uint32_t>(text.size());
    if (text.size() <= window_bytes) {
        cells_ = cells(text, begin);
        columns_ = add_up(cells_, 0);
        if (columns_.back() <= widest) return;
    }
    const bool all_fit = wanted.end - wanted.begin <= shown_columns - context_bytes;
    const std::uint32_t focus = std::min(all_fit ? wanted.begin : needed.begin, end_) - begin;
    std::uint32_t from = focus > context_bytes ? focus - context_bytes : 0;
    if (from < text.size()) from = code_point_begin(text, from);
    cut_left_ = from > 0;
    const std::string_view window = text.substr(from, window_bytes);
    cut_right_ = from + window.size() < text.size();
    end_ = begin + from + static_cast<std::uint32_t>(window.size());
    cells_ = cells(window, begin + from);
    columns_ = add_up(cells_, cut_left_ ? static_cast<std::uint32_t>(dots.size()) : 0);
    cut(shown_columns);
}

void LineView::cut(std::uint32_t columns) {
    if (columns_.back() <= columns) return;
    const auto first_out = std::upper_bound(columns_.begin(), columns_.end(), columns) - columns_.begin() - 1;
    if (static_cast<std::size_t>(first_out) >= cells_.size()) return;
    end_ = cells_[static_cast<std::size_t>(first_out)].offset;
    cells_.resize(static_cast<std::size_t>(first_out));
    columns_.resize(static_cast<std::size_t>(first_out) + 1);
    cut_right_ = true;
}

std::string LineView::text() const {
    std::string out(cut_left_ ? dots : "");
    for (const Cell& cell : cells_) out += cell.shown;
    if (cut_right_) return out += dots;
    out.erase(out.find_last_not_of(' ') + 1);
    return out;
}

std::uint32_t LineView::begin_column(std::uint32_t offset) const {
    if (offset >= end_) return columns_.back();
    auto behind = std::upper_bound(cells_.begin(), cells_.end(), offset,
                                   [](std::uint32_t value, const Cell& cell) { return value < cell.offset; });
    if (behind == cells_.begin()) return 0;
    return columns_[static_cast<std::size_t>(behind - cells_.begin()) - 1];
}

std::uint32_t LineView::end_column(std::uint32_t offset) const {
    auto at = std::lower_bound(cells_.begin(), cells_.end(), offset,
                               [](const Cell& cell, std::uint32_t value) { return cell.offset < value; });
    return columns_[static_cast<std::size_t>(at - cells_.begin())];
}

}  // namespace parley::diagnostics
