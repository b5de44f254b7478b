#include "compiler/analysis/wording.h"

#include <algorithm>
#include <vector>

#include "compiler/syntax/lex.h"
#include "runtime/value/calendar.h"
#include "runtime/value/number.h"
#include "runtime/value/text.h"

namespace parley::analysis {
namespace {

using value::Value;

constexpr std::size_t quoted_characters = 60;

std::string as_string(std::string_view text) {
    std::string out = "\"";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n') {
            out += "\\n";
        } else if (c == '\t') {
            out += "\\t";
        } else if (c == '\r') {
            out += "\\r";
        } else {
            if (c == '"' || c == '\\' || text.substr(i, 2) == "{{") out += '\\';
            out += c;
        }
    }
    return out + '"';
}

// A name stands bare where it is one plain word and none of the grammar's.
std::string as_name(std::string_view name) {
    const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    const bool word = !name.empty() && plain(name.front()) &&
                      std::ranges::all_of(name, [&](char c) { return plain(c) || (c >= '0' && c <= '9'); });
    return word && syntax::word_kind(name) == syntax::TokenKind::word ? std::string(name) : as_string(name);
}

std::string list_text(const Prepared& prepared, const Variable& variable, const Value& list) {
    constexpr std::uint32_t shown = 8;
    Variable item = variable;
    item.type = variable.type.element();
    std::string out = "[";
    for (std::uint32_t i = 0; i < list.count; ++i) {
        if (i != 0) out += ", ";
        if (i == shown) return out + "… " + std::to_string(list.count) + " items]";
        out += value_text(prepared, item, list.items[i]);
    }
    return out + "]";
}

}  // namespace

std::string quote(std::string_view text) {
    std::string out = "`";
    std::size_t offset = 0, count = 0;
    bool blank = false;
    while (offset < text.size()) {
        const char32_t c = value::next_code_point(text, offset);
        if (c <= 0x20 || c == 0x7f) {
            blank = count != 0;
            continue;
        }
        if (blank) out += ' ';
        blank = false;
        if (++count > quoted_characters) return out + "…`";
        value::append_utf8(out, c);
    }
    return out + "`";
}

std::string quote_source(const source::SourceSet& sources, source::Span span) {
    return quote(sources.text(span));
}

std::string place(const source::SourceSet& sources, source::Span span, source::Span near) {
    const std::string line = std::to_string(sources.position(span).line);
    return span.file == near.file ? "line " + line : sources.file(span.file).name() + ":" + line;
}

std::string value_text(const Prepared& prepared, const Variable& variable, const Value& value) {
    if (variable.type.list) return list_text(prepared, variable, value);
    if (!value.present) return "not set";
    const auto number = static_cast<std::int64_t>(value.number);
    switch (variable.type.kind) {
        case value::Kind::text:
            return as_string(value.text.exact);
        case value::Kind::choice:
        case value::Kind::reference: {
            const std::vector<std::string>& names = prepared.catalog().domain(variable.type).values;
            const bool known = value.number >= 0 && static_cast<std::size_t>(number) < names.size();
            return as_name(known ? std::string_view(names[static_cast<std::size_t>(number)]) : value.symbol);
        }
        case value::Kind::integer:
        case value::Kind::decimal:
        case value::Kind::money:
            return value::to_string(value.number);
        case value::Kind::duration:
            return value::duration_to_literal(number);
        case value::Kind::instant:
            return value::instant_to_string(number);
        case value::Kind::date:
            return value::date_to_string(static_cast<std::int32_t>(number));
        case value::Kind::time_of_day:
            return value::time_to_string(static_cast<std::int32_t>(number));
        case value::Kind::weekday:
            return std::string(value::weekday_name(static_cast<std::uint8_t>(number)));
        case value::Kind::boolean:
            return number != 0 ? "true" : "false";
    }
    return {};
}

std::string field_text(const Prepared& prepared, const Variable& variable) {
    std::string out = variable.field->id;
    if (variable.use.queue) {
        const catalog::Domain& queues = prepared.catalog().domains[prepared.catalog().queue_domain];
        out += "(" + as_string(queues.values[*variable.use.queue]) + ")";
    }
    return out;
}

std::string witness_text(const Prepared& prepared, const Assignment& assignment, std::span<const VariableId> chosen,
                         bool with_instant) {
    std::string present, absent;
    const auto add = [](std::string& out, const std::string& more) { out += (out.empty() ? "" : ", ") + more; };
    for (const VariableId id : chosen) {
        const Variable& variable = prepared.variable(id);
        const Value& value = assignment.get(id);
        with_instant = with_instant || variable.is_time || variable.type.kind == value::Kind::instant;
        if (variable.is_time) continue;
        const std::string name = field_text(prepared, variable) + (variable.use.former ? " before the event" : "");
        const bool empty = variable.type.list ? value.count == 0 : !value.present;
        if (empty) {
            add(absent, name + (variable.type.list ? " empty" : " not set"));
        } else {
            add(present, name + " = " + value_text(prepared, variable, value));
        }
    }
    if (with_instant) {
        const value::LocalTime local = prepared.catalog().zone.local(assignment.now());
        add(present, "time.now = " + value::instant_to_string(assignment.now()) + " (" +
                         std::string(value::weekday_name(local.weekday)) + " " + value::time_to_string(local.second) +
                         ")");
    }
    if (!absent.empty()) add(present, absent);
    return present;
}

}  // namespace parley::analysis
