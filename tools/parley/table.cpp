#include "tools/parley/table.h"

#include <algorithm>
#include <numeric>

#include "tools/parley/history.h"
#include "tools/parley/session.h"

namespace parley::cli {

namespace {

constexpr std::size_t rows_at_once = 1000, gap = 2;
constexpr std::size_t least_width = 8;  // of a text that gives way

std::string two_digits(std::int64_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace

Table::Table(std::vector<Column> columns, const Terminal& terminal)
    : columns_(std::move(columns)), terminal_(terminal) {
    for (const Column& column : columns_) widths_.push_back(length(column.name));
}

void Table::add(std::vector<std::string> cells, bool dim) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        cells[i] = shown(cells[i], columns_[i].at_most);
        widths_[i] = std::max(widths_[i], length(cells[i]));
    }
    rows_.push_back({std::move(cells), dim});
    if (rows_.size() == rows_at_once) flush();
}

void Table::finish() {
    flush();
}

std::string Table::line(const std::vector<std::string>& cells) const {
    std::string out;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const std::string text = length(cells[i]) > widths_[i] ? shown(cells[i], widths_[i] - 1) : cells[i];
        const std::string space(widths_[i] - length(text), ' ');
        out += std::string(i == 0 ? 0 : gap, ' ') + (columns_[i].is_number ? space + text : text + space);
    }
    out.erase(out.find_last_not_of(' ') + 1);
    return out;
}

// Numbers and the names of columns stay whole, so that a very narrow terminal breaks lines after all.
void Table::fit() {
    if (!terminal_.is_terminal) return;
    std::size_t total = std::accumulate(widths_.begin(), widths_.end(), gap * (columns_.size() - 1));
    for (; total > terminal_.width; --total) {
        std::size_t* widest = nullptr;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const bool gives_way =
                !columns_[i].is_number && widths_[i] > std::max(least_width, length(columns_[i].name));
            if (gives_way && (widest == nullptr || widths_[i] >= *widest)) widest = &widths_[i];
        }
        if (widest == nullptr) return;
        --*widest;
    }
}

void Table::flush() {
    if (rows_.empty()) return;
    fit();
    const Style style(terminal_);
    if (!has_head_) {
        std::vector<std::string> names;
        for (const Column& column : columns_) names.push_back(column.name);
        print(style.bold(line(names)) + "\n");
        has_head_ = true;
    }
    for (const Row& row : rows_) print((row.dim ? style.dim(line(row.cells)) : line(row.cells)) + "\n");
    rows_.clear();
}

std::string cell(const Json& value) {
    if (value.is_null()) return {};
    if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
    if (value.is_array()) return joined(value);
    return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string joined(const Json& list) {
    std::string out;
    for (const Json& item : list) out += (out.empty() ? "" : ", ") + cell(item);
    return out;
}

std::string span_cell(const Json& seconds) {
    if (seconds.is_null()) return {};
    constexpr std::int64_t minute = 60, hour = 3600;
    const auto whole = seconds.get<std::int64_t>();
    return std::to_string(whole / hour) + ":" + two_digits(whole % hour / minute) + ":" + two_digits(whole % minute);
}

std::string time_cell(const Json& instant) {
    return instant.is_null() ? std::string() : time_text(instant.get<std::string>());
}

}  // namespace parley::cli
