#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include "runtime/value/calendar.h"

using namespace parley::value;

namespace {

// The wall clock of a zone: "2026-03-29 03:30:00 sunday".
std::string wall(const char* zone, const char* instant) {
    const LocalTime local = Zone::find(zone)->local(*parse_instant(instant));
    std::string time = time_to_string(local.second);
    if (local.second % 60 == 0) time += ":00";
    return date_to_string(local.day) + " " + time + " " + std::string(weekday_name(local.weekday));
}

std::string instant_of(const char* zone, const char* date, const char* time) {
    return instant_to_string(Zone::find(zone)->instant(*parse_date(date), *parse_time_of_day(time)));
}

}  // namespace

TEST_CASE("the wall clock of zones") {
    CHECK(wall("UTC", "2026-11-21T10:22:00.999Z") == "2026-11-21 10:22:00 saturday");
    CHECK(wall("Europe/London", "2026-03-29T00:59:59Z") == "2026-03-29 00:59:59 sunday");
    CHECK(wall("Europe/London", "2026-03-29T01:00:00Z") == "2026-03-29 02:00:00 sunday");
    CHECK(wall("Europe/London", "2026-10-25T00:30:00Z") == "2026-10-25 01:30:00 sunday");
    CHECK(wall("Europe/London", "2026-10-25T01:30:00Z") == "2026-10-25 01:30:00 sunday");
    CHECK(wall("Asia/Kathmandu", "2026-01-01T20:00:00Z") == "2026-01-02 01:45:00 friday");
    CHECK(wall("America/St_Johns", "2026-01-01T00:00:00Z") == "2025-12-31 20:30:00 wednesday");
    CHECK(wall("Pacific/Apia", "2011-12-30T09:59:59Z") == "2011-12-29 23:59:59 thursday");
    CHECK(wall("Pacific/Apia", "2011-12-30T10:00:00Z") == "2011-12-31 00:00:00 saturday");
    CHECK(wall("UTC", "1969-12-31T23:59:59.999Z") == "1969-12-31 23:59:59 wednesday");
    CHECK(wall("UTC", "0001-01-01T00:00:00Z") == "0001-01-01 00:00:00 monday");
}

TEST_CASE("zones go on changing their clocks behind the last change that the database lists") {
    CHECK(wall("Europe/London", "2050-07-01T12:00:00Z") == "2050-07-01 13:00:00 friday");
    CHECK(wall("Europe/London", "2050-01-01T12:00:00Z") == "2050-01-01 12:00:00 saturday");
    CHECK(wall("Australia/Sydney", "2099-01-01T12:00:00Z") == "2099-01-01 23:00:00 thursday");
    CHECK(instant_of("Europe/London", "2050-07-01", "13:00") == "2050-07-01T12:00:00Z");
    CHECK(instant_of("Europe/London", "2050-03-27", "1:30") == "2050-03-27T01:30:00Z");  // skipped
    CHECK(instant_of("Europe/London", "2050-10-30", "1:30") == "2050-10-30T00:30:00Z");  // twice
    CHECK(wall("Asia/Tokyo", "2050-07-01T12:00:00Z") == "2050-07-01 21:00:00 friday");
    // Greenland changes its clocks at the instant that Europe does, which there is the evening before.
    CHECK(wall("America/Nuuk", "2050-01-01T12:00:00Z") == "2050-01-01 10:00:00 saturday");
    CHECK(wall("America/Nuuk", "2050-07-01T12:00:00Z") == "2050-07-01 11:00:00 friday");
    CHECK(wall("America/Nuuk", "2050-03-27T00:59:59Z") == "2050-03-26 22:59:59 saturday");
    CHECK(wall("America/Nuuk", "2050-03-27T01:00:00Z") == "2050-03-27 00:00:00 sunday");
}

TEST_CASE("[D38] a skipped local time moves forward by what is skipped") {
    CHECK(instant_of("Europe/London", "2026-03-29", "0:59") == "2026-03-29T00:59:00Z");
    CHECK(instant_of("Europe/London", "2026-03-29", "1:00") == "2026-03-29T01:00:00Z");
    CHECK(instant_of("Europe/London", "2026-03-29", "1:30") == "2026-03-29T01:30:00Z");
    CHECK(wall("Europe/London", "2026-03-29T01:30:00Z") == "2026-03-29 02:30:00 sunday");
    CHECK(instant_of("Europe/London", "2026-03-29", "2:00") == "2026-03-29T01:00:00Z");
    CHECK(instant_of("Australia/Lord_Howe", "2026-10-04", "2:15") == "2026-10-03T15:45:00Z");  // half an hour
    CHECK(wall("Australia/Lord_Howe", "2026-10-03T15:45:00Z") == "2026-10-04 02:45:00 sunday");
    CHECK(instant_of("Pacific/Apia", "2011-12-30", "12:00") == "2011-12-30T22:00:00Z");  // a whole day
    CHECK(wall("Pacific/Apia", "2011-12-30T22:00:00Z") == "2011-12-31 12:00:00 saturday");
}

TEST_CASE("[D38] of a local time that comes twice, the first") {
    CHECK(instant_of("Europe/London", "2026-10-25", "0:59") == "2026-10-24T23:59:00Z");
    CHECK(instant_of("Europe/London", "2026-10-25", "1:00") == "2026-10-25T00:00:00Z");
    CHECK(instant_of("Europe/London", "2026-10-25", "1:59:59") == "2026-10-25T00:59:59Z");
    CHECK(instant_of("Europe/London", "2026-10-25", "2:00") == "2026-10-25T02:00:00Z");
    CHECK(instant_of("America/New_York", "2026-11-01", "1:30") == "2026-11-01T05:30:00Z");
}

TEST_CASE("[D38] a literal without a zone is read in the catalog's, skipped and doubled hours included") {
    const Zone zone = *Zone::find("Europe/London");
    CHECK(instant_to_string(*parse_instant_literal("2026-03-29T01:30", zone)) == "2026-03-29T01:30:00Z");
    CHECK(instant_to_string(*parse_instant_literal("2026-10-25T01:30", zone)) == "2026-10-25T00:30:00Z");
    CHECK(instant_to_string(*parse_instant_literal("2026-10-25T01:30Z", zone)) == "2026-10-25T01:30:00Z");
}

TEST_CASE("milliseconds are kept") {
    CHECK(instant_to_string(Zone::find("Europe/Paris")->instant(20000, 3600, 250)) == "2024-10-03T23:00:00.250Z");
}

TEST_CASE("zones that do not exist") {
    for (const char* name : {"", "Europe/Atlantis", "europe/london", "../etc/passwd", "/etc/localtime", "London",
                             "Europe", "Europe/", "Europe//London", "localtime", "posixrules", "right/Europe/London",
                             "tzdata.zi", "Fixed/UTC+01:00:00", "file:/etc/localtime", "Europe/London\n"}) {
        CAPTURE(name);
        CHECK_FALSE(Zone::find(name));
    }
}

TEST_CASE("zones have the names that they were found by") {
    CHECK(Zone::utc().name() == "UTC");
    CHECK(Zone::find("UTC")->name() == "UTC");
    CHECK(Zone::find("Europe/London")->name() == "Europe/London");
    const auto names = zone_names();
    CHECK(names.size() > 400);
    CHECK(std::ranges::is_sorted(names));
    for (const char* name : {"UTC", "Europe/London", "America/Argentina/Buenos_Aires"}) {
        CHECK(std::ranges::binary_search(names, std::string(name)));
    }
}

TEST_CASE("every zone that is listed is found, and stays inside of a day around UTC") {
    for (const std::string& name : zone_names()) {
        CAPTURE(name);
        const auto zone = Zone::find(name);
        REQUIRE(zone);
        for (const char* at : {"0001-01-01T00:00:00Z", "2026-06-30T12:00:00Z", "9999-12-31T23:59:59Z"}) {
            const std::int64_t instant = *parse_instant(at);
            const LocalTime local = zone->local(instant);
            const std::int64_t offset =
                local.day * std::int64_t{86400} + local.second - (instant - (instant % 1000)) / 1000;
            CHECK(std::abs(offset) <= 86400);
        }
    }
}

TEST_CASE("instants beyond the calendar are harmless") {
    for (const char* name : {"UTC", "Europe/London", "Pacific/Kiritimati"}) {
        const Zone zone = *Zone::find(name);
        for (const std::int64_t extreme : {INT64_MIN, INT64_MAX}) {
            const LocalTime local = zone.local(extreme);
            CHECK(local.second >= 0);
            CHECK(local.second < 86400);
            CHECK(local.weekday < 7);
        }
        CHECK(zone.instant(INT32_MAX, 0) > 0);
        CHECK(zone.instant(INT32_MIN, 0) < 0);
    }
}

TEST_CASE("zones may be looked up from several threads") {
    std::vector<std::thread> threads;
    std::vector<std::int64_t> sums(4);
    for (std::size_t i = 0; i < sums.size(); ++i) {
        threads.emplace_back([&sums, i] {
            for (const std::string& name : zone_names()) sums[i] += Zone::find(name)->local(1'800'000'000'000).second;
        });
    }
    for (std::thread& thread : threads) thread.join();
    for (const std::int64_t sum : sums) CHECK(sum == sums[0]);
}
