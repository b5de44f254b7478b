#include "runtime/engine/sqlite/spans.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace parley::sqlite {
namespace {

// Shorter spans than this save nothing.
constexpr std::int64_t least_longest = 64;
constexpr Spot front{std::numeric_limits<std::int64_t>::min(), 0, 0};  // before every place

}  // namespace

std::optional<Spans::Span> Spans::read(Query& query) {
    if (!query.step()) return std::nullopt;
    return Span{{query.integer(0), query.integer(1), query.integer(2)}, query.integer(3)};
}

std::optional<Spans::Span> Spans::span_of(std::int64_t queue, const Spot& spot) {
    Query query = connection_.query(
        "SELECT rank, since, id, waiting FROM spans WHERE queue = ? AND (rank, since, id) <= (?, ?, ?) "
        "ORDER BY rank DESC, since DESC, id DESC LIMIT 1");
    return read(query.with(queue, spot.rank, spot.since, spot.id));
}

void Spans::set(std::int64_t queue, const Span& span) {
    connection_
        .query(
            "INSERT INTO spans VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (queue, rank, since, id) "
            "DO UPDATE SET waiting = ?5")
        .with(queue, span.begin.rank, span.begin.since, span.begin.id, span.waiting)
        .run();
}

void Spans::erase(std::int64_t queue, const Span& span) {
    connection_.query("DELETE FROM spans WHERE queue = ? AND rank = ? AND since = ? AND id = ?")
        .with(queue, span.begin.rank, span.begin.since, span.begin.id)
        .run();
}

std::int64_t Spans::longest(std::int64_t queue) {
    Query query = connection_.query("SELECT waiting FROM queues WHERE id = ?");
    const std::int64_t waiting = query.with(queue).step() ? std::max<std::int64_t>(query.integer(0), 0) : 0;
    return std::max(least_longest, 2 * static_cast<std::int64_t>(std::sqrt(static_cast<double>(waiting))));
}

void Spans::added(std::int64_t queue, const Spot& spot) {
    Span span = span_of(queue, spot).value_or(Span{front, 0});
    ++span.waiting;
    set(queue, span);
    if (span.waiting > least_longest && span.waiting > longest(queue)) cut(queue, span);
}

void Spans::cut(std::int64_t queue, Span span) {
    const std::int64_t half = span.waiting / 2;
    std::optional<Span> second;
    {
        Query query = connection_.query(
            "SELECT rank, since, id, 0 FROM waiting WHERE queue = ? AND (rank, since, id) >= (?, ?, ?) "
            "ORDER BY rank, since, id LIMIT 1 OFFSET ?");
        second = read(query.with(queue, span.begin.rank, span.begin.since, span.begin.id, half));
    }
    if (!second) throw Damage();
    second->waiting = span.waiting - half;
    span.waiting = half;
    set(queue, span);
    set(queue, *second);
}

void Spans::removed(std::int64_t queue, const Spot& spot) {
    std::optional<Span> span = span_of(queue, spot);
    if (!span || span->waiting < 1) throw Damage();
    --span->waiting;
    set(queue, *span);
    if (span->waiting < least_longest / 4 || span->waiting < longest(queue) / 4) join(queue, *span);
}

// With the span behind it, or the one before it, if the two stay short; one that is empty at any rate.
void Spans::join(std::int64_t queue, Span span) {
    const std::int64_t most = longest(queue) / 2;
    std::optional<Span> next, last;
    {
        Query query = connection_.query(
            "SELECT rank, since, id, waiting FROM spans WHERE queue = ? AND (rank, since, id) > (?, ?, ?) "
            "ORDER BY rank, since, id LIMIT 1");
        next = read(query.with(queue, span.begin.rank, span.begin.since, span.begin.id));
    }
    if (next && (span.waiting == 0 || span.waiting + next->waiting <= most)) {
        span.waiting += next->waiting;
        erase(queue, *next);
        set(queue, span);
        return;
    }
    {
        Query query = connection_.query(
            "SELECT rank, since, id, waiting FROM spans WHERE queue = ? AND (rank, since, id) < (?, ?, ?) "
            "ORDER BY rank DESC, since DESC, id DESC LIMIT 1");
        last = read(query.with(queue, span.begin.rank, span.begin.since, span.begin.id));
    }
    if (!last) return;
    if (span.waiting != 0 && span.waiting + last->waiting > most) return;
    last->waiting += span.waiting;
    erase(queue, span);
    set(queue, *last);
}

std::uint64_t Spans::before(std::int64_t queue, const Spot& spot) {
    const std::optional<Span> span = span_of(queue, spot);
    if (!span) return 0;
    const Spot& begin = span->begin;
    Query whole = connection_.query(
        "SELECT coalesce(sum(waiting), 0) FROM spans WHERE queue = ? AND (rank, since, id) < (?, ?, ?)");
    Query part = connection_.query(
        "SELECT count(*) FROM waiting WHERE queue = ? AND (rank, since, id) >= (?, ?, ?) AND (rank, since, id) < (?, "
        "?, ?)");
    whole.with(queue, begin.rank, begin.since, begin.id).step();
    part.with(queue, begin.rank, begin.since, begin.id, spot.rank, spot.since, spot.id).step();
    return static_cast<std::uint64_t>(whole.integer(0) + part.integer(0));
}

}  // namespace parley::sqlite
