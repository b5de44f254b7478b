#include <algorithm>
#include <utility>

#include "runtime/engine/core/actions.h"
#include "runtime/engine/core/handlers.h"

namespace parley::engine {

using model::Cause;
using model::Presence;
using model::Rejection;
using model::State;
using moments::Moment;

Named find_conversation(Flow& flow, People& people, const lines::ConversationName& name) {
    if (!name.conversation.empty()) {
        const auto id = model::parse_conversation(name.conversation);
        if (!id || *id == ConversationId::none || flow.unit().get(*id).id != *id)
            return {{}, Rejection::unknown_conversation};
        return {*id, {}};
    }
    const auto contact = people.find(name.channel, name.from);
    if (!contact) return {{}, Rejection::unknown_conversation};
    const auto open = flow.open_of(*contact, name.channel);
    if (!open) return {{}, Rejection::not_open};
    return {*open, {}};
}

std::optional<Answer> Agents::not_held(const Named& named, std::string_view agent) {
    if (named.rejected) return reject(*named.rejected);
    const Conversation& conversation = flow_.unit().get(named.id);
    if (!model::is_open(conversation.state)) return reject(Rejection::not_open);
    if (conversation.assigned_to != agent) return reject(Rejection::not_assigned);
    return std::nullopt;
}

Answer Agents::handle(const lines::AgentPresence& said) {
    const auto index = flow_.tenant().agent_index(said.agent);
    if (!index) return reject(Rejection::unknown_agent);
    AgentState& agent = flow_.unit().edit_agent(*index);
    if (agent.presence == said.presence) return {};
    agent.presence = said.presence;
    if (said.presence == Presence::available) {
        ++agent.availability;
        flow_.changes().free(said.agent);
    } else {
        gone(*index, said.presence);
    }
    return {};
}

// Invitations are withdrawn, and what is in progress goes back when the agent is offline, oldest first (D93, D94).
void Agents::gone(std::uint32_t index, Presence presence) {
    const std::string& agent = flow_.tenant().agents[index].name;
    std::vector<std::pair<ConversationId, Commands>> invited;
    for (ConversationId id : flow_.unit().database().invited_to(agent))
        invited.push_back({id, {lines::WithdrawInvitation{id, flow_.changes().withdraw(id, false), "unavailable"}}});
    if (presence == Presence::offline && flow_.tenant().requeue_when_offline) {
        for (ConversationId id : flow_.unit().database().held_by(agent)) {
            if (flow_.unit().get(id).state != State::work_in_progress) continue;
            flow_.changes().take_away(id);
            flow_.taken_away(id, agent, true);
        }
    }
    for (auto& [id, before] : invited) flow_.place(id, false, std::move(before));
}

Answer Agents::handle(const lines::AgentAccepts& said) {
    const Named named = find_conversation(flow_, people_, said.conversation);
    if (named.rejected) return reject(*named.rejected);
    if (flow_.unit().get(named.id).invited != said.agent) return reject(Rejection::no_invitation);
    flow_.changes().withdraw(named.id, false);
    flow_.assign(named.id, said.agent, false);
    return {};
}

Answer Agents::handle(const lines::AgentRejects& said) {
    const Named named = find_conversation(flow_, people_, said.conversation);
    if (named.rejected) return reject(*named.rejected);
    if (flow_.unit().get(named.id).invited != said.agent) return reject(Rejection::no_invitation);
    flow_.changes().withdraw(named.id, true);
    Occasion occasion(Moment::invitation_rejected, named.id);
    occasion.agent = said.agent;
    flow_.raise(std::move(occasion));
    flow_.place(named.id, false);
    return {};
}

// Any agent may, whatever their presence (D118).
Answer Agents::handle(const lines::AgentTakes& said) {
    const Named named = find_conversation(flow_, people_, said.conversation);
    if (named.rejected) return reject(*named.rejected);
    const Conversation& conversation = flow_.unit().get(named.id);
    if (!model::is_open(conversation.state)) return reject(Rejection::not_open);
    if (conversation.assigned_to == said.agent) return reject(Rejection::illegal_state);
    if (!conversation.assigned_to.empty()) return reject(Rejection::not_assigned);
    const auto index = flow_.tenant().agent_index(said.agent);
    const bool own = conversation.invited == said.agent;
    if (!own && !routing::has_room(flow_.tenant(), flow_.unit().agents()[*index]))
        return reject(Rejection::at_capacity);
    if (!conversation.invited.empty()) {
        const std::string other = flow_.changes().withdraw(named.id, false);
        if (!own) flow_.command(lines::WithdrawInvitation{named.id, other, "taken"});
    }
    flow_.assign(named.id, said.agent, false);
    return {};
}

Answer Agents::handle(const lines::AgentResumes& said) {
    const Named named = find_conversation(flow_, people_, said.conversation);
    if (const auto answer = not_held(named, said.agent)) return *answer;
    if (!flow_.changes().may(named.id, Cause::resumed)) return reject(Rejection::illegal_state);
    flow_.changes().resume(named.id);
    flow_.raise(Occasion(Moment::resumed, named.id));
    return {};
}

Answer Agents::handle(const lines::AgentReopens& said) {
    const Named named = find_conversation(flow_, people_, said.conversation);
    if (named.rejected) return reject(*named.rejected);
    const Conversation& conversation = flow_.unit().get(named.id);
    if (model::is_open(conversation.state)) return reject(Rejection::already_open);
    if (!flow_.changes().may(named.id, Cause::agent_reopens)) return reject(Rejection::illegal_state);
    if (const auto open = flow_.open_of(conversation.contact, conversation.channel))
        return reject(Rejection::open_conversation_exists, *open);
    const AgentState& agent = flow_.unit().agents()[*flow_.tenant().agent_index(said.agent)];
    if (agent.presence == Presence::offline) return reject(Rejection::agent_offline);
    if (!routing::has_room(flow_.tenant(), agent)) return reject(Rejection::at_capacity);
    flow_.changes().reopen(named.id, said.agent);
    Occasion occasion(Moment::reopens, named.id);
    occasion.condition = false;
    flow_.raise(std::move(occasion));
    Occasion assigned(Moment::assigned, named.id);
    assigned.agent = said.agent;
    flow_.raise(std::move(assigned));
    return {};
}

void Agents::send(ConversationId id, const std::string& agent, const std::string& text, const std::string& message_id) {
    const Conversation& conversation = flow_.unit().get(id);
    lines::SendMessage command;
    command.conversation = id;
    command.channel = conversation.channel;
    command.to = conversation.identifier;
    command.text = text;
    command.by = model::Sender::agent;
    command.agent = agent;
    command.in_reply_to = conversation.last_mail;
    model::Message message;
    message.from = model::Sender::agent;
    message.name = agent;
    message.text = text;
    message.message_id = message_id;
    // The desk's own id is what replies refer to; without one it is the command's key (D67).
    if (message_id.empty() && conversation.type == model::ConversationType::email)
        message.message_id = flow_.outputs().change_key();
    flow_.changes().append(id, message);
    Occasion occasion(Moment::agent_message, id);
    occasion.agent = agent;
    occasion.message = &message;
    occasion.before.push_back(std::move(command));
    flow_.raise(std::move(occasion));
}

Answer Agents::handle(const lines::AgentReply& said) {
    const Named named = find_conversation(flow_, people_, said.conversation);
    if (const auto answer = not_held(named, said.agent)) return *answer;
    send(named.id, said.agent, said.text, said.message_id);
    return {};
}

Answer Agents::handle(const lines::AgentHolds& said) {
    const Named named = find_conversation(flow_, people_, said.conversation);
    if (const auto answer = not_held(named, said.agent)) return *answer;
    if (!flow_.changes().may(named.id, Cause::held)) return reject(Rejection::illegal_state);
    Occasion occasion(Moment::held, named.id);
    if (!flow_.changes().hold(named.id, said.state_reason)) occasion.notes.emplace_back("state_reason_dropped");
    flow_.raise(std::move(occasion));
    return {};
}

Answer Agents::handle(const lines::AgentTransfers& said) {
    const Named named = find_conversation(flow_, people_, said.conversation);
    if (const auto answer = not_held(named, said.agent)) return *answer;
    if (!said.to_agent.empty()) {
        if (said.to_agent == said.agent) return reject(Rejection::illegal_state);
        const auto index = flow_.tenant().agent_index(said.to_agent);
        if (!index) return reject(Rejection::unknown_agent);
        const AgentState& agent = flow_.unit().agents()[*index];
        if (agent.presence == Presence::offline) return reject(Rejection::agent_offline);
        if (!routing::has_room(flow_.tenant(), agent)) return reject(Rejection::at_capacity);
    }
    flow_.changes().take_away(named.id);
    if (!said.to_queue.empty()) flow_.changes().move(named.id, said.to_queue);
    flow_.changes().declined(named.id, said.agent);
    flow_.taken_away(named.id, said.agent, false, said.to_agent, Flow::Manner::offer_first);
    return {};
}

Answer Agents::handle(const lines::AgentSaves& said) {
    const Named named = find_conversation(flow_, people_, said.conversation);
    if (const auto answer = not_held(named, said.agent)) return *answer;
    const Conversation& conversation = flow_.unit().get(named.id);
    std::string description = conversation.short_description;
    for (const auto& [name, value] : said.fields)
        if (name == "short_description" || name == "conversation.short_description") description = value.scalar();
    if (is_blank(description)) return reject(Rejection::short_description_missing);
    const Conversation before = conversation;
    Conversation changed = conversation;
    for (const auto& [name, value] : said.fields) set_conversation_field(flow_.context(), changed, name, value);
    changed.updated_at = before.updated_at;
    if (changed == before) return {};
    changed.updated_at = flow_.now();
    flow_.unit().edit(named.id) = changed;
    flow_.raise(Occasion(Moment::updated, named.id));
    return {};
}

Answer Agents::handle(const lines::AgentTask& said) {
    const Named named = find_conversation(flow_, people_, said.conversation);
    if (const auto answer = not_held(named, said.agent)) return *answer;
    if (is_blank(flow_.unit().get(named.id).short_description)) return reject(Rejection::short_description_missing);
    Conversation& conversation = flow_.unit().edit(named.id);
    model::TaskLink task;
    task.task = said.task.empty() ? model::task_name(++flow_.unit().meta().tasks) : said.task;
    task.kind = said.kind;
    task.did = said.did;
    task.by = said.agent;
    if (said.did == model::TaskOrigin::created) task.short_description = conversation.short_description;
    conversation.updated_at = flow_.now();
    conversation.tasks.push_back(std::move(task));
    flow_.raise(Occasion(Moment::task_related, named.id));
    return {};
}

// One that waits any agent may close; one that another holds, nobody else (D118).
Answer Agents::handle(const lines::AgentCloses& said) {
    const Named named = find_conversation(flow_, people_, said.conversation);
    if (named.rejected) return reject(*named.rejected);
    const Conversation& conversation = flow_.unit().get(named.id);
    if (!model::is_open(conversation.state)) return reject(Rejection::not_open);
    if (!conversation.assigned_to.empty() && conversation.assigned_to != said.agent)
        return reject(Rejection::not_assigned);
    if (!said.state.empty() && flow_.tenant().closing_state(said.state) == State::none)
        return reject(Rejection::illegal_state);
    if (is_blank(conversation.short_description) && is_blank(said.short_description))
        return reject(Rejection::short_description_missing);
    flow_.close(named.id, {model::ClosedBy::agent, said.agent, said.state, said.short_description});
    return {};
}

Answer Agents::handle(const lines::AgentStarts& said) {
    const auto known = people_.find(said.channel, said.to);
    if (known)
        if (const auto open = flow_.open_of(*known, said.channel))
            return reject(Rejection::open_conversation_exists, *open);
    const AgentState& agent = flow_.unit().agents()[*flow_.tenant().agent_index(said.agent)];
    if (agent.presence == Presence::offline) return reject(Rejection::agent_offline);
    if (!routing::has_room(flow_.tenant(), agent)) return reject(Rejection::at_capacity);
    const Participant to = people_.find_or_create(said.channel, said.to);
    Opening opening;
    opening.contact = to.contact;
    opening.channel = to.channel;
    opening.identifier = to.identifier;
    opening.contact_point = said.contact_point;
    opening.by = model::OpenedBy::agent;
    opening.by_name = opening.agent = said.agent;
    const ConversationId id = flow_.changes().open(opening);
    flow_.unit().edit(id).queue = said.queue;
    Occasion starting(Moment::opens, id);
    starting.condition = false;
    flow_.raise(std::move(starting));
    Occasion assigned(Moment::assigned, id);
    assigned.agent = said.agent;
    flow_.raise(std::move(assigned));
    if (said.text && model::is_open(flow_.unit().get(id).state)) send(id, said.agent, *said.text, {});
    return {};
}

}  // namespace parley::engine
