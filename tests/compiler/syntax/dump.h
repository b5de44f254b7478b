// A syntax tree as text, without its places: for golden tests, and to say whether two trees mean the same.
#pragma once

#include <array>
#include <string>

#include "compiler/syntax/tree.h"

namespace parley::test {

class TreeDump {
public:
    explicit TreeDump(const syntax::Tree& tree) : tree_(tree) {}

    std::string run() {
        if (tree_.ruleset) out_ += "ruleset " + text(*tree_.ruleset) + "\n";
        for (const auto& list : tree_.lists) out_ += "list " + list.name + " " + values(list.values) + "\n";
        for (const auto& condition : tree_.conditions) {
            out_ += "condition " + condition.name + " " + test(condition.test) + "\n";
        }
        for (const auto& rule : tree_.rules) this->rule(rule);
        return out_;
    }

    std::string test(syntax::TestId id) const {
        const syntax::Test& test = tree_.tests[id];
        const std::string negated = test.negated ? "not " : "";
        switch (test.kind) {
            case syntax::Test::Kind::all:
                return group("all", test);
            case syntax::Test::Kind::any:
                return group("any", test);
            case syntax::Test::Kind::none:
                return group("none", test);
            case syntax::Test::Kind::name:
                return negated + test.name;
            case syntax::Test::Kind::field:
                return negated + field(test.field);
            case syntax::Test::Kind::comparison:
                break;
        }
        return field(test.field) + " " + comparison(test.comparison);
    }

private:
    static std::string text(const std::string& text) { return "\"" + text + "\""; }

    static std::string value(const syntax::Value& value) {
        static constexpr std::array kinds{"s", "w", "n", "d", "t", "i", "b"};
        std::string out = kinds[static_cast<std::size_t>(value.kind)];
        if (value.parts.empty()) return out + "'" + value.text + "'" + value.unit;
        for (const auto& part : value.parts) {
            out += part.merge ? "{" + part.text + (part.fallback ? "|" + *part.fallback : "") + "}"
                              : "'" + part.text + "'";
        }
        return out;
    }

    static std::string values(const std::vector<syntax::Value>& values) {
        std::string out = "[";
        for (const auto& v : values) out += (out.size() > 1 ? " " : "") + value(v);
        return out + "]";
    }

    static std::string field(const syntax::FieldPath& field) {
        return field.path + (field.argument ? "(" + value(*field.argument) + ")" : "");
    }

    static std::string operand(const syntax::Operand& operand) {
        switch (operand.kind) {
            case syntax::Operand::Kind::value:
                return value(operand.value);
            case syntax::Operand::Kind::field:
                return field(operand.field);
            case syntax::Operand::Kind::values:
                break;
        }
        return values(operand.values);
    }

    static std::string comparison(const syntax::Comparison& c) {
        static constexpr std::array operators{"is",          "set",      "blank",  "empty",  "in",      "<",
                                              "<=",          ">",        ">=",     "before", "after",   "was",
                                              "between",     "contains", "starts", "ends",   "matches", "within-last",
                                              "within-next", "older",    "during", "changed"};
        static constexpr std::array quantifiers{"", " any-of", " all-of", " none-of"};
        std::string out = c.size ? "size" + std::string(c.extra_sizes, '+') + " " : "";
        out += std::string(c.negated ? "!" : "") + operators[static_cast<std::size_t>(c.op)];
        out += std::string(c.exactly ? " exactly" : "") + quantifiers[static_cast<std::size_t>(c.quantifier)];
        if (c.first) out += " " + operand(*c.first);
        if (c.second) out += " to " + operand(*c.second);
        if (c.op == syntax::Operator::matches) out += " /" + c.pattern + "/";
        return out;
    }

    std::string group(const char* head, const syntax::Test& test) const {
        std::string out = std::string(head) + "(";
        for (const auto child : test.children) out += (out.back() == '(' ? "" : "; ") + this->test(child);
        return out + ")";
    }

    void rule(const syntax::Rule& rule) {
        out_ += std::string(rule.disabled ? "disabled " : "") + "rule " + text(rule.name);
        if (!rule.description.empty()) out_ += " description " + text(rule.description);
        for (const auto& event : rule.events) out_ += " " + event.first;
        out_ += "\n";
        block(rule.block, 1);
    }

    void block(syntax::BlockId id, std::size_t depth) {
        const std::string indent(depth * 2, ' ');
        for (const auto& step : tree_.blocks[id].steps) {
            if (step.kind == syntax::Step::Kind::action) {
                out_ += indent + action(step.action) + "\n";
                continue;
            }
            for (const auto& branch : step.decision.branches) {
                const bool first = &branch == &step.decision.branches.front();
                out_ += indent +
                        (branch.test == syntax::none ? "else" : (first ? "if " : "elif ") + test(branch.test)) + "\n";
                block(branch.block, depth + 1);
            }
        }
    }

    static std::string action(const syntax::Action& action) {
        std::string out = action.name + (action.operand ? " " + operand(*action.operand) : "");
        for (const auto& argument : action.arguments) out += " " + argument.name + ":" + operand(argument.operand);
        return out;
    }

    const syntax::Tree& tree_;
    std::string out_;
};

inline std::string dump(const syntax::Tree& tree) {
    return TreeDump(tree).run();
}

}  // namespace parley::test
