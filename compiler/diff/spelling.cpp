#include "compiler/diff/spelling.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "runtime/value/calendar.h"
#include "runtime/value/number.h"

namespace parley::diff {
namespace {

using syntax::Comparison;
using syntax::Operand;
using syntax::Operator;
using syntax::Test;
using syntax::Value;

void append_quoted(std::string_view text, std::string& out) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n')
            out += "\\n";
        else if (c == '\r')
            out += "\\r";
        else if (c == '\t')
            out += "\\t";
        else if (c == '"' || c == '\\' || text.substr(i, 2) == "{{")
            (out += '\\') += c;
        else
            out += c;
    }
}

void append_string(const Value& value, std::string& out) {
    out += '"';
    if (value.parts.empty()) append_quoted(value.text, out);
    for (const syntax::StringPart& part : value.parts) {
        if (!part.merge) {
            append_quoted(part.text, out);
            continue;
        }
        out += "{{" + part.text;
        if (part.fallback) {
            out += " | \"";
            append_quoted(*part.fallback, out);
            out += '"';
        }
        out += "}}";
    }
    out += '"';
}

std::int64_t seconds_of(std::string_view unit) {
    constexpr std::array<std::pair<std::string_view, std::int64_t>, 5> units{
        {{"second", 1}, {"minute", 60}, {"hour", 3600}, {"day", 86400}, {"week", 604800}}};
    if (unit.ends_with('s')) unit.remove_suffix(1);
    for (const auto& [name, seconds] : units) {
        if (name == unit) return seconds;
    }
    return 0;
}

std::string number_compared(const Value& value) {
    const value::ParsedNumber number = value::parse_literal(value.text);
    if (number.fault != value::NumberFault::none) return value.text + " " + value.unit;
    if (value.unit.empty()) return value::to_string(number.number);
    // A duration is a whole number of seconds and fits 64 bits by far; anything else is an error of its own.
    constexpr std::size_t longest = 12;
    if (!number.whole || value.text.size() > longest) return value.text + " " + value.unit;
    return std::to_string(std::stoll(value.text) * seconds_of(value.unit)) + "s";
}

std::string instant_compared(const std::string& text) {
    const std::size_t time = text.find('T');
    const bool zoned = text.find_first_of("Z+-", time) != std::string::npos;
    const auto instant = value::parse_instant_literal(text, value::Zone::utc());
    if (!instant) return text;
    return (zoned ? "instant " : "local ") + std::to_string(*instant);
}

std::string_view plain(Operator op) {
    switch (op) {
        case Operator::is:
            return "is";
        case Operator::is_set:
            return "is set";
        case Operator::is_blank:
            return "is blank";
        case Operator::is_empty:
            return "is empty";
        case Operator::in:
            return "in";
        case Operator::less:
            return "<";
        case Operator::less_equal:
            return "<=";
        case Operator::greater:
            return ">";
        case Operator::greater_equal:
            return ">=";
        case Operator::before:
            return "before";
        case Operator::after:
            return "after";
        case Operator::was:
            return "was";
        case Operator::between:
            return "between";
        case Operator::contains:
            return "contains";
        case Operator::starts_with:
            return "starts with";
        case Operator::ends_with:
            return "ends with";
        case Operator::matches:
            return "matches";
        case Operator::within_last:
            return "within last";
        case Operator::within_next:
            return "within next";
        case Operator::older_than:
            return "older than";
        case Operator::during:
            return "during";
        case Operator::changed:
            return "changed";
    }
    return {};
}

std::string_view negative(Operator op) {
    switch (op) {
        case Operator::is:
            return "is not";
        case Operator::is_set:
            return "is not set";
        case Operator::is_blank:
            return "is not blank";
        case Operator::is_empty:
            return "is not empty";
        case Operator::in:
            return "not in";
        case Operator::contains:
            return "does not contain";
        case Operator::starts_with:
            return "does not start with";
        case Operator::ends_with:
            return "does not end with";
        case Operator::matches:
            return "does not match";
        default:
            return "not during";
    }
}

std::string_view quantifier_words(syntax::Quantifier quantifier) {
    switch (quantifier) {
        case syntax::Quantifier::any_of:
            return " any of";
        case syntax::Quantifier::all_of:
            return " all of";
        case syntax::Quantifier::none_of:
            return " none of";
        case syntax::Quantifier::single:
            break;
    }
    return {};
}

std::string pattern_shown(const std::string& pattern) {
    std::string out = " /";
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '/') out += '\\';
        out += pattern[i];
        if (pattern[i] == '\\' && i + 1 < pattern.size()) out += pattern[++i];
    }
    return out + '/';
}

std::string spaces(int indent) {
    return std::string(static_cast<std::size_t>(indent) * 4, ' ');
}

}  // namespace

std::string Spelling::quote(const std::string& text) {
    std::string out = "\"";
    append_quoted(text, out);
    return out + '"';
}

void Spelling::value(const Value& value, std::string& out) const {
    if (value.kind == Value::Kind::string) return append_string(value, out);
    if (form_ == Form::shown) {
        out += value.text;
        if (!value.unit.empty()) out += " " + value.unit;
        return;
    }
    switch (value.kind) {
        case Value::Kind::word:
            return append_string(value, out);
        case Value::Kind::number:
            out += number_compared(value);
            return;
        case Value::Kind::time: {
            const auto seconds = value::parse_time_of_day(value.text);
            out += seconds ? value::time_to_string(*seconds) : value.text;
            return;
        }
        case Value::Kind::instant:
            out += instant_compared(value.text);
            return;
        default:
            out += value.text;
    }
}

std::string Spelling::value(const Value& value) const {
    std::string out;
    this->value(value, out);
    return out;
}

void Spelling::field(const syntax::FieldPath& field, std::string& out) const {
    out += field.path;
    if (!field.argument) return;
    out += '(';
    value(*field.argument, out);
    out += ')';
}

void Spelling::operand(const Operand& operand, Word word, std::string& out) const {
    switch (operand.kind) {
        case Operand::Kind::value: {
            const std::string& text = operand.value.text;
            if (operand.value.kind == Value::Kind::word && names_ != nullptr && word != Word::value) {
                const auto list = names_->lists.find(text);
                const bool any = list != names_->lists.end();
                // A value of an action may be a name that is a list's only by chance: no renaming is followed there.
                if (word == Word::list) {
                    out += any ? list->second : text;
                    return;
                }
                if (any) {
                    out += text;
                    return;
                }
            }
            return value(operand.value, out);
        }
        case Operand::Kind::field:
            return field(operand.field, out);
        case Operand::Kind::values:
            out += '[';
            for (const Value& item : operand.values) {
                if (&item != &operand.values.front()) out += ", ";
                value(item, out);
            }
            out += ']';
    }
}

void Spelling::comparison(const Comparison& comparison, std::string& out) const {
    if (comparison.size) out += " size";
    out += ' ';
    out += comparison.negated ? negative(comparison.op) : plain(comparison.op);
    if (comparison.exactly) out += " exactly";
    out += quantifier_words(comparison.quantifier);
    if (comparison.op == Operator::matches) out += pattern_shown(comparison.pattern);
    const bool changed = comparison.op == Operator::changed;
    const bool many = comparison.op == Operator::in || comparison.quantifier != syntax::Quantifier::single;
    const Word word = many ? Word::list : Word::value;
    if (comparison.first) {
        out += changed ? " from " : " ";
        operand(*comparison.first, word, out);
    }
    if (comparison.second) {
        out += changed ? " to " : " and ";
        operand(*comparison.second, word, out);
    }
}

std::string Spelling::test(const Test& test) const {
    std::string out = test.negated ? "not " : "";
    switch (test.kind) {
        case Test::Kind::all:
            return "all";
        case Test::Kind::any:
            return "any";
        case Test::Kind::none:
            return "none";
        case Test::Kind::name:
            out += subject(test);
            break;
        case Test::Kind::field:
            field(test.field, out);
            break;
        case Test::Kind::comparison:
            field(test.field, out);
            comparison(test.comparison, out);
            break;
    }
    return out;
}

std::string Spelling::subject(const Test& test) const {
    std::string out;
    if (test.kind != Test::Kind::name) {
        field(test.field, out);
        return out;
    }
    if (names_ == nullptr) return test.name;
    const auto condition = names_->conditions.find(test.name);
    return condition == names_->conditions.end() ? test.name : condition->second;
}

std::string Spelling::action(const syntax::Action& action) const {
    std::string out = action.name;
    if (action.operand) {
        out += ' ';
        operand(*action.operand, Word::list_if_any, out);
    }
    if (!action.braces) return out;
    std::vector<const syntax::Argument*> arguments;
    for (const syntax::Argument& argument : action.arguments) arguments.push_back(&argument);
    if (form_ == Form::compared) {
        std::stable_sort(arguments.begin(), arguments.end(),
                         [](const auto* left, const auto* right) { return left->name < right->name; });
    }
    out += " {";
    for (const syntax::Argument* argument : arguments) {
        out += (argument == arguments.front() ? " " : "  ") + argument->name + ": ";
        operand(argument->operand, Word::list_if_any, out);
    }
    return out + " }";
}

void Spelling::condition(const syntax::Tree& tree, syntax::TestId id, std::string& out) const {
    const Test& test = tree.tests[id];
    out += this->test(test);
    if (test.children.empty()) return;
    out += " {";
    for (const syntax::TestId child : test.children) {
        out += child == test.children.front() ? " " : "  ";
        condition(tree, child, out);
    }
    out += " }";
}

std::string Spelling::condition(const syntax::Tree& tree, syntax::TestId id) const {
    std::string out;
    condition(tree, id, out);
    return out;
}

void Spelling::block(const syntax::Tree& tree, const syntax::Block& block, int indent, std::string& out) const {
    out += " {";
    for (const syntax::Step& step : block.steps) {
        out += '\n';
        out += step.kind == syntax::Step::Kind::action ? spaces(indent + 1) + action(step.action)
                                                       : decision(tree, step.decision, indent + 1);
    }
    out += block.steps.empty() ? " }" : "\n" + spaces(indent) + "}";
}

std::string Spelling::branch(const syntax::Tree& tree, const syntax::Branch& branch, bool first, int indent) const {
    std::string out = spaces(indent);
    if (branch.test == syntax::none) {
        out += "else";
    } else {
        out += first ? "if " : "else if ";
        condition(tree, branch.test, out);
    }
    if (branch.block != syntax::none) block(tree, tree.blocks[branch.block], indent, out);
    return out;
}

std::string Spelling::decision(const syntax::Tree& tree, const syntax::Decision& decision, int indent) const {
    std::string out;
    for (const syntax::Branch& branch : decision.branches) {
        const bool first = &branch == &decision.branches.front();
        if (!first) out += '\n';
        out += this->branch(tree, branch, first, indent);
    }
    return out;
}

}  // namespace parley::diff
