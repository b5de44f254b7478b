// Internal to check: trees of tests, and the named ones among them.
#pragma once

#include "compiler/check/context.h"

namespace parley::check {

// The condition that a tree of tests is; none where there is an error in it. `place.depth` becomes at least the depth
// of its groups, names followed.
ConditionId check_condition(Context& context, Place& place, const syntax::Tree& tree, syntax::TestId test);

// Checks the body of every named condition once, those it uses first. Finds those that lead back to themselves.
void check_named_conditions(Context& context);

}  // namespace parley::check
