#include "runtime/engine/routing/routing.h"

#include <algorithm>
#include <tuple>

namespace parley::routing {

using model::Presence;
using state::QueuePosition;

namespace {

std::optional<std::uint32_t> soft_limit(const tenant::Tenant& tenant, std::uint32_t agent) {
    return tenant.agents[agent].soft;
}

bool has_declined(const Conversation& conversation, const AgentState& agent) {
    return std::any_of(conversation.declined.begin(), conversation.declined.end(), [&](const model::Declined& one) {
        return one.agent == agent.agent && one.availability == agent.availability;
    });
}

std::uint32_t index_in(const tenant::Tenant& tenant, const AgentState& agent) {
    return *tenant.agent_index(agent.agent);
}

// The queue of a conversation, none where the catalog has it no more.
std::optional<std::uint32_t> queue_of(const tenant::Tenant& tenant, const Conversation& conversation) {
    return tenant.queue_index(conversation.queue);
}

QueuePosition position_of(const Conversation& conversation, Instant now) {
    return {conversation.priority_rank, conversation.waiting_since.value_or(now), conversation.id};
}

bool is_before(const QueuePosition& left, const QueuePosition& right) {
    return std::tuple(-left.rank, left.waiting_since, model::number(left.conversation)) <
           std::tuple(-right.rank, right.waiting_since, model::number(right.conversation));
}

}  // namespace

bool works_on(const tenant::Tenant& tenant, std::uint32_t agent, std::uint32_t queue) {
    const auto& queues = tenant.queues_of(agent);
    return std::binary_search(queues.begin(), queues.end(), queue);
}

bool takes_offers(const tenant::Tenant& tenant, const AgentState& agent) {
    if (agent.presence != Presence::available) return false;
    const auto soft = soft_limit(tenant, index_in(tenant, agent));
    return !soft || agent.load < *soft;
}

bool has_room(const tenant::Tenant& tenant, const AgentState& agent) {
    const auto& hard = tenant.agents[index_in(tenant, agent)].hard;
    return !hard || agent.load < *hard;
}

bool has_skills(const tenant::Tenant& tenant, std::uint32_t agent, const std::vector<std::string>& skills) {
    const auto& own = tenant.agents[agent].skills;
    return std::all_of(skills.begin(), skills.end(), [&own](const std::string& skill) {
        return std::find(own.begin(), own.end(), skill) != own.end();
    });
}

std::optional<std::uint32_t> choose(const tenant::Tenant& tenant, Agents agents, const Conversation& conversation,
                                    Instant now) {
    const auto queue = queue_of(tenant, conversation);
    if (!queue || !tenant.is_open(tenant.queues[*queue], now)) return std::nullopt;
    std::optional<std::uint32_t> best;
    const auto rank = [&agents](std::uint32_t agent) {
        const AgentState& state = agents[agent];
        return std::tuple(state.load, state.last_offered_at.has_value(), state.last_offered_at.value_or(0),
                          state.offers);
    };
    for (std::uint32_t agent : tenant.staff(*queue)) {
        const AgentState& state = agents[agent];
        if (!takes_offers(tenant, state) || has_declined(conversation, state) ||
            !has_skills(tenant, agent, conversation.skills))
            continue;
        if (!best || rank(agent) < rank(*best)) best = agent;
    }
    return best;
}

std::optional<Offer> next_offer(const tenant::Tenant& tenant, Agents agents, state::Database& database,
                                std::span<const std::uint32_t> freed, Instant now,
                                std::span<const ConversationId> except) {
    std::vector<std::uint32_t> able;
    std::vector<bool> reachable(tenant.queues.size(), false);
    for (std::uint32_t agent : freed) {
        if (!takes_offers(tenant, agents[agent])) continue;
        able.push_back(agent);
        for (std::uint32_t queue : tenant.queues_of(agent)) reachable[queue] = true;
    }
    if (able.empty() || database.waiting_everywhere() == 0) return std::nullopt;
    std::optional<QueuePosition> best;
    Offer offer;
    for (std::uint32_t queue = 0; queue < reachable.size(); ++queue) {
        if (!reachable[queue] || !tenant.is_open(tenant.queues[queue], now)) continue;
        const std::string& name = tenant.queues[queue].name;
        for (const state::SkillGroup& group : database.waiting_groups(name)) {
            const bool someone = std::any_of(able.begin(), able.end(), [&](std::uint32_t agent) {
                return works_on(tenant, agent, queue) && has_skills(tenant, agent, group.skills);
            });
            if (!someone) continue;
            std::optional<QueuePosition> head;
            while ((head = database.next_waiting(name, group.skills, head))) {
                if (best && !is_before(*head, *best)) break;
                if (std::find(except.begin(), except.end(), head->conversation) != except.end()) continue;
                const auto conversation = database.conversation(head->conversation);
                const auto agent = conversation ? choose(tenant, agents, *conversation, now) : std::nullopt;
                if (!agent) continue;  // declined by all who could
                best = head;
                offer = {head->conversation, *agent};
                break;
            }
        }
    }
    if (!best) return std::nullopt;
    return offer;
}

Figures figures(const tenant::Tenant& tenant, Agents agents, state::Database& database, std::uint32_t queue,
                Instant now) {
    const tenant::Queue& settings = tenant.queues[queue];
    const state::QueueCounts counts = database.counts(settings.name);
    Figures found;
    found.waiting = counts.waiting;
    found.assigned = counts.assigned;
    found.total = counts.total();
    if (const auto oldest = database.oldest_wait(settings.name)) found.oldest_wait = now - *oldest;
    for (std::uint32_t agent : tenant.staff(queue)) {
        const AgentState& state = agents[agent];
        if (state.presence == Presence::offline) continue;
        ++found.agents_online;
        found.capacity_in_use += state.load;
        if (state.presence != Presence::available) continue;
        ++found.agents_available;
        if (!takes_offers(tenant, state)) continue;
        ++found.agents_with_capacity;
        if (const auto soft = soft_limit(tenant, agent)) found.capacity_left += *soft - state.load;
    }
    found.is_staffed = found.agents_online > 0 && tenant.is_open(settings, now);
    return found;
}

std::optional<Span> estimated_wait(const tenant::Tenant& tenant, Agents agents, state::Database& database,
                                   std::uint32_t queue, const Conversation* waiting) {
    const tenant::Queue& settings = tenant.queues[queue];
    std::int64_t capacity = 0;
    for (std::uint32_t agent : tenant.staff(queue))
        if (agents[agent].presence == Presence::available) capacity += soft_limit(tenant, agent).value_or(1);
    if (capacity == 0) return std::nullopt;
    Span handling = settings.handling_time;
    const auto history = database.history(settings.name);
    if (history && !history->worked.empty()) {
        Span sum = 0;
        for (Span worked : history->worked) sum += worked;
        handling = sum / static_cast<Span>(history->worked.size());
    }
    const auto ahead = static_cast<std::int64_t>(
        waiting == nullptr ? database.counts(settings.name).waiting
                           : database.waiting_before(settings.name, position_of(*waiting, 0)));
    constexpr Span minute = 60 * model::second;
    const Span wait = (handling * (ahead + 1) + capacity - 1) / capacity;
    return std::max<Span>(1, (wait + minute - 1) / minute) * minute;
}

std::optional<Opening> next_opening(const tenant::Tenant& tenant, state::Database& database,
                                    const std::optional<Opening>& after_this, Instant after, Instant until) {
    std::optional<Opening> best;
    for (std::uint32_t queue = 0; queue < tenant.queues.size(); ++queue) {
        const tenant::Queue& settings = tenant.queues[queue];
        if (!settings.schedule || database.counts(settings.name).waiting == 0) continue;
        // Behind the last that ran come the queues that open at the same instant and stand later in the catalog.
        const bool may_be_now = after_this && queue > after_this->queue;
        const auto next =
            tenant::next_opening(tenant.schedules[*settings.schedule], may_be_now ? after_this->at - 1 : after);
        if (!next || *next > until || (best && best->at <= *next)) continue;
        best = Opening{*next, queue};
    }
    return best;
}

}  // namespace parley::routing
