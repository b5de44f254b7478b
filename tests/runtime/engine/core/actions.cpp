// What rules do: each action, what it causes, and what keeps it from being done.
#include "tests/runtime/engine/core/desk.h"

namespace parley::desk {
namespace {

Json action(const std::vector<Json>& lines, std::size_t moment, std::size_t number = 0) {
    return Desk::records(lines, "moment").at(moment)["actions"].at(number);
}

std::vector<Json> write(Desk& desk, const std::string& id, const std::string& time, const std::string& text) {
    return desk.message(id, time, "+447700900123", text);
}

TEST_CASE("the last queue counts, and a close leaves it out; messages stay [D10, D62, S3.25]") {
    Desk desk({R"(
rule "A" on starting { send_to_queue "Billing"  send_to_queue "Elsewhere"  set_priority high  set_priority urgent }
rule "B" on customer_message_in_queue { send_to_queue "Default"  close  send_message "Bye" }
)"});
    auto lines = write(desk, "m1", "10:00", "Hi");
    CHECK(action(lines, 1, 0)["not_done"] == "overridden");
    CHECK(action(lines, 1, 2)["notes"][0] == "overridden");
    CHECK(desk.conversation(1).queue == "Elsewhere");
    CHECK(desk.conversation(1).priority == "urgent");
    lines = write(desk, "m2", "10:01", "More");
    CHECK(Desk::moments(lines) ==
          "response_received, customer_message_in_queue, awaiting_response_in_queue, customer_message | closed");
    CHECK(action(lines, 0, 0)["not_done"] == "closed");
    CHECK(Desk::commands(lines, "send_message")[0]["text"] == "Bye");
    CHECK(desk.conversation(1).queue == "Elsewhere");
    CHECK(desk.conversation(1).closed_by == model::ClosedBy::rule);
    CHECK(desk.conversation(1).closed_by_name == "B");
    CHECK(desk.conversation(1).messages == 3);
}

TEST_CASE("attach and open both said: the later counts; what is found closed is reopened [D61, S0.6, S0.7, S0.9]") {
    Desk desk({R"(
rule "Attach" on message_received { attach_to_previous }
rule "Open" on message_received { if context.message.text contains "new" { open_conversation } }
)"});
    auto lines = write(desk, "m1", "10:00", "Hi");
    CHECK(action(lines, 0)["notes"][0] == "nothing_found");
    CHECK(Desk::moments(lines).starts_with("message_received | customer_message, starting, opened"));
    desk.send("c", "10:01", R"("type":"close_conversation","conversation":"C-1")");
    lines = write(desk, "m2", "10:02", "Again");
    CHECK(Desk::moments(lines) ==
          "message_received | customer_message, reopened, opened | queued, awaiting_response_in_queue");
    CHECK(desk.conversation(1).reopened == 1);
    desk.send("c2", "10:03", R"("type":"close_conversation","conversation":"C-1")");
    lines = write(desk, "m3", "10:04", "Something new");
    CHECK(action(lines, 0, 0)["not_done"] == "overridden");
    CHECK(Desk::records(lines, "moment")[0]["conversation"] == "C-2");
}

TEST_CASE("what is attached is settled first, whatever its place in the list; then the queue [D60, S0.2, S0.1]") {
    Desk desk({R"(rule "Find" on message_received { send_to_queue "Billing"  attach_to_previous })"});
    write(desk, "m1", "10:00", "Hi");
    CHECK(desk.conversation(1).queue == "Billing");
    desk.send("c", "10:01", R"("type":"close_conversation","conversation":"C-1")");
    desk.send("f", "10:01", R"("type":"open_conversation","channel":"sms","to":"07700 900777")");
    const auto lines = write(desk, "m2", "10:02", "Again");
    CHECK(Desk::records(lines, "moment")[0]["conversation"] == "C-1");
    CHECK(desk.conversation(1).queue == "Billing");
    CHECK(desk.conversation(1).waits);
}

TEST_CASE("an archived one is neither found nor reopened [D108, S2.24]") {
    Desk desk({R"(rule "Find" on message_received { attach_to_previous })"});
    write(desk, "m1", "10:00", "Hi");
    desk.send("c", "10:01", R"("type":"close_conversation","conversation":"C-1")");
    CHECK(desk.send("a", "10:02", R"("type":"archive","conversation":"C-1")").empty());
    CHECK(Desk::reason(desk.agent("o", "10:03", "reopens", "amy", "C-1")) == "illegal_state");
    const auto lines = write(desk, "m2", "10:04", "Again");
    CHECK(Desk::records(lines, "moment")[0]["conversation"] == "C-2");
}

TEST_CASE("another queue: what waits or is invited is placed there, what is held is taken first [D95, S3.48]") {
    Desk desk({R"(
rule "Move" on customer_message {
    if context.message.text is "billing" { send_to_queue "Billing" }
    if context.message.text is "elsewhere" { send_to_queue "Elsewhere" }
}
)"});
    write(desk, "m1", "10:00", "Hi");
    auto lines = write(desk, "m2", "10:01", "elsewhere");
    CHECK(Desk::moments(lines) ==
          "response_received, customer_message_in_queue, awaiting_response_in_queue, customer_message | "
          "queued, awaiting_response_in_queue");
    CHECK(desk.conversation(1).waiting_since == desk.conversation(1).opened_at);  // the same wait
    lines = write(desk, "m3", "10:02", "elsewhere");
    CHECK(action(lines, 0)["not_done"] == "already_there");
    desk.available("amy", "10:03");
    lines = write(desk, "m4", "10:03:10", "billing");
    CHECK(Desk::moments(lines).ends_with("customer_message | routed"));
    lines = write(desk, "m5", "10:03:20", "elsewhere");
    CHECK(Desk::moments(lines) == "response_received, customer_message | queued, awaiting_response_in_queue");
    CHECK(Desk::commands(lines, "withdraw_invitation")[0]["reason"] == "moved");
    CHECK(Desk::commands(lines, "withdraw_invitation")[0]["key"] == "m5/2/0");
    desk.agent("t", "10:04", "takes", "amy", "C-1");
    lines = write(desk, "m6", "10:05", "billing");
    CHECK(Desk::moments(lines) == "response_received, customer_message | unassigned | routed");
}

TEST_CASE("assigning to an agent is routed, then assigned; or it is placed as usual [D96, S2.4, S3.32]") {
    Desk desk({R"(
rule "Amy" on starting { assign_to_agent "amy" }
rule "Bob" on customer_message { if context.message.text is "bob" { assign_to_agent "bob" } }
)"});
    auto lines = write(desk, "m1", "10:00", "Hi");
    CHECK(action(lines, 1)["not_done"] == "agent_offline");
    CHECK(Desk::moments(lines).ends_with("queued_at_start, queued, awaiting_response_in_queue"));
    desk.send("b1", "10:01", R"("type":"agent_presence","agent":"bob","presence":"busy")");
    lines = write(desk, "m2", "10:02", "bob");
    CHECK(Desk::moments(lines).ends_with("customer_message | routed | assigned"));
    CHECK(Desk::commands(lines, "assign")[0]["agent"] == "bob");
    lines = write(desk, "m3", "10:03", "bob");
    CHECK(action(lines, 0)["not_done"] == "already_assigned");
    desk.send("a1", "10:04", R"("type":"agent_presence","agent":"amy","presence":"away")");
    lines = desk.message("m4", "10:05", "+447700900456", "Hi");
    CHECK(Desk::moments(lines) ==
          "message_received | customer_message, starting, opened | routed_at_start, routed | assigned");
    desk.message("m5", "10:06", "+447700900457", "Hi");
    lines = desk.message("m6", "10:07", "+447700900458", "Hi");
    CHECK(action(lines, 1)["not_done"] == "at_capacity");
}

TEST_CASE("unassign, hold, route, reopen, tags, fields, notes, tasks, webhooks, Slack, an own action") {
    Desk desk({R"(
rule "Words" on customer_message {
    if context.message.text is "unassign" { unassign }
    if context.message.text is "hold" { hold { state_reason: "Waiting internal" } }
    if context.message.text is "fields" {
        add_tag "vip"
        add_tag "late"
        remove_tag "vip"
        set_field conversation.customer_tier { to: gold }
        set_field conversation.subject { to: "Parcel" }
        add_note "Careful"
        clear_field conversation.language
    }
    if context.message.text is "out" {
        create_task incident
        call_webhook crm
        send_summary_to_slack
        escalate 3
    }
}
rule "Back" on closed { if conversation.closed_by is api { reopen } }
)"});
    desk.available("amy");
    write(desk, "m1", "10:00", "Hi");
    desk.agent("a", "10:00:30", "accepts", "amy", "C-1");
    CHECK(Desk::moments(write(desk, "m2", "10:01", "hold")) == "response_received, customer_message | held");
    CHECK(Desk::moments(write(desk, "m3", "10:02", "fields")) == "response_received, customer_message");
    const auto changed = desk.conversation(1);
    CHECK(changed.tags == std::vector<std::string>{"late"});
    CHECK(model::find(changed.fields, "customer_tier")->text == "gold");
    CHECK(changed.subject == "Parcel");
    CHECK(changed.notes.at(0).text == "Careful");
    auto lines = write(desk, "m4", "10:03", "out");
    CHECK(Desk::moments(lines) == "response_received, customer_message | task_related");
    const auto commands = Desk::commands(lines);
    REQUIRE(commands.size() == 4);
    CHECK(
        commands[0].dump() ==
        R"({"command":"create_task","key":"m4/1/1","conversation":"C-1","task":"T-1","kind":"incident","short_description":"No description given"})");
    CHECK(
        commands[1].dump() ==
        R"({"command":"call_webhook","key":"m4/1/2","conversation":"C-1","webhook":"crm","url":"https://crm.example/in"})");
    CHECK(commands[2]["channel"] == "#care");
    CHECK(commands[3].dump() == R"({"command":"escalate","key":"m4/1/4","conversation":"C-1","value":3})");
    lines = write(desk, "m5", "10:04", "unassign");
    // Taken from amy, who may have it again: a rule's unassign is no refusal of hers.
    CHECK(Desk::moments(lines) == "response_received, customer_message | unassigned | routed");
    lines = desk.send("c", "10:04:30", R"("type":"close_conversation","conversation":"C-1")");
    CHECK(Desk::moments(lines) == "closed | reopened, opened | routed");
    CHECK(desk.state(1) == "New");
}

TEST_CASE("how often: once, at most every, and not behind a conversation that just ended [D16, D45, D117, S3.75]") {
    Desk desk({R"(
rule "Limits" on customer_message {
    send_message "once" { once: true }
    send_message "seldom" { at_most_every: 5 minutes }
}
rule "Start" on starting { send_message "hello" { skip_if_recent_conversation: true } }
)"});
    const auto sent = [](const std::vector<Json>& lines) {
        std::string texts;
        for (const Json& command : Desk::commands(lines, "send_message"))
            texts += command["text"].get<std::string>() + " ";
        return texts;
    };
    CHECK(sent(write(desk, "m1", "10:00", "Hi")) == "once seldom hello ");
    auto lines = write(desk, "m2", "10:04:59", "Hi");
    CHECK(sent(lines) == "");
    CHECK(action(lines, 0, 0)["suppressed"] == "once");
    CHECK(action(lines, 0, 1)["suppressed"] == "at_most_every");
    CHECK(sent(write(desk, "m3", "10:05", "Hi")) == "seldom ");
    desk.send("c", "10:06", R"("type":"close_conversation","conversation":"C-1")");
    lines = write(desk, "m4", "10:21", "Hi");
    CHECK(sent(lines) == "once seldom ");
    CHECK(action(lines, 1, 2)["suppressed"] == "recent_conversation");
    desk.send("c2", "10:22", R"("type":"close_conversation","conversation":"C-2")");
    CHECK(sent(write(desk, "m5", "10:37:01", "Hi")) == "once seldom hello ");
}

TEST_CASE("an action in a moment without a conversation is left out, and its record says so") {
    Desk desk({R"(rule "Form" on contact_form_received { send_message "Hello"  call_webhook crm })"});
    const auto lines = desk.send("f", "10:00", R"("type":"form","fields":{"text":"x"})");
    CHECK(action(lines, 0, 0)["not_done"] == "no_conversation");
    CHECK(Desk::commands(lines).size() == 1);
}

TEST_CASE("a value of the wrong type costs its member, not the moment [D33, D34]") {
    Desk desk({R"(
rule "Form" on contact_form_received {
    if context.form.age is 7 { call_webhook crm }
    if context.form.text is "x" { open_conversation { channel: email  to: context.form.email } }
}
)"});
    const auto lines =
        desk.send("f", "10:00", R"("type":"form","fields":{"text":"x","email":"a@x.org","age":"seven"})");
    CHECK(Desk::moments(lines).starts_with("contact_form_received | customer_message, starting, opened"));
    CHECK(Desk::records(lines, "moment")[0]["notes"][0].get<std::string>().starts_with("context.form.age: "));
}

TEST_CASE("changed and was look at what a moment changed [D32]") {
    Desk desk({R"(
rule "Tier" on updated { if conversation.customer_tier changed { send_message "new tier" } }
rule "From hold" on closed { if conversation.state was "On Hold" { send_message "from hold" } }
)"});
    desk.available("amy");
    write(desk, "m1", "10:00", "Hi");
    desk.agent("a", "10:00:30", "accepts", "amy", "C-1");
    auto lines =
        desk.send("f", "10:01", R"("type":"set_field","conversation":"C-1","field":"customer_tier","value":"gold")");
    CHECK(Desk::commands(lines).size() == 1);
    lines = desk.send("g", "10:02", R"("type":"set_field","conversation":"C-1","field":"subject","value":"x")");
    CHECK(Desk::commands(lines).empty());
    desk.agent("h", "10:03", "holds", "amy", "C-1");
    lines = desk.agent("c", "10:04", "closes", "amy", "C-1", R"("short_description":"x")");
    CHECK(Desk::commands(lines)[0]["text"] == "from hold");
}

}  // namespace
}  // namespace parley::desk
