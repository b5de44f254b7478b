// Whether a trusted key stands behind what is current.
#include <optional>
#include <string>

#include "runtime/store/entry.h"

namespace parley::store {
namespace {

// Why `entry` does not prove `release`; none if it does.
std::optional<std::string> doubt(const LogEntry& entry, std::string_view store, const Release& release,
                                 const signing::Trust& trust) {
    const std::string place = "entry " + std::to_string(entry.entry.sequence) + " of the log";
    const std::string version = "version " + std::to_string(release.version);
    const bool moves = entry.entry.action == Action::publish || entry.entry.action == Action::republish;
    if (entry.store != store) return place + " is of another store";
    if (!moves || entry.state.current != release) return place + " did not make " + version + " current";
    if (!entry.entry.signed_by) return version + " is not signed (" + place + ")";
    if (trust.contains(*entry.entry.signed_by)) return std::nullopt;
    return version + " is signed by " + entry.entry.signed_by->text() + ", which is not trusted (" + place + ")";
}

}  // namespace

base::Result<base::Done> trusted(std::string_view entry_bytes, std::string_view store, const Release& release,
                                 const signing::Trust& trust) {
    const base::Result<LogEntry> entry = read_entry(std::string(entry_bytes));
    if (!entry) {
        return base::Error{entry.error().kind,
                           "entry " + std::to_string(release.sequence) + " of the log: " + entry.error().message};
    }
    if (const auto reason = doubt(*entry, store, release, trust))
        return base::Error{base::ErrorKind::integrity, *reason};
    return base::Done{};
}

}  // namespace parley::store
