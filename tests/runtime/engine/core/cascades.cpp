// Cascades are bounded, whatever the rules say.
#include "tests/runtime/engine/core/desk.h"

namespace parley::desk {
namespace {

TEST_CASE("moments run first in, first out [D62]") {
    Desk desk({R"(
rule "Two" on customer_message { if context.message.text is "go" { create_task case  hold } }
rule "Task" on task_related { close }
)"});
    desk.available("amy");
    desk.message("m1", "10:00", "+447700900123", "Hi");
    desk.agent("a", "10:00:30", "accepts", "amy", "C-1");
    const auto lines = desk.message("m2", "10:01", "+447700900123", "go");
    CHECK(Desk::moments(lines) == "response_received, customer_message | task_related | held | closed");
}

TEST_CASE("at the 33rd moment the rest is dropped, recorded, and it waits in the fallback queue [D64, S3.25]") {
    Desk desk({R"(
rule "There" on queued { if conversation.queue is "Billing" { send_to_queue "Elsewhere" } else { send_to_queue "Billing" } }
)"});
    const auto lines = desk.message("m1", "10:00", "+447700900123", "Hi");
    CHECK(Desk::records(lines, "moment").size() == 33);  // message_received is nobody's yet
    const auto stopped = Desk::records(lines, "cascade_stopped");
    REQUIRE(stopped.size() == 1);
    CHECK(stopped[0]["conversation"] == "C-1");
    CHECK(desk.conversation(1).queue == "Default");
    CHECK(desk.conversation(1).waits);
    CHECK(desk.message("m2", "10:01", "+447700900456", "Hi").size() >= 33);  // others go on
}

TEST_CASE("a chain of conversations, each opened where one closes, ends too [D64, D119]") {
    Desk desk({R"(
rule "Close" on starting { close }
rule "Open" on closed { open_conversation }
)"});
    const auto lines = desk.message("m1", "10:00", "+447700900123", "Hi");
    CHECK(Desk::records(lines, "cascade_stopped").size() == 1);
    CHECK(Desk::records(lines, "moment").size() < 70);
}

TEST_CASE("offering what a rule gives back at once ends [D64, D97]") {
    Desk desk({R"(rule "No" on assigned { unassign })", [](tenant::Tenant& tenant) { tenant.invitations = false; }});
    desk.available("amy");
    const auto lines = desk.message("m1", "10:00", "+447700900123", "Hi");
    CHECK(Desk::records(lines, "cascade_stopped").size() == 1);
    CHECK(Desk::records(lines, "moment").size() == 33);
}

TEST_CASE("what was stopped and waits at the head keeps no agent who became free from those behind it [D64, D97]") {
    Desk desk({R"(rule "Loop" on contact_merged, task_related { create_task case })"});
    desk.available("amy");
    desk.message("m1", "10:00", "+447700900123", "Hi");
    desk.agent("a1", "10:00:10", "accepts", "amy", "C-1");
    desk.message("m2", "10:01", "+447700900456", "Hi");
    desk.message("m3", "10:02", "+447700900789", "Hi");
    // Closes C-1, which amy holds, and stops C-2, which waits before C-3.
    const auto lines = desk.send("x", "10:03", R"("type":"merge_contacts","primary":"K-2","secondary":"K-1")");
    REQUIRE(Desk::records(lines, "cascade_stopped").size() == 1);
    CHECK(Desk::records(lines, "cascade_stopped")[0]["conversation"] == "C-2");
    REQUIRE(Desk::commands(lines, "invite").size() == 1);
    CHECK(Desk::commands(lines, "invite")[0]["conversation"] == "C-3");
    CHECK(desk.conversation(2).waits);
    CHECK(Desk::commands(desk.agent("r", "10:04", "rejects", "amy", "C-3"), "invite")[0]["conversation"] == "C-2");
}

}  // namespace
}  // namespace parley::desk
