#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "runtime/value/calendar.h"

using namespace parley::value;

namespace {

enum : std::uint8_t { monday, tuesday, wednesday, thursday, friday, saturday, sunday };

constexpr std::uint16_t at(int hour, int minute = 0) {
    return static_cast<std::uint16_t>(hour * 60 + minute);
}

struct Schedule {
    std::vector<ScheduleSpan> spans;
    std::vector<std::int32_t> holidays;
    Zone zone = Zone::utc();
    bool open(const char* instant) const { return is_open(spans, holidays, zone, *parse_instant(instant)); }
};

}  // namespace

TEST_CASE("[D39] open from the first minute up to, not including, the end") {
    const Schedule office{{{saturday, at(8), at(12)}, {saturday, at(13), at(18)}}, {}};
    CHECK_FALSE(office.open("2026-11-21T07:59:59.999Z"));
    CHECK(office.open("2026-11-21T08:00:00Z"));
    CHECK(office.open("2026-11-21T11:59:59.999Z"));
    CHECK_FALSE(office.open("2026-11-21T12:00:00Z"));
    CHECK_FALSE(office.open("2026-11-21T12:59:59Z"));
    CHECK(office.open("2026-11-21T13:00:00Z"));
    CHECK_FALSE(office.open("2026-11-21T18:00:00Z"));
    CHECK_FALSE(office.open("2026-11-22T09:00:00Z"));
    CHECK_FALSE(office.open("2026-11-20T09:00:00Z"));
}

TEST_CASE("[D39] 24:00 ends a span with its day") {
    const Schedule late{{{friday, at(18), at(24)}}, {}};
    CHECK(late.open("2026-11-20T23:59:59.999Z"));
    CHECK_FALSE(late.open("2026-11-21T00:00:00Z"));
    const Schedule always{{{saturday, at(0), at(24)}}, {}};
    CHECK(always.open("2026-11-21T00:00:00Z"));
    CHECK(always.open("2026-11-21T23:59:59Z"));
    CHECK_FALSE(always.open("2026-11-22T00:00:00Z"));
}

TEST_CASE("[D39] a span that crosses midnight belongs to the day it begins on") {
    const Schedule night{{{sunday, at(22), at(30)}}, {}};
    CHECK_FALSE(night.open("2026-11-22T05:00:00Z"));  // Sunday morning: Saturday has no span
    CHECK(night.open("2026-11-22T22:00:00Z"));
    CHECK(night.open("2026-11-23T05:59:59Z"));  // the week goes round
    CHECK_FALSE(night.open("2026-11-23T06:00:00Z"));
    CHECK_FALSE(night.open("2026-11-23T22:00:00Z"));
}

TEST_CASE("[D39] a holiday takes away the spans that begin on it, to their end") {
    const std::int32_t christmas = *parse_date("2026-12-25");  // a Friday
    const Schedule schedule{{{thursday, at(22), at(30)}, {friday, at(8), at(12)}, {friday, at(22), at(30)}},
                            {christmas}};
    CHECK(schedule.open("2026-12-25T05:00:00Z"));  // from Thursday
    CHECK_FALSE(schedule.open("2026-12-25T09:00:00Z"));
    CHECK_FALSE(schedule.open("2026-12-25T22:30:00Z"));
    CHECK_FALSE(schedule.open("2026-12-26T05:00:00Z"));  // still Friday's
    CHECK(schedule.open("2027-01-01T09:00:00Z"));
    CHECK(schedule.open("2027-01-02T05:00:00Z"));
}

TEST_CASE("[D39] schedules, weekdays and holidays are read in the schedule's zone") {
    const Schedule tokyo{{{monday, at(9), at(10)}}, {*parse_date("2026-11-30")}, *Zone::find("Asia/Tokyo")};
    CHECK(tokyo.open("2026-11-23T00:30:00Z"));
    CHECK_FALSE(tokyo.open("2026-11-23T09:30:00Z"));
    CHECK_FALSE(tokyo.open("2026-11-30T00:30:00Z"));
    const Schedule honolulu{{{sunday, at(20), at(21)}}, {}, *Zone::find("Pacific/Honolulu")};
    CHECK(honolulu.open("2026-11-23T06:30:00Z"));  // Monday in UTC
}

TEST_CASE("[D39] daylight saving: the wall clock counts") {
    const Schedule london{{{sunday, at(1), at(2)}}, {}, *Zone::find("Europe/London")};
    CHECK_FALSE(london.open("2026-03-29T00:59:59Z"));  // from 00:59:59 straight to 02:00
    CHECK_FALSE(london.open("2026-03-29T01:00:00Z"));
    CHECK(london.open("2026-10-25T00:30:00Z"));  // 01:30, the first time
    CHECK(london.open("2026-10-25T01:30:00Z"));  // and the second
    CHECK_FALSE(london.open("2026-10-25T02:00:00Z"));
    const Schedule summer{{{monday, at(9), at(17)}}, {}, *Zone::find("Europe/London")};
    CHECK(summer.open("2026-07-06T08:00:00Z"));
    CHECK_FALSE(summer.open("2026-07-06T16:00:00Z"));
    CHECK_FALSE(summer.open("2026-12-07T08:59:59Z"));
    CHECK(summer.open("2026-12-07T16:00:00Z"));
}

TEST_CASE("a schedule without spans is never open") {
    CHECK_FALSE(Schedule{}.open("2026-11-21T10:00:00Z"));
}
