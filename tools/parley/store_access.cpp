#include "tools/parley/store_access.h"

#include <charconv>
#include <chrono>
#include <filesystem>

#include "runtime/value/calendar.h"
#include "tools/parley/project_build.h"

namespace parley::cli {

std::string store_location(const Session& session) {
    if (session.store) return *session.store;
    return (std::filesystem::path(project_at(session.directory)) / ".parley").lexically_normal().string();
}

base::Result<std::unique_ptr<store::Store>> open_store(const Session& session) {
    return store::open(store_location(session));
}

std::string now_text() {
    using std::chrono::duration_cast;
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return value::instant_to_string(duration_cast<std::chrono::seconds>(now).count() * 1000);
}

std::optional<store::Version> parse_version(std::string_view text) {
    store::Version number = 0;
    const char* const end = text.data() + text.size();
    const auto [read, fault] = std::from_chars(text.data(), end, number);
    const bool good = fault == std::errc{} && read == end && number != 0;
    return good ? std::optional(number) : std::nullopt;
}

}  // namespace parley::cli
