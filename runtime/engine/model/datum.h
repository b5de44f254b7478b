// A JSON value that the engine carries without looking into it much: form fields, survey answers, a tenant's own
// fields, an action's members.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parley::model {

struct Datum {
    struct Member;
    enum class Kind : std::uint8_t { null, boolean, number, text, list, object };
    Kind kind = Kind::null;
    bool boolean = false;
    std::string text;  // the text; of a number its digits, as they were written
    std::vector<Datum> items;
    std::vector<Member> members;  // in the order written, each name once

    static Datum of_text(std::string text);
    static Datum of_integer(std::int64_t number);
    static Datum of_boolean(bool boolean);
    static Datum of_texts(const std::vector<std::string>& texts);

    const Datum* member(std::string_view name) const;  // nullptr: not an object, or it has none
    // Of a text or a number, its characters; of anything else, empty.
    std::string_view scalar() const;
    std::optional<std::int64_t> integer() const;  // of a number without a fraction that fits
    std::vector<std::string> texts() const;       // of a list, its texts
    bool operator==(const Datum& other) const;
};

struct Datum::Member {
    std::string name;
    Datum value;
    Member() = default;
    Member(std::string_view name, Datum value) : name(name), value(std::move(value)) {}
    bool operator==(const Member&) const = default;
};

// As JSON, without white space.
void append_json(std::string& out, const Datum& datum);
void append_json(std::string& out, std::string_view text);  // a string with its quotes

// `name: value`, in the order set.
using Fields = std::vector<Datum::Member>;
const Datum* find(const Fields& fields, std::string_view name);
void set(Fields& fields, std::string_view name, Datum value);
bool erase(Fields& fields, std::string_view name);  // true: it was there

}  // namespace parley::model
