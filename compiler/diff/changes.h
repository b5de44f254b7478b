// What changed between two rule sets, as data. "Before" and "after" are two sides of the same; a mirrored comparison
// gives the mirrored changes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/source/source.h"

namespace parley::diff {

enum class How : std::uint8_t { added, removed, changed, moved };

// A branch as `explain` and the tests of rules name it. No number: the rule's own level.
struct BranchPath {
    std::string number;      // "2.1": branches of a block counted from 1
    bool otherwise = false;  // an `else`
    bool operator==(const BranchPath&) const = default;
};

// "branch 2.1", "else", "branch 2, else"; empty on the rule's own level.
std::string to_words(const BranchPath& path);

// One thing on one side. On the side where it is not: no span, and everything is empty.
struct Piece {
    source::Span span;
    BranchPath branch;                // of a branch its own; of anything else the branch it stands in
    std::vector<std::string> groups;  // of a test or group: the groups around it, outermost first: "all", "any"
    std::string text;  // in canonical spelling; of a branch or decision several lines; of a group its word
    std::uint32_t position =
        0;  // of a branch its number among the decision's; of an action or decision among the steps

    bool exists() const { return span.exists(); }
};

enum class What : std::uint8_t {
    events,  // one edit for each event added or removed
    description,
    branch,     // added or removed with everything in it, or moved
    decision,   // a chain of branches that moved among the steps
    condition,  // a test, or the whole condition of a branch
    group,      // its word: `all`, `any`, `none`
    action,
};

// One change inside a rule or a named condition. What is in an added or removed branch has no edits of its own.
struct Edit {
    What what{};
    How how{};
    Piece before, after;
};

// A rule on one side. `position` counts from 1 over the whole set, whatever files it is in.
struct RulePlace {
    std::string name;
    source::Span span, name_span;
    std::uint32_t position = 0;
    bool disabled = false;
};

struct RuleChange {
    std::optional<RulePlace> before, after;  // one alone: removed, or added
    bool renamed = false, moved = false;     // `moved`: in front of or behind rules that stayed where they were
    bool unreadable = false;                 // it is there on both sides, but on one it has an error in its syntax
    std::vector<Edit> edits;

    bool added() const { return !before; }
    bool removed() const { return !after; }
    bool switched() const { return before && after && !unreadable && before->disabled != after->disabled; }
    bool changed() const { return !edits.empty(); }
};

// Of a named list or condition, on one side.
struct DefinitionPlace {
    std::string name;
    source::Span span;
};

struct DefinitionChange {
    bool is_list = false;
    std::optional<DefinitionPlace> before, after;  // one alone: removed, or added
    bool renamed = false, unreadable = false;
    std::vector<std::string> values_added, values_removed;  // of a list, in canonical spelling
    bool reordered = false;                                 // the list's values that stayed have another order
    std::vector<Edit> edits;                                // of a condition
};

// Of the catalog, the tests or parley.yaml: an entry, or a value inside one.
struct ValueChange {
    How how{};
    std::vector<std::string> path;  // "queues", "Billing", "service_level", "goal"; of a test its name, then "expect"
    std::string before, after;      // as YAML on one line
    source::Span before_span, after_span;
};

struct Changes {
    std::optional<std::string> before_name, after_name;  // of the rule set, as far as there is one
    std::vector<RuleChange> rules;                       // in the order of the sets
    std::vector<DefinitionChange> definitions;
    std::vector<ValueChange> catalog, tests, settings;
    bool texts_differ = false;  // the bytes, or how they lie in files

    bool name_changed() const { return before_name != after_name; }
    // Layout, comments, spelling and file boundaries are no changes.
    bool empty() const {
        return !name_changed() && rules.empty() && definitions.empty() && catalog.empty() && tests.empty() &&
               settings.empty();
    }
    bool only_layout() const { return empty() && texts_differ; }
};

}  // namespace parley::diff
