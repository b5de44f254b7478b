// All that can be asked of a store, without what differs from one run to the next (times and what is computed from
// them), so that two stores with the same history look the same.
#pragma once

#include <string>

#include "tests/faults/process.h"

namespace faults {

// Asked in `folder`, a project; `location` is where its store is, empty: in the folder. Begins with the complaints of
// `verify`.
std::string view_of_store(const std::string& folder, const std::string& location = {});

}  // namespace faults
