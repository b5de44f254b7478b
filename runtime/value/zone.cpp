// Time zones, by Abseil: each zone's own file is read when it is first asked for, and so is the rule for the years
// behind the last change that the file lists.
#include <absl/time/civil_time.h>
#include <absl/time/time.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "runtime/value/calendar.h"

namespace parley::value {
namespace {

constexpr const char* database_folder = "/usr/share/zoneinfo";
constexpr const char* utc_name = "UTC";
constexpr std::int64_t day_seconds = 86400;
constexpr absl::CivilSecond epoch(1970, 1, 1);
// Years 0 to 10000: what lies outside of the calendar that can be written is treated as its edge.
constexpr std::int64_t first_second = absl::CivilSecond(0, 1, 1) - epoch;
constexpr std::int64_t last_second = absl::CivilSecond(10000, 12, 31) - epoch;

// As the IANA database names its zones. Abseil would take other names too: of a file, of a fixed distance from UTC, of
// what lies beside the zones.
bool is_zone_name(std::string_view name) {
    const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto is_of_name = [&](char c) {
        return is_upper(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '/' || c == '_' || c == '+' ||
               c == '-';
    };
    return !name.empty() && is_upper(name.front()) && std::ranges::all_of(name, is_of_name) &&
           name.find("//") == std::string_view::npos;
}

// A zone that was found; never given back.
struct KnownZone {
    std::string name;
    absl::TimeZone zone;
};

// What the process knows of the machine's zones.
class Database {
public:
    static Database& instance() {
        static Database database;
        return database;
    }

    const KnownZone* find(std::string_view name) {
        if (!is_zone_name(name)) return nullptr;
        const std::lock_guard lock(mutex_);
        if (const auto known = zones_.find(name); known != zones_.end()) return &known->second;
        KnownZone zone{std::string(name), {}};
        if (!absl::LoadTimeZone(zone.name, &zone.zone)) return nullptr;
        return &zones_.emplace(zone.name, zone).first->second;
    }

    std::span<const std::string> names() {
        const std::lock_guard lock(mutex_);
        if (names_.empty()) read_names();
        return names_;
    }

private:
    void read_names() {
        namespace files = std::filesystem;
        std::error_code fault;
        const files::path folder(database_folder);
        for (files::recursive_directory_iterator entry(folder, fault), end; !fault && entry != end;
             entry.increment(fault)) {
            std::string name = entry->path().lexically_relative(folder).string();
            if (!is_zone_name(name)) {
                entry.disable_recursion_pending();
            } else if (std::error_code none; entry->is_regular_file(none)) {
                names_.push_back(std::move(name));
            }
        }
        if (names_.empty()) names_ = {utc_name};
        std::ranges::sort(names_);
    }

    std::mutex mutex_;
    std::map<std::string, KnownZone, std::less<>> zones_;
    std::vector<std::string> names_;
};

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
    if (zone_) second += known(zone_).zone.At(absl::FromUnixSeconds(second)).offset;
    const std::int64_t day = floor_divide(second, day_seconds);
    constexpr std::int64_t thursday = 3;  // 1970-01-01
    return {static_cast<std::int32_t>(day), static_cast<std::int32_t>(second - day * day_seconds),
            static_cast<std::uint8_t>(((day + thursday) % 7 + 7) % 7)};
}

std::int64_t Zone::instant(std::int32_t day, std::int32_t second, std::int32_t milliseconds) const {
    std::int64_t at = std::clamp(day * day_seconds + second, first_second, last_second);
    // With the offset from before the change, a skipped time comes out later by what was skipped, and of one that comes
    // twice it is the first (D38).
    if (zone_) at = absl::ToUnixSeconds(known(zone_).zone.At(epoch + at).pre);
    return at * 1000 + milliseconds;
}

std::string Zone::name() const {
    return zone_ ? known(zone_).name : std::string(utc_name);
}

std::span<const std::string> zone_names() {
    return Database::instance().names();
}

}  // namespace parley::value
