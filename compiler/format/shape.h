// Internal to compiler/format: what a definition's tokens are for, as far as the layout heeds it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "compiler/syntax/nodes.h"

namespace parley::format {

enum class Role : std::uint8_t {
    plain,
    header,      // begins a line of a rule's head: `description`, `on`
    member,      // begins a step, test or argument inside braces
    list_value,  // begins a value inside brackets
    otherwise,   // the `else` of a branch
};

enum class Pair : std::uint8_t { none, rule_block, block, braces, brackets };

struct TokenShape {
    Role role = Role::plain;
    Pair pair = Pair::none;     // of an opening token: what it opens
    bool single_line = true;    // of an opening token: the pair may stand on one line if its author put it there
    std::uint32_t partner = 0;  // of an opening token: what closes it
};

// One entry for each token; the nodes are those of a definition that fits the grammar.
std::vector<TokenShape> shape(std::span<const syntax::Token> tokens, std::span<const syntax::Node> nodes);

}  // namespace parley::format
