// Internal to check: regular expressions, which compile or are an error in plain words.
#pragma once

#include "compiler/check/context.h"

namespace parley::check {

// Reports a pattern that RE2 refuses; each expression is compiled once. False if it was refused.
bool check_pattern(Context& context, const syntax::Comparison& comparison);

}  // namespace parley::check
