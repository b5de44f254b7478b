// Internal to compiler/syntax and compiler/format (parse.h is the public header): a file's text as tokens and comments.
// Written by hand because the generated lexer takes two thirds of a parse; both make the same tokens.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/source/source.h"
#include "compiler/syntax/faults.h"
#include "compiler/syntax/parse.h"

namespace parley::syntax {

enum class TokenKind : std::uint8_t {
#define PARLEY_WORD(kind, grammar, text) kind,
#define PARLEY_MARK(kind, grammar, text) kind,
#define PARLEY_CLASS(kind, grammar, text) kind,
#include "compiler/syntax/tokens.def"
#undef PARLEY_WORD
#undef PARLEY_MARK
#undef PARLEY_CLASS
    end_of_file,
};

// The text of a reserved word or of punctuation; of any other token what a message calls one.
std::string_view token_text(TokenKind kind);
// Reserved words and units.
bool is_reserved(TokenKind kind);
// The kind that a word of this text has: `word` unless it is reserved.
TokenKind word_kind(std::string_view word);

enum class TokenFault : std::uint8_t {
    none,
    reported,   // an error in it was reported: its definition is left out
    swallowed,  // and it may have swallowed tokens, so that nothing can be said about brackets
};

struct Token {
    TokenKind kind = TokenKind::end_of_file;
    TokenFault fault = TokenFault::none;
    bool first_on_line = false;
    std::uint32_t begin = 0;  // bytes of the file
    std::uint32_t end = 0;
};

struct Comment {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;  // without the line break behind a `//` comment
};

struct TokenList {
    std::vector<Token> tokens;      // the last one is end_of_file
    std::vector<Comment> comments;  // in order
};

// Time and memory are linear in the text. The text must be free of the faults of source::find_text_fault. Stops early
// when `faults` is full; the last token in front of end_of_file is then marked `swallowed`.
TokenList lex(const source::SourceFile& file, Faults& faults, const Limits& limits);

}  // namespace parley::syntax
