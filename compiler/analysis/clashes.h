// R0421 to R0423: two actions of one moment that cannot both be meant (D10, D62). Internal to compiler/analysis.
#pragma once

#include "compiler/analysis/effects.h"

namespace parley::analysis {

struct ClashLimits {
    std::size_t findings = 200;
    std::size_t searches = 200;  // for one action, in vain
};

void check_clashes(Workspace& work, std::uint64_t steps, const ClashLimits& limits = {});

}  // namespace parley::analysis
