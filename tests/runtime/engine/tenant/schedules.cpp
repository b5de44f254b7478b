// Schedules as instants: what they say must be what the clock on the wall says, at every change of every clock.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "runtime/engine/tenant/tenant.h"
#include "tests/runtime/engine/state/length.h"

namespace parley::tenant {
namespace {

enum : std::uint8_t { monday, tuesday, wednesday, thursday, friday, saturday, sunday };
constexpr Instant minute = 60'000, hour = 60 * minute, day = 24 * hour;

constexpr std::uint16_t at(int hours, int minutes = 0) {
    return static_cast<std::uint16_t>(hours * 60 + minutes);
}

Instant instant(const std::string& text) {
    const auto found = value::parse_instant(text);
    REQUIRE_MESSAGE(found, text);
    return *found;
}

Schedule schedule(const std::string& zone, std::vector<value::ScheduleSpan> spans,
                  std::vector<std::int32_t> holidays = {}) {
    const auto found = value::Zone::find(zone);
    REQUIRE_MESSAGE(found, zone);
    return {"One", *found, std::move(spans), std::move(holidays)};
}

// The same hours on every day.
Schedule daily(const std::string& zone, std::uint16_t begin, std::uint16_t end) {
    std::vector<value::ScheduleSpan> spans;
    for (std::uint8_t weekday = monday; weekday <= sunday; ++weekday) spans.push_back({weekday, begin, end});
    return schedule(zone, std::move(spans));
}

bool is_open(const Schedule& schedule, Instant now) {
    return value::is_open(schedule.spans, schedule.holidays, schedule.zone, now);
}

// The plain definition, every half minute (some clocks once stood by seconds), against both functions.
void check_against_the_wall(const Schedule& schedule, Instant from, Instant to) {
    Span open = 0;
    std::optional<Instant> opening;
    constexpr Span step = minute / 2;
    for (Instant now = from; now < to; now += step) {
        if (is_open(schedule, now)) open += step;
        if (!opening && now > from && is_open(schedule, now) && !is_open(schedule, now - 1)) opening = now;
    }
    CHECK(open_span(schedule, from, to) == open);
    const auto next = next_opening(schedule, from);
    if (opening) {
        CHECK(next == opening);
    } else {
        CHECK((!next || *next >= to));
    }
}

std::string opens(const Schedule& schedule, const std::string& after) {
    const auto next = next_opening(schedule, instant(after));
    return next ? value::instant_to_string(*next) : "never";
}

TEST_CASE("a queue opens at the first minute of a span, not where one follows another [D98, D39]") {
    const Schedule office =
        schedule("UTC", {{saturday, at(8), at(12)}, {saturday, at(12), at(13)}, {sunday, 0, at(1)}});
    CHECK(opens(office, "2026-11-20T00:00:00Z") == "2026-11-21T08:00:00Z");
    CHECK(opens(office, "2026-11-21T07:59:59.999Z") == "2026-11-21T08:00:00Z");
    CHECK(opens(office, "2026-11-21T08:00:00Z") == "2026-11-22T00:00:00Z");
    CHECK(opens(office, "2026-11-21T12:30:00Z") == "2026-11-22T00:00:00Z");
    CHECK(opens(office, "2026-11-22T00:00:00Z") == "2026-11-28T08:00:00Z");
    CHECK(opens(schedule("UTC", {}), "2026-11-20T00:00:00Z") == "never");
    CHECK(opens(daily("UTC", 0, at(24)), "2026-11-20T00:00:00Z") == "never");
}

TEST_CASE("a span past midnight belongs to the day it begins on; the week goes round [D39]") {
    const Schedule night = schedule("UTC", {{monday, at(1), at(2)}, {sunday, at(22), at(30)}});
    CHECK(opens(night, "2026-11-21T12:00:00Z") == "2026-11-22T22:00:00Z");
    CHECK(opens(night, "2026-11-22T22:00:00Z") == "2026-11-29T22:00:00Z");  // Monday's span lies inside
    CHECK(open_span(night, instant("2026-11-22T21:00:00Z"), instant("2026-11-23T07:00:00Z")) == 8 * hour);
    CHECK(open_span(night, instant("2026-11-23T05:30:00Z"), instant("2026-11-23T07:00:00Z")) == 30 * minute);
}

TEST_CASE("a holiday takes away the spans that begin on it, to their end [D39]") {
    const std::int32_t christmas = *value::parse_date("2026-12-25");
    const Schedule night = schedule("UTC", {{thursday, at(22), at(30)}, {friday, at(22), at(30)}}, {christmas});
    CHECK(opens(night, "2026-12-24T23:00:00Z") == "2026-12-31T22:00:00Z");
    CHECK(open_span(night, instant("2026-12-24T20:00:00Z"), instant("2026-12-27T00:00:00Z")) == 8 * hour);
    std::vector<std::int32_t> year;
    for (std::int32_t one = christmas; one < christmas + 400; ++one) year.push_back(one);
    CHECK(opens(schedule("UTC", {{friday, at(9), at(17)}}, year), "2026-12-25T00:00:00Z") == "never");
}

TEST_CASE("a day of 29 February, week 53 and the last second of 32 bits [D39]") {
    const Schedule every = daily("UTC", at(9), at(10));
    CHECK(opens(every, "2028-02-28T12:00:00Z") == "2028-02-29T09:00:00Z");
    CHECK(opens(every, "2026-12-31T12:00:00Z") == "2027-01-01T09:00:00Z");  // a Friday of ISO week 53
    CHECK(opens(every, "2038-01-18T12:00:00Z") == "2038-01-19T09:00:00Z");
    CHECK(opens(every, "2038-01-19T12:00:00Z") == "2038-01-20T09:00:00Z");
    CHECK(opens(every, "2016-12-31T23:59:60Z") == "2017-01-01T09:00:00Z");
    CHECK(open_span(every, instant("2026-01-01T00:00:00Z"), instant("2027-01-01T00:00:00Z")) == 365 * hour);
    CHECK(open_span(every, instant("2028-01-01T00:00:00Z"), instant("2029-01-01T00:00:00Z")) == 366 * hour);
}

TEST_CASE("New York: what the clocks skip never comes, what they show twice counts twice [D39, D98]") {
    const std::string zone = "America/New_York";
    // 2026-03-08: behind 01:59:59 (06:59:59Z) comes 03:00.
    CHECK(opens(daily(zone, at(2, 30), at(3, 30)), "2026-03-08T00:00:00Z") == "2026-03-08T07:00:00Z");
    CHECK(open_span(daily(zone, at(2, 30), at(3, 30)), instant("2026-03-08T05:00:00Z"),
                    instant("2026-03-08T12:00:00Z")) == 30 * minute);
    CHECK(open_span(daily(zone, at(1), at(2, 30)), instant("2026-03-08T05:00:00Z"), instant("2026-03-08T12:00:00Z")) ==
          1 * hour);
    CHECK(opens(daily(zone, at(2), at(3)), "2026-03-08T05:00:00Z") == "2026-03-09T06:00:00Z");
    CHECK(open_span(daily(zone, 0, at(24)), instant("2026-03-08T05:00:00Z"), instant("2026-03-09T04:00:00Z")) ==
          23 * hour);
    // 2026-11-01: behind 01:59:59 (05:59:59Z) comes 01:00 again.
    const Schedule twice = daily(zone, at(1), at(1, 30));
    CHECK(opens(twice, "2026-11-01T04:00:00Z") == "2026-11-01T05:00:00Z");
    CHECK(opens(twice, "2026-11-01T05:00:00Z") == "2026-11-01T06:00:00Z");
    CHECK(open_span(twice, instant("2026-11-01T04:00:00Z"), instant("2026-11-01T12:00:00Z")) == 1 * hour);
    CHECK(opens(daily(zone, at(1, 30), at(4)), "2026-11-01T05:30:00Z") == "2026-11-01T06:30:00Z");
    CHECK(open_span(daily(zone, 0, at(24)), instant("2026-11-01T04:00:00Z"), instant("2026-11-02T05:00:00Z")) ==
          25 * hour);
}

TEST_CASE("odd clocks: half an hour, a day that is missing, Ramadan, quarters, the farthest east [D39, D98]") {
    struct Row {
        const char *zone, *around;
    };
    constexpr Row rows[] = {
        {"Australia/Lord_Howe", "2026-04-04T15:00:00Z"}, {"Australia/Lord_Howe", "2026-10-03T15:30:00Z"},
        {"Pacific/Apia", "2011-12-30T10:00:00Z"},        {"Africa/Casablanca", "2026-02-15T02:00:00Z"},
        {"Africa/Casablanca", "2026-03-22T02:00:00Z"},   {"Asia/Beirut", "2023-03-29T22:00:00Z"},
        {"Asia/Kathmandu", "2026-01-01T00:00:00Z"},      {"Pacific/Kiritimati", "2026-12-31T10:00:00Z"},
        {"Europe/London", "2026-10-25T01:00:00Z"},       {"Africa/Monrovia", "1972-01-07T00:44:30Z"},
        {"America/New_York", "2045-03-12T07:00:00Z"},    {"Europe/Paris", "2099-10-25T01:00:00Z"}};
    constexpr std::pair<std::uint16_t, std::uint16_t> hours[] = {{at(0), at(24)},         {at(9), at(17)},
                                                                 {at(22), at(30)},        {at(1, 15), at(2, 45)},
                                                                 {at(23, 59), at(24, 1)}, {at(3), at(27)}};
    for (const Row& row : rows) {
        CAPTURE(row.zone);
        CAPTURE(row.around);
        const Instant around = instant(row.around) / minute * minute;
        for (const std::pair<std::uint16_t, std::uint16_t>& span : hours) {
            CAPTURE(span.first);
            check_against_the_wall(daily(row.zone, span.first, span.second), around - 2 * day, around + 2 * day);
        }
    }
    const Schedule samoa = schedule("Pacific/Apia", {{thursday, at(9), at(17)}, {friday, at(9), at(17)}});
    // Thursday 29 December 2011 was followed by Saturday 31.
    CHECK(opens(samoa, "2011-12-29T20:00:00Z") == "2012-01-04T19:00:00Z");
}

// The instants at which a zone changes its clocks, to the second.
std::vector<Instant> changes(const value::Zone& zone, Instant from, Instant to) {
    const auto offset = [&zone](Instant now) {
        const value::LocalTime local = zone.local(now);
        return local.day * std::int64_t{86'400} + local.second - now / 1000;
    };
    std::vector<Instant> found;
    constexpr Instant step = 12 * hour;
    for (Instant begin = from; begin < to; begin += step) {
        Instant low = begin, high = begin + step;
        if (offset(low) == offset(high)) continue;
        while (high - low > 1000) {
            const Instant middle = (low + (high - low) / 2) / 1000 * 1000;
            (offset(middle) == offset(high) ? high : low) = middle;
        }
        found.push_back(high);
    }
    return found;
}

TEST_CASE("every zone, every change of its clocks: opened by the instants exactly where the wall says so [D39, D98]") {
    constexpr std::size_t step = tests::whole_length ? 1 : 23;  // a prime, so that no region is left out
    std::size_t seen = 0;
    const auto names = value::zone_names();
    for (std::size_t i = 0; i < names.size(); i += step) {
        CAPTURE(names[i]);
        const Schedule morning = daily(names[i], at(1, 30), at(2, 30));
        const Schedule all = daily(names[i], at(0), at(24));
        for (const Instant change : changes(morning.zone, 0, instant("2038-01-01T00:00:00Z"))) {
            ++seen;
            const Instant from = change - 3 * hour, to = change + 3 * hour;
            CAPTURE(change);
            if (change % (15 * minute) == 0) {
                Span open = 0;
                for (Instant now = from; now < to; now += 15 * minute) open += is_open(morning, now) ? 15 * minute : 0;
                CHECK(open_span(morning, from, to) == open);
            }
            const auto next = next_opening(morning, from);
            REQUIRE(next);
            CHECK(is_open(morning, *next));
            CHECK_FALSE(is_open(morning, *next - 1));
            CHECK(open_span(all, change - day, change + day) == 2 * day);
        }
    }
    CHECK(seen > 500 / step);
}

}  // namespace
}  // namespace parley::tenant
