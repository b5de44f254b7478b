#include "runtime/engine/model/datum.h"

#include <doctest/doctest.h>

#include <string>

namespace parley::model {
namespace {

std::string json(const Datum& datum) {
    std::string out;
    append_json(out, datum);
    return out;
}

std::string json(std::string_view text) {
    std::string out;
    append_json(out, text);
    return out;
}

TEST_CASE("every kind of value as JSON, without white space") {
    Datum list = Datum::of_texts({"a", ""});
    list.items.push_back(Datum::of_integer(-7));
    list.items.push_back(Datum::of_boolean(true));
    list.items.emplace_back();
    Datum object;
    object.kind = Datum::Kind::object;
    object.members.emplace_back("a \"b\"", list);
    object.members.emplace_back("", Datum::of_boolean(false));
    CHECK(json(object) == R"({"a \"b\"":["a","",-7,true,null],"":false})");
    CHECK(json(Datum()) == "null");
    Datum empty;
    empty.kind = Datum::Kind::list;
    CHECK(json(empty) == "[]");
    empty.kind = Datum::Kind::object;
    CHECK(json(empty) == "{}");
}

TEST_CASE("strings: what must be escaped is, and what is no UTF-8 becomes the replacement character") {
    CHECK(json("a\"b\\c\n\r\t\b\x01\x1f\x7f/") == "\"a\\\"b\\\\c\\n\\r\\t\\u0008\\u0001\\u001f\x7f/\"");
    CHECK(json(std::string_view("nul\0x", 5)) == R"("nul\u0000x")");
    CHECK(json("\xC3\xA9\xF0\x9F\x93\xA6") == "\"\xC3\xA9\xF0\x9F\x93\xA6\"");
    CHECK(json("a\xFF"
               "b") ==
          "\"a\xEF\xBF\xBD"
          "b\"");
    CHECK(json("\xC3") == "\"\xEF\xBF\xBD\"");
    CHECK(json("\xEF\xBF\xBD") == "\"\xEF\xBF\xBD\"");
}

TEST_CASE("integers: whole numbers that fit, and nothing else") {
    const auto number = [](const char* digits) {
        Datum datum;
        datum.kind = Datum::Kind::number;
        datum.text = digits;
        return datum.integer();
    };
    CHECK(number("5") == 5);
    CHECK(number("-9223372036854775808") == -9223372036854775807 - 1);
    CHECK_FALSE(number("9223372036854775808"));
    CHECK_FALSE(number("5.0"));
    CHECK_FALSE(number("5e2"));
    CHECK_FALSE(number(""));
    CHECK_FALSE(Datum::of_text("5").integer());
}

TEST_CASE("scalars, texts and members of what is something else are none") {
    CHECK(Datum::of_text("a").scalar() == "a");
    CHECK(Datum::of_integer(5).scalar() == "5");
    CHECK(Datum::of_boolean(true).scalar().empty());
    CHECK(Datum::of_text("a").texts().empty());
    Datum mixed = Datum::of_texts({"a", "b"});
    mixed.items.push_back(Datum::of_integer(1));
    CHECK(mixed.texts() == std::vector<std::string>{"a", "b"});
    CHECK(mixed.member("a") == nullptr);
    CHECK(Datum::of_text("a") != Datum::of_text("b"));
    CHECK(Datum::of_text("1") != Datum::of_integer(1));
}

TEST_CASE("fields keep the order in which they were set") {
    Fields fields;
    model::set(fields, "b", Datum::of_integer(1));
    model::set(fields, "a", Datum::of_integer(2));
    model::set(fields, "b", Datum::of_integer(3));
    REQUIRE(fields.size() == 2);
    CHECK(fields[0] == Datum::Member("b", Datum::of_integer(3)));
    CHECK(model::find(fields, "a")->text == "2");
    CHECK(model::find(fields, "c") == nullptr);
    CHECK(model::erase(fields, "b"));
    CHECK_FALSE(model::erase(fields, "b"));
    CHECK(fields.size() == 1);
}

}  // namespace
}  // namespace parley::model
