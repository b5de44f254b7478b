// Bots, the API, and what is due.
#include <utility>

#include "runtime/engine/core/actions.h"
#include "runtime/engine/core/handlers.h"

namespace parley::engine {

using model::Rejection;
using model::State;
using moments::Moment;

Answer Administration::handle(const lines::BotReply& said) {
    const Named named = find_conversation(flow_, people_, said.conversation);
    if (named.rejected) return reject(*named.rejected);
    const Conversation& conversation = flow_.unit().get(named.id);
    if (!model::is_open(conversation.state)) return reject(Rejection::not_open);
    model::Message message;
    message.from = model::Sender::bot;
    message.text = said.text;
    if (conversation.type == model::ConversationType::email) message.message_id = flow_.outputs().change_key();
    lines::SendMessage command;
    command.conversation = named.id;
    command.channel = conversation.channel;
    command.to = conversation.identifier;
    command.text = said.text;
    command.by = model::Sender::bot;
    command.in_reply_to = conversation.last_mail;
    flow_.command(std::move(command));
    flow_.changes().append(named.id, std::move(message));
    return {};
}

Answer Administration::handle(const lines::BotCloses& said) {
    const Named named = find_conversation(flow_, people_, said.conversation);
    if (named.rejected) return reject(*named.rejected);
    if (!model::is_open(flow_.unit().get(named.id).state)) return reject(Rejection::not_open);
    flow_.close(named.id, {model::ClosedBy::bot, {}, {}, {}});
    return {};
}

Answer Administration::handle(const lines::OpenConversation& said) {
    const auto known = people_.find(said.channel, said.to);
    if (known)
        if (const auto open = flow_.open_of(*known, said.channel)) return reject(Rejection::already_open, *open);
    const Participant to = people_.find_or_create(said.channel, said.to);
    Opening opening;
    opening.contact = to.contact;
    opening.channel = to.channel;
    opening.identifier = to.identifier;
    opening.by = model::OpenedBy::api;
    flow_.started(flow_.changes().open(opening), nullptr);
    return {};
}

Answer Administration::handle(const lines::CloseConversation& said) {
    const Named named = find_conversation(flow_, people_, said.conversation);
    if (named.rejected) return reject(*named.rejected);
    if (!model::is_open(flow_.unit().get(named.id).state)) return reject(Rejection::not_open);
    if (!said.state.empty() && flow_.tenant().closing_state(said.state) == State::none)
        return reject(Rejection::illegal_state);
    flow_.close(named.id, {model::ClosedBy::api, {}, said.state, said.short_description});
    return {};
}

// About the contact's open conversation, if it has one.
void Administration::about_contact(Moment moment, ContactId contact) {
    Occasion occasion(moment);
    occasion.contact = contact;
    const auto open = flow_.unit().database().open_of(contact);
    if (!open.empty()) occasion.conversation = open.front();
    flow_.raise(std::move(occasion));
}

Answer Administration::handle(const lines::MergeContacts& said) {
    const auto primary = people_.find(said.primary), secondary = people_.find(said.secondary);
    if (!primary || !secondary) return reject(Rejection::unknown_contact);
    if (*primary == *secondary) return reject(Rejection::same_contact);
    for (ContactId id : {*primary, *secondary}) {
        const Contact& contact = flow_.unit().get(id);
        if (contact.erased) return reject(Rejection::unknown_contact);
        if (contact.merged_into != ContactId::none) return reject(Rejection::already_merged);
    }
    for (ConversationId id : flow_.unit().database().open_of(*secondary)) {
        ClosingRequest request;
        request.by = model::ClosedBy::merge;
        request.state = model::word(State::closed_complete);
        flow_.close(id, request);
    }
    people_.merge(*primary, *secondary);
    about_contact(Moment::contact_merged, *primary);
    return {};
}

Answer Administration::handle(const lines::UnmergeContacts& said) {
    const auto secondary = people_.find(said.secondary);
    if (!secondary) return reject(Rejection::unknown_contact);
    if (!flow_.unit().database().merge_of(*secondary)) return reject(Rejection::not_merged);
    people_.unmerge(*secondary);
    about_contact(Moment::contact_unmerged, *secondary);
    return {};
}

Answer Administration::handle(const lines::LinkProfile& said) {
    const auto contact = people_.find(said.contact);
    if (!contact || flow_.unit().get(*contact).erased) return reject(Rejection::unknown_contact);
    const model::ProfileId has = flow_.unit().get(*contact).profile;
    const Linking linking = people_.link(*contact, said.by, said.value, said.force);
    if (linking.outcome == Linked::linked) about_contact(Moment::profile_linked, *contact);
    if (linking.outcome == Linked::conflict)
        flow_.outputs().record(lines::ProfileConflict{flow_.outputs().stimulus(), to_string(*contact), said.by,
                                                      linking.value, to_string(has), to_string(linking.other)});
    return {};
}

Answer Administration::handle(const lines::SetField& said) {
    const Named named = find_conversation(flow_, people_, said.conversation);
    if (named.rejected) return reject(*named.rejected);
    if (!model::is_open(flow_.unit().get(named.id).state)) return reject(Rejection::not_open);
    Conversation changed = flow_.unit().get(named.id);
    const Instant updated = changed.updated_at;
    if (!set_conversation_field(flow_.context(), changed, said.field, said.value)) return reject(Rejection::malformed);
    changed.updated_at = updated;
    if (changed == flow_.unit().get(named.id)) return {};
    changed.updated_at = flow_.now();
    flow_.unit().edit(named.id) = std::move(changed);
    flow_.raise(Occasion(Moment::updated, named.id));
    return {};
}

Answer Administration::handle(const lines::UserKnown& said) {
    people_.know(said);
    return {};
}

Answer Administration::handle(const lines::EraseContact& said) {
    const auto contact = people_.find(said.contact);
    if (!contact || flow_.unit().get(*contact).erased) return reject(Rejection::unknown_contact);
    for (ConversationId id : flow_.unit().database().open_of(*contact))
        flow_.close(id, {model::ClosedBy::api, {}, {}, {}});
    // What the rules of that moment caused comes first: nothing of the contact is left open.
    for (ConversationId id : flow_.unit().database().open_of(*contact))
        flow_.close(id, {model::ClosedBy::api, {}, {}, {}});
    const ContactId erased = *contact;
    Context* context = &flow_.context();
    flow_.at_end([context, erased] { People(*context).erase(erased); });
    return {};
}

Answer Administration::handle(const lines::Archive& said) {
    const Named named = find_conversation(flow_, people_, said.conversation);
    if (named.rejected) return reject(*named.rejected);
    const Conversation& conversation = flow_.unit().get(named.id);
    if (!model::is_closed(conversation.state) || conversation.archived) return reject(Rejection::illegal_state);
    flow_.unit().edit(named.id).archived = true;
    return {};
}

Answer Administration::handle(const lines::Tick&) {
    return {};
}

void run_timer(Flow& flow, const model::Timer& timer) {
    const ConversationId id = timer.conversation;
    Conversation& conversation = flow.unit().edit(id);
    switch (timer.kind) {
        case model::TimerKind::schedule_opening:
            return;
        case model::TimerKind::invitation: {
            conversation.invitation_due.reset();
            if (conversation.invited.empty()) return;
            Occasion occasion(Moment::invitation_timed_out, id);
            occasion.agent = flow.changes().withdraw(id, true);
            flow.raise(std::move(occasion));
            return flow.place(id, false);
        }
        case model::TimerKind::sla:
            conversation.sla_due.reset();
            conversation.sla_breached = true;
            flow.raise(Occasion(Moment::sla_breached, id));
            return;
        case model::TimerKind::still_waiting:
            conversation.still_waiting_due.reset();  // the next one follows from the clock
            flow.raise(Occasion(Moment::still_waiting, id));
            // Agents or limits that came with another version are found at the latest now.
            return flow.changes().free_staff(flow.unit().get(id).queue);
        case model::TimerKind::inactivity:
            conversation.inactivity_due.reset();
            return flow.close(id, {model::ClosedBy::timer, {}, {}, {}});
    }
}

}  // namespace parley::engine
