#include "runtime/value/calendar.h"

#include <doctest/doctest.h>

#include <string>

using namespace parley::value;

namespace {

// What an instant reads as, or "-".
std::string instant(std::string_view text) {
    const auto parsed = parse_instant(text);
    return parsed ? instant_to_string(*parsed) : "-";
}

std::string literal(std::string_view text, const Zone& zone = Zone::utc()) {
    const auto parsed = parse_instant_literal(text, zone);
    return parsed ? instant_to_string(*parsed) : "-";
}

struct Row {
    std::string text, expected;
};

}  // namespace

TEST_CASE("dates") {
    CHECK(parse_date("1970-01-01") == 0);
    CHECK(parse_date("1969-12-31") == -1);
    CHECK(parse_date("2024-02-29") == 19782);
    for (const char* text : {"0001-01-01", "2026-12-24", "9999-12-31", "2000-02-29"}) {
        REQUIRE(parse_date(text));
        CHECK(date_to_string(*parse_date(text)) == text);
    }
    for (const char* text :
         {"2023-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "0000-01-01", "2026-1-1", "26-01-01",
          "2026-01-01 ", " 2026-01-01", "2026/01/01", "2026-01", "", "+2026-01-01"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_date(text));
    }
}

TEST_CASE("[D38] times of day, up to 24:00") {
    const Row rows[] = {{"9:00", "09:00"},  {"09:00", "09:00"},    {"18:30:15", "18:30:15"}, {"0:00", "00:00"},
                        {"24:00", "24:00"}, {"24:00:00", "24:00"}, {"23:59:59", "23:59:59"}};
    for (const Row& row : rows) {
        CAPTURE(row.text);
        REQUIRE(parse_time_of_day(row.text));
        CHECK(time_to_string(*parse_time_of_day(row.text)) == row.expected);
    }
    CHECK(parse_time_of_day("24:00") == 86400);
    for (const char* text : {"24:01", "24:00:01", "25:00", "9:60", "9:5", "9", "9:00:60", "9:00:5", "09:00 ", "-1:00",
                             "123:00", "9:00Z", ""}) {
        CAPTURE(text);
        CHECK_FALSE(parse_time_of_day(text));
    }
}

TEST_CASE("weekdays are written out, Monday first") {
    CHECK(parse_weekday("monday") == 0);
    CHECK(parse_weekday("sunday") == 6);
    for (const char* text : {"Monday", "mon", "", "mondays"}) CHECK_FALSE(parse_weekday(text));
    CHECK(weekday_name(4) == "friday");
    CHECK(weekday_name(7) == "");
}

TEST_CASE("instants of the wire") {
    const Row rows[] = {
        {"2026-11-21T10:22:00Z", "2026-11-21T10:22:00Z"},
        {"2026-11-21t10:22:00z", "2026-11-21T10:22:00Z"},
        {"2026-11-21T10:22:05.5Z", "2026-11-21T10:22:05.500Z"},
        {"2026-11-21T10:22:00.123999999Z", "2026-11-21T10:22:00.123Z"},
        {"2026-11-21T10:22:00.000Z", "2026-11-21T10:22:00Z"},
        {"2026-11-21T00:30:00+01:00", "2026-11-20T23:30:00Z"},
        {"2026-11-21T23:30:00-05:30", "2026-11-22T05:00:00Z"},
        {"2026-11-21T10:22:00-00:00", "2026-11-21T10:22:00Z"},
        {"1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"},
        {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"},
        {"9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"},
        {"2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"},
        {"2016-12-31T23:59:60.5Z", "2016-12-31T23:59:59.500Z"},
        {"2017-01-01T00:59:60+01:00", "2016-12-31T23:59:59Z"},
        {"0001-01-01T00:00:00+00:01", "-"},  // in the year 0 of UTC
        {"9999-12-31T23:59:59-00:01", "-"},
        {"2016-12-31T12:59:60Z", "-"},  // no leap second ends such a minute
        {"2026-11-21T10:22:61Z", "-"},
        {"2026-11-21T24:00:00Z", "-"},
        {"2026-11-21T10:60:00Z", "-"},
        {"2026-02-30T10:00:00Z", "-"},
        {"2026-11-21T10:22:00", "-"},
        {"2026-11-21T10:22Z", "-"},
        {"2026-11-21 10:22:00Z", "-"},
        {"2026-11-21T10:22:00.Z", "-"},
        {"2026-11-21T10:22:00+0100", "-"},
        {"2026-11-21T10:22:00+24:00", "-"},
        {"2026-11-21T10:22:00+01:60", "-"},
        {"2026-11-21T10:22:00Z ", "-"},
        {"2026-11-21T9:22:00Z", "-"},
        {"0000-11-21T10:22:00Z", "-"},
        {"", "-"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        CHECK(instant(row.text) == row.expected);
    }
}

TEST_CASE("instants of the language") {
    const Zone zone = *Zone::find("Europe/Paris");
    const Row rows[] = {
        {"2026-12-24T18:00Z", "2026-12-24T18:00:00Z"},
        {"2026-12-24T18:00:30Z", "2026-12-24T18:00:30Z"},
        {"2026-12-24T9:05+01:00", "2026-12-24T08:05:00Z"},
        {"2026-12-24T18:00", "2026-12-24T17:00:00Z"},
        {"2026-07-24T18:00", "2026-07-24T16:00:00Z"},
        {"2026-12-24T24:00Z", "2026-12-25T00:00:00Z"},
        {"2026-12-24T24:00", "2026-12-24T23:00:00Z"},
        {"2026-12-24", "-"},
        {"2026-12-24t18:00Z", "-"},
        {"2026-12-24T18:00z", "-"},
        {"2026-12-24T18:00:00.5Z", "-"},
        {"2026-12-24T18Z", "-"},
        {"2026-02-29T18:00", "-"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        CHECK(literal(row.text, zone) == row.expected);
    }
}

TEST_CASE("[D99] durations in words go up to whole minutes, at least one") {
    struct Case {
        std::int64_t seconds;
        std::string text;
    };
    for (const Case& row :
         {Case{0, "1 minute"}, Case{1, "1 minute"}, Case{60, "1 minute"}, Case{61, "2 minutes"}, Case{200, "4 minutes"},
          Case{720, "12 minutes"}, Case{3541, "1 hour"}, Case{3600, "1 hour"}, Case{3660, "1 hour 1 minute"},
          Case{3900, "1 hour 5 minutes"}, Case{7200, "2 hours"}, Case{100 * 3600, "100 hours"}}) {
        CAPTURE(row.seconds);
        CHECK(duration_to_text(row.seconds) == row.text);
    }
    CHECK(duration_to_text(INT64_MAX) == "2562047788015215 hours 31 minutes");
}

TEST_CASE("durations as the language writes them") {
    struct Case {
        std::int64_t seconds;
        std::string text;
    };
    for (const Case& row : {Case{0, "0 seconds"}, Case{1, "1 second"}, Case{59, "59 seconds"}, Case{60, "1 minute"},
                            Case{900, "15 minutes"}, Case{3600, "1 hour"}, Case{5400, "90 minutes"},
                            Case{86400, "1 day"}, Case{14 * 86400, "2 weeks"}}) {
        CAPTURE(row.seconds);
        CHECK(duration_to_literal(row.seconds) == row.text);
    }
}

TEST_CASE("what lies outside of the calendar is written as its edge") {
    CHECK(instant_to_string(INT64_MAX) == "9999-12-31T23:59:59.999Z");
    CHECK(instant_to_string(INT64_MIN) == "0001-01-01T00:00:00Z");
    CHECK(date_to_string(INT32_MAX) == "9999-12-31");
    CHECK(date_to_string(INT32_MIN) == "0001-01-01");
}
