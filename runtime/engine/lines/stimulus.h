// What comes in: one line of JSON to a typed stimulus, or the reason why it is none.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "runtime/engine/model/datum.h"
#include "runtime/engine/model/types.h"
#include "runtime/engine/model/words.h"
#include "runtime/engine/tenant/tenant.h"

namespace parley::lines {

using model::Instant;

// Names of channels, agents and queues are checked against the tenant; identifiers are as they came, conversations and
// contacts as they are named: whether there is such a record is for the engine to say.

// What a line says of the customer, beside who they are. Empty: not said.
struct CustomerDetails {
    std::string name, email, phone, contact_point, language, subject;
    std::vector<std::string> attachments;
    // `customer_id`, `order_number`: where the tenant declares such a conversation field.
    model::Fields fields;
};

// A contact: by number ("K-1"), or by channel and identifier.
struct ContactName {
    std::string contact;
    std::string channel, from;
};
// A conversation: by number ("C-1"), or as the contact's open one.
struct ConversationName {
    std::string conversation;
    std::string channel, from;
};

struct Message {  // of any channel but `form`
    std::string channel, from, text;
    std::string message_id, in_reply_to, chat;
    std::vector<std::string> references;
    bool automatic = false;
    CustomerDetails details;
};
struct FormMessage {  // `message` of channel form: a form that came by mail
    model::Datum fields;
};
struct ChatStarted {
    std::string chat, from;
    std::optional<std::string> text;
    CustomerDetails details;
};
struct ChatEnded {
    std::string chat;
    model::EndedBy by{};
};
struct CallStarted {
    std::string call, from;
    CustomerDetails details;
};
struct CallEnded {
    std::string call;
    model::EndedBy by{};
    std::string short_description;
};
struct Form {
    model::Datum fields;
    std::string chat, channel, from;
};
struct Survey {
    std::string chat, conversation;  // one of them
    model::Datum answers;
};
struct HttpRequest {
    model::Datum body;
    std::string path;
};
struct Review {
    std::string review, from, text;
    std::optional<std::int64_t> stars;
    CustomerDetails details;
};
struct ReviewEdited {
    std::string review, from, text;
    std::optional<std::int64_t> stars;
    CustomerDetails details;
};
struct Welcome {
    std::string channel, from;
    CustomerDetails details;
};
struct AgentPresence {
    std::string agent;
    model::Presence presence{};
};
// An agent and a conversation, and no more.
struct AgentAccepts {
    std::string agent;
    ConversationName conversation;
};
struct AgentRejects {
    std::string agent;
    ConversationName conversation;
};
struct AgentTakes {
    std::string agent;
    ConversationName conversation;
};
struct AgentResumes {
    std::string agent;
    ConversationName conversation;
};
struct AgentReopens {
    std::string agent;
    ConversationName conversation;
};
struct AgentReply {
    std::string agent;
    ConversationName conversation;
    std::string text, message_id;
};
struct AgentHolds {
    std::string agent;
    ConversationName conversation;
    model::StateReason state_reason{};
};
struct AgentTransfers {
    std::string agent;
    ConversationName conversation;
    std::string to_queue, to_agent;  // one of them
};
struct AgentSaves {
    std::string agent;
    ConversationName conversation;
    model::Fields fields;
};
struct AgentTask {
    std::string agent;
    ConversationName conversation;
    model::TaskOrigin did{};
    model::TaskKind kind{};
    std::string task;
};
struct AgentCloses {
    std::string agent;
    ConversationName conversation;
    std::string short_description, state;
};
struct AgentStarts {
    std::string agent, channel, to;
    std::optional<std::string> text;
    std::string queue, contact_point;
};
struct BotReply {
    ConversationName conversation;
    std::string text;
};
struct BotCloses {
    ConversationName conversation;
    std::string parameter;
};
struct OpenConversation {
    std::string channel, to;
};
struct CloseConversation {
    ConversationName conversation;
    std::string short_description, state;
};
struct MergeContacts {
    ContactName primary, secondary;
};
struct UnmergeContacts {
    ContactName secondary;
};
struct LinkProfile {
    ContactName contact;
    std::string by, value;
    bool force = false;
};
struct SetField {
    ConversationName conversation;
    std::string field;  // as written: "priority", "conversation.customer_tier"
    model::Datum value;
};
struct UserKnown {
    std::string user, name;
    std::vector<std::string> emails, phones, ids;
};
struct EraseContact {
    ContactName contact;
};
struct Archive {
    ConversationName conversation;
};
struct Tick {};

using Content =
    std::variant<Message, FormMessage, ChatStarted, ChatEnded, CallStarted, CallEnded, Form, Survey, HttpRequest,
                 Review, ReviewEdited, Welcome, AgentPresence, AgentAccepts, AgentRejects, AgentTakes, AgentResumes,
                 AgentReopens, AgentReply, AgentHolds, AgentTransfers, AgentSaves, AgentTask, AgentCloses, AgentStarts,
                 BotReply, BotCloses, OpenConversation, CloseConversation, MergeContacts, UnmergeContacts, LinkProfile,
                 SetField, UserKnown, EraseContact, Archive, Tick>;

struct Stimulus {
    std::string id;  // empty: it has none (a tick may)
    std::string type;
    std::optional<Instant> at;
    std::optional<model::Rejection>
        rejection;  // then `content` means nothing, and `id` and `type` are what could be read
    Content content;
    std::uint64_t ignored_members = 0;       // not known: counted, and no more comes of them
    std::vector<std::string> ignored_names;  // the first few of them
    std::vector<std::string> known_names;    // where there are such: those that a line of its type may have
};

struct Limits {
    std::size_t line_bytes = 1u << 20;
    std::size_t depth = 64;
};

// Total: any bytes give a stimulus. Texts are brought to NFC. What is looked for, in this order: malformed (no JSON
// object, no `type`, a member of the wrong type or with a word that is not one of its own, an `at` that is no instant),
// unknown_type, missing_member (an `id` too, but of a tick; an empty name counts as missing), unknown_channel,
// unknown_agent, unknown_queue. A line without `id` that is no object has an empty `id`.
// Threads: any number at a time, with one tenant or several.
Stimulus read(std::string_view line, const tenant::Tenant& tenant, const Limits& limits = {});

}  // namespace parley::lines
