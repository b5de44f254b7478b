// What follows what: an entry is made from the one before and from what its change brings, and from nothing else.
// Writers make entries by it; verification makes each again and compares. Private to this folder and its tests.
#pragma once

#include <optional>
#include <string>

#include "runtime/store/entry.h"

namespace parley::store {

// What a change brings. What its action does not ask for is left empty.
struct Inputs {
    Action action{};
    std::string at, by, note;
    std::optional<Version> version;  // new_draft: copied; save_draft: derived from; republish: the one put back
    std::optional<Sequence> base;               // save_draft: of the release that a first draft derives from
    std::optional<base::Digest> version_files;  // of that version, or of the one that the present draft is based on
    std::optional<base::Digest> files;          // new_draft, save_draft
    std::optional<base::Digest> folder;         // new_draft, save_draft: files that it overwrote
    base::Digest artifact{};                    // publish, republish
    std::uint64_t artifact_bytes = 0;           // publish
    std::optional<Collected> collected;
};

// The version whose files decide whether the draft is edited: the draft's own base, where there is one.
std::optional<Version> base_version(const State& before, const Inputs& inputs);

// Unsealed. `before`: none for the first entry. A discarded or published draft must be there.
LogEntry make_entry(const LogEntry* before, const std::string& store, const Inputs& inputs);

// The inputs that `entry` was made from, as far as it tells them.
Inputs inputs_of(const LogEntry& entry);

// The first member in which an entry differs from what it should be; empty if in none.
std::string first_difference(const LogEntry& entry, const LogEntry& expected);

}  // namespace parley::store
