// What a conversation is looked up by: the part of its record that has rows of its own. Private to this folder.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "runtime/engine/model/records.h"

namespace parley::sqlite {

enum class Phase : std::uint8_t { closed, waiting, invited, assigned, unplaced };

struct Timeline {
    model::ContactId contact{};
    bool open = false, archived = false;
    model::Instant last_at = 0;
    std::optional<model::Instant> closed_at;  // of those that are closed
    std::string channel;
    bool operator==(const Timeline&) const = default;
};
struct Place {  // in a queue
    std::string queue;
    Phase phase = Phase::closed;
    // Of those that wait:
    int rank = 0;
    model::Instant since = 0;
    std::vector<std::string> skills;  // sorted, each once
    bool operator==(const Place&) const = default;
};
struct Hands {  // whose, or invited to whom
    std::string agent;
    bool invited = false;
    model::Instant since = 0;
    bool operator==(const Hands&) const = default;
};

using Timers = std::array<std::optional<model::Instant>, model::words<model::TimerKind>.size()>;

struct Position {
    Timeline timeline;
    std::string opened_for;
    Place place;
    Hands hands;
    Timers timers;  // by TimerKind

    explicit Position(const model::Conversation& conversation);
};

// Sorted, each once.
std::vector<std::string> skill_set(std::vector<std::string> skills);

}  // namespace parley::sqlite
