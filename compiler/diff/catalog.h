// Internal to compiler/diff: what changed between two documents of YAML, such as catalogs, by path.
#pragma once

#include <vector>

#include "compiler/diff/changes.h"
#include "compiler/yaml/yaml.h"

namespace parley::diff {

// Mappings are compared by key, lists by their entries' names; an entry that is a name alone is the same as a mapping
// of nothing but this name. A section that is not there is an empty one.
std::vector<ValueChange> compare_values(const yaml::Node& before, const yaml::Node& after);

}  // namespace parley::diff
