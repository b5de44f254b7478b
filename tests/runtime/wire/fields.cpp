// Values of fields: types, absent values, names, lists.
#include "tests/runtime/wire/tables.h"

using namespace parley;
using namespace parley::tests;

namespace {

TableBuilder one_of_each(bool read = true) {
    TableBuilder builder;
    const auto add = [&](const char* path, value::Type type) { builder.field({path, type, read, false, ""}); };
    add("context.message.text", {Kind::text});
    add("context.event", {Kind::choice, false, false, events});
    add("conversation.contact_name", {Kind::text});
    add("conversation.count", {Kind::integer});
    add("conversation.order_total", {Kind::decimal});
    add("conversation.price", {Kind::money, false, false, euros});
    add("conversation.waited", {Kind::duration});
    add("conversation.opened_at", {Kind::instant});
    add("conversation.due", {Kind::date});
    add("conversation.call_time", {Kind::time_of_day});
    add("conversation.call_day", {Kind::weekday});
    add("conversation.urgent", {Kind::boolean});
    add("conversation.queue", {Kind::reference, false, false, queues});
    add("conversation.tier", {Kind::choice, false, true, tiers});
    add("conversation.tags", list_of({Kind::text}));
    add("conversation.numbers", list_of({Kind::integer}));
    add("profile.channels", list_of({Kind::choice, false, false, platforms}));
    add("previous.exists", {Kind::boolean});
    return builder;
}

struct Row {
    std::string path, json, expected;
};

// `{"a":{"b":JSON}}` for the path `a.b`, without the outer braces.
std::string member(const std::string& path, const std::string& json) {
    std::string out = "\"", closing;
    for (const char c : path) {
        if (c == '.') closing += '}';
        out += c == '.' ? std::string("\":{\"") : std::string(1, c);
    }
    return out + "\":" + json + closing;
}

}  // namespace

TEST_CASE("[D33] values of the right type are taken as the wire has them") {
    TableBuilder builder = one_of_each();
    Decoding decoding(builder);
    const Row rows[] = {
        {"context.message.text", R"("Hi \u00e9 \ud83d\ude00")", "\"Hi \u00e9 \U0001F600\""},
        {"conversation.contact_name", R"("")", R"("")"},
        {"conversation.count", "3", "3"},
        {"conversation.count", "3.0", "3"},
        {"conversation.count", "-30e-1", "-3"},
        {"conversation.count", "9223372036854775807", "9223372036854775807"},
        {"conversation.count", "-9223372036854775808", "-9223372036854775808"},
        {"conversation.order_total", "19.99", "19.99"},
        {"conversation.order_total", "0.1234567890123456785", "0.123456789012345678"},
        {"conversation.order_total", "7", "7"},
        {"conversation.price", "-0.50", "-0.5"},
        {"conversation.waited", "90", "90"},
        {"conversation.waited", "90.0", "90"},
        {"conversation.opened_at", R"("2026-11-21T10:22:00.1239+01:00")", R"("2026-11-21T09:22:00.123Z")"},
        {"conversation.due", R"("2026-12-24")", R"("2026-12-24")"},
        {"conversation.call_time", R"("18:30")", R"("18:30")"},
        {"conversation.call_time", R"("18:30:15")", R"("18:30:15")"},
        {"conversation.call_day", R"("monday")", R"("monday")"},
        {"conversation.urgent", "true", "true"},
        {"conversation.urgent", "false", "false"},
        {"conversation.queue", R"("Multilingual")", R"("Multilingual")"},
        {"conversation.tier", R"("gold")", R"("gold")"},
        {"conversation.tags", R"(["b","a","b"])", R"(["b","a","b"])"},
        {"conversation.tags", "[]", "[]"},
        {"conversation.numbers", "[1,2.0,3e0]", "[1,2,3]"},
        {"profile.channels", R"(["sms","email"])", R"(["sms","email"])"},
        {"previous.exists", "true", "true"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.path);
        CAPTURE(row.json);
        CHECK(decoding.members(member(row.path, row.json)) == "good");
        CHECK(decoding.slot(row.path) == row.expected);
        CHECK(decoding.head().ignored_members == 0);
    }
}

TEST_CASE("[D33] a value of the wrong type in a known field is a fault, read by a rule or not") {
    const std::string instant = "an instant such as \"2026-11-21T10:22:00Z\"";
    const Row rows[] = {
        {"context.message.text", "5", "expected text, found a number"},
        {"context.message.text", "[]", "expected text, found a list"},
        {"context.message", R"("x")", "expected an object, found text"},
        {"context", "[]", "expected an object, found a list"},
        {"conversation.contact_name", "true", "expected text, found true"},
        {"conversation.contact_name", R"({"first":"x"})", "expected text, found an object"},
        {"conversation.count", R"("3")", "expected a whole number, found text"},
        {"conversation.count", "3.5", "expected a whole number, found 3.5"},
        {"conversation.count", "9223372036854775808", "the number is out of range: it has to fit 64 bits"},
        {"conversation.count", "18446744073709551616", "the number is out of range: it has to fit 64 bits"},
        {"conversation.count", "1e300", "the number is out of range: it has to fit 64 bits"},
        {"conversation.order_total", R"("19.99")", "expected a number, found text"},
        {"conversation.order_total", "1000000000000000000",
         "the number is out of range: at most 18 digits stand before the point"},
        {"conversation.order_total", "1e400", "the number is out of range"},
        {"conversation.price", "false", "expected a number, found false"},
        {"conversation.waited", "-1", "expected a number of seconds, whole and not negative, found -1"},
        {"conversation.waited", "1.5", "expected a number of seconds, whole and not negative, found 1.5"},
        {"conversation.waited", R"("90")", "expected a number of seconds, whole and not negative, found text"},
        {"conversation.opened_at", R"("2026-11-21")", "expected " + instant + ", found \"2026-11-21\""},
        {"conversation.opened_at", "1795256520", "expected " + instant + ", found a number"},
        {"conversation.due", R"("2026-02-30")", R"(expected a date such as "2026-12-24", found "2026-02-30")"},
        {"conversation.call_time", R"("25:00")", R"(expected a time such as "18:30", found "25:00")"},
        {"conversation.call_day", R"("Monday")", R"(expected a weekday such as "monday", found "Monday")"},
        {"conversation.urgent", "1", "expected true or false, found a number"},
        {"conversation.urgent", R"("true")", "expected true or false, found text"},
        {"conversation.queue", "7", "expected text, found a number"},
        {"conversation.tier", "{}", "expected text, found an object"},
        {"conversation.tags", R"("a")", "expected a list, found text"},
        {"conversation.tags", R"({"a":1})", "expected a list, found an object"},
        {"conversation.tags", R"(["a",null])", "item 2: expected text, found null"},
        {"conversation.tags", R"(["a",["b"]])", "expected text, found a list"},
        {"conversation.numbers", R"([1,"2"])", "item 2: expected a whole number, found text"},
    };
    for (const bool read : {true, false}) {
        TableBuilder builder = one_of_each(read);
        Decoding decoding(builder);
        for (const Row& row : rows) {
            CAPTURE(row.path);
            CAPTURE(row.json);
            CAPTURE(read);
            CHECK(decoding.members(member(row.path, row.json)) == row.path + ": " + row.expected);
        }
    }
}

TEST_CASE("a long text that is no date is quoted by its beginning") {
    TableBuilder builder = one_of_each();
    Decoding decoding(builder);
    std::string text, beginning;
    for (int i = 0; i < 100; ++i) text += "\u00e9";
    for (int i = 0; i < 20; ++i) beginning += "\u00e9";
    CHECK(decoding.members(member("conversation.due", "\"" + text + "\"")) ==
          "conversation.due: expected a date such as \"2026-12-24\", found \"" + beginning + "\u2026\"");
}

TEST_CASE("[D30] null is no value, and of a list the empty one") {
    TableBuilder builder = one_of_each();
    Decoding decoding(builder);
    for (const char* path : {"context.message.text", "conversation.count", "conversation.tier",
                             "conversation.opened_at", "conversation.urgent"}) {
        CAPTURE(path);
        CHECK(decoding.members(member(path, "null")) == "good");
        CHECK(decoding.slot(path) == "null");
    }
    CHECK(decoding.members(member("conversation.tags", "null")) == "good");
    CHECK(decoding.slot("conversation.tags") == "[]");
    CHECK(decoding.members(R"("context":null,"conversation":null,"former":null,"previous":null)") == "good");
    CHECK(decoding.slot("conversation.count") == "null");
}

TEST_CASE("one line leaves nothing behind for the next") {
    TableBuilder builder = one_of_each();
    Decoding decoding(builder);
    CHECK(decoding.members(R"("id":"1","x":1,"conversation":{"count":1,"tags":["a"],"queue":"Default"})") == "good");
    CHECK(decoding.members(R"("conversation":{})") == "good");
    CHECK(decoding.slot("conversation.count") == "null");
    CHECK(decoding.slot("conversation.tags") == "[]");
    CHECK(decoding.slot("conversation.queue") == "null");
    CHECK_FALSE(decoding.head().id);
    CHECK(decoding.head().ignored_members == 0);
}

TEST_CASE("[D34] a name that the catalog does not know is kept by its text") {
    TableBuilder builder = one_of_each();
    Decoding decoding(builder);
    CHECK(decoding.members(R"("conversation":{"queue":"Spam","tier":"Gold"},"profile":{"channels":["sms","fax"]})") ==
          "good");
    CHECK(decoding.slot("conversation.queue") == R"("Spam")");
    CHECK(decoding.slot("conversation.tier") == R"("Gold")");  // case counts
    CHECK(decoding.slot("profile.channels") == R"(["sms","fax"])");
    std::uint32_t unknown = 0;
    const auto slots = decoding.frame().program().artifact().slots();
    for (std::uint32_t i = 0; i < slots.size(); ++i)
        unknown += decoding.frame().slot(i).number == value::unknown_symbol;
    CHECK(unknown == 2);
}

TEST_CASE("[D36] text and names are brought to NFC, and text is folded for those who compare so") {
    TableBuilder builder = one_of_each();
    Decoding decoding(builder);
    CHECK(decoding.members(
              R"("context":{"message":{"text":"STRASSE CAFE\u0301"}},"conversation":{"queue":"Cafe\u0301"})") ==
          "good");
    CHECK(decoding.slot("context.message.text") == "\"STRASSE CAF\u00c9\"");
    CHECK(decoding.slot("conversation.queue") == "\"Caf\u00e9\"");
    const auto& artifact = decoding.frame().program().artifact();
    for (std::uint32_t i = 0; i < artifact.slots().size(); ++i) {
        const std::string_view name = artifact.string(artifact.slots()[i].name);
        if (name == "context.message.text") CHECK(decoding.frame().slot(i).text.folded == "strasse caf\u00e9");
        if (name == "conversation.queue") CHECK(decoding.frame().slot(i).number == 2);
    }
}

TEST_CASE("[D26] unknown members are counted once each, and what is in them is not looked at") {
    TableBuilder builder = one_of_each();
    Decoding decoding(builder);
    CHECK(decoding.members(
              R"("conversation":{"count":2,"mood":{"a":[1,{"b":null}],"count":"x"},"x":null},"time":{"now":1},
        "extra":[{"conversation":{"count":"no number"}}],"context":{"event":"updated","message":{"size":5}})") ==
          "good");
    CHECK(decoding.head().ignored_members == 6);
    CHECK(decoding.slot("conversation.count") == "2");
}

TEST_CASE("of a member that stands there twice the last counts") {
    TableBuilder builder = one_of_each();
    Decoding decoding(builder);
    CHECK(decoding.members(
              R"("conversation":{"count":1,"tags":["a"],"count":2,"tags":["b","c"],"tier":"gold","tier":null})") ==
          "good");
    CHECK(decoding.slot("conversation.count") == "2");
    CHECK(decoding.slot("conversation.tags") == R"(["b","c"])");
    CHECK(decoding.slot("conversation.tier") == "null");
    CHECK(decoding.members(R"("id":"1","event":["updated"],"at":"2026-01-01T00:00:00Z","id":"2","event":"updated")") ==
          "good");
    CHECK(*decoding.head().id == "2");
    CHECK_FALSE(decoding.head().is_array);
    CHECK(decoding.frame().events() == std::vector<std::uint32_t>{2});
    CHECK(decoding.frame().now() == *value::parse_instant("2026-01-01T00:00:00Z"));
}

TEST_CASE("another name of a field fills the same slot") {
    TableBuilder builder;
    builder.field({"conversation.platform", {Kind::choice, false, false, platforms}, true, true, ""});
    builder.field(
        {"conversation.channel", {Kind::choice, false, false, platforms}, true, true, "conversation.platform"});
    Decoding decoding(builder);
    CHECK(decoding.members(R"("conversation":{"channel":"sms"},"former":{"conversation":{"channel":"email"}})") ==
          "good");
    CHECK(decoding.slot("conversation.platform") == R"("sms")");
    CHECK(decoding.slot("conversation.platform", SlotSource::former) == R"("email")");
    CHECK(decoding.members(R"("conversation":{"channel":5})") == "conversation.channel: expected text, found a number");
}

TEST_CASE("a field may be the beginning of others' names") {
    TableBuilder builder;
    builder.field({"conversation.address", {Kind::text}, true, false, ""});
    builder.field({"conversation.address.city", {Kind::text}, true, false, ""});
    Decoding decoding(builder);
    CHECK(decoding.members(R"("conversation":{"address":"a","address":{"city":"b"}})") == "good");
    CHECK(decoding.slot("conversation.address") == R"("a")");
    CHECK(decoding.slot("conversation.address.city") == R"("b")");
    CHECK(decoding.head().ignored_members == 0);
}

TEST_CASE("[D36] the names of fields are brought to NFC too") {
    TableBuilder builder;
    builder.field({"conversation.caf\u00e9", {Kind::text}, true, false, ""});
    Decoding decoding(builder);
    CHECK(decoding.members(R"("conversation":{"cafe\u0301":"a"})") == "good");
    CHECK(decoding.slot("conversation.caf\u00e9") == R"("a")");
}
