// Internal to compiler/diff: definitions that are there but have errors in their syntax, so that the tree lacks them.
#pragma once

#include "compiler/diff/diff.h"

namespace parley::diff {

// What seems added or removed only because the other side could not be read becomes `unreadable`, with the place where
// it stands there.
void mark_unreadable(const Side& before, const Side& after, Changes& changes);

}  // namespace parley::diff
