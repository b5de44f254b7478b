// Branches that are never taken, conditions that never change: what is found, where, and with which example.
#include <string>
#include <vector>

#include "compiler/diagnostics/render.h"
#include "doctest/doctest.h"
#include "tests/compiler/analysis/witness.h"

namespace parley::analysis_tests {
namespace {

using diagnostics::Code;

std::string rule(const std::string& block, const std::string& events = "starting") {
    return "rule \"R\" on " + events + " {\n" + block + "\n}\n";
}

struct Case {
    const char* block;
    std::vector<std::string> expected;
    const char* events = "starting";
};

void check_all(const std::vector<Case>& cases) {
    for (const Case& one : cases) {
        Source source(rule(one.block, one.events));
        source.analyse();
        INFO(one.block);
        INFO(diagnostics::render_text(source.diagnostics, source.sources));
        CHECK(lines(source) == one.expected);
        const Examples examples = examples_of(source);
        CHECK(examples.wrong == "");
        CHECK(examples.without == "");
    }
}

TEST_CASE("a branch whose cases an earlier one takes [S3.56, S3.57]") {
    check_all({
        {"if conversation.attempts >= 3 { close } else if conversation.attempts is 5 { hold }",
         {"R0412 `conversation.attempts is 5` < `conversation.attempts >= 3`"}},
        {"if conversation.topic contains \"bill\" { close } else if conversation.topic contains \"billing\" { hold }",
         {"R0412 `conversation.topic contains \"billing\"` < `conversation.topic contains \"bill\"`"}},
        {"if conversation.topic is \"Bill\" { close } else if conversation.topic is exactly \"bill\" { hold }",
         {"R0412 `conversation.topic is exactly \"bill\"` < `conversation.topic is \"Bill\"`"}},
        {"if conversation.topic starts with any of [\"a\", \"b\"] { close } else if conversation.topic starts with "
         "\"bc\" { hold }",
         {"R0412 `conversation.topic starts with \"bc\"` < `conversation.topic starts with any of [\"a\", \"b\"]`"}},
        {"if conversation.topic contains \"a\" { close } else if conversation.topic contains \"b\" { hold }\n"
         "else if conversation.topic contains any of [\"a\", \"b\"] { reopen }",
         {"R0412 `conversation.topic contains any of [\"a\", \"b\"]` < `conversation.topic contains \"a\"` < "
          "`conversation.topic contains \"b\"`"}},
        {"if conversation.tier in [gold, platinum] { close } else if conversation.tier > silver { hold }",
         {"R0412 `conversation.tier > silver` < `conversation.tier in [gold, platinum]`"}},
        {"if conversation.vip { close } else if not conversation.vip { hold } else { reopen }",
         {"R0412 `else` < `conversation.vip` < `not conversation.vip`"}},
        {"if conversation.topics contains \"a\" { close } else if conversation.topics contains all of [\"A\", \"b\"] { "
         "hold }",
         {"R0412 `conversation.topics contains all of [\"A\", \"b\"]` < `conversation.topics contains \"a\"`"}},
        {"if conversation.topics is not empty { close } else if conversation.topics size > 2 { hold }",
         {"R0412 `conversation.topics size > 2` < `conversation.topics is not empty`"}},
        {"if conversation.closed_at within last 7 days { close } else if conversation.closed_at within last 1 hour { "
         "hold }",
         {"R0412 `conversation.closed_at within last 1 hour` < `conversation.closed_at within last 7 days`"}},
        {"if time.weekday between saturday and sunday { close } else if time.weekday is sunday { hold }",
         {"R0412 `time.weekday is sunday` < `time.weekday between saturday and sunday`"}},
        {"if time.time_of_day between 22:00 and 6:00 { close } else if time.time_of_day before 5:30 { hold }",
         {"R0412 `time.time_of_day before 5:30` < `time.time_of_day between 22:00 and 6:00`"}},
        {"if conversation.state changed { close } else if conversation.state changed { hold }",
         {"R0412 `conversation.state changed` < `conversation.state changed`"}},
        {"if conversation.topic is conversation.other_topic { close }\n"
         "else if all { conversation.topic is conversation.other_topic  conversation.vip } { hold }",
         {"R0412 `all { conversation.topic is conversation.other_topic  conversation.vip }` < "
          "`conversation.topic is conversation.other_topic`"}},
        {"if all { conversation.vip conversation.attempts > 2 } { close }\n"
         "else if conversation.vip { hold }\nelse if all { conversation.attempts > 5 conversation.vip } { reopen }",
         {"R0412 `all { conversation.attempts > 5 conversation.vip }` < `all { conversation.vip conversation.attempts "
          "> 2 }`"}},
        {"if context.event is starting { close } else if context.event is closed { hold } else { reopen }",
         {"R0412 `else` < `context.event is starting` < `context.event is closed`"},
         "starting, closed"},
    });
}

TEST_CASE("steps behind decisions that always end the rule [S3.57]") {
    check_all({
        {"if conversation.vip { close } else if not conversation.vip { hold }\nset_priority high",
         {"R0412 `set_priority high` < `conversation.vip` < `not conversation.vip`"}},
        {"if conversation.vip { close }\nif not conversation.vip { hold }\nif conversation.attempts is 1 { reopen }",
         {"R0412 `if conversation.attempts is 1` < `conversation.vip` < `not conversation.vip`"}},
        {"if conversation.attempts > 1 { close }\nif conversation.attempts > 4 { hold }",
         {"R0412 `conversation.attempts > 4` < `conversation.attempts > 1`"}},
    });
}

TEST_CASE("conditions that are the same whatever the values are") {
    check_all({
        {"if all { conversation.tier is gold  conversation.tier is silver } { close }",
         {"R0411 `conversation.tier is silver` < `conversation.tier is gold`"}},
        {"if all { conversation.attempts > 5  any { conversation.attempts < 3  conversation.attempts is 4 } } { close "
         "}",
         {"R0411 `any { conversation.attempts < 3  conversation.attempts is 4 }` < `conversation.attempts > 5`"}},
        {"if any { conversation.topic is set  conversation.topic is not set } { close } else { hold }",
         {"R0410 `any { conversation.topic is set  conversation.topic is not set }` < `conversation.topic is set` < "
          "`conversation.topic is not set`"}},
        {"if any { conversation.topic is not \"a\"  conversation.topic is not \"b\" } { close }",
         {"R0410 `any { conversation.topic is not \"a\"  conversation.topic is not \"b\" }` < "
          "`conversation.topic is not \"a\"` < `conversation.topic is not \"b\"`"}},
        {"if conversation.attempts is 2.5 { close }", {"R0411 `conversation.attempts is 2.5`"}},
        {"if conversation.topics size >= 0 { close }", {"R0410 `conversation.topics size >= 0`"}},
        {"if conversation.length < 0 seconds { close }", {"R0411 `conversation.length < 0 seconds`"}},
        {"if time.now within last 1 hour { close }", {"R0410 `time.now within last 1 hour`"}},
        {"if time.weekday between monday and sunday { close }", {"R0410 `time.weekday between monday and sunday`"}},
        {"if time.now during Never { close }", {"R0411 `time.now during Never`"}},
        {"if context.event is closed { close }", {"R0411 `context.event is closed`"}},
        {"if context.event is starting { close } else { hold }", {"R0410 `context.event is starting`"}},
        {"if all { conversation.tier > platinum } { close }", {"R0411 `conversation.tier > platinum`"}},
        {"if all { conversation.topic starts with \"a\"  conversation.topic starts with \"b\" } { close }",
         {"R0411 `conversation.topic starts with \"b\"` < `conversation.topic starts with \"a\"`"}},
        {"if all { conversation.topic is blank  conversation.topic contains \"x\" } { close }",
         {"R0411 `conversation.topic contains \"x\"` < `conversation.topic is blank`"}},
        {"if all { conversation.topics contains \"a\"  conversation.topics contains none of [\"A\", \"b\"] } { close }",
         {"R0411 `conversation.topics contains none of [\"A\", \"b\"]` < `conversation.topics contains \"a\"`"}},
        {"if all { conversation.closed_at within last 1 hour  conversation.closed_at older than 2 hours } { close }",
         {"R0411 `conversation.closed_at older than 2 hours` < `conversation.closed_at within last 1 hour`"}},
        {"if all { conversation.state changed to New  conversation.state is \"On Hold\" } { close }",
         {"R0411 `conversation.state is \"On Hold\"` < `conversation.state changed to New`"}},
    });
}

TEST_CASE("parts of groups that make no difference") {
    check_all({
        {"if all { conversation.attempts > 3  conversation.attempts > 5 } { close }",
         {"R0410 `conversation.attempts > 3` < `conversation.attempts > 5`"}},
        {"if any { conversation.tier is gold  conversation.tier in [gold, platinum] } { close }",
         {"R0411 `conversation.tier is gold` < `conversation.tier in [gold, platinum]`"}},
        {"if all { conversation.vip  conversation.vip } { close }", {"R0410 `conversation.vip` < `conversation.vip`"}},
        {"if conversation.tier is gold { close } else if any { conversation.tier is gold  conversation.vip } { hold }",
         {"R0411 `conversation.tier is gold` < `conversation.tier is gold`"}},
        {"if all { conversation.tier is gold  any { conversation.tier is silver  conversation.vip } } { close }",
         {"R0411 `conversation.tier is silver` < `conversation.tier is gold`"}},
        {"if all { conversation.vip  any { conversation.tier is gold  conversation.tier is not gold } } { close }",
         {"R0410 `any { conversation.tier is gold  conversation.tier is not gold }` < `conversation.tier is gold` < "
          "`conversation.tier is not gold`"}},
    });
}

TEST_CASE("inside a branch, what the branch around it decides [S3.53]") {
    check_all({
        {"if conversation.tier is gold { if conversation.tier is silver { close } }",
         {"R0411 `conversation.tier is silver` < `conversation.tier is gold`"}},
        {"if conversation.tier is gold { if conversation.tier in [gold, silver] { close } else { hold } }",
         {"R0410 `conversation.tier in [gold, silver]` < `conversation.tier is gold`"}},
        {"if conversation.attempts > 3 { close } else if conversation.vip { if conversation.attempts is 7 { hold } }",
         {"R0412 `conversation.attempts is 7` < `conversation.attempts > 3`"}},
    });
}

TEST_CASE("no finding without a proof") {
    check_all({
        // Values without a name in the catalog can come over the wire [D34], and none at all [D30].
        {"if conversation.tier in [bronze, silver, gold, platinum] { close } else { hold }", {}},
        {"if conversation.vip is true { close } else if conversation.vip is false { hold } else { reopen }", {}},
        {"if conversation.attempts > 3 { close } else if conversation.attempts <= 3 { hold } else { reopen }", {}},
        // Being careful is no mistake.
        {"if conversation.tier is gold { close } else if all { conversation.tier is not gold  conversation.vip } { "
         "hold }",
         {}},
        {"if conversation.vip { close } else if not conversation.vip { hold }", {}},
        {"if all { conversation.topic is set  conversation.topic contains \"x\" } { close }", {}},
        {"if all { conversation.topic is not blank  conversation.topic is not \"x\" } { close }", {}},
        // What folds alike is not the same.
        {"if conversation.topic is exactly \"a\" { close } else if conversation.topic is \"a\" { hold }", {}},
        {"if conversation.topic contains exactly \"a\" { close } else if conversation.topic contains \"a\" { hold }",
         {}},
        {"if conversation.topic matches /^a/ { close } else if conversation.topic starts with \"a\" { hold }", {}},
        // Fields are compared with fields: what they hold, nobody knows.
        {"if conversation.topic is conversation.other_topic { close } else if conversation.topic is \"x\" { hold }",
         {}},
        {"if all { conversation.state changed  conversation.state is New  conversation.state was New } { close }", {}},
        {"if conversation.attempts > 3 { close } else if conversation.attempts > 2.5 { hold }", {}},
        {"if conversation.total > 3 { close } else if conversation.total > 2.5 { hold }", {}},
        {"if conversation.topic contains \"billing\" { close } else if conversation.topic contains \"bill\" { hold }",
         {}},
        {"if all { conversation.topics contains \"a\"  conversation.topics contains \"b\" } { close }\n"
         "else if conversation.topics contains any of [\"a\", \"b\"] { hold }",
         {}},
        {"if time.now during Office { close } else { hold }", {}},
        {"if all { time.now during Office  time.weekday is saturday } { close }", {}},
        {"if all { conversation.due after 2026-01-01T00:00Z  conversation.due within last 1 day } { close }", {}},
        {"if any { time.weekday is saturday  time.weekday is sunday } { close }", {}},
        {"if all { conversation.slot between 22:00 and 6:00  conversation.slot before 7:00 } { close }", {}},
        {"if workload.waiting(\"Billing\") > 3 { close } else if workload.waiting(\"Default\") > 3 { hold }\n"
         "else if workload.waiting > 3 { reopen }",
         {}},
        {"if conversation.tier was gold { close } else if conversation.tier is gold { hold }", {}},
        {"if conversation.vip { } else { close }", {}},
        {"close", {}},
        {"", {}},
    });
}

TEST_CASE("the page's own example gives no warning") {
    Source source(R"(
condition special = any {
    conversation.tier in [gold, platinum]
    conversation.email ends with any of domains
}
list domains = ["acme.com", "globex.com"]
rule "Initial queue assignment" on starting {
    set_priority normal
    if all {
        conversation.language in ["fr", "es"]
        any { workload.agents_available("Multilingual") > 0  time.now during "Office" }
    } { send_to_least_loaded ["Multilingual", "Triage"] }
    else if any { conversation.contact_point is "End User Support"  conversation.platform is facebook } {
        if special { set_priority urgent  send_to_queue "Priority" }
        else { send_to_queue "Default" }
    }
    else { send_to_queue "Triage" }
}
rule "Initial auto response" on queued_at_start, routed_at_start {
    if context.event is routed_at_start { send_message "An agent is reading your message." }
    else if workload.agents_available is 0 { send_message "We are closed." }
    else { send_message "Thanks." }
}
rule "Find or create" on message_received {
    if all { previous.exists  previous.status is closed  previous.closed_at within last 7 days } { attach_to_previous }
    else { open_conversation }
}
)");
    source.analyse();
    INFO(diagnostics::render_text(source.diagnostics, source.sources));
    CHECK(lines(source, true).empty());
}

TEST_CASE("the example of a branch never taken is one that an earlier branch takes") {
    Source source(rule("if conversation.attempts >= 3 {\n close }\nelse if conversation.attempts is 5 { hold }"));
    source.analyse();
    CHECK(remarks(source, Code::branch_never_taken) ==
          "for example, conversation.attempts = 5 is taken by line 2\nmove this branch before line 2, or delete it\n");
}

}  // namespace
}  // namespace parley::analysis_tests
