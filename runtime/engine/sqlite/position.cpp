#include "runtime/engine/sqlite/position.h"

#include <algorithm>
#include <limits>

namespace parley::sqlite {
namespace {

constexpr model::Instant never = std::numeric_limits<model::Instant>::min();  // before every other

Phase phase_of(const model::Conversation& conversation) {
    if (!model::is_open(conversation.state)) return Phase::closed;
    if (model::is_held(conversation.state)) return Phase::assigned;
    if (conversation.waits) return Phase::waiting;
    return conversation.invited.empty() ? Phase::unplaced : Phase::invited;
}

}  // namespace

std::vector<std::string> skill_set(std::vector<std::string> skills) {
    std::sort(skills.begin(), skills.end());
    skills.erase(std::unique(skills.begin(), skills.end()), skills.end());
    return skills;
}

Position::Position(const model::Conversation& conversation) {
    const bool open = model::is_open(conversation.state);
    timeline = {conversation.contact, open, conversation.archived, conversation.last_message_or_opening(), {},
                conversation.channel};
    if (!open) timeline.closed_at = conversation.closed_at;
    opened_for = conversation.user.empty() ? model::to_string(conversation.contact) : conversation.user;
    place.queue = conversation.queue;
    place.phase = phase_of(conversation);
    if (place.phase == Phase::waiting) {
        place.rank = conversation.priority_rank;
        place.since = conversation.waiting_since.value_or(conversation.opened_at);
        place.skills = skill_set(conversation.skills);
    }
    if (place.phase == Phase::assigned)
        hands = {conversation.assigned_to, false, conversation.assigned_at.value_or(never)};
    if (place.phase == Phase::invited) hands = {conversation.invited, true, 0};
    const auto timer = [this](model::TimerKind kind) -> auto& {
        return timers[static_cast<std::size_t>(kind)];
    };
    timer(model::TimerKind::invitation) = conversation.invitation_due;
    timer(model::TimerKind::sla) = conversation.sla_due;
    timer(model::TimerKind::still_waiting) = conversation.still_waiting_due;
    timer(model::TimerKind::inactivity) = conversation.inactivity_due;
}

}  // namespace parley::sqlite
