// R0413, rules that no event fires, and R0441, lists and conditions that nothing uses. Internal to compiler/analysis.
#pragma once

#include "compiler/analysis/workspace.h"

namespace parley::analysis {

bool never_fires(const catalog::Catalog& catalog, const check::Rule& rule);
void check_events(Workspace& work);
void check_unused(Workspace& work);

}  // namespace parley::analysis
