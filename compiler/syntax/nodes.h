// Internal to compiler/syntax: what the parser found, without the parser. One Node for each rule of the grammar that
// matched (a phrase), in the order they begin, so that a node's children follow it.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "compiler/syntax/lex.h"

namespace parley::syntax {

// The rules of Parley.g4, in its order.
enum class Phrase : std::uint8_t {
    file,
    definition,
    ruleset,
    list,
    condition,
    rule_definition,
    description,
    block,
    decision,
    branch,
    other_branch,
    last_branch,
    action,
    action_value,
    arguments,
    argument,
    test,
    group,
    comparison,
    verb,
    operand,
    many,
    values,
    field,
    value,
    literal,
    name,
};

struct Node {
    Phrase phrase = Phrase::file;
    std::uint32_t begin = 0;  // tokens, counted in the definition
    std::uint32_t end = 0;
    std::uint32_t next = 0;  // the node behind this one and all inside it
};

// Where the parser could not go on.
struct Stop {
    std::uint32_t token = 0;            // the one that does not fit, counted in the definition; its size: the end
    std::vector<Phrase> phrases;        // being read there, outermost first
    std::vector<std::uint32_t> begins;  // the first token of each
};

// The generated parser, made once and used for one definition after another. Not thread-safe; make one for each thread.
class GeneratedParser {
public:
    GeneratedParser();
    ~GeneratedParser();
    GeneratedParser(const GeneratedParser&) = delete;

    struct Result {
        std::span<const Node> nodes;  // of the whole definition; empty where it does not fit the grammar
        std::span<const Stop> stops;  // then these: each sought behind the one before
    };
    // Both spans are good until the next call. The brackets must match, and not be nested deeply.
    Result parse(std::span<const Token> tokens, std::size_t most_stops);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace parley::syntax
