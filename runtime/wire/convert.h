// One JSON value as a value of a field's type, or why it is none. Private to this folder.
#pragma once

#include <string>
#include <string_view>

#include "runtime/bytecode/reader.h"
#include "runtime/value/number.h"
#include "runtime/value/value.h"
#include "runtime/vm/frame.h"

namespace parley::wire {

struct JsonValue {
    enum class Type : std::uint8_t { null, boolean, number, text, list, object } type = Type::null;
    bool boolean = false;
    bool ascii = false;  // of a text: nothing else is in it
    // Of a text: it is in the frame's arena already, where as much can be read as RecentNames::readable says.
    bool kept = false;
    std::string_view text;  // of a number: its digits where they are at hand
    value::ParsedNumber number;

    static JsonValue of(Type type);
    static JsonValue of_boolean(bool boolean);
    static JsonValue of_number(const value::ParsedNumber& number, std::string_view digits = {});
    static JsonValue of_text(std::string_view text, bool ascii, bool kept);
};

// What is to be done with a value: of a field that no rule reads only the type is checked.
struct Use {
    bool read = false;
    bool folded = false;  // its case folding is needed
};

// A scalar, or an item of a list, of the type's kind into `value`, which is absent before. Text goes to the arena.
// false: it is none, as null always is.
bool convert(const bytecode::Artifact& artifact, const value::Type& type, const JsonValue& json, Use use,
             vm::Arena& arena, value::Value& value);
// Why it is none: "expected a number, found text".
std::string conversion_fault(value::Kind kind, const JsonValue& json);

// In NFC, in the arena.
std::string_view normal_text(const JsonValue& json, vm::Arena& arena);

// "expected a number, found text"
std::string mismatch(std::string_view expected, const JsonValue& found);
std::string expectation(value::Kind kind);

inline JsonValue JsonValue::of(Type type) {
    JsonValue json;
    json.type = type;
    return json;
}

inline JsonValue JsonValue::of_boolean(bool boolean) {
    JsonValue json = of(Type::boolean);
    json.boolean = boolean;
    return json;
}

inline JsonValue JsonValue::of_number(const value::ParsedNumber& number, std::string_view digits) {
    JsonValue json = of(Type::number);
    json.number = number;
    json.text = digits;
    return json;
}

inline JsonValue JsonValue::of_text(std::string_view text, bool ascii, bool kept) {
    JsonValue json = of(Type::text);
    json.text = text;
    json.ascii = ascii;
    json.kept = kept;
    return json;
}

}  // namespace parley::wire
