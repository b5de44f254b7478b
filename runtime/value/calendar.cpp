// Dates, times and instants as text. Zones are in zone.cpp, schedules in schedule.cpp.
#include "runtime/value/calendar.h"

#include <date/date.h>

#include <algorithm>
#include <array>

namespace parley::value {
namespace {

constexpr std::int32_t day_seconds = 86400;
constexpr std::int64_t day_milliseconds = 86'400'000;
constexpr std::int32_t first_day = (date::sys_days{date::year{1} / 1 / 1}).time_since_epoch().count();
constexpr std::int32_t last_day = (date::sys_days{date::year{9999} / 12 / 31}).time_since_epoch().count();

constexpr std::array<std::string_view, 7> weekdays = {"monday", "tuesday",  "wednesday", "thursday",
                                                      "friday", "saturday", "sunday"};

// Reads fixed shapes from the front of a text; once something is missing, `good` stays false.
class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {}
    bool good() const { return good_; }
    bool at_end() const { return rest_.empty(); }
    bool ended() const { return good_ && at_end(); }
    bool next_is(char c) const { return !rest_.empty() && rest_.front() == c; }
    bool next_is_digit() const { return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; }
    bool take(char c) {
        if (!next_is(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void expect(char c) { good_ = take(c) && good_; }
    int digit() {
        if (!next_is_digit()) {
            good_ = false;
            return 0;
        }
        const int value = rest_.front() - '0';
        rest_.remove_prefix(1);
        return value;
    }
    int digits(int count) {
        int value = 0;
        for (int i = 0; i < count; ++i) value = value * 10 + digit();
        return value;
    }
    void fail() { good_ = false; }

private:
    std::string_view rest_;
    bool good_ = true;
};

std::int32_t read_date(Reader& reader) {
    const int year = reader.digits(4);
    reader.expect('-');
    const int month = reader.digits(2);
    reader.expect('-');
    const int day = reader.digits(2);
    const auto date = date::year{year} / month / day;
    if (year < 1 || !date.ok()) {
        reader.fail();
        return 0;
    }
    return date::sys_days{date}.time_since_epoch().count();
}

// A time as the language writes it: `9:00` to `24:00`, seconds where given.
std::int32_t read_time(Reader& reader) {
    int hour = reader.digit();
    if (reader.next_is_digit()) hour = hour * 10 + reader.digit();
    reader.expect(':');
    const int minute = reader.digits(2);
    const int second = reader.take(':') ? reader.digits(2) : 0;
    const std::int32_t time = hour * 3600 + minute * 60 + second;
    if (minute > 59 || second > 59 || time > day_seconds) reader.fail();
    return time;
}

// `+01:00`, in seconds.
std::int32_t read_offset(Reader& reader) {
    const int sign = reader.take('-') ? -1 : 1;
    if (sign > 0) reader.expect('+');
    const int hours = reader.digits(2);
    reader.expect(':');
    const int minutes = reader.digits(2);
    if (hours > 23 || minutes > 59) reader.fail();
    return sign * (hours * 3600 + minutes * 60);
}

// The milliseconds of `.123456`; the digits behind the third are read and dropped.
int read_fraction(Reader& reader) {
    int milliseconds = 0;
    int unit = 100;
    do {
        milliseconds += unit * reader.digit();
        unit /= 10;
    } while (reader.next_is_digit());
    return milliseconds;
}

bool in_years(std::int64_t instant_ms) {
    return instant_ms >= first_day * day_milliseconds && instant_ms < (last_day + std::int64_t{1}) * day_milliseconds;
}

void append_padded(std::string& out, int value, int width) {
    const std::string digits = std::to_string(value);
    out.append(static_cast<std::size_t>(std::max(0, width - static_cast<int>(digits.size()))), '0');
    out += digits;
}

std::string counted(std::int64_t count, std::string_view unit) {
    std::string text = std::to_string(count) + " ";
    text += unit;
    if (count != 1) text += 's';
    return text;
}

}  // namespace

std::optional<std::int32_t> parse_date(std::string_view text) {
    Reader reader(text);
    const std::int32_t day = read_date(reader);
    return reader.ended() ? std::optional(day) : std::nullopt;
}

std::optional<std::int32_t> parse_time_of_day(std::string_view text) {
    Reader reader(text);
    const std::int32_t time = read_time(reader);
    return reader.ended() ? std::optional(time) : std::nullopt;
}

std::optional<std::uint8_t> parse_weekday(std::string_view text) {
    const auto found = std::ranges::find(weekdays, text);
    if (found == weekdays.end()) return std::nullopt;
    return static_cast<std::uint8_t>(found - weekdays.begin());
}

// `2026-11-21T10:22:00Z`, as most senders write it; its second is at most 59. All other forms are left to the Reader.
std::optional<std::int64_t> parse_usual_instant(std::string_view text) {
    constexpr std::string_view least = "0000-00-00T00:00:00Z", most = "9999-19-39T29:59:59Z";
    if (text.size() != least.size()) return std::nullopt;
    bool usual = true;
    for (std::size_t i = 0; i < least.size(); ++i) usual &= least[i] <= text[i] && text[i] <= most[i];
    const auto pair = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
    const int year = pair(0) * 100 + pair(2), hour = pair(11);
    const auto date = date::year{year} / pair(5) / pair(8);
    if (!usual || year < 1 || hour > 23 || !date.ok()) return std::nullopt;
    const std::int64_t day = date::sys_days{date}.time_since_epoch().count();
    return (day * day_seconds + hour * 3600 + pair(14) * 60 + pair(17)) * 1000;
}

std::optional<std::int64_t> parse_instant(std::string_view text) {
    if (const std::optional<std::int64_t> usual = parse_usual_instant(text)) return usual;
    Reader reader(text);
    const std::int32_t day = read_date(reader);
    if (!reader.take('T')) reader.expect('t');
    const int hour = reader.digits(2);
    reader.expect(':');
    const int minute = reader.digits(2);
    reader.expect(':');
    int second = reader.digits(2);
    const int milliseconds = reader.take('.') ? read_fraction(reader) : 0;
    const bool utc = reader.take('Z') || reader.take('z');
    const std::int32_t offset = utc ? 0 : read_offset(reader);
    if (!reader.ended() || hour > 23 || minute > 59 || second > 60) return std::nullopt;

    // Leap seconds end a day of UTC; they are counted as the second before.
    const bool leap = second == 60;
    if (leap) second = 59;
    const std::int64_t seconds = day * std::int64_t{day_seconds} + hour * 3600 + minute * 60 + second - offset;
    if (leap && (seconds + 1) % day_seconds != 0) return std::nullopt;
    const std::int64_t instant = seconds * 1000 + milliseconds;
    return in_years(instant) ? std::optional(instant) : std::nullopt;
}

std::optional<std::int64_t> parse_instant_literal(std::string_view text, const Zone& zone) {
    Reader reader(text);
    const std::int32_t day = read_date(reader);
    reader.expect('T');
    const std::int32_t second = read_time(reader);
    if (!reader.good()) return std::nullopt;
    std::int64_t instant = 0;
    if (reader.at_end()) {
        instant = zone.instant(day, second);
    } else {
        const std::int32_t offset = reader.take('Z') ? 0 : read_offset(reader);
        if (!reader.ended()) return std::nullopt;
        instant = (day * std::int64_t{day_seconds} + second - offset) * 1000;
    }
    return in_years(instant) ? std::optional(instant) : std::nullopt;
}

std::string date_to_string(std::int32_t day) {
    const date::year_month_day date{date::sys_days{date::days{std::clamp(day, first_day, last_day)}}};
    std::string text;
    append_padded(text, static_cast<int>(date.year()), 4);
    text += '-';
    append_padded(text, static_cast<int>(static_cast<unsigned>(date.month())), 2);
    text += '-';
    append_padded(text, static_cast<int>(static_cast<unsigned>(date.day())), 2);
    return text;
}

std::string time_to_string(std::int32_t second) {
    std::string text;
    append_padded(text, second / 3600, 2);
    text += ':';
    append_padded(text, second / 60 % 60, 2);
    if (second % 60 == 0) return text;
    text += ':';
    append_padded(text, second % 60, 2);
    return text;
}

std::string_view weekday_name(std::uint8_t weekday) {
    return weekday < weekdays.size() ? weekdays[weekday] : "";
}

std::string instant_to_string(std::int64_t instant_ms) {
    instant_ms =
        std::clamp(instant_ms, first_day * day_milliseconds, (last_day + std::int64_t{1}) * day_milliseconds - 1);
    const std::int64_t past_first = instant_ms - first_day * day_milliseconds;  // not negative, so that / rounds down
    const auto day = static_cast<std::int32_t>(past_first / day_milliseconds) + first_day;
    const auto millisecond = static_cast<std::int32_t>(past_first % day_milliseconds);
    std::string text = date_to_string(day) + "T" + time_to_string(millisecond / 1000);
    if (millisecond / 1000 % 60 == 0) text += ":00";
    if (millisecond % 1000 != 0) {
        text += '.';
        append_padded(text, millisecond % 1000, 3);
    }
    return text + "Z";
}

std::string duration_to_text(std::int64_t seconds) {
    const std::int64_t minutes = std::max<std::int64_t>(1, seconds / 60 + (seconds % 60 > 0 ? 1 : 0));
    if (minutes < 60) return counted(minutes, "minute");
    const std::string hours = counted(minutes / 60, "hour");
    return minutes % 60 == 0 ? hours : hours + " " + counted(minutes % 60, "minute");
}

std::string duration_to_literal(std::int64_t seconds) {
    constexpr std::pair<std::int64_t, std::string_view> units[] = {
        {7 * day_seconds, "week"}, {day_seconds, "day"}, {3600, "hour"}, {60, "minute"}};
    for (const auto& [size, name] : units) {
        if (seconds != 0 && seconds % size == 0) return counted(seconds / size, name);
    }
    return counted(seconds, "second");
}

}  // namespace parley::value
