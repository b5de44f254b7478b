// One conversation's record, and the list of them.
#include "runtime/engine/metrics/metrics.h"
#include "runtime/engine/views/documents.h"
#include "runtime/engine/views/json.h"
#include "runtime/engine/views/look_up.h"

namespace parley::views {

namespace {

using model::Conversation;

void append_task(const model::TaskLink& task, std::string& out) {
    Object object(out);
    object.text("task", task.task);
    object.text("kind", model::word(task.kind));
    object.text("did", model::word(task.did));
    object.text_or_null("by", task.by);
    object.end();
}

void append_fields(Object& object, const model::Fields& fields) {
    Object own(object.member("fields"));
    for (const auto& [name, value] : fields) model::append_json(own.member(name), value);
    own.end();
}

void append_who(Object& object, state::Database& database, const Conversation& conversation) {
    const auto contact = database.contact(conversation.contact);
    object.id_or_null("conversation", conversation.id);
    object.id_or_null("contact", conversation.contact);
    object.text_or_null("identifier", conversation.identifier);
    object.text_or_null("opened_for", opened_for(conversation));
    object.id_or_null("profile", contact ? contact->profile : model::ProfileId::none);
    object.text_or_null("name", conversation.customer_name);
    object.text_or_null("email", conversation.email);
    object.text_or_null("phone", conversation.phone);
    object.text("channel", conversation.channel);
    object.text("type", model::word(conversation.type));
    object.text("direction", model::word(conversation.direction));
    object.text_or_null("contact_point", conversation.contact_point);
}

void append_state(Object& object, const Conversation& conversation) {
    object.text_or_null("state", model::word(conversation.state));
    object.text_or_null("state_reason", model::word(conversation.state_reason));
    object.text_or_null("closed_as", conversation.closed_as);
    object.text_or_null("queue", conversation.queue);
    object.text_or_null("priority", conversation.priority);
    object.text_or_null("assigned_to", conversation.assigned_to);
    object.text_or_null("last_agent", conversation.last_agent);
    object.text_or_null("invited", conversation.invited);
    // The record keeps whether somebody is left unanswered, for a reopening; what is closed awaits nothing.
    object.boolean("awaits_response", conversation.awaits_response && model::is_open(conversation.state));
    object.text_or_null("short_description", conversation.short_description);
    object.texts("tags", conversation.tags);
    append_fields(object, conversation.fields);
    object.instant("opened_at", conversation.opened_at);
    object.text("opened_by", model::word(conversation.opened_by));
    object.instant("updated_at", conversation.updated_at);
    object.instant("closed_at", conversation.closed_at);
    object.text_or_null("closed_by", conversation.closed_by ? model::word(*conversation.closed_by) : "");
    object.text_or_null("closed_by_name", conversation.closed_by_name);
    object.number("reopened", conversation.reopened);
    object.boolean("archived", conversation.archived);
}

void append_messages(Object& object, const Conversation& conversation) {
    object.number("messages", conversation.messages);
    object.number("customer_messages", conversation.customer_messages);
    object.number("agent_messages", conversation.agent_messages);
    object.number("automatic_messages", conversation.automatic_messages);
    object.text_or_null("last_message", conversation.last_message);
    object.instant("last_message_at", conversation.last_message_at);
    object.instant("last_customer_message_at", conversation.last_customer_message_at);
}

void append_metrics(Object& object, const Conversation& conversation, model::Instant now) {
    // As it was reckoned at the close, by the schedules of then.
    const bool closed = conversation.closed_at && !conversation.closings.empty();
    object.instant("waiting_since", conversation.waiting_since);
    object.seconds("wait_seconds", conversation.wait);
    object.seconds("duration_seconds", metrics::duration(conversation, now));
    object.seconds("resolution_seconds", metrics::resolution(conversation));
    object.seconds("wait_business_seconds", conversation.wait_business);
    object.seconds("resolution_business_seconds",
                   closed ? conversation.closings.back().resolution_business : std::nullopt);
}

}  // namespace

std::string opened_for(const Conversation& conversation) {
    return conversation.user.empty() ? model::to_string(conversation.contact) : conversation.user;
}

void append_conversation(state::Database& database, const Conversation& conversation, model::Instant now,
                         std::string& out) {
    Object object(out);
    append_who(object, database, conversation);
    append_state(object, conversation);
    append_messages(object, conversation);
    append_metrics(object, conversation, now);
    object.list("tasks", conversation.tasks, append_task);
    object.end();
}

void each_conversation(state::Database& database, const state::ConversationFilter& filter, const Take& take) {
    const model::Instant now = database.meta().clock.value_or(0);
    std::string out;
    database.visit(filter, [&](const Conversation& conversation) {
        out.clear();
        append_conversation(database, conversation, now, out);
        return take(out);
    });
}

void conversations(state::Database& database, const state::ConversationFilter& filter, const Take& take) {
    std::string head;
    Object object = document(head);
    object.instant("clock", database.meta().clock);
    object.member("conversations") += '[';
    take_list(
        head, [&](const Take& each) { each_conversation(database, filter, each); }, take);
}

}  // namespace parley::views
