// What goes out: commands and records, one line of JSON each, their members in the order of the page.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "runtime/engine/model/datum.h"
#include "runtime/engine/model/types.h"
#include "runtime/engine/model/words.h"

namespace parley::lines {

using model::ConversationId;
using model::Instant;

// Commands. A member that is empty (or 0) is left out, but for `text`, which stands even where it is empty.
struct SendMessage {
    ConversationId conversation{};
    std::string channel, to, text;
    model::Sender by{};       // rule, agent or bot
    std::string rule, agent;  // by a rule; by an agent
    model::Fields rich;       // quick_replies, buttons, cards, images, links: lists of text
    std::string message;      // the catalog message's name
    std::string in_reply_to;  // email: the customer's last message
};
struct Invite {
    ConversationId conversation{};
    std::string agent, queue;
    Instant expires_at = 0;
};
struct Assign {
    ConversationId conversation{};
    std::string agent, chat, call;  // what joined it (D121)
};
struct Unassign {
    ConversationId conversation{};
    std::string agent;
};
struct WithdrawInvitation {
    ConversationId conversation{};
    std::string agent, reason;  // closed, moved, taken, unavailable
};
struct CreateTask {
    ConversationId conversation{};
    std::string task;
    model::TaskKind kind{};
    std::string short_description;
};
struct CallWebhook {
    ConversationId conversation{};
    std::string webhook, url;
};
struct SendSummaryToSlack {
    ConversationId conversation{};
    std::string channel, text;
};
struct EndChat {
    ConversationId conversation{};
    std::string chat;
};
struct EndCall {
    ConversationId conversation{};
    std::string call;
};
// An action of the catalog's own: a command of its name, with its members as they are.
struct OwnAction {
    std::string name;
    ConversationId conversation{};  // left out where there is none
    model::Fields members;
};

using CommandContent = std::variant<SendMessage, Invite, Assign, Unassign, WithdrawInvitation, CreateTask, CallWebhook,
                                    SendSummaryToSlack, EndChat, EndCall, OwnAction>;
struct Command {
    std::string key;  // stands behind the command's name
    CommandContent content;
};

// One action of a moment's decision, as the decision on the wire has it, and what came of it.
struct DecidedAction {
    std::string action;
    model::Fields members;
    std::string rule, place;           // "rules.parley:30"
    std::string suppressed;            // recent_conversation, once, at_most_every
    std::string not_done;              // no_value, agent_offline, …
    std::vector<std::string> notes;    // what else the record says of it: `"notes":[…]`, left out where there is none
    std::vector<std::string> missing;  // merge fields without a value: `"missing":[…]` as on the wire of decisions
};

// Records.
struct Moment {
    std::string stimulus;
    std::uint32_t moment = 0;
    Instant at = 0;
    ConversationId conversation{};  // null where there is none
    std::vector<std::string> events;
    std::optional<std::uint64_t> version;  // null where there is none
    std::string artifact;
    std::vector<DecidedAction> actions;
    std::vector<std::string> notes;  // left out where there is none
};
struct Rejected {
    std::string stimulus, type;  // empty: null
    model::Rejection reason{};
    ConversationId
        conversation{};  // what stands in its way (`open_conversation_exists`, `already_open`); else left out
};
struct Duplicate {
    std::string stimulus, type;
};
struct Ignored {
    std::string stimulus, type, reason;
    ConversationId conversation{};  // left out where there is none
};
struct UnopenedForm {
    std::string stimulus, type;
};
struct ProfileConflict {
    std::string stimulus;
    std::string contact, by, value, profile, other_profile;  // the contact's profile, and whose the key is
};
struct CascadeStopped {
    std::string stimulus;
    ConversationId conversation{};
    std::uint32_t dropped = 0;  // steps that were pending
};
struct Metrics {
    std::optional<Instant> at;  // null where nothing has given the time yet
    std::uint64_t stimuli = 0, moments = 0, duplicates = 0, rejected = 0, ignored = 0, opened = 0, closed = 0,
                  waiting = 0;
};

using Record =
    std::variant<Moment, Rejected, Duplicate, Ignored, UnopenedForm, ProfileConflict, CascadeStopped, Metrics>;

// Appended with their line breaks.
void write(const Command& command, std::string& out);
void write(const Record& record, std::string& out);
// A moment's line with every text that its actions quote blanked, for a contact that is erased (D87).
std::string without_texts(std::string_view line);
// A line put out, as a person reads it (`run --format text`): one line, or indented lines below it.
std::string describe(std::string_view line);

}  // namespace parley::lines
