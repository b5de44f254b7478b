// What is asked of queues.
#include "runtime/engine/sqlite/database.h"

namespace parley::sqlite {

using state::QueuePosition;

state::QueueCounts Database::counts(std::string_view queue) {
    return connection_->attempt([&] { return queues_.counts(queue); });
}

std::uint64_t Database::waiting_everywhere() {
    return connection_->attempt([&] { return queues_.waiting_everywhere(); });
}

std::optional<Instant> Database::oldest_wait(std::string_view queue) {
    return connection_->attempt([&] { return queues_.oldest_wait(queue); });
}

std::vector<state::SkillGroup> Database::waiting_groups(std::string_view queue) {
    return connection_->attempt([&] { return queues_.waiting_groups(queue); });
}

std::optional<QueuePosition> Database::next_waiting(std::string_view queue, const std::vector<std::string>& skills,
                                                    const std::optional<QueuePosition>& after) {
    return connection_->attempt([&] { return queues_.next_waiting(queue, skills, after); });
}

std::uint64_t Database::waiting_before(std::string_view queue, const QueuePosition& position) {
    return connection_->attempt([&] { return queues_.waiting_before(queue, position); });
}

}  // namespace parley::sqlite
