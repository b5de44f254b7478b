// Instants worth trying, given the tests of a variable. Internal to compiler/analysis.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "compiler/analysis/evaluate.h"

namespace parley::analysis {

// For the event's own instant: `atoms` read fields of the group `time`.
std::vector<std::int64_t> event_instants(const Prepared& prepared, std::span<const AtomId> atoms);
// For another field of type instant, once the event's is chosen.
std::vector<std::int64_t> field_instants(const Prepared& prepared, std::span<const AtomId> atoms, std::int64_t now);

}  // namespace parley::analysis
