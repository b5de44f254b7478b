#include <chrono>

#include "runtime/engine/metrics/metrics.h"

namespace parley::metrics {

namespace {

constexpr std::int64_t hour_seconds = 3600, day_seconds = 86400;
constexpr Span hour = hour_seconds * model::second, day = day_seconds * model::second;

std::int64_t on_the_wall(const value::LocalTime& local) {
    return local.day * day_seconds + local.second;
}

// The first instant at which the clocks show this or, where they skip it, something later.
Instant first_instant(const value::Zone& zone, std::int32_t local_day, std::int32_t second) {
    const std::int64_t asked = local_day * day_seconds + second;
    Instant later = zone.instant(local_day, second);
    if (on_the_wall(zone.local(later)) == asked) return later;
    Instant earlier = later - day;
    while (later - earlier > 1) {
        const Instant middle = earlier + (later - earlier) / 2;
        (on_the_wall(zone.local(middle)) < asked ? earlier : later) = middle;
    }
    return later;
}

Instant begin_of_hour(const value::Zone& zone, const value::LocalTime& local, Instant at) {
    const auto second = static_cast<std::int32_t>(local.second / hour_seconds * hour_seconds);
    const Instant first = first_instant(zone, local.day, second);
    return first + (at - first) / hour * hour;
}

std::int32_t first_of_month(std::int32_t local_day) {
    using std::chrono::year_month_day;
    const year_month_day date{std::chrono::sys_days{std::chrono::days{local_day}}};
    return local_day - static_cast<std::int32_t>(static_cast<unsigned>(date.day())) + 1;
}

}  // namespace

Instant begin_of(Interval interval, const value::Zone& zone, Instant at) {
    const value::LocalTime local = zone.local(at);
    switch (interval) {
        case Interval::hour:
            return begin_of_hour(zone, local, at);
        case Interval::week:
            return first_instant(zone, local.day - local.weekday, 0);
        case Interval::month:
            return first_instant(zone, first_of_month(local.day), 0);
        default:
            return first_instant(zone, local.day, 0);
    }
}

}  // namespace parley::metrics
