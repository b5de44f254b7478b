// The line as a whole: JSON, limits, the event's own members, former values.
#include <doctest/doctest.h>

#include "tests/runtime/wire/tables.h"

using namespace parley;
using namespace parley::tests;

namespace {

TableBuilder some_fields() {
    TableBuilder builder;
    builder.field({"conversation.state", {Kind::text}, true, true, ""});
    builder.field({"conversation.tags", list_of({Kind::text}), true, true, ""});
    builder.field({"conversation.number", {Kind::integer}, false, false, ""});
    builder.slot("time.now", {Kind::instant}, SlotSource::now);
    builder.slot("time.date", {Kind::date}, SlotSource::date);
    builder.slot("time.weekday", {Kind::weekday}, SlotSource::weekday);
    builder.slot("time.time_of_day", {Kind::time_of_day}, SlotSource::time_of_day);
    return builder;
}

const std::string event_missing = "event: expected the name of an event, found nothing";
const std::string at_missing = "at: expected an instant such as \"2026-11-21T10:22:00Z\", found nothing";

}  // namespace

TEST_CASE("[D33] a line that is no event says why") {
    TableBuilder builder = some_fields();
    Decoding decoding(builder);
    const std::pair<std::string, std::string> rows[] = {
        {"", ": no JSON: the line is empty"},
        {" \t\r", ": no JSON: the line is empty"},
        {"hello", ": no JSON: unexpected input at byte 1"},
        {"{\"event\":", ": no JSON: the line ends too early"},
        {"{\"event\":\"starting\"", ": no JSON: the line ends too early"},
        {"{\"event\":\"starting\"}}", ": no JSON: unexpected input at byte 21"},
        {"{\"event\":\"starting\",}", ": no JSON: unexpected input at byte 21"},
        {"{'event':1}", ": no JSON: unexpected input at byte 2"},
        {"{\"event\":\"start\xff\"}", ": no valid UTF-8"},
        {"{\"event\":\"\\ud800\"}", ": no JSON: unexpected input at byte 17"},
        {"{\"conversation\":{\"number\":NaN}}", ": no JSON: unexpected input at byte 27"},
        {"{\"conversation\":{\"number\":1e999}}", "conversation.number: the number is out of range"},
        {"[]", ": expected an object, found a list"},
        {"5", ": expected an object, found a number"},
        {"null", ": expected an object, found null"},
        {"{}", event_missing},
        {R"({"at":"2026-11-21T10:22:00Z"})", event_missing},
        {R"({"event":null,"at":"2026-11-21T10:22:00Z"})", event_missing},
        {R"({"event":[],"at":"2026-11-21T10:22:00Z"})", event_missing},
        {R"({"event":"starting"})", at_missing},
        {R"({"event":"starting","at":null})", at_missing},
        {R"({"event":5,"at":"2026-11-21T10:22:00Z"})", "event: expected the name of an event, found a number"},
        {R"({"event":["starting",null],"at":"x"})", "event: expected the name of an event, found null"},
        {R"({"event":[["starting"]],"at":"x"})", "event: expected the name of an event, found a list"},
        {R"({"event":"starting","at":"noon"})",
         "at: expected an instant such as \"2026-11-21T10:22:00Z\", found \"noon\""},
        {R"({"id":7,"event":"starting","at":"2026-11-21T10:22:00Z"})", "id: expected text, found a number"},
    };
    for (const auto& [line, expected] : rows) {
        const std::string& event = line;
        CHECK_MESSAGE(decoding.outcome(event) == expected, event);
    }
}

TEST_CASE("[D33] an event in error still has its id, wherever it stands") {
    TableBuilder builder = some_fields();
    Decoding decoding(builder);
    CHECK(decoding.outcome(R"({"event":5,"conversation":{"number":"x"},"id":"evt-9"})") ==
          "event: expected the name of an event, found a number");
    CHECK(decoding.head().id == "evt-9");
    CHECK(decoding.outcome(R"({"id":"evt-8","event":)") == ": no JSON: the line ends too early");
    CHECK(decoding.head().id == "evt-8");
    CHECK(decoding.outcome("{}") == event_missing);
    CHECK_FALSE(decoding.head().id);
}

TEST_CASE("[D48] an event, or a moment with the list of its events") {
    TableBuilder builder = some_fields();
    Decoding decoding(builder);
    CHECK(decoding.outcome(R"({"event":"updated","at":"2026-11-21T10:22:00Z"})") == "good");
    CHECK(decoding.frame().events() == std::vector<std::uint32_t>{2});
    CHECK_FALSE(decoding.head().is_array);
    CHECK(decoding.outcome(
              R"({"event":["customer_message","starting","customer_message"],"at":"2026-11-21T10:22:00Z"})") == "good");
    CHECK(decoding.frame().events() == std::vector<std::uint32_t>{1, 0});
    CHECK(decoding.head().is_array);
    CHECK(decoding.head().events == std::vector<std::string>{"customer_message", "starting", "customer_message"});
}

TEST_CASE("[D26] events that the artifact does not know are named, the others fire") {
    TableBuilder builder = some_fields();
    Decoding decoding(builder);
    CHECK(decoding.outcome(R"({"event":["teleported","starting","Starting"],"at":"2026-11-21T10:22:00Z"})") == "good");
    CHECK(decoding.frame().events() == std::vector<std::uint32_t>{0});
    CHECK(decoding.head().ignored_events == std::vector<std::string>{"teleported", "Starting"});
    CHECK(decoding.outcome(R"({"event":"teleported","at":"2026-11-21T10:22:00Z"})") == "good");
    CHECK(decoding.frame().events().empty());
}

TEST_CASE("the event's instant is the time of the rules, in the catalog's zone") {
    TableBuilder builder = some_fields();
    Decoding decoding(builder);
    CHECK(decoding.outcome(R"({"event":"starting","at":"2026-11-21T23:30:05.5Z"})") == "good");
    CHECK(decoding.slot("time.now", SlotSource::now) == R"("2026-11-21T23:30:05.500Z")");
    CHECK(decoding.slot("time.date", SlotSource::date) == R"("2026-11-22")");
    CHECK(decoding.slot("time.weekday", SlotSource::weekday) == R"("sunday")");
    CHECK(decoding.slot("time.time_of_day", SlotSource::time_of_day) == R"("00:30:05")");  // [D38] whole seconds
}

TEST_CASE("[D32] a field that former does not name held what it holds now") {
    TableBuilder builder = some_fields();
    Decoding decoding(builder);
    const auto former = [&](const char* name) { return decoding.slot(name, SlotSource::former); };
    CHECK(decoding.members(R"("conversation":{"state":"New","tags":["a"]})") == "good");
    CHECK(former("conversation.state") == R"("New")");
    CHECK(former("conversation.tags") == R"(["a"])");
    CHECK(decoding.members(
              R"("former":{"conversation":{"state":null,"tags":null}},"conversation":{"state":"New","tags":["a"]})") ==
          "good");
    CHECK(former("conversation.state") == "null");
    CHECK(former("conversation.tags") == "[]");
    CHECK(decoding.members(R"("conversation":{"state":"New"},"former":{"conversation":{"state":"Old"},"x":{}})") ==
          "good");
    CHECK(former("conversation.state") == R"("Old")");
    CHECK(decoding.slot("conversation.state") == R"("New")");
    CHECK(decoding.head().ignored_members == 1);
    CHECK(decoding.members(R"("former":{"conversation":{"state":"Old"}})") == "good");
    CHECK(decoding.slot("conversation.state") == "null");
}

TEST_CASE("[D33] former values are checked like the fields themselves, read or not") {
    TableBuilder builder = some_fields();
    Decoding decoding(builder);
    CHECK(decoding.members(R"("former":{"conversation":{"number":"x"}})") ==
          "former.conversation.number: expected a whole number, found text");
    CHECK(decoding.members(R"("former":{"conversation":{"tags":["a",5]}})") ==
          "former.conversation.tags: item 2: expected text, found a number");
    CHECK(decoding.members(R"("former":[])") == "former: expected an object, found a list");
}

TEST_CASE("limits hold just inside and not just outside") {
    TableBuilder builder = some_fields();
    wire::Limits limits;
    limits.event_bytes = 400;
    limits.depth = 5;
    limits.string_bytes = 10;
    limits.list_items = 3;
    Decoding decoding(builder, limits);
    CHECK(decoding.members(R"("conversation":{"state":"0123456789"})") == "good");
    CHECK(decoding.members(R"("conversation":{"state":"0123456789x"})") ==
          "conversation.state: the text is too long: at most 10 bytes");
    CHECK(decoding.members(R"("conversation":{"tags":["1","2","3"]})") == "good");
    CHECK(decoding.members(R"("conversation":{"tags":["1","2","3","4"]})") ==
          "conversation.tags: item 4: the list is too long: at most 3 items");
    CHECK(decoding.members(R"("conversation":{"tags":["1","2","0123456789x"]})") ==
          "conversation.tags: item 3: the text is too long: at most 10 bytes");
    CHECK(decoding.members(R"("x":[[[[]]]])") == "good");
    CHECK(decoding.members(R"("x":[[[[[]]]]])") == ": nested deeper than 5 levels");
    CHECK(decoding.members(R"("x":{"x":{"x":{"x":{"x":{}}}}})") == ": nested deeper than 5 levels");
    CHECK(decoding.outcome(R"({"event":["a","b","c","d"],"at":"2026-11-21T10:22:00Z"})") ==
          "event: too many events: at most 3");
    const std::string line = R"({"event":"starting","at":"2026-11-21T10:22:00Z"})";
    CHECK(decoding.outcome(line + std::string(400 - line.size(), ' ')) == "good");
    CHECK(decoding.outcome(line + std::string(401 - line.size(), ' ')) ==
          ": the event is too large: at most 400 bytes");
}

TEST_CASE("hostile lines end quickly and in a fault") {
    TableBuilder builder = some_fields();
    Decoding decoding(builder);
    CHECK(decoding.outcome(std::string(200'000, '[')) == ": nested deeper than 64 levels");
    std::string objects;
    for (int i = 0; i < 20'000; ++i) objects += "{\"a\":";
    CHECK(decoding.outcome(objects) == ": nested deeper than 64 levels");
    CHECK(decoding.members("\"conversation\":{\"number\":0." + std::string(200'000, '0') + "1}") ==
          "conversation.number: expected a whole number, found 0." + std::string(38, '0') + "\u2026");
    CHECK(decoding.members("\"x\":[" + std::string(100'000, '1') + "]").substr(0, 2) != "co");
    std::string line =
        R"({"event":"starting","at":"2026-11-21T10:22:00Z","conversation":{"state":"x","tags":["a","b"]}})";
    for (std::size_t cut = 0; cut < line.size(); ++cut) {
        CAPTURE(cut);
        CHECK(decoding.decode(std::string_view(line).substr(0, cut)));
        std::string damaged = line;
        damaged[cut] = '\x01';
        CHECK(decoding.decode(damaged));
    }
    CHECK(decoding.outcome(line) == "good");
}
