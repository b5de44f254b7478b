// Two actions of one moment that contradict each other: which are found, where, and with which conversation.
#include <string>
#include <vector>

#include "compiler/diagnostics/render.h"
#include "doctest/doctest.h"
#include "tests/compiler/analysis/support.h"

namespace parley::analysis_tests {
namespace {

using diagnostics::Code;

struct Case {
    const char* rules;
    std::vector<std::string> expected;
};

void check_all(const std::vector<Case>& cases) {
    for (const Case& one : cases) {
        Source source(one.rules);
        source.analyse();
        INFO(one.rules);
        INFO(diagnostics::render_text(source.diagnostics, source.sources));
        CHECK(lines(source) == one.expected);
    }
}

TEST_CASE("two rules send one conversation to two queues [D10, S3.24]") {
    check_all({
        {R"(rule "A" on starting { if conversation.topic is "billing" { send_to_queue Priority } }
            rule "B" on starting { if conversation.tier is gold { send_to_queue Billing } })",
         {"R0421 `send_to_queue Billing` < `send_to_queue Priority`"}},
        {R"(rule "A" on starting { send_to_least_loaded [Priority, Billing] }
            rule "B" on starting { send_to_queue Billing })",
         {"R0421 `send_to_queue Billing` < `send_to_least_loaded [Priority, Billing]`"}},
        // Events of one moment, in the rules' own order [D11, D65].
        {R"(rule "A" on queued { send_to_queue Priority }
            rule "B" on queued_at_start { send_to_queue Billing })",
         {"R0421 `send_to_queue Billing` < `send_to_queue Priority`"}},
        {R"(rule "A" on customer_message { send_to_queue Priority }
            rule "B" on opened { send_to_queue Billing })",
         {"R0421 `send_to_queue Billing` < `send_to_queue Priority`"}},
        // The first earlier rule, and one finding for a later one.
        {R"(rule "A" on starting { if conversation.tier is silver { send_to_queue Default } }
            rule "B" on starting { send_to_queue Priority }
            rule "C" on starting { if conversation.tier is gold { send_to_queue Billing } })",
         {"R0421 `send_to_queue Priority` < `send_to_queue Default`",
          "R0421 `send_to_queue Billing` < `send_to_queue Priority`"}},
        // The branch that is not taken, too.
        {R"(rule "A" on starting { if conversation.tier is gold { hold } else { send_to_queue Priority } }
            rule "B" on starting { if conversation.tier is silver { send_to_queue Billing } })",
         {"R0421 `send_to_queue Billing` < `send_to_queue Priority`"}},
        // Each with its own event.
        {R"(rule "A" on queued { if context.event is queued { send_to_queue Priority } }
            rule "B" on queued_at_start, starting { if context.event is queued_at_start { send_to_queue Billing } })",
         {"R0410 `context.event is queued`", "R0421 `send_to_queue Billing` < `send_to_queue Priority`"}},
    });
}

TEST_CASE("two values for one thing [D10]") {
    check_all({
        {R"(rule "A" on starting { set_priority normal }
            rule "B" on starting { if conversation.vip { set_priority high } })",
         {"R0422 `set_priority high` < `set_priority normal`"}},
        {R"(rule "A" on closed { set_field conversation.tier { to: gold } }
            rule "B" on closed { set_field conversation.tier { to: silver } })",
         {"R0422 `set_field conversation.tier { to: silver }` < `set_field conversation.tier { to: gold }`"}},
        {R"(rule "A" on closed { set_field conversation.topic { to: "x" } }
            rule "B" on closed { clear_field conversation.topic })",
         {"R0422 `clear_field conversation.topic` < `set_field conversation.topic { to: \"x\" }`"}},
        {R"(rule "A" on starting { assign_to_agent amy }
            rule "B" on starting { assign_to_agent ben })",
         {"R0422 `assign_to_agent ben` < `assign_to_agent amy`"}},
    });
}

TEST_CASE("one after the other in one rule, where the first never counts [D10, D62]") {
    check_all({
        {R"(rule "A" on starting { send_to_queue Priority  send_to_queue Billing })",
         {"R0421 `send_to_queue Billing` < `send_to_queue Priority`"}},
        {R"(rule "A" on starting { if conversation.vip { set_priority high  hold  set_priority low } })",
         {"R0422 `set_priority low` < `set_priority high`"}},
    });
}

TEST_CASE("two messages at once [S3.76]") {
    check_all({
        {R"(rule "A" on queued_at_start { send_message "One." }
            rule "B" on awaiting_response_in_queue { send_message "Two." })",
         {"R0423 `send_message \"Two.\"` < `send_message \"One.\"`"}},
        {R"(rule "A" on closed { if conversation.vip { send_message "One." } }
            rule "B" on closed { send_catalog_message survey })",
         {"R0423 `send_catalog_message survey` < `send_message \"One.\"`"}},
        {R"(rule "A" on queued { send_message "One." { once: false } }
            rule "B" on queued { send_message "One." })",
         {"R0423 `send_message \"One.\"` < `send_message \"One.\" { once: false }`"}},
    });
}

TEST_CASE("what does not contradict") {
    check_all({
        {R"(rule "A" on starting { if conversation.tier is gold { send_to_queue Priority } }
            rule "B" on starting { if conversation.tier is silver { send_to_queue Billing } })",
         {}},
        {R"(rule "A" on starting { if conversation.attempts > 3 { send_to_queue Priority } }
            rule "B" on starting { if conversation.attempts between 1 and 3 { send_to_queue Billing } })",
         {}},
        {R"(rule "A" on starting { send_to_queue Priority }
            rule "B" on starting { send_to_queue Priority })",
         {}},
        {R"(rule "A" on starting { send_to_least_loaded [Priority, Billing] }
            rule "B" on starting { send_to_least_loaded [Billing, Priority] })",
         {}},
        {R"(rule "A" on starting { send_to_queue Priority }
            rule "B" on closed { send_to_queue Billing })",
         {}},
        {R"(rule "A" on routed_at_start { send_message "One." }
            rule "B" on queued_at_start { send_message "Two." })",
         {}},
        // The message and the start are moments of their own [D60].
        {R"(rule "A" on message_received { send_message "One." }
            rule "B" on starting { send_message "Two." })",
         {}},
        // reopened is no start.
        {R"(rule "A" on starting { send_to_queue Priority }
            rule "B" on reopened { send_to_queue Billing })",
         {}},
        {R"(rule "A" on starting { send_to_queue Priority }
            disabled rule "B" on starting { send_to_queue Billing })",
         {}},
        // Only the event tells.
        {R"(rule "A" on starting { send_to_queue Priority }
            rule "B" on starting { send_to_queue previous.queue })",
         {}},
        // A default and its exceptions in one rule, as the later is meant to win.
        {R"(rule "A" on starting { set_priority normal  if conversation.vip { set_priority high } })", {}},
        // What the rule itself sets anew does not count.
        {R"(rule "A" on starting { set_priority normal  if conversation.vip { set_priority high } }
            rule "B" on starting { if conversation.vip { set_priority high } })",
         {}},
        // The rule is complete before it gets there [D6].
        {R"(rule "A" on starting { if conversation.tier is gold { } else if conversation.vip { send_to_queue Priority } }
            rule "B" on starting { if conversation.tier is gold { send_to_queue Billing } })",
         {}},
        // Limits.
        {R"(rule "A" on queued_at_start { send_message "One." { once: true } }
            rule "B" on queued { send_message "Two." })",
         {}},
        {R"(rule "A" on queued_at_start { send_message "One." }
            rule "B" on queued { send_catalog_message survey { at_most_every: 5 minutes } })",
         {}},
        {R"(rule "A" on queued_at_start { send_message "One." }
            rule "B" on queued { send_message "Two." { skip_if_recent_conversation: true } })",
         {}},
        // Nobody is both.
        {R"(rule "A" on starting { if previous.exists is false { send_to_queue Priority } }
            rule "B" on starting { if previous.status is closed { send_to_queue Billing } })",
         {}},
        {R"(rule "A" on starting { if workload.waiting("Billing") > 5 { send_to_queue Priority } }
            rule "B" on starting { if all { conversation.queue is Billing  workload.waiting < 3 } { send_to_queue Billing } })",
         {}},
        {R"(rule "A" on starting { if time.weekday is monday { send_to_queue Priority } }
            rule "B" on starting { if time.date is 2026-12-25 { send_to_queue Billing } })",
         {}},
        {R"(rule "A" on starting { if time.now during Office { send_to_queue Priority } }
            rule "B" on starting { if time.weekday is sunday { send_to_queue Billing } })",
         {}},
        {R"(rule "A" on order_shipped { send_to_queue Priority }
            rule "B" on updated { send_to_queue Billing })",
         {}},
    });
}

TEST_CASE("the conversation that shows it") {
    Source source(R"(rule "VIP billing" on starting {
    if all { conversation.topic is "billing"  conversation.tier is gold } {
        send_to_queue Priority
    }
}
rule "Billing default" on starting {
    if conversation.topic is "billing" {
        send_to_queue Billing
    }
})");
    source.analyse();
    CHECK(remarks(source, Code::two_queues) ==
          "both fire on `starting` for this conversation\n"
          "conversation.topic = \"billing\", conversation.tier = gold\n"
          "put both into one rule, or add `conversation.tier is not gold` to line 7\n");
    const diagnostics::Diagnostic& finding = source.diagnostics.all().front();
    CHECK(finding.message == "rules `VIP billing` and `Billing default` send the same conversation to two queues");
    CHECK(finding.primary.text == "then here, so `Billing` wins");
    CHECK(finding.labels.at(0).text == "first here");
}

TEST_CASE("values stand as the language writes them") {
    struct Shown {
        const char* test;
        const char* witness;
    };
    const Shown all[] = {
        {"conversation.platform is facebook", "conversation.platform = facebook"},
        {"conversation.contact_point is Sales", "conversation.contact_point = Sales"},
        {"conversation.contact_point is \"End User Support\"", "conversation.contact_point = \"End User Support\""},
        {"conversation.total > 19.99", "conversation.total = 20.99"},
        {"conversation.length > 90 seconds", "conversation.length = 91 seconds"},
        {"conversation.length is 2 hours", "conversation.length = 2 hours"},
        {"conversation.day is 2026-12-24", "conversation.day = 2026-12-24"},
        {"conversation.slot is 9:00", "conversation.slot = 09:00"},
        {"conversation.vip", "conversation.vip = true"},
        {"conversation.topics contains \"a\"", "conversation.topics = [\"a\"]"},
        {"conversation.topics size is 2", "conversation.topics = [\"other\", \"other 2\"]"},
        {"conversation.topics is empty", "conversation.topics empty"},
        {"conversation.topic is not set", "conversation.topic not set"},
        {"conversation.topic contains \"say \\\"hi\\\"\"", "conversation.topic = \"say \\\"hi\\\"\""},
        {"conversation.topic matches /^order [0-9]{3}$/", "conversation.topic = \"order 000\""},
        {"conversation.tier was gold", "conversation.tier before the event = gold"},
        {"workload.waiting(\"Billing\") > 3", "workload.waiting(\"Billing\") = 4"},
        {"conversation.due is set",
         "conversation.due = 2026-11-23T10:00:00Z, time.now = 2026-11-23T10:00:00Z (monday 10:00)"},
        {"time.time_of_day before 9:00", "time.now = 2026-11-23T08:59:00Z (monday 08:59)"},
        {"time.weekday is sunday", "time.now = 2026-11-29T10:00:00Z (sunday 10:00)"},
        {"time.now not during Office", "time.now = 2026-11-23T07:59:00Z (monday 07:59)"},
    };
    for (const Shown& one : all) {
        Source source("rule \"A\" on starting { send_to_queue Default }\nrule \"B\" on starting { if " +
                      std::string(one.test) + " { send_to_queue Billing } }\n");
        source.analyse();
        INFO(one.test);
        CHECK(remarks(source, Code::two_queues) == "both fire on `starting` for this conversation\n" +
                                                       std::string(one.witness) + "\nput both into one rule\n");
    }
}

}  // namespace
}  // namespace parley::analysis_tests
