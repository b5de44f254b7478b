// Internal to check: the field that `set_field` and `clear_field` name.
#pragma once

#include <optional>

#include "compiler/check/context.h"

namespace parley::check {

std::optional<catalog::FieldId> read_settable(Context& context, const syntax::Action& written);

}  // namespace parley::check
