// R0424: rules whose actions raise one another's events without end (D64). Internal to compiler/analysis.
#pragma once

#include "compiler/analysis/workspace.h"

namespace parley::analysis {

void check_loops(Workspace& work, std::uint64_t steps);

}  // namespace parley::analysis
