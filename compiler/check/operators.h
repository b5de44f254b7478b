// Internal to check: which operators a type has, as one table. What compiles and what the help of an error lists are
// read from the same rows.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "compiler/check/context.h"

namespace parley::check {

// Types that take the same operators.
enum class TypeClass : std::uint8_t {
    text,
    choice,
    ordered_choice,
    reference,
    number,  // integer, decimal, money
    duration,
    instant,
    calendar,  // date, time of day, weekday
    boolean,
    list,
    size,  // the number of a list's items
};
TypeClass class_of(value::Type type);

struct OperatorInfo {
    syntax::Operator op;
    syntax::Quantifier quantifier;
    std::string_view positive;
    std::string_view negative;  // empty: it has no negation
    unsigned classes;           // a bit for each TypeClass
    std::string_view left;      // what it takes on its left
    bool listed;                // in the help of an error

    bool applies_to(TypeClass type) const { return (classes >> static_cast<unsigned>(type) & 1) != 0; }
    std::string_view spelled(bool negated) const { return negated && !negative.empty() ? negative : positive; }
};

// All but `was` and `changed`, which go by the field and not by its type.
std::span<const OperatorInfo> operators();
const OperatorInfo* find_operator(syntax::Operator op, syntax::Quantifier quantifier);

// "for numbers use `is`, `is not`, …"
std::string usable_operators(const Context& context, value::Type type, bool size);

}  // namespace parley::check
