// What an action makes the engine raise next, as far as it can be told without the conversation (conversations.md,
// "States" and "Stimulus, moments"). Internal to compiler/analysis.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "compiler/catalog/catalog.h"

namespace parley::analysis {

// The moments that actions cause.
enum class Caused : std::uint8_t {
    task_related,
    closed,
    reopened,
    started,
    queued_at_start,
    routed_at_start,
    queued,
    routed,
    assigned,
    unassigned,
    held,
    count_
};
inline constexpr std::size_t caused_moments = static_cast<std::size_t>(Caused::count_);

// Who has the conversation while the rules of a moment run. `unplaced`: nobody, and it is placed right afterwards.
enum class Place : std::uint8_t { unplaced, waiting, invited, held, on_hold, closed };

// The actions that cause moments.
enum class Doing : std::uint8_t {
    create_task,
    close,
    reopen,
    open_conversation,
    send_to_queue,
    assign_to_agent,
    unassign,
    hold
};
std::optional<Doing> doing(std::string_view action);

struct Then {
    Caused moment;
    Place place;
};
// In the order in which they come; after a placing both that it waits and that it is offered to somebody. Empty where
// the action does nothing, or only says where the placing that comes anyhow goes. With `invitations` a routing ends
// with a person's answer, which no rule gives.
std::vector<Then> consequences(Doing doing, Place place, bool invitations);

// The events of a moment, in their order.
std::vector<catalog::EventId> events_of(Caused moment, const catalog::Catalog& catalog);
// Where the conversation may be as a moment begins that something else may have raised as well.
std::vector<Place> places_at(Caused moment);

}  // namespace parley::analysis
