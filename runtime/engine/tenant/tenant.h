// The engine's settings: what a tenant's catalog says of queues, agents, schedules and conversations. A plain
// structure, filled by the host from the catalog of the version that runs; immutable once `finish` was called, and free
// to share.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "runtime/engine/model/types.h"
#include "runtime/engine/model/words.h"
#include "runtime/value/calendar.h"

namespace parley::tenant {

using model::Instant;
using model::Span;

struct Schedule {
    std::string name;
    value::Zone zone = value::Zone::utc();
    std::vector<value::ScheduleSpan> spans;  // sorted
    std::vector<std::int32_t> holidays;      // days, sorted
};

struct Queue {
    std::string name;
    std::vector<std::string> skills;
    std::optional<std::uint32_t> schedule;  // index into schedules
    std::optional<Span> answer_within;
    std::optional<int> goal;  // percent
    Span handling_time = 600 * model::second;
};

struct Agent {
    std::string name;
    std::vector<std::string> queues, skills;
    std::optional<std::uint32_t> soft, hard;  // none: no limit; hard is soft where only soft was given (D89)
};

enum class OneOpenPer : std::uint8_t { contact, contact_and_channel };

struct Tenant {
    std::string company, country, slack_channel;
    std::string zone_name = "UTC";
    value::Zone zone = value::Zone::utc();
    std::vector<std::string> channels;  // the catalog's `platforms`
    std::vector<std::string> contact_points;
    std::vector<std::string> priorities = {"low", "normal", "high", "urgent"};  // the lowest first
    std::vector<Schedule> schedules;
    std::vector<Queue> queues;
    std::vector<Agent> agents;
    std::string fallback_queue;  // empty: the first one listed (D63)
    bool invitations = true;
    Span invitation_timeout = 60 * model::second;
    Span still_waiting_every = 60 * model::second;
    Span previous_window = 30 * 86400 * model::second;
    OneOpenPer one_open_per = OneOpenPer::contact;
    std::string short_description = "No description given";  // may hold merge fields
    std::optional<Span> close_after_inactivity;
    bool requeue_when_offline = true;
    std::vector<std::pair<std::string, model::State>> closing_states;  // the catalog's own names (D104)
    std::vector<std::pair<std::string, std::string>> webhooks;         // name, URL
    std::vector<std::string> conversation_fields;  // the tenant's own and redeclared ones, without "conversation."
    std::vector<std::string> actions;              // the catalog's own
    // Merge fields of the short description: name, field it shows (empty: a constant), constant or fallback.
    struct MergeField {
        std::string name, field, text;
    };
    std::vector<MergeField> merge_fields;

    // Called once, when everything above is set: builds the indexes that the look-ups use.
    void finish();

    const Queue* queue(std::string_view name) const;  // nullptr: none of that name
    const Agent* agent(std::string_view name) const;
    std::optional<std::uint32_t> queue_index(std::string_view name) const;
    std::optional<std::uint32_t> agent_index(std::string_view name) const;
    // The agents that work on a queue: they list it and have one of its skills where it has any (D91). By their
    // indexes, in the catalog's order.
    const std::vector<std::uint32_t>& staff(std::uint32_t queue) const { return staff_[queue]; }
    // The queues that an agent works on, in the catalog's order.
    const std::vector<std::uint32_t>& queues_of(std::uint32_t agent) const { return queues_of_[agent]; }
    bool has_channel(std::string_view channel) const;
    // The queue for what names none: the fallback, else the first; empty only where there are no queues (D63).
    std::string_view default_queue() const;
    // Of a priority that the catalog does not have: that of "normal", or 0.
    int priority_rank(std::string_view priority) const;
    // Closed Complete, Closed Abandoned, or a name of the catalog's; `none` otherwise.
    model::State closing_state(std::string_view name) const;
    const std::string* webhook(std::string_view name) const;
    bool is_open(const Queue& queue, Instant at) const;  // without a schedule: always

private:
    std::unordered_map<std::string, std::uint32_t> queue_index_, agent_index_;
    std::vector<std::vector<std::uint32_t>> staff_, queues_of_;
};

// The next instant after `after` at which the schedule opens, none if it never does within a year; a span that begins
// where the one before ends does not open anew.
std::optional<Instant> next_opening(const Schedule& schedule, Instant after);
// The part of from … to that lies inside the schedule; from ≤ to.
Span open_span(const Schedule& schedule, Instant from, Instant to);

}  // namespace parley::tenant
