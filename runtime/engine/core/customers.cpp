// What customers send: tied to an open conversation, or an arrival that the rules find or create one for (D60).
#include <utility>

#include "runtime/engine/core/handlers.h"
#include "runtime/engine/model/identifier.h"

namespace parley::engine {

using model::Message;
using model::State;
using model::ThreadKind;
using moments::Moment;

Message Customers::message_of(std::string_view channel, std::string_view text, std::string_view id,
                              const lines::CustomerDetails& details, ContactId contact) {
    Message message;
    message.from = model::Sender::customer;
    message.sent_at = sent_at_;
    message.channel = channel;
    message.text = text;
    message.message_id = id;
    message.attachments = details.attachments;
    message.name = contact == ContactId::none ? details.name : flow_.unit().get(contact).name;
    return message;
}

// What is known before there is a record, for the rules of find or create.
Conversation Customers::provisional(const Arrival& arrival) const {
    Conversation known;
    const Contact& contact = flow_.unit().get(arrival.from.contact);
    known.contact = arrival.from.contact;
    known.channel = arrival.from.channel;
    known.type = model::type_of(known.channel);
    known.identifier = arrival.from.identifier;
    known.user = contact.user;
    known.customer_name = contact.name;
    known.email = contact.email;
    known.phone = contact.phone;
    if (model::identified_by_email(known.channel)) known.email = known.identifier;
    if (model::identified_by_phone(known.channel)) known.phone = known.identifier;
    known.contact_point = arrival.details.contact_point;
    known.language = arrival.details.language.empty() ? contact.language : arrival.details.language;
    known.subject = arrival.details.subject;
    known.fields = arrival.details.fields;
    return known;
}

// What the line says of the conversation, beside the message.
void Customers::told(const Arrival& arrival, ConversationId id) {
    Conversation& conversation = flow_.unit().edit(id);
    const lines::CustomerDetails& details = arrival.details;
    const auto say = [](std::string& field, const std::string& said) {
        if (!said.empty()) field = said;
    };
    say(conversation.customer_name, details.name);
    say(conversation.email, model::normal_email(details.email));
    say(conversation.phone, model::normal_phone(details.phone, flow_.tenant().country));
    say(conversation.language, details.language);
    if (conversation.contact_point.empty()) say(conversation.contact_point, details.contact_point);
    if (conversation.subject.empty()) say(conversation.subject, details.subject);
    for (const auto& [name, value] : details.fields) model::set(conversation.fields, name, value);
    state::Database& database = flow_.unit().direct();
    if (!arrival.chat.empty()) {
        conversation.chat = arrival.chat;
        conversation.chat_live = arrival.live;
        database.put_thread(ThreadKind::chat, arrival.chat, id);
    }
    if (!arrival.call.empty()) {
        conversation.call = arrival.call;
        conversation.call_live = arrival.live;
        database.put_thread(ThreadKind::call, arrival.call, id);
    }
    if (!arrival.review.empty()) {
        conversation.review = arrival.review;
        database.put_thread(ThreadKind::review, arrival.review, id);
    }
}

void Customers::bring(const Arrival& arrival, ConversationId id) {
    told(arrival, id);
    if (arrival.message) flow_.changes().append(id, *arrival.message);
}

Customers::Joined Customers::open(const Arrival& arrival) {
    Opening opening;
    opening.contact = arrival.from.contact;
    opening.channel = arrival.from.channel;
    opening.identifier = arrival.from.identifier;
    opening.contact_point = arrival.details.contact_point;
    opening.by = arrival.by;
    const ConversationId id = flow_.changes().open(opening);
    bring(arrival, id);
    return {Joined::How::opened, id};
}

// To a conversation that was found: appended if it is open, else that very one is reopened (D61).
Customers::Joined Customers::join(const Arrival& arrival, ConversationId id, Settlement& settlement) {
    if (model::is_open(flow_.unit().get(id).state)) {
        bring(arrival, id);
        return {Joined::How::attached, id};
    }
    const Conversation& found = flow_.unit().get(id);
    if (const auto open = flow_.open_of(found.contact, found.channel)) {
        // Only one may be open: what came goes there (D20).
        settlement.note = "open_conversation_exists";
        bring(arrival, *open);
        return {Joined::How::attached, *open};
    }
    if (!flow_.changes().may(id, model::Cause::reopens)) {
        settlement.note = "archived";
        return this->open(arrival);
    }
    flow_.changes().reopen(id);
    bring(arrival, id);
    return {Joined::How::reopened, id};
}

Customers::Joined Customers::settle(const Arrival& arrival, const Wish& wish, Settlement& settlement) {
    const auto open = flow_.open_of(arrival.from.contact, arrival.from.channel);
    if (wish.kind == Wish::Kind::attach) {
        if (const auto previous = flow_.previous_of(arrival.from.contact, arrival.thread))
            return join(arrival, *previous, settlement);
        settlement.note = "nothing_found";
    }
    if (open) {
        if (wish.kind == Wish::Kind::open) settlement.note = "already_open";
        bring(arrival, *open);
        return {Joined::How::attached, *open};
    }
    if (arrival.thread != ConversationId::none && wish.kind == Wish::Kind::none)
        return join(arrival, arrival.thread, settlement);
    return this->open(arrival);
}

Answer Customers::arrive(Arrival arrival) {
    const Conversation known = provisional(arrival);
    Occasion occasion(arrival.moment);
    occasion.conversation = arrival.thread;
    occasion.provisional = &known;
    occasion.contact = arrival.from.contact;
    occasion.message = arrival.message ? &*arrival.message : nullptr;
    occasion.language = arrival.details.language;
    occasion.stars = arrival.stars;
    Joined joined;
    flow_.raise_first(std::move(occasion), [&](const Wish& wish) {
        Settlement settlement;
        joined = settle(arrival, wish, settlement);
        settlement.conversation = joined.conversation;
        return settlement;
    });
    after(arrival, joined, arrival.message ? &*arrival.message : nullptr);
    return {};
}

void Customers::after(const Arrival& arrival, const Joined& joined, const Message* message) {
    switch (joined.how) {
        case Joined::How::opened:
            return flow_.started(joined.conversation, message);
        case Joined::How::reopened:
            return flow_.reopened(joined.conversation, message);
        case Joined::How::attached:
            break;
    }
    // A call or chat that joins tells the desk of the agent who holds it (D121).
    const Conversation& conversation = flow_.unit().get(joined.conversation);
    if (arrival.live && !conversation.assigned_to.empty())
        flow_.command(lines::Assign{joined.conversation, conversation.assigned_to, arrival.chat, arrival.call});
    if (message != nullptr) tied(joined.conversation, *message, false, arrival.stars, arrival.details.language);
}

// Appended already; what follows depends on who holds it.
void Customers::tied(ConversationId id, const Message& message, bool response, std::optional<std::int64_t> stars,
                     const std::string& language) {
    const Conversation& conversation = flow_.unit().get(id);
    Occasion occasion(Moment::tied_held_by_agent, id);
    occasion.condition = response;
    occasion.message = &message;
    occasion.stars = stars;
    occasion.language = language;
    const std::string holder = conversation.assigned_to;
    const auto index = flow_.tenant().agent_index(holder);
    const bool away = !holder.empty() && flow_.tenant().requeue_when_offline &&
                      (!index || flow_.unit().agents()[*index].presence == model::Presence::offline);
    if (conversation.waits) {
        occasion.moment = Moment::tied_waiting;
    } else if (!away && conversation.state == State::on_hold &&
               conversation.state_reason == model::StateReason::waiting_on_customer) {
        flow_.changes().resume(id);
        occasion.moment = Moment::tied_resumes;
    }
    flow_.raise(std::move(occasion));
    // An agent who is gone does not keep what the customer asks about (D94).
    if (!away || conversation.assigned_to != holder) return;
    flow_.changes().take_away(id);
    flow_.taken_away(id, holder, true);
}

Answer Customers::receive(ConversationId id, Arrival arrival) {
    bring(arrival, id);
    if (arrival.message) tied(id, *arrival.message, true, arrival.stars, arrival.details.language);
    return {};
}

// Email by what it answers, a chat by its chat, and everything else by the contact's open one (D66, D67).
std::optional<ConversationId> Customers::tied_to(const lines::Message& said, ContactId contact) {
    state::Database& database = flow_.unit().direct();
    if (model::identified_by_email(said.channel)) {
        std::vector<std::string> names = said.references;
        names.push_back(said.in_reply_to);
        for (auto name = names.rbegin(); name != names.rend(); ++name) {
            if (name->empty()) continue;
            const ConversationId id = database.thread(ThreadKind::mail, *name);
            if (id != ConversationId::none && !flow_.unit().get(id).erased) return id;
        }
        return std::nullopt;
    }
    if (model::type_of(said.channel) == model::ConversationType::messaging || said.channel == "web_chat")
        return flow_.open_of(contact, said.channel);
    return std::nullopt;
}

Answer Customers::handle(const lines::Message& said) {
    if (!said.chat.empty()) {
        const ConversationId id = flow_.unit().direct().thread(ThreadKind::chat, said.chat);
        if (id == ConversationId::none) {
            if (said.automatic) return ignore("automatic");
            return handle(lines::ChatStarted{said.chat, said.from, said.text, said.details});
        }
    }
    // Automatic mail creates nobody either (D76).
    if (said.automatic) {
        const auto contact = people_.find(said.channel, said.from);
        const auto id = tied_to(said, contact.value_or(ContactId::none));
        if (!id || !model::is_open(flow_.unit().get(*id).state)) return ignore("automatic");
        Message message = message_of(said.channel, said.text, said.message_id, said.details, ContactId::none);
        message.automatic = true;
        flow_.changes().append(*id, std::move(message));
        return {};
    }
    Arrival arrival;
    if (said.from.empty() && !said.chat.empty()) {
        const Conversation& chat = flow_.unit().get(flow_.unit().direct().thread(ThreadKind::chat, said.chat));
        arrival.from = {chat.contact, said.channel, chat.identifier};
    } else {
        arrival.from = people_.find_or_create(said.channel, said.from);
    }
    people_.learn(arrival.from.contact, said.details);
    arrival.details = said.details;
    arrival.message = message_of(said.channel, said.text, said.message_id, said.details, arrival.from.contact);
    arrival.moment = Moment::message_received;
    if (!said.chat.empty()) {
        const ConversationId id = flow_.unit().direct().thread(ThreadKind::chat, said.chat);
        const Conversation& chat = flow_.unit().get(id);
        if (chat.chat_live && chat.chat == said.chat) return receive(id, std::move(arrival));
        return arrive(std::move(arrival));  // of a chat that has ended (D69)
    }
    const auto id = tied_to(said, arrival.from.contact);
    if (!id) return arrive(std::move(arrival));
    if (model::is_open(flow_.unit().get(*id).state)) return receive(*id, std::move(arrival));
    arrival.thread = *id;
    arrival.moment = Moment::response_received;
    return arrive(std::move(arrival));
}

Answer Customers::handle(const lines::Welcome& said) {
    Arrival arrival;
    arrival.from = people_.find_or_create(said.channel, said.from);
    people_.learn(arrival.from.contact, said.details);
    arrival.details = said.details;
    arrival.moment = Moment::welcome;
    arrival.by = model::OpenedBy::welcome;
    return arrive(std::move(arrival));
}

Answer Customers::handle(const lines::Review& said) {
    return handle(lines::ReviewEdited{said.review, said.from, said.text, said.stars, said.details});
}

// A review seen before is edited, whichever way it comes (D74).
Answer Customers::handle(const lines::ReviewEdited& said) {
    const ConversationId id = flow_.unit().direct().thread(ThreadKind::review, said.review);
    const bool seen = id != ConversationId::none;
    Arrival arrival;
    if (seen && said.from.empty()) {
        const Conversation& conversation = flow_.unit().get(id);
        arrival.from = {conversation.contact, "trustpilot", conversation.identifier};
    } else {
        arrival.from = people_.find_or_create("trustpilot", said.from);
    }
    people_.learn(arrival.from.contact, said.details);
    arrival.details = said.details;
    arrival.stars = said.stars;
    arrival.review = said.review;
    arrival.message = message_of("trustpilot", said.text, {}, said.details, arrival.from.contact);
    arrival.moment = seen ? Moment::response_received : Moment::message_received;
    if (seen && model::is_open(flow_.unit().get(id).state)) return receive(id, std::move(arrival));
    if (seen) arrival.thread = id;
    return arrive(std::move(arrival));
}

}  // namespace parley::engine
