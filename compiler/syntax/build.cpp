#include "compiler/syntax/build.h"

#include <utility>

#include "compiler/syntax/build_values.h"

namespace parley::syntax {
namespace {

class Builder {
public:
    Builder(const BuildInput& input, Tree& tree) : values_(input), tree_(tree) {}

    void definition() {
        const Node& node = values_.node(1);
        switch (node.phrase) {
            case Phrase::ruleset:
                ruleset(node);
                break;
            case Phrase::list:
                list();
                break;
            case Phrase::condition:
                condition();
                break;
            default:
                rule(node);
                break;
        }
    }

private:
    void ruleset(const Node& node) {
        tree_.ruleset = values_.string(node.begin + 1).text;
        tree_.ruleset_span = values_.span(node.begin + 1);
    }

    void list() {
        const std::uint32_t name = 2, values = values_.node(name).next;
        ListDefinition list;
        list.span = values_.span_of(1);
        list.name = values_.word(values_.node(name).begin);
        list.name_span = values_.span_of(name);
        list.values = values_.values(values);
        list.values_span = values_.span_of(values);
        tree_.lists.push_back(std::move(list));
    }

    void condition() {
        const std::uint32_t name = 2;
        ConditionDefinition condition;
        condition.span = values_.span_of(1);
        condition.name = values_.word(values_.node(name).begin);
        condition.name_span = values_.span_of(name);
        condition.test = test(values_.node(name).next);
        tree_.conditions.push_back(std::move(condition));
    }

    void rule(const Node& node) {
        Rule rule;
        rule.span = values_.span_of(1);
        rule.disabled = values_.kind(node.begin) == TokenKind::word_disabled;
        const std::uint32_t name = node.begin + (rule.disabled ? 2 : 1);
        rule.name = values_.string(name).text;
        rule.name_span = values_.span(name);
        for (std::uint32_t child = 2; child < node.next; child = values_.node(child).next) {
            const Node& part = values_.node(child);
            if (part.phrase == Phrase::description) {
                rule.description = values_.string(part.begin + 1).text;
                rule.description_span = values_.span(part.begin + 1);
            }
            if (part.phrase == Phrase::name)
                rule.events.emplace_back(values_.word(part.begin), values_.span(part.begin));
            if (part.phrase == Phrase::block) rule.block = block(child);
        }
        tree_.rules.push_back(std::move(rule));
    }

    BlockId block(std::uint32_t index) {
        const auto id = static_cast<BlockId>(tree_.blocks.size());
        tree_.blocks.emplace_back();
        Block block;
        block.span = values_.span_of(index);
        for (std::uint32_t child = index + 1; child < values_.node(index).next; child = values_.node(child).next) {
            Step step;
            if (values_.node(child).phrase == Phrase::action) {
                step.action = action(child);
            } else {
                step.kind = Step::Kind::decision;
                step.decision = decision(child);
            }
            block.steps.push_back(std::move(step));
        }
        tree_.blocks[id] = std::move(block);
        return id;
    }

    Decision decision(std::uint32_t index) {
        Decision decision;
        decision.span = values_.span_of(index);
        for (std::uint32_t child = index + 1; child < values_.node(index).next; child = values_.node(child).next) {
            decision.branches.push_back(branch(child));
        }
        return decision;
    }

    Branch branch(std::uint32_t index) {
        Branch branch;
        std::uint32_t child = index + 1;
        std::uint32_t head_end = values_.node(index).begin;
        if (values_.node(child).phrase == Phrase::test) {
            branch.test = test(child);
            head_end = values_.node(child).end - 1;
            child = values_.node(child).next;
        }
        branch.head_span = source::join(values_.span(values_.node(index).begin), values_.span(head_end));
        branch.block = block(child);
        return branch;
    }

    Action action(std::uint32_t index) {
        Action action;
        action.span = values_.span_of(index);
        for (std::uint32_t child = index + 1; child < values_.node(index).next; child = values_.node(child).next) {
            switch (values_.node(child).phrase) {
                case Phrase::name:
                    action.name = values_.word(values_.node(child).begin);
                    action.name_span = values_.span_of(child);
                    break;
                case Phrase::action_value:
                    action.operand = values_.operand(child);
                    break;
                default:
                    arguments(child, action);
                    break;
            }
        }
        return action;
    }

    void arguments(std::uint32_t index, Action& action) {
        action.braces = true;
        for (std::uint32_t child = index + 1; child < values_.node(index).next; child = values_.node(child).next) {
            const std::uint32_t name = child + 1;
            action.arguments.push_back({values_.word(values_.node(name).begin), values_.span_of(name),
                                        values_.operand(values_.node(name).next)});
        }
    }

    TestId test(std::uint32_t index) {
        const auto id = static_cast<TestId>(tree_.tests.size());
        tree_.tests.emplace_back();
        Test test;
        test.span = values_.span_of(index);
        test.negated = values_.kind(values_.node(index).begin) == TokenKind::word_not;
        const std::uint32_t child = index + 1;
        switch (values_.node(child).phrase) {
            case Phrase::group:
                group(child, test);
                break;
            case Phrase::name:
                test.name = values_.word(values_.node(child).begin);
                test.head_span = values_.span_of(child);
                break;
            default:
                field(child, values_.node(index).next, test);
                break;
        }
        tree_.tests[id] = std::move(test);
        return id;
    }

    void group(std::uint32_t index, Test& test) {
        const Node& node = values_.node(index);
        const TokenKind head = values_.kind(node.begin);
        test.kind = head == TokenKind::word_all   ? Test::Kind::all
                    : head == TokenKind::word_any ? Test::Kind::any
                                                  : Test::Kind::none;
        test.head_span = values_.span(node.begin);
        for (std::uint32_t child = index + 1; child < node.next; child = values_.node(child).next) {
            test.children.push_back(this->test(child));
        }
    }

    void field(std::uint32_t index, std::uint32_t end, Test& test) {
        test.kind = Test::Kind::field;
        test.field = values_.field(index);
        test.head_span = test.field.full_span;
        const std::uint32_t comparison = values_.node(index).next;
        if (comparison == end) return;
        test.kind = Test::Kind::comparison;
        test.comparison = values_.comparison(comparison);
    }

    ValueBuilder values_;
    Tree& tree_;
};

}  // namespace

std::size_t count_nodes(std::span<const Node> nodes) {
    std::size_t count = 0;
    for (const Node& node : nodes) {
        count += node.phrase == Phrase::test || node.phrase == Phrase::action || node.phrase == Phrase::decision ||
                 node.phrase == Phrase::branch || node.phrase == Phrase::other_branch ||
                 node.phrase == Phrase::last_branch || node.phrase == Phrase::value || node.phrase == Phrase::argument;
    }
    return count;
}

bool build(const BuildInput& input, Tree& tree) {
    if (!check_lists(input)) return false;
    Builder(input, tree).definition();
    return true;
}

}  // namespace parley::syntax
