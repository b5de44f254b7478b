#include "tests/runtime/replay/support.h"

using namespace tests;
using Lines = std::vector<std::string>;

namespace {

// What differs on one event, in words.
Lines changes(const vm::Program& before, const vm::Program& after, const std::string& line = event("e")) {
    replay::Comparer comparer(before, after);
    const replay::Verdict verdict = comparer.compare(line, 1);
    if (verdict == replay::Verdict::same) return {};
    if (verdict == replay::Verdict::both_in_error) return {"both in error"};
    return comparer.difference().changes;
}
Lines changes(const std::string& before, const std::string& after, const std::string& line = event("e")) {
    return changes(*starting(before), *starting(after), line);
}

}  // namespace

TEST_CASE("what is done counts, not which rule or line does it") {
    CHECK(changes(*starting("send_to_queue \"Default\"", "a"), *starting("\n\n  send_to_queue Default", "b")).empty());
    CHECK(changes("if conversation.language is \"fr\" { add_tag \"x\" } else { add_tag \"y\" }", "add_tag \"y\"")
              .empty());
}

TEST_CASE("what is done otherwise, in words") {
    CHECK(changes("send_to_queue Billing", "send_to_queue Default") == Lines{"send_to_queue: Billing → Default"});
    CHECK(changes("send_message \"Hello\" send_to_queue Billing", "send_to_queue Billing close") ==
          Lines{"send_message: no longer", "close: now also"});
    CHECK(changes("send_to_queue Billing", "") == Lines{"send_to_queue Billing: no longer"});
    CHECK(changes("add_tag \"a\" close", "close add_tag \"a\"") == Lines{"other order of actions"});
    CHECK(changes("send_message \"Hello\" { once: true }", "send_message \"Hello\"") ==
          Lines{"send_message: once no longer given"});
    CHECK(changes("send_message \"Hello\"", "send_message \"Hello\" { at_most_every: 1 hour }") ==
          Lines{"send_message: at_most_every now given"});
    CHECK(changes("set_field conversation.short_description { to: \"a\" }",
                  "set_field conversation.short_description { to: \"b\" }") ==
          Lines{"set_field conversation.short_description: to \"a\" → \"b\""});
}

TEST_CASE("a value that only the event knows makes no group of its own") {
    CHECK(changes("send_message \"Dear {{conversationId}}\"", "send_message \"Hello {{conversationId}}\"",
                  event("e", R"("id":"C-77")")) == Lines{"send_message: other text"});
    CHECK(changes("set_field conversation.short_description { to: conversation.language }",
                  "set_field conversation.short_description { to: conversation.subject }",
                  event("e", R"("language":"fr","subject":"s")")) ==
          Lines{"set_field conversation.short_description: to other text"});
}

TEST_CASE("what is held back counts") {
    const std::string closed = R"({"event":"starting","at":"2026-11-21T10:22:00Z",)"
                               R"("previous":{"exists":true,"closed_at":"2026-11-21T10:12:00Z"}})";
    CHECK(changes("send_message \"Hello\"", "send_message \"Hello\" { skip_if_recent_conversation: 15 minutes }",
                  closed) ==
          Lines{"send_message: skip_if_recent_conversation now given", "send_message: now suppressed"});
    CHECK(changes("send_message \"Hello\" { skip_if_recent_conversation: 15 minutes }", "send_message \"Hello\"",
                  closed) ==
          Lines{"send_message: skip_if_recent_conversation no longer given", "send_message: no longer suppressed"});
    CHECK(changes("add_note \"a\"", "add_note conversation.subject") ==
          Lines{"add_note: \"a\" → no value", "add_note: now without its value"});
}

TEST_CASE("of several actions with one name, the same ones stay out of it") {
    CHECK(changes("add_tag \"a\" add_tag \"b\" add_tag \"c\"", "add_tag \"c\" add_tag \"a\" add_tag \"d\"") ==
          Lines{"add_tag: \"b\" → \"d\""});
    CHECK(changes("set_field conversation.short_description { to: \"a\" } set_field conversation.subject { to: \"b\" }",
                  "set_field conversation.subject { to: \"c\" }") ==
          Lines{"set_field conversation.subject: to \"b\" → \"c\"",
                "set_field conversation.short_description: no longer"});
}

TEST_CASE("an event in error, on both sides or on one") {
    const auto one = starting("close");
    CHECK(changes(*one, *one, "{") == Lines{"both in error"});
    const auto other = compile("rule \"r\" on starting { close }",
                               std::string(usual_catalog) + "fields: {conversation.tier: {type: integer}}\n");
    CHECK(changes(*one, *other, event("e", R"("tier":"gold")")) == Lines{"now in error (conversation.tier)"});
    CHECK(changes(*other, *one, event("e", R"("tier":"gold")")) == Lines{"no longer in error (conversation.tier)"});
}

TEST_CASE("the decisions are given as the wire has them") {
    const auto before = starting("send_to_queue Billing", "old"), after = starting("send_to_queue Default", "new");
    replay::ComparerOptions options;
    options.before.version = 3;
    replay::Comparer comparer(*before, *after, options);
    REQUIRE(comparer.compare(event("e9"), 4) == replay::Verdict::changed);
    replay::Difference difference = comparer.difference();
    CHECK(difference.id == "e9");
    CHECK(difference.before_rules == Lines{"old"});
    CHECK(difference.after_rules == Lines{"new"});
    CHECK(difference.before.empty());
    comparer.write_decisions(difference);
    CHECK(difference.before.find(R"("version":3,)") != std::string::npos);
    CHECK(difference.before.find(R"("actions":[{"action":"send_to_queue","queue":"Billing","rule":"old")") !=
          std::string::npos);
    CHECK(difference.after.find(R"("queue":"Default")") != std::string::npos);
}
