// Internal to check: actions, their values and arguments.
#pragma once

#include <optional>

#include "compiler/check/context.h"

namespace parley::check {

// Nullopt where there is an error in it.
std::optional<Action> check_action(Context& context, Place& place, const syntax::Action& written);

}  // namespace parley::check
