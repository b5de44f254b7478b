#include "compiler/format/shape.h"

namespace parley::format {
namespace {

using syntax::Node;
using syntax::Phrase;

class Shaper {
public:
    Shaper(std::span<const syntax::Token> tokens, std::span<const Node> nodes) : tokens_(tokens), nodes_(nodes) {}

    std::vector<TokenShape> run() {
        shapes_.resize(tokens_.size());
        for (std::uint32_t index = 0; index < nodes_.size(); ++index) node(index);
        for (std::size_t i = 0; i < tokens_.size(); ++i) {
            if (tokens_[i].kind == syntax::TokenKind::word_on) shapes_[i].role = Role::header;
        }
        return std::move(shapes_);
    }

private:
    void node(std::uint32_t index) {
        const Node& node = nodes_[index];
        switch (node.phrase) {
            case Phrase::rule_definition:
                in_rule_ = true;
                break;
            case Phrase::description:
                shapes_[node.begin].role = Role::header;
                break;
            case Phrase::other_branch:
            case Phrase::last_branch:
                shapes_[node.begin].role = Role::otherwise;
                break;
            case Phrase::block:
                block(index);
                break;
            case Phrase::group:
                pair(index, node.begin + 1, Pair::braces, Role::member);
                break;
            case Phrase::arguments:
                pair(index, node.begin, Pair::braces, Role::member);
                break;
            case Phrase::values:
                pair(index, node.begin, Pair::brackets, Role::list_value);
                break;
            default:
                break;
        }
    }

    // A block with one action may stay on one line.
    void block(std::uint32_t index) {
        const Node& node = nodes_[index];
        pair(index, node.begin, in_rule_ ? Pair::rule_block : Pair::block, Role::member);
        const std::uint32_t first = index + 1;
        const bool simple =
            first == node.next || (nodes_[first].phrase == Phrase::action && nodes_[first].next == node.next);
        shapes_[node.begin].single_line = simple && !in_rule_;
        in_rule_ = false;
    }

    void pair(std::uint32_t index, std::uint32_t opening, Pair pair, Role members) {
        shapes_[opening].pair = pair;
        shapes_[opening].partner = nodes_[index].end - 1;
        for (std::uint32_t child = index + 1; child < nodes_[index].next; child = nodes_[child].next) {
            shapes_[nodes_[child].begin].role = members;
        }
    }

    std::span<const syntax::Token> tokens_;
    std::span<const Node> nodes_;
    std::vector<TokenShape> shapes_;
    bool in_rule_ = false;  // the next block is the rule's own
};

}  // namespace

std::vector<TokenShape> shape(std::span<const syntax::Token> tokens, std::span<const Node> nodes) {
    return Shaper(tokens, nodes).run();
}

}  // namespace parley::format
