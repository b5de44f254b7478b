// What queues look like now, how long the wait will be, and when they open.
#include "tests/runtime/engine/routing/desk.h"

namespace parley::routing {
namespace {

TEST_CASE("online is not offline, available is available, staffed is one online within the schedule [D88, S3.65]") {
    Desk desk;
    desk.queue("Default");
    for (const char* name : {"amy", "bob", "cat", "dan"}) {
        tenant::Agent& agent = desk.agent(name, {"Default"});
        agent.soft = 3;
        agent.hard = 5;
    }
    desk.agent("eve", {});  // works elsewhere
    desk.office_hours(0);
    desk.tenant.finish();
    desk.agents[0].load = 1;
    desk.agents[1].load = 3;
    desk.agents[2].presence = model::Presence::away;
    desk.agents[2].load = 2;
    desk.agents[3].presence = model::Presence::offline;
    desk.agents[3].load = 1;
    const auto now = [&desk](const char* time) {
        return figures(desk.tenant, desk.agents, desk.database, 0, at(time));
    };
    const Figures open = now("10:00");
    CHECK(open.agents_online == 3);
    CHECK(open.agents_available == 2);
    CHECK(open.agents_with_capacity == 1);
    CHECK(open.capacity_left == 2);
    CHECK(open.capacity_in_use == 6);
    CHECK(open.is_staffed);
    CHECK_FALSE(now("13:00").is_staffed);
    CHECK(now("13:00").agents_available == 2);
    for (AgentState& agent : desk.agents) agent.presence = model::Presence::offline;
    CHECK_FALSE(now("10:00").is_staffed);
    CHECK(now("10:00").agents_available == 0);
}

TEST_CASE("soft limits reached: available above 0, with capacity 0; off hours: available 0 [D88, S3.74]") {
    Desk desk;
    desk.queue("Default");
    desk.agent("amy", {"Default"}).soft = 1;
    desk.tenant.finish();
    desk.agents[0].load = 1;
    Figures found = figures(desk.tenant, desk.agents, desk.database, 0, at("10:00"));
    CHECK(found.agents_available == 1);
    CHECK(found.agents_with_capacity == 0);
    CHECK(found.capacity_left == 0);
    desk.agents[0].presence = model::Presence::offline;
    found = figures(desk.tenant, desk.agents, desk.database, 0, at("10:00"));
    CHECK(found.agents_available == 0);
}

TEST_CASE("workload is what waits, is invited, assigned or On Hold with that queue [D100, D15]") {
    Desk desk;
    desk.queue("Default");
    desk.queue("Billing");
    desk.tenant.finish();
    desk.waiting(1, "Default", "09:10");
    desk.waiting(2, "Default", "09:00");
    Conversation invited = desk.waiting(3, "Default", "08:00");
    invited.waits = false;
    invited.invited = "amy";
    desk.database.put(invited);
    for (const auto& [id, state] : {std::pair{4, model::State::work_in_progress}, {5, model::State::on_hold}}) {
        Conversation held = desk.waiting(id, "Default", "08:00");
        held.waits = false;
        held.waiting_since.reset();
        held.state = state;
        held.assigned_to = "amy";
        desk.database.put(held);
    }
    Conversation closed = desk.waiting(6, "Default", "08:00");
    closed.waits = false;
    closed.state = model::State::closed_complete;
    desk.database.put(closed);
    desk.waiting(7, "Billing", "08:00");
    const Figures found = figures(desk.tenant, desk.agents, desk.database, 0, at("09:30"));
    CHECK(found.waiting == 2);
    CHECK(found.assigned == 2);
    CHECK(found.total == 5);
    CHECK(found.oldest_wait == 30 * minute);
    CHECK(figures(desk.tenant, desk.agents, desk.database, 1, at("09:30")).total == 1);
}

TEST_CASE("estimated wait: H × (ahead + 1) ÷ S, up to whole minutes, at least one; none without capacity [D99]") {
    Desk desk;
    desk.queue("Default");
    desk.agent("amy", {"Default"}).soft = 3;
    desk.agent("bob", {"Default"}).soft = 1;
    desk.agent("cat", {"Default"}).soft = 5;
    desk.tenant.finish();
    desk.agents[2].presence = model::Presence::busy;
    const auto wait = [&desk](const Conversation* waiting = nullptr) {
        return estimated_wait(desk.tenant, desk.agents, desk.database, 0, waiting);
    };
    CHECK(wait() == 3 * minute);  // 10 minutes × 1 ÷ 4, rounded up
    const Conversation first = desk.waiting(1, "Default", "09:00");
    const Conversation second = desk.waiting(2, "Default", "09:10");
    const Conversation urgent = desk.waiting(3, "Default", "09:20", {}, 3);
    CHECK(wait() == 10 * minute);
    CHECK(wait(&urgent) == 3 * minute);  // itself is not ahead of itself
    CHECK(wait(&first) == 5 * minute);
    CHECK(wait(&second) == 8 * minute);
    desk.database.put(model::QueueHistory{"Default", {4 * minute, 8 * minute}});
    CHECK(wait(&second) == 5 * minute);  // 6 × 3 ÷ 4
    desk.database.put(model::QueueHistory{"Default", {1}});
    CHECK(wait() == 1 * minute);
    desk.agents[0].load = 9;  // the capacity counts, not what is left of it
    desk.database.put(model::QueueHistory{"Default", {}});
    CHECK(wait() == 10 * minute);
    desk.agents[0].presence = desk.agents[1].presence = model::Presence::away;
    CHECK_FALSE(wait());
}

TEST_CASE("of two queues that open at one instant, the first of the catalog; only where something waits [D98, D110]") {
    Desk desk;
    for (const char* name : {"Always", "B", "C", "D"}) desk.queue(name);
    for (std::size_t queue : {1, 2, 3}) desk.office_hours(queue);
    desk.tenant.schedules[2].spans = {{5, 9 * 60, 10 * 60}};
    desk.tenant.finish();
    const auto next = [&desk](const std::optional<Opening>& last, const char* after, const char* until) {
        const auto found = next_opening(desk.tenant, desk.database, last, at(after), at(until));
        return found ? desk.tenant.queues[found->queue].name + value::instant_to_string(found->at).substr(10) : "none";
    };
    desk.waiting(1, "Always", "07:00");
    CHECK(next({}, "07:00", "11:00") == "none");
    desk.waiting(2, "C", "07:00");
    desk.waiting(3, "D", "07:00");
    CHECK(next({}, "07:00", "07:59") == "none");
    CHECK(next({}, "07:00", "08:00") == "CT08:00:00Z");
    desk.waiting(4, "B", "07:00");
    CHECK(next({}, "07:00", "11:00") == "BT08:00:00Z");
    CHECK(next(Opening{at("08:00"), 1}, "08:00", "11:00") == "CT08:00:00Z");
    CHECK(next(Opening{at("08:00"), 2}, "08:00", "11:00") == "DT09:00:00Z");
    CHECK(next(Opening{at("09:00"), 3}, "09:00", "11:00") == "none");
}

}  // namespace
}  // namespace parley::routing
