// Instants, dates, times and weekdays: parsing, printing, time zones (Howard Hinnant's date library over the system's
// IANA data) and business schedules (D37 to D39).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace parley::value {

// A day number and the seconds since its midnight, as a clock on the wall of a zone shows them.
struct LocalTime {
    std::int32_t day = 0;      // days since 1970-01-01
    std::int32_t second = 0;   // 0 to 86399
    std::uint8_t weekday = 0;  // 0 Monday to 6 Sunday
};

// An IANA time zone. Cheap to copy; good for the life of the process. Threads: free to share.
class Zone {
public:
    static std::optional<Zone> find(std::string_view name);  // nullopt: no such zone
    static Zone utc();
    LocalTime local(std::int64_t instant_ms) const;
    // A local time that the clocks skip is moved forward by what they skip; of one that comes twice, the first (D38).
    std::int64_t instant(std::int32_t day, std::int32_t second, std::int32_t milliseconds = 0) const;
    std::string name() const;

private:
    explicit Zone(const void* zone) : zone_(zone) {}
    const void* zone_;  // of the process's database; null: UTC
};

// All zone names, for suggestions.
std::span<const std::string> zone_names();

std::optional<std::int32_t> parse_date(std::string_view text);         // 2026-12-24, checked against the calendar
std::optional<std::int32_t> parse_time_of_day(std::string_view text);  // 9:00, 18:30:15, 24:00 -> seconds
std::optional<std::uint8_t> parse_weekday(std::string_view text);      // "monday" … "sunday"
// RFC 3339 with `Z` or an offset (as on the wire): milliseconds, further digits dropped. A leap second is the one
// before.
std::optional<std::int64_t> parse_instant(std::string_view text);
// The language's INSTANT: seconds may be left out, a zone too (then `zone` reads it).
std::optional<std::int64_t> parse_instant_literal(std::string_view text, const Zone& zone);

std::string date_to_string(std::int32_t day);
std::string time_to_string(std::int32_t second);  // 18:30 or 18:30:15
std::string_view weekday_name(std::uint8_t weekday);
std::string instant_to_string(std::int64_t instant_ms);  // 2026-11-21T10:22:00Z, with .123 only where needed
// "1 minute", "12 minutes", "1 hour 5 minutes" (D99): up to whole minutes, at least one.
std::string duration_to_text(std::int64_t seconds);
// As the language writes it, in the largest unit that is exact: "15 minutes", "1 day".
std::string duration_to_literal(std::int64_t seconds);

struct ScheduleSpan {
    std::uint8_t weekday;        // of the day it begins on
    std::uint16_t begin_minute;  // 0 to 1439
    std::uint16_t end_minute;    // exclusive; above 1440 where it crosses midnight
};

// Whether `instant` is inside: from the first minute of a span up to, not including, its end; a holiday takes away the
// spans that begin on it (D39). No allocation.
bool is_open(std::span<const ScheduleSpan> spans, std::span<const std::int32_t> holidays, const Zone& zone,
             std::int64_t instant_ms);

}  // namespace parley::value
