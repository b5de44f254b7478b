// The syntax tree of one rule file: nodes in arrays, referred to by small ids. Names are as written; nothing is
// resolved. Groups and decisions are at most `syntax::Limits::nesting` deep, so a walk may recurse.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/source/source.h"

namespace parley::syntax {

using TestId = std::uint32_t;
using BlockId = std::uint32_t;
inline constexpr std::uint32_t none = ~std::uint32_t{0};

// An optional value on the heap. Most tests and actions lack most of their parts, and a tree has millions of them.
template <typename T>
class Boxed {
public:
    Boxed() = default;
    Boxed(T value) : value_(std::make_unique<T>(std::move(value))) {}
    Boxed(const Boxed& other) : value_(other.value_ ? std::make_unique<T>(*other.value_) : nullptr) {}
    Boxed(Boxed&&) noexcept = default;
    Boxed& operator=(Boxed other) noexcept {
        value_ = std::move(other.value_);
        return *this;
    }
    bool has_value() const { return value_ != nullptr; }
    explicit operator bool() const { return has_value(); }
    const T& operator*() const { return *value_; }
    T& operator*() { return *value_; }
    const T* operator->() const { return value_.get(); }
    T* operator->() { return value_.get(); }

private:
    std::unique_ptr<T> value_;
};

// A piece of a string: plain text (escapes resolved, NFC), or a merge field.
struct StringPart {
    bool merge = false;
    std::string text;                     // plain text, or the merge field's name
    std::optional<std::string> fallback;  // of a merge field
    source::Span span;                    // of a merge field: from `{{` to `}}`
    source::Span name_span;
};

struct Value {
    enum class Kind { string, word, number, date, time, instant, boolean } kind = Kind::word;
    source::Span span;
    std::string text;               // a string's text where it holds no merge field; else as written
    std::vector<StringPart> parts;  // of a string with merge fields; empty otherwise
    std::string unit;               // of a number: "minutes", as written; empty: none
    source::Span unit_span;
};

struct FieldPath {
    source::Span span;       // of the path alone
    std::string path;        // "conversation.queue"
    Boxed<Value> argument;   // the queue of workload.x("…")
    source::Span full_span;  // with the argument
};

struct Operand {
    enum class Kind { value, field, values } kind = Kind::value;
    source::Span span;
    Value value;
    FieldPath field;
    std::vector<Value> values;
};

enum class Operator : std::uint8_t {
    is,
    is_set,
    is_blank,
    is_empty,
    in,
    less,
    less_equal,
    greater,
    greater_equal,
    before,
    after,
    was,
    between,
    contains,
    starts_with,
    ends_with,  // the last three with `quantifier`
    matches,
    within_last,
    within_next,
    older_than,
    during,
    changed,
};
enum class Quantifier : std::uint8_t { single, any_of, all_of, none_of };

struct Comparison {
    Operator op = Operator::is;
    bool negated = false;  // is not, not in, does not …, not during
    bool exactly = false;
    bool size = false;              // `size` stood before it
    std::uint32_t extra_sizes = 0;  // further `size`, which the checker refuses
    Quantifier quantifier = Quantifier::single;
    source::Span span;  // the operator's words
    source::Span exactly_span;
    Boxed<Operand> first;   // the right side; `between` low; `changed` from
    Boxed<Operand> second;  // `between` high; `changed` to
    std::string pattern;    // of matches: `\/` already a plain `/`
    source::Span pattern_span;
};

struct Test {
    enum class Kind { all, any, none, name, field, comparison } kind = Kind::name;
    bool negated = false;  // a leading `not`, of a name or bare field
    source::Span span;
    source::Span head_span;        // the word all/any/none, the name, or the field
    std::vector<TestId> children;  // of a group, at least one
    std::string name;
    FieldPath field;
    Comparison comparison;
};

struct Argument {
    std::string name;
    source::Span name_span;
    Operand operand;
};

struct Action {
    source::Span span;
    std::string name;
    source::Span name_span;
    Boxed<Operand> operand;
    std::vector<Argument> arguments;
    bool braces = false;
};

struct Branch {
    TestId test = syntax::none;  // none: `else`
    BlockId block = syntax::none;
    source::Span head_span;  // `if`, `else if` or `else` with the test
};

struct Decision {
    source::Span span;
    std::vector<Branch> branches;
};

struct Step {
    enum class Kind { action, decision } kind = Kind::action;
    Action action;
    Decision decision;
};

struct Block {
    source::Span span;  // with its braces
    std::vector<Step> steps;
};

struct Rule {
    bool disabled = false;
    std::string name;
    source::Span span, name_span;
    std::string description;
    source::Span description_span;  // exists only where there is one
    std::vector<std::pair<std::string, source::Span>> events;
    BlockId block = syntax::none;
};

struct ListDefinition {
    std::string name;
    source::Span span, name_span;
    std::vector<Value> values;  // at least one (an empty list is refused by the parser's caller)
    source::Span values_span;
};

struct ConditionDefinition {
    std::string name;
    source::Span span, name_span;
    TestId test = syntax::none;
};

struct Tree {
    source::FileId file = source::no_file;
    std::optional<std::string> ruleset;
    source::Span ruleset_span;
    std::vector<ListDefinition> lists;
    std::vector<ConditionDefinition> conditions;
    std::vector<Rule> rules;
    std::vector<Test> tests;
    std::vector<Block> blocks;
    std::vector<std::string>
        left_out;  // names of lists and conditions that are in error, so that none need be reported missing
};

}  // namespace parley::syntax
