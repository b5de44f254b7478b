// Compares two rule sets on their syntax trees, so that one with errors is compared as far as it could be parsed.
//
// Rules are the same by name, else by the same content, else where more than half of their parts (events, tests and
// actions) are the same: then a rule was renamed. The fewest rules are called moved that explain the order. Time and
// memory are near linear in what differs.
#pragma once

#include <span>

#include "compiler/diff/changes.h"
#include "compiler/syntax/tree.h"
#include "compiler/yaml/yaml.h"

namespace parley::diff {

// Read-only while it is compared; spans in the changes are of its own sources.
struct Side {
    const source::SourceSet* sources = nullptr;
    std::span<const syntax::Tree> trees;  // one a file, in the order of the set
    // Compared where both sides have them; nullptr: there are none to be had, as of an artifact.
    const yaml::Node* catalog = nullptr;
    const std::vector<yaml::Node>* tests = nullptr;  // a document each file
    const yaml::Node* settings = nullptr;            // parley.yaml
};

Changes compare(const Side& before, const Side& after);

}  // namespace parley::diff
