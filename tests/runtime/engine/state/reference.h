// A database as plain as can be: maps, and a look at everything for each question. What the real ones are held to.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "runtime/engine/state/database.h"

namespace parley::tests {

using model::Contact;
using model::ContactId;
using model::Conversation;
using model::ConversationId;
using model::Instant;
using model::ProfileId;
using model::ThreadKind;
using state::QueuePosition;

class Reference : public state::Database {
public:
    void begin() override {
        if (!before_) before_ = now_;
    }
    base::Result<base::Done> commit() override {
        before_.reset();
        return base::Done{};
    }
    base::Result<base::Done> sync() override { return base::Done{}; }
    void rollback() override {
        if (before_) now_ = *before_;
        before_.reset();
    }
    const std::optional<base::Error>& failure() const override { return failure_; }

    model::Meta meta() override { return now_.meta; }
    void put(const model::Meta& meta) override { now_.meta = meta; }
    bool add_handled(std::string_view id) override { return now_.handled.emplace(id).second; }
    bool is_handled(std::string_view id) override { return now_.handled.contains(std::string(id)); }
    void add(const state::Output& output) override { now_.outputs[output.number] = output; }
    std::vector<state::Output> outputs(std::uint64_t after, std::size_t limit) override {
        std::vector<state::Output> found;
        for (auto at = now_.outputs.upper_bound(after); at != now_.outputs.end() && found.size() < limit; ++at)
            found.push_back(at->second);
        return found;
    }
    void drop_outputs(std::uint64_t through) override {
        now_.outputs.erase(now_.outputs.begin(), now_.outputs.upper_bound(through));
    }

    std::optional<Contact> contact(ContactId id) override { return find(now_.contacts, id); }
    void put(const Contact& contact) override { now_.contacts[contact.id] = contact; }
    std::optional<model::ChannelUser> channel_user(std::string_view channel, std::string_view identifier) override {
        return find(now_.channel_users, {std::string(channel), std::string(identifier)});
    }
    std::vector<model::ChannelUser> channel_users(ContactId contact) override {
        return those(now_.channel_users, [contact](const auto& user) { return user.contact == contact; });
    }
    void put(const model::ChannelUser& user) override { now_.channel_users[{user.channel, user.identifier}] = user; }
    void erase_channel_user(std::string_view channel, std::string_view identifier) override {
        now_.channel_users.erase({std::string(channel), std::string(identifier)});
    }
    std::optional<model::User> user(std::string_view id) override {
        for (const model::User& user : now_.users)
            if (user.id == id) return user;
        return std::nullopt;
    }
    std::optional<std::string> user_by(std::string_view by, std::string_view value) override {
        for (auto user = now_.users.rbegin(); user != now_.users.rend(); ++user) {
            const auto& keys = by == "email" ? user->emails : by == "phone" ? user->phones : user->ids;
            if (std::find(keys.begin(), keys.end(), value) != keys.end()) return user->id;
        }
        return std::nullopt;
    }
    void put(const model::User& user) override {
        std::erase_if(now_.users, [&user](const model::User& one) { return one.id == user.id; });
        now_.users.push_back(user);
    }
    std::optional<model::Profile> profile(ProfileId id) override { return find(now_.profiles, id); }
    ProfileId profile_by(std::string_view by, std::string_view value) override {
        return find(now_.profile_keys, {std::string(by), std::string(value)}).value_or(ProfileId::none);
    }
    std::vector<ContactId> contacts_of(ProfileId profile) override {
        std::vector<ContactId> found;
        for (const auto& [id, contact] : now_.contacts)
            if (profile != ProfileId::none && contact.profile == profile) found.push_back(id);
        return found;
    }
    void put(const model::Profile& profile) override {
        now_.profiles[profile.id] = profile;
        std::erase_if(now_.profile_keys, [&profile](const auto& key) { return key.second == profile.id; });
        for (const model::ProfileKey& key : profile.keys) now_.profile_keys[{key.by, key.value}] = profile.id;
    }
    std::optional<model::Merge> merge_of(ContactId secondary) override {
        const auto found =
            those(now_.merges, [&](const auto& one) { return one.secondary == secondary && !one.undone; });
        if (found.empty()) return std::nullopt;
        return found.back();
    }
    std::vector<model::Merge> merges_into(ContactId primary) override {
        auto found = those(now_.merges, [&](const auto& one) { return one.primary == primary && !one.undone; });
        std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
        return found;
    }
    void put(const model::Merge& merge) override { now_.merges[{merge.secondary, merge.at}] = merge; }

    std::optional<Conversation> conversation(ConversationId id) override { return find(now_.conversations, id); }
    void put(const Conversation& conversation) override { now_.conversations[conversation.id] = conversation; }
    std::vector<ConversationId> open_of(ContactId contact) override {
        return ids([&](const auto& one) { return one.contact == contact && model::is_open(one.state); });
    }
    std::vector<ConversationId> all_of(ContactId contact) override {
        return ids([&](const auto& one) { return one.contact == contact; });
    }
    std::optional<ConversationId> latest_of(ContactId contact, ConversationId except) override {
        const auto found = newest_first([&](const auto& one) { return counts_for(one, contact, except); });
        if (found.empty()) return std::nullopt;
        return found.front();
    }
    std::optional<Instant> latest_close_of(ContactId contact, ConversationId except) override {
        std::optional<Instant> latest;
        for (const auto& [id, one] : now_.conversations)
            if (counts_for(one, contact, except) && model::is_closed(one.state))
                latest = std::max(latest, one.closed_at);
        return latest;
    }
    std::uint64_t count_of(ContactId contact, Instant since, ConversationId except) override {
        return ids([&](const auto& one) {
                   return counts_for(one, contact, except) && one.last_message_or_opening() >= since;
               })
            .size();
    }
    std::vector<ConversationId> related(const std::vector<ContactId>& contacts, std::string_view channel,
                                        ConversationId except, ConversationId after, std::size_t limit) override {
        const auto behind = find(now_.conversations, after);
        auto found = newest_first([&](const auto& one) {
            return std::find(contacts.begin(), contacts.end(), one.contact) != contacts.end() &&
                   (channel.empty() || one.channel == channel) && one.id != except &&
                   (!behind || recency(one) < recency(*behind));
        });
        if (found.size() > limit) found.resize(limit);
        return found;
    }
    void visit(const state::ConversationFilter& filter,
               const std::function<bool(const Conversation&)>& visit) override {
        for (const auto& [id, one] : now_.conversations) {
            if (filter.open_only && !model::is_open(one.state)) continue;
            if (filter.contact && one.contact != *filter.contact) continue;
            if (filter.opened_for && (one.user.empty() ? to_string(one.contact) : one.user) != *filter.opened_for)
                continue;
            if (filter.queue && one.queue != *filter.queue) continue;
            if (!visit(one)) return;
        }
    }
    void visit_contacts(const std::function<bool(const Contact&)>& visit) override {
        for (const auto& [id, one] : now_.contacts)
            if (!visit(one)) return;
    }

    state::QueueCounts counts(std::string_view queue) override {
        state::QueueCounts found;
        for (const auto& [id, one] : now_.conversations) {
            if (one.queue != queue || !model::is_open(one.state)) continue;
            ++(model::is_held(one.state) ? found.assigned
               : one.waits               ? found.waiting
               : !one.invited.empty()    ? found.invited
                                         : found.unplaced);
        }
        return found;
    }
    std::uint64_t waiting_everywhere() override {
        return ids([](const auto& one) { return one.waits; }).size();
    }
    std::optional<Instant> oldest_wait(std::string_view queue) override {
        std::optional<Instant> oldest;
        for (const QueuePosition& position : waiting(queue))
            if (!oldest || position.waiting_since < *oldest) oldest = position.waiting_since;
        return oldest;
    }
    std::vector<state::SkillGroup> waiting_groups(std::string_view queue) override {
        std::map<std::vector<std::string>, std::uint64_t> groups;
        for (const QueuePosition& position : waiting(queue)) ++groups[skills(position.conversation)];
        std::vector<state::SkillGroup> found;
        for (const auto& [skills, count] : groups) found.push_back({skills, count});
        return found;
    }
    std::optional<QueuePosition> next_waiting(std::string_view queue, const std::vector<std::string>& wanted,
                                              const std::optional<QueuePosition>& after) override {
        for (const QueuePosition& position : waiting(queue))
            if (skills(position.conversation) == wanted && (!after || order(*after) < order(position))) return position;
        return std::nullopt;
    }
    std::uint64_t waiting_before(std::string_view queue, const QueuePosition& position) override {
        const auto all = waiting(queue);
        return static_cast<std::uint64_t>(std::count_if(
            all.begin(), all.end(), [&](const QueuePosition& one) { return order(one) < order(position); }));
    }
    std::optional<model::QueueHistory> history(std::string_view queue) override {
        return find(now_.histories, std::string(queue));
    }
    void put(const model::QueueHistory& history) override { now_.histories[history.queue] = history; }
    std::vector<model::AgentState> agents() override {
        return those(now_.agents, [](const auto&) { return true; });
    }
    void put(const model::AgentState& agent) override { now_.agents[agent.agent] = agent; }
    std::vector<ConversationId> held_by(std::string_view agent) override {
        auto found = ids([&](const auto& one) { return model::is_held(one.state) && one.assigned_to == agent; });
        std::stable_sort(found.begin(), found.end(), [this](ConversationId a, ConversationId b) {
            return now_.conversations[a].assigned_at < now_.conversations[b].assigned_at;
        });
        return found;
    }
    std::vector<ConversationId> invited_to(std::string_view agent) override {
        return ids([&](const auto& one) { return model::is_open(one.state) && one.invited == agent; });
    }
    std::optional<model::Timer> next_timer(Instant until) override {
        using model::TimerKind;
        std::optional<model::Timer> first;
        const auto offer = [&](const std::optional<Instant>& due, TimerKind kind, ConversationId id) {
            if (!due || *due > until || (kind == TimerKind::sla && *due == until)) return;
            if (!first || std::tuple(*due, kind, id) < std::tuple(first->due, first->kind, first->conversation))
                first = model::Timer{*due, kind, id};
        };
        for (const auto& [id, one] : now_.conversations) {
            offer(one.invitation_due, TimerKind::invitation, id);
            offer(one.sla_due, TimerKind::sla, id);
            offer(one.still_waiting_due, TimerKind::still_waiting, id);
            offer(one.inactivity_due, TimerKind::inactivity, id);
        }
        return first;
    }

    ConversationId thread(ThreadKind kind, std::string_view key) override {
        return find(now_.threads, {kind, std::string(key)}).value_or(ConversationId::none);
    }
    void put_thread(ThreadKind kind, std::string_view key, ConversationId conversation) override {
        now_.threads[{kind, std::string(key)}] = conversation;
    }
    std::optional<model::EarlyEnd> early_end(ThreadKind kind, std::string_view key) override {
        return find(now_.early_ends, {kind, std::string(key)});
    }
    void put(const model::EarlyEnd& end) override { now_.early_ends[{end.kind, end.key}] = end; }
    void erase_early_end(ThreadKind kind, std::string_view key) override {
        now_.early_ends.erase({kind, std::string(key)});
    }

    void put(const model::Message& message) override {
        now_.messages[{message.conversation, message.sequence}] = message;
    }
    std::vector<model::Message> messages(ConversationId conversation) override {
        return those(now_.messages, [&](const auto& one) { return one.conversation == conversation; });
    }
    void put(const model::MomentRecord& moment) override {
        for (model::MomentRecord& one : now_.moments)
            if (one.stimulus == moment.stimulus && one.moment == moment.moment) {
                one = moment;
                return;
            }
        now_.moments.push_back(moment);
    }
    std::vector<model::MomentRecord> moments(ConversationId conversation) override {
        std::vector<model::MomentRecord> found;
        for (const model::MomentRecord& one : now_.moments)
            if (one.conversation == conversation) found.push_back(one);
        return found;
    }
    void visit_moments(std::optional<Instant> from, std::optional<Instant> to,
                       const std::function<bool(const model::MomentRecord&)>& visit) override {
        auto sorted = now_.moments;
        std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
        for (const model::MomentRecord& one : sorted)
            if ((!from || one.at >= *from) && (!to || one.at < *to) && !visit(one)) return;
    }
    void put(const model::Unopened& unopened) override {
        for (model::Unopened& one : now_.unopened)
            if (one.stimulus == unopened.stimulus) {
                one = unopened;
                return;
            }
        now_.unopened.push_back(unopened);
    }
    void visit_unopened(const std::function<bool(const model::Unopened&)>& visit) override {
        for (const model::Unopened& one : now_.unopened)
            if (!visit(one)) return;
    }

private:
    using Names = std::pair<std::string, std::string>;
    struct All {
        model::Meta meta;
        std::set<std::string> handled;
        std::map<std::uint64_t, state::Output> outputs;
        std::map<ContactId, Contact> contacts;
        std::map<Names, model::ChannelUser> channel_users;
        std::vector<model::User> users;  // as they were put
        std::map<ProfileId, model::Profile> profiles;
        std::map<Names, ProfileId> profile_keys;
        std::map<std::pair<ContactId, Instant>, model::Merge> merges;
        std::map<ConversationId, Conversation> conversations;
        std::map<std::string, model::QueueHistory> histories;
        std::map<std::string, model::AgentState> agents;
        std::map<std::pair<ThreadKind, std::string>, ConversationId> threads;
        std::map<std::pair<ThreadKind, std::string>, model::EarlyEnd> early_ends;
        std::map<std::pair<ConversationId, std::uint32_t>, model::Message> messages;
        std::vector<model::MomentRecord> moments;
        std::vector<model::Unopened> unopened;
    };

    template <typename Map>
    static std::optional<typename Map::mapped_type> find(const Map& map, const typename Map::key_type& key) {
        const auto found = map.find(key);
        if (found == map.end()) return std::nullopt;
        return found->second;
    }
    template <typename Map, typename Test>
    static std::vector<typename Map::mapped_type> those(const Map& map, const Test& test) {
        std::vector<typename Map::mapped_type> found;
        for (const auto& [key, value] : map)
            if (test(value)) found.push_back(value);
        return found;
    }
    static std::tuple<Instant, ConversationId> recency(const Conversation& one) {
        return {one.last_message_or_opening(), one.id};
    }
    static std::tuple<int, Instant, ConversationId> order(const QueuePosition& position) {
        return {-position.rank, position.waiting_since, position.conversation};
    }
    static bool counts_for(const Conversation& one, ContactId contact, ConversationId except) {
        return one.contact == contact && !one.archived && one.id != except;
    }
    template <typename Test>
    std::vector<ConversationId> ids(const Test& test) const {
        std::vector<ConversationId> found;
        for (const auto& [id, one] : now_.conversations)
            if (test(one)) found.push_back(id);
        return found;
    }
    template <typename Test>
    std::vector<ConversationId> newest_first(const Test& test) {
        auto found = ids(test);
        std::sort(found.begin(), found.end(), [this](ConversationId a, ConversationId b) {
            return recency(now_.conversations[a]) > recency(now_.conversations[b]);
        });
        return found;
    }
    std::vector<std::string> skills(ConversationId id) {
        const auto& asked = now_.conversations[id].skills;
        const std::set<std::string> sorted(asked.begin(), asked.end());
        return {sorted.begin(), sorted.end()};
    }
    std::vector<QueuePosition> waiting(std::string_view queue) {
        std::vector<QueuePosition> found;
        for (const auto& [id, one] : now_.conversations)
            if (one.waits && one.queue == queue) found.push_back({one.priority_rank, *one.waiting_since, id});
        std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return order(a) < order(b); });
        return found;
    }

    All now_;
    std::optional<All> before_;
    std::optional<base::Error> failure_;
};

}  // namespace parley::tests
