// What a store can do without. Private to this folder.
#pragma once

#include <string>
#include <vector>

#include "runtime/store/contents.h"

namespace parley::store {

// The objects that a state, and that an entry names, with the state after it.
std::vector<std::string> objects_of(const Layout& layout, const State& state);
std::vector<std::string> objects_of(const Layout& layout, const LogEntry& entry);

struct Leavings {
    Sequence kept_from = 0;          // the first entry whose objects stay
    std::vector<std::string> paths;  // objects that nothing kept names
    std::uint64_t bytes = 0;
};

// Errors where anything that may name an object cannot be read: then nothing may go.
base::Result<Leavings> find_leavings(Contents& contents, const LogEntry& last, std::uint64_t keep_entries);

}  // namespace parley::store
