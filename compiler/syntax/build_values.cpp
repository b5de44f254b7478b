#include "compiler/syntax/build_values.h"

#include <utility>

#include "runtime/value/text.h"

namespace parley::syntax {
namespace {

// Escaped slashes become plain ones; every other escape is the pattern's own.
std::string pattern_text(std::string_view written) {
    std::string pattern;
    const std::string_view body = written.substr(1, written.size() - 2);
    for (std::size_t i = 0; i < body.size(); ++i) {
        if (body[i] == '\\' && i + 1 < body.size()) {
            if (body[i + 1] != '/') pattern += '\\';
            ++i;
        }
        pattern += body[i];
    }
    return value::to_nfc(pattern);
}

// Reads the words of an operator from left to right.
class OperatorReader {
public:
    OperatorReader(const ValueBuilder& values, const Node& node) : values_(values), at_(node.begin), node_(node) {}

    void read(Comparison& comparison) {
        while (take(TokenKind::word_size))
            comparison.size ? void(++comparison.extra_sizes) : void(comparison.size = true);
        comparison.negated = take(TokenKind::word_not);
        op(comparison);
        const std::uint32_t last = at_ - 1;
        if (take(TokenKind::word_exactly)) {
            comparison.exactly = true;
            comparison.exactly_span = values_.span(at_ - 1);
        }
        comparison.span = values_.span(node_.begin, last + 1);
        if (quantifier(comparison)) comparison.span = values_.span(node_.begin, at_);
    }

    std::uint32_t at() const { return at_; }

private:
    bool take(TokenKind kind) {
        if (at_ == node_.end || values_.kind(at_) != kind) return false;
        ++at_;
        return true;
    }

    void op(Comparison& comparison) {
        const TokenKind word = values_.kind(at_++);
        switch (word) {
            case TokenKind::word_is:
                is(comparison);
                break;
            case TokenKind::word_does:
                does_not(comparison);
                break;
            case TokenKind::word_in:
                comparison.op = Operator::in;
                break;
            case TokenKind::less:
                comparison.op = Operator::less;
                break;
            case TokenKind::less_equal:
                comparison.op = Operator::less_equal;
                break;
            case TokenKind::greater:
                comparison.op = Operator::greater;
                break;
            case TokenKind::greater_equal:
                comparison.op = Operator::greater_equal;
                break;
            case TokenKind::word_before:
                comparison.op = Operator::before;
                break;
            case TokenKind::word_after:
                comparison.op = Operator::after;
                break;
            case TokenKind::word_was:
                comparison.op = Operator::was;
                break;
            case TokenKind::word_between:
                comparison.op = Operator::between;
                break;
            case TokenKind::word_matches:
                comparison.op = Operator::matches;
                break;
            case TokenKind::word_during:
                comparison.op = Operator::during;
                break;
            case TokenKind::word_changed:
                comparison.op = Operator::changed;
                break;
            case TokenKind::word_contains:
                comparison.op = Operator::contains;
                break;
            case TokenKind::word_older:
                two_words(comparison, Operator::older_than);
                break;
            case TokenKind::word_starts:
                two_words(comparison, Operator::starts_with);
                break;
            case TokenKind::word_ends:
                two_words(comparison, Operator::ends_with);
                break;
            default:  // within
                comparison.op =
                    values_.kind(at_++) == TokenKind::word_last ? Operator::within_last : Operator::within_next;
        }
    }

    void two_words(Comparison& comparison, Operator op) {
        comparison.op = op;
        ++at_;
    }

    void is(Comparison& comparison) {
        comparison.negated = take(TokenKind::word_not);
        if (take(TokenKind::word_set))
            comparison.op = Operator::is_set;
        else if (take(TokenKind::word_blank))
            comparison.op = Operator::is_blank;
        else if (take(TokenKind::word_empty))
            comparison.op = Operator::is_empty;
        else
            comparison.op = Operator::is;
    }

    void does_not(Comparison& comparison) {
        comparison.negated = true;
        switch (values_.kind(at_ + 1)) {
            case TokenKind::word_match:
                comparison.op = Operator::matches;
                break;
            case TokenKind::word_contain:
                comparison.op = Operator::contains;
                break;
            case TokenKind::word_start:
                comparison.op = Operator::starts_with;
                break;
            default:
                comparison.op = Operator::ends_with;
                break;
        }
        const bool with = comparison.op == Operator::starts_with || comparison.op == Operator::ends_with;
        at_ += with ? 3 : 2;
    }

    bool quantifier(Comparison& comparison) {
        if (take(TokenKind::word_any))
            comparison.quantifier = Quantifier::any_of;
        else if (take(TokenKind::word_all))
            comparison.quantifier = Quantifier::all_of;
        else if (take(TokenKind::word_none))
            comparison.quantifier = Quantifier::none_of;
        else
            return false;
        return take(TokenKind::word_of);
    }

    const ValueBuilder& values_;
    std::uint32_t at_;
    const Node& node_;
};

}  // namespace

std::string_view ValueBuilder::written(std::uint32_t token) const {
    const Token& t = input_.tokens[token];
    return input_.text.substr(t.begin, t.end - t.begin);
}

std::string ValueBuilder::word(std::uint32_t token) const {
    return value::to_nfc(written(token));
}

StringContent ValueBuilder::string(std::uint32_t token) const {
    const Token& t = input_.tokens[token];
    return read_string(input_.text, t.begin, t.end, input_.file);
}

Value ValueBuilder::value_of(std::uint32_t token, std::uint32_t end) const {
    Value value;
    value.span = span(token, end);
    switch (kind(token)) {
        case TokenKind::string: {
            StringContent content = string(token);
            value.kind = Value::Kind::string;
            value.text = content.parts.empty() ? std::move(content.text) : std::string(written(token));
            value.parts = std::move(content.parts);
            return value;
        }
        case TokenKind::number:
            value.kind = Value::Kind::number;
            break;
        case TokenKind::date:
            value.kind = Value::Kind::date;
            break;
        case TokenKind::time:
            value.kind = Value::Kind::time;
            break;
        case TokenKind::instant:
            value.kind = Value::Kind::instant;
            break;
        case TokenKind::word_true:
        case TokenKind::word_false:
            value.kind = Value::Kind::boolean;
            break;
        default:
            value.kind = Value::Kind::word;
            break;
    }
    value.text = word(token);
    if (end - token == 2) {
        value.unit = written(token + 1);
        value.unit_span = span(token + 1);
    }
    return value;
}

Value ValueBuilder::value(std::uint32_t index) const {
    return value_of(node(index).begin, node(index).end);
}

std::vector<Value> ValueBuilder::values(std::uint32_t index) const {
    std::vector<Value> values;
    for (std::uint32_t child = index + 1; child < node(index).next; child = node(child).next) {
        values.push_back(value(child));
    }
    return values;
}

FieldPath ValueBuilder::field(std::uint32_t index) const {
    FieldPath field;
    field.span = span(node(index).begin);
    field.full_span = span_of(index);
    field.path = word(node(index).begin);
    if (node(index).next != index + 1) field.argument = value(index + 1);
    return field;
}

Operand ValueBuilder::single(Value value) const {
    Operand operand;
    operand.span = value.span;
    operand.value = std::move(value);
    return operand;
}

Operand ValueBuilder::operand(std::uint32_t index) const {
    const std::uint32_t child = index + 1;
    if (child == node(index).next) return single(value_of(node(index).begin, node(index).end));
    if (node(child).phrase != Phrase::field && node(child).phrase != Phrase::values) {
        return single(value_of(node(child).begin, node(child).end));
    }
    Operand operand;
    operand.span = span_of(index);
    if (node(child).phrase == Phrase::field) {
        operand.kind = Operand::Kind::field;
        operand.field = field(child);
    } else {
        operand.kind = Operand::Kind::values;
        operand.values = values(child);
    }
    return operand;
}

Comparison ValueBuilder::comparison(std::uint32_t index) const {
    Comparison comparison;
    OperatorReader reader(*this, node(index));
    reader.read(comparison);
    if (comparison.op == Operator::matches) {
        comparison.pattern = pattern_text(written(reader.at()));
        comparison.pattern_span = span(reader.at());
    }
    for (std::uint32_t child = index + 1; child < node(index).next; child = node(child).next) {
        if (node(child).phrase == Phrase::verb) continue;
        const bool to = comparison.op == Operator::changed && kind(node(child).begin - 1) == TokenKind::word_to;
        (comparison.first || to ? comparison.second : comparison.first) = operand(child);
    }
    return comparison;
}

bool check_lists(const BuildInput& input) {
    bool good = true;
    for (std::uint32_t index = 0; index < input.nodes.size(); ++index) {
        if (input.nodes[index].phrase != Phrase::values) continue;
        std::size_t count = 0;
        std::uint32_t child = index + 1;
        for (; child < input.nodes[index].next; child = input.nodes[child].next) {
            if (++count > input.limits.list_values) break;
        }
        if (count <= input.limits.list_values) continue;
        const Token& first = input.tokens[input.nodes[child].begin];
        const Token& last = input.tokens[input.nodes[child].end - 1];
        const Token& opening = input.tokens[input.nodes[index].begin];
        input.faults
            .report(diagnostics::Code::list_too_long, first.begin, last.end,
                    "a list of more than " + std::to_string(input.limits.list_values) + " values", "one value too many")
            .label(input.faults.span(opening.begin, opening.end), "the list begins here");
        good = false;
    }
    return good;
}

}  // namespace parley::syntax
