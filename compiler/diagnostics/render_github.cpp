#include "compiler/diagnostics/display.h"
#include "compiler/diagnostics/render.h"

namespace parley::diagnostics {

namespace {

std::string_view command(Severity severity) {
    switch (severity) {
        case Severity::error:
            return "error";
        case Severity::warning:
            return "warning";
        case Severity::note:
            return "notice";
    }
    return "error";
}

// A command ends with its line, and in a property a comma or colon would end the value.
std::string escaped(std::string_view text, bool property) {
    std::string out;
    for (char c : text) {
        if (c == '%') {
            out += "%25";
        } else if (property && c == ':') {
            out += "%3A";
        } else if (property && c == ',') {
            out += "%2C";
        } else {
            out += c;
        }
    }
    return out;
}

void add_line(std::string& out, std::string_view line) {
    out.append("%0A").append(escaped(line, false));
}

void add_lines(std::string& out, std::string_view kind, std::string_view text) {
    for (const std::string& line : lines_of(std::string(kind) + ": " + std::string(text))) add_line(out, line);
}

}  // namespace

std::string render_github(const Diagnostics& diagnostics, const source::SourceSet& sources) {
    std::string out;
    for (const Diagnostic& diagnostic : diagnostics.all()) {
        out.append("::").append(command(diagnostic.severity));
        const source::Span& span = diagnostic.primary.span;
        if (span.file < sources.size()) {
            const source::SourceFile& file = sources.file(span.file);
            const source::Position at = file.position(span.begin);
            out.append(" file=").append(escaped(one_line(file.name()), true));
            out.append(",line=").append(std::to_string(at.line)).append(",col=").append(std::to_string(at.column));
        }
        out.append("::").append(info(diagnostic.code).id).append(": ");
        out.append(escaped(one_line(diagnostic.message), false));
        if (!diagnostic.primary.text.empty()) add_line(out, one_line(diagnostic.primary.text));
        for (const std::string& note : diagnostic.notes) add_lines(out, "note", note);
        for (const Help& help : diagnostic.helps) add_lines(out, "help", help.text);
        out += '\n';
    }
    return out;
}

}  // namespace parley::diagnostics
