#include "tools/parley/table.h"

#include <algorithm>

#include "tools/parley/history.h"
#include "tools/parley/session.h"

namespace parley::cli {

namespace {

constexpr std::size_t rows_at_once = 1000;

std::string two_digits(std::int64_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace

Table::Table(std::vector<Column> columns, const Style& style) : columns_(std::move(columns)), style_(style) {
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
        const std::string space(widths_[i] - length(cells[i]), ' ');
        out += (i == 0 ? "" : "  ") + (columns_[i].is_number ? space + cells[i] : cells[i] + space);
    }
    out.erase(out.find_last_not_of(' ') + 1);
    return out;
}

void Table::flush() {
    if (rows_.empty()) return;
    if (!has_head_) {
        std::vector<std::string> names;
        for (const Column& column : columns_) names.push_back(column.name);
        print(style_.bold(line(names)) + "\n");
        has_head_ = true;
    }
    for (const Row& row : rows_) print((row.dim ? style_.dim(line(row.cells)) : line(row.cells)) + "\n");
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
