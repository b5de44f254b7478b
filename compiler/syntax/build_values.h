// Internal to compiler/syntax: the lower half of build.h, from the comparison of a test down to words and strings.
#pragma once

#include "compiler/syntax/build.h"
#include "compiler/syntax/string_literal.h"

namespace parley::syntax {

class ValueBuilder {
public:
    explicit ValueBuilder(const BuildInput& input) : input_(input) {}

    const Node& node(std::uint32_t index) const { return input_.nodes[index]; }
    TokenKind kind(std::uint32_t token) const { return input_.tokens[token].kind; }
    source::Span span(std::uint32_t token) const { return span(token, token + 1); }
    source::Span span(std::uint32_t begin, std::uint32_t end) const {
        return {input_.file, input_.tokens[begin].begin, input_.tokens[end - 1].end};
    }
    source::Span span_of(std::uint32_t index) const { return span(node(index).begin, node(index).end); }

    std::string_view written(std::uint32_t token) const;
    std::string word(std::uint32_t token) const;  // NFC
    StringContent string(std::uint32_t token) const;
    Value value(std::uint32_t index) const;  // a node of phrase value
    std::vector<Value> values(std::uint32_t index) const;
    FieldPath field(std::uint32_t index) const;
    Operand operand(std::uint32_t index) const;  // a node of phrase operand, many or action_value
    Comparison comparison(std::uint32_t index) const;

private:
    Value value_of(std::uint32_t token, std::uint32_t end) const;
    Operand single(Value value) const;

    const BuildInput& input_;
};

// Reports written lists with more values than the limit (R0114); false if there is one.
bool check_lists(const BuildInput& input);

}  // namespace parley::syntax
