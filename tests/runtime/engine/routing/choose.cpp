// Who is offered a conversation, and which one is offered next.
#include "tests/runtime/engine/routing/desk.h"

namespace parley::routing {
namespace {

TEST_CASE("an agent works on the queue, has the conversation's skills, and is available [D91, D88]") {
    Desk desk;
    desk.queue("Default");
    desk.queue("French", {"fr"});
    desk.agent("amy", {"Default"}, {"fr", "vip"});
    desk.agent("bob", {"French"}, {"de"});
    desk.agent("cat", {"Default", "French"}, {"fr"});
    desk.tenant.finish();
    CHECK(works_on(desk.tenant, 0, 0));
    CHECK_FALSE(works_on(desk.tenant, 0, 1));  // the skill, but not the queue
    CHECK_FALSE(works_on(desk.tenant, 1, 1));  // the queue, but not the skill
    CHECK(works_on(desk.tenant, 2, 1));
    CHECK(desk.chosen(desk.waiting(1, "Default", "09:00")) == "amy");
    CHECK(desk.chosen(desk.waiting(2, "French", "09:00")) == "cat");
    CHECK(desk.chosen(desk.waiting(3, "Default", "09:00", {"fr"})) == "amy");
    CHECK(desk.chosen(desk.waiting(4, "Default", "09:00", {"vip", "fr"})) == "amy");
    CHECK(desk.chosen(desk.waiting(5, "Default", "09:00", {"fr", "de"})) == "nobody");
    CHECK(desk.chosen(desk.waiting(6, "Gone", "09:00")) == "nobody");
    desk.agents[0].presence = model::Presence::busy;
    CHECK(desk.chosen(desk.waiting(1, "Default", "09:00")) == "cat");
    desk.agents[2].presence = model::Presence::away;
    CHECK(desk.chosen(desk.waiting(1, "Default", "09:00")) == "nobody");
    desk.agents[2].presence = model::Presence::offline;
    CHECK(desk.chosen(desk.waiting(1, "Default", "09:00")) == "nobody");
}

TEST_CASE("offered below the soft limit, by hand below the hard one; no limit is none [D89, D90]") {
    Desk desk;
    desk.queue("Default");
    tenant::Agent& amy = desk.agent("amy", {"Default"});
    amy.soft = 2;
    amy.hard = 3;
    desk.agent("bob", {});
    desk.tenant.finish();
    const Conversation one = desk.waiting(1, "Default", "09:00");
    AgentState& state = desk.agents[0];
    for (std::uint32_t load : {0u, 1u}) {
        state.load = load;
        CHECK(desk.chosen(one) == "amy");
    }
    state.load = 2;
    CHECK_FALSE(takes_offers(desk.tenant, state));
    CHECK(has_room(desk.tenant, state));
    CHECK(desk.chosen(one) == "nobody");
    state.load = 3;
    CHECK_FALSE(has_room(desk.tenant, state));
    desk.agents[1].load = 1'000'000;
    CHECK(takes_offers(desk.tenant, desk.agents[1]));
    CHECK(has_room(desk.tenant, desk.agents[1]));
}

TEST_CASE("the lowest load, then longest since last offered one, then the catalog's order [D91, D90]") {
    Desk desk;
    desk.queue("Default");
    for (const char* name : {"amy", "bob", "cat"}) desk.agent(name, {"Default"});
    desk.tenant.finish();
    const Conversation one = desk.waiting(1, "Default", "09:00");
    CHECK(desk.chosen(one) == "amy");
    desk.agents[0].load = desk.agents[1].load = 1;
    CHECK(desk.chosen(one) == "cat");
    desk.agents[2].load = 1;
    desk.agents[0].last_offered_at = at("09:30");
    desk.agents[1].last_offered_at = at("09:20");
    CHECK(desk.chosen(one) == "cat");  // was never offered any
    desk.agents[2].last_offered_at = at("09:40");
    CHECK(desk.chosen(one) == "bob");
    // At one instant the order of the offers decides.
    for (AgentState& agent : desk.agents) agent.last_offered_at = at("09:30");
    desk.agents[0].offers = 3;
    desk.agents[1].offers = 2;
    desk.agents[2].offers = 1;
    CHECK(desk.chosen(one) == "cat");
    desk.agents[2].offers = 4;
    CHECK(desk.chosen(one) == "bob");
}

TEST_CASE("who declined it is not offered it again until they become available anew [D92]") {
    Desk desk;
    desk.queue("Default");
    desk.agent("amy", {"Default"});
    desk.tenant.finish();
    desk.agents[0].availability = 4;
    Conversation one = desk.waiting(1, "Default", "09:00");
    one.declined = {{"bob", 4}, {"amy", 3}};
    CHECK(desk.chosen(one) == "amy");
    one.declined = {{"amy", 4}};
    CHECK(desk.chosen(one) == "nobody");
    desk.agents[0].availability = 5;
    CHECK(desk.chosen(one) == "amy");
}

TEST_CASE("outside the queue's schedule nobody is offered anything [D98]") {
    Desk desk;
    desk.queue("Default");
    desk.agent("amy", {"Default"});
    desk.office_hours(0);
    desk.tenant.finish();
    const Conversation one = desk.waiting(1, "Default", "07:00");
    CHECK(desk.chosen(one, "07:59") == "nobody");
    CHECK(desk.chosen(one, "08:00") == "amy");
    CHECK(desk.chosen(one, "12:00") == "nobody");
    CHECK(desk.offer({0}, "07:59") == "nothing");
    CHECK(desk.offer({0}, "08:00") == "C-1 to amy");
}

TEST_CASE("what waits is offered by priority, then began waiting, then number, over all queues [D97]") {
    Desk desk;
    desk.queue("Default");
    desk.queue("Billing");
    desk.queue("Other");
    desk.agent("amy", {"Default", "Billing"});
    desk.tenant.finish();
    desk.waiting(1, "Other", "08:00", {}, 3);
    desk.waiting(2, "Default", "09:00");
    desk.waiting(3, "Billing", "08:30");
    desk.waiting(4, "Billing", "09:30", {}, 1);
    desk.waiting(5, "Default", "08:30");
    const auto next = [&desk] {
        const std::string found = desk.offer({0});
        const auto id = model::parse_conversation(found.substr(0, found.find(' ')));
        if (!id) return found;
        Conversation one = *desk.database.conversation(*id);
        one.waits = false;
        desk.database.put(one);
        return found;
    };
    CHECK(next() == "C-4 to amy");
    CHECK(next() == "C-3 to amy");
    CHECK(next() == "C-5 to amy");
    CHECK(next() == "C-2 to amy");
    CHECK(next() == "nothing");
}

TEST_CASE("behind one that nobody free may take, the next is offered; and to the one chosen among all [D97, D91]") {
    Desk desk;
    desk.queue("Default");
    desk.agent("amy", {"Default"}, {"fr"}).soft = 1;
    desk.agent("bob", {"Default"}).soft = 1;
    desk.tenant.finish();
    desk.waiting(1, "Default", "08:00", {"de"}, 3);
    Conversation declined = desk.waiting(2, "Default", "08:10", {}, 2);
    declined.declined = {{"amy", 0}, {"bob", 0}};
    desk.database.put(declined);
    desk.waiting(3, "Default", "08:20", {"fr"});
    desk.waiting(4, "Default", "08:30");
    CHECK(desk.offer({1}) == "C-4 to amy");  // who became free opens the search, least loaded decides
    CHECK(desk.offer({0, 1}) == "C-3 to amy");
    desk.agents[0].load = 1;
    CHECK(desk.offer({0}) == "nothing");
    CHECK(desk.offer({0, 1}) == "C-4 to bob");
    CHECK(desk.offer({}) == "nothing");
}

}  // namespace
}  // namespace parley::routing
