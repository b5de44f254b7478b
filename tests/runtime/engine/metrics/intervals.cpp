// Where hours, days, weeks and months begin by the clocks of a zone.
#include "runtime/engine/metrics/metrics.h"
#include "tests/runtime/engine/metrics/sample.h"

using namespace parley;
using namespace parley::sample;
using metrics::Interval;

namespace {

std::string begin(Interval interval, const std::string& zone, const std::string& time) {
    return value::instant_to_string(metrics::begin_of(interval, *value::Zone::find(zone), at(time)));
}

}  // namespace

TEST_CASE("intervals begin on the hour, at midnight, on Monday and on the first, by the zone's clocks") {
    const std::string time = "2026-07-15T22:31:05.250Z";  // Wednesday 15th 23:31 in London
    CHECK(begin(Interval::hour, "Europe/London", time) == "2026-07-15T22:00:00Z");
    CHECK(begin(Interval::day, "Europe/London", time) == "2026-07-14T23:00:00Z");
    CHECK(begin(Interval::week, "Europe/London", time) == "2026-07-12T23:00:00Z");
    CHECK(begin(Interval::month, "Europe/London", time) == "2026-06-30T23:00:00Z");
    CHECK(begin(Interval::day, "UTC", time) == "2026-07-15T00:00:00Z");
    // The 16th has begun there.
    CHECK(begin(Interval::day, "Asia/Kolkata", time) == "2026-07-15T18:30:00Z");
    CHECK(begin(Interval::hour, "Asia/Kolkata", time) == "2026-07-15T22:30:00Z");
    CHECK(begin(Interval::month, "Asia/Kolkata", "2026-02-28T20:00:00Z") == "2026-02-28T18:30:00Z");
}

TEST_CASE("an interval holds its own beginning, and the instant before belongs to the one before") {
    CHECK(begin(Interval::hour, "Europe/London", "2026-07-15T22:00:00Z") == "2026-07-15T22:00:00Z");
    CHECK(begin(Interval::hour, "Europe/London", "2026-07-15T21:59:59.999Z") == "2026-07-15T21:00:00Z");
    CHECK(begin(Interval::week, "UTC", "2026-07-13T00:00:00Z") == "2026-07-13T00:00:00Z");
    CHECK(begin(Interval::week, "UTC", "2026-07-12T23:59:59Z") == "2026-07-06T00:00:00Z");
    CHECK(begin(Interval::month, "UTC", "2024-02-29T12:00:00Z") == "2024-02-01T00:00:00Z");
    CHECK(begin(Interval::month, "UTC", "1969-12-31T23:59:59.999Z") == "1969-12-01T00:00:00Z");
}

TEST_CASE("when the clocks go back each of the two equal hours is one, and the day has 25") {
    CHECK(begin(Interval::hour, "Europe/London", "2026-10-25T00:30:00Z") == "2026-10-25T00:00:00Z");  // 01:30, summer
    CHECK(begin(Interval::hour, "Europe/London", "2026-10-25T01:30:00Z") == "2026-10-25T01:00:00Z");  // 01:30, winter
    CHECK(begin(Interval::day, "Europe/London", "2026-10-25T23:59:59Z") == "2026-10-24T23:00:00Z");
    CHECK(begin(Interval::day, "Europe/London", "2026-10-26T00:00:00Z") == "2026-10-26T00:00:00Z");
    CHECK(begin(Interval::week, "Europe/London", "2026-10-25T12:00:00Z") == "2026-10-18T23:00:00Z");
    CHECK(begin(Interval::month, "Europe/London", "2026-10-31T12:00:00Z") == "2026-09-30T23:00:00Z");
    // By half an hour: 01:30 to 02:00 comes twice, and the second time is a part of its own.
    CHECK(begin(Interval::hour, "Australia/Lord_Howe", "2026-04-04T14:45:00Z") == "2026-04-04T14:00:00Z");
    CHECK(begin(Interval::hour, "Australia/Lord_Howe", "2026-04-04T15:15:00Z") == "2026-04-04T15:00:00Z");
    CHECK(begin(Interval::hour, "Australia/Lord_Howe", "2026-04-04T15:45:00Z") == "2026-04-04T15:30:00Z");
}

TEST_CASE("what the clocks skip begins where they jump") {
    CHECK(begin(Interval::hour, "Europe/London", "2026-03-29T01:10:00Z") == "2026-03-29T01:00:00Z");  // 02:10
    CHECK(begin(Interval::day, "Europe/London", "2026-03-29T22:59:00Z") == "2026-03-29T00:00:00Z");
    // Midnight itself is skipped: 00:00 is 01:00.
    CHECK(begin(Interval::day, "Africa/Cairo", "2026-04-24T10:00:00Z") == "2026-04-23T22:00:00Z");
    CHECK(begin(Interval::hour, "Africa/Cairo", "2026-04-23T22:10:00Z") == "2026-04-23T22:00:00Z");
    // From half an hour before midnight to half an hour behind it.
    CHECK(begin(Interval::day, "America/Toronto", "1919-03-31T04:40:00Z") == "1919-03-31T04:30:00Z");
    CHECK(begin(Interval::day, "America/Toronto", "1919-03-31T15:00:00Z") == "1919-03-31T04:30:00Z");
    // A whole day.
    CHECK(begin(Interval::month, "Pacific/Apia", "2011-12-31T05:00:00Z") == "2011-12-01T10:00:00Z");
    CHECK(begin(Interval::day, "Pacific/Apia", "2011-12-30T10:30:00Z") == "2011-12-30T10:00:00Z");
}

TEST_CASE("every instant of a year and more lies in an interval that begins at or before it, in its own order") {
    const Instant first = at("2025-12-30T00:00:00Z"), last = at("2027-01-05T00:00:00Z");
    for (const char* name : {"Europe/London", "Australia/Lord_Howe", "Africa/Cairo", "America/New_York", "UTC"}) {
        const auto zone = *value::Zone::find(name);
        CAPTURE(name);
        for (Interval interval : {Interval::hour, Interval::day, Interval::week, Interval::month}) {
            Instant before = 0;
            int wrong = 0;
            for (Instant time = first; time < last; time += 17 * minute) {
                const Instant begins = metrics::begin_of(interval, zone, time);
                const bool good =
                    begins <= time && begins >= before && metrics::begin_of(interval, zone, begins) == begins;
                if (!good) ++wrong;
                before = begins;
            }
            CHECK(wrong == 0);
        }
    }
}
