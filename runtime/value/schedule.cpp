#include <algorithm>

#include "runtime/value/calendar.h"

namespace parley::value {
namespace {

constexpr std::int32_t day_minutes = 1440;

// Whether a span that begins on `day` covers the minute, counted from that day's midnight.
bool covered(std::span<const ScheduleSpan> spans, std::span<const std::int32_t> holidays, std::int32_t day,
             std::uint8_t weekday, std::int32_t minute) {
    const bool inside = std::ranges::any_of(spans, [&](const ScheduleSpan& span) {
        return span.weekday == weekday && minute >= span.begin_minute && minute < span.end_minute;
    });
    return inside && std::ranges::find(holidays, day) == holidays.end();
}

}  // namespace

bool is_open(std::span<const ScheduleSpan> spans, std::span<const std::int32_t> holidays, const Zone& zone,
             std::int64_t instant_ms) {
    const LocalTime local = zone.local(instant_ms);
    const std::int32_t minute = local.second / 60;
    const auto day_before = static_cast<std::uint8_t>((local.weekday + 6) % 7);
    return covered(spans, holidays, local.day, local.weekday, minute) ||
           covered(spans, holidays, local.day - 1, day_before, minute + day_minutes);
}

}  // namespace parley::value
