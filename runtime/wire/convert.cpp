#include "runtime/wire/convert.h"

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

Converted wrong_type(Kind kind, const JsonValue& json) {
    return {{}, mismatch(expectation(kind), json)};
}

// The digits of a number as they were written, or their beginning; whole numbers come without them.
std::string number_text(const JsonValue& json) {
    constexpr std::size_t most = 40;
    if (json.text.empty()) return value::to_string(json.number.number);
    return std::string(json.text.substr(0, most)) + (json.text.size() > most ? "…" : "");
}

// Of the right JSON type, but not what the kind asks for.
Converted wrong_form(Kind kind, const JsonValue& json) {
    const bool number = json.type == JsonValue::Type::number;
    return {{}, "expected " + expectation(kind) + ", found " + (number ? number_text(json) : quote(json.text))};
}

Value text_value(std::string_view text, bool folded, vm::Arena& arena) {
    if (value::is_ascii(text)) {
        const std::string_view exact = arena.copy(text);
        if (!folded || text.empty()) return Value::of_text({exact, exact});
        char* copy = arena.array<char>(exact.size());
        value::fold_ascii(exact, copy);
        return Value::of_text({exact, {copy, exact.size()}});
    }
    const std::string_view exact = normal_text(text, arena);
    if (!folded) return Value::of_text({exact, exact});
    const std::string other = value::fold_case(exact);
    return Value::of_text({exact, other == exact ? exact : arena.copy(other)});
}

Value symbol_value(const bytecode::Artifact& artifact, std::uint32_t domain, std::string_view text, vm::Arena& arena) {
    const auto find = [&](std::string_view name) { return artifact.find_symbol(domain, name); };
    if (value::is_ascii(text)) {
        const std::uint32_t symbol = find(text);
        return symbol != bytecode::none ? Value::of_number(symbol) : Value::of_unknown_symbol(arena.copy(text));
    }
    const std::string_view name = normal_text(text, arena);
    const std::uint32_t symbol = find(name);
    return symbol != bytecode::none ? Value::of_number(symbol) : Value::of_unknown_symbol(name);
}

Converted from_number(Kind kind, const JsonValue& json) {
    const value::ParsedNumber& parsed = json.number;
    const bool whole_kind = kind == Kind::integer || kind == Kind::duration;
    if (parsed.fault == value::NumberFault::none) {
        const bool fits = whole_kind ? value::fits_integer(parsed.number) : value::fits_decimal(parsed.number);
        if (whole_kind && !parsed.whole) return wrong_form(kind, json);
        if (kind == Kind::duration && parsed.number < 0) return wrong_form(kind, json);
        if (fits && kind == Kind::duration) return {Value::of_number(parsed.number / value::decimal_scale), {}};
        if (fits) return {Value::of_number(parsed.number), {}};
    }
    return {{},
            whole_kind ? "the number is out of range: it has to fit 64 bits"
                       : "the number is out of range: at most 18 digits stand before the point"};
}

template <typename T>
Converted parsed(Kind kind, const JsonValue& json, const std::optional<T>& value) {
    return value ? Converted{Value::of_number(*value), {}} : wrong_form(kind, json);
}

Converted from_text(const bytecode::Artifact& artifact, value::Type type, const JsonValue& json, Use use,
                    vm::Arena& arena) {
    switch (type.kind) {
        case Kind::text:
            return {use.read ? text_value(json.text, use.folded, arena) : Value::absent(), {}};
        case Kind::choice:
        case Kind::reference:
            return {use.read ? symbol_value(artifact, type.domain, json.text, arena) : Value::absent(), {}};
        case Kind::instant:
            return parsed(type.kind, json, value::parse_instant(json.text));
        case Kind::date:
            return parsed(type.kind, json, value::parse_date(json.text));
        case Kind::time_of_day:
            return parsed(type.kind, json, value::parse_time_of_day(json.text));
        case Kind::weekday:
            return parsed(type.kind, json, value::parse_weekday(json.text));
        default:
            return wrong_type(type.kind, json);
    }
}

bool is_number_kind(Kind kind) {
    return value::is_numeric(kind) || kind == Kind::duration;
}

}  // namespace

JsonValue JsonValue::of(Type type) {
    JsonValue json;
    json.type = type;
    return json;
}

JsonValue JsonValue::of_boolean(bool boolean) {
    JsonValue json = of(Type::boolean);
    json.boolean = boolean;
    return json;
}

JsonValue JsonValue::of_number(value::ParsedNumber number, std::string_view digits) {
    JsonValue json = of(Type::number);
    json.number = number;
    json.text = digits;
    return json;
}

JsonValue JsonValue::of_text(std::string_view text) {
    JsonValue json = of(Type::text);
    json.text = text;
    return json;
}

Converted convert(const bytecode::Artifact& artifact, value::Type type, const JsonValue& json, Use use,
                  vm::Arena& arena) {
    switch (json.type) {
        case JsonValue::Type::boolean:
            return type.kind == Kind::boolean ? Converted{Value::of_number(json.boolean), {}}
                                              : wrong_type(type.kind, json);
        case JsonValue::Type::number:
            return is_number_kind(type.kind) ? from_number(type.kind, json) : wrong_type(type.kind, json);
        case JsonValue::Type::text:
            return from_text(artifact, type, json, use, arena);
        default:
            return wrong_type(type.kind, json);
    }
}

std::string_view normal_text(std::string_view text, vm::Arena& arena) {
    return value::is_nfc(text) ? arena.copy(text) : arena.copy(value::to_nfc(text));
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
