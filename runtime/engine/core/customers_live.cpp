// Chats and calls, which have a beginning and an end, and forms, which have no conversation of their own.
#include <utility>

#include "runtime/engine/core/handlers.h"
#include "runtime/engine/model/identifier.h"

namespace parley::engine {

using model::EndedBy;
using model::Message;
using model::ThreadKind;
using moments::Moment;

Answer Customers::handle(const lines::ChatStarted& said) {
    const ConversationId known = flow_.unit().direct().thread(ThreadKind::chat, said.chat);
    if (known != ConversationId::none) {
        if (!said.text) return ignore("already_started", known);
        lines::Message message;
        message.channel = "web_chat";
        message.from = said.from;
        message.text = *said.text;
        message.chat = said.chat;
        message.details = said.details;
        return handle(message);
    }
    Arrival arrival;
    arrival.from = people_.find_or_create("web_chat", said.from);
    people_.learn(arrival.from.contact, said.details);
    arrival.details = said.details;
    arrival.chat = said.chat;
    arrival.live = true;
    if (said.text) arrival.message = message_of("web_chat", *said.text, {}, said.details, arrival.from.contact);
    arrival.moment = Moment::chat_started;
    const Answer answer = arrive(std::move(arrival));
    early_end(ThreadKind::chat, said.chat);
    return answer;
}

Answer Customers::handle(const lines::CallStarted& said) {
    const ConversationId known = flow_.unit().direct().thread(ThreadKind::call, said.call);
    if (known != ConversationId::none) return ignore("already_started", known);
    Arrival arrival;
    arrival.from = people_.find_or_create("phone", said.from);
    people_.learn(arrival.from.contact, said.details);
    arrival.details = said.details;
    arrival.call = said.call;
    arrival.live = true;
    arrival.moment = Moment::call_started;
    const Answer answer = arrive(std::move(arrival));
    early_end(ThreadKind::call, said.call);
    return answer;
}

void Customers::early_end(ThreadKind kind, const std::string& key) {
    const auto end = flow_.unit().direct().early_end(kind, key);
    if (!end) return;
    flow_.unit().direct().erase_early_end(kind, key);
    ended(kind, key, end->by, end->short_description);
}

Answer Customers::handle(const lines::ChatEnded& said) {
    return ended(ThreadKind::chat, said.chat, said.by, {});
}

Answer Customers::handle(const lines::CallEnded& said) {
    return ended(ThreadKind::call, said.call, said.by, said.short_description);
}

// A fact, never refused; an agent who ends it without a description has wrap-up left to do (D70).
Answer Customers::ended(ThreadKind kind, const std::string& key, EndedBy by, const std::string& short_description) {
    const bool chat = kind == ThreadKind::chat;
    const ConversationId id = flow_.unit().direct().thread(kind, key);
    if (id == ConversationId::none) {
        flow_.unit().direct().put(model::EarlyEnd{kind, key, by, short_description});
        return {};
    }
    const Conversation& conversation = flow_.unit().get(id);
    const bool live =
        chat ? conversation.chat_live && conversation.chat == key : conversation.call_live && conversation.call == key;
    if (!live) return ignore("already_ended", id);
    Conversation& ending = flow_.unit().edit(id);
    (chat ? ending.chat_live : ending.call_live) = false;
    ending.updated_at = flow_.now();
    const bool described = !is_blank(conversation.short_description) || !is_blank(short_description);
    if (by == EndedBy::agent && !described) {
        Occasion occasion(chat ? Moment::chat_ended : Moment::call_ended, id);
        occasion.closed_by = "agent";
        flow_.raise(std::move(occasion));
        return {};
    }
    ClosingRequest request;
    request.by = by == EndedBy::customer ? model::ClosedBy::customer
                 : by == EndedBy::agent  ? model::ClosedBy::agent
                                         : model::ClosedBy::rule;
    if (by == EndedBy::agent)
        request.by_name = conversation.assigned_to.empty() ? conversation.last_agent : conversation.assigned_to;
    request.short_description = short_description;
    flow_.close(id, request, chat ? Flow::Ended::chat : Flow::Ended::call);
    return {};
}

// Stored on its conversation; neither a message nor a reopening (D73).
Answer Customers::handle(const lines::Survey& said) {
    ConversationId id{};
    if (!said.chat.empty()) {
        id = flow_.unit().direct().thread(ThreadKind::chat, said.chat);
    } else if (const auto named = model::parse_conversation(said.conversation)) {
        id = flow_.unit().get(*named).id;
    }
    if (id == ConversationId::none) return reject(model::Rejection::unknown_conversation);
    flow_.unit().edit(id).survey = said.answers;
    Occasion occasion(Moment::chat_survey_completed, id);
    occasion.survey = &said.answers;
    flow_.raise(std::move(occasion));
    return {};
}

Answer Customers::handle(const lines::Form& said) {
    Participant from;
    ConversationId about{};
    if (!said.chat.empty()) {
        about = flow_.unit().direct().thread(ThreadKind::chat, said.chat);
        if (about != ConversationId::none) {
            const Conversation& chat = flow_.unit().get(about);
            from = {chat.contact, chat.channel, chat.identifier};
        }
    }
    if (from.contact == ContactId::none && !said.channel.empty())
        from = people_.find_or_create(said.channel, said.from);
    return form(Moment::contact_form_received, said.fields, nullptr, from, about, "form");
}

Answer Customers::handle(const lines::HttpRequest& said) {
    return form(Moment::external_http_request, said.body, &said.body, {}, {}, "http_request");
}

Answer Customers::handle(const lines::FormMessage& said) {
    return form(Moment::message_received, said.fields, nullptr, {}, {}, "message");
}

// Opens nothing by itself: a rule says whom to answer (D72).
Answer Customers::form(Moment moment, const model::Datum& fields, const model::Datum* body, Participant from,
                       ConversationId about, std::string_view type) {
    const auto field = [&fields](std::string_view name) {
        const model::Datum* value = fields.member(name);
        return value == nullptr ? std::string() : std::string(value->scalar());
    };
    Arrival arrival;
    arrival.from = from;
    arrival.from.channel = from.channel.empty() ? "form" : from.channel;
    arrival.details.name = field("name");
    arrival.details.email = field("email");
    arrival.details.phone = field("phone");
    arrival.details.subject = field("subject");
    Message message = message_of("form", field("text"), {}, arrival.details, ContactId::none);
    Conversation known;
    known.contact = from.contact;
    known.channel = "form";
    known.type = model::ConversationType::form;
    known.customer_name = arrival.details.name;
    known.email = model::normal_email(arrival.details.email);
    known.phone = model::normal_phone(arrival.details.phone, flow_.tenant().country);
    known.subject = arrival.details.subject;
    Occasion occasion(moment, about);
    occasion.provisional = &known;
    occasion.contact = from.contact;
    occasion.message = moment == Moment::message_received ? &message : nullptr;
    occasion.form = body == nullptr ? &fields : nullptr;
    occasion.body = body;
    std::optional<Joined> joined;
    flow_.raise_first(std::move(occasion), [&](const Wish& wish) {
        Settlement settlement;
        settlement.conversation = about;
        if (wish.kind == Wish::Kind::none) return settlement;
        if (!wish.to.empty()) {
            arrival.from = people_.find_or_create(wish.channel.empty() ? "email" : wish.channel, wish.to);
        } else if (from.contact == ContactId::none) {
            settlement.not_done = "no_address";
            return settlement;
        }
        people_.learn(arrival.from.contact, arrival.details);
        message.channel = "form";
        arrival.message = message;
        arrival.by = model::OpenedBy::customer;
        joined = settle(arrival, wish, settlement);
        settlement.conversation = joined->conversation;
        return settlement;
    });
    if (joined) {
        after(arrival, *joined, &message);
        return {};
    }
    flow_.unit().direct().put(model::Unopened{flow_.outputs().stimulus(), flow_.now(), std::string(type), fields});
    flow_.outputs().record(lines::UnopenedForm{flow_.outputs().stimulus(), std::string(type)});
    return {};
}

}  // namespace parley::engine
