// Messages and what follows from them; timers.
#include <algorithm>

#include "runtime/engine/core/changes.h"
#include "runtime/engine/metrics/metrics.h"

namespace parley::engine {

using model::Message;
using model::Sender;
using model::State;

namespace {

std::string value_of(const Conversation& conversation, std::string_view field) {
    if (field == "conversation.id" || field == "conversation.number" || field == "conversation.new_number")
        return to_string(conversation.id);
    if (field == "conversation.contact_point") return conversation.contact_point;
    if (field == "conversation.queue") return conversation.queue;
    if (field == "conversation.platform" || field == "conversation.channel") return conversation.channel;
    if (field == "conversation.customer_name") return conversation.customer_name;
    if (field == "conversation.subject") return conversation.subject;
    if (field == "conversation.email") return conversation.email;
    if (field == "conversation.phone") return conversation.phone;
    constexpr std::string_view group = "conversation.";
    if (!field.starts_with(group)) return {};
    const model::Datum* own = model::find(conversation.fields, field.substr(group.size()));
    return own == nullptr ? std::string() : std::string(own->scalar());
}

// `{{name}}` or `{{name | "fallback"}}`.
std::string merge_value(const tenant::Tenant& tenant, const Conversation& conversation, std::string_view inside) {
    const std::size_t bar = inside.find('|');
    std::string_view name = inside.substr(0, bar);
    const auto strip = [](std::string_view& text, std::string_view outer) {
        while (!text.empty() && outer.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
        while (!text.empty() && outer.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
    };
    strip(name, " \t");
    std::string value;
    for (const auto& field : tenant.merge_fields) {
        if (field.name != name) continue;
        if (!field.field.empty()) value = value_of(conversation, field.field);
        if (value.empty()) value = field.text;
    }
    if (!value.empty() || bar == std::string_view::npos) return value;
    std::string_view fallback = inside.substr(bar + 1);
    strip(fallback, " \t\"");
    return std::string(fallback);
}

}  // namespace

std::string Changes::default_description(const Conversation& conversation) const {
    std::string out;
    std::string_view rest = context_.tenant().short_description;
    while (true) {
        const std::size_t begin = rest.find("{{");
        const std::size_t end = begin == std::string_view::npos ? begin : rest.find("}}", begin);
        if (end == std::string_view::npos) break;
        out += rest.substr(0, begin);
        out += merge_value(context_.tenant(), conversation, rest.substr(begin + 2, end - begin - 2));
        rest.remove_prefix(end + 2);
    }
    out += rest;
    // Whatever the template says, a closed record has a description (D22).
    return is_blank(out) ? "No description given" : out;
}

void Changes::answered(Conversation& conversation, std::string_view agent) {
    if (conversation.answered_at) return;
    conversation.answered_at = now();
    conversation.answered_by = agent;
    if (conversation.opened_by == model::OpenedBy::agent) return;
    conversation.wait = now() - conversation.opened_at;
    conversation.wait_business =
        metrics::business(context_.tenant(), conversation.queue, conversation.opened_at, now());
}

void Changes::append(ConversationId id, Message message) {
    Conversation& conversation = context_.unit.edit(id);
    message.conversation = id;
    message.sequence = ++conversation.messages;
    message.at = now();
    if (message.channel.empty()) message.channel = conversation.channel;
    conversation.updated_at = now();
    const bool automatic = message.automatic || message.from == Sender::rule || message.from == Sender::bot;
    message.automatic = automatic;
    if (automatic) {
        ++conversation.automatic_messages;
    } else {
        conversation.last_message = message.text;
        conversation.last_message_at = now();
        if (message.from == Sender::customer) {
            ++conversation.customer_messages;
            conversation.last_customer_message_at = now();
            conversation.awaits_response = true;
        } else {
            ++conversation.agent_messages;
            conversation.last_agent_message_at = now();
            conversation.awaits_response = false;
            answered(conversation, message.name);
        }
    }
    if (!message.message_id.empty()) {
        context_.unit.direct().put_thread(model::ThreadKind::mail, message.message_id, id);
        if (message.from == Sender::customer) conversation.last_mail = message.message_id;
    }
    context_.unit.direct().put(message);
}

void Changes::arm(Conversation& conversation) const {
    const tenant::Tenant& tenant = context_.tenant();
    const bool open = model::is_open(conversation.state);
    if (!open) {
        conversation.invitation_due.reset();
        conversation.still_waiting_due.reset();
    }
    if (!conversation.waits || !conversation.waiting_since) {
        conversation.still_waiting_due.reset();
    } else if (!conversation.still_waiting_due) {
        const Span period = tenant.still_waiting_every;
        conversation.still_waiting_due =
            *conversation.waiting_since + ((now() - *conversation.waiting_since) / period + 1) * period;
    }

    conversation.sla_due.reset();
    const tenant::Queue* queue = tenant.queue(conversation.queue);
    const bool counts = open && !conversation.sla_breached && !conversation.answered_at &&
                        conversation.opened_by != model::OpenedBy::agent;
    if (counts && queue != nullptr && queue->answer_within)
        conversation.sla_due = conversation.opened_at + *queue->answer_within;

    conversation.inactivity_due.reset();
    const bool internal = conversation.state_reason == model::StateReason::waiting_internal;
    if (open && tenant.close_after_inactivity && !conversation.awaits_response && !conversation.call_live &&
        !internal) {
        Instant last = conversation.last_message_or_opening();
        if (!conversation.reopenings.empty()) last = std::max(last, conversation.reopenings.back());
        conversation.inactivity_due = last + *tenant.close_after_inactivity;
    }
}

}  // namespace parley::engine
