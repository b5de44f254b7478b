// The formulas of a conversation's metrics, and `report`.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/engine/model/records.h"
#include "runtime/engine/state/database.h"
#include "runtime/engine/tenant/tenant.h"

namespace parley::metrics {

using model::Conversation;
using model::Instant;
using model::Span;

// Worked so far, summed over agents, with what runs at `now` (`duration`, `handled`).
Span duration(const Conversation& conversation, Instant now);
// Last closed − opened; none while open.
std::optional<Span> resolution(const Conversation& conversation);
// The part of from … to inside the schedule of the named queue; without queue or schedule all of it.
Span business(const tenant::Tenant& tenant, std::string_view queue, Instant from, Instant to);
// now − began waiting, none where it does not wait.
std::optional<Span> waited(const Conversation& conversation, Instant now);

// Whole seconds, the rest cut off.
std::int64_t seconds(Span span);

// Whole seconds, the rest cut off. Of nothing, the sum is 0 and the others are none.
struct Statistics {
    std::uint64_t count = 0;
    std::int64_t sum = 0;
    std::optional<std::int64_t> mean, median, p90;
};
// `spans` in milliseconds, none below 0, in any order. Sum and mean are of the exact spans, then cut off.
Statistics statistics(std::vector<Span> spans);

enum class By : std::uint8_t { queue, channel, agent, none };
enum class Interval : std::uint8_t { none, hour, day, week, month };

// When the interval that holds `at` begins, by the clocks of the zone: weeks on Monday; of an hour that the clocks show
// twice, each is one. Not for Interval::none.
Instant begin_of(Interval interval, const value::Zone& zone, Instant at);

struct ReportQuery {
    By by = By::queue;
    Interval interval = Interval::none;
    std::optional<Instant> from, to;  // from ≤ … < to
};
// What counts where and when:
// - opened, waits and service level: when it was opened; closed and reopened: at each close and reopening; resolution:
// at
//   the last close, of those closed now; duration: at the last close, of those still open at the clock; waiting: at the
//   clock.
// - a queue: that of each close for what is closed, else the one it is in. An agent: who opened, closed, answered
// first,
//   worked (the own part); what no agent did stands in no agent's row.
struct ReportRow {
    std::string key;              // empty: none (By::none; without a queue)
    std::optional<Instant> from;  // of the interval; none without intervals
    std::uint64_t opened = 0, closed = 0, reopened = 0, abandoned = 0, waiting = 0;
    std::map<std::string, std::uint64_t> closed_by;
    Statistics wait, first_response, duration, resolution;
    struct ServiceLevel {
        std::uint64_t within = 0, of = 0;
        std::optional<std::int64_t> percent;  // cut off; none of nothing
    };
    std::optional<ServiceLevel> service_level;  // none: no queue concerned has `answer_within`
};
struct RuleRow {
    std::string rule;
    std::uint64_t fired = 0, suppressed = 0;
    // "branch 1", "branch 2.1", "else", those that were taken, in the order of the rule; last "none", always.
    std::vector<std::pair<std::string, std::uint64_t>> taken;
};
struct Report {
    ReportQuery query;
    Instant clock = 0;
    std::vector<ReportRow> rows;  // in the order of the catalog (what it has no more behind it, by name), then of time
    std::vector<RuleRow> rules;   // in the order they first fired
};
// Reads every conversation and moment concerned: for a command, not for the engine.
Report report(const tenant::Tenant& tenant, state::Database& database, const ReportQuery& query);

}  // namespace parley::metrics
