// The legal changes of a conversation's state: the law on every path (D101).
#pragma once

#include <span>

#include "runtime/engine/model/words.h"

namespace parley::model {

enum class Cause : std::uint8_t {
    opens,        // customer, welcome event, rule, API
    agent_opens,  // an agent starts it
    assigned,     // accepted, taken, assigned by a rule, or invitations are off
    held,         // put on hold
    resumed,      // taken off hold
    taken_away,   // transfer, another queue, unassign, agent offline
    completed,    // closed as complete
    abandoned,    // closed as abandoned
    reopens,      // by the customer or a rule
    agent_reopens,
};

struct StateChange {
    State from;  // `none`: there is no record yet
    State to;
    Cause cause;
};

inline constexpr StateChange state_changes[] = {
    {State::none, State::fresh, Cause::opens},
    {State::none, State::work_in_progress, Cause::agent_opens},
    {State::fresh, State::work_in_progress, Cause::assigned},
    {State::work_in_progress, State::on_hold, Cause::held},
    {State::on_hold, State::work_in_progress, Cause::resumed},
    {State::work_in_progress, State::fresh, Cause::taken_away},
    {State::on_hold, State::fresh, Cause::taken_away},
    {State::fresh, State::closed_complete, Cause::completed},
    {State::work_in_progress, State::closed_complete, Cause::completed},
    {State::on_hold, State::closed_complete, Cause::completed},
    {State::fresh, State::closed_abandoned, Cause::abandoned},
    {State::work_in_progress, State::closed_abandoned, Cause::abandoned},
    {State::on_hold, State::closed_abandoned, Cause::abandoned},
    {State::closed_complete, State::fresh, Cause::reopens},
    {State::closed_abandoned, State::fresh, Cause::reopens},
    {State::closed_complete, State::work_in_progress, Cause::agent_reopens},
    {State::closed_abandoned, State::work_in_progress, Cause::agent_reopens},
};

// The state that `cause` leads to, `none` where the table does not list it.
constexpr State after(State from, Cause cause) {
    for (const StateChange& change : state_changes)
        if (change.from == from && change.cause == cause) return change.to;
    return State::none;
}

}  // namespace parley::model
