// The records that a stimulus works on: each is read once, changed in memory, and written before anything is looked up
// that could depend on it. Private to this folder.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/engine/model/records.h"
#include "runtime/engine/state/database.h"
#include "runtime/engine/tenant/tenant.h"

namespace parley::engine {

using model::AgentState;
using model::Contact;
using model::ContactId;
using model::Conversation;
using model::ConversationId;
using model::Instant;
using model::Span;

class Unit {
public:
    explicit Unit(state::Database& database) : database_(database) {}

    // Reads what is kept in memory: the numbers given, the agents. Once, inside a transaction.
    void load(std::shared_ptr<const tenant::Tenant> tenant);
    void replace(std::shared_ptr<const tenant::Tenant> tenant);
    // Forgets every record in memory, what was not written included.
    void forget();

    // The database, after everything changed was written: for whatever is looked up by more than a number.
    state::Database& database() {
        flush();
        return database_;
    }
    // The same without writing first: for what only adds, and for look-ups that no change in memory can alter.
    state::Database& direct() { return database_; }
    void flush();

    // A reference is good until `end_stimulus`. Where the database has failed, an empty record stands in.
    const Conversation& get(ConversationId id) { return conversation(id).record; }
    Conversation& edit(ConversationId id);
    Conversation& create();  // with the next number
    const Contact& get(ContactId id) { return contact(id).record; }
    Contact& edit(ContactId id);
    Contact& create_contact();
    // What a conversation was when it was first edited since `forget_former` of it; nullptr: it was not, or it is new.
    const Conversation* former(ConversationId id) const;
    void forget_former(ConversationId id) { former_.erase(id); }
    void keep_formers(bool keep) { keep_formers_ = keep; }

    // By the agents' indexes in the tenant.
    std::span<const AgentState> agents() const { return agents_; }
    AgentState& edit_agent(std::uint32_t agent);
    // Of open conversations and invitations: the agent has one more, or one less.
    void add_load(std::string_view agent, int change);

    model::Meta& meta() {
        meta_dirty_ = true;
        return meta_;
    }
    const model::Meta& meta() const { return meta_; }

    // Worked time of a closed conversation, for the estimated wait.
    void add_history(const std::string& queue, Span worked);

    // Called on each conversation before it is written.
    void on_write(std::function<void(Conversation&)> prepare) { prepare_ = std::move(prepare); }
    void end_stimulus();

private:
    template <typename Record>
    struct Entry {
        Record record;
        bool dirty = false;
    };
    Entry<Conversation>& conversation(ConversationId id);
    Entry<Contact>& contact(ContactId id);

    state::Database& database_;
    std::shared_ptr<const tenant::Tenant> tenant_;
    std::unordered_map<ConversationId, Entry<Conversation>> conversations_;
    std::unordered_map<ContactId, Entry<Contact>> contacts_;
    std::vector<ConversationId> dirty_conversations_;
    std::vector<ContactId> dirty_contacts_;
    std::unordered_map<ConversationId, Conversation> former_;
    bool keep_formers_ = false;
    std::vector<AgentState> agents_;
    std::set<std::uint32_t> dirty_agents_;
    model::Meta meta_;
    bool meta_dirty_ = false;
    std::function<void(Conversation&)> prepare_;
};

}  // namespace parley::engine
