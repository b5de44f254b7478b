// What a new draft is copied from: a version, or a draft that was put away.
#pragma once

#include <optional>
#include <string>

#include "runtime/store/store.h"

namespace parley::cli {

struct DraftSource {
    base::Files files;
    std::optional<store::Version> based_on;
    bool is_version = false;  // its copy, to the byte
    std::string name;         // "version 2", "the draft b2:1f63a0…"
};

// `from`: a version's number, or at least six digits of the digest of a draft that the log names, with or without
// "b2:"; none: the current version.
base::Result<DraftSource> find_draft_source(store::Store& store, const store::State& state,
                                            const std::optional<std::string>& from);

}  // namespace parley::cli
