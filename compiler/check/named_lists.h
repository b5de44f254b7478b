// Internal to check: uses of named lists. A list means its text in place (D28), so it is read once for each type that
// it is used with.
#pragma once

#include <optional>

#include "compiler/check/operands.h"

namespace parley::check {

std::optional<Operand> read_named_list(Context& context, Place& place, const syntax::Value& name,
                                       const Expected& expected);

// Checks what holds of a list whatever it is used with, for all of them.
void check_lists(Context& context);

}  // namespace parley::check
