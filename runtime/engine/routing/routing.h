// Who gets which conversation (D88 to D100). Reads settings, agents and queues; changes nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/engine/model/records.h"
#include "runtime/engine/state/database.h"
#include "runtime/engine/tenant/tenant.h"

namespace parley::routing {

using model::AgentState;
using model::Conversation;
using model::ConversationId;
using model::Instant;
using model::Span;

// The agents' states by their index in the tenant.
using Agents = std::span<const AgentState>;

struct Figures {  // of a queue (workload.*)
    std::uint64_t waiting = 0, assigned = 0, total = 0;
    std::optional<Span> oldest_wait;
    std::uint64_t agents_online = 0, agents_available = 0, agents_with_capacity = 0;
    std::uint64_t capacity_left = 0;    // of those available, below their soft limits; agents without a limit count 0
    std::uint64_t capacity_in_use = 0;  // the load of those online
    bool is_staffed = false;
};

bool works_on(const tenant::Tenant& tenant, std::uint32_t agent, std::uint32_t queue);
// Available and below the soft limit: may be offered one more.
bool takes_offers(const tenant::Tenant& tenant, const AgentState& agent);
// Below the hard limit: may get one more by hand (D89).
bool has_room(const tenant::Tenant& tenant, const AgentState& agent);
// Has every one of these.
bool has_skills(const tenant::Tenant& tenant, std::uint32_t agent, const std::vector<std::string>& skills);

// The agent to offer the conversation to now (D91), none if none is free: of those who work on its queue, have its
// skills, take offers and have not declined it since they last became available, within the queue's schedule, the
// lowest load, then longest since last offered one (never comes first), then the catalog's order. Takes time by the
// queue's agents.
std::optional<std::uint32_t> choose(const tenant::Tenant& tenant, Agents agents, const Conversation& conversation,
                                    Instant now);

// The first waiting conversation that one of `freed` (agents' indexes) may take now: by priority, then began waiting,
// then number, over all queues (D97); none if there is none. `put` must have made the database know every change. Takes
// time by the freed agents' queues and their groups of skills, and by those at the head that they declined. `except`:
// conversations that are not to be offered, few.
struct Offer {
    ConversationId conversation{};
    std::uint32_t agent = 0;  // whom to offer it to, chosen as `choose` does among all agents
};
std::optional<Offer> next_offer(const tenant::Tenant& tenant, Agents agents, state::Database& database,
                                std::span<const std::uint32_t> freed, Instant now,
                                std::span<const ConversationId> except = {});

// A queue's figures now, `workload.*` and `parley queues`.
Figures figures(const tenant::Tenant& tenant, Agents agents, state::Database& database, std::uint32_t queue,
                Instant now);
// H × (ahead + 1) ÷ S, up to whole minutes, at least one (D99); none where S is 0. `waiting`: of a conversation that
// waits in this queue, so that those before it are ahead; none: of the queue, and all that wait are ahead.
std::optional<Span> estimated_wait(const tenant::Tenant& tenant, Agents agents, state::Database& database,
                                   std::uint32_t queue, const Conversation* waiting);

// The next opening of a queue's schedule in which somebody could be offered something: behind `after`, at or before
// `until`.
struct Opening {
    Instant at = 0;
    std::uint32_t queue = 0;
};
// By instant, then by the queue's place in the catalog; only queues in which something waits.
std::optional<Opening> next_opening(const tenant::Tenant& tenant, state::Database& database,
                                    const std::optional<Opening>& after_this, Instant after, Instant until);

}  // namespace parley::routing
