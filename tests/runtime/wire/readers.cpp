// The quick reader and the thorough one agree on every line: what is good, what is wrong with it and where, and what
// the frame holds. Lines are good ones with a few bytes or pieces changed, so that most are nearly good.
#include "runtime/wire/readers.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "tests/runtime/wire/tables.h"

using namespace parley;
using namespace parley::tests;

namespace {

TableBuilder fields() {
    TableBuilder builder;
    const auto add = [&](const char* path, value::Type type, bool read) {
        builder.field({path, type, read, read, ""});
    };
    add("context.message.text", {Kind::text}, true);
    add("conversation.caf\u00e9", {Kind::text}, true);
    add("conversation.count", {Kind::integer}, true);
    add("conversation.total", {Kind::decimal}, true);
    add("conversation.waited", {Kind::duration}, false);
    add("conversation.queue", {Kind::reference, false, false, queues}, true);
    add("conversation.tags", list_of({Kind::text}), true);
    add("conversation.urgent", {Kind::boolean}, false);
    // Of names with quotes and colon: just two words of eight bytes, one byte more, and several words.
    add("conversation.thirteen_long", {Kind::integer}, true);
    add("conversation.fourteen__long", {Kind::integer}, true);
    add("conversation.hours_since_last_conversation", {Kind::integer}, true);
    add("workload.waiting", {Kind::integer}, false);
    builder.workload({"workload.waiting", std::nullopt});
    return builder;
}

const std::string lines[] = {
    R"({"id":"evt-1","event":"starting","at":"2026-11-21T10:22:00Z","conversation":{"count":3,"total":19.99,)"
    R"("tags":["a","b"],"queue":"Default","urgent":true},"context":{"message":{"text":"Hi, WHERE is it?"}}})",
    R"({ "event" : [ "updated" , "starting" ] , "at" : "2026-11-21T10:22:00.5+01:00" , "id" : null ,)"
    "\"conversation\":{\"cafe\u0301\":\"\u00dcber \\u00e9 \\ud83d\\ude00 "
    "\\n\",\"waited\":90.0,\"x\":{\"y\":[1e5,-0,null]}},"
    R"("former":{"conversation":{"count":-12,"queue":"Spam"}},"workload":{"Default":{"waiting":4}}} )",
    R"({"event":"starting","at":"2026-11-21T10:22:00Z","conversation":{"count":9223372036854775807,)"
    R"("total":0.1234567890123456785,"tags":[],"\u0071ueue":"Billing"},"workload":{"Billing":{"waiting":0.0}}})",
    R"({"event": "starting", "at": "2026-11-21T10:22:00Z", "conversation": {"thirteen_long": 12345678, )"
    R"("fourteen__long": 1, "hours_since_last_conversation": 140}, "context": {"message": {"text": )"
    R"("a text that is longer than thirty-two bytes, \u00fc and \\ too"}}})",
    "{\"event\" :\"starting\",\"at\":\"2026-11-21T10:22:00Z\",\"conversation\":{},\"context\":{ \"message\" : {\r\n"
    "\t\"text\":\"sixteen letters. \u00fcber sixteen letters: more\"}}, \"workload\":{ }}",
};
const std::string pieces[] = {"{",
                              "}",
                              "[",
                              "]",
                              ",",
                              ":",
                              "\"",
                              "\\",
                              "null",
                              "tru",
                              "1e999",
                              "-",
                              "01",
                              "1.",
                              "1E+2",
                              "\\ud800",
                              "\\udc00",
                              "\\u12",
                              "\\x",
                              " ",
                              "\xff",
                              "\xc3",
                              "\x01",
                              "\xef\xbb\xbf",
                              "99999999999999999999",
                              "{}",
                              "[]",
                              "\"a\":1,",
                              "true",
                              "0.5",
                              "-0.0",
                              "1e-999",
                              "\"id\":5,",
                              "/*x*/",
                              "'",
                              "\t",
                              "\\/",
                              "\\\"",
                              "\x7f",
                              "1e5"};

// Everything that a reading leaves, as a text.
std::string outcome(const std::optional<wire::EventFault>& fault, const vm::Frame& frame, const wire::EventHead& head) {
    std::string out = head.id.value_or("-");
    if (fault) return out + "|" + fault->path + "|" + fault->message;
    for (const std::string& event : head.events) out += "|" + event;
    for (const std::string& event : head.ignored_events) out += "|?" + event;
    out += "|" + std::to_string(head.is_array) + std::to_string(head.ignored_members);
    for (const std::uint32_t event : frame.events()) out += "|" + std::to_string(event);
    const auto& artifact = frame.program().artifact();
    for (std::uint32_t i = 0; i < artifact.slots().size(); ++i) {
        out += '|';
        wire::write_value(artifact, artifact.slots()[i].type.type(), frame.slot(i), out);
        if (frame.slot(i).present && artifact.slots()[i].type.type() == value::Type{Kind::text})
            out += frame.slot(i).text.folded;
    }
    return out;
}

}  // namespace

namespace {

// A line read by a decoder, which remembers the lines before, and thoroughly by a reading of its own.
class Comparison {
public:
    Comparison() : builder_(fields()), program_(builder_.build()) {}
    void compare(const std::string& line) {
        const auto fault = decoder_.decode(line, frame_, head_);
        good_ += !fault;
        const std::string quick = outcome(fault, frame_, head_);
        if (!fault) CHECK_MESSAGE(codes_follow(), line);
        thorough_.begin(frame_, head_);
        wire::read_thoroughly(line, thorough_);
        const auto thorough_fault = thorough_.finish();
        CHECK_MESSAGE(quick == outcome(thorough_fault, frame_, head_), line);
    }
    // Whether the quick reader is sure of it.
    bool is_quick(const std::string& line) {
        wire::QuickReader reader;
        wire::Reading reading(*program_, {});
        reading.begin(frame_, head_);
        return reader.read(line, reading, frame_.arena()) && !reading.finish();
    }
    std::size_t good() const { return good_; }

private:
    // They follow from the values, whichever way these came into the frame.
    bool codes_follow() const {
        for (std::uint32_t slot = 0; slot < program_->artifact().slots().size(); ++slot)
            if (frame_.codes()[slot] != program_->coder().code(slot, frame_.slot(slot))) return false;
        return true;
    }

    TableBuilder builder_;
    std::shared_ptr<const vm::Program> program_;
    wire::EventDecoder decoder_{*program_};
    wire::Reading thorough_{*program_, {}};
    vm::Frame frame_{*program_};
    wire::EventHead head_;
    std::size_t good_ = 0;
};

// Lines with some of the members, in some order, some of them unknown, given twice or of the wrong type.
class Generator {
public:
    std::string line() {
        std::vector<std::string> members = {R"("event":)" + pick({"\"starting\"", R"(["updated","x","starting"])"}),
                                            R"("at":"2026-11-21T10:22:00Z")"};
        const std::string optional[] = {R"("id":)" + value(),
                                        R"("conversation":)" + object(true),
                                        R"("context":{"message":{"text":)" + value() + "}}",
                                        R"("former":{"conversation":)" + object(false) + "}",
                                        R"("workload":{)" + queue() + "," + queue() + "}",
                                        R"("conversation":)" + object(false),
                                        "\"x" + std::to_string(random_() % 3) + "\":" + object(true)};
        for (const std::string& member : optional)
            if (random_() % 2 == 0) members.push_back(member);
        if (random_() % 2 == 0) std::ranges::shuffle(members, random_);
        comma_ = pick({",", " ,", ", ", " , "});
        return "{" + join(members) + "}";
    }

private:
    std::string pick(const std::vector<std::string>& from) { return from[random_() % from.size()]; }
    std::string join(const std::vector<std::string>& parts) const {
        std::string joined;
        for (const std::string& part : parts) joined += (joined.empty() ? "" : comma_) + part;
        return joined;
    }
    std::string value() {
        return pick({"null", "true", "3", "007", "12345678", "123456789", "-0.5", "1e2", "\"\"", "\"Default\"",
                     "\"VIP \\n\"", "\"\u00dc\"", "\"Billing\"", "[]", "[\"a\",\"B\"]", "{}"});
    }
    // `good`: with values of the right types.
    std::string object(bool good) {
        const std::vector<std::pair<std::string, std::string>> fields = {{"count", "12"},
                                                                         {"total", "19.99"},
                                                                         {"waited", "90"},
                                                                         {"queue", "\"Default\""},
                                                                         {"hours_since_last_conversation", "7"},
                                                                         {"hours_since_last_conversatio", "8"},
                                                                         {"tags", R"(["a","\u00c9"])"},
                                                                         {"urgent", pick({"true", "false"})},
                                                                         {"cafe\u0301", "\"x\""},
                                                                         {"unknown", "[{}]"}};
        std::vector<std::string> members;
        for (const auto& [name, fitting] : fields)
            if (random_() % 2 == 0)
                members.push_back("\"" + name + "\":" + (good || random_() % 8 != 0 ? fitting : value()));
        if (random_() % 4 == 0) std::ranges::shuffle(members, random_);
        return "{" + join(members) + "}";
    }
    std::string queue() {
        return "\"" + pick({"Default", "Billing", "Caf\u00e9", "Cafe\u0301", ""}) + R"(":{"waiting":)" +
               pick({"4", "null", "0", "\"x\"", "5.0"}) + "}";
    }

    std::mt19937 random_{7};
    std::string comma_ = ",";
};

}  // namespace

TEST_CASE("[D33] both readers agree on good lines and on damaged ones") {
    Comparison comparison;
    const auto compare = [&](const std::string& line) { comparison.compare(line); };
    std::mt19937 random(5);
    for (const std::string& line : lines) {
        CHECK(comparison.is_quick(line));  // so that what follows compares two readers
        compare(line);
        compare(line + "x");
        compare(line + line);
        for (std::size_t cut = 2; cut < line.size(); ++cut) compare(line.substr(0, cut));
        for (int i = 0; i < 8000; ++i) {
            std::string damaged = line;
            for (std::size_t changes = 1 + random() % 2; changes > 0; --changes) {
                const std::size_t at = random() % damaged.size();
                const std::string& piece = pieces[random() % std::size(pieces)];
                damaged.replace(at, random() % 3, piece);
            }
            compare(damaged);
        }
    }
    CHECK(comparison.good() > 100);
}

// What a decoder remembers of the order of members never leads one to the wrong field.
TEST_CASE("[D33] both readers agree whatever members come, in whatever order") {
    Comparison comparison;
    Generator generator;
    for (int i = 0; i < 20'000; ++i) comparison.compare(generator.line());
    CHECK(comparison.good() > 1000);
    CHECK(comparison.good() < 19'000);
}
