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
    value::ParsedNumber number;
    std::string_view text;  // of a number: its digits where they are at hand

    static JsonValue of(Type type);
    static JsonValue of_boolean(bool boolean);
    static JsonValue of_number(value::ParsedNumber number, std::string_view digits = {});
    static JsonValue of_text(std::string_view text);
};

struct Converted {
    value::Value value;
    std::string fault;  // empty: good; else "expected a number, found text"
};

// What is to be done with a value: of a field that no rule reads only the type is checked.
struct Use {
    bool read = false;
    bool folded = false;  // its case folding is needed
};

// A scalar, or an item of a list, of the type's kind. `null` is a fault here. Text goes to the arena.
Converted convert(const bytecode::Artifact& artifact, value::Type type, const JsonValue& json, Use use,
                  vm::Arena& arena);

// In NFC, in the arena.
std::string_view normal_text(std::string_view text, vm::Arena& arena);

// "expected a number, found text"
std::string mismatch(std::string_view expected, const JsonValue& found);
std::string expectation(value::Kind kind);

}  // namespace parley::wire
