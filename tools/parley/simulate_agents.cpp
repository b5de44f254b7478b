#include "tools/parley/simulate_agents.h"

#include <algorithm>

namespace parley::cli {

namespace {

using model::Conversation;
using model::Instant;
using model::Presence;
using model::Span;

constexpr Span minute = 60 * model::second, hour = 60 * minute;

constexpr std::string_view replies[] = {"Hello, I am looking into it.", "Which order is it about?",
                                        "It is on its way and comes tomorrow.", "I have sent you the money back.",
                                        "May I do anything else for you?"};
constexpr std::string_view descriptions[] = {"Late parcel",       "Return",         "Question on an invoice",
                                             "Change of address", "Cannot sign in", "Question before buying",
                                             "Cancellation"};

std::string text_of(Chance& chance, std::span<const std::string_view> texts) {
    return std::string(chance.one_of(texts));
}

Json about(std::string_view type, const tenant::Agent& agent, model::ConversationId conversation) {
    return {{"type", type}, {"agent", agent.name}, {"conversation", to_string(conversation)}};
}

}  // namespace

SimulatedAgents::SimulatedAgents(const tenant::Tenant& tenant, const SimulatedDay& day, std::uint64_t events,
                                 Chance& chance)
    : tenant_(tenant), day_(day), chance_(chance) {
    // No more of them than there is work for, spread over the whole list, whose beginning may be one queue's.
    const std::size_t count = std::min<std::size_t>(tenant.agents.size(), 3 + events / 20);
    constexpr Span at_work = 8 * hour;
    pace_ =
        std::clamp<Span>(static_cast<Span>(count) * at_work / static_cast<Span>(3 * std::max<std::uint64_t>(1, events)),
                         20, 30 * model::second);
    for (std::size_t i = 0; i < count; ++i) {
        agents_.push_back(planned(tenant.agents[i * tenant.agents.size() / count], i));
        waiting_.push_back(i);
    }
    const auto later = [this](std::size_t left, std::size_t right) {
        return std::pair(agents_[left].next, left) > std::pair(agents_[right].next, right);
    };
    std::make_heap(waiting_.begin(), waiting_.end(), later);
}

SimulatedAgents::Agent SimulatedAgents::planned(const tenant::Agent& who, std::size_t place) {
    constexpr Span shifts[] = {7 * hour, 12 * hour, 9 * hour};
    Agent agent{&who, day_.begins + shifts[place % 3] + chance_.between(0, 15 * minute), 0, 0, 0, 0, 0};
    agent.has_break = agent.comes + 4 * hour + chance_.between(0, 30 * minute);
    agent.is_back = agent.has_break + 30 * minute;
    agent.leaves = agent.comes + 9 * hour + chance_.between(0, 20 * minute);
    agent.winds_up = agent.leaves - 20 * minute;
    agent.next = agent.comes;
    return agent;
}

std::optional<Instant> SimulatedAgents::next() const {
    return waiting_.empty() ? std::nullopt : std::optional(agents_[waiting_.front()].next);
}

std::optional<Json> SimulatedAgents::act(state::Database& state) {
    const auto later = [this](std::size_t left, std::size_t right) {
        return std::pair(agents_[left].next, left) > std::pair(agents_[right].next, right);
    };
    std::pop_heap(waiting_.begin(), waiting_.end(), later);
    Agent& agent = agents_[waiting_.back()];
    const Instant now = agent.next;
    const bool is_out = now >= agent.has_break && now < agent.is_back;
    const Presence presence = now >= agent.leaves     ? Presence::offline
                              : is_out                ? Presence::away
                              : now >= agent.winds_up ? Presence::busy
                                                      : Presence::available;
    std::optional<Json> done;
    if (presence != agent.presence) {
        agent.presence = presence;
        done = Json{{"type", "agent_presence"}, {"agent", agent.who->name}, {"presence", model::word(presence)}};
    } else {
        done = work(agent, state);
    }
    if (presence == Presence::offline) {
        waiting_.pop_back();
        return done;
    }
    agent.next = is_out ? agent.is_back : now + chance_.between(pace_ / 2, pace_ + pace_ / 2);
    std::push_heap(waiting_.begin(), waiting_.end(), later);
    return done;
}

std::optional<Json> SimulatedAgents::work(const Agent& agent, state::Database& state) {
    const std::vector<model::ConversationId> invited = state.invited_to(agent.who->name);
    if (!invited.empty()) {
        if (chance_.percent(5)) return std::nullopt;  // not seen; it may time out
        return answer_invitation(agent, invited.front());
    }
    const std::vector<model::ConversationId> held = state.held_by(agent.who->name);
    if (agent.presence == Presence::available && chance_.percent(3)) {
        if (std::optional<Json> taken = take_one_more(agent, state, held.size())) return taken;
    }
    if (held.empty()) return std::nullopt;
    const std::optional<Conversation> conversation =
        state.conversation(chance_.one_of(std::span<const model::ConversationId>(held)));
    return conversation ? std::optional(deal(agent, *conversation)) : std::nullopt;
}

Json SimulatedAgents::answer_invitation(const Agent& agent, model::ConversationId id) {
    return about(chance_.percent(95) ? "agent_accepts" : "agent_rejects", *agent.who, id);
}

// Above what is offered there is room for what one takes by hand.
std::optional<Json> SimulatedAgents::take_one_more(const Agent& agent, state::Database& state, std::size_t held) {
    if (agent.who->hard && held >= *agent.who->hard) return std::nullopt;
    for (const std::string& queue : agent.who->queues) {
        if (const auto first = state.next_waiting(queue, {}, std::nullopt))
            return about("agent_takes", *agent.who, first->conversation);
    }
    return std::nullopt;
}

Json SimulatedAgents::deal(const Agent& agent, const Conversation& conversation) {
    if (conversation.state == model::State::on_hold) return about("agent_resumes", *agent.who, conversation.id);
    if (conversation.type == model::ConversationType::phone) return deal_call(agent, conversation);
    if (conversation.awaits_response || conversation.agent_messages == 0) return reply(agent, conversation);
    return go_on(agent, conversation);
}

Json SimulatedAgents::deal_call(const Agent& agent, const Conversation& conversation) {
    if (!conversation.call_live) return close(agent, conversation);  // wrap-up
    if (chance_.percent(60)) return go_on(agent, conversation);
    Json end{{"type", "call_ended"}, {"call", conversation.call}, {"by", "agent"}};
    if (chance_.percent(60)) end["short_description"] = text_of(chance_, descriptions);
    return end;
}

Json SimulatedAgents::reply(const Agent& agent, const Conversation& conversation) {
    Json reply = about("agent_reply", *agent.who, conversation.id);
    reply["text"] = text_of(chance_, replies);
    return reply;
}

Json SimulatedAgents::go_on(const Agent& agent, const Conversation& conversation) {
    const std::uint64_t what = chance_.below(100);
    if (what < 55) return close(agent, conversation);
    if (what < 67) {
        Json hold = about("agent_holds", *agent.who, conversation.id);
        hold["state_reason"] = chance_.percent(70) ? "Waiting on customer" : "Waiting internal";
        return hold;
    }
    if (what < 72 && tenant_.queues.size() > 1) {
        Json transfer = about("agent_transfers", *agent.who, conversation.id);
        transfer["to_queue"] = chance_.one_of<tenant::Queue>(tenant_.queues).name;
        return transfer;
    }
    Json described = about(what < 82 ? "agent_task" : "agent_saves", *agent.who, conversation.id);
    if (what < 82 && !conversation.short_description.empty()) {
        constexpr std::string_view kinds[] = {"incident", "case", "request"};
        described["did"] = chance_.percent(50) ? "viewed" : "created";
        described["kind"] = text_of(chance_, kinds);
        described["task"] = "INC" + std::to_string(chance_.between(1, 9999));
        return described;
    }
    if (what < 92) {
        described["type"] = "agent_saves";
        described["fields"] = {{"short_description", text_of(chance_, descriptions)}};
        return described;
    }
    return reply(agent, conversation);
}

Json SimulatedAgents::close(const Agent& agent, const Conversation& conversation) {
    Json closed = about("agent_closes", *agent.who, conversation.id);
    closed["short_description"] = text_of(chance_, descriptions);
    if (!tenant_.closing_states.empty() && chance_.percent(15))
        closed["state"] = tenant_.closing_states[chance_.below(tenant_.closing_states.size())].first;
    return closed;
}

}  // namespace parley::cli
