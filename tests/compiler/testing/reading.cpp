// Test files to events, and what is refused in them.
#include <doctest/doctest.h>

#include "tests/compiler/testing/helpers.h"

using parley::diagnostics::Code;
using tests::bench;

namespace {

// A file with one test whose `given` is this, in flow style.
std::string with_given(std::string_view given) {
    return "tests:\n  - name: one\n    event: starting\n    given: " + std::string(given) + "\n    expect: []\n";
}

std::string event_of(std::string_view given) {
    const auto b = bench("", with_given(given));
    REQUIRE(b->findings.errors() == 0);
    return b->cases.at(0).event_json;
}

constexpr std::string_view head = R"({"event":"starting","at":"2026-01-05T12:00:00Z")";

}  // namespace

TEST_CASE("a test without `at` is at noon of a Monday") {
    CHECK(event_of("{}") == std::string(head) + "}");
}

TEST_CASE("plain scalars become what their field has on the wire") {
    CHECK(event_of("{conversation: {subject: 7}}") == std::string(head) + R"(,"conversation":{"subject":"7"}})");
    CHECK(event_of("{conversation: {subject: true}}") == std::string(head) + R"(,"conversation":{"subject":"true"}})");
    CHECK(event_of("{conversation: {score: 7, order_total: 19.990}}") ==
          std::string(head) + R"(,"conversation":{"score":7,"order_total":19.99}})");
    CHECK(event_of("{conversation: {order_total: 100000000000000000.000000000000000001}}") ==
          std::string(head) + R"(,"conversation":{"order_total":100000000000000000.000000000000000001}})");
    CHECK(event_of("{conversation: {patience: 15 minutes, waited: 90}}") ==
          std::string(head) + R"(,"conversation":{"patience":900,"waited":90}})");
    CHECK(event_of("{conversation: {awaits_response: true, topics: [a, 1]}}") ==
          std::string(head) + R"(,"conversation":{"awaits_response":true,"topics":["a","1"]}})");
    CHECK(event_of("{conversation: {due: 2026-12-24, call_at: 9:00, call_on: monday}}") ==
          std::string(head) + R"(,"conversation":{"due":"2026-12-24","call_at":"09:00","call_on":"monday"}})");
    CHECK(event_of("{previous: {closed_at: 2026-11-21T10:22:00+01:00, exists: false}}") ==
          std::string(head) + R"(,"previous":{"closed_at":"2026-11-21T09:22:00Z","exists":false}})");
}

TEST_CASE("null is no value") {
    CHECK(event_of("{conversation: {language: null}, former: {conversation: {assigned_to: ~}}}") ==
          std::string(head) + R"(,"conversation":{"language":null},"former":{"conversation":{"assigned_to":null}}})");
}

TEST_CASE("nested members and dotted keys lead to the same field") {
    const std::string nested = event_of("{context: {message: {text: Hi}}}");
    CHECK(nested == std::string(head) + R"(,"context":{"message":{"text":"Hi"}}})");
    CHECK(event_of("{context: {message.text: Hi}}") == nested);
}

TEST_CASE("workload is by queue") {
    CHECK(event_of("{workload: {Default: {waiting: 3, oldest_wait: 1 hour}}}") ==
          std::string(head) + R"(,"workload":{"Default":{"waiting":3,"oldest_wait":3600}}})");
}

TEST_CASE("several events make a moment [D48]") {
    const auto b = bench("", "tests:\n  - name: one\n    event: [customer_message, starting]\n    expect: []\n");
    REQUIRE(b->findings.errors() == 0);
    CHECK(b->cases.at(0).event_json == R"({"event":["customer_message","starting"],"at":"2026-01-05T12:00:00Z"})");
}

TEST_CASE("unknown keys are found with their place and the nearest right name") {
    const auto b = bench("", "tests:\n  - name: one\n    evnt: starting\n    event: starting\n    expect: []\n");
    REQUIRE(b->findings.errors() == 1);
    CHECK(b->code(0) == Code::unknown_key);
    CHECK(b->underlined(0) == "evnt");
    CHECK(b->findings.all()[0].helps.at(0).text.find("event") != std::string::npos);
    CHECK(b->cases.empty());

    const auto field = bench("", with_given("{conversation: {langage: en}}"));
    REQUIRE(field->findings.errors() == 1);
    CHECK(field->code(0) == Code::unknown_key);
    CHECK(field->underlined(0) == "langage");
    CHECK(field->findings.all()[0].helps.at(0).text.find("language") != std::string::npos);

    const auto group = bench("", with_given("{conversations: {language: en}}"));
    REQUIRE(group->findings.errors() == 1);
    CHECK(group->underlined(0) == "conversations");

    const auto root = bench("", "test: []\n");
    REQUIRE(root->findings.errors() == 1);
    CHECK(root->underlined(0) == "test");
}

TEST_CASE("what cannot be given is refused") {
    struct Case {
        const char* given;
        Code code;
        const char* underlined;
    };
    const Case cases[] = {
        {"{conversation: {score: many}}", Code::bad_test, "many"},
        {"{conversation: {score: 2.5}}", Code::bad_test, "2.5"},
        {"{conversation: {score: 007}}", Code::bad_test, "007"},
        {"{conversation: {score: \"7\"}}", Code::bad_test, "\"7\""},
        {"{conversation: {awaits_response: yes}}", Code::bad_test, "yes"},
        {"{conversation: {patience: 15 moons}}", Code::bad_test, "15 moons"},
        {"{conversation: {due: 2026-02-30}}", Code::bad_test, "2026-02-30"},
        {"{conversation: {call_on: someday}}", Code::bad_test, "someday"},
        {"{conversation: {topics: one}}", Code::bad_test, "one"},
        {"{previous: {closed_at: yesterday}}", Code::bad_test, "yesterday"},
        {"{time: {now: 2026-11-21T10:22:00Z}}", Code::unknown_key, "time"},
        {"{context: {event: starting}}", Code::unknown_key, "event"},
        {"{former: {previous: {exists: true}}}", Code::unknown_key, "previous"},
        {"{workload: {Defalt: {waiting: 1}}}", Code::unknown_catalog_name, "Defalt"},
        {"{workload: {Default: {wating: 1}}}", Code::unknown_key, "wating"},
        {"{context: {message: {text: a}, message.text: b}}", Code::duplicate_key, "message.text"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.given);
        const auto b = bench("", with_given(c.given));
        REQUIRE(b->findings.errors() == 1);
        CHECK(b->code(0) == c.code);
        CHECK(b->underlined(0) == c.underlined);
        CHECK(b->cases.empty());
    }
}

TEST_CASE("a test in error is left out and the others stay") {
    const auto b = bench("",
                         "tests:\n"
                         "  - {name: a, event: startin, expect: []}\n"
                         "  - {name: b, event: starting, expect: []}\n"
                         "  - {name: b, event: starting, expect: []}\n"
                         "  - {event: starting, expect: []}\n"
                         "  - {name: c, expect: []}\n"
                         "  - {name: d, event: starting}\n"
                         "  - {name: e, event: starting, at: noon, expect: []}\n"
                         "  - just words\n");
    REQUIRE(b->findings.errors() == 7);
    CHECK(b->code(0) == Code::unknown_event);
    CHECK(b->underlined(0) == "startin");
    CHECK(b->code(1) == Code::duplicate_name);
    CHECK(b->findings.all()[1].labels.size() == 1);
    CHECK(b->code(2) == Code::missing_key);
    CHECK(b->code(3) == Code::missing_key);
    CHECK(b->code(4) == Code::bad_test);
    CHECK(b->underlined(5) == "noon");
    CHECK(b->code(6) == Code::wrong_shape);
    REQUIRE(b->cases.size() == 1);
    CHECK(b->cases[0].name == "b");
}

TEST_CASE("expectations are checked against the actions there are") {
    struct Case {
        const char* expect;
        Code code;
        const char* underlined;
    };
    const Case cases[] = {
        {"expect: [{send_to_quue: Default}]", Code::unknown_action, "send_to_quue"},
        {"expect: [{send_to_queue: {queu: Default}}]", Code::unknown_key, "queu"},
        {"expect: [{close: now}]", Code::bad_test, "now"},
        {"expect: {send_to_queue: Default}", Code::wrong_shape, "{"},
        {"expect: [{send_to_queue: Default, close: }]", Code::bad_test, "{"},
        {"expect_none: false", Code::bad_test, "false"},
        {"expect_rule: {R: taken}", Code::bad_test, "taken"},
        {"expect_rule: {R: taken x}", Code::bad_test, "taken x"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.expect);
        const auto b = bench("", "tests:\n  - name: one\n    event: starting\n    " + std::string(c.expect) + "\n");
        REQUIRE(b->findings.errors() == 1);
        CHECK(b->code(0) == c.code);
        CHECK(b->underlined(0) == c.underlined);
        CHECK(b->cases.empty());
    }
}

TEST_CASE("what is no YAML is one finding") {
    CHECK(bench("", "tests: [")->findings.errors() == 1);
    CHECK(bench("", "- a\n- b\n")->code(0) == Code::wrong_shape);
    CHECK(bench("", "")->findings.errors() == 0);
}
