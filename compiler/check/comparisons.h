// Internal to check: one comparison of a field.
#pragma once

#include <optional>

#include "compiler/check/context.h"

namespace parley::check {

struct CheckedTest {
    Test test;
    bool negated = false;
};

// `written` is of kind field (a bare boolean) or comparison.
std::optional<CheckedTest> check_single_test(Context& context, Place& place, const syntax::Test& written);

}  // namespace parley::check
