// Schedules (D39): a span belongs to the day it begins on and ends before its last minute's end; one whose end is not
// behind its beginning crosses midnight.
#include <algorithm>
#include <array>
#include <iterator>
#include <map>

#include "compiler/catalog/loader.h"

namespace parley::catalog {

using diagnostics::Code;

namespace {

constexpr int minutes_of_day = 1440;

std::optional<std::uint8_t> parse_day(std::string_view text) {
    for (std::uint8_t day = 0; day < 7; ++day) {
        std::string_view name = value::weekday_name(day);
        if (text == name || text == name.substr(0, 3)) return day;
    }
    return std::nullopt;
}

// `mon`, `mon-fri`; `sat-mon` goes round.
std::vector<std::uint8_t> parse_days(std::string_view text) {
    std::size_t dash = text.find('-');
    auto first = parse_day(text.substr(0, dash));
    auto last = dash == std::string_view::npos ? first : parse_day(text.substr(dash + 1));
    if (!first || !last) return {};
    std::vector<std::uint8_t> days{*first};
    while (days.back() != *last) days.push_back((days.back() + 1) % 7);
    return days;
}

struct Hours {
    std::uint16_t begin, end;
};

std::optional<int> parse_minute(std::string_view text) {
    auto second = value::parse_time_of_day(text);
    if (!second || *second % 60 != 0) return std::nullopt;
    return *second / 60;
}

std::optional<Hours> parse_hours(std::string_view text) {
    std::size_t dash = text.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    auto begin = parse_minute(text.substr(0, dash));
    auto end = parse_minute(text.substr(dash + 1));
    if (!begin || !end || *begin == minutes_of_day || *begin == *end) return std::nullopt;
    if (*end < *begin) *end += minutes_of_day;
    return Hours{static_cast<std::uint16_t>(*begin), static_cast<std::uint16_t>(*end)};
}

// The hours of a week so far, by the day they begin on: begin to end.
using Week = std::array<std::map<std::uint16_t, std::uint16_t>, 7>;

bool overlaps(const std::map<std::uint16_t, std::uint16_t>& day, Hours hours) {
    auto behind = day.lower_bound(hours.begin);
    if (behind != day.end() && behind->first < hours.end) return true;
    return behind != day.begin() && std::prev(behind)->second > hours.begin;
}

std::vector<value::ScheduleSpan> spans_of(const Week& week) {
    std::vector<value::ScheduleSpan> spans;
    for (std::uint8_t day = 0; day < week.size(); ++day) {
        for (const auto& [begin, end] : week[day]) spans.push_back({day, begin, end});
    }
    return spans;
}

// Adds the hours of one line of `weekly`.
void read_day(Reader& reader, const yaml::Entry& entry, Week& week) {
    std::vector<std::uint8_t> days = parse_days(entry.key);
    if (days.empty()) {
        reader.report(Code::bad_schedule, entry.key_span, in_backticks(entry.key) + " is no day and no range of days")
            .help("write `mon`, `tue`, `wed`, `thu`, `fri`, `sat` or `sun`, or two of them such as `mon-fri`");
        return;
    }
    for (const yaml::Node& item :
         reader.items(entry.value, entry.key, "a list of hours, such as `[\"08:00-12:00\"]`")) {
        auto text = reader.text(item, entry.key, "a list of hours, such as `[\"08:00-12:00\"]`");
        if (!text) continue;
        auto hours = parse_hours(*text);
        if (!hours) {
            reader.report(Code::bad_schedule, item.span, in_backticks(*text) + " is no span of hours")
                .help("write when it begins and ends, such as `08:00-12:00`, `22:00-06:00` or `18:00-24:00`");
            continue;
        }
        for (std::uint8_t day : days) {
            if (overlaps(week[day], *hours)) {
                reader.report(
                    Code::bad_schedule, item.span,
                    in_backticks(*text) + " overlaps other hours of " + std::string(value::weekday_name(day)));
                break;
            }
            week[day].emplace(hours->begin, hours->end);
        }
    }
}

std::vector<std::int32_t> read_holidays(Reader& reader, const yaml::Node& node) {
    std::vector<std::int32_t> days;
    for (const yaml::Node& item : reader.items(node, "holidays", "a list of dates")) {
        auto text = reader.text(item, "holidays", "a list of dates");
        if (!text) continue;
        if (auto day = value::parse_date(*text))
            days.push_back(*day);
        else
            reader.report(Code::bad_schedule, item.span, in_backticks(*text) + " is no date")
                .help("write year, month and day, such as `2026-12-25`");
    }
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    return days;
}

}  // namespace

void Loader::load_schedules(const yaml::Node& node) {
    NameSet names("schedule");
    for (const yaml::Entry& entry : reader_.entries(node, "schedules", "a mapping of names to schedules")) {
        Schedule schedule = read_schedule(entry);
        if (!names.add(reader_, schedule.name, schedule.declared)) continue;
        catalog_.schedule_index.emplace(schedule.name, static_cast<std::uint32_t>(catalog_.schedules.size()));
        catalog_.schedules.push_back(std::move(schedule));
    }
}

Schedule Loader::read_schedule(const yaml::Entry& entry) {
    Schedule schedule;
    schedule.name = entry.key;
    schedule.declared = entry.key_span;
    const yaml::Node& node = entry.value;
    if (node.kind != yaml::Node::Kind::mapping) {
        reader_.wrong_shape(node, entry.key, "a mapping with `weekly`");
        return schedule;
    }
    reader_.known_keys(node, "a schedule", {"time_zone", "weekly", "holidays"});
    if (auto zone = node.find("time_zone")) schedule.zone = reader_.zone(*zone);
    if (auto weekly = reader_.required(node, "weekly", "a schedule", entry.key_span)) {
        Week week;
        for (const yaml::Entry& day : reader_.entries(*weekly, "weekly", "a mapping of days to hours")) {
            read_day(reader_, day, week);
        }
        schedule.spans = spans_of(week);
    }
    if (auto holidays = node.find("holidays")) schedule.holidays = read_holidays(reader_, *holidays);
    return schedule;
}

}  // namespace parley::catalog
