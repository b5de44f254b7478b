// Internal to check: one value or argument of an action.
#pragma once

#include <optional>

#include "compiler/check/context.h"

namespace parley::check {

// What takes the value: the parameter's type, and the action or argument as the author wrote it.
struct Slot {
    value::Type type;
    bool merge = false;    // text may hold merge fields
    bool or_true = false;  // `true` stands for 15 minutes
    source::Span name_span;
};

std::optional<ActionValue> read_action_value(Context& context, Place& place, const syntax::Operand& operand,
                                             const Slot& slot);

// A constant text, such as the name of the field that is set.
ActionValue constant_text(std::string text, source::Span span);

}  // namespace parley::check
