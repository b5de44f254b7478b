#include "runtime/engine/sqlite/queues.h"

#include <algorithm>
#include <limits>

#include "runtime/engine/sqlite/bodies.h"

namespace parley::sqlite {

using model::ConversationId;
using model::Instant;
using state::QueueCounts;
using state::QueuePosition;
using state::SkillGroup;

namespace {

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();

// The higher rank comes first.
Spot spot_of(int rank, Instant since, ConversationId id) {
    return {-static_cast<std::int64_t>(rank), since, number(id)};
}

bool by_skills(const SkillGroup& left, const SkillGroup& right) {
    return left.skills < right.skills;
}

}  // namespace

std::optional<std::int64_t> Queues::find(std::string_view queue) {
    const auto kept = numbers_.find(queue);
    if (kept != numbers_.end()) return kept->second;
    Query found = connection_.query("SELECT id FROM queues WHERE name = ?");
    if (!found.with(queue).step()) return std::nullopt;
    return numbers_.emplace(queue, found.integer(0)).first->second;
}

std::int64_t Queues::number_of(const std::string& queue) {
    if (const auto found = find(queue)) return *found;
    connection_.query("INSERT INTO queues(name, waiting, invited, assigned, unplaced) VALUES (?, 0, 0, 0, 0)")
        .with(queue)
        .run();
    return find(queue).value();
}

void Queues::move(ConversationId id, const Place* was, const Place& is) {
    const std::int64_t to = number_of(is.queue);
    const std::int64_t from = was == nullptr ? to : number_of(was->queue);
    const bool open = is.phase != Phase::closed, was_open = was != nullptr && was->phase != Phase::closed;
    if (was == nullptr || from != to || open != was_open) {
        if (was != nullptr)
            connection_.query("DELETE FROM in_queue WHERE queue = ? AND open = ? AND id = ?")
                .with(from, was_open, id)
                .run();
        connection_.query("INSERT INTO in_queue VALUES (?, ?, ?)").with(to, open, id).run();
    }
    if (was_open) leave(id, from, *was);
    if (open) enter(id, to, is);
}

// One more, or one less, in its queue's figures.
void Queues::count(std::int64_t queue, Phase phase, int change) {
    const auto part = [&](Phase one) { return phase == one ? change : 0; };
    connection_
        .query(
            "UPDATE queues SET waiting = waiting + ?2, invited = invited + ?3, assigned = assigned + ?4, "
            "unplaced = unplaced + ?5 WHERE id = ?1")
        .with(queue, part(Phase::waiting), part(Phase::invited), part(Phase::assigned), part(Phase::unplaced))
        .run();
    if (phase == Phase::waiting)
        connection_.query("UPDATE queues SET waiting = waiting + ? WHERE id = 0").with(change).run();
}

void Queues::enter(ConversationId id, std::int64_t queue, const Place& place) {
    count(queue, place.phase, 1);
    if (place.phase != Phase::waiting) return;
    const Spot spot = spot_of(place.rank, place.since, id);
    const std::string skills = state::encode(place.skills);
    connection_
        .query(
            "INSERT INTO skill_groups(queue, skills, waiting) VALUES (?, ?, 1) ON CONFLICT (queue, skills) "
            "DO UPDATE SET waiting = waiting + 1")
        .with(queue, Blob{skills})
        .run();
    const auto group = group_of(queue, place.skills);
    if (!group) throw Damage();
    connection_.query("INSERT INTO waiting VALUES (?, ?, ?, ?, ?)")
        .with(queue, spot.rank, spot.since, spot.id, *group)
        .run();
    spans_.added(queue, spot);
}

void Queues::leave(ConversationId id, std::int64_t queue, const Place& place) {
    count(queue, place.phase, -1);
    if (place.phase != Phase::waiting) return;
    const Spot spot = spot_of(place.rank, place.since, id);
    connection_.query("DELETE FROM waiting WHERE queue = ? AND rank = ? AND since = ? AND id = ?")
        .with(queue, spot.rank, spot.since, spot.id)
        .run();
    const auto group = group_of(queue, place.skills);
    if (!group) throw Damage();
    connection_.query("UPDATE skill_groups SET waiting = waiting - 1 WHERE id = ?").with(*group).run();
    connection_.query("DELETE FROM skill_groups WHERE id = ? AND waiting = 0").with(*group).run();
    spans_.removed(queue, spot);
}

std::optional<std::int64_t> Queues::group_of(std::int64_t queue, const std::vector<std::string>& skills) {
    const std::string encoded = state::encode(skills);
    Query query = connection_.query("SELECT id FROM skill_groups WHERE queue = ? AND skills = ?");
    if (!query.with(queue, Blob{encoded}).step()) return std::nullopt;
    return query.integer(0);
}

QueueCounts Queues::counts(std::string_view queue) {
    Query query = connection_.query("SELECT waiting, invited, assigned, unplaced FROM queues WHERE name = ?");
    if (!query.with(queue).step()) return {};
    const auto number = [&query](int column) { return static_cast<std::uint64_t>(query.integer(column)); };
    return {number(0), number(1), number(2), number(3)};
}

std::uint64_t Queues::waiting_everywhere() {
    Query query = connection_.query("SELECT waiting FROM queues WHERE id = 0");
    if (!query.step()) throw Damage();
    return static_cast<std::uint64_t>(query.integer(0));
}

// The first of each rank, of which there are as many as priorities.
std::optional<Instant> Queues::oldest_wait(std::string_view queue) {
    const auto number = find(queue);
    if (!number) return std::nullopt;
    std::optional<Instant> oldest;
    std::int64_t rank = lowest;
    for (;;) {
        Query query = connection_.query(
            "SELECT rank, since FROM waiting WHERE queue = ? AND rank > ? ORDER BY rank, since LIMIT 1");
        if (!query.with(*number, rank).step()) return oldest;
        rank = query.integer(0);
        oldest = std::min(oldest.value_or(query.integer(1)), query.integer(1));
    }
}

std::vector<SkillGroup> Queues::waiting_groups(std::string_view queue) {
    std::vector<SkillGroup> found;
    const auto number = find(queue);
    if (!number) return found;
    Query query = connection_.query("SELECT skills, waiting FROM skill_groups WHERE queue = ?");
    query.with(*number);
    while (query.step()) {
        SkillGroup& group = found.emplace_back();
        if (!state::decode(query.bytes(0), group.skills)) throw Damage();
        group.waiting = static_cast<std::uint64_t>(query.integer(1));
    }
    std::sort(found.begin(), found.end(), by_skills);
    return found;
}

std::optional<QueuePosition> Queues::next_waiting(std::string_view queue, const std::vector<std::string>& skills,
                                                  const std::optional<QueuePosition>& after) {
    const auto number = find(queue);
    const auto group = number ? group_of(*number, skill_set(skills)) : std::nullopt;
    if (!group) return std::nullopt;
    const Spot behind = after ? spot_of(after->rank, after->waiting_since, after->conversation) : Spot{lowest, 0, 0};
    Query query = connection_.query(
        "SELECT rank, since, id FROM waiting WHERE skills = ? AND (rank, since, id) > (?, ?, ?) "
        "ORDER BY rank, since, id LIMIT 1");
    if (!query.with(*group, behind.rank, behind.since, behind.id).step()) return std::nullopt;
    return QueuePosition{static_cast<int>(-query.integer(0)), query.integer(1), ConversationId{query.integer(2)}};
}

std::uint64_t Queues::waiting_before(std::string_view queue, const QueuePosition& position) {
    const auto number = find(queue);
    if (!number) return 0;
    return spans_.before(*number, spot_of(position.rank, position.waiting_since, position.conversation));
}

}  // namespace parley::sqlite
