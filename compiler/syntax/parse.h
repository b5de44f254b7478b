// Text to tree. The grammar is grammar/Parley.g4; the parser is ANTLR's, fed by the lexer of lex.h. A file is cut into
// its top-level definitions first, so that an error in one leaves the others checked.
#pragma once

#include <functional>
#include <string_view>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"
#include "compiler/syntax/tree.h"

namespace parley::syntax {

struct Limits {
    std::size_t nesting = 100;   // groups, and decisions, inside one another
    std::size_t brackets = 256;  // of any kind, in front of the parser, to bound its stack
    std::size_t errors = 100;    // syntax errors of one file; then parsing of it ends
    std::size_t string_bytes = 64u << 10;
    std::size_t list_values = 10'000;
    std::size_t file_tokens = 16'000'000;  // words, signs and literals; bounds memory to a small multiple of a file
    std::size_t definition_tokens = 3'000'000;  // of one rule, list or condition
    std::size_t nodes = 4'000'000;              // definitions, tests, steps and values of one file's tree
};

// Whether a word is an action's name: "a word behind an action is its value unless it is itself an action's name".
using IsAction = std::function<bool(std::string_view)>;

Tree parse(source::FileId file, const source::SourceSet& sources, const IsAction& is_action,
           diagnostics::Diagnostics& diagnostics, const Limits& limits = {});

}  // namespace parley::syntax
