// The event on the wire and the line that answers it.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/language/answers.h"
#include "tests/language/building.h"

using namespace parley;
using namespace parley::answers;
using nlohmann::json;

namespace {

json decide(const std::string& rules, const std::string& event) {
    const auto built = building::build(tenant, rules);
    REQUIRE_MESSAGE(built->program, building::findings(*built));
    return json::parse(building::decide(*built, event));
}

json fault_of(const std::string& event) {
    const json answer = decide(rule("if conversation.language is \"fr\" { add_tag \"x\" }"), event);
    REQUIRE(answer.contains("error"));
    CHECK(!answer.contains("actions"));
    return answer["error"];
}

std::string path_of(const std::string& members) {
    return fault_of(event("starting", members))["path"];
}

}  // namespace

TEST_CASE("an event in error is answered by its error in its place, without actions [D33]") {
    CHECK(fault_of("{")["line"] == 1);
    CHECK(fault_of("[]")["path"] == "");
    CHECK(fault_of(R"({"at":"2026-11-21T10:22:00Z"})")["path"] == "event");
    CHECK(fault_of(R"({"event":"starting"})")["path"] == "at");
    CHECK(fault_of(R"({"event":"starting","at":"today"})")["path"] == "at");
    CHECK(fault_of(R"({"event":[],"at":"2026-11-21T10:22:00Z"})")["path"] == "event");
    const json answer = decide(rule(""), R"({"id":"e","event":"starting","at":5})");
    CHECK(answer["id"] == "e");
    CHECK(answer["error"]["path"] == "at");
}

TEST_CASE("a value of the wrong type in a known field is an error, whether a rule reads it or not [D33]") {
    CHECK(path_of(R"("conversation":{"language":3})") == "conversation.language");
    CHECK(path_of(R"("conversation":{"subject":["x"]})") == "conversation.subject");
    CHECK(path_of(R"("conversation":{"opened_at":"2026-11-21"})") == "conversation.opened_at");
    CHECK(path_of(R"("conversation":{"parcels":1.5})") == "conversation.parcels");
    CHECK(path_of(R"("conversation":{"waited":-1})") == "conversation.waited");
    CHECK(path_of(R"("conversation":{"insured":"yes"})") == "conversation.insured");
    CHECK(path_of(R"("conversation":{"topics":"a"})") == "conversation.topics");
    CHECK(path_of(R"("conversation":{"topics":["a",null]})") == "conversation.topics");
    CHECK(path_of(R"("conversation":{"call_from":"25:00"})") == "conversation.call_from");
    CHECK(path_of(R"("conversation":{"collected_on":"Monday"})") == "conversation.collected_on");
    CHECK(path_of(R"("context":{"message":"x"})") == "context.message");
    CHECK(path_of(R"("former":{"conversation":{"parcels":"x"}})") == "former.conversation.parcels");
    CHECK(path_of(R"("workload":{"Billing":{"waiting":"x"}})") == "workload.Billing.waiting");
}

TEST_CASE("numbers are taken as their digits say; an integer may be written with a point [D35]") {
    const std::string rules = rule("if conversation.parcels is 3 { add_tag \"x\" }");
    for (const std::string number : {"3", "3.0", "0.3e1", "30e-1"})
        decides(rules, {{event("starting", "\"conversation\":{\"parcels\":" + number + "}"), "add_tag tag=x"}});
    CHECK(path_of(R"("conversation":{"parcels":9223372036854775808})") == "conversation.parcels");
    CHECK(path_of(R"("conversation":{"order_total":1e18})") == "conversation.order_total");
}

TEST_CASE("events, members and queues that nobody knows are left out and counted, and the rest goes on [D26]") {
    const json answer =
        decide(rule("send_to_least_loaded [Billing, Default]", "starting, queued"),
               event(R"(["teleported","queued"])", R"("conversation":{"colour":"red","queue":"Gone"},"x":{"y":1},)"
                                                   R"("workload":{"Gone":{"waiting":1},"Billing":{"total":9}})"));
    CHECK(answer["actions"].size() == 1);
    CHECK(answer["actions"][0]["queue"] == "Default");
    CHECK(answer["ignored"]["events"] == json{"teleported"});
    CHECK(answer["ignored"]["members"] == 2);
    CHECK(decide(rule("add_tag \"x\""), event("teleported"))["actions"].empty());
}

TEST_CASE("a decision names the artifact, and each action its rule and line") {
    const json answer = decide("// first\nrule \"Care\" on starting {\n  set_priority high\n\n  add_tag \"x\"\n}",
                               R"({"id":"e-1","event":"starting","at":"2026-11-21T10:22:00Z"})");
    CHECK(answer["id"] == "e-1");
    CHECK(answer["event"] == "starting");
    CHECK(answer["version"] == nullptr);
    CHECK(answer["artifact"].get<std::string>().size() == 3 + 64);
    CHECK(answer["actions"][0] ==
          json{{"action", "set_priority"}, {"priority", "high"}, {"rule", "Care"}, {"at", "rules.parley:3"}});
    CHECK(answer["actions"][1]["at"] == "rules.parley:5");
}

TEST_CASE("instants are read to the millisecond, whatever their offset") {
    const std::string rules = rule("if previous.closed_at within last 0 seconds { add_tag \"x\" }");
    const auto with = [](const std::string& at) {
        return event("starting", R"("previous":{"closed_at":")" + at + "\"}");
    };
    decides(rules, {{with("2026-11-21T10:22:00Z"), "add_tag tag=x"},
                    {with("2026-11-21T12:22:00+02:00"), "add_tag tag=x"},
                    {with("2026-11-21T10:22:00.0009Z"), "add_tag tag=x"},
                    {with("2026-11-21T10:22:00.001Z"), ""},
                    {with("2026-11-21T10:21:59.999Z"), ""}});
}

TEST_CASE("the same rules and catalog always give the same bytes, and the same event the same answer") {
    const std::string rules = rule("send_to_least_loaded [Billing, Default] send_message \"{{companyName}}\"");
    const auto first = building::build(tenant, rules), second = building::build(tenant, rules);
    CHECK(first->compilation.artifact == second->compilation.artifact);
    CHECK(building::decide(*first, event("starting")) == building::decide(*second, event("starting")));
}
