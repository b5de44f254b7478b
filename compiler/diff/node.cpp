#include "compiler/diff/node.h"

#include <algorithm>

#include "compiler/diff/align.h"

namespace parley::diff {
namespace {

std::uint64_t combine(std::uint64_t hash, std::uint64_t more) {
    hash ^= more + 0x9e3779b97f4a7c15u + (hash << 6) + (hash >> 2);
    return hash * 0xff51afd7ed558ccdu;
}

char letter(Kind kind) {
    return static_cast<char>('a' + static_cast<int>(kind));
}

bool is_leaf(const Node& node) {
    return node.kind == Kind::action || node.kind == Kind::test;
}

void collect(const Node& node, bool subjects, std::vector<std::uint32_t>& out) {
    if (is_leaf(node)) {
        out.push_back(node.same);
        if (subjects) out.push_back(node.subject);
    }
    for (const Node& test : node.condition) collect(test, subjects, out);
    for (const Node& child : node.children) collect(child, subjects, out);
}

}  // namespace

std::vector<std::uint32_t> parts_of(const Node& node, bool subjects) {
    std::vector<std::uint32_t> out;
    collect(node, subjects, out);
    std::sort(out.begin(), out.end());
    return out;
}

// Content is text and the numbers of what is inside; that makes equal numbers mean equal content, exactly.
void NodeBuilder::finish(Node& node, const std::string& text) {
    std::string key(1, letter(node.kind));
    key += text;
    node.content = content_of(key);
    const auto add = [&](const Node& child) {
        key += '\x1f' + std::to_string(child.same);
        node.content = combine(node.content, child.content);
        node.size += child.size;
    };
    for (const Node& test : node.condition) add(test);
    key += '\x1e';
    if (node.kind == Kind::group) {  // the order of tests decides nothing
        std::vector<const Node*> sorted;
        for (const Node& child : node.children) sorted.push_back(&child);
        std::sort(sorted.begin(), sorted.end(), [](const Node* left, const Node* right) {
            return left->content != right->content ? left->content < right->content : left->same < right->same;
        });
        for (const Node* child : sorted) add(*child);
    } else {
        for (const Node& child : node.children) add(child);
    }
    node.same = numbers_.of(key);
}

Node NodeBuilder::test(syntax::TestId id, const BranchPath& branch) {
    const syntax::Test& written = tree_.tests[id];
    Node node;
    node.kind = written.children.empty() ? Kind::test : Kind::group;
    node.span = written.span;
    node.branch = branch;
    node.test = &written;
    node.children.reserve(written.children.size());
    for (const syntax::TestId child : written.children) node.children.push_back(test(child, branch));
    if (node.kind == Kind::test) node.subject = numbers_.of("subject " + spelling_.subject(written));
    finish(node, spelling_.test(written));
    return node;
}

Node NodeBuilder::branch(const syntax::Branch& branch, const BranchPath& around, std::uint32_t number) {
    Node node;
    node.kind = Kind::branch;
    node.written = &branch;
    node.span = branch.head_span;
    node.branch.number = (around.number.empty() ? "" : around.number + ".") + std::to_string(number);
    node.branch.otherwise = branch.test == syntax::none;
    if (branch.test != syntax::none) node.condition.push_back(test(branch.test, node.branch));
    if (branch.block != syntax::none) node.children = steps(branch.block, node.branch);
    finish(node, {});
    return node;
}

Node NodeBuilder::decision(const syntax::Step& step, const BranchPath& around, std::uint32_t& branches) {
    Node node;
    node.kind = Kind::decision;
    node.decision = &step.decision;
    node.span = step.decision.span;
    node.branch = around;
    for (const syntax::Branch& written : step.decision.branches) {
        node.children.push_back(branch(written, around, ++branches));
        node.children.back().position = static_cast<std::uint32_t>(node.children.size());
        node.children.back().first = node.children.size() == 1;
    }
    finish(node, {});
    return node;
}

std::vector<Node> NodeBuilder::steps(syntax::BlockId block, const BranchPath& branch) {
    std::vector<Node> out;
    std::uint32_t branches = 0;
    const std::vector<syntax::Step>& steps = tree_.blocks[block].steps;
    out.reserve(steps.size());
    for (const syntax::Step& step : steps) {
        if (step.kind == syntax::Step::Kind::decision) {
            out.push_back(decision(step, branch, branches));
        } else {
            Node node;
            node.kind = Kind::action;
            node.action = &step.action;
            node.span = step.action.span;
            node.branch = branch;
            node.subject = numbers_.of("subject " + step.action.name);
            finish(node, spelling_.action(step.action));
            out.push_back(std::move(node));
        }
        out.back().position = static_cast<std::uint32_t>(out.size());
    }
    return out;
}

Body NodeBuilder::rule(const syntax::Rule& rule) {
    Body body;
    std::vector<std::string> events;
    for (const auto& [name, span] : rule.events) events.push_back(name);
    std::sort(events.begin(), events.end());
    std::string key = "rule";
    for (const std::string& event : events) {
        key += '\x1f' + event;
        body.parts.push_back(numbers_.of("event " + event));
    }
    key += '\x1e';
    if (rule.block != syntax::none) body.steps = steps(rule.block, {});
    for (const Node& step : body.steps) {
        key += '\x1f' + std::to_string(step.same);
        const std::vector<std::uint32_t> parts = parts_of(step, false);
        body.parts.insert(body.parts.end(), parts.begin(), parts.end());
    }
    std::sort(body.parts.begin(), body.parts.end());
    body.same = numbers_.of(key);
    return body;
}

Body NodeBuilder::condition(syntax::TestId test) {
    Body body;
    if (test == syntax::none) return body;
    body.condition.push_back(this->test(test, {}));
    body.same = body.condition.front().same;
    body.parts = parts_of(body.condition.front(), false);
    return body;
}

}  // namespace parley::diff
