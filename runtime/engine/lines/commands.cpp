#include "runtime/engine/lines/output.h"
#include "runtime/engine/lines/write.h"

namespace parley::lines {
namespace {

using model::word;

std::string_view name_of(const SendMessage&) {
    return "send_message";
}
std::string_view name_of(const Invite&) {
    return "invite";
}
std::string_view name_of(const Assign&) {
    return "assign";
}
std::string_view name_of(const Unassign&) {
    return "unassign";
}
std::string_view name_of(const WithdrawInvitation&) {
    return "withdraw_invitation";
}
std::string_view name_of(const CreateTask&) {
    return "create_task";
}
std::string_view name_of(const CallWebhook&) {
    return "call_webhook";
}
std::string_view name_of(const SendSummaryToSlack&) {
    return "send_summary_to_slack";
}
std::string_view name_of(const EndChat&) {
    return "end_chat";
}
std::string_view name_of(const EndCall&) {
    return "end_call";
}
std::string_view name_of(const OwnAction& command) {
    return command.name;
}

void members(ObjectWriter& object, const SendMessage& command) {
    object.text("channel", command.channel);
    object.given("to", command.to);
    object.text("text", command.text);
    object.given("message", command.message);
    object.fields(command.rich);
    object.given("in_reply_to", command.in_reply_to);
    object.text("by", word(command.by));
    object.given("rule", command.rule);
    object.given("agent", command.agent);
}
void members(ObjectWriter& object, const Invite& command) {
    object.text("agent", command.agent);
    object.given("queue", command.queue);
    object.instant("expires_at", command.expires_at);
}
void members(ObjectWriter& object, const Assign& command) {
    object.text("agent", command.agent);
    object.given("chat", command.chat);
    object.given("call", command.call);
}
void members(ObjectWriter& object, const Unassign& command) {
    object.text("agent", command.agent);
}
void members(ObjectWriter& object, const WithdrawInvitation& command) {
    object.text("agent", command.agent);
    object.text("reason", command.reason);
}
void members(ObjectWriter& object, const CreateTask& command) {
    object.text("task", command.task);
    object.text("kind", word(command.kind));
    object.text("short_description", command.short_description);
}
void members(ObjectWriter& object, const CallWebhook& command) {
    object.text("webhook", command.webhook);
    object.text("url", command.url);
}
void members(ObjectWriter& object, const SendSummaryToSlack& command) {
    object.text("channel", command.channel);
    object.text("text", command.text);
}
void members(ObjectWriter& object, const EndChat& command) {
    object.text("chat", command.chat);
}
void members(ObjectWriter& object, const EndCall& command) {
    object.text("call", command.call);
}
void members(ObjectWriter& object, const OwnAction& command) {
    object.fields(command.members);
}

}  // namespace

void write(const Command& command, std::string& out) {
    ObjectWriter object(out);
    std::visit(
        [&](const auto& content) {
            object.text("command", name_of(content));
            object.text("key", command.key);
            object.conversation(content.conversation);
            members(object, content);
        },
        command.content);
    object.end();
    out += '\n';
}

}  // namespace parley::lines
