// The path of a decision, as `--explain` gives it.
#include <doctest/doctest.h>

#include "tests/runtime/wire/rules.h"

using namespace parley;
using namespace parley::tests;

namespace {

const std::string acme = R"(
queues: [Default]
fields:
  conversation.total: {type: decimal}
  conversation.limit: {type: decimal}
  conversation.ceiling: {type: decimal}
  conversation.topics: {type: list of text}
)";

// The path alone, behind the actions.
std::string path(Engine& engine, const std::string& members) {
    const std::string actions = engine.starting(members, true);
    const std::size_t begin = actions.find(R"(,"path":)");
    REQUIRE(begin != std::string::npos);
    return actions.substr(begin + 8);
}

}  // namespace

TEST_CASE("each condition tested with the value it saw, and the branch taken") {
    Engine engine(R"(rule "R" on starting {
    add_tag "x"
    if conversation.total > 100 { set_priority high }
    else if all {
        conversation.language in ["en", "fr"]
        not conversation.awaits_response
    } { send_to_queue "Default" }
})",
                  acme);
    CHECK(
        path(engine, R"("conversation":{"total":12.50,"language":"FR"})") ==
        R"([{"rule":"R","event":"starting","fired":true,"steps":[)"
        R"({"action":"add_tag","at":"rules.parley:2"},)"
        R"({"condition":"conversation.total > 100","at":"rules.parley:3:8","value":12.5,"result":false},)"
        R"({"condition":"conversation.language in [\"en\", \"fr\"]","at":"rules.parley:5:9","value":"FR","result":true},)"
        R"({"condition":"not conversation.awaits_response","at":"rules.parley:6:9","value":null,"result":true},)"
        R"({"branch":"2","at":"rules.parley:4"},)"
        R"({"action":"send_to_queue","at":"rules.parley:7"})"
        R"(],"completed":true}])");
}

TEST_CASE("a rule that no branch completed, and one that does not fire") {
    Engine engine(R"(rule "One" on starting { if conversation.total is 1 { } }
rule "Two" on closed { add_tag "x" })",
                  acme);
    CHECK(path(engine, "") ==
          R"([{"rule":"One","event":"starting","fired":true,"steps":[{"condition":"conversation.total is 1",)"
          R"("at":"rules.parley:1:29","value":null,"result":false}],"completed":false}])");
}

TEST_CASE("fields on the right side with what they held") {
    Engine engine(R"(rule "R" on starting {
    if conversation.total > conversation.limit { }
    if conversation.total between conversation.limit and conversation.ceiling { }
    if conversation.topics size > 2 { }
    if conversation.state changed { }
})",
                  acme);
    const std::string seen = path(engine, R"("conversation":{"total":1,"limit":2,"topics":["a"],"state":"New"},
        "former":{"conversation":{"state":null}})");
    CHECK(seen.find(R"("value":1,"other":2,"result":false)") != std::string::npos);
    CHECK(seen.find(R"("value":1,"other":[2,null],"result":false)") != std::string::npos);
    CHECK(seen.find(R"("condition":"conversation.topics size > 2","at":"rules.parley:4:8","value":1,"result":false)") !=
          std::string::npos);
    CHECK(seen.find(R"("value":"New","other":null,"result":true)") != std::string::npos);
}

TEST_CASE("named conditions hold what they tested; one that is remembered says so") {
    Engine engine(R"(condition rich = conversation.total > 100
condition vip = any { rich  conversation.language is "fr" }
rule "R" on starting {
    if all { vip  not rich } { }
})",
                  acme);
    CHECK(path(engine, R"("conversation":{"total":5,"language":"fr"})") ==
          R"([{"rule":"R","event":"starting","fired":true,"steps":[)"
          R"({"condition":"vip","at":"rules.parley:4:14","steps":[)"
          R"({"condition":"rich","at":"rules.parley:2:23","steps":[)"
          R"({"condition":"conversation.total > 100","at":"rules.parley:1:18","value":5,"result":false})"
          R"(],"result":false},)"
          R"({"condition":"conversation.language is \"fr\"","at":"rules.parley:2:29","value":"fr","result":true})"
          R"(],"result":true},)"
          R"({"condition":"not rich","at":"rules.parley:4:19","remembered":true,"result":true},)"
          R"({"branch":"1","at":"rules.parley:4"}],"completed":true}])");
}

TEST_CASE("[D48] the event that a rule fires for") {
    Engine engine(R"(rule "R" on starting, customer_message { if context.event is starting { } })", acme);
    const std::string actions =
        engine.actions(R"({"event":["customer_message","starting"],"at":"2026-11-21T10:22:00Z"})", true);
    CHECK(actions.find(R"("event":"customer_message","fired":true)") != std::string::npos);
    CHECK(actions.find(R"("value":"customer_message","result":false)") != std::string::npos);
}
