// What rules send, how often, and the fields that they set.
#include <algorithm>
#include <utility>

#include "runtime/engine/core/actions.h"

namespace parley::engine {

using facts::Decided;
using model::Datum;

namespace {

constexpr std::string_view rich_members[] = {"quick_replies", "buttons", "cards", "images", "links"};

std::string* text_field(Conversation& conversation, std::string_view name) {
    if (name == "language") return &conversation.language;
    if (name == "subject") return &conversation.subject;
    if (name == "short_description") return &conversation.short_description;
    if (name == "customer_name") return &conversation.customer_name;
    if (name == "email") return &conversation.email;
    if (name == "phone") return &conversation.phone;
    return nullptr;
}

}  // namespace

// `once` and `at_most_every` are kept by conversation and place in the rule.
bool Actions::is_limited(Decided& decided) {
    const Datum* once = model::find(decided.action.members, "once");
    const Datum* every = model::find(decided.action.members, "at_most_every");
    const bool only_once = once != nullptr && once->boolean;
    const std::int64_t seconds = every == nullptr ? 0 : every->integer().value_or(0);
    if (!only_once && seconds == 0) return false;
    Conversation& about = flow_.unit().edit(id_);
    for (model::Sent& sent : about.sent) {
        if (sent.rule != decided.action.rule || sent.action != decided.ordinal) continue;
        if (only_once) decided.action.suppressed = "once";
        if (!only_once && flow_.now() - sent.at < seconds * model::second) decided.action.suppressed = "at_most_every";
        if (decided.action.suppressed.empty()) sent.at = flow_.now();
        return !decided.action.suppressed.empty();
    }
    about.sent.push_back({decided.action.rule, decided.ordinal, flow_.now()});
    return false;
}

void Actions::send_message(Decided& decided) {
    if (!flow_.is_reachable(id_)) {
        decided.action.not_done = "call_ended";
        return;
    }
    if (is_limited(decided)) return;
    const Conversation& about = conversation();
    lines::SendMessage command;
    command.conversation = id_;
    command.channel = about.channel;
    command.to = about.identifier;
    command.text = text(decided, "text");
    command.by = model::Sender::rule;
    command.rule = decided.action.rule;
    command.message = text(decided, "message");
    command.in_reply_to = about.last_mail;
    for (std::string_view name : rich_members)
        if (const Datum* rich = model::find(decided.action.members, name); rich != nullptr && !rich->items.empty())
            command.rich.emplace_back(name, *rich);
    model::Message message;
    message.from = model::Sender::rule;
    message.name = decided.action.rule;
    message.text = command.text;
    if (about.type == model::ConversationType::email)
        message.message_id = flow_.outputs().key(flow_.outputs().moment(), number_);
    flow_.changes().append(id_, std::move(message));
    emit(std::move(command));
}

bool set_conversation_field(Context& context, Conversation& conversation, std::string_view field, const Datum& value) {
    constexpr std::string_view group = "conversation.";
    if (field.starts_with(group)) field.remove_prefix(group.size());
    const auto& own = context.tenant().conversation_fields;
    const bool is_own = std::find(own.begin(), own.end(), field) != own.end();
    if (field == "priority") {
        Changes(context).set_priority(conversation, value.scalar());
    } else if (is_own) {
        if (value.kind == Datum::Kind::null) {
            model::erase(conversation.fields, field);
        } else {
            model::set(conversation.fields, field, value);
        }
    } else if (std::string* text = text_field(conversation, field)) {
        *text = value.scalar();
    } else if (field == "skills") {
        conversation.skills = value.texts();
        // Somebody else may be able to take it now.
        Changes(context).free_staff(conversation.queue);
    } else {
        return false;
    }
    conversation.updated_at = context.clock;
    return true;
}

}  // namespace parley::engine
