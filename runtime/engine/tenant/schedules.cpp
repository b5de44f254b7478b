// Schedules as instants: each span of a day from the instant of its beginning to that of its end in the schedule's
// zone.
#include <algorithm>

#include "runtime/engine/tenant/tenant.h"

namespace parley::tenant {
namespace {

constexpr std::int32_t days_ahead = 366;

struct Interval {
    Instant from = 0, to = 0;
};

Instant instant_of(const value::Zone& zone, std::int32_t day, std::int32_t minute) {
    return zone.instant(day + minute / 1440, minute % 1440 * 60);
}

// The spans that begin on this day, in order.
std::vector<Interval> spans_of(const Schedule& schedule, std::int32_t day) {
    std::vector<Interval> found;
    if (std::binary_search(schedule.holidays.begin(), schedule.holidays.end(), day)) return found;
    const int weekday = ((day + 3) % 7 + 7) % 7;  // 1970-01-01 was a Thursday
    for (const value::ScheduleSpan& span : schedule.spans) {
        if (span.weekday != weekday) continue;
        const Interval one{instant_of(schedule.zone, day, span.begin_minute),
                           instant_of(schedule.zone, day, span.end_minute)};
        if (one.from < one.to) found.push_back(one);
    }
    std::sort(found.begin(), found.end(), [](const Interval& a, const Interval& b) { return a.from < b.from; });
    return found;
}

bool is_open(const Schedule& schedule, Instant at) {
    return value::is_open(schedule.spans, schedule.holidays, schedule.zone, at);
}

}  // namespace

std::optional<Instant> next_opening(const Schedule& schedule, Instant after) {
    if (schedule.spans.empty()) return std::nullopt;
    const std::int32_t first = schedule.zone.local(after).day - 1;
    for (std::int32_t day = first; day <= first + days_ahead; ++day) {
        for (const Interval& span : spans_of(schedule, day))
            if (span.from > after && !is_open(schedule, span.from - 1)) return span.from;
    }
    return std::nullopt;
}

Span open_span(const Schedule& schedule, Instant from, Instant to) {
    if (from >= to || schedule.spans.empty()) return 0;
    const std::int32_t last = schedule.zone.local(to).day + 1;
    Span sum = 0;
    Instant counted = from;  // spans may overlap: nothing counts twice
    for (std::int32_t day = schedule.zone.local(from).day - 2; day <= last; ++day) {
        for (const Interval& span : spans_of(schedule, day)) {
            const Instant begin = std::max(span.from, counted), end = std::min(span.to, to);
            if (begin >= end) continue;
            sum += end - begin;
            counted = end;
        }
    }
    return sum;
}

}  // namespace parley::tenant
