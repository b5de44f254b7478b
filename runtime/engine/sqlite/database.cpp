// Transactions, and what is found by one key alone.
#include "runtime/engine/sqlite/database.h"

#include <unistd.h>

#include <cerrno>

#include "runtime/engine/sqlite/bodies.h"

namespace parley::sqlite {

using base::Done;

void Database::begin() {
    if (in_transaction_) return;
    connection_->attempt([&] {
        if (is_writer()) return connection_->execute("BEGIN IMMEDIATE");
        // A reader sees the moment of its first look.
        if (is_looking_) connection_->execute("COMMIT");
        is_looking_ = false;
        connection_->execute("BEGIN; SELECT one FROM meta");
        is_looking_ = true;
    });
    in_transaction_ = is_writer();
}

base::Result<Done> Database::commit() {
    if (in_transaction_) connection_->attempt([&] { connection_->execute("COMMIT"); });
    if (!failure()) {
        in_transaction_ = false;
        return Done{};
    }
    const base::Error error = *failure();
    rollback();
    connection_->fail(error);  // nothing goes on behind a lost transaction unless the caller takes it back
    return error;
}

base::Result<Done> Database::sync() {
    while (::fdatasync(log_.number()) != 0)
        if (errno != EINTR) return base::system_error("sync", log_path_, errno);
    return Done{};
}

void Database::rollback() {
    connection_->forgive();
    if (in_transaction_) connection_->attempt([&] { connection_->execute("ROLLBACK"); });
    connection_->forgive();  // SQLite itself has taken back what failed to commit
    in_transaction_ = false;
    positions_.clear();
    queues_.forget();
}

model::Meta Database::meta() {
    return connection_->attempt([&] {
        Query found = query("SELECT body FROM meta WHERE one = 1");
        return one<model::Meta>(found).value_or(model::Meta{});
    });
}

void Database::put(const model::Meta& meta) {
    change([&] {
        const std::string body = body_of(meta);
        query("INSERT OR REPLACE INTO meta VALUES (1, ?)").with(Blob{body}).run();
    });
}

bool Database::is_handled(std::string_view id) {
    return connection_->attempt([&] { return query("SELECT 1 FROM handled WHERE id = ?").with(id).step(); });
}

bool Database::add_handled(std::string_view id) {
    return change([&] {
        query("INSERT INTO handled VALUES (?) ON CONFLICT DO NOTHING").with(id).run();
        return connection_->changed();
    });
}

void Database::add(const state::Output& output) {
    change([&] {
        const std::string lines = sealed(output.lines);
        query("INSERT OR REPLACE INTO outputs VALUES (?, ?)").with(output.number, Blob{lines}).run();
    });
}

std::vector<state::Output> Database::outputs(std::uint64_t after, std::size_t limit) {
    return connection_->attempt([&] {
        std::vector<state::Output> found;
        Query those = query("SELECT number, lines FROM outputs WHERE number > ? ORDER BY number");
        those.with(after);
        while (found.size() < limit && those.step())
            found.push_back({static_cast<std::uint64_t>(those.integer(0)), std::string(unsealed(those.bytes(1)))});
        return found;
    });
}

void Database::drop_outputs(std::uint64_t through) {
    change([&] { query("DELETE FROM outputs WHERE number <= ?").with(through).run(); });
}

std::vector<model::AgentState> Database::agents() {
    return connection_->attempt([&] {
        Query those = query("SELECT body FROM agents ORDER BY agent");
        return all<model::AgentState>(those);
    });
}

void Database::put(const model::AgentState& agent) {
    change([&] {
        const std::string body = body_of(agent);
        query("INSERT OR REPLACE INTO agents VALUES (?, ?)").with(agent.agent, Blob{body}).run();
    });
}

std::optional<model::QueueHistory> Database::history(std::string_view queue) {
    return connection_->attempt([&] {
        Query found = query("SELECT body FROM histories WHERE queue = ?");
        return one(found.with(queue), &model::QueueHistory::queue, std::string(queue));
    });
}

void Database::put(const model::QueueHistory& history) {
    change([&] {
        const std::string body = body_of(history);
        query("INSERT OR REPLACE INTO histories VALUES (?, ?)").with(history.queue, Blob{body}).run();
    });
}

ConversationId Database::thread(model::ThreadKind kind, std::string_view key) {
    return connection_->attempt([&] {
        Query found = query("SELECT conversation FROM threads WHERE kind = ? AND key = ?");
        return found.with(kind, key).step() ? ConversationId{found.integer(0)} : ConversationId::none;
    });
}

void Database::put_thread(model::ThreadKind kind, std::string_view key, ConversationId conversation) {
    change([&] { query("INSERT OR REPLACE INTO threads VALUES (?, ?, ?)").with(kind, key, conversation).run(); });
}

std::optional<model::EarlyEnd> Database::early_end(model::ThreadKind kind, std::string_view key) {
    return connection_->attempt([&] {
        Query found = query("SELECT body FROM early_ends WHERE kind = ? AND key = ?");
        return one(found.with(kind, key), &model::EarlyEnd::key, std::string(key));
    });
}

void Database::put(const model::EarlyEnd& end) {
    change([&] {
        const std::string body = body_of(end);
        query("INSERT OR REPLACE INTO early_ends VALUES (?, ?, ?)").with(end.kind, end.key, Blob{body}).run();
    });
}

void Database::erase_early_end(model::ThreadKind kind, std::string_view key) {
    change([&] { query("DELETE FROM early_ends WHERE kind = ? AND key = ?").with(kind, key).run(); });
}

}  // namespace parley::sqlite
