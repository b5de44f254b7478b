// Internal to check: the right side of a test and the value of an action: one value, several, or a field.
#pragma once

#include <optional>
#include <string>

#include "compiler/check/context.h"
#include "compiler/check/fields.h"

namespace parley::check {

// What a place takes, and how findings speak of it.
struct Expected {
    value::Type type;                       // of one value, also where several are taken
    source::Span subject;                   // the field or action that the value is for: labelled with what it takes
    std::optional<catalog::FieldId> field;  // where that is a field
    bool given = false;                     // an action's value, rather than one that a field is compared with
    // Carried out where several values stand instead of one, or one instead of several.
    std::optional<diagnostics::Help> other_operator;
};

std::optional<Operand> read_one(Context& context, Place& place, const syntax::Operand& operand,
                                const Expected& expected);
// A list written out, named, or a list field.
std::optional<Operand> read_many(Context& context, Place& place, const syntax::Operand& operand,
                                 const Expected& expected);

// Adds the label of the subject and where it is declared.
void add_subject(Context& context, diagnostics::Diagnostic& diagnostic, const Expected& expected, bool list = false);

// Whether two single values may be compared, by their types.
bool comparable(const Context& context, value::Type a, value::Type b);

}  // namespace parley::check
