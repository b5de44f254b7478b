// The actions that change who holds a conversation, and whether it is open.
#include <utility>

#include "runtime/engine/core/actions.h"
#include "runtime/engine/core/people.h"

namespace parley::engine {

using facts::Decided;
using model::Cause;
using model::State;

// To another queue: what waits or is invited is placed there; what an agent holds is taken from them first (D95).
void Actions::send_to_queue(Decided& decided) {
    const std::string queue(text(decided, "queue"));
    const Conversation& about = conversation();
    if (flow_.tenant().queue(queue) == nullptr) decided.action.notes.emplace_back("unknown_queue");
    const std::string target =
        flow_.tenant().queue(queue) == nullptr ? std::string(flow_.tenant().default_queue()) : queue;
    if (!model::is_open(about.state)) {
        decided.action.not_done = "not_open";
        return;
    }
    // The placing is still to come, or an agent started it (D63, D77).
    const bool agent_started = occasion_.moment == moments::Moment::opens && model::is_held(about.state);
    if (!about.placed || agent_started) {
        flow_.unit().edit(id_).queue = target;
        return;
    }
    if (about.queue == target) {
        decided.action.not_done = "already_there";
        return;
    }
    Flow* flow = &flow_;
    const ConversationId id = id_;
    if (model::is_held(about.state)) {
        const std::string agent = about.assigned_to;
        flow_.changes().take_away(id);
        flow_.changes().move(id, target);
        flow_.later(id, [flow, id, agent] { flow->taken_away(id, agent, true); });
        return;
    }
    Commands before;
    if (!about.invited.empty())
        before.push_back(lines::WithdrawInvitation{id, flow_.changes().withdraw(id, false), "moved"});
    flow_.changes().move(id, target);
    flow_.later(id, [flow, id, before] { flow->place(id, false, before); });
}

void Actions::assign_to_agent(Decided& decided) {
    const std::string agent(text(decided, "agent"));
    const auto index = flow_.tenant().agent_index(agent);
    const Conversation& about = conversation();
    const auto refuse = [&decided](const char* reason) { decided.action.not_done = reason; };
    if (!index) return refuse("unknown_agent");
    if (!model::is_open(about.state)) return refuse("not_open");
    if (about.assigned_to == agent) return refuse("already_assigned");
    const AgentState& state = flow_.unit().agents()[*index];
    if (state.presence == model::Presence::offline) return refuse("agent_offline");
    if (about.invited != agent && !routing::has_room(flow_.tenant(), state)) return refuse("at_capacity");
    Flow* flow = &flow_;
    const ConversationId id = id_;
    if (!about.placed) {
        flow_.assigned_at_place_[id] = agent;
        return;
    }
    if (model::is_held(about.state)) {
        const std::string holder = about.assigned_to;
        flow_.changes().take_away(id);
        flow_.later(id, [flow, id, holder, agent] { flow->taken_away(id, holder, true, agent, Flow::Manner::assign); });
        return;
    }
    Commands before;
    if (!about.invited.empty())
        before.push_back(lines::WithdrawInvitation{id, flow_.changes().withdraw(id, false), "taken"});
    flow_.later(id, [flow, id, before, agent] { flow->place(id, false, before, agent, Flow::Manner::assign); });
}

void Actions::unassign(Decided& decided) {
    if (!model::is_held(conversation().state)) {
        decided.action.not_done = "not_assigned";
        return;
    }
    Flow* flow = &flow_;
    const ConversationId id = id_;
    const std::string agent = conversation().assigned_to;
    flow_.changes().take_away(id);
    flow_.later(id, [flow, id, agent] { flow->taken_away(id, agent, true); });
}

// Offers what waits now, out of its turn.
void Actions::route(Decided& decided) {
    const Conversation& about = conversation();
    if (!about.waits) {
        // What is still to be placed is offered then anyhow.
        if (about.placed || about.state != State::fresh) decided.action.not_done = "not_waiting";
        return;
    }
    const auto agent = routing::choose(flow_.tenant(), flow_.unit().agents(), about, flow_.now());
    if (!agent) {
        decided.action.not_done = "no_agent";
        return;
    }
    Flow* flow = &flow_;
    const ConversationId id = id_;
    flow_.later(id, [flow, id] {
        const Conversation& now = flow->unit().get(id);
        const auto chosen = routing::choose(flow->tenant(), flow->unit().agents(), now, flow->now());
        if (now.waits && chosen)
            flow->place(id, false, {}, flow->tenant().agents[*chosen].name, Flow::Manner::offer_first);
    });
}

void Actions::attach(Decided&) {}  // settled already, or refused by the compiler

void Actions::reopen(Decided& decided) {
    const Conversation& about = conversation();
    const auto refuse = [&decided](const char* reason) { decided.action.not_done = reason; };
    if (model::is_open(about.state)) return refuse("already_open");
    if (about.archived) return refuse("archived");
    if (flow_.open_of(about.contact, about.channel)) return refuse("open_conversation_exists");
    flow_.changes().reopen(id_);
    Flow* flow = &flow_;
    const ConversationId id = id_;
    flow_.later(id, [flow, id] { flow->reopened(id, nullptr); });
}

// In a moment that is not of find or create: one for the same contact and channel, or whom it names (D119).
void Actions::open_conversation(Decided& decided) {
    if (occasion_.is_first) return;  // settled already
    People people(flow_.context());
    Participant participant;
    const std::string to(text(decided, "to")), channel(text(decided, "channel"));
    if (id_ != ConversationId::none) {
        const Conversation& about = conversation();
        participant = {about.contact, about.channel, about.identifier};
    }
    if (!to.empty()) participant = people.find_or_create(channel.empty() ? participant.channel : channel, to);
    if (participant.contact == ContactId::none || participant.channel.empty()) {
        decided.action.not_done = "no_address";
        return;
    }
    if (const auto open = flow_.open_of(participant.contact, participant.channel)) {
        decided.action.not_done = "already_open";
        decided.action.notes.push_back(to_string(*open));
        return;
    }
    Opening opening;
    opening.contact = participant.contact;
    opening.channel = participant.channel;
    opening.identifier = participant.identifier;
    opening.by = model::OpenedBy::rule;
    opening.by_name = decided.action.rule;
    const ConversationId opened = flow_.changes().open(opening);
    // What a moment opens counts its moments on: a chain of conversations ends as one conversation's cascade does
    // (D64).
    flow_.raised_[opened] = flow_.raised_[id_];
    Flow* flow = &flow_;
    flow_.later(opened, [flow, opened] { flow->started(opened, nullptr); });
}

void Actions::close(Decided& decided) {
    if (!model::is_open(conversation().state)) {
        decided.action.not_done = "already_closed";
        return;
    }
    ClosingRequest request;
    request.by = model::ClosedBy::rule;
    request.by_name = decided.action.rule;
    request.state = text(decided, "state");
    request.short_description = text(decided, "short_description");
    flow_.close(id_, request, Flow::Ended::nothing, true);
}

void Actions::hold(Decided& decided) {
    if (!flow_.changes().may(id_, Cause::held)) {
        decided.action.not_done = "illegal_state";
        return;
    }
    const auto reason = model::parse_word<model::StateReason>(text(decided, "state_reason"));
    if (!flow_.changes().hold(id_, reason.value_or(model::StateReason::none)))
        decided.action.notes.emplace_back("state_reason_dropped");
    Flow* flow = &flow_;
    const ConversationId id = id_;
    flow_.later(id, [flow, id] { flow->raise(Occasion(moments::Moment::held, id)); });
}

}  // namespace parley::engine
