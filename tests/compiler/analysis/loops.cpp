// Rules that raise one another's events without end: which are found, how they are told, and which are none.
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

std::vector<std::string> loops(const char* rules, const std::string& catalog = support_desk) {
    Source source(rules, catalog);
    source.analyse();
    INFO(rules);
    INFO(diagnostics::render_text(source.diagnostics, source.sources));
    std::vector<std::string> found;
    for (const std::string& line : lines(source))
        if (line.starts_with("R0424 ")) found.push_back(line.substr(6));
    return found;
}

std::string joined(const std::vector<std::string>& found) {
    std::string text;
    for (const std::string& one : found) text += one + "\n";
    return text;
}

void check_all(const std::vector<Case>& cases, const std::string& catalog = support_desk) {
    for (const Case& one : cases) {
        INFO(one.rules);
        CHECK(joined(loops(one.rules, catalog)) == joined(one.expected));
    }
}

TEST_CASE("the loops of the engine's cascades are seen [D64, S3.24]") {
    check_all({
        {R"(rule "A" on task_related { create_task incident })", {"`create_task incident`"}},
        {R"(rule "A" on queued {
                if conversation.queue is Billing { send_to_queue Triage } else { send_to_queue Billing } })",
         {"`send_to_queue Triage` < `send_to_queue Billing`"}},
        {R"(rule "A" on queued { if conversation.queue is Billing { send_to_queue Triage } }
            rule "B" on queued { if conversation.queue is Triage { send_to_queue Billing } })",
         {"`send_to_queue Triage` < `send_to_queue Billing`"}},
        {R"(rule "A" on closed { reopen }
            rule "B" on reopened { close })",
         {"`reopen` < `close`"}},
        {R"(rule "A" on starting { close }
            rule "B" on closed { open_conversation })",
         {"`close` < `open_conversation`"}},
        {R"(rule "A" on assigned { hold }
            rule "B" on held { unassign }
            rule "C" on unassigned { assign_to_agent amy })",
         {"`hold` < `unassign` < `assign_to_agent amy`"}},
        {R"(rule "A" on routed { assign_to_agent amy })", {"`assign_to_agent amy`"}},
        {R"(rule "A" on queued { assign_to_agent amy }
            rule "B" on assigned { unassign })",
         {"`assign_to_agent amy` < `unassign`"}},
        // Three queues in a ring.
        {R"(rule "A" on queued {
                if conversation.queue is Billing { send_to_queue Triage }
                else if conversation.queue is Triage { send_to_queue Default }
                else if conversation.queue is Default { send_to_queue Billing } })",
         {"`send_to_queue Triage` < `send_to_queue Default` < `send_to_queue Billing`"}},
    });
}

TEST_CASE("with invitations off a routing is an assignment; with them a person stands between [D12, D64]") {
    const char* rules = R"(rule "No" on assigned { unassign })";
    CHECK(loops(rules).empty());
    CHECK(loops(rules, std::string(support_desk) + "invitations: {enabled: false}\n") ==
          std::vector<std::string>{"`unassign`"});
}

TEST_CASE("conditions that hold together all the way round close it, others do not") {
    check_all({
        {R"(rule "A" on closed { if conversation.platform is email { reopen } }
            rule "B" on reopened { if conversation.tier is gold { close } })",
         {"`reopen` < `close`"}},
        {R"(rule "A" on closed { if conversation.platform is email { reopen } }
            rule "B" on reopened { if conversation.platform is sms { close } })",
         {}},
        {R"(rule "A" on closed { if conversation.platform is email { add_note "x" } else { reopen } }
            rule "B" on reopened { if conversation.platform is email { close } })",
         {}},
        // The queue is followed from move to move.
        {R"(rule "A" on queued { send_to_queue Billing })", {}},
        {R"(rule "A" on queued { if conversation.queue is Billing { send_to_queue Triage } })", {}},
        {R"(rule "A" on queued { if conversation.queue is not Triage { send_to_queue Triage } })", {}},
        {R"(rule "A" on queued { if conversation.queue is Billing { send_to_queue Triage } }
            rule "B" on queued { if conversation.queue is Triage { send_to_queue Default } })",
         {}},
    });
}

TEST_CASE("no loop: what a rule sets breaks it, what changes by itself may, and what does nothing ends it") {
    check_all({
        {R"(rule "A" on task_related { if conversation.tags does not contain "x" { create_task incident  add_tag "x" } })",
         {}},
        {R"(rule "A" on closed { if conversation.attempts < 3 { reopen } }
            rule "B" on reopened { close  set_field conversation.attempts { to: 3 } })",
         {}},
        {R"(rule "A" on closed { if conversation.closed_by is agent { reopen } }
            rule "B" on reopened { close })",
         {}},
        {R"(rule "A" on closed { if conversation.state was "On Hold" { reopen } }
            rule "B" on reopened { close })",
         {}},
        {R"(rule "A" on closed { close })", {}},
        {R"(rule "A" on held { hold })", {}},
        {R"(rule "A" on assigned { assign_to_agent amy })", {}},
        {R"(rule "A" on starting { send_to_queue Billing } rule "B" on opened { send_to_queue Triage })", {}},
        {R"(rule "A" on queued { unassign } rule "B" on unassigned { close })", {}},
        {R"(rule "A" on task_related { close  create_task incident })", {}},
        {R"(disabled rule "A" on closed { reopen } rule "B" on reopened { close })", {}},
        {R"(rule "A" on customer_message { send_to_queue Billing })", {}},
    });
}

TEST_CASE("the chain is told as it closes, with a conversation and what to do") {
    Source source(R"(rule "There" on queued { if conversation.queue is Billing { send_to_queue Triage } }
rule "Back" on queued { if conversation.queue is Triage { send_to_queue Billing } }
)");
    source.analyse();
    CHECK(
        remarks(source, Code::rules_in_a_loop) ==
        "`send_to_queue Triage` raises `queued`, which fires `Back`; `send_to_queue Billing` raises `queued`, which "
        "fires `There`; and so on\n"
        "so it goes for this conversation\nconversation.queue = Billing\n"
        "add a test that is false the second time, or leave one of the actions out: after 32 moments the engine stops "
        "it and the conversation waits in the fallback queue\n");
    std::string message;
    for (const auto& finding : source.diagnostics.all())
        if (finding.code == Code::rules_in_a_loop) message = finding.message;
    CHECK(message == "rule `There` and rule `Back` raise one another's events without end");
}

TEST_CASE("conditions that use one another twice are read once each") {
    std::string rules = "condition c0 = conversation.queue is Billing\n";
    for (int i = 1; i <= 60; ++i) {
        const std::string before = "c" + std::to_string(i - 1);
        rules += "condition c" + std::to_string(i) + " = all { " + before + "  " + before + " }\n";
    }
    rules += R"(rule "A" on queued { if c60 { send_to_queue Triage } else { send_to_queue Billing } })";
    CHECK(loops(rules.c_str()) == std::vector<std::string>{"`send_to_queue Triage` < `send_to_queue Billing`"});
}

TEST_CASE("many rules and branches that might loop are looked at within the steps") {
    std::string rules;
    for (int rule = 0; rule < 60; ++rule) {
        rules += "rule \"" + std::to_string(rule) + "\" on queued {\n";
        for (int branch = 0; branch < 40; ++branch)
            rules += std::string(branch == 0 ? "" : "else ") + "if conversation.topic is \"" +
                     std::to_string(rule * 40 + branch) + "\" { send_to_queue " +
                     (branch % 2 == 0 ? "Billing" : "Triage") + " }\n";
        rules += "}\n";
    }
    CHECK(loops(rules.c_str()).empty());
}

}  // namespace
}  // namespace parley::analysis_tests
