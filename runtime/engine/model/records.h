// What the engine keeps, as plain structures. A text that is empty, an instant that is absent and an id of 0 are
// "none". Queues, agents and channels are kept by their names, so that records outlive a catalog's changes (D26).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/engine/model/datum.h"
#include "runtime/engine/model/types.h"
#include "runtime/engine/model/words.h"

namespace parley::model {

struct Contact {
    ContactId id{};
    std::string name;
    std::string user;  // a person the host knows already
    ProfileId profile{};
    ContactId merged_into{};
    bool erased = false;
    std::string email, phone, language;  // as last given with a message
    bool operator==(const Contact&) const = default;
};

// A participant's identity in one channel. Channel and identifier are its key; without an identifier there is none
// (D80).
struct ChannelUser {
    std::string channel, identifier;
    ContactId contact{};
    std::string user;
    bool operator==(const ChannelUser&) const = default;
};

struct User {
    std::string id, name;
    std::vector<std::string> emails, phones, ids;  // normalised
    bool operator==(const User&) const = default;
};

struct ProfileKey {
    std::string by, value;
    bool operator==(const ProfileKey&) const = default;
};
struct Profile {
    ProfileId id{};
    std::string name;
    std::vector<ProfileKey> keys;  // in the order they were linked
    bool operator==(const Profile&) const = default;
};

// A merge of two contacts, and what it took from the secondary, so that it can be undone (D84).
struct Merge {
    ContactId secondary{}, primary{};
    Instant at = 0;
    bool undone = false;
    std::vector<std::pair<std::string, std::string>> channel_users;  // channel, identifier
    std::vector<ConversationId> conversations;
    ProfileId secondary_profile{};  // what the secondary had
    bool profile_taken = false;     // the primary had none and took the secondary's
    bool operator==(const Merge&) const = default;
};

struct TaskLink {
    std::string task;  // "T-1", or the id that the agent's desk gave
    TaskKind kind{};
    TaskOrigin did{};
    std::string by;  // the agent or the rule
    std::string short_description;
    bool operator==(const TaskLink&) const = default;
};

// One close, kept for the metrics: a second one after a reopen counts again.
struct Closing {
    Instant at = 0;
    ClosedBy by{};
    std::string name;   // of the agent or rule
    std::string queue;  // it was closed in
    bool abandoned = false;
    Span resolution = 0;
    std::optional<Span> resolution_business;
    bool operator==(const Closing&) const = default;
};

struct AgentTime {
    std::string agent;
    Span worked = 0;  // assigned and not On Hold
    bool operator==(const AgentTime&) const = default;
};

// An action of a rule that may come only so often (`once`, `at_most_every`).
struct Sent {
    std::string rule;
    std::uint32_t action = 0;  // which of the rule's actions, by its place in the rule
    Instant at = 0;
    bool operator==(const Sent&) const = default;
};

// Not offered to this agent again in this wait, until they become available anew (D92).
struct Declined {
    std::string agent;
    std::uint64_t availability = 0;  // AgentState::availability when it was declined
    bool operator==(const Declined&) const = default;
};

struct Note {
    Instant at = 0;
    std::string rule, text;
    bool operator==(const Note&) const = default;
};

struct Conversation {
    ConversationId id{};
    ContactId contact{};
    std::string identifier;  // the customer's in this channel, whom to answer; empty: none
    std::string user;        // opened for this user; empty: for the contact
    std::string channel;
    ConversationType type{};
    Direction direction{};
    std::string contact_point;
    std::string customer_name, email, phone, language, subject, short_description;

    State state = State::none;
    StateReason state_reason = StateReason::none;
    std::string closed_as;
    std::string queue;
    std::string priority;
    int priority_rank = 0;  // the higher, the more urgent
    std::vector<std::string> skills, tags;
    Fields fields;  // the tenant's own that are set; the name without "conversation."
    Datum survey;   // the answers of the survey

    std::string assigned_to;  // while an agent holds it
    std::string last_agent;   // who held it last, or does
    std::string invited;      // the agent that an invitation is out to

    Instant opened_at = 0, updated_at = 0;
    OpenedBy opened_by{};
    std::string opened_by_name;  // of the agent or rule
    std::optional<Instant> closed_at;
    std::optional<ClosedBy> closed_by;
    std::string closed_by_name;
    std::uint32_t reopened = 0;
    std::vector<Instant> reopenings;
    bool archived = false, erased = false;

    std::uint32_t messages = 0, customer_messages = 0, agent_messages = 0, automatic_messages = 0;
    std::string last_message;                // the text behind `last_message_at`
    std::optional<Instant> last_message_at;  // of the customer or a person (D120)
    std::optional<Instant> last_customer_message_at, last_agent_message_at;
    bool awaits_response = false;  // a customer message that no person has answered

    // Its chat or call: which, and whether it goes on. After the agent ended it, wrap-up may be left (D70).
    std::string chat, call;
    bool chat_live = false, call_live = false;
    std::string review;
    std::string last_mail;  // the customer's last message id, which an answer refers to

    // Waiting and routing.
    bool waits = false;                    // in its queue, in nobody's hands, no invitation out
    bool placed = false;                   // it was placed since its start or last reopen
    bool was_routed = false;               // offered to an agent at least once in its life
    std::optional<Instant> waiting_since;  // since it was first placed in this wait, invitations included
    std::vector<Declined> declined;
    std::optional<Instant> invited_at;  // while an invitation is out
    std::optional<Instant> assigned_at;

    // Metrics.
    std::optional<Span> wait, wait_business;  // to the first answer of a person
    std::string answered_by;
    std::optional<Instant> answered_at;
    std::vector<AgentTime> worked;
    std::optional<Instant> working_since;  // Work in Progress now, since then
    std::vector<Closing> closings;
    bool sla_breached = false;

    // Timers; each is due at most once at a time.
    std::optional<Instant> invitation_due, sla_due, still_waiting_due, inactivity_due;
    std::optional<Instant> still_waiting_owed;  // no timer: what was due next when an invitation went out (D111)

    std::vector<TaskLink> tasks;
    std::vector<Sent> sent;
    std::vector<Note> notes;

    // Time in agents' hands and not On Hold, what runs at `now` included.
    Span handled(Instant now) const {
        Span sum = working_since ? now - *working_since : 0;
        for (const AgentTime& part : worked) sum += part.worked;
        return sum;
    }
    // For windows, `previous` and the order of "related" (D120).
    Instant last_message_or_opening() const { return last_message_at.value_or(opened_at); }
    bool operator==(const Conversation&) const = default;
};

struct Message {
    ConversationId conversation{};
    std::uint32_t sequence = 0;  // 1, 2, 3 … in the conversation
    Instant at = 0;
    std::optional<Instant> sent_at;  // its own time, where the clock was ahead of it (D109)
    Sender from{};
    std::string name;  // of the agent or rule; of the customer, the contact's
    std::string text, channel, message_id;
    std::vector<std::string> attachments;
    bool automatic = false;
    bool operator==(const Message&) const = default;
};

// The decision record of one moment.
struct RuleFired {
    std::string rule;
    std::string branch;  // "2", "2.1", "else"; empty: none was taken
    std::uint32_t suppressed = 0;
    bool operator==(const RuleFired&) const = default;
};
struct MomentRecord {
    ConversationId conversation{};  // 0: it led to none
    std::string stimulus;
    std::uint32_t moment = 0;
    Instant at = 0;
    std::string line;  // as it was put out
    std::vector<RuleFired> rules;
    bool operator==(const MomentRecord&) const = default;
};

struct AgentState {
    std::string agent;
    Presence presence = Presence::offline;
    std::uint32_t load = 0;  // open ones assigned, On Hold included, and invitations out (D90)
    std::optional<Instant> last_offered_at;
    std::uint64_t availability = 0;  // how often they became available
    std::uint64_t offers = 0;  // the engine's count of offers at the last one to this agent: orders equal instants
    bool operator==(const AgentState&) const = default;
};

// Worked time of the last conversations closed in a queue that had an agent, oldest first, at most 20 (estimated wait).
struct QueueHistory {
    std::string queue;
    std::vector<Span> worked;
    bool operator==(const QueueHistory&) const = default;
};

// An end that came before its start (D75).
struct EarlyEnd {
    ThreadKind kind{};
    std::string key;
    EndedBy by{};
    std::string short_description;
    bool operator==(const EarlyEnd&) const = default;
};

// What opened no conversation and is kept all the same (D72).
struct Unopened {
    std::string stimulus;
    Instant at = 0;
    std::string type;
    Datum body;
    bool operator==(const Unopened&) const = default;
};

struct Meta {
    std::optional<Instant> clock;                                           // everything due by then has run
    std::int64_t conversations = 0, contacts = 0, profiles = 0, tasks = 0;  // the last numbers given
    std::uint64_t outputs = 0;                                              // the last number of an output
    std::uint64_t offers = 0;
    bool operator==(const Meta&) const = default;
};

struct Timer {
    Instant due = 0;
    TimerKind kind{};
    ConversationId conversation{};
    bool operator==(const Timer&) const = default;
};

}  // namespace parley::model
