// An audit entry as it stands in a file (log/N, versions/N, current):
//
//   {"format_version":1,"store":…}         one JSON object, its members in a fixed order
//   b2:…                                   BLAKE2b-256 of the first line without its line feed
//   ed25519:PUBLICKEY SIGNATURE            only if signed: of the first line without its line feed
//
// It holds the whole state after it, so the last entry is all a reader needs, and says by which key it is signed, so
// that a signature cannot be taken off. An entry can be written in one way only: what reads differs from what would be
// written for it by not one byte. Private to this folder and its tests.
#pragma once

#include <optional>
#include <string>

#include "runtime/store/store.h"

namespace parley::store {

inline constexpr std::uint64_t entry_format = 1;
inline constexpr std::uint64_t largest_number = 1ull << 53;  // of entries and versions: what every JSON reader holds
inline constexpr std::size_t maximum_entry_bytes = 1u << 20;
inline constexpr std::size_t maximum_name_bytes = 1u << 10;   // who
inline constexpr std::size_t maximum_note_bytes = 64u << 10;  // so that both fit, however they are escaped

struct Published {
    Version version = 0;
    base::Digest artifact{};
    std::uint64_t artifact_bytes = 0;
    base::Digest files{};
    std::optional<Version> based_on;
};

// What a collection took away: objects that only entries before `kept_from` named may be missing since.
struct Collected {
    Sequence kept_from = 0;
    std::uint64_t objects = 0, bytes = 0;
};

struct LogEntry {
    std::string store;
    Entry entry;
    std::optional<Published> published;  // of publish, and no other action
    std::optional<Collected> collected;  // of collect, and no other action
    State state;                         // after it
    std::string bytes;                   // of its file
};

// The first line.
std::string line_of(const LogEntry& entry);
// Fills `entry.signed_by`, `entry.digest` and `bytes`.
void seal(LogEntry& entry, const signing::SecretKey* key);
// Errors: `integrity` with the reason, `newer_format`. Digest and signature hold in what it gives.
base::Result<LogEntry> read_entry(std::string bytes);

VersionRecord record_of(const LogEntry& published);

// "2026-11-21T10:22:00Z"
bool is_moment(std::string_view text);

}  // namespace parley::store
