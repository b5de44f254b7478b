// The checked rule set: names resolved, types known, every operator one that its field has. Reference evaluator,
// analysis, plan and diff read this and nothing before it.
//
// Negative tests are the plain complement of positive ones (D29), so the model has positive operators and a `negated`
// flag.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/catalog/catalog.h"
#include "compiler/source/source.h"
#include "runtime/value/value.h"

namespace parley::check {

using ConditionId = std::uint32_t;
using NamedId = std::uint32_t;
using BlockId = std::uint32_t;
inline constexpr std::uint32_t none = ~std::uint32_t{0};

// A constant: a scalar of the kind its place demands. `number` as runtime/value/value.h has it.
struct Scalar {
    value::Number number = 0;
    std::string text;  // of kind text; of a choice or reference also its name
    friend bool operator==(const Scalar&, const Scalar&) = default;
};

// A field as it is read. `queue` of a workload field: the symbol of the queue named, none for the conversation's own.
struct FieldUse {
    catalog::FieldId field = 0;  // never an alias
    std::optional<std::uint32_t> queue;
    bool former = false;  // the value before the event (`was`; `changed` reads both and leaves this unset)
    friend bool operator==(const FieldUse&, const FieldUse&) = default;
};

struct Operand {
    enum class Kind { none, scalar, list, field } kind = Kind::none;
    value::Type type;             // a list's element type with `list` set
    std::vector<Scalar> scalars;  // one, or the list's; shared lists are cheap enough to copy by `shared`
    std::uint32_t shared = none;  // kind list from a named list: index into CheckedRules::lists, and `scalars` is empty
    FieldUse field;
    source::Span span;
};

enum class TestOp : std::uint8_t {
    is,  // scalar equality; text heeds `exactly`
    in,  // first: list
    less,
    less_equal,
    greater,
    greater_equal,
    between,  // first, second
    contains,
    starts_with,
    ends_with,  // text; first: a text, or a list of which any will do
    matches,    // `pattern`
    set,
    blank,
    within_last,
    within_next,
    older_than,  // first: duration
    during,      // `schedule`
    contains_any,
    contains_all,  // on lists; first: list (one item for a plain `contains`)
    empty,         // on lists
    changed,       // first: from, second: to; each may be none
};

struct Test {
    TestOp op = TestOp::is;
    FieldUse subject;
    value::Type subject_type;
    bool size = false;  // the subject is the number of the list's items; then `op` is one of an integer
    bool exactly = false;
    Operand first, second;
    std::string pattern;
    std::uint32_t schedule = 0;
};

struct Condition {
    enum class Kind { all, any, test, named } kind = Kind::test;  // `none` is a negated `any`
    bool negated = false;
    std::vector<ConditionId> children;
    Test test;
    NamedId named = none;
    source::Span span;  // as written, with operator and operand
};

struct NamedCondition {
    std::string name;
    ConditionId body = none;
    source::Span span, name_span;
    bool used = false;
    std::uint32_t depth = 0;   // of groups, names followed
    bool reads_event = false;  // context.event, itself or through others
};

// A vector written once, whose copies share: a named list or a message of the catalog may be used by many actions.
template <typename T>
class SharedVector {
public:
    SharedVector() = default;
    explicit SharedVector(std::vector<T> items) : items_(std::make_shared<const std::vector<T>>(std::move(items))) {}
    SharedVector& operator=(std::vector<T> items) { return *this = SharedVector(std::move(items)); }
    const std::vector<T>& items() const {
        static const std::vector<T> empty;
        return items_ ? *items_ : empty;
    }
    operator const std::vector<T>&() const { return items(); }
    auto begin() const { return items().begin(); }
    auto end() const { return items().end(); }
    std::size_t size() const { return items().size(); }
    bool empty() const { return items().empty(); }
    const T& front() const { return items().front(); }
    const T& operator[](std::size_t index) const { return items()[index]; }

private:
    std::shared_ptr<const std::vector<T>> items_;
};

// A definition of a list, as written; what it means depends on the type it is used with (D28).
struct NamedList {
    std::string name;
    source::Span span, name_span;
    bool used = false;
};

struct SharedList {
    std::string name;
    value::Type type;  // with `list` set; one entry for each (name, type) in use
    SharedVector<Scalar> scalars;
};

// Text with merge fields in it; a text without any is one part.
struct TemplatePart {
    std::string text;                     // plain text (merge_field == none)
    std::uint32_t merge_field = none;     // index into Catalog::merge_fields
    std::optional<std::string> fallback;  // as written, else the catalog's
    source::Span span;
};
using Template = std::vector<TemplatePart>;

struct ActionValue {
    enum class Kind { none, scalar, list, field, text, texts } kind = Kind::none;
    value::Type type;
    SharedVector<Scalar> scalars;
    FieldUse field;
    SharedVector<Template> texts;  // kind text: one; kind texts: a list of them
    source::Span span;
};

struct ActionMember {
    std::string name;  // on the wire
    ActionValue value;
    bool is_value = false;  // stood behind the action rather than in its braces
};

struct Action {
    catalog::ActionId action = 0;
    std::vector<ActionMember> members;  // in the order of the vocabulary; the text due and its platforms' left out
    ActionValue text;                   // message, catalog_message (the catalog's): the text due by default
    std::vector<std::pair<std::uint32_t, ActionValue>> platform_texts;  // platform symbol
    std::optional<ActionValue> skip_if_recent;
    catalog::FieldId target = 0;  // set_field, clear_field
    source::Span span, name_span;
};

struct Branch {
    ConditionId condition = none;  // none: else
    BlockId block = none;
    std::string path;  // "2", nested "2.1": branches of a block counted from 1 in source order
    source::Span head_span;
};

struct Step {
    enum class Kind { action, decision } kind = Kind::action;
    Action action;
    std::vector<Branch> branches;
    source::Span span;
};

struct Block {
    std::vector<Step> steps;
    source::Span span;
};

struct Rule {
    std::string name, description;
    bool disabled = false;
    std::vector<catalog::EventId> events;  // as written
    std::vector<source::Span> event_spans;
    BlockId block = none;
    source::Span span, name_span;
};

struct CheckedRules {
    std::string name;                    // of the rule set; empty: none given
    std::vector<Rule> rules;             // in the order of the set
    std::vector<NamedCondition> named;   // each after those it uses; also unused ones
    std::vector<NamedList> named_lists;  // all that are defined, in source order
    std::vector<SharedList> lists;
    std::vector<Condition> conditions;
    std::vector<Block> blocks;
    // Texts of the catalog's messages, checked: index as Catalog::messages.
    std::vector<Action> catalog_messages;
};

}  // namespace parley::check
