// Internal to compiler/syntax: characters that begin nothing, most of which come from other languages or a word
// processor.
#pragma once

#include <cstdint>
#include <string_view>

#include "compiler/syntax/faults.h"
#include "compiler/syntax/lex.h"

namespace parley::syntax {

struct UnknownCharacter {
    std::uint32_t end = 0;                      // behind all that belongs to the mistake
    TokenKind stands_for = TokenKind::unknown;  // what was probably meant, so that the parse can go on
};

UnknownCharacter report_unknown_character(std::string_view text, std::uint32_t begin, Faults& faults);

}  // namespace parley::syntax
