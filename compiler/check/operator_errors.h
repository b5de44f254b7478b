// Internal to check: whether a field has an operator, and what to say where it has not.
#pragma once

#include "compiler/check/context.h"
#include "compiler/check/fields.h"

namespace parley::check {

// Reports an operator that the field's type does not have, and `exactly` where no text is compared.
bool check_operator(Context& context, const syntax::Test& written, const ReadField& subject);

}  // namespace parley::check
