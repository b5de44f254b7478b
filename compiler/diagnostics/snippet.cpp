#include "compiler/diagnostics/snippet.h"

#include <algorithm>
#include <map>

#include "compiler/diagnostics/display.h"
#include "compiler/diagnostics/line_view.h"

namespace parley::diagnostics {

namespace {

// The part of a mark that is on one line.
struct LineMark {
    std::uint32_t begin = 0, end = 0;  // bytes
    std::string text;                  // empty: nothing to say here
    bool primary = false;
    Style style = Style::frame;
};

struct Underline {
    std::uint32_t begin = 0, end = 0;  // columns; at least one
    std::string text;
    bool primary = false;
    Style style = Style::frame;
};

std::uint32_t line_end(const source::SourceFile& file, std::uint32_t line) {
    return file.line_begin(line) + static_cast<std::uint32_t>(file.line(line).size());
}

std::uint32_t first_word(const source::SourceFile& file, std::uint32_t line) {
    const std::string_view text = file.line(line);
    const std::size_t blanks = std::min(text.find_first_not_of(" \t"), text.size());
    return file.line_begin(line) + static_cast<std::uint32_t>(blanks);
}

using LineMarks = std::map<std::uint32_t, std::vector<LineMark>>;

void split(LineMarks& lines, const source::SourceFile& file, const Mark& mark) {
    const std::uint32_t first = file.position(mark.span.begin).line;
    const std::uint32_t last = last_line(file, mark.span);
    const std::uint32_t begin = std::min(mark.span.begin, line_end(file, first));
    const std::string text = one_line(mark.text);
    if (first == last) {
        lines[first].push_back({begin, std::min(mark.span.end, line_end(file, first)), text, mark.primary, mark.style});
        return;
    }
    lines[first].push_back({begin, line_end(file, first), {}, mark.primary, mark.style});
    lines[last].push_back(
        {first_word(file, last), std::min(mark.span.end, line_end(file, last)), text, mark.primary, mark.style});
}

LineView view_of(const source::SourceFile& file, std::uint32_t line, const std::vector<LineMark>& marks) {
    if (marks.empty()) return LineView(file, line, {}, {});
    Focus wanted{marks[0].begin, marks[0].end};
    const LineMark* needed = &marks[0];
    for (const LineMark& mark : marks) {
        wanted.begin = std::min(wanted.begin, mark.begin);
        wanted.end = std::max(wanted.end, mark.end);
        if (mark.primary && !needed->primary) needed = &mark;
    }
    return LineView(file, line, wanted, {needed->begin, needed->end});
}

std::vector<Underline> underlines_of(const LineView& view, std::vector<LineMark>& marks) {
    std::vector<Underline> out;
    for (LineMark& mark : marks) {
        const std::uint32_t begin = view.begin_column(mark.begin);
        const std::uint32_t end = std::max(view.end_column(mark.end), begin + 1);
        out.push_back({begin, end, std::move(mark.text), mark.primary, mark.style});
    }
    std::stable_sort(out.begin(), out.end(), [](const Underline& a, const Underline& b) { return a.begin < b.begin; });
    return out;
}

// All underlines on one row, the primary one over the others, each run of one kind painted.
std::string underline_row(const std::vector<Underline>& underlines, const Palette& palette) {
    struct Ink {
        char shape = ' ';
        Style style = Style::plain;
        bool operator==(const Ink&) const = default;
    };
    std::vector<Ink> row;
    for (bool primary : {false, true}) {
        for (const Underline& line : underlines) {
            if (line.primary != primary) continue;
            if (row.size() < line.end) row.resize(line.end);
            std::fill(row.begin() + line.begin, row.begin() + line.end, Ink{primary ? '^' : '-', line.style});
        }
    }
    std::string out;
    for (std::size_t begin = 0; begin < row.size();) {
        std::size_t end = begin;
        while (end < row.size() && row[end] == row[begin]) ++end;
        out += palette.paint(row[begin].style, std::string(end - begin, row[begin].shape));
        begin = end;
    }
    return out;
}

// The label that may stand right behind the underlines: the last one's, if nothing is underlined behind it.
std::size_t inline_label(const std::vector<Underline>& underlines) {
    std::uint32_t end = 0;
    for (const Underline& line : underlines) end = std::max(end, line.end);
    const Underline& last = underlines.back();
    return !last.text.empty() && last.end == end ? underlines.size() - 1 : underlines.size();
}

// A bar under each of the labels that wait, and the text of the last of them if `with_text`.
std::string hanging_row(const std::vector<const Underline*>& waiting, bool with_text, const Palette& palette) {
    std::string out;
    std::uint32_t column = 0;
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        const Underline& line = *waiting[i];
        const bool text = with_text && i + 1 == waiting.size();
        const bool covered = i + 1 < waiting.size() && waiting[i + 1]->begin == line.begin;
        if (covered) continue;
        out.append(line.begin - column, ' ');
        out += palette.paint(line.style, text ? std::string_view(line.text) : "|");
        column = line.begin + 1;
    }
    return out;
}

struct Rows {
    std::string& out;
    std::size_t digits;
    const Palette& palette;

    void add(std::string_view number, std::string_view text) {
        out += gutter(number, digits, palette);
        if (!text.empty()) out.append(" ").append(text);
        out += '\n';
    }
};

void append_line(Rows rows, const source::SourceFile& file, std::uint32_t line, std::vector<LineMark> marks) {
    const LineView view = view_of(file, line, marks);
    rows.add(std::to_string(line), view.text());
    if (marks.empty()) return;
    const std::vector<Underline> underlines = underlines_of(view, marks);
    const std::size_t beside = inline_label(underlines);
    std::string row = underline_row(underlines, rows.palette);
    if (beside < underlines.size()) row += ' ' + rows.palette.paint(underlines[beside].style, underlines[beside].text);
    rows.add("", row);

    std::vector<const Underline*> waiting;
    for (std::size_t i = 0; i < underlines.size(); ++i) {
        if (i != beside && !underlines[i].text.empty()) waiting.push_back(&underlines[i]);
    }
    if (!waiting.empty()) rows.add("", hanging_row(waiting, false, rows.palette));
    for (; !waiting.empty(); waiting.pop_back()) rows.add("", hanging_row(waiting, true, rows.palette));
}

}  // namespace

std::string Palette::paint(Style style, std::string_view text) const {
    if (!color || style == Style::plain || text.empty()) return std::string(text);
    std::string_view code;
    switch (style) {
        case Style::error:
            code = "1;31";
            break;
        case Style::warning:
            code = "1;33";
            break;
        case Style::note:
            code = "1;36";
            break;
        case Style::frame:
            code = "1;34";
            break;
        case Style::strong:
        case Style::plain:
            code = "1";
            break;
    }
    return std::string("\x1b[").append(code).append("m").append(text).append("\x1b[0m");
}

std::uint32_t last_line(const source::SourceFile& file, const source::Span& span) {
    return file.position(span.end > span.begin ? span.end - 1 : span.begin).line;
}

std::string gutter(std::string_view number, std::size_t digits, const Palette& palette) {
    std::string text(number);
    text.append(digits - std::min(digits, number.size()), ' ').append(" |");
    return palette.paint(Style::frame, text);
}

void append_snippet(std::string& out, const source::SourceFile& file, const std::vector<Mark>& marks,
                    std::size_t digits, const Palette& palette) {
    LineMarks lines;
    for (const Mark& mark : marks) split(lines, file, mark);
    Rows rows{out, digits, palette};
    std::uint32_t shown = 0;
    for (auto& [line, line_marks] : lines) {
        if (shown != 0 && line == shown + 2) append_line(rows, file, shown + 1, {});
        if (shown != 0 && line > shown + 2) out += palette.paint(Style::frame, "...") + '\n';
        append_line(rows, file, line, std::move(line_marks));
        shown = line;
    }
}

}  // namespace parley::diagnostics
