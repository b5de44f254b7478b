// Messages, moments, and what opened no conversation.
#include <limits>

#include "runtime/engine/sqlite/bodies.h"
#include "runtime/engine/sqlite/database.h"

namespace parley::sqlite {

using model::Message;
using model::MomentRecord;
using model::Unopened;

namespace {

constexpr std::int64_t page_length = 64;

}  // namespace

void Database::put(const Message& message) {
    change([&] {
        const std::string body = body_of(message);
        query(
            "INSERT INTO messages(conversation, sequence, body) VALUES (?1, ?2, ?3) "
            "ON CONFLICT (conversation, sequence) DO UPDATE SET body = ?3")
            .with(message.conversation, message.sequence, Blob{body})
            .run();
    });
}

std::vector<Message> Database::messages(ConversationId conversation) {
    return connection_->attempt([&] {
        Query those = query("SELECT body FROM messages WHERE conversation = ? ORDER BY sequence");
        return all<Message>(those.with(conversation));
    });
}

void Database::put(const MomentRecord& moment) {
    change([&] {
        const std::string body = body_of(moment);
        query(
            "INSERT INTO moments(conversation, stimulus, moment, at, body) VALUES (?1, ?2, ?3, ?4, ?5) "
            "ON CONFLICT (stimulus, moment) DO UPDATE SET conversation = ?1, at = ?4, body = ?5")
            .with(moment.conversation, moment.stimulus, moment.moment, moment.at, Blob{body})
            .run();
    });
}

std::vector<MomentRecord> Database::moments(ConversationId conversation) {
    return connection_->attempt([&] {
        Query those = query("SELECT body FROM moments WHERE conversation = ? ORDER BY place");
        return all<MomentRecord>(those.with(conversation));
    });
}

// By pages, so that `visit` may do anything in between.
void Database::visit_moments(std::optional<Instant> from, std::optional<Instant> to,
                             const std::function<bool(const MomentRecord&)>& visit) {
    constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
    Instant at = from.value_or(lowest);
    std::int64_t place = lowest;
    for (std::vector<MomentRecord> page;;) {
        connection_->attempt([&] {
            page.clear();
            Query those = query(
                "SELECT body, place FROM moments WHERE (at, place) > (?1, ?2) AND at <= ?3 ORDER BY at, place LIMIT "
                "?4");
            those.with(at, place, to ? *to - 1 : std::numeric_limits<Instant>::max(), page_length);
            while (those.step()) {
                page.push_back(record_of<MomentRecord>(those.bytes(0)));
                at = page.back().at;
                place = those.integer(1);
            }
        });
        if (page.empty() || failure()) return;
        for (const MomentRecord& moment : page)
            if (!visit(moment)) return;
    }
}

void Database::put(const Unopened& unopened) {
    change([&] {
        const std::string body = body_of(unopened);
        query("INSERT INTO unopened(stimulus, body) VALUES (?1, ?2) ON CONFLICT (stimulus) DO UPDATE SET body = ?2")
            .with(unopened.stimulus, Blob{body})
            .run();
    });
}

void Database::visit_unopened(const std::function<bool(const Unopened&)>& visit) {
    std::int64_t place = 0;
    for (std::vector<Unopened> page;;) {
        connection_->attempt([&] {
            page.clear();
            Query those = query("SELECT body, place FROM unopened WHERE place > ? ORDER BY place LIMIT ?");
            those.with(place, page_length);
            while (those.step()) {
                page.push_back(record_of<Unopened>(those.bytes(0)));
                place = those.integer(1);
            }
        });
        if (page.empty() || failure()) return;
        for (const Unopened& unopened : page)
            if (!visit(unopened)) return;
    }
}

}  // namespace parley::sqlite
