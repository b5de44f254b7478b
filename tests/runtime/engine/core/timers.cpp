// What is due, when, and in which order (D109 to D114).
#include "runtime/value/calendar.h"
#include "tests/runtime/engine/core/desk.h"

namespace parley::desk {
namespace {

std::string stimuli(const std::vector<Json>& lines) {
    std::string found;
    for (const Json& line : Desk::records(lines, "moment")) {
        const std::string one = line["stimulus"];
        if (!found.ends_with(one)) found += (found.empty() ? "" : " ") + one;
    }
    return found;
}

constexpr auto minutes = [](std::int64_t count) { return count * 60'000; };

TEST_CASE("still waiting: at began waiting + k × period, through restarts and versions [D13, D111, S3.35]") {
    const Setup setup{"", [](tenant::Tenant& tenant) { tenant.still_waiting_every = minutes(5); }};
    Desk desk(setup);
    desk.message("m1", "10:01", "+447700900123", "Hi");
    auto lines = desk.tick("10:05:59");
    CHECK(lines.empty());
    lines = desk.tick("10:17");
    CHECK(stimuli(lines) ==
          "timer/still_waiting/C-1/2026-11-21T10:06:00Z timer/still_waiting/C-1/2026-11-21T10:11:00Z "
          "timer/still_waiting/C-1/2026-11-21T10:16:00Z");
    CHECK(lines[0]["at"] == "2026-11-21T10:06:00Z");
    desk.reopen();
    desk.replace(setup);
    CHECK(stimuli(desk.tick("10:21")) == "timer/still_waiting/C-1/2026-11-21T10:21:00Z");
}

TEST_CASE("still waiting while an invitation is out comes once, when it is back in the queue [D111]") {
    Desk desk({"", [](tenant::Tenant& tenant) {
                   tenant.still_waiting_every = minutes(1);
                   tenant.invitation_timeout = minutes(4) + 30'000;
               }});
    desk.message("m1", "10:00", "+447700900123", "Hi");
    desk.available("amy", "10:00:30");
    CHECK(desk.tick("10:04:50").empty());
    const auto lines = desk.tick("10:05:59");
    CHECK(stimuli(lines) ==
          "timer/invitation_timeout/C-1/2026-11-21T10:05:00Z timer/still_waiting/C-1/2026-11-21T10:01:00Z");
    CHECK(stimuli(desk.tick("10:06")) == "timer/still_waiting/C-1/2026-11-21T10:06:00Z");
}

TEST_CASE("the order at one instant: opening, invitation, service level, still waiting, inactivity [D110]") {
    Desk desk({"", [](tenant::Tenant& tenant) {
                   tenant.still_waiting_every = minutes(1);
                   tenant.queues[0].answer_within = minutes(1);
                   tenant.queues[1].answer_within = minutes(1);
                   tenant.close_after_inactivity = minutes(1);
               }});
    desk.available("amy");
    desk.message("m1", "10:00", "+447700900123", "Hi");                                            // invited
    desk.message("m2", "10:00", "+447700900456", "Hi");                                            // waits
    desk.send("p", "10:00", R"("type":"open_conversation","channel":"sms","to":"07700 900789")");  // awaits nothing
    const auto lines = desk.tick("10:01:01");
    CHECK(stimuli(lines) ==
          "timer/invitation_timeout/C-1/2026-11-21T10:01:00Z timer/sla_breached/C-1/2026-11-21T10:01:00Z "
          "timer/sla_breached/C-2/2026-11-21T10:01:00Z timer/sla_breached/C-3/2026-11-21T10:01:00Z "
          "timer/still_waiting/C-1/2026-11-21T10:01:00Z timer/still_waiting/C-3/2026-11-21T10:01:00Z "
          "timer/inactivity/C-3/2026-11-21T10:01:00Z");
    CHECK(desk.conversation(3).closed_by == model::ClosedBy::timer);
    CHECK(desk.conversation(3).closed_as == "Closed Abandoned");
}

TEST_CASE("the service level: an answer at exactly the limit is in time; once; landing after it at once [D114]") {
    const auto within = [](tenant::Tenant& tenant) {
        tenant.queues[0].answer_within = minutes(5);
        tenant.queues[1].answer_within = minutes(2);
    };
    Desk desk({"", within});
    desk.available("amy");
    desk.message("m1", "10:00", "+447700900123", "Hi");
    desk.agent("a", "10:00:30", "accepts", "amy", "C-1");
    CHECK(Desk::moments(desk.agent("r", "10:05", "reply", "amy", "C-1", R"("text":"x")")) == "agent_message");
    CHECK(desk.tick("10:06").empty());
    CHECK_FALSE(desk.conversation(1).sla_breached);

    Desk late({"", within});
    late.message("m1", "10:00", "+447700900123", "Hi");
    late.available("amy", "10:01");
    late.agent("a", "10:01:30", "accepts", "amy", "C-1");
    const auto lines = late.agent("t", "10:03", "transfers", "amy", "C-1", R"("to_queue":"Billing")");
    CHECK(Desk::moments(lines) == "unassigned | queued, awaiting_response_in_queue | sla_breached");
    CHECK(late.tick("10:30").empty());
}

TEST_CASE(
    "inactivity: from the last message, never while somebody waits for us, on a call, or held inside [D112, S3.41]") {
    Desk desk({"", [](tenant::Tenant& tenant) { tenant.close_after_inactivity = minutes(60); }});
    desk.available("amy");
    desk.message("m1", "10:00", "+447700900123", "Hi");
    desk.agent("a", "10:00:30", "accepts", "amy", "C-1");
    CHECK(desk.tick("11:30").empty());  // the customer waits for us
    desk.agent("r", "11:31", "reply", "amy", "C-1", R"("text":"x")");
    desk.agent("h", "11:32", "holds", "amy", "C-1", R"("state_reason":"Waiting internal")");
    CHECK(desk.tick("13:00").empty());
    desk.agent("u", "13:01", "resumes", "amy", "C-1");
    const auto lines = desk.tick("13:02");
    CHECK(Desk::moments(lines) == "closed");  // an hour behind the last message has long passed
    CHECK(desk.conversation(1).closed_as == "Closed Complete");
    desk.send("c", "13:03", R"("type":"call_started","call":"k","from":"07700 900111")");
    CHECK(Desk::moments(desk.tick("15:00")) == "invitation_timed_out | queued | still_waiting");  // the call goes on
    CHECK(model::is_open(desk.conversation(2).state));
}

TEST_CASE("the clock never goes back, and a late stimulus keeps its own time [D109]") {
    Desk desk;
    desk.message("m1", "10:00", "+447700900123", "Hi");
    desk.message("m2", "10:10", "+447700900123", "More");
    const auto lines = desk.message("m3", "10:05", "+447700900123", "Late");
    CHECK(lines[0]["at"] == "2026-11-21T10:10:00Z");
    const auto messages = desk.database().messages(model::ConversationId{1});
    REQUIRE(messages.size() == 3);
    CHECK(messages[2].at == messages[1].at);
    CHECK(messages[2].sent_at == value::parse_instant("2026-11-21T10:05:00Z"));
    CHECK_FALSE(messages[1].sent_at);
}

TEST_CASE("a schedule's opening offers what waits; outside it nobody is offered anything [D98, D88]") {
    Desk desk({"", [](tenant::Tenant& tenant) {
                   tenant::Schedule& schedule = tenant.schedules.emplace_back();
                   schedule.name = "Weekend";
                   schedule.spans = {{5, 11 * 60, 12 * 60}};  // 2026-11-21 is a Saturday
                   tenant.queues[0].schedule = 0;
               }});
    desk.available("amy");
    CHECK(Desk::moments(desk.message("m1", "10:00", "+447700900123", "Hi")).ends_with("awaiting_response_in_queue"));
    CHECK(desk.tick("10:59:59").empty());
    const auto lines = desk.tick("11:00:05");
    CHECK(stimuli(lines) == "timer/schedule_opening/Default/2026-11-21T11:00:00Z");
    CHECK(Desk::moments(lines) == "routed");
}

TEST_CASE("on the wall clock what came due while nothing ran comes once [D13]") {
    Desk desk({"", [](tenant::Tenant& tenant) { tenant.still_waiting_every = minutes(1); }, engine::Clock::wall});
    desk.at_wall("10:00");
    desk.message("m1", "10:00", "+447700900123", "Hi");
    desk.at_wall("10:10:30");
    const auto lines = desk.tick("10:10:30");
    CHECK(stimuli(lines) == "timer/still_waiting/C-1/2026-11-21T10:01:00Z");
    CHECK(lines[0]["at"] == "2026-11-21T10:10:30Z");
    desk.at_wall("10:11");
    CHECK(stimuli(desk.tick("10:11")) == "timer/still_waiting/C-1/2026-11-21T10:11:00Z");
    // From the future: handled now.
    const auto future = desk.message("m2", "23:00", "+447700900123", "Hi");
    CHECK(future[0]["at"] == "2026-11-21T10:11:00Z");
}

}  // namespace
}  // namespace parley::desk
