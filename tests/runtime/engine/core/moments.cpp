// The table of moments, row by row; the order of what comes out; keys.
#include "tests/runtime/engine/core/desk.h"

namespace parley::desk {
namespace {

// C-1 in amy's hands since 10:00:30.
void held_by_amy(Desk& desk) {
    desk.available("amy");
    desk.message("start", "10:00", "+447700900123", "Hi");
    REQUIRE(Desk::moments(desk.agent("accept", "10:00:30", "accepts", "amy", "C-1")) == "assigned");
}

TEST_CASE("an agent is free at the start: invited, and the page's keys [D11, D60, D63, D92, S3.32, S3.37]") {
    Desk desk({R"(
rule "Initial queue" on starting { send_to_queue "Default" }
rule "Hello" on routed_at_start { send_message "Thanks" }
)"});
    desk.available("amy");
    const auto lines = desk.message("m1", "10:22", "+44 7700 900123", "Hi");
    CHECK(Desk::moments(lines) == "message_received | customer_message, starting, opened | routed_at_start, routed");
    REQUIRE(lines.size() == 5);
    CHECK(lines[0]["record"] == "moment");
    CHECK(lines[0]["conversation"] == "C-1");
    CHECK(lines[1]["actions"][0]["action"] == "send_to_queue");
    CHECK(lines[1]["actions"][0]["rule"] == "Initial queue");
    CHECK(lines[1]["actions"][0]["at"] == "rules.parley:2");
    CHECK(lines[1]["version"] == 7);
    // What the change commands, the record, what its actions command.
    CHECK(
        lines[2].dump() ==
        R"({"command":"invite","key":"m1/3/0","conversation":"C-1","agent":"amy","queue":"Default","expires_at":"2026-11-21T10:23:00Z"})");
    CHECK(lines[3]["record"] == "moment");
    CHECK(
        lines[4].dump() ==
        R"({"command":"send_message","key":"m1/3/1","conversation":"C-1","channel":"whatsapp","to":"+447700900123","text":"Thanks","by":"rule","rule":"Hello"})");
    CHECK(desk.state(1) == "New");
    CHECK(Desk::moments(desk.agent("a1", "10:22:10", "accepts", "amy", "C-1")) == "assigned");
    CHECK(desk.state(1) == "Work in Progress");
}

TEST_CASE("invitations off: routed, then at once assigned [D12, S3.29]") {
    Desk desk({"", [](tenant::Tenant& tenant) { tenant.invitations = false; }});
    desk.available("amy");
    const auto lines = desk.message("m1", "10:22", "+447700900123", "Hi");
    CHECK(Desk::moments(lines) ==
          "message_received | customer_message, starting, opened | routed_at_start, routed | assigned");
    REQUIRE(Desk::commands(lines).size() == 1);
    CHECK(Desk::commands(lines)[0].dump() ==
          R"({"command":"assign","key":"m1/4/0","conversation":"C-1","agent":"amy"})");
}

TEST_CASE("nobody is free: queued at the start; later offered to who becomes free [D63, D97, S3.33, S3.36]") {
    Desk desk;
    CHECK(Desk::moments(desk.message("m1", "10:00", "+447700900123", "Hi")) ==
          "message_received | customer_message, starting, opened | "
          "queued_at_start, queued, awaiting_response_in_queue");
    const auto lines = desk.send("p", "10:01", R"("type":"agent_presence","agent":"amy","presence":"available")");
    CHECK(Desk::moments(lines) == "routed");
    CHECK(Desk::commands(lines, "invite").size() == 1);
}

TEST_CASE("rejected or timed out: back in its queue, and not to the same again in this wait [D92, S3.33]") {
    Desk desk;
    desk.available("amy");
    desk.message("m1", "10:00", "+447700900123", "Hi");
    CHECK(Desk::moments(desk.agent("r", "10:00:10", "rejects", "amy", "C-1")) ==
          "invitation_rejected | queued, awaiting_response_in_queue");
    CHECK(Desk::reason(desk.agent("r2", "10:00:20", "accepts", "amy", "C-1")) == "no_invitation");
    desk.available("bob", "10:00:30");
    CHECK(desk.conversation(1).invited == "bob");
    const auto lines = desk.tick("10:01:30");
    CHECK(Desk::moments(lines) == "invitation_timed_out | queued, awaiting_response_in_queue");
    CHECK(lines[0]["stimulus"] == "timer/invitation_timeout/C-1/2026-11-21T10:01:30Z");
    // Available anew, amy may be asked again.
    desk.send("away", "10:02", R"("type":"agent_presence","agent":"amy","presence":"away")");
    desk.available("amy", "10:03");
    CHECK(desk.conversation(1).invited == "amy");
}

TEST_CASE(
    "a customer message: waiting, invited, held, on hold, and with an agent who is gone [D94, D103, S3.34, S3.35]") {
    Desk desk;
    held_by_amy(desk);
    CHECK(Desk::moments(desk.message("m2", "10:01", "+447700900123", "More")) == "response_received, customer_message");
    CHECK(Desk::moments(desk.agent("h", "10:02", "holds", "amy", "C-1", R"("state_reason":"Waiting on customer")")) ==
          "held");
    CHECK(desk.state(1) == "On Hold");
    CHECK(Desk::moments(desk.message("m3", "10:03", "+447700900123", "Here")) ==
          "response_received, customer_message, resumed");
    CHECK(desk.state(1) == "Work in Progress");
    desk.agent("h2", "10:04", "holds", "amy", "C-1", R"("state_reason":"Waiting internal")");
    CHECK(Desk::moments(desk.message("m4", "10:05", "+447700900123", "Well?")) ==
          "response_received, customer_message");
    CHECK(desk.state(1) == "On Hold");
    CHECK(Desk::moments(desk.agent("u", "10:06", "resumes", "amy", "C-1")) == "resumed");
    desk.agent("h3", "10:07", "holds", "amy", "C-1", R"("state_reason":"Waiting on customer")");
    CHECK(Desk::moments(desk.send("off", "10:08", R"("type":"agent_presence","agent":"amy","presence":"offline")"))
              .empty());
    const auto lines = desk.message("m5", "10:09", "+447700900123", "Hello?");
    CHECK(Desk::moments(lines) ==
          "response_received, customer_message | unassigned | queued, awaiting_response_in_queue");
    CHECK(Desk::commands(lines)[0].dump() ==
          R"({"command":"unassign","key":"m5/2/0","conversation":"C-1","agent":"amy"})");
    CHECK(Desk::moments(desk.message("m6", "10:10", "+447700900123", "Hello??")) ==
          "response_received, customer_message_in_queue, awaiting_response_in_queue, customer_message");
}

TEST_CASE("an agent goes offline: what is in progress goes back, oldest first; on request it stays [D94]") {
    for (const bool keep : {false, true}) {
        Desk desk({"", [keep](tenant::Tenant& tenant) {
                       tenant.requeue_when_offline = !keep;
                       tenant.agents[0].soft = tenant.agents[0].hard = 3;
                   }});
        desk.available("amy");
        for (const std::string number : {"1", "2"}) {
            desk.message("m" + number, "10:0" + number, "+44770090012" + number, "Hi");
            desk.agent("a" + number, "10:0" + number + ":30", "accepts", "amy", "C-" + number);
        }
        desk.message("m3", "10:03", "+447700900129", "Hi");  // an invitation is out
        const auto lines =
            desk.send("off", "10:03:30", R"("type":"agent_presence","agent":"amy","presence":"offline")");
        if (keep) {
            CHECK(Desk::moments(lines) == "queued, awaiting_response_in_queue");
            CHECK(desk.state(1) == "Work in Progress");
            continue;
        }
        CHECK(Desk::moments(lines) ==
              "unassigned | queued, awaiting_response_in_queue | unassigned | queued, awaiting_response_in_queue | "
              "queued, awaiting_response_in_queue");
        CHECK(Desk::records(lines, "moment")[0]["conversation"] == "C-1");
        CHECK(Desk::records(lines, "moment")[2]["conversation"] == "C-2");
        CHECK(Desk::commands(lines, "withdraw_invitation")[0]["reason"] == "unavailable");
    }
}

TEST_CASE("agents' rows: takes, reply, transfer, saves, task, closes, reopens, starts [D77, D107, D118, S4.8, S4.11]") {
    Desk desk;
    held_by_amy(desk);
    auto lines = desk.agent("r", "10:01", "reply", "amy", "C-1", R"("text":"Hello Joe")");
    CHECK(Desk::moments(lines) == "agent_message");
    CHECK(
        lines[0].dump() ==
        R"({"command":"send_message","key":"r/1/0","conversation":"C-1","channel":"whatsapp","to":"+447700900123","text":"Hello Joe","by":"agent","agent":"amy"})");
    CHECK_FALSE(desk.conversation(1).awaits_response);
    CHECK(Desk::moments(desk.agent("s", "10:02", "saves", "amy", "C-1",
                                   R"("fields":{"short_description":"Late parcel"})")) == "updated");
    CHECK(Desk::moments(
              desk.agent("s2", "10:02", "saves", "amy", "C-1", R"("fields":{"short_description":"Late parcel"})"))
              .empty());
    CHECK(Desk::moments(desk.agent("t", "10:03", "task", "amy", "C-1",
                                   R"("did":"viewed","kind":"incident","task":"INC7")")) == "task_related");
    CHECK(desk.conversation(1).tasks[0].task == "INC7");
    CHECK(Desk::moments(desk.agent("x", "10:04", "transfers", "amy", "C-1", R"("to_queue":"Billing")")) ==
          "unassigned | queued");
    CHECK(desk.conversation(1).queue == "Billing");
    CHECK(Desk::moments(desk.agent("k", "10:05", "takes", "bob", "C-1")) == "assigned");
    CHECK(Desk::reason(desk.agent("k2", "10:05", "takes", "amy", "C-1")) == "not_assigned");
    CHECK(Desk::moments(desk.agent("x2", "10:06", "transfers", "bob", "C-1", R"("to_agent":"amy")")) ==
          "unassigned | routed");
    CHECK(desk.conversation(1).invited == "amy");
    lines = desk.agent("c", "10:06:30", "closes", "bob", "C-1", R"("state":"Ignore")");
    CHECK(Desk::moments(lines) == "closed");
    CHECK(lines[0].dump() ==
          R"({"command":"withdraw_invitation","key":"c/1/0","conversation":"C-1","agent":"amy","reason":"closed"})");
    CHECK(desk.conversation(1).closed_as == "Ignore");
    CHECK(desk.state(1) == "Closed Complete");
    CHECK(Desk::moments(desk.agent("o", "10:07", "reopens", "amy", "C-1")) == "reopened, opened | assigned");
    CHECK(desk.conversation(1).queue == "Billing");
    desk.agent("c2", "10:08", "closes", "amy", "C-1");
    lines =
        desk.send("n", "10:09",
                  R"("type":"agent_starts","agent":"amy","channel":"sms","to":"07700 900555","text":"Your parcel")");
    CHECK(Desk::moments(lines) == "starting, opened | assigned | agent_message");
    CHECK(Desk::commands(lines)[0]["key"] == "n/3/0");
    CHECK(desk.conversation(2).direction == model::Direction::outbound);
    CHECK_FALSE(desk.conversation(2).wait);
    CHECK(Desk::reason(desk.send("n2", "10:10",
                                 R"("type":"agent_starts","agent":"amy","channel":"sms","to":"+44 7700 900555")")) ==
          "open_conversation_exists");
}

TEST_CASE("bots and the API: reply, close, open, set a field [S4.12, S4.13, D104, D106, D119]") {
    Desk desk;
    auto lines = desk.send("p", "10:00", R"("type":"open_conversation","channel":"whatsapp","to":"07700 900123")");
    CHECK(Desk::moments(lines) == "starting, opened | queued_at_start, queued");
    CHECK(desk.conversation(1).opened_by == model::OpenedBy::api);
    lines = desk.send("p2", "10:01", R"("type":"open_conversation","channel":"whatsapp","to":"07700 900123")");
    CHECK(Desk::reason(lines) == "already_open");
    CHECK(lines[0]["conversation"] == "C-1");
    lines = desk.send("b", "10:02", R"("type":"bot_reply","conversation":"C-1","text":"Which order?")");
    REQUIRE(lines.size() == 1);
    CHECK(lines[0]["by"] == "bot");
    CHECK(lines[0]["key"] == "b/1/0");
    CHECK(Desk::moments(desk.send(
              "f", "10:03",
              R"("type":"set_field","conversation":"C-1","field":"conversation.customer_tier","value":"gold")")) ==
          "updated");
    CHECK(Desk::moments(desk.send("f2", "10:03",
                                  R"("type":"set_field","conversation":"C-1","field":"priority","value":"urgent")")) ==
          "updated");
    CHECK(desk.conversation(1).priority == "urgent");
    CHECK(Desk::moments(desk.send(
              "c", "10:04",
              R"("type":"bot_closes","channel":"whatsapp","from":"+447700900123","parameter":"RB_MARKDONE")")) ==
          "closed");
    CHECK(desk.conversation(1).closed_by == model::ClosedBy::bot);
    CHECK(desk.conversation(1).short_description == "No description given");
    CHECK(Desk::reason(desk.send("c2", "10:05", R"("type":"close_conversation","conversation":"C-1")")) == "not_open");
}

TEST_CASE("every message that starts with the page's rejections changes nothing [D118, D89, D105]") {
    Desk desk;
    held_by_amy(desk);
    const auto before = desk.conversation(1);
    const auto refused = desk.agent("1", "10:01", "closes", "amy", "C-1");
    REQUIRE(refused.size() == 1);
    CHECK(refused[0].dump() ==
          R"({"record":"rejected","stimulus":"1","type":"agent_closes","reason":"short_description_missing"})");
    CHECK(Desk::reason(desk.agent("2", "10:01", "task", "amy", "C-1", R"("did":"created","kind":"case")")) ==
          "short_description_missing");
    CHECK(Desk::reason(desk.agent("3", "10:01", "saves", "amy", "C-1", R"("fields":{"subject":"x"})")) ==
          "short_description_missing");
    CHECK(Desk::reason(desk.agent("4", "10:01", "reply", "bob", "C-1", R"("text":"x")")) == "not_assigned");
    CHECK(Desk::reason(desk.agent("5", "10:01", "resumes", "amy", "C-1")) == "illegal_state");
    CHECK(Desk::reason(desk.agent("6", "10:01", "accepts", "amy", "C-9")) == "unknown_conversation");
    CHECK(Desk::reason(desk.agent("7", "10:01", "accepts", "eve", "C-1")) == "unknown_agent");
    CHECK(Desk::reason(desk.agent("8", "10:01", "transfers", "amy", "C-1", R"("to_agent":"bob")")) == "agent_offline");
    CHECK(Desk::reason(desk.agent("9", "10:01", "transfers", "amy", "C-1", R"("to_queue":"Nowhere")")) ==
          "unknown_queue");
    CHECK(Desk::reason(desk.agent("10", "10:01", "reopens", "amy", "C-1")) == "already_open");
    CHECK(Desk::reason(desk.send("11", "10:01", R"("type":"archive","conversation":"C-1")")) == "illegal_state");
    CHECK(Desk::reason(desk.send("12", "10:01", R"("type":"erase_contact","contact":"K-9")")) == "unknown_contact");
    CHECK(Desk::reason(desk.send("13", "10:01", R"("type":"merge_contacts","primary":"K-1","secondary":"K-1")")) ==
          "same_contact");
    CHECK(Desk::reason(desk.send("14", "10:01", R"("type":"unmerge_contacts","secondary":"K-1")")) == "not_merged");
    CHECK(Desk::reason(desk.send("15", "10:01", R"("type":"nonsense")")) == "unknown_type");
    CHECK(Desk::reason(desk.line("{")) == "malformed");
    CHECK(desk.conversation(1) == before);
}

TEST_CASE("at the hard limit nothing more by hand [D89]") {
    Desk desk;
    desk.available("amy");
    for (const std::string number : {"1", "2", "3"}) desk.message("m" + number, "10:00", "+44770090012" + number, "Hi");
    CHECK(desk.conversation(1).invited == "amy");
    CHECK(desk.conversation(2).invited.empty());  // the soft limit
    CHECK(Desk::moments(desk.agent("a", "10:00:10", "takes", "amy", "C-2")) == "assigned");
    CHECK(Desk::reason(desk.agent("b", "10:00:20", "takes", "amy", "C-3")) == "at_capacity");
    CHECK(Desk::moments(desk.agent("c", "10:00:30", "takes", "amy", "C-1")) == "assigned");
}

}  // namespace
}  // namespace parley::desk
