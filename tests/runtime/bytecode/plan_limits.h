// Plans with an index of everything, however little it is.
#pragma once

#include "runtime/bytecode/plan.h"

namespace parley::bytecode {

// One that sifts all terms, one that wakes what it can, and one that has no masks, so that what wakes nothing is asked
// term by term.
inline constexpr PlanLimits all_sifted{0, 0, 1u << 20}, all_woken{0, 1e9, 4}, none_sifted{0, 0, 0};

}  // namespace parley::bytecode
