// Time zones. The IANA database is read when the first zone other than UTC is asked for (about a millisecond, once),
// each zone's own data when it is first used.
#include <date/tz.h>
// Since C++20 a name that the next header uses is in std::chrono too; this says which one it means.
namespace Posix {
using date::hh_mm_ss;
}
#include <date/ptz.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <mutex>
#include <stdexcept>
#include <vector>

#include "runtime/base/file.h"
#include "runtime/value/calendar.h"

namespace parley::value {
namespace {

using std::chrono::seconds;

constexpr const char* database_folder = "/usr/share/zoneinfo/";
constexpr std::int64_t day_seconds = 86400;
// Years 0 to 10000: what lies outside of the calendar that can be written is treated as its edge.
constexpr std::int64_t first_second = date::sys_days{date::year{0} / 1 / 1}.time_since_epoch().count() * day_seconds;
constexpr std::int64_t last_second =
    date::sys_days{date::year{10000} / 12 / 31}.time_since_epoch().count() * day_seconds;

// A zone of the database lists its changes one by one, most often up to 2037; what comes behind the last of them
// follows a rule that the library does not read from the compiled database, so it is read here.
struct KnownZone {
    const date::time_zone* listed;
    std::optional<Posix::time_zone> rule;
    date::sys_seconds rule_begin;

    // Offsets from UTC at an instant, and at a local time as it was before a change of the clocks there.
    seconds offset(date::sys_seconds instant) const {
        return follows_rule(instant) ? rule->get_info(instant).offset : listed->get_info(instant).offset;
    }
    seconds offset(date::local_seconds local) const {
        return follows_rule(date::sys_seconds{local.time_since_epoch()}) ? rule->get_info(local).first.offset
                                                                         : listed->get_info(local).first.offset;
    }

private:
    // The rule agrees with the list right behind the last change; a day's distance keeps that change itself out of it.
    bool follows_rule(date::sys_seconds instant) const { return rule && instant > rule_begin + date::days{1}; }
};

// The rule is the last line of the zone's file. None: the zone has no rule, or one that the library does not read
// (Greenland's changes stand before the midnight of their day); it then keeps its last offset.
std::optional<Posix::time_zone> read_rule(const std::string& name) {
    const auto file = base::read_file(database_folder + name);
    if (!file || file->size() < 2 || file->back() != '\n') return std::nullopt;
    const std::size_t begin = file->rfind('\n', file->size() - 2);
    if (begin == std::string::npos || begin + 1 >= file->size() - 1) return std::nullopt;
    const std::string rule = file->substr(begin + 1, file->size() - begin - 2);
    if (rule.find(',') == std::string::npos) return std::nullopt;  // no more changes: the list says it all
    try {
        return Posix::time_zone(rule);
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

// What the process knows of the machine's zones: read once, never given back.
class Database {
public:
    static Database& instance() {
        static Database database;
        return database;
    }

    const KnownZone* find(std::string_view name) {
        const std::lock_guard lock(mutex_);
        if (const auto known = zones_.find(name); known != zones_.end()) return &known->second;
        try {
            const date::time_zone* listed = date::locate_zone(std::string(name));
            const auto last = listed->get_info(date::sys_seconds{seconds{last_second}});
            const KnownZone zone{listed, read_rule(listed->name()), last.begin};
            return &zones_.emplace(std::string(name), zone).first->second;
        } catch (const std::exception&) {
            return nullptr;
        }
    }

    std::span<const std::string> names() {
        const std::lock_guard lock(mutex_);
        if (names_.empty()) read_names();
        return names_;
    }

private:
    void read_names() try {
        for (const date::time_zone& zone : date::get_tzdb().zones) names_.push_back(zone.name());
        std::ranges::sort(names_);
    } catch (const std::exception&) {
        names_ = {"UTC"};
    }

    std::mutex mutex_;
    std::map<std::string, KnownZone, std::less<>> zones_;
    std::vector<std::string> names_;
};

constexpr std::string_view utc_name = "UTC";

const KnownZone& known(const void* zone) {
    return *static_cast<const KnownZone*>(zone);
}

std::int64_t floor_divide(std::int64_t value, std::int64_t divisor) {
    return value / divisor - (value % divisor < 0 ? 1 : 0);
}

}  // namespace

std::optional<Zone> Zone::find(std::string_view name) {
    if (name == utc_name) return utc();
    const KnownZone* zone = Database::instance().find(name);
    return zone ? std::optional(Zone(zone)) : std::nullopt;
}

// UTC has nothing behind it, so that a program that knows no other zone never reads the database.
Zone Zone::utc() {
    return Zone(nullptr);
}

LocalTime Zone::local(std::int64_t instant_ms) const {
    std::int64_t second = std::clamp(floor_divide(instant_ms, 1000), first_second, last_second);
    if (zone_) second += known(zone_).offset(date::sys_seconds{seconds{second}}).count();
    const std::int64_t day = floor_divide(second, day_seconds);
    constexpr std::int64_t thursday = 3;  // 1970-01-01
    return {static_cast<std::int32_t>(day), static_cast<std::int32_t>(second - day * day_seconds),
            static_cast<std::uint8_t>(((day + thursday) % 7 + 7) % 7)};
}

std::int64_t Zone::instant(std::int32_t day, std::int32_t second, std::int32_t milliseconds) const {
    std::int64_t at = std::clamp(day * day_seconds + second, first_second, last_second);
    // With the offset from before the change, a skipped time comes out later by what was skipped, and of one that comes
    // twice it is the first (D38).
    if (zone_) at -= known(zone_).offset(date::local_seconds{seconds{at}}).count();
    return at * 1000 + milliseconds;
}

std::string Zone::name() const {
    return zone_ ? known(zone_).listed->name() : std::string(utc_name);
}

std::span<const std::string> zone_names() {
    return Database::instance().names();
}

}  // namespace parley::value
