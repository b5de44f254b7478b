// Internal to compiler/diff: what changed among a project's own tests.
#pragma once

#include <span>
#include <vector>

#include "compiler/diff/changes.h"
#include "compiler/yaml/yaml.h"

namespace parley::diff {

// The documents of one side's test files each. A test is known by its name, in whatever file it stands, and of several
// with one name by its place among them; the order of tests decides nothing and is no change.
std::vector<ValueChange> compare_tests(std::span<const yaml::Node> before, std::span<const yaml::Node> after);

}  // namespace parley::diff
