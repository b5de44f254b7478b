#include "compiler/check/wording.h"

#include <algorithm>

#include "compiler/check/context.h"
#include "compiler/diagnostics/suggest.h"
#include "runtime/value/text.h"

namespace parley::check {

namespace {

constexpr std::size_t quoted_characters = 60;
constexpr std::size_t quoted_names = 8;

}  // namespace

std::string quote(std::string_view written) {
    std::string out = "`";
    std::size_t offset = 0;
    for (std::size_t count = 0; offset < written.size(); ++count) {
        if (count == quoted_characters) return out + "…`";
        const char32_t c = value::next_code_point(written, offset);
        value::append_utf8(out, c < 0x20 || c == 0x7f ? U' ' : c);
    }
    return out + "`";
}

std::string quote_all(std::span<const std::string> names, std::string_view conjunction) {
    const bool shortened = names.size() > quoted_names;
    const std::size_t shown = shortened ? quoted_names - 1 : names.size();
    std::string out;
    for (std::size_t i = 0; i < shown; ++i) {
        const bool last = i + 1 == names.size();
        if (i != 0) out += last ? " " + std::string(conjunction) + " " : ", ";
        out += quote(names[i]);
    }
    if (shortened) out += " " + std::string(conjunction) + " " + std::to_string(names.size() - shown) + " more";
    return out;
}

std::string quote_source(const Context& context, source::Span span) {
    return quote(context.sources.text(span));
}

std::string place_name(const Context& context, source::Span span) {
    return context.sources.file(span.file).name() + ":" + std::to_string(context.sources.position(span).line);
}

std::string not_in_catalog(const Context& context) {
    const std::string& name = context.catalog.file_name;
    const bool built_in = name.empty() || name == "built-in vocabulary";
    return built_in ? "not in the built-in vocabulary" : "not in catalog " + quote(name);
}

void note_declaration(const Context& context, diagnostics::Diagnostic& diagnostic, std::string_view name,
                      source::Span declared) {
    if (!diagnostic.kept || !declared.exists()) return;
    diagnostic.note(quote(name) + " is declared in " + place_name(context, declared));
}

std::string what_it_holds(const Context& context, value::Type type) {
    if (!type.list && type.kind == value::Kind::boolean) return "a boolean";
    if (type.kind == value::Kind::integer) type.kind = value::Kind::decimal;
    return catalog::describe(context.catalog, type);
}

std::string_view local_name(std::string_view field_id) {
    return field_id.substr(field_id.find('.') + 1);
}

std::string as_string(std::string_view text) {
    std::string out = "\"";
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"' || text[i] == '\\' || text.substr(i, 2) == "{{") out += '\\';
        out += text[i];
    }
    return out + '"';
}

void suggest_name(Context& context, diagnostics::Diagnostic& diagnostic, std::string_view written,
                  std::span<const std::string> names, std::string_view noun, source::Span at, bool quoted) {
    if (!diagnostic.kept || names.size() > context.suggestion_budget) return;
    context.suggestion_budget -= names.size();
    diagnostics::help_with_name(diagnostic, written, names, noun, at, quoted);
    const std::string folded = value::fold_case(written);
    const bool case_alone = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        return name.size() == written.size() && value::fold_case(name) == folded;
    });
    if (case_alone) diagnostic.note("letter case counts in names and values");
}

}  // namespace parley::check
