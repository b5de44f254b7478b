// Tests run: what passes, what fails, and what a failure says.
#include <doctest/doctest.h>

#include "tests/compiler/testing/helpers.h"

using tests::bench;

namespace {

constexpr std::string_view rules = R"(ruleset "Acme"

rule "Queue" on starting {
    set_priority normal
    if conversation.language is "fr" {
        if conversation.contact_point is "Sales" { send_to_queue "Priority" }
        else { send_to_queue "Default" }
    }
    else if conversation.language is "de" { }
    else { send_to_queue "Triage" }
}

rule "Note" on starting {
    if conversation.subject contains "note" { add_note "seen" }
}

disabled rule "Off" on starting { close }

rule "Wait" on still_waiting {
    send_message { text: "Please wait."  at_most_every: 5 minutes  skip_if_recent_conversation: true }
}
)";

parley::testing::Outcome run(const std::string& body) {
    const auto b = bench(rules, "tests:\n  - name: one\n    " + body + "\n");
    REQUIRE(b->findings.errors() == 0);
    return b->run();
}

bool passes(const std::string& body) {
    return run(body).passed;
}

std::string starting(const std::string& language, const std::string& expectation) {
    return "event: starting\n    given: {conversation: {language: " + language + "}}\n    " + expectation;
}

}  // namespace

TEST_CASE("`expect` is the whole list in order") {
    CHECK(passes(starting("en", "expect: [{set_priority: normal}, {send_to_queue: Triage}]")));
    CHECK_FALSE(passes(starting("en", "expect: [{send_to_queue: Triage}, {set_priority: normal}]")));
    CHECK_FALSE(passes(starting("en", "expect: [{set_priority: normal}]")));
    CHECK_FALSE(passes(starting("en", "expect: [{set_priority: normal}, {send_to_queue: Triage}, close]")));
    CHECK_FALSE(passes(starting("en", "expect: [{set_priority: high}, {send_to_queue: Triage}]")));
    CHECK_FALSE(passes(starting("en", "expect: []")));
}

TEST_CASE("an action's name alone stands for any value, a mapping for the members it names") {
    CHECK(passes(starting("en", "expect: [set_priority, send_to_queue]")));
    CHECK(passes("event: still_waiting\n    expect: [{send_message: {at_most_every: 5 minutes}}]"));
    CHECK(passes("event: still_waiting\n    expect: [{send_message: {at_most_every: 300}}]"));
    CHECK(passes("event: still_waiting\n    expect: [{send_message: \"Please wait.\"}]"));
    CHECK_FALSE(passes("event: still_waiting\n    expect: [{send_message: {at_most_every: 301}}]"));
    CHECK_FALSE(passes("event: still_waiting\n    expect: [{send_message: {text: Please}}]"));
}

TEST_CASE("a suppressed message is told apart [D16]") {
    const std::string recent =
        "event: still_waiting\n    at: 2026-11-21T10:22:00Z\n    "
        "given: {previous: {exists: true, closed_at: 2026-11-21T10:10:00Z}}\n    ";
    CHECK(passes(recent + "expect: [{send_message: {suppressed: recent_conversation}}]"));
    CHECK(passes("event: still_waiting\n    expect: [{send_message: {suppressed: null}}]"));
    CHECK_FALSE(passes(recent + "expect: [{send_message: {suppressed: null}}]"));
    CHECK_FALSE(passes("event: still_waiting\n    expect: [{send_message: {suppressed: recent_conversation}}]"));
}

TEST_CASE("`expect_includes` and `expect_none`") {
    CHECK(passes(starting("en", "expect_includes: [{send_to_queue: Triage}]")));
    CHECK_FALSE(passes(starting("en", "expect_includes: [{send_to_queue: Triage}, close]")));
    CHECK(passes("event: closed\n    expect_none: true"));
    CHECK_FALSE(passes(starting("de", "expect_none: true")));
}

TEST_CASE("`expect_rule` names the branch [D6]") {
    const std::string sales = "event: starting\n    given: {conversation: {language: fr, contact_point: Sales}}\n    ";
    CHECK(passes(sales + "expect_rule: {Queue: taken 1.1}"));
    CHECK(passes(sales + "expect_rule: {Queue: taken 1}"));
    CHECK_FALSE(passes(sales + "expect_rule: {Queue: taken 1.2}"));
    CHECK_FALSE(passes(sales + "expect_rule: {Queue: else}"));
    CHECK(passes(starting("fr", "expect_rule: {Queue: taken 1.2}")));
    // The `else` of an inner decision is not the rule's own.
    CHECK_FALSE(passes(starting("fr", "expect_rule: {Queue: else}")));
    CHECK(passes(starting("de", "expect_rule: {Queue: taken 2}")));
    CHECK(passes(starting("en", "expect_rule: {Queue: else}")));
    CHECK(passes(starting("en", "expect_rule: {Queue: taken 3, Note: none, \"Off\": not fired, Wait: not fired}")));
    CHECK_FALSE(passes(starting("en", "expect_rule: {Note: not fired}")));
    CHECK_FALSE(passes(starting("en", "expect_rule: {Wait: none}")));
}

TEST_CASE("a failure shows the expected beside the actual, the place and the path") {
    const auto outcome = run(starting("en", "expect: [{set_priority: normal}, {send_to_queue: Default}]"));
    REQUIRE(outcome.differences.size() == 4);
    CHECK(outcome.differences[0] == "action 2 expected: send_to_queue {queue: Default}");
    CHECK(outcome.differences[1] ==
          "action 2 actual:   send_to_queue {queue: Triage}   (rule `Queue`, rules.parley:10)");
    CHECK(outcome.differences[2] == "path: `Queue` taken 3 (an else), rules.parley:10");
    CHECK(outcome.differences[3] == "path: `Note` none (fired, no branch taken)");
    CHECK(outcome.actual_json.find("\"queue\":\"Triage\"") != std::string::npos);
}

TEST_CASE("a rule that is not there is said so") {
    const auto outcome = run(starting("en", "expect_rule: {Queu: else}"));
    REQUIRE(!outcome.differences.empty());
    CHECK(outcome.differences[0] == "there is no rule `Queu`; did you mean `Queue`?");
}

TEST_CASE("one runner for many tests gives each its own result") {
    const auto b =
        bench(rules,
              "tests:\n  - {name: a, event: starting, given: {conversation: {language: de}}, expect: [set_priority]}\n"
              "  - {name: b, event: starting, expect: [set_priority, {send_to_queue: Triage}]}\n");
    REQUIRE(b->findings.errors() == 0);
    parley::testing::Runner runner(*b->program);
    CHECK(runner.run(b->cases[0]).passed);
    CHECK(runner.run(b->cases[1]).passed);
    CHECK(runner.run(b->cases[0]).passed);
}
