#include "runtime/wire/convert.h"

#include <limits>
#include <optional>

#include "runtime/value/calendar.h"
#include "runtime/value/text.h"

namespace parley::wire {
namespace {

using value::Kind;
using value::Value;

// The text in quotes, or its beginning.
std::string quote(std::string_view text) {
    constexpr std::size_t most = 40;
    std::size_t length = 0;
    for (std::size_t next = 0; next < text.size() && next < most;) {
        value::next_code_point(text, next);
        length = next;
    }
    std::string quote = "\"";
    quote += text.substr(0, length);
    return quote + (length < text.size() ? "…\"" : "\"");
}

std::string describe(const JsonValue& json) {
    switch (json.type) {
        case JsonValue::Type::null:
            return "null";
        case JsonValue::Type::boolean:
            return json.boolean ? "true" : "false";
        case JsonValue::Type::number:
            return "a number";
        case JsonValue::Type::text:
            return "text";
        case JsonValue::Type::list:
            return "a list";
        case JsonValue::Type::object:
            return "an object";
    }
    return {};
}

// The digits of a number as they were written, or their beginning; whole numbers come without them.
std::string number_text(const JsonValue& json) {
    constexpr std::size_t most = 40;
    if (json.text.empty()) return value::to_string(json.number.number);
    return std::string(json.text.substr(0, most)) + (json.text.size() > most ? "…" : "");
}

// What is put into a value goes there piece by piece: a value that is copied while its parts are still being written
// makes the processor wait for them.
bool put_number(value::Number number, Value& value) {
    value.present = true;
    value.number = number;
    return true;
}

bool put_text(const JsonValue& json, bool folded, vm::Arena& arena, Value& value) {
    const std::string_view exact = normal_text(json, arena);
    std::string_view other = exact;
    if (folded && json.ascii && !exact.empty()) {
        char* copy = arena.array<char>(exact.size());
        value::fold_ascii(exact, copy);
        other = {copy, exact.size()};
    } else if (folded && !json.ascii) {
        if (const std::string differing = value::fold_case(exact); differing != exact) other = arena.copy(differing);
    }
    value.present = true;
    value.text = {exact, other};
    return true;
}

bool put_symbol(const bytecode::Artifact& artifact, std::uint32_t domain, const JsonValue& json, vm::Arena& arena,
                Value& value) {
    const std::string_view name = json.ascii ? json.text : normal_text(json, arena);
    const std::uint32_t symbol = artifact.find_symbol(domain, name);
    if (symbol != bytecode::none) return put_number(symbol, value);
    value.symbol = json.ascii ? normal_text(json, arena) : name;
    return put_number(value::unknown_symbol, value);
}

bool is_number_kind(Kind kind) {
    return value::is_numeric(kind) || kind == Kind::duration;
}

bool is_whole_kind(Kind kind) {
    return kind == Kind::integer || kind == Kind::duration;
}

// Whether the number has the form that the kind asks for; it may still be out of range.
bool has_form(Kind kind, const value::ParsedNumber& parsed) {
    return (!is_whole_kind(kind) || parsed.whole) && (kind != Kind::duration || parsed.number >= 0);
}

bool whole_fits_integer(value::Number whole) {
    constexpr value::Number least = value::Number{std::numeric_limits<std::int64_t>::min()} * value::decimal_scale;
    constexpr value::Number most = value::Number{std::numeric_limits<std::int64_t>::max()} * value::decimal_scale;
    return whole >= least && whole <= most;
}

bool put_parsed_number(Kind kind, const value::ParsedNumber& parsed, Value& value) {
    if (parsed.fault != value::NumberFault::none || !has_form(kind, parsed)) return false;
    if (!(is_whole_kind(kind) ? whole_fits_integer(parsed.number) : value::fits_decimal(parsed.number))) return false;
    return put_number(kind == Kind::duration ? parsed.number / value::decimal_scale : parsed.number, value);
}

template <typename T>
bool put_parsed(const std::optional<T>& parsed, Value& value) {
    return parsed && put_number(*parsed, value);
}

bool from_text(const bytecode::Artifact& artifact, const value::Type& type, const JsonValue& json, Use use,
               vm::Arena& arena, Value& value) {
    switch (type.kind) {
        case Kind::text:
            return !use.read || put_text(json, use.folded, arena, value);
        case Kind::choice:
        case Kind::reference:
            return !use.read || put_symbol(artifact, type.domain, json, arena, value);
        case Kind::instant:
            return put_parsed(value::parse_instant(json.text), value);
        case Kind::date:
            return put_parsed(value::parse_date(json.text), value);
        case Kind::time_of_day:
            return put_parsed(value::parse_time_of_day(json.text), value);
        case Kind::weekday:
            return put_parsed(value::parse_weekday(json.text), value);
        default:
            return false;
    }
}

bool is_text_kind(Kind kind) {
    return kind == Kind::text || value::is_symbolic(kind) || value::is_temporal(kind);
}

}  // namespace

bool convert(const bytecode::Artifact& artifact, const value::Type& type, const JsonValue& json, Use use,
             vm::Arena& arena, Value& value) {
    switch (json.type) {
        case JsonValue::Type::boolean:
            return type.kind == Kind::boolean && put_number(json.boolean, value);
        case JsonValue::Type::number:
            return is_number_kind(type.kind) && put_parsed_number(type.kind, json.number, value);
        case JsonValue::Type::text:
            return from_text(artifact, type, json, use, arena, value);
        default:
            return false;
    }
}

std::string conversion_fault(Kind kind, const JsonValue& json) {
    const std::string wrong_form = "expected " + expectation(kind) + ", found ";
    if (json.type == JsonValue::Type::text && is_text_kind(kind)) return wrong_form + quote(json.text);
    if (json.type != JsonValue::Type::number || !is_number_kind(kind)) return mismatch(expectation(kind), json);
    if (json.number.fault == value::NumberFault::none && !has_form(kind, json.number))
        return wrong_form + number_text(json);
    return is_whole_kind(kind) ? "the number is out of range: it has to fit 64 bits"
                               : "the number is out of range: at most 18 digits stand before the point";
}

std::string_view normal_text(const JsonValue& json, vm::Arena& arena) {
    if (json.text.empty()) return "";  // never the null pointer
    if (!json.ascii && !value::is_nfc(json.text)) return arena.copy(value::to_nfc(json.text));
    return json.kept ? json.text : arena.copy(json.text);
}

std::string mismatch(std::string_view expected, const JsonValue& found) {
    return "expected " + std::string(expected) + ", found " + describe(found);
}

std::string expectation(Kind kind) {
    switch (kind) {
        case Kind::text:
        case Kind::choice:
        case Kind::reference:
            return "text";
        case Kind::integer:
            return "a whole number";
        case Kind::decimal:
        case Kind::money:
            return "a number";
        case Kind::duration:
            return "a number of seconds, whole and not negative";
        case Kind::instant:
            return "an instant such as \"2026-11-21T10:22:00Z\"";
        case Kind::date:
            return "a date such as \"2026-12-24\"";
        case Kind::time_of_day:
            return "a time such as \"18:30\"";
        case Kind::weekday:
            return "a weekday such as \"monday\"";
        case Kind::boolean:
            return "true or false";
    }
    return {};
}

}  // namespace parley::wire
