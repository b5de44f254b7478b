// Internal to compiler/diff: what changed inside one rule or condition.
#pragma once

#include <vector>

#include "compiler/diff/node.h"

namespace parley::diff {

struct BodySide {
    const syntax::Tree* tree;
    const Body* body;
};

// The steps of two rules, or the tests of two conditions. In the order of the text, what was removed where it stood.
void compare_bodies(const BodySide& before, const BodySide& after, std::vector<Edit>& edits);

// Events and description.
void compare_heads(const syntax::Rule& before, const syntax::Rule& after, std::vector<Edit>& edits);

}  // namespace parley::diff
