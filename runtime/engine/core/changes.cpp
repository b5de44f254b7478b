#include "runtime/engine/core/changes.h"

#include <algorithm>

#include "runtime/engine/metrics/metrics.h"
#include "runtime/engine/model/identifier.h"
#include "runtime/value/text.h"

namespace parley::engine {

using model::Cause;
using model::ConversationType;
using model::State;

bool is_blank(std::string_view text) {
    return value::is_white_space(text);
}

bool Changes::may(ConversationId id, Cause cause) {
    const Conversation& conversation = context_.unit.get(id);
    return !conversation.archived && model::after(conversation.state, cause) != State::none;
}

void Changes::to_state(Conversation& conversation, Cause cause) {
    const State next = model::after(conversation.state, cause);
    // A record that could not be read stands empty; nothing of the transaction stays then.
    if (next == State::none && context_.unit.direct().failure()) return;
    PARLEY_ASSERT(next != State::none);
    conversation.state = next;
    conversation.updated_at = now();
}

ConversationId Changes::open(const Opening& opening) {
    Conversation& conversation = context_.unit.create();
    const Contact& contact = context_.unit.get(opening.contact);
    conversation.contact = opening.contact;
    conversation.channel = opening.channel;
    conversation.type = model::type_of(opening.channel);
    conversation.identifier = opening.identifier;
    conversation.user = contact.user;
    conversation.contact_point = opening.contact_point;
    conversation.customer_name = contact.name;
    conversation.language = contact.language;
    conversation.email = model::identified_by_email(opening.channel) ? opening.identifier : contact.email;
    conversation.phone = model::identified_by_phone(opening.channel) ? opening.identifier : contact.phone;
    conversation.opened_at = conversation.updated_at = now();
    conversation.opened_by = opening.by;
    conversation.opened_by_name = opening.by_name;
    conversation.direction = opening.agent.empty() ? model::Direction::inbound : model::Direction::outbound;
    if (model::parse_word<model::OpenedBy>("api") == opening.by) conversation.direction = model::Direction::outbound;
    set_priority(conversation, "normal");
    to_state(conversation, opening.agent.empty() ? Cause::opens : Cause::agent_opens);
    if (!opening.agent.empty()) {
        conversation.assigned_to = conversation.last_agent = opening.agent;
        conversation.assigned_at = conversation.working_since = now();
        conversation.placed = true;
        context_.unit.add_load(opening.agent, 1);
    }
    ++context_.counts.opened;
    return conversation.id;
}

void Changes::assign(ConversationId id, std::string_view agent) {
    Conversation& conversation = context_.unit.edit(id);
    to_state(conversation, Cause::assigned);
    end_wait(conversation);
    conversation.assigned_to = conversation.last_agent = agent;
    conversation.assigned_at = conversation.working_since = now();
    conversation.was_routed = true;
    context_.unit.add_load(agent, 1);
    if (conversation.type == ConversationType::phone || conversation.type == ConversationType::walk_up)
        answered(conversation, agent);
}

void Changes::stop_work(Conversation& conversation) {
    if (!conversation.working_since) return;
    const Span span = now() - *conversation.working_since;
    conversation.working_since.reset();
    for (model::AgentTime& part : conversation.worked) {
        if (part.agent != conversation.assigned_to) continue;
        part.worked += span;
        return;
    }
    conversation.worked.push_back({conversation.assigned_to, span});
}

void Changes::end_wait(Conversation& conversation) {
    conversation.waits = false;
    conversation.waiting_since.reset();
    conversation.still_waiting_due.reset();
    conversation.still_waiting_owed.reset();
    conversation.declined.clear();
}

void Changes::take_away(ConversationId id) {
    Conversation& conversation = context_.unit.edit(id);
    to_state(conversation, Cause::taken_away);
    stop_work(conversation);
    const std::string agent = std::exchange(conversation.assigned_to, {});
    conversation.assigned_at.reset();
    conversation.state_reason = model::StateReason::none;
    conversation.placed = false;
    context_.unit.add_load(agent, -1);
    free(agent);
}

bool Changes::hold(ConversationId id, model::StateReason reason) {
    Conversation& conversation = context_.unit.edit(id);
    to_state(conversation, Cause::held);
    stop_work(conversation);
    const bool kept = reason == model::StateReason::none || conversation.type == ConversationType::messaging;
    conversation.state_reason = kept ? reason : model::StateReason::none;
    return kept;
}

void Changes::resume(ConversationId id) {
    Conversation& conversation = context_.unit.edit(id);
    to_state(conversation, Cause::resumed);
    conversation.state_reason = model::StateReason::none;
    conversation.working_since = now();
}

std::string Changes::closing_name(const Conversation& conversation, const ClosingRequest& request) const {
    if (!request.state.empty() && context_.tenant().closing_state(request.state) != State::none) return request.state;
    const bool leaves = request.by == model::ClosedBy::customer || request.by == model::ClosedBy::timer;
    const bool abandoned = leaves && !conversation.answered_at && conversation.opened_by != model::OpenedBy::agent;
    return std::string(model::word(abandoned ? State::closed_abandoned : State::closed_complete));
}

void Changes::close(ConversationId id, const ClosingRequest& request) {
    Conversation& conversation = context_.unit.edit(id);
    const std::string name = closing_name(conversation, request);
    const bool abandoned = context_.tenant().closing_state(name) == State::closed_abandoned;
    to_state(conversation, abandoned ? Cause::abandoned : Cause::completed);
    stop_work(conversation);
    end_wait(conversation);
    if (!conversation.assigned_to.empty()) {
        context_.unit.add_load(conversation.assigned_to, -1);
        free(conversation.assigned_to);
        conversation.assigned_to.clear();
    }
    conversation.assigned_at.reset();
    conversation.state_reason = model::StateReason::none;
    if (!is_blank(request.short_description)) conversation.short_description = request.short_description;
    if (is_blank(conversation.short_description)) conversation.short_description = default_description(conversation);
    conversation.closed_as = name;
    conversation.closed_at = now();
    conversation.closed_by = request.by;
    conversation.closed_by_name = request.by_name;
    conversation.chat_live = conversation.call_live = false;
    const Span resolution = now() - conversation.opened_at;
    const Span business = metrics::business(context_.tenant(), conversation.queue, conversation.opened_at, now());
    conversation.closings.push_back(
        {now(), request.by, request.by_name, conversation.queue, abandoned, resolution, business});
    if (!conversation.last_agent.empty()) context_.unit.add_history(conversation.queue, conversation.handled(now()));
    ++context_.counts.closed;
}

void Changes::reopen(ConversationId id, std::string_view agent) {
    Conversation& conversation = context_.unit.edit(id);
    to_state(conversation, agent.empty() ? Cause::reopens : Cause::agent_reopens);
    ++conversation.reopened;
    conversation.reopenings.push_back(now());
    conversation.closed_as.clear();
    conversation.closed_at.reset();
    conversation.closed_by.reset();
    conversation.closed_by_name.clear();
    conversation.placed = !agent.empty();
    if (agent.empty()) return;
    conversation.assigned_to = conversation.last_agent = agent;
    conversation.assigned_at = conversation.working_since = now();
    context_.unit.add_load(agent, 1);
}

void Changes::invite(ConversationId id, std::uint32_t agent) {
    Conversation& conversation = context_.unit.edit(id);
    conversation.waits = false;
    conversation.was_routed = true;
    conversation.invited = context_.tenant().agents[agent].name;
    conversation.invited_at = now();
    conversation.invitation_due = now() + context_.tenant().invitation_timeout;
    if (!conversation.waiting_since) conversation.waiting_since = now();
    // It pauses while the invitation is out (D111).
    if (conversation.still_waiting_due) conversation.still_waiting_owed = conversation.still_waiting_due;
    conversation.still_waiting_due.reset();
    context_.unit.add_load(conversation.invited, 1);
    offered(agent);
}

void Changes::offered(std::uint32_t agent) {
    AgentState& state = context_.unit.edit_agent(agent);
    state.last_offered_at = now();
    state.offers = ++context_.unit.meta().offers;
}

std::string Changes::withdraw(ConversationId id, bool declines) {
    Conversation& conversation = context_.unit.edit(id);
    const std::string agent = std::exchange(conversation.invited, {});
    context_.unit.add_load(agent, -1);
    free(agent);
    // What came due while invitations were out comes once, now that it is back (D111).
    if (conversation.waiting_since)
        conversation.still_waiting_due = conversation.still_waiting_owed.value_or(
            *conversation.waiting_since + context_.tenant().still_waiting_every);
    conversation.still_waiting_owed.reset();
    conversation.invited_at.reset();
    conversation.invitation_due.reset();
    conversation.placed = false;
    if (model::is_open(conversation.state)) conversation.waits = true;
    if (declines) declined(id, agent);
    return agent;
}

void Changes::declined(ConversationId id, std::string_view agent) {
    const auto index = context_.tenant().agent_index(agent);
    const std::uint64_t availability = index ? context_.unit.agents()[*index].availability : 0;
    auto& list = context_.unit.edit(id).declined;
    std::erase_if(list, [agent](const model::Declined& one) { return one.agent == agent; });
    list.push_back({std::string(agent), availability});
}

void Changes::wait(ConversationId id) {
    Conversation& conversation = context_.unit.edit(id);
    conversation.waits = true;
    conversation.placed = true;
    if (!conversation.waiting_since) conversation.waiting_since = now();
}

void Changes::move(ConversationId id, std::string_view queue) {
    Conversation& conversation = context_.unit.edit(id);
    conversation.queue = queue;
    conversation.waits = false;
    conversation.placed = false;
}

void Changes::set_priority(Conversation& conversation, std::string_view priority) {
    const auto& known = context_.tenant().priorities;
    if (std::find(known.begin(), known.end(), priority) != known.end()) conversation.priority = priority;
    conversation.priority_rank = context_.tenant().priority_rank(conversation.priority);
}

void Changes::free(std::string_view agent) {
    if (const auto index = context_.tenant().agent_index(agent)) context_.freed.insert(*index);
}

void Changes::free_staff(std::string_view queue) {
    const auto index = context_.tenant().queue_index(queue);
    if (!index) return;
    for (std::uint32_t agent : context_.tenant().staff(*index)) context_.freed.insert(agent);
}

}  // namespace parley::engine
