// Placing, and the changes that have moments of their own.
#include <utility>

#include "runtime/engine/core/flow.h"

namespace parley::engine {

using model::State;
using moments::Moment;

void Flow::place(ConversationId id, bool at_start, Commands before, std::string agent, Manner manner) {
    if (const auto chosen = assigned_at_place_.extract(id); !chosen.empty() && agent.empty()) {
        agent = chosen.mapped();
        manner = Manner::assign;
    }
    const Conversation& conversation = unit().get(id);
    if (is_stopped(id) || conversation.state != State::fresh || !conversation.invited.empty()) {
        for (lines::CommandContent& command : before) outputs_.change(std::move(command));
        return;
    }
    // A queue that the catalog has no more is as good as none (D26, D63).
    if (tenant().queue(conversation.queue) == nullptr) unit().edit(id).queue = tenant().default_queue();
    unit().edit(id).placed = true;
    std::optional<std::uint32_t> chosen;
    if (!agent.empty()) chosen = tenant().agent_index(agent);
    if (manner == Manner::assign && chosen && !routing::has_room(tenant(), unit().agents()[*chosen])) chosen.reset();
    if (!chosen) {
        manner = Manner::anyone;
        chosen = routing::choose(tenant(), unit().agents(), conversation, now());
    }
    if (chosen) {
        route(id, at_start, std::move(before), *chosen, manner == Manner::assign || !tenant().invitations);
    } else {
        changes_.wait(id);
        const bool first = at_start && !conversation.was_routed;
        Occasion occasion(first ? Moment::queued_at_start : Moment::queued, id);
        occasion.condition = conversation.awaits_response;
        occasion.before = std::move(before);
        raise(std::move(occasion));
    }
    landed(id);
}

void Flow::route(ConversationId id, bool at_start, Commands before, std::uint32_t agent, bool directly) {
    const std::string name = tenant().agents[agent].name;
    const Conversation& conversation = unit().get(id);
    if (directly) {
        Conversation& offered = unit().edit(id);
        offered.waits = false;
        offered.was_routed = true;
        changes_.offered(agent);
    } else {
        changes_.invite(id, agent);
        before.push_back(lines::Invite{id, name, conversation.queue, *conversation.invitation_due});
    }
    Occasion occasion(at_start ? Moment::routed_at_start : Moment::routed, id);
    occasion.agent = name;
    occasion.before = std::move(before);
    const std::string queue = conversation.queue;
    raise(std::move(occasion));
    // The rules may have closed or moved it meanwhile.
    if (directly && conversation.state == State::fresh && conversation.queue == queue && !is_stopped(id))
        assign(id, name, true);
}

void Flow::assign(ConversationId id, std::string_view agent, bool tell) {
    changes_.assign(id, agent);
    Occasion occasion(Moment::assigned, id);
    occasion.agent = agent;
    if (tell) occasion.before.push_back(lines::Assign{id, std::string(agent), {}, {}});
    raise(std::move(occasion));
}

// Landing in a queue whose limit has passed already breaches at once (D114).
void Flow::landed(ConversationId id) {
    if (!model::is_open(unit().get(id).state)) return;
    Conversation& conversation = unit().edit(id);
    changes_.arm(conversation);
    if (!conversation.sla_due || *conversation.sla_due >= now()) return;
    conversation.sla_breached = true;
    raise(Occasion(Moment::sla_breached, id));
}

void Flow::close(ConversationId id, const ClosingRequest& request, Ended ended, bool in_turn) {
    const Conversation& conversation = unit().get(id);
    const bool chat = conversation.chat_live || ended == Ended::chat;
    const bool call = conversation.call_live || ended == Ended::call;
    Occasion occasion(call ? Moment::call_closed : chat ? Moment::chat_closed : Moment::closed, id);
    if (ended == Ended::chat) occasion.moment = Moment::chat_closed;
    occasion.closed_by = model::word(request.by);
    const bool end_chat = chat && ended != Ended::chat;
    const bool end_call = call && ended != Ended::call;
    if (!conversation.invited.empty())
        occasion.before.push_back(lines::WithdrawInvitation{id, changes_.withdraw(id, false), "closed"});
    if (end_call) hanging_up_.insert(id);
    changes_.close(id, request);
    const auto tell = [this, occasion, end_chat, end_call] {
        const ConversationId closed = occasion.conversation;
        raise(occasion);
        if (end_chat) outputs_.end(lines::EndChat{closed, unit().get(closed).chat});
        if (end_call) outputs_.end(lines::EndCall{closed, unit().get(closed).call});
    };
    if (in_turn) {
        later(id, tell);
    } else {
        tell();
    }
}

bool Flow::is_reachable(ConversationId id) {
    const Conversation& conversation = unit().get(id);
    return conversation.channel != "phone" || conversation.call.empty() || conversation.call_live ||
           hanging_up_.contains(id);
}

void Flow::reopened(ConversationId id, const model::Message* message) {
    Occasion occasion(Moment::reopens, id);
    occasion.condition = message != nullptr;
    occasion.message = message;
    raise(std::move(occasion));
    place(id, false);
}

void Flow::started(ConversationId id, const model::Message* message) {
    Occasion occasion(Moment::opens, id);
    occasion.condition = message != nullptr;
    occasion.message = message;
    raise(std::move(occasion));
    place(id, true);
}

void Flow::taken_away(ConversationId id, std::string_view agent, bool tell, std::string next, Manner manner) {
    Occasion occasion(Moment::unassigned, id);
    occasion.agent = agent;
    if (tell) occasion.before.push_back(lines::Unassign{id, std::string(agent)});
    raise(std::move(occasion));
    place(id, false, {}, std::move(next), manner);
}

}  // namespace parley::engine
