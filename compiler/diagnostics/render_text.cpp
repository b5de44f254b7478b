#include <algorithm>
#include <array>
#include <string>

#include "compiler/diagnostics/display.h"
#include "compiler/diagnostics/render.h"
#include "compiler/diagnostics/snippet.h"
#include "compiler/diagnostics/suggest.h"

namespace parley::diagnostics {

namespace {

Style style_of(Severity severity) {
    switch (severity) {
        case Severity::error:
            return Style::error;
        case Severity::warning:
            return Style::warning;
        case Severity::note:
            return Style::note;
    }
    return Style::error;
}

class TextRenderer {
public:
    TextRenderer(const source::SourceSet& sources, bool color) : sources_(sources), palette_{color} {}

    std::string out;

    void finding(const Diagnostic& diagnostic) {
        const Style style = style_of(diagnostic.severity);
        std::string head(severity_name(diagnostic.severity));
        head.append("[").append(info(diagnostic.code).id).append("]");
        out += palette_.paint(style, head) + palette_.paint(Style::strong, ": " + one_line(diagnostic.message)) + '\n';
        places(diagnostic, style);
        for (const std::string& note : diagnostic.notes) remark("note", note);
        for (const Help& help : diagnostic.helps) remark("help", help.text);
        out += '\n';
    }

private:
    bool has_place(const source::Span& span) const { return span.file < sources_.size(); }

    void places(const Diagnostic& diagnostic, Style style) {
        std::vector<Mark> marks;
        if (has_place(diagnostic.primary.span)) {
            marks.push_back({diagnostic.primary.span, diagnostic.primary.text, true, style});
        }
        for (const Label& label : diagnostic.labels) {
            if (has_place(label.span)) marks.push_back({label.span, label.text});
        }
        std::uint32_t line = 1;
        for (const Mark& mark : marks) line = std::max(line, last_line(sources_.file(mark.span.file), mark.span));
        digits_ = std::to_string(line).size();
        if (marks.empty()) return;

        // The finding's own file first, the others as the labels name them.
        std::string_view arrow = "--> ";
        while (!marks.empty()) {
            const source::FileId file = marks.front().span.file;
            auto others = std::stable_partition(marks.begin(), marks.end(),
                                                [&](const Mark& mark) { return mark.span.file == file; });
            place(arrow, {marks.begin(), others});
            marks.erase(marks.begin(), others);
            arrow = "::: ";
        }
        const bool more = !diagnostic.notes.empty() || !diagnostic.helps.empty();
        if (more) out += gutter("", digits_, palette_) + '\n';
    }

    void place(std::string_view arrow, const std::vector<Mark>& marks) {
        const source::Span& span = marks.front().span;
        const source::SourceFile& file = sources_.file(span.file);
        const source::Position at = file.position(span.begin);
        out.append(digits_, ' ').append(palette_.paint(Style::frame, arrow)).append(one_line(file.name()));
        out.append(":").append(std::to_string(at.line)).append(":").append(std::to_string(at.column)).append("\n");
        out += gutter("", digits_, palette_) + '\n';
        append_snippet(out, file, marks, digits_, palette_);
    }

    // Further lines of a remark stand under its first, so that a witness may have a line of its own.
    void remark(std::string_view kind, std::string_view text) {
        const std::vector<std::string> lines = lines_of(text);
        out.append(digits_ + 1, ' ').append(palette_.paint(Style::frame, "= "));
        out.append(palette_.paint(Style::strong, std::string(kind) + ":")).append(" ").append(lines[0]).append("\n");
        for (std::size_t i = 1; i < lines.size(); ++i) out.append(digits_ + 5, ' ').append(lines[i]).append("\n");
    }

    const source::SourceSet& sources_;
    Palette palette_;
    std::size_t digits_ = 1;
};

// Where not all are shown, the graver ones are, each in its place.
std::vector<const Diagnostic*> choose(const std::vector<Diagnostic>& all, std::size_t limit) {
    std::vector<const Diagnostic*> chosen;
    for (const Diagnostic& diagnostic : all) chosen.push_back(&diagnostic);
    if (chosen.size() <= limit) return chosen;
    std::vector<const Diagnostic*> by_gravity = chosen;
    std::stable_sort(by_gravity.begin(), by_gravity.end(),
                     [](const Diagnostic* a, const Diagnostic* b) { return a->severity < b->severity; });
    by_gravity.resize(limit);
    std::sort(by_gravity.begin(), by_gravity.end());  // all of one array, so this is their order in it
    return by_gravity;
}

std::string counted(std::size_t count, Severity severity) {
    const std::string_view name = severity_name(severity);
    return std::to_string(count) + " " + (count == 1 ? std::string(name) : plural(name));
}

// What is not shown, kept or not; empty if all is.
std::string rest(const Diagnostics& diagnostics, const std::vector<const Diagnostic*>& shown) {
    std::array<std::size_t, 3> counts = {diagnostics.errors(), diagnostics.warnings(), diagnostics.notes()};
    for (const Diagnostic* diagnostic : shown) {
        std::size_t& count = counts[static_cast<std::size_t>(diagnostic->severity)];
        if (count != 0) --count;
    }
    std::string out;
    for (Severity severity : {Severity::error, Severity::warning, Severity::note}) {
        const std::size_t count = counts[static_cast<std::size_t>(severity)];
        if (count == 0) continue;
        out += (out.empty() ? "... and " : ", ") + counted(count, severity);
    }
    return out.empty() ? out : out + " more\n";
}

}  // namespace

std::string render_text(const Diagnostics& diagnostics, const source::SourceSet& sources, const TextOptions& options) {
    TextRenderer renderer(sources, options.color);
    const std::vector<const Diagnostic*> shown = choose(diagnostics.all(), options.shown);
    for (const Diagnostic* diagnostic : shown) renderer.finding(*diagnostic);
    return renderer.out + rest(diagnostics, shown);
}

}  // namespace parley::diagnostics
