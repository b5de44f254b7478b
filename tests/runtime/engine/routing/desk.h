// Settings, agents and queues to route among.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "runtime/engine/routing/routing.h"
#include "runtime/value/calendar.h"
#include "tests/runtime/engine/state/reference.h"

namespace parley::routing {

constexpr Span minute = 60'000;

inline Instant at(const std::string& time) {
    const auto found = value::parse_instant("2026-11-21T" + time + ":00Z");  // a Saturday
    REQUIRE(found);
    return *found;
}

struct Desk {
    tenant::Tenant tenant;
    tests::Reference database;
    std::vector<AgentState> agents;

    tenant::Queue& queue(const char* name, std::vector<std::string> skills = {}) {
        tenant::Queue& one = tenant.queues.emplace_back();
        one.name = name;
        one.skills = std::move(skills);
        return one;
    }
    // Available, with nothing in their hands and no limits.
    tenant::Agent& agent(const char* name, std::vector<std::string> queues, std::vector<std::string> skills = {}) {
        AgentState& state = agents.emplace_back();
        state.agent = name;
        state.presence = model::Presence::available;
        tenant::Agent& one = tenant.agents.emplace_back();
        one.name = name;
        one.queues = std::move(queues);
        one.skills = std::move(skills);
        return one;
    }
    // Open on Saturday from 8 to 12 alone.
    void office_hours(std::size_t queue) {
        tenant::Schedule& office = tenant.schedules.emplace_back();
        office.spans = {{5, 8 * 60, 12 * 60}};
        tenant.queues[queue].schedule = static_cast<std::uint32_t>(tenant.schedules.size() - 1);
    }
    Conversation waiting(std::int64_t id, const char* queue, const std::string& since,
                         std::vector<std::string> skills = {}, int rank = 0) {
        Conversation one;
        one.id = ConversationId{id};
        one.contact = model::ContactId{id};
        one.state = model::State::fresh;
        one.queue = queue;
        one.skills = std::move(skills);
        one.priority_rank = rank;
        one.waits = one.placed = true;
        one.opened_at = at(since);
        one.waiting_since = at(since);
        database.put(one);
        return one;
    }
    // "amy", or "nobody".
    std::string chosen(const Conversation& conversation, const std::string& now = "10:00") {
        const auto found = choose(tenant, agents, conversation, at(now));
        return found ? tenant.agents[*found].name : "nobody";
    }
    // "C-1 to amy", or "nothing".
    std::string offer(std::vector<std::uint32_t> freed, const std::string& now = "10:00") {
        const auto found = next_offer(tenant, agents, database, freed, at(now));
        return found ? to_string(found->conversation) + " to " + tenant.agents[found->agent].name : "nothing";
    }
};

}  // namespace parley::routing
