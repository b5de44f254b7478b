// Where the engine's records live. One engine writes a database at a time; any number of readers look on. Backends
// (sqlite) implement this interface and pass one conformance suite (tests/runtime/engine/state/conformance.h).
//
// Transactions: writing begins with `begin`; everything since then is there, whole, when `commit` returns good, and was
// never there otherwise. It is durable once a `sync` that began behind that commit has returned good; what a crash
// takes before is the last commits, whole. Many stimuli may share a transaction. Reads see what was written before them
// in the same transaction.
//
// Cost: no call but those that say so takes time that grows with what is kept; each is a look-up in an index, and takes
// as long with 1,000,000 open conversations as with 1,000 (but for the depth of a tree).
//
// Errors: the calls give back plain values. The first thing that goes wrong is kept in `failure`; from then on every
// read finds nothing, every write does nothing, and `commit` gives that error, so that nothing of the transaction
// stays.
//
// Threads: one at a time, but for `sync`, which another may call meanwhile. A record that is put replaces the one of
// its key.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/engine/model/records.h"

namespace parley::state {

using model::AgentState;
using model::ChannelUser;
using model::Contact;
using model::ContactId;
using model::Conversation;
using model::ConversationId;
using model::EarlyEnd;
using model::Instant;
using model::Merge;
using model::Message;
using model::Meta;
using model::MomentRecord;
using model::Profile;
using model::ProfileId;
using model::QueueHistory;
using model::ThreadKind;
using model::Timer;
using model::Unopened;
using model::User;

// The order in a queue: the higher rank first, then who began waiting first, then the lower number.
struct QueuePosition {
    int rank = 0;
    Instant waiting_since = 0;
    ConversationId conversation{};
    bool operator==(const QueuePosition&) const = default;
};

// Those of a queue that wait and ask for the same skills; `skills` is sorted and may be empty.
struct SkillGroup {
    std::vector<std::string> skills;
    std::uint64_t waiting = 0;
};

struct QueueCounts {
    std::uint64_t waiting = 0;   // open, in nobody's hands, no invitation out
    std::uint64_t invited = 0;   // open, in nobody's hands, an invitation out
    std::uint64_t assigned = 0;  // Work in Progress and On Hold
    std::uint64_t unplaced = 0;  // open, in nobody's hands, neither of the above (between two moments of one stimulus)
    std::uint64_t total() const { return waiting + invited + assigned; }
    bool operator==(const QueueCounts&) const = default;
};

struct Output {
    std::uint64_t number = 0;
    std::string lines;  // whole lines, each with its line break
    bool operator==(const Output&) const = default;
};

struct ConversationFilter {
    bool open_only = false;
    std::optional<ContactId> contact;
    std::optional<std::string> opened_for;  // "u-17", or a contact's "K-1"
    std::optional<std::string> queue;
};

class Database {
public:
    virtual ~Database() = default;

    virtual void begin() = 0;  // does nothing inside a transaction
    virtual base::Result<base::Done> commit() = 0;
    // Waits for the disk. After an error nothing says what is durable: the database is to be opened anew.
    virtual base::Result<base::Done> sync() = 0;
    virtual void rollback() = 0;  // also takes `failure` back
    virtual const std::optional<base::Error>& failure() const = 0;

    virtual Meta meta() = 0;
    virtual void put(const Meta& meta) = 0;

    // Ids of stimuli, kept for good (D113). True: it was not there, and is now.
    virtual bool add_handled(std::string_view id) = 0;
    virtual bool is_handled(std::string_view id) = 0;

    // What was put out and not yet confirmed, in the order of its numbers.
    virtual void add(const Output& output) = 0;
    virtual std::vector<Output> outputs(std::uint64_t after, std::size_t limit) = 0;
    virtual void drop_outputs(std::uint64_t through) = 0;

    // Contacts and who they are.
    virtual std::optional<Contact> contact(ContactId id) = 0;
    virtual void put(const Contact& contact) = 0;
    virtual std::optional<ChannelUser> channel_user(std::string_view channel, std::string_view identifier) = 0;
    virtual std::vector<ChannelUser> channel_users(ContactId contact) = 0;  // by channel, then identifier
    virtual void put(const ChannelUser& user) = 0;
    virtual void erase_channel_user(std::string_view channel, std::string_view identifier) = 0;
    virtual std::optional<User> user(std::string_view id) = 0;
    // Whose "email" or "phone" or "id" this is, normalised. Of several the one that was put last.
    virtual std::optional<std::string> user_by(std::string_view by, std::string_view value) = 0;
    virtual void put(const User& user) = 0;  // what it had before and has no more leads to it no longer
    virtual std::optional<Profile> profile(ProfileId id) = 0;
    virtual ProfileId profile_by(std::string_view by, std::string_view value) = 0;
    virtual std::vector<ContactId> contacts_of(ProfileId profile) = 0;  // in the order of their numbers
    virtual void put(const Profile& profile) = 0;
    // The secondary's merge that is not undone.
    virtual std::optional<Merge> merge_of(ContactId secondary) = 0;
    virtual std::vector<Merge> merges_into(ContactId primary) = 0;  // not undone
    virtual void put(const Merge& merge) = 0;                       // its key is secondary and instant

    // Conversations.
    virtual std::optional<Conversation> conversation(ConversationId id) = 0;
    virtual void put(const Conversation& conversation) = 0;
    virtual std::vector<ConversationId> open_of(ContactId contact) = 0;  // in the order of their numbers
    virtual std::vector<ConversationId> all_of(ContactId contact) = 0;   // the same; grows with the contact's own
    // Of the contact's that are not archived, without `except`: the one whose last message (or opening, D120) is the
    // latest, by the higher number where equal; the latest close of those that are closed now; how many had their last
    // message at `since` or later.
    virtual std::optional<ConversationId> latest_of(ContactId contact, ConversationId except) = 0;
    virtual std::optional<Instant> latest_close_of(ContactId contact, ConversationId except) = 0;
    virtual std::uint64_t count_of(ContactId contact, Instant since, ConversationId except) = 0;
    // Newest last message first, then the higher number; those of `contacts` (in `channel` alone unless it is empty),
    // behind `after` (0: from the start), without `except`, archived ones too.
    virtual std::vector<ConversationId> related(const std::vector<ContactId>& contacts, std::string_view channel,
                                                ConversationId except, ConversationId after, std::size_t limit) = 0;
    // Every conversation that passes, in the order of numbers; grows with how many pass. False from `visit` ends it.
    virtual void visit(const ConversationFilter& filter, const std::function<bool(const Conversation&)>& visit) = 0;
    virtual void visit_contacts(const std::function<bool(const Contact&)>& visit) = 0;

    // Queues. A conversation counts in the queue that it names, while it is open.
    virtual QueueCounts counts(std::string_view queue) = 0;
    virtual std::uint64_t waiting_everywhere() = 0;
    virtual std::optional<Instant> oldest_wait(
        std::string_view queue) = 0;  // the earliest `waiting_since` of those waiting
    virtual std::vector<SkillGroup> waiting_groups(std::string_view queue) = 0;  // by skills; none that is empty
    // The first of a group, or the first behind `after`.
    virtual std::optional<QueuePosition> next_waiting(std::string_view queue, const std::vector<std::string>& skills,
                                                      const std::optional<QueuePosition>& after) = 0;
    // How many wait in the queue before this position, it not included. May take the square root of how many wait, no
    // more: a still_waiting of each of 1,000,000 must not be quadratic.
    virtual std::uint64_t waiting_before(std::string_view queue, const QueuePosition& position) = 0;
    virtual std::optional<QueueHistory> history(std::string_view queue) = 0;
    virtual void put(const QueueHistory& history) = 0;

    // Agents. There are few: the engine keeps them in memory.
    virtual std::vector<AgentState> agents() = 0;
    virtual void put(const AgentState& agent) = 0;
    // Open ones that the agent holds, oldest assignment first, then by number; and those that are invited to them, by
    // number. Grow with the agent's own.
    virtual std::vector<ConversationId> held_by(std::string_view agent) = 0;
    virtual std::vector<ConversationId> invited_to(std::string_view agent) = 0;

    // The first of all conversations' timers by due time, kind, number (D110), of those due at or before `until`; an
    // `sla` counts only where it is due before it (D114).
    virtual std::optional<Timer> next_timer(Instant until) = 0;

    // What ties messages to conversations: message ids, chats, calls, reviews. Put again, it leads elsewhere.
    virtual ConversationId thread(ThreadKind kind, std::string_view key) = 0;
    virtual void put_thread(ThreadKind kind, std::string_view key, ConversationId conversation) = 0;
    virtual std::optional<EarlyEnd> early_end(ThreadKind kind, std::string_view key) = 0;
    virtual void put(const EarlyEnd& end) = 0;
    virtual void erase_early_end(ThreadKind kind, std::string_view key) = 0;

    // Histories.
    virtual void put(const Message& message) = 0;
    virtual std::vector<Message> messages(ConversationId conversation) = 0;  // by sequence; grow with the conversation
    virtual void put(const MomentRecord& moment) = 0;                        // its key is stimulus and moment
    virtual std::vector<MomentRecord> moments(ConversationId conversation) = 0;  // in the order they were put
    virtual void visit_moments(std::optional<Instant> from, std::optional<Instant> to,
                               const std::function<bool(const MomentRecord&)>& visit) = 0;  // from ≤ at < to; grows
    virtual void put(const Unopened& unopened) = 0;
    virtual void visit_unopened(const std::function<bool(const Unopened&)>& visit) = 0;
};

}  // namespace parley::state
