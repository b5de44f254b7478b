#include "tests/compiler/catalog/loading.h"

using namespace parley::catalog;

namespace {

// As "0 480-720": weekday from Monday, minutes.
std::vector<std::string> spans(const Loaded& loaded) {
    std::vector<std::string> lines;
    for (const auto& span : loaded.catalog.schedules.at(0).spans) {
        lines.push_back(std::to_string(span.weekday) + " " + std::to_string(span.begin_minute) + "-" +
                        std::to_string(span.end_minute));
    }
    return lines;
}

Loaded weekly(const std::string& days) {
    return load_text("schedules: {S: {weekly: {" + days + "}}}");
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("days, ranges of days and ranges that go round [D39]") {
    CHECK(spans(weekly("mon: [\"08:00-12:00\"]")) == Lines{"0 480-720"});
    CHECK(spans(weekly("mon-wed: [\"8:00-9:00\"]")) == Lines{"0 480-540", "1 480-540", "2 480-540"});
    CHECK(spans(weekly("sat-mon: [\"08:00-09:00\"]")) == Lines{"0 480-540", "5 480-540", "6 480-540"});
    CHECK(spans(weekly("sunday: [\"08:00-09:00\"]")) == Lines{"6 480-540"});
    CHECK(spans(weekly("friday-sat: [\"08:00-09:00\"]")) == Lines{"4 480-540", "5 480-540"});
    CHECK(spans(weekly("mon-sun: [\"00:00-24:00\"]")).size() == 7);
}

TEST_CASE("spans cross midnight and may end at 24:00 [D39]") {
    CHECK(spans(weekly("fri: [\"22:00-06:00\"]")) == Lines{"4 1320-1800"});
    CHECK(spans(weekly("fri: [\"18:00-24:00\"]")) == Lines{"4 1080-1440"});
    CHECK(spans(weekly("fri: [\"00:00-24:00\"]")) == Lines{"4 0-1440"});
    CHECK(spans(weekly("fri: [\"22:00-00:00\"]")) == Lines{"4 1320-1440"});
    CHECK(spans(weekly("mon: [\"13:00-18:00\", \"08:00-12:00\"]")) == Lines{"0 480-720", "0 780-1080"});
}

TEST_CASE("holidays are sorted days, and a schedule may name its zone [D39, S3.64]") {
    Loaded loaded = load_text(
        "schedules:\n  EU:\n    time_zone: Europe/Paris\n    weekly: {mon: [\"08:00-12:00\"]}\n"
        "    holidays: [2027-01-01, 2026-12-25, 2027-01-01]\n  UK: {weekly: {}}\n");
    CHECK(loaded.findings() == Findings{});
    CHECK(loaded.catalog.schedules[0].holidays == std::vector<std::int32_t>{*parley::value::parse_date("2026-12-25"),
                                                                            *parley::value::parse_date("2027-01-01")});
    CHECK(loaded.catalog.schedules[0].zone->name() == "Europe/Paris");
    CHECK_FALSE(loaded.catalog.schedules[1].zone);
    CHECK(loaded.catalog.find_schedule("UK") == 1u);
    CHECK_FALSE(loaded.catalog.find_schedule("uk"));
    CHECK(loaded.text(loaded.catalog.schedules[1].declared) == "UK");
}

TEST_CASE("what is wrong in a schedule") {
    struct Case {
        const char* text;
        Findings findings;
    };
    const Case cases[] = {
        {"schedules: {S: {}}", {"R0312 <S> a schedule needs `weekly`"}},
        {"schedules: {S: open}", {"R0305 <open> `S` takes a mapping with `weekly`"}},
        {"schedules: [S]", {"R0305 <[> `schedules` takes a mapping of names to schedules"}},
        {"schedules: {S: {weekly: {mon: [\"08:00-12:00\"]}, weekley: 1}}",
         {"R0304 <weekley> a schedule has no key `weekley`"}},
        {"schedules: {S: {weekly: {mon: [\"08:00-12:00\"]}, time_zone: Paris}}",
         {"R0309 <Paris> unknown time zone `Paris`"}},
        {"schedules: {S: {weekly: {mo: [\"08:00-12:00\"]}}}", {"R0310 <mo> `mo` is no day and no range of days"}},
        {"schedules: {S: {weekly: {mon-: [\"08:00-12:00\"]}}}", {"R0310 <mon-> `mon-` is no day and no range of days"}},
        {"schedules: {S: {weekly: {Mon: [\"08:00-12:00\"]}}}", {"R0310 <Mon> `Mon` is no day and no range of days"}},
        {"schedules: {S: {weekly: {mon: \"08:00-12:00\"}}}",
         {"R0305 <\"08:00-12:00\"> `mon` takes a list of hours, such as `[\"08:00-12:00\"]`"}},
        {"schedules: {S: {weekly: {mon: [\"08:00\"]}}}", {"R0310 <\"08:00\"> `08:00` is no span of hours"}},
        {"schedules: {S: {weekly: {mon: [\"08:00-25:00\"]}}}",
         {"R0310 <\"08:00-25:00\"> `08:00-25:00` is no span of hours"}},
        {"schedules: {S: {weekly: {mon: [\"08:00-08:00\"]}}}",
         {"R0310 <\"08:00-08:00\"> `08:00-08:00` is no span of hours"}},
        {"schedules: {S: {weekly: {mon: [\"24:00-08:00\"]}}}",
         {"R0310 <\"24:00-08:00\"> `24:00-08:00` is no span of hours"}},
        {"schedules: {S: {weekly: {mon: [\"08:00:30-09:00\"]}}}",
         {"R0310 <\"08:00:30-09:00\"> `08:00:30-09:00` is no span of hours"}},
        {"schedules: {S: {weekly: {mon: [\"08:00-12:00\", \"11:00-13:00\"]}}}",
         {"R0310 <\"11:00-13:00\"> `11:00-13:00` overlaps other hours of monday"}},
        {"schedules: {S: {weekly: {mon-fri: [\"08:00-12:00\"], wed: [\"09:00-10:00\"]}}}",
         {"R0310 <\"09:00-10:00\"> `09:00-10:00` overlaps other hours of wednesday"}},
        {"schedules: {S: {weekly: {mon-fri: [\"08:00-12:00\"], wed: [\"12:00-13:00\"]}}}", {}},
        {"schedules: {S: {weekly: {}, holidays: [2026-02-30]}}", {"R0310 <2026-02-30> `2026-02-30` is no date"}},
        {"schedules: {S: {weekly: {}, holidays: 2026-02-28}}", {"R0305 <2026-02-28> `holidays` takes a list of dates"}},
        {"schedules: {S: {weekly: {}}, s: {weekly: {}}}", {"R0307 <s> `S` and `s` differ only in letter case"}},
    };
    for (const Case& c : cases) {
        CAPTURE(std::string(c.text));
        CHECK(load_text(c.text).findings() == c.findings);
    }
}
