// Internal to compiler/syntax: the nodes of one definition as part of the file's tree.
#pragma once

#include <span>

#include "compiler/syntax/definitions.h"
#include "compiler/syntax/nodes.h"
#include "compiler/syntax/tree.h"

namespace parley::syntax {

struct BuildInput {
    source::FileId file;
    std::string_view text;
    std::span<const Token> tokens;  // the definition's
    std::span<const Node> nodes;    // not empty
    Faults& faults;
    const Limits& limits;
};

// Adds a definition that fits the grammar to `tree`. False where a limit forbids it, which is then reported; the tree
// is as before.
bool build(const BuildInput& input, Tree& tree);

// Of tests, steps and values; what a file may have is limited.
std::size_t count_nodes(std::span<const Node> nodes);

}  // namespace parley::syntax
