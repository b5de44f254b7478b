#include "tests/runtime/replay/support.h"

using namespace tests;
using Lines = std::vector<std::string>;

namespace {

const std::string before_rules = R"(
rule "Where" on starting {
    if conversation.language is "fr" { send_to_queue Billing }
    else if conversation.language is "es" { send_message "Hola {{conversationId}}" }
    else { send_to_queue Default }
})";
const std::string after_rules = R"(
rule "Where to" on starting {
    if conversation.language is "fr" { send_to_queue Sales }
    else if conversation.language is "es" { send_message "Hola, {{conversationId}}" close }
    else { send_to_queue Default }
})";

std::string language(const std::string& id, const std::string& code) {
    return event(id, R"("id":")" + id + R"(","language":")" + code + "\"");
}

std::string text_of(const replay::Report& report) {
    std::string out = std::to_string(report.events) + " " + std::to_string(report.errors) + " " +
                      std::to_string(report.changed) + "\n";
    for (const replay::Group& group : report.groups) {
        out += std::to_string(group.count) + (group.error ? " error " : " ") + std::to_string(group.first.file) + ":" +
               std::to_string(group.first.line) + " " + group.id.value_or("-") + group.before + group.after;
        for (const auto* list : {&group.changes, &group.before_rules, &group.after_rules}) {
            for (const std::string& text : *list) out += " | " + text;
        }
        out += "\n";
    }
    return out;
}

}  // namespace

TEST_CASE("decisions that differ in the same way are one group, the largest first") {
    const auto before = compile(before_rules), after = compile(after_rules);
    const replay::Report report =
        replayed(*before, *after,
                 language("1", "fr") + "\n  \n" + language("2", "es") + "{\n" + language("3", "es") +
                     language("4", "en") + "\xef\xbb\xbf{}\n" + language("5", "fr") + language("6", "es"));
    CHECK(report.events == 8);
    CHECK(report.errors == 2);
    CHECK(report.changed == 5);
    CHECK(groups(report) == Lines{"3x send_message: other text; close: now also", "2x send_to_queue: Billing → Sales"});
    CHECK(report.groups[0].first.line == 4);
    CHECK(report.groups[0].id == "2");
    CHECK(report.groups[0].before_rules == Lines{"Where"});
    CHECK(report.groups[0].after_rules == Lines{"Where to"});
    CHECK(report.groups[1].before.find("Billing") != std::string::npos);
}

TEST_CASE("of groups of one size the one that begins first is first; the same set changes nothing") {
    const auto before = compile(before_rules), after = compile(after_rules);
    const std::string events = language("1", "fr") + language("2", "es");
    CHECK(groups(replayed(*before, *after, events)).front() == "1x send_to_queue: Billing → Sales");
    CHECK(groups(replayed(*before, *after, language("2", "es") + events)).front() ==
          "2x send_message: other text; close: now also");
    CHECK(replayed(*before, *before, events).groups.empty());
}

TEST_CASE("an event in error on one side alone is a group of its own") {
    const auto before = compile(before_rules);
    const auto after =
        compile(before_rules, std::string(usual_catalog) + "fields: {conversation.tier: {type: integer}}\n");
    const replay::Report report = replayed(*before, *after, event("a", R"("tier":"x")") + event("b", R"("tier":1)"));
    CHECK(report.errors == 0);
    CHECK(report.changed == 1);
    REQUIRE(report.groups.size() == 1);
    CHECK(report.groups[0].error);
    CHECK(report.groups[0].after.find("\"error\"") != std::string::npos);
}

TEST_CASE("any number of threads gives the same report and the same details in the same order") {
    const auto before = compile(before_rules), after = compile(after_rules);
    std::string events, padding(3000, 'x');
    constexpr const char* codes[] = {"fr", "en", "es", "de", "en"};
    for (int i = 0; i < 1'100; ++i) {
        events += language(std::to_string(i) + padding, codes[i * i % 5]);
        if (i % 100 == 7) events += "no json\n";
    }
    REQUIRE(events.size() > 3u << 20);  // several blocks
    std::string expected, expected_details;
    for (const unsigned threads : {1u, 2u, 8u}) {
        CAPTURE(threads);
        std::string details;
        std::uint64_t last_line = 0, events_done = 0, bytes_done = 0, bytes = 0;
        bool in_order = true;
        replay::Options options;
        options.threads = threads;
        options.on_changed = [&](const replay::EventPlace& place, const replay::Difference& difference) {
            in_order = in_order && place.line > last_line;
            last_line = place.line;
            details += std::to_string(place.line) + *difference.id + difference.before + difference.after;
        };
        options.on_progress = [&](std::uint64_t done, std::uint64_t at, std::uint64_t total) {
            in_order = in_order && done > events_done && at > bytes_done;
            events_done = done, bytes_done = at, bytes = total;
        };
        const replay::Report report = replayed(*before, *after, events, options);
        CHECK(in_order);
        CHECK(events_done == report.events);
        CHECK(bytes_done == events.size());
        CHECK(bytes == events.size());
        CHECK(report.events == 1'111);
        CHECK(report.errors == 11);
        if (expected.empty()) {
            expected = text_of(report);
            expected_details = details;
        }
        CHECK(text_of(report) == expected);
        CHECK(details == expected_details);
    }
    CHECK(expected_details.size() > 1'000'000);
}

TEST_CASE("several files, each with its own lines") {
    const auto before = compile(before_rules), after = compile(after_rules);
    const EventFile first(language("1", "en")), second("\n" + language("2", "fr")), empty("");
    const auto report = replay::replay(*before, *after, {first.path(), empty.path(), second.path()});
    REQUIRE(report.ok());
    CHECK(report->events == 2);
    REQUIRE(report->groups.size() == 1);
    CHECK(report->groups[0].first.file == 2);
    CHECK(report->groups[0].first.line == 2);
}

TEST_CASE("lines of any length, with and without a last line break") {
    const auto before = compile(before_rules), after = compile(after_rules);
    const std::string longer(3u << 20, 'x'), at_edge((1u << 20) - 1, ' ');
    std::string last = language("9", "fr");
    last.pop_back();
    const replay::Report report =
        replayed(*before, *after,
                 language("1", "fr") + longer + "\n" + language("2", "fr") + at_edge + "\n" + longer + "\n\n" + last);
    CHECK(report.events == 5);
    CHECK(report.errors == 2);
    CHECK(groups(report) == Lines{"3x send_to_queue: Billing → Sales"});
    CHECK(replayed(*before, *after, longer).errors == 1);
    CHECK(replayed(*before, *after, longer + "\n" + last).changed == 1);
}

TEST_CASE("there are never more than so many groups, and none is lost") {
    // Two rules of 70 branches each: 4,900 ways to differ.
    constexpr int branches = 70;
    const auto rules = [](const std::string& side) {
        std::string out;
        for (const auto& [field, action] : {std::pair{"subject", "add_tag"}, std::pair{"language", "add_note"}}) {
            out += std::string("rule \"") + action + "\" on starting {\n";
            for (int i = 0; i < branches; ++i) {
                const std::string n = std::to_string(i);
                out += std::string(i == 0 ? "if" : "else if") + " conversation." + field + " is \"v" + n + "\" { " +
                       action + " \"" + side + n + "\" }\n";
            }
            out += "}\n";
        }
        return out;
    };
    std::string events;
    for (int i = 0; i < branches * branches; ++i) {
        events += event(std::to_string(i), R"("subject":"v)" + std::to_string(i % branches) + R"(","language":"v)" +
                                               std::to_string(i / branches) + "\"");
    }
    const replay::Report report = replayed(*compile(rules("a")), *compile(rules("b")), events);
    CHECK(report.changed == branches * branches);
    REQUIRE(report.groups.size() == replay::most_groups + 1);
    CHECK(report.groups.front().count == branches * branches - replay::most_groups);
    CHECK(report.groups.front().changes.empty());
}

TEST_CASE("a file that cannot be read is an error") {
    const auto program = compile(before_rules);
    const auto report = replay::replay(*program, *program, {"/tmp/no such file of events"});
    REQUIRE_FALSE(report.ok());
    CHECK(report.error().kind == base::ErrorKind::not_found);
    CHECK(report.error().message.find("no such file of events") != std::string::npos);
    CHECK_FALSE(replay::replay(*program, *program, {"/tmp"}).ok());
}
