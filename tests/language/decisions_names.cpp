// Names: of files, lists, conditions, events, fields and values.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "compiler/pipeline/pipeline.h"
#include "compiler/project/project.h"
#include "tests/language/answers.h"
#include "tests/language/building.h"

using namespace parley;
using namespace parley::answers;

namespace {

std::string fields(const std::string& members) {
    return "\"conversation\":{" + members + "}";
}

// The rules of a project with these files, in the order of the set.
std::vector<std::string> rules_in_order(const std::vector<std::pair<std::string, std::string>>& files,
                                        std::size_t& errors) {
    const auto folder = std::filesystem::temp_directory_path() / "parley-language-names";
    std::filesystem::remove_all(folder);
    for (const auto& [name, text] : files) {
        std::filesystem::create_directories((folder / "rules" / name).parent_path());
        std::ofstream(folder / "rules" / name) << text;
    }
    diagnostics::Diagnostics diagnostics;
    const project::Project project = project::load(folder.string(), diagnostics);
    pipeline::Compilation compilation;
    compilation.sources = &project.sources;
    compilation.rule_files = project.rules;
    pipeline::run(compilation);
    errors = compilation.diagnostics.errors();
    std::vector<std::string> names;
    for (const check::Rule& rule : compilation.rules.rules) names.push_back(rule.name);
    std::filesystem::remove_all(folder);
    return names;
}

}  // namespace

TEST_CASE("a rule set is all files of its folder, in the byte order of their names [D27, S3.6, S3.25]") {
    std::size_t errors = 0;
    const auto names = rules_in_order({{"2-x.parley", "rule \"third\" on starting { }"},
                                       {"10-x.parley", "rule \"first\" on starting { } rule \"second\" on closed { }"},
                                       {"a.parley", "rule \"fifth\" on starting { }"},
                                       {"Z.parley", "rule \"fourth\" on starting { }"},
                                       {"old/0.parley", "rule \"left out\" on starting { }"},
                                       {"notes.txt", "no rule"}},
                                      errors);
    CHECK(names == std::vector<std::string>{"first", "second", "third", "fourth", "fifth"});
    CHECK(errors == 0);
}

TEST_CASE("rule names are unique in the whole set, and two ruleset lines may not differ [D27]") {
    std::size_t errors = 0;
    rules_in_order({{"1.parley", "rule \"r\" on starting { }"}, {"2.parley", "disabled rule \"r\" on closed { }"}},
                   errors);
    CHECK(errors == 1);
    rules_in_order({{"1.parley", "ruleset \"a\""}, {"2.parley", "ruleset \"b\""}}, errors);
    CHECK(errors == 1);
    rules_in_order({{"1.parley", "ruleset \"a\""}, {"2.parley", "ruleset \"a\""}, {"3.parley", ""}}, errors);
    CHECK(errors == 0);
}

TEST_CASE("names are shared by all files of a set, in either direction [D28]") {
    std::size_t errors = 0;
    rules_in_order({{"1.parley", "rule \"r\" on starting { if vip { } }"},
                    {"2.parley", "condition vip = conversation.email ends with any of domains"},
                    {"3.parley", "list domains = [\"acme.com\"]"}},
                   errors);
    CHECK(errors == 0);
}

TEST_CASE("one list serves fields of several types if its values fit each [D28]") {
    const std::string rules = R"(
        list some = ["Default", "Billing"]
        rule "r" on starting {
            if conversation.queue in some { add_tag "queue" }
            if conversation.subject contains any of some { add_tag "subject" }
            if conversation.topics contains all of some { send_to_least_loaded some }
        }
    )";
    decides(rules, {{event("starting", fields(R"("queue":"Billing")")), "add_tag tag=queue"},
                    {event("starting", fields(R"("subject":"my billing")")), "add_tag tag=subject"},
                    {event("starting", fields(R"("topics":["billing","default"])")),
                     "send_to_least_loaded queue=Default queues=[\"Default\",\"Billing\"]"}});
    CHECK(errors("list some = [\"Default\", \"x\"]\n" + rule("if conversation.queue in some { add_tag \"x\" }")) ==
          Codes{"R0204"});
    CHECK(errors("list some = [1, 2]\n" + rule("if conversation.subject in some { add_tag \"x\" }")) == Codes{"R0232"});
}

TEST_CASE("a condition may use others and never itself; order of definition is free [D28]") {
    decides(R"(
        condition outer = any { inner conversation.insured }
        condition inner = conversation.language is "fr"
        rule "r" on starting { if not outer { add_tag "x" } }
    )",
            {{event("starting"), "add_tag tag=x"}, {event("starting", fields(R"("language":"FR")")), ""}});
    CHECK(errors("condition a = a") == Codes{"R0215"});
    CHECK(errors("condition a = any { b conversation.insured }\ncondition b = not c\ncondition c = a") ==
          Codes{"R0215"});
}

TEST_CASE("definitions are checked where nothing uses them, and then warned of [D28]") {
    CHECK(errors("condition a = conversation.nothing is 1") == Codes{"R0202"});
    CHECK(errors("list a = [1, \"x\"]") == Codes{"R0232"});
    CHECK(warnings("list a = [1, 2]") == Codes{"R0441"});
    CHECK(warnings("condition a = conversation.insured") == Codes{"R0441"});
}

TEST_CASE("lists and conditions share one space of names, and a name twice is refused [D49]") {
    CHECK(errors("list a = [1]\ncondition a = conversation.insured") == Codes{"R0211"});
    CHECK(errors("condition a = conversation.insured\ncondition a = conversation.insured") == Codes{"R0211"});
}

TEST_CASE("a field with a fixed set of values takes only those, exactly as they are spelled [S3.67]") {
    const auto of = [](const std::string& test) { return errors(rule("if " + test + " { add_tag \"x\" }")); };
    CHECK(of("conversation.region is north") == Codes{});
    CHECK(of("conversation.region is \"north\"") == Codes{});
    CHECK(of("conversation.region is \"North\"") == Codes{"R0205"});
    CHECK(of("conversation.region in [north, east]") == Codes{"R0205"});
    CHECK(of("conversation.contact_point is \"End User Support\"") == Codes{});
    CHECK(of("conversation.contact_point is \"End user support\"") == Codes{"R0204"});
    CHECK(of("conversation.region is 3") == Codes{"R0232"});
    CHECK(of("time.weekday is mon") == Codes{"R0205"});
    CHECK(of("conversation.language is fr") == Codes{"R0232"});
}

TEST_CASE(
    "fields come from four categories, context, conversation, time and workload, and two more [S3.61, S3.62, S3.65]") {
    holds({{"context.event is starting", "", true},
           {"conversation.contact_point is Sales", fields(R"("contact_point":"Sales")"), true},
           {"time.time_of_day between 9:00 and 11:00", "", true},
           {"workload.agents_available(\"Billing\") > 0", R"("workload":{"Billing":{"agents_available":1}})", true},
           {"previous.status is closed", R"("previous":{"status":"closed"})", true},
           {"profile.channels contains sms", R"("profile":{"channels":["email","sms"]})", true}});
}

TEST_CASE("a workload without a queue is of the one that the conversation is in [D43, S3.65, S3.74]") {
    const std::string figures = R"(,"workload":{"Billing":{"waiting":4,"agents_available":0},"Default":{"waiting":1}})";
    holds({{"workload.waiting is 4", fields(R"("queue":"Billing")") + figures, true},
           {"workload.waiting is 1", fields(R"("queue":"Default")") + figures, true},
           {"workload.agents_available is 0", fields(R"("queue":"Billing")") + figures, true},
           {"workload.agents_available is set", fields(R"("queue":"Default")") + figures, false},
           {"workload.waiting is set", fields(R"("queue":"Triage")") + figures, false},
           {"workload.waiting is set", R"("id":"x")" + figures, false},
           {"workload.total(\"Billing\") is 7", R"("workload":{"Billing":{"waiting":4,"assigned":3}})", true}});
    CHECK(errors(rule("if workload.waiting(\"Nowhere\") > 1 { add_tag \"x\" }")) == Codes{"R0204"});
    CHECK(errors(rule("if conversation.waited(\"Billing\") > 1 minute { add_tag \"x\" }")) == Codes{"R0242"});
}

TEST_CASE("is_staffed, where it is not given, follows from agents online or available above 0 [D43]") {
    const auto billing = [](const std::string& figures) { return R"("workload":{"Billing":{)" + figures + "}}"; };
    const std::string staffed = "workload.is_staffed(\"Billing\")";
    holds({{staffed, billing(R"("agents_online":1)"), true},
           {staffed, billing(R"("agents_available":1)"), true},
           {staffed, billing(R"("agents_online":0,"agents_available":0)"), false},
           {staffed + " is false", billing(R"("agents_online":0)"), true},
           {staffed, billing(R"("agents_online":3,"is_staffed":false)"), false},
           {staffed + " is set", billing(R"("waiting":3)"), false}});
}

TEST_CASE("a catalog's declaration of a built-in field replaces it, and the actions that set it follow [D44]") {
    const std::string catalog =
        "fields:\n  conversation.priority: {type: choice, values: [P3, P2, P1], ordered: true}\n";
    CHECK(errors(rule("if conversation.priority >= P2 { set_priority P1 }"), catalog) == Codes{});
    CHECK(errors(rule("if conversation.priority is urgent { set_priority high }"), catalog) == Codes{"R0205", "R0205"});
    CHECK(errors("", "fields:\n  conversation.x: {type: choice, values: [Red, red]}\n") == Codes{"R0307"});
    CHECK(errors("", "queues: [Billing, billing]\n") == Codes{"R0307"});
    CHECK(errors("", "queues: [Billing, Billing]\n") == Codes{"R0307"});
}

TEST_CASE("the vocabulary can be extended: an event, a field and an action of the tenant's own [S3.17, S3.42]") {
    decides(
        R"(rule "r" on order_shipped { if context.carrier is "DHL" { escalate 2 { reason: "Carrier {{companyName}}" } } })",
        {{event("order_shipped", R"("context":{"carrier":"dhl"})"), "escalate reason=Carrier Acme value=2"},
         {event("order_shipped", R"("context":{"carrier":"ups"})"), ""}});
    CHECK(errors(rule("if context.carrier is \"DHL\" { escalate 2 }")) == Codes{"R0240"});
    CHECK(errors("rule \"r\" on order_sent { }") == Codes{"R0201"});
    CHECK(errors(rule("escalated 2")) == Codes{"R0203"});
}

TEST_CASE("many data points in one rule: context, text, lists, numbers and times together [S3.18]") {
    decides(
        rule(R"(
        if all {
            context.message.text matches /refund|chargeback/
            none { conversation.tags contains any of ["spam", "test"]  conversation.email starts with "noreply" }
            any {
                all { conversation.order_total between 100 and 500  conversation.customer_tier >= silver }
                conversation.order_total > 500
            }
            time.now during "EU office hours"
            previous.closed_at older than 1 hour
        } { send_to_queue "Billing" }
        else { send_to_queue "Default" })",
             "customer_message"),
        {{event(
              "customer_message",
              R"("context":{"message":{"text":"A REFUND please"}},"conversation":{"order_total":120.5,"customer_tier":"gold"},)"
              R"("previous":{"closed_at":"2026-11-20T10:00:00Z"})"),
          "send_to_queue queue=Billing"},
         {event(
              "customer_message",
              R"("context":{"message":{"text":"A REFUND please"}},"conversation":{"order_total":120.5,"customer_tier":"bronze"},)"
              R"("previous":{"closed_at":"2026-11-20T10:00:00Z"})"),
          "send_to_queue queue=Default"}});
}
