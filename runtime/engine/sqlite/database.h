// The embedded database. Private to this folder.
#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/base/descriptor.h"
#include "runtime/engine/sqlite/connection.h"
#include "runtime/engine/sqlite/position.h"
#include "runtime/engine/sqlite/queues.h"
#include "runtime/engine/state/database.h"

namespace parley::sqlite {

using model::ConversationId;
using model::Instant;

class Database final : public state::Database {
public:
    // One that only reads.
    explicit Database(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
    // `log`: SQLite's file of what was committed and not yet moved to where it belongs.
    Database(std::unique_ptr<Connection> connection, base::Descriptor lock, std::string log_path, base::Descriptor log)
        : lock_(std::move(lock)),
          log_path_(std::move(log_path)),
          log_(std::move(log)),
          connection_(std::move(connection)) {}
    Connection& connection() { return *connection_; }

    void begin() override;
    base::Result<base::Done> commit() override;
    base::Result<base::Done> sync() override;
    void rollback() override;
    const std::optional<base::Error>& failure() const override { return connection_->failure(); }

    model::Meta meta() override;
    void put(const model::Meta& meta) override;
    bool add_handled(std::string_view id) override;
    bool is_handled(std::string_view id) override;
    void add(const state::Output& output) override;
    std::vector<state::Output> outputs(std::uint64_t after, std::size_t limit) override;
    void drop_outputs(std::uint64_t through) override;

    std::optional<model::Contact> contact(model::ContactId id) override;
    void put(const model::Contact& contact) override;
    std::optional<model::ChannelUser> channel_user(std::string_view channel, std::string_view identifier) override;
    std::vector<model::ChannelUser> channel_users(model::ContactId contact) override;
    void put(const model::ChannelUser& user) override;
    void erase_channel_user(std::string_view channel, std::string_view identifier) override;
    std::optional<model::User> user(std::string_view id) override;
    std::optional<std::string> user_by(std::string_view by, std::string_view value) override;
    void put(const model::User& user) override;
    std::optional<model::Profile> profile(model::ProfileId id) override;
    model::ProfileId profile_by(std::string_view by, std::string_view value) override;
    std::vector<model::ContactId> contacts_of(model::ProfileId profile) override;
    void put(const model::Profile& profile) override;
    std::optional<model::Merge> merge_of(model::ContactId secondary) override;
    std::vector<model::Merge> merges_into(model::ContactId primary) override;
    void put(const model::Merge& merge) override;

    std::optional<model::Conversation> conversation(ConversationId id) override;
    void put(const model::Conversation& conversation) override;
    std::vector<ConversationId> open_of(model::ContactId contact) override;
    std::vector<ConversationId> all_of(model::ContactId contact) override;
    std::optional<ConversationId> latest_of(model::ContactId contact, ConversationId except) override;
    std::optional<Instant> latest_close_of(model::ContactId contact, ConversationId except) override;
    std::uint64_t count_of(model::ContactId contact, Instant since, ConversationId except) override;
    std::vector<ConversationId> related(const std::vector<model::ContactId>& contacts, std::string_view channel,
                                        ConversationId except, ConversationId after, std::size_t limit) override;
    void visit(const state::ConversationFilter& filter,
               const std::function<bool(const model::Conversation&)>& visit) override;
    void visit_contacts(const std::function<bool(const model::Contact&)>& visit) override;

    state::QueueCounts counts(std::string_view queue) override;
    std::uint64_t waiting_everywhere() override;
    std::optional<Instant> oldest_wait(std::string_view queue) override;
    std::vector<state::SkillGroup> waiting_groups(std::string_view queue) override;
    std::optional<state::QueuePosition> next_waiting(std::string_view queue, const std::vector<std::string>& skills,
                                                     const std::optional<state::QueuePosition>& after) override;
    std::uint64_t waiting_before(std::string_view queue, const state::QueuePosition& position) override;
    std::optional<model::QueueHistory> history(std::string_view queue) override;
    void put(const model::QueueHistory& history) override;
    std::vector<model::AgentState> agents() override;
    void put(const model::AgentState& agent) override;
    std::vector<ConversationId> held_by(std::string_view agent) override;
    std::vector<ConversationId> invited_to(std::string_view agent) override;
    std::optional<model::Timer> next_timer(Instant until) override;

    ConversationId thread(model::ThreadKind kind, std::string_view key) override;
    void put_thread(model::ThreadKind kind, std::string_view key, ConversationId conversation) override;
    std::optional<model::EarlyEnd> early_end(model::ThreadKind kind, std::string_view key) override;
    void put(const model::EarlyEnd& end) override;
    void erase_early_end(model::ThreadKind kind, std::string_view key) override;

    void put(const model::Message& message) override;
    std::vector<model::Message> messages(ConversationId conversation) override;
    void put(const model::MomentRecord& moment) override;
    std::vector<model::MomentRecord> moments(ConversationId conversation) override;
    void visit_moments(std::optional<Instant> from, std::optional<Instant> to,
                       const std::function<bool(const model::MomentRecord&)>& visit) override;
    void put(const model::Unopened& unopened) override;
    void visit_unopened(const std::function<bool(const model::Unopened&)>& visit) override;

private:
    // Like Connection::attempt, for what changes something.
    template <typename Work>
    auto change(const Work& work) -> decltype(work()) {
        PARLEY_ASSERT(in_transaction_ || !is_writer());  // a reader is refused by SQLite
        return connection_->attempt(work);
    }
    Query query(const char* sql) { return connection_->query(sql); }
    // Calls `visit` with every number that `page` gives, until it is false; `page` is called with the number behind
    // which it goes on. What is visited is read then, so that `visit` may do anything in between.
    template <typename Page, typename Visit>
    void each_page(const Page& page, const Visit& visit) {
        std::int64_t last = std::numeric_limits<std::int64_t>::min();
        for (;;) {
            const std::vector<std::int64_t> ids = connection_->attempt([&] { return page(last); });
            if (ids.empty()) return;
            for (const std::int64_t id : ids)
                if (!visit(id) || failure()) return;
            last = ids.back();
        }
    }

    std::optional<Position> position(ConversationId id);
    void move(ConversationId id, const std::optional<Position>& was, const Position& is);
    void move_timeline(ConversationId id, const std::optional<Timeline>& was, const Timeline& is);
    void move_hands(ConversationId id, const Hands& was, const Hands& is);
    void move_timers(ConversationId id, const Timers& was, const Timers& is);

    bool is_writer() const { return lock_.ok(); }

    base::Descriptor lock_{-1};  // held as long as this lives; none where it only reads
    std::string log_path_;
    base::Descriptor log_{-1};
    std::unique_ptr<Connection> connection_;
    Queues queues_{*connection_};
    bool in_transaction_ = false;
    bool is_looking_ = false;  // of a reader: one moment of the whole is held
    // Of conversations put lately, so that a change need not read what was.
    std::unordered_map<ConversationId, Position> positions_;
};

}  // namespace parley::sqlite
