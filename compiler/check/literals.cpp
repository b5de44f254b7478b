#include "compiler/check/literals.h"

#include <limits>

#include "compiler/check/wording.h"
#include "runtime/value/calendar.h"
#include "runtime/value/number.h"

namespace parley::check {

namespace {

using diagnostics::Code;
using syntax::Value;
using value::Kind;

// Seconds whose milliseconds still fit 64 bits.
constexpr std::int64_t longest_duration = std::numeric_limits<std::int64_t>::max() / 1000;

Literal accept(value::Number number, std::string text = {}) {
    Literal literal;
    literal.scalar = {number, std::move(text)};
    return literal;
}

Literal refuse(Misfit misfit) {
    Literal literal;
    literal.misfit = std::make_unique<Misfit>(std::move(misfit));
    return literal;
}

Misfit misfit(Code code, const Value& value, std::string message, std::string label = {}) {
    Misfit misfit{};
    misfit.code = code;
    misfit.message = std::move(message);
    misfit.label = std::move(label);
    misfit.span = value.span;
    return misfit;
}

value::Type plain(Kind kind) {
    return {kind};
}

// "`3` is a number"
std::string what_it_is(const Context& context, const Value& value) {
    const auto is = [&](Kind kind) { return catalog::describe(context.catalog, plain(kind)); };
    const std::string written = quote_source(context, value.span) + " is ";
    switch (value.kind) {
        case Value::Kind::string:
            return written + is(Kind::text);
        case Value::Kind::word:
            return written + "a word without quotes";
        case Value::Kind::number:
            return written + is(value.unit.empty() ? Kind::decimal : Kind::duration);
        case Value::Kind::date:
            return written + is(Kind::date);
        case Value::Kind::time:
            return written + is(Kind::time_of_day);
        case Value::Kind::instant:
            return written + is(Kind::instant);
        case Value::Kind::boolean:
            return written + is(Kind::boolean);
    }
    return written;
}

Misfit wrong_type(const Context& context, const Value& value, value::Type type, bool whole = false) {
    if (type.kind == Kind::integer && !whole) type.kind = Kind::decimal;
    return misfit(Code::wrong_type, value,
                  "expected " + catalog::describe(context.catalog, type) + ", but " + what_it_is(context, value));
}

void add_edit(Misfit& misfit, std::string text, std::string replacement) {
    misfit.helps.push_back({std::move(text), std::move(replacement), misfit.span, false});
}

Misfit with_edit(Misfit misfit, std::string text, std::string replacement) {
    add_edit(misfit, std::move(text), std::move(replacement));
    return misfit;
}

Misfit misplaced_merge_field(const Value& value) {
    Misfit result = misfit(Code::misplaced_merge_field, value, "a merge field stands outside an action's text",
                           "is only filled in where a text is sent");
    for (const syntax::StringPart& part : value.parts) {
        if (!part.merge) continue;
        result.smaller = part.span;
        break;
    }
    result.helps.push_back({"for two plain braces write `\\{{`", std::nullopt, {}, false});
    return result;
}

Literal read_text(const Context& context, const Value& value) {
    if (value.kind == Value::Kind::string) return accept(0, value.text);
    Misfit wrong = wrong_type(context, value, plain(Kind::text));
    const std::string quoted = as_string(context.sources.text(value.span));
    wrong.label = "text stands in quotes";
    add_edit(wrong, "put it in quotes: " + quote(quoted), quoted);
    return refuse(std::move(wrong));
}

Literal read_name(const Context& context, const Value& value, value::Type type) {
    const catalog::Domain& domain = context.catalog.domain(type);
    if (value.kind == Value::Kind::string || value.kind == Value::Kind::word) {
        if (const auto symbol = domain.find(value.text)) return accept(*symbol, value.text);
        Misfit unknown = misfit(domain.reference ? Code::unknown_reference : Code::unknown_value, value,
                                "unknown " + domain.noun + " " + quote(value.text),
                                domain.reference ? not_in_catalog(context) : "not one of its values");
        unknown.written = value.text.empty() ? " " : value.text;
        unknown.names = domain.values;
        unknown.noun = domain.reference ? domain.noun : "value";
        unknown.quoted = value.kind == Value::Kind::string;
        return refuse(std::move(unknown));
    }
    Misfit wrong = wrong_type(context, value, type);
    const std::string written(context.sources.text(value.span));
    if (domain.find(written)) add_edit(wrong, "put it in quotes: " + quote(as_string(written)), as_string(written));
    return refuse(std::move(wrong));
}

Literal read_number(const Context& context, const Value& value, value::Type type, bool whole) {
    if (value.kind == Value::Kind::string && value::parse_literal(value.text).fault == value::NumberFault::none) {
        return refuse(with_edit(wrong_type(context, value, type, whole), "leave out the quotes", value.text));
    }
    if (value.kind != Value::Kind::number || !value.unit.empty())
        return refuse(wrong_type(context, value, type, whole));
    const value::ParsedNumber parsed = value::parse_literal(value.text);
    const auto out_of_range = [&](std::string label) {
        return refuse(misfit(Code::number_out_of_range, value, "the number " + quote(value.text) + " is out of range",
                             std::move(label)));
    };
    if (parsed.fault == value::NumberFault::too_many_decimals)
        return out_of_range("a number has at most 18 digits behind the point");
    const bool written_whole = value.text.find('.') == std::string::npos;
    if (type.kind == Kind::integer && (parsed.whole || written_whole || whole)) {
        if (!parsed.whole && parsed.fault == value::NumberFault::none)
            return refuse(misfit(Code::wrong_type, value,
                                 "expected a whole number, but " + quote(value.text) + " has digits behind the point"));
        if (parsed.fault != value::NumberFault::none || !value::fits_integer(parsed.number))
            return out_of_range("an integer has 64 bits");
    } else if (parsed.fault != value::NumberFault::none || !value::fits_decimal(parsed.number)) {
        return out_of_range("a number has at most 18 digits before the point");
    }
    Literal literal = accept(parsed.number);
    literal.whole = parsed.whole;
    return literal;
}

std::int64_t seconds_of(std::string_view unit) {
    if (unit.starts_with("minute")) return 60;
    if (unit.starts_with("hour")) return 3600;
    if (unit.starts_with("day")) return 86'400;
    if (unit.starts_with("week")) return 7 * 86'400;
    return 1;
}

Literal read_duration(const Context& context, const Value& value) {
    if (value.kind != Value::Kind::number) return refuse(wrong_type(context, value, plain(Kind::duration)));
    if (value.unit.empty()) {
        Misfit bare = wrong_type(context, value, plain(Kind::duration));
        bare.label = "a duration has a unit";
        bare.helps.push_back(
            {"write a unit behind it: `seconds`, `minutes`, `hours`, `days` or `weeks`", std::nullopt, {}, false});
        return refuse(std::move(bare));
    }
    const value::ParsedNumber parsed = value::parse_literal(value.text);
    const std::string written = quote_source(context, value.span);
    if (parsed.number < 0)
        return refuse(misfit(Code::number_out_of_range, value, "the duration " + written + " is negative"));
    if (parsed.fault == value::NumberFault::too_many_decimals ||
        (parsed.fault == value::NumberFault::none && !parsed.whole)) {
        Misfit fraction =
            misfit(Code::wrong_type, value, "the duration " + written + " is not a whole number of its unit");
        fraction.helps.push_back({"use a smaller unit: `90 minutes` rather than `1.5 hours`", std::nullopt, {}, false});
        return refuse(std::move(fraction));
    }
    const value::Number count = parsed.number / value::decimal_scale;
    if (parsed.fault != value::NumberFault::none || count > longest_duration / seconds_of(value.unit))
        return refuse(misfit(Code::number_out_of_range, value, "the duration " + written + " is out of range"));
    return accept(count * seconds_of(value.unit));
}

// Dates, times and instants: the literal of one's own kind, or a hint where the right text stands in quotes.
template <typename Parse>
Literal read_calendar(const Context& context, const Value& value, Kind kind, Value::Kind written_as, Parse parse) {
    if (value.kind == written_as) {
        if (const auto number = parse(value.text)) return accept(*number);
        const std::string noun = catalog::describe(context.catalog, plain(kind));
        return refuse(misfit(Code::bad_date_or_time, value, quote(value.text) + " is not " + noun));
    }
    Misfit wrong = wrong_type(context, value, plain(kind));
    if (value.kind == Value::Kind::string && parse(value.text)) add_edit(wrong, "leave out the quotes", value.text);
    if (kind == Kind::instant && value.kind == Value::Kind::date)
        add_edit(wrong, "write the time too: " + quote(value.text + "T00:00"), value.text + "T00:00");
    return refuse(std::move(wrong));
}

std::span<const std::string> weekday_names() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> made;
        for (std::uint8_t day = 0; day < 7; ++day) made.emplace_back(value::weekday_name(day));
        return made;
    }();
    return names;
}

Literal read_weekday(const Context& context, const Value& value) {
    if (value.kind == Value::Kind::word) {
        if (const auto day = value::parse_weekday(value.text)) return accept(*day);
        Misfit unknown = misfit(Code::unknown_value, value, "unknown weekday " + quote(value.text));
        unknown.written = value.text;
        unknown.names = weekday_names();
        unknown.noun = "weekday";
        return refuse(std::move(unknown));
    }
    Misfit wrong = wrong_type(context, value, plain(Kind::weekday));
    if (value.kind == Value::Kind::string && value::parse_weekday(value.text))
        add_edit(wrong, "leave out the quotes", value.text);
    return refuse(std::move(wrong));
}

Literal read_boolean(const Context& context, const Value& value) {
    if (value.kind == Value::Kind::boolean) return accept(value.text == "true");
    Misfit wrong = wrong_type(context, value, plain(Kind::boolean));
    if (value.kind == Value::Kind::string && (value.text == "true" || value.text == "false"))
        add_edit(wrong, "leave out the quotes", value.text);
    return refuse(std::move(wrong));
}

}  // namespace

Literal read_literal(Context& context, const Value& value, value::Type type, bool whole) {
    if (!value.parts.empty()) return refuse(misplaced_merge_field(value));
    const value::Zone& zone = context.catalog.zone;
    switch (type.kind) {
        case Kind::text:
            return read_text(context, value);
        case Kind::choice:
        case Kind::reference:
            return read_name(context, value, type);
        case Kind::integer:
        case Kind::decimal:
        case Kind::money:
            return read_number(context, value, type, whole);
        case Kind::duration:
            return read_duration(context, value);
        case Kind::instant:
            return read_calendar(context, value, Kind::instant, Value::Kind::instant,
                                 [&](std::string_view text) { return value::parse_instant_literal(text, zone); });
        case Kind::date:
            return read_calendar(context, value, Kind::date, Value::Kind::date, value::parse_date);
        case Kind::time_of_day:
            return read_calendar(context, value, Kind::time_of_day, Value::Kind::time, value::parse_time_of_day);
        case Kind::weekday:
            return read_weekday(context, value);
        case Kind::boolean:
            return read_boolean(context, value);
    }
    return refuse(wrong_type(context, value, type));
}

bool report_merge_in_name(Context& context, source::Span string) {
    const std::string_view text = context.sources.text(string);
    // An odd number of backslashes in front makes the first brace a plain one.
    const auto is_escaped = [&](std::size_t at) {
        std::size_t backslashes = 0;
        while (backslashes < at && text[at - backslashes - 1] == '\\') ++backslashes;
        return backslashes % 2 != 0;
    };
    std::size_t begin = text.find("{{");
    while (begin != std::string_view::npos && is_escaped(begin)) begin = text.find("{{", begin + 1);
    const std::size_t end = text.find("}}", begin);
    if (begin == std::string_view::npos || end == std::string_view::npos) return false;
    syntax::Value value;
    value.span = {string.file, string.begin + static_cast<std::uint32_t>(begin),
                  string.begin + static_cast<std::uint32_t>(end) + 2};
    report_misfit(context, misplaced_merge_field(value));
    return true;
}

diagnostics::Diagnostic& report_misfit(Context& context, const Misfit& misfit) {
    diagnostics::Diagnostic& diagnostic =
        context.diagnostics.report(misfit.code, misfit.smaller.value_or(misfit.span), misfit.message, misfit.label);
    add_help(context, diagnostic, misfit);
    return diagnostic;
}

void add_help(Context& context, diagnostics::Diagnostic& diagnostic, const Misfit& misfit) {
    if (!diagnostic.kept) return;
    if (!misfit.note.empty()) diagnostic.note(misfit.note);
    for (const diagnostics::Help& help : misfit.helps) diagnostic.helps.push_back(help);
    if (!misfit.written.empty()) {
        suggest_name(context, diagnostic, misfit.written, misfit.names, misfit.noun, misfit.span, misfit.quoted);
    }
}

namespace {

// The kinds of type that a value may be of, one bit each.
unsigned possible_kinds(const Value& value) {
    const auto bit = [](Kind kind) { return 1u << static_cast<unsigned>(kind); };
    const unsigned names = bit(Kind::choice) | bit(Kind::reference);
    switch (value.kind) {
        case Value::Kind::string:
            return names | bit(Kind::text);
        case Value::Kind::word:
            return names | bit(Kind::weekday);
        case Value::Kind::number:
            if (!value.unit.empty()) return bit(Kind::duration);
            return bit(Kind::integer) | bit(Kind::decimal) | bit(Kind::money);
        case Value::Kind::date:
            return bit(Kind::date);
        case Value::Kind::time:
            return bit(Kind::time_of_day);
        case Value::Kind::instant:
            return bit(Kind::instant);
        case Value::Kind::boolean:
            return bit(Kind::boolean);
    }
    return 0;
}

// What is wrong with a value whatever type it is to have.
std::optional<Kind> only_kind(const Value& value) {
    switch (value.kind) {
        case Value::Kind::number:
            return value.unit.empty() ? Kind::decimal : Kind::duration;
        case Value::Kind::date:
            return Kind::date;
        case Value::Kind::time:
            return Kind::time_of_day;
        case Value::Kind::instant:
            return Kind::instant;
        case Value::Kind::string:
            return Kind::text;
        default:
            return std::nullopt;
    }
}

}  // namespace

bool check_values(Context& context, const std::vector<Value>& values) {
    bool good = true;
    unsigned common = ~0u;
    for (const Value& value : values) {
        if (const auto kind = only_kind(value)) {
            const bool integer = *kind == Kind::decimal && value.text.find('.') == std::string::npos;
            const Literal literal = read_literal(context, value, plain(integer ? Kind::integer : *kind));
            if (literal.misfit) {
                report_misfit(context, *literal.misfit);
                good = false;
            }
        }
        const unsigned kinds = possible_kinds(value);
        if (good && (common & kinds) == 0) {
            context.diagnostics
                .report(Code::wrong_type, value.span, "the values of a list are of different types",
                        what_it_is(context, value))
                .label(values.front().span, what_it_is(context, values.front()));
            return false;
        }
        common &= kinds;
    }
    return good;
}

}  // namespace parley::check
