// A table as text: columns as wide as what stands in them; on a terminal the widest texts give way until a line fits.
#pragma once

#include <string>
#include <vector>

#include "tools/parley/json.h"
#include "tools/parley/terminal.h"

namespace parley::cli {

struct Column {
    std::string name;
    bool is_number = false;  // stands to the right
    std::size_t at_most = 40;
};

// Rows are kept back and printed by the thousand, so that a million of them need no memory.
class Table {
public:
    Table(std::vector<Column> columns, const Terminal& terminal);
    // A text for each column, as it came from outside. `dim`: what is over.
    void add(std::vector<std::string> cells, bool dim = false);
    // Prints what is left; the head only once, and nothing where there is no row.
    void finish();
    bool is_empty() const { return rows_.empty() && !has_head_; }

private:
    struct Row {
        std::vector<std::string> cells;
        bool dim;
    };
    std::string line(const std::vector<std::string>& cells) const;
    void fit();
    void flush();

    std::vector<Column> columns_;
    std::vector<std::size_t> widths_;
    std::vector<Row> rows_;
    Terminal terminal_;
    bool has_head_ = false;
};

// Of a document's members, as a cell shows them: null is empty, true and false are yes and no, a list has commas.
std::string cell(const Json& value);
std::string joined(const Json& list);
// Whole seconds as "0:03:00"; null is empty.
std::string span_cell(const Json& seconds);
// "2026-11-21 10:22 UTC"; null is empty.
std::string time_cell(const Json& instant);

}  // namespace parley::cli
