// Internal to compiler/diff: a rule's parts as one kind of tree, in which equal pieces have equal numbers.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "compiler/diff/changes.h"
#include "compiler/diff/spelling.h"

namespace parley::diff {

// Equal texts get the same number, whichever side they are of.
class Numbers {
public:
    std::uint32_t of(const std::string& text) {
        return texts_.try_emplace(text, static_cast<std::uint32_t>(texts_.size())).first->second;
    }

private:
    std::unordered_map<std::string, std::uint32_t> texts_;
};

enum class Kind : std::uint8_t { action, decision, branch, test, group };

struct Node {
    Kind kind{};
    std::uint32_t same = 0;      // equal: the same content
    std::uint64_t content = 0;   // a hash of the content alone, for choices that must not depend on what was seen first
    std::uint32_t subject = 0;   // of an action its name, of a test what it looks at: one text, one number
    std::uint32_t size = 1;      // nodes in it, itself included
    std::uint32_t position = 0;  // see Piece
    source::Span span;
    BranchPath branch;   // of a branch its own; otherwise of the one it stands in
    bool first = false;  // of a branch: of its decision
    const syntax::Action* action = nullptr;
    const syntax::Decision* decision = nullptr;
    const syntax::Branch* written = nullptr;
    const syntax::Test* test = nullptr;
    std::vector<Node> condition;  // of a branch: its test, unless it is an `else`
    std::vector<Node> children;   // steps, branches or tests
};

// The steps of a rule, or the test of a named condition.
struct Body {
    std::vector<Node> steps;
    std::vector<Node> condition;
    std::uint32_t same = 0;
    std::vector<std::uint32_t> parts;  // numbers of all tests and actions, sorted
};

// Builds the nodes of one side.
class NodeBuilder {
public:
    NodeBuilder(const syntax::Tree& tree, const Names& names, Numbers& numbers)
        : tree_(tree), spelling_(Form::compared, &names), numbers_(numbers) {}

    Body rule(const syntax::Rule& rule);
    Body condition(syntax::TestId test);

private:
    std::vector<Node> steps(syntax::BlockId block, const BranchPath& branch);
    Node decision(const syntax::Step& step, const BranchPath& branch, std::uint32_t& branches);
    Node branch(const syntax::Branch& branch, const BranchPath& around, std::uint32_t number);
    Node test(syntax::TestId id, const BranchPath& branch);
    void finish(Node& node, const std::string& text);

    const syntax::Tree& tree_;
    Spelling spelling_;
    Numbers& numbers_;
};

// The numbers of all tests and actions in a piece, sorted; with `subjects` also what they look at and what they do.
std::vector<std::uint32_t> parts_of(const Node& node, bool subjects);

}  // namespace parley::diff
