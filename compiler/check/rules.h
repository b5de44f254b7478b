// Internal to check: rules and their blocks.
#pragma once

#include "compiler/check/context.h"

namespace parley::check {

void check_rules(Context& context, std::span<const syntax::Tree> trees);

}  // namespace parley::check
