// Conversations, and the rows by which they are looked up.
#include <algorithm>
#include <tuple>

#include "runtime/engine/sqlite/bodies.h"
#include "runtime/engine/sqlite/database.h"

namespace parley::sqlite {

using model::ContactId;
using model::Conversation;
using model::Timer;
using model::TimerKind;

namespace {

constexpr std::size_t kept_positions = 1u << 16;

std::vector<ConversationId> conversations(Query& query) {
    std::vector<ConversationId> found;
    for (const std::int64_t number : numbers(query)) found.push_back(ConversationId{number});
    return found;
}

}  // namespace

std::optional<Conversation> Database::conversation(ConversationId id) {
    return connection_->attempt([&] {
        Query found = query("SELECT body FROM conversations WHERE id = ?");
        return one(found.with(id), &Conversation::id, id);
    });
}

std::optional<Position> Database::position(ConversationId id) {
    const auto kept = positions_.find(id);
    if (kept != positions_.end()) return kept->second;
    Query found = query("SELECT body FROM conversations WHERE id = ?");
    const auto before = one(found.with(id), &Conversation::id, id);
    if (!before) return std::nullopt;
    return Position(*before);
}

void Database::put(const Conversation& conversation) {
    change([&] {
        const std::optional<Position> was = position(conversation.id);
        Position is(conversation);
        const std::string body = body_of(conversation);
        query("INSERT INTO conversations VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET body = ?2")
            .with(conversation.id, Blob{body})
            .run();
        move(conversation.id, was, is);
        if (positions_.size() >= kept_positions) positions_.clear();
        positions_.insert_or_assign(conversation.id, std::move(is));
    });
}

void Database::move(ConversationId id, const std::optional<Position>& was, const Position& is) {
    move_timeline(id, was ? std::optional(was->timeline) : std::nullopt, is.timeline);
    if (!was || was->opened_for != is.opened_for) {
        if (was) query("DELETE FROM opened_for WHERE who = ? AND id = ?").with(was->opened_for, id).run();
        query("INSERT INTO opened_for VALUES (?, ?)").with(is.opened_for, id).run();
    }
    if (!was || was->place != is.place) queues_.move(id, was ? &was->place : nullptr, is.place);
    const Hands hands = was ? was->hands : Hands{};
    if (hands != is.hands) move_hands(id, hands, is.hands);
    const Timers timers = was ? was->timers : Timers{};
    if (timers != is.timers) move_timers(id, timers, is.timers);
}

void Database::move_timeline(ConversationId id, const std::optional<Timeline>& was, const Timeline& is) {
    if (was == is) return;
    if (was) {
        Timeline later = *was;
        later.last_at = is.last_at;
        if (later == is) {  // by far the most frequent
            query("UPDATE timeline SET last_at = ? WHERE id = ?").with(is.last_at, id).run();
            return;
        }
    }
    query("INSERT OR REPLACE INTO timeline VALUES (?, ?, ?, ?, ?, ?, ?)")
        .with(id, is.contact, is.open, is.archived, is.last_at, is.closed_at, is.channel)
        .run();
}

void Database::move_hands(ConversationId id, const Hands& was, const Hands& is) {
    if (!was.agent.empty())
        query("DELETE FROM hands WHERE agent = ? AND invited = ? AND since = ? AND id = ?")
            .with(was.agent, was.invited, was.since, id)
            .run();
    if (!is.agent.empty())
        query("INSERT INTO hands VALUES (?, ?, ?, ?)").with(is.agent, is.invited, is.since, id).run();
}

void Database::move_timers(ConversationId id, const Timers& was, const Timers& is) {
    for (std::size_t kind = 0; kind < is.size(); ++kind) {
        if (was[kind] == is[kind]) continue;
        if (was[kind])
            query("DELETE FROM timers WHERE due = ? AND kind = ? AND id = ?").with(*was[kind], kind, id).run();
        if (is[kind]) query("INSERT INTO timers VALUES (?, ?, ?)").with(*is[kind], kind, id).run();
    }
}

std::vector<ConversationId> Database::open_of(ContactId contact) {
    return connection_->attempt([&] {
        Query those = query("SELECT id FROM timeline WHERE contact = ? AND open = 1 ORDER BY id");
        return conversations(those.with(contact));
    });
}

std::vector<ConversationId> Database::all_of(ContactId contact) {
    return connection_->attempt([&] {
        Query those = query("SELECT id FROM timeline WHERE contact = ? ORDER BY id");
        return conversations(those.with(contact));
    });
}

std::optional<ConversationId> Database::latest_of(ContactId contact, ConversationId except) {
    return connection_->attempt([&]() -> std::optional<ConversationId> {
        Query found = query(
            "SELECT id FROM timeline WHERE contact = ? AND archived = 0 AND id <> ? ORDER BY last_at DESC, id DESC "
            "LIMIT 1");
        if (!found.with(contact, except).step()) return std::nullopt;
        return ConversationId{found.integer(0)};
    });
}

std::optional<Instant> Database::latest_close_of(ContactId contact, ConversationId except) {
    return connection_->attempt([&]() -> std::optional<Instant> {
        Query found = query(
            "SELECT closed_at FROM timeline WHERE contact = ? AND closed_at IS NOT NULL AND archived = 0 AND id <> ? "
            "ORDER BY closed_at DESC LIMIT 1");
        if (!found.with(contact, except).step()) return std::nullopt;
        return found.integer(0);
    });
}

std::uint64_t Database::count_of(ContactId contact, Instant since, ConversationId except) {
    return connection_->attempt([&] {
        Query found =
            query("SELECT count(*) FROM timeline WHERE contact = ? AND archived = 0 AND last_at >= ? AND id <> ?");
        found.with(contact, since, except).step();
        return static_cast<std::uint64_t>(found.integer(0));
    });
}

// Merged from the contacts' own lists, archived ones apart, each of which an index gives in order.
std::vector<ConversationId> Database::related(const std::vector<ContactId>& contacts, std::string_view channel,
                                              ConversationId except, ConversationId after, std::size_t limit) {
    using Entry = std::tuple<Instant, ConversationId>;
    return connection_->attempt([&] {
        constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();
        Entry behind{highest, ConversationId{highest}};
        {
            Query found = query("SELECT last_at FROM timeline WHERE id = ?");
            if (found.with(after).step()) behind = {found.integer(0), after};
        }
        std::vector<Entry> entries;
        for (const ContactId contact : contacts) {
            for (const bool archived : {false, true}) {
                Query those = query(
                    "SELECT last_at, id, channel FROM timeline WHERE contact = ? AND archived = ? AND "
                    "(last_at, id) < (?, ?) ORDER BY last_at DESC, id DESC");
                those.with(contact, archived, std::get<0>(behind), std::get<1>(behind));
                for (std::size_t found = 0; found < limit && those.step();) {
                    const Entry entry{those.integer(0), ConversationId{those.integer(1)}};
                    if (std::get<1>(entry) == except || (!channel.empty() && those.text(2) != channel)) continue;
                    entries.push_back(entry);
                    ++found;
                }
            }
        }
        std::sort(entries.begin(), entries.end(), std::greater<>());
        std::vector<ConversationId> found;
        for (std::size_t i = 0; i < std::min(limit, entries.size()); ++i) found.push_back(std::get<1>(entries[i]));
        return found;
    });
}

void Database::visit(const state::ConversationFilter& filter, const std::function<bool(const Conversation&)>& visit) {
    const auto queue = filter.queue ? connection_->attempt([&] { return queues_.find(*filter.queue); }) : std::nullopt;
    if (filter.queue && !queue) return;
    const auto page = [&](std::int64_t after) {
        if (filter.contact) {
            Query those = query("SELECT id FROM timeline WHERE contact = ? AND id > ? ORDER BY id LIMIT 64");
            return numbers(those.with(*filter.contact, after));
        }
        if (filter.opened_for) {
            Query those = query("SELECT id FROM opened_for WHERE who = ? AND id > ? ORDER BY id LIMIT 64");
            return numbers(those.with(*filter.opened_for, after));
        }
        if (filter.queue) {
            Query those = query(
                "SELECT id FROM in_queue WHERE queue = ?1 AND open = 1 AND id > ?2 UNION ALL "
                "SELECT id FROM in_queue WHERE queue = ?1 AND open = 0 AND ?3 = 0 AND id > ?2 ORDER BY id LIMIT 64");
            return numbers(those.with(*queue, after, filter.open_only));
        }
        if (filter.open_only) {
            Query those = query("SELECT id FROM timeline WHERE open = 1 AND id > ? ORDER BY id LIMIT 64");
            return numbers(those.with(after));
        }
        Query those = query("SELECT id FROM conversations WHERE id > ? ORDER BY id LIMIT 64");
        return numbers(those.with(after));
    };
    each_page(page, [&](std::int64_t id) {
        const auto found = conversation(ConversationId{id});
        if (!found || (filter.open_only && !model::is_open(found->state)) ||
            (filter.opened_for && Position(*found).opened_for != *filter.opened_for) ||
            (filter.queue && found->queue != *filter.queue))
            return true;
        return visit(*found);
    });
}

std::vector<ConversationId> Database::held_by(std::string_view agent) {
    return connection_->attempt([&] {
        Query those = query("SELECT id FROM hands WHERE agent = ? AND invited = 0 ORDER BY since, id");
        return conversations(those.with(agent));
    });
}

std::vector<ConversationId> Database::invited_to(std::string_view agent) {
    return connection_->attempt([&] {
        Query those = query("SELECT id FROM hands WHERE agent = ? AND invited = 1 ORDER BY since, id");
        return conversations(those.with(agent));
    });
}

std::optional<Timer> Database::next_timer(Instant until) {
    const auto timer = [](Query& found) -> std::optional<Timer> {
        if (!found.step()) return std::nullopt;
        const std::int64_t kind = found.integer(1);
        if (kind < 0 || static_cast<std::size_t>(kind) >= Timers().size()) throw Damage();
        return Timer{found.integer(0), static_cast<TimerKind>(kind), ConversationId{found.integer(2)}};
    };
    return connection_->attempt([&] {
        Query first = query("SELECT due, kind, id FROM timers WHERE due <= ? ORDER BY due, kind, id LIMIT 1");
        const auto found = timer(first.with(until));
        if (!found || found->due < until || found->kind != TimerKind::sla) return found;
        // An sla does not run yet, but what comes behind all of them at this instant does.
        Query behind = query("SELECT due, kind, id FROM timers WHERE due = ? AND kind > ? ORDER BY kind, id LIMIT 1");
        return timer(behind.with(until, TimerKind::sla));
    });
}

}  // namespace parley::sqlite
