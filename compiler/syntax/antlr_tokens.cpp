#include "compiler/syntax/antlr_tokens.h"

#include <ParleyParser.h>

#include <array>

namespace parley::syntax {
namespace {

using grammar::ParleyParser;

constexpr std::array types{
#define PARLEY_WORD(kind, grammar, text) std::size_t{ParleyParser::grammar},
#define PARLEY_MARK PARLEY_WORD
#define PARLEY_CLASS PARLEY_WORD
#include "compiler/syntax/tokens.def"
#undef PARLEY_WORD
#undef PARLEY_MARK
#undef PARLEY_CLASS
};

}  // namespace

void TokenFeed::load(std::span<const Token> tokens) {
    tokens_ = tokens;
    views_.clear();
    views_.reserve(tokens.size() + 1);
    for (const Token& token : tokens) views_.emplace_back(types[static_cast<std::size_t>(token.kind)], views_.size());
    views_.emplace_back(antlr4::Token::EOF, views_.size());
    at_ = 0;
}

}  // namespace parley::syntax
