// The points that cut a numeric or temporal type into cells, given the constants of its tests. Internal to
// compiler/analysis.
#pragma once

#include <vector>

#include "runtime/value/type.h"
#include "runtime/value/value.h"

namespace parley::analysis {

// The constants that a value of the kind may have, and one value for each gap between, below and above them, where
// there is one. In the order in which a witness would like them: constants, then what lies above, then below.
std::vector<value::Number> representatives(value::Kind kind, std::vector<value::Number> constants);

}  // namespace parley::analysis
