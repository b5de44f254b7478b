// Internal to compiler/syntax: what is done with a file's tokens in front of the parser. Words are told from actions
// and argument names, the file is cut into definitions, and brackets are matched, which also bounds how deep the parser
// gets.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "compiler/syntax/faults.h"
#include "compiler/syntax/lex.h"
#include "compiler/syntax/parse.h"

namespace parley::syntax {

// A reserved word in front of a colon becomes a word; a word behind a word that names an action becomes an action.
void tell_words_apart(std::vector<Token>& tokens, std::string_view text, const IsAction& is_action);

struct Definition {
    enum class Kind { ruleset, list, condition, rule, stray };  // stray: tokens outside of any definition
    Kind kind = Kind::stray;
    std::size_t begin = 0;  // tokens of the file
    std::size_t end = 0;
};

// Every token but the last (end_of_file) is in exactly one definition, in order. A definition begins at one of the
// reserved words that can stand nowhere else, whatever brackets are open there, so that each is parsed by itself; a
// rule ends at the brace that closes its block.
std::vector<Definition> cut(const std::vector<Token>& tokens);

// Reports the first bracket of a definition that has no partner (R0121), and nesting beyond the limits (R0105). False
// if anything was reported: the parser is then not to see it.
bool check_brackets(const std::vector<Token>& tokens, const Definition& definition, const source::SourceFile& file,
                    Faults& faults, const Limits& limits);

}  // namespace parley::syntax
