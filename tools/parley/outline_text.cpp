// The tree on a terminal: each scope a bar further in, and with colour a shade of grey darker [S3.55].
#include <algorithm>

#include "tools/parley/outline.h"

namespace parley::cli {

namespace {

// From the 24 greys of the 256 colours: light text on scopes that begin dark and get lighter.
constexpr std::size_t first_grey = 233, last_grey = 244;

std::string shade(std::size_t depth) {
    return "\x1b[48;5;" + std::to_string(std::min(first_grey + 2 * (depth - 1), last_grey)) + "m\x1b[38;5;255m";
}

std::string draw_row(const OutlineRow& row, const Terminal& terminal) {
    std::string line;
    if (!terminal.color) {
        for (std::size_t i = 1; i < row.depth; ++i) line += i + 1 == row.depth && row.opens ? "├─ " : "│  ";
        return line + std::string(2 * row.indent, ' ') + row.text;
    }
    // A stripe of each outer scope stays to be seen on the left; the innermost fills the line to its end.
    for (std::size_t i = 1; i < row.depth; ++i) line += shade(i) + "   ";
    line += shade(row.depth) + std::string(1 + 2 * row.indent, ' ');
    if (row.opens) line += "\x1b[1m";
    return line + row.text + "\x1b[22m\x1b[K\x1b[0m";
}

std::string draw_top(const OutlineNode& top, const Terminal& terminal) {
    std::string out;
    const std::vector<OutlineRow> rows = rows_of(top);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        out += draw_row(rows[i], terminal);
        if (i == 0) out += "  " + Style(terminal).dim(shown(top.place));
        out += "\n";
    }
    return out + "\n";
}

}  // namespace

std::string draw_text(const Outline& outline, const Terminal& terminal) {
    std::string out;
    if (!outline.name.empty()) out += Style(terminal).bold("ruleset \"" + shown(outline.name) + "\"") + "\n\n";
    for (const OutlineNode& rule : outline.rules) out += draw_top(rule, terminal);
    for (const OutlineNode& definition : outline.definitions) out += draw_top(definition, terminal);
    return out;
}

}  // namespace parley::cli
