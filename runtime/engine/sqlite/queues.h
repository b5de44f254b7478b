// The figures of queues and those that wait in them, kept as conversations move. Private to this folder.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/engine/sqlite/connection.h"
#include "runtime/engine/sqlite/position.h"
#include "runtime/engine/sqlite/spans.h"
#include "runtime/engine/state/database.h"

namespace parley::sqlite {

// All throw.
class Queues {
public:
    explicit Queues(Connection& connection) : connection_(connection), spans_(connection) {}

    // `was`: where the conversation was, nullptr if nowhere.
    void move(model::ConversationId id, const Place* was, const Place& is);
    // After a roll-back what is kept in memory may be wrong.
    void forget() { numbers_.clear(); }

    std::optional<std::int64_t> find(std::string_view queue);  // its number in the tables
    state::QueueCounts counts(std::string_view queue);
    std::uint64_t waiting_everywhere();
    std::optional<model::Instant> oldest_wait(std::string_view queue);
    std::vector<state::SkillGroup> waiting_groups(std::string_view queue);
    std::optional<state::QueuePosition> next_waiting(std::string_view queue, const std::vector<std::string>& skills,
                                                     const std::optional<state::QueuePosition>& after);
    std::uint64_t waiting_before(std::string_view queue, const state::QueuePosition& position);

private:
    std::int64_t number_of(const std::string& queue);
    std::optional<std::int64_t> group_of(std::int64_t queue, const std::vector<std::string>& skills);
    void count(std::int64_t queue, Phase phase, int change);
    void enter(model::ConversationId id, std::int64_t queue, const Place& place);
    void leave(model::ConversationId id, std::int64_t queue, const Place& place);

    Connection& connection_;
    Spans spans_;
    std::map<std::string, std::int64_t, std::less<>> numbers_;
};

}  // namespace parley::sqlite
