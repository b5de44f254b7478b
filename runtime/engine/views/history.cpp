// One conversation with all that was said and decided.
#include "runtime/engine/views/documents.h"
#include "runtime/engine/views/json.h"
#include "runtime/engine/views/look_up.h"

namespace parley::views {

namespace {

void append_message(const model::Message& message, std::string& out) {
    Object object(out);
    object.instant("at", message.at);
    object.text("from", model::word(message.from));
    object.text_or_null("name", message.name);
    object.text("text", message.text);
    object.text("channel", message.channel);
    object.end();
}

void append_line(const model::MomentRecord& moment, std::string& out) {
    out += moment.line.empty() ? "null" : moment.line;
}

}  // namespace

base::Result<std::string> show(state::Database& database, std::string_view number) {
    const auto conversation = find_conversation(database, number);
    if (!conversation) return conversation.error();
    std::vector<model::ConversationId> of_user;
    state::ConversationFilter same;
    same.opened_for = opened_for(*conversation);
    database.visit(same, [&of_user](const model::Conversation& one) {
        of_user.push_back(one.id);
        return true;
    });
    std::string out;
    Object object = document(out);
    append_conversation(database, *conversation, database.meta().clock.value_or(0), object.member("conversation"));
    object.list("messages", database.messages(conversation->id), append_message);
    object.list("moments", database.moments(conversation->id), append_line);
    object.ids("user_conversations", of_user);
    object.end();
    if (database.failure()) return *database.failure();
    return out;
}

}  // namespace parley::views
