// Internal to compiler/syntax: a place where the parser could not go on, in words for the author.
#pragma once

#include <span>

#include "compiler/syntax/definitions.h"
#include "compiler/syntax/nodes.h"

namespace parley::syntax {

struct StopContext {
    std::string_view text;
    std::span<const Token> tokens;  // the definition's
    Definition::Kind kind;
    bool unclosed_before;  // a bracket that an earlier definition lacks was reported
    Faults& faults;
};

void explain(const Stop& stop, const StopContext& context);

// Tokens that are in no definition; `before` is what they stand behind, if anything.
void explain_stray(const StopContext& context, const Token* before);

}  // namespace parley::syntax
