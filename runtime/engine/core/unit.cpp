#include "runtime/engine/core/unit.h"

#include <algorithm>

namespace parley::engine {
namespace {

constexpr std::size_t kept_records = 8192;
constexpr std::size_t history_length = 20;

}  // namespace

void Unit::load(std::shared_ptr<const tenant::Tenant> tenant) {
    forget();
    meta_ = database_.meta();
    meta_dirty_ = false;
    replace(std::move(tenant));
}

void Unit::replace(std::shared_ptr<const tenant::Tenant> tenant) {
    flush();
    tenant_ = std::move(tenant);
    std::unordered_map<std::string, AgentState> known;
    for (AgentState& agent : database_.agents()) known.emplace(agent.agent, std::move(agent));
    agents_.clear();
    for (const tenant::Agent& agent : tenant_->agents) {
        const auto found = known.find(agent.name);
        agents_.push_back(found == known.end() ? AgentState{agent.name, model::Presence::offline, 0, {}, 0, 0}
                                               : found->second);
    }
}

void Unit::forget() {
    conversations_.clear();
    contacts_.clear();
    dirty_conversations_.clear();
    dirty_contacts_.clear();
    former_.clear();
    dirty_agents_.clear();
}

void Unit::flush() {
    for (ContactId id : dirty_contacts_) {
        Entry<Contact>& entry = contacts_.at(id);
        database_.put(entry.record);
        entry.dirty = false;
    }
    dirty_contacts_.clear();
    for (ConversationId id : dirty_conversations_) {
        Entry<Conversation>& entry = conversations_.at(id);
        if (prepare_) prepare_(entry.record);
        database_.put(entry.record);
        entry.dirty = false;
    }
    dirty_conversations_.clear();
    for (std::uint32_t agent : dirty_agents_) database_.put(agents_[agent]);
    dirty_agents_.clear();
    if (meta_dirty_) database_.put(meta_);
    meta_dirty_ = false;
}

Unit::Entry<Conversation>& Unit::conversation(ConversationId id) {
    const auto found = conversations_.find(id);
    if (found != conversations_.end()) return found->second;
    return conversations_.emplace(id, Entry<Conversation>{database_.conversation(id).value_or(Conversation{}), false})
        .first->second;
}

Unit::Entry<Contact>& Unit::contact(ContactId id) {
    const auto found = contacts_.find(id);
    if (found != contacts_.end()) return found->second;
    return contacts_.emplace(id, Entry<Contact>{database_.contact(id).value_or(Contact{}), false}).first->second;
}

Conversation& Unit::edit(ConversationId id) {
    Entry<Conversation>& entry = conversation(id);
    if (keep_formers_ && entry.record.state != model::State::none) former_.emplace(id, entry.record);
    if (!entry.dirty) dirty_conversations_.push_back(id);
    entry.dirty = true;
    return entry.record;
}

Conversation& Unit::create() {
    const ConversationId id{++meta().conversations};
    Entry<Conversation>& entry = conversations_.insert_or_assign(id, Entry<Conversation>{}).first->second;
    entry.record.id = id;
    entry.dirty = true;
    dirty_conversations_.push_back(id);
    return entry.record;
}

Contact& Unit::edit(ContactId id) {
    Entry<Contact>& entry = contact(id);
    if (!entry.dirty) dirty_contacts_.push_back(id);
    entry.dirty = true;
    return entry.record;
}

Contact& Unit::create_contact() {
    const ContactId id{++meta().contacts};
    Entry<Contact>& entry = contacts_.insert_or_assign(id, Entry<Contact>{}).first->second;
    entry.record.id = id;
    entry.dirty = true;
    dirty_contacts_.push_back(id);
    return entry.record;
}

const Conversation* Unit::former(ConversationId id) const {
    const auto found = former_.find(id);
    return found == former_.end() ? nullptr : &found->second;
}

AgentState& Unit::edit_agent(std::uint32_t agent) {
    dirty_agents_.insert(agent);
    return agents_[agent];
}

// An agent whom the catalog has no more keeps a record, so that their load is right should they come back.
void Unit::add_load(std::string_view agent, int change) {
    const auto apply = [change](AgentState& state) {
        state.load = static_cast<std::uint32_t>(std::max(0, static_cast<int>(state.load) + change));
    };
    if (const auto index = tenant_->agent_index(agent)) return apply(edit_agent(*index));
    for (AgentState& state : database_.agents()) {
        if (state.agent != agent) continue;
        apply(state);
        database_.put(state);
    }
}

void Unit::add_history(const std::string& queue, Span worked) {
    state::QueueHistory history = database_.history(queue).value_or(state::QueueHistory{queue, {}});
    history.worked.push_back(worked);
    if (history.worked.size() > history_length)
        history.worked.erase(history.worked.begin(), history.worked.end() - history_length);
    database_.put(history);
}

void Unit::end_stimulus() {
    flush();
    former_.clear();
    if (conversations_.size() > kept_records) conversations_.clear();
    if (contacts_.size() > kept_records) contacts_.clear();
}

}  // namespace parley::engine
