// The last good version in a file of its own, from which a runtime starts when the store is away. Private to this
// folder.
//
//   parley copy 1
//   store 0123…              its name
//   version 3
//   sequence 7               of the entry that made it current: nothing older is taken up after a restart either
//   artifact b2:…
//   entry_bytes 512          of the entry, which carries the publisher's signature; 0: there is none
//   b2:…                     of all lines above and the entry
//   (the entry's bytes, then the artifact's)
#pragma once

#include <memory>
#include <string>

#include "runtime/bytecode/reader.h"
#include "runtime/store/store.h"

namespace parley::follow {

struct Copy {
    std::string store;
    store::Release release;
    std::string entry;
    std::shared_ptr<const bytecode::Artifact> artifact;
};

// Errors: not_found, environment, integrity for a damaged one, newer_format.
base::Result<Copy> read_copy(const std::string& path, bytecode::Verify extent = bytecode::Verify::all);
// Replaces it atomically: whenever the machine stops, the old copy or the new one is there, whole.
base::Result<base::Done> write_copy(const std::string& path, const Copy& copy);

}  // namespace parley::follow
