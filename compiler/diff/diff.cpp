#include "compiler/diff/diff.h"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "compiler/diff/align.h"
#include "compiler/diff/catalog.h"
#include "compiler/diff/definitions.h"
#include "compiler/diff/edits.h"
#include "compiler/diff/left_out.h"
#include "compiler/diff/tests.h"

namespace parley::diff {
namespace {

using Index = std::uint32_t;

// More than half of the parts: below that, one rule fewer and one more is the shorter truth.
constexpr Likeness more_than_half{50, true};

struct RuleEntry {
    const syntax::Tree* tree;
    const syntax::Rule* rule;
};

std::vector<RuleEntry> rules_of(const Side& side) {
    std::vector<RuleEntry> out;
    for (const syntax::Tree& tree : side.trees) {
        for (const syntax::Rule& rule : tree.rules) out.push_back({&tree, &rule});
    }
    return out;
}

class RuleComparer {
public:
    RuleComparer(const Side& before, const Side& after, const Names& before_names, const Names& after_names,
                 bool renamed_definitions, Numbers& numbers)
        : sides_{&before, &after},
          names_{&before_names, &after_names},
          rules_{rules_of(before), rules_of(after)},
          bodies_{std::vector<std::optional<Body>>(rules_[0].size()),
                  std::vector<std::optional<Body>>(rules_[1].size())},
          renamed_definitions_(renamed_definitions),
          numbers_(numbers) {}

    std::vector<RuleChange> run() {
        std::vector<Item> left = items(0), right = items(1);
        pairs_ = align(left, right, more_than_half);
        mark_moves(pairs_, left, right);
        report();
        return std::move(changes_);
    }

private:
    std::string_view source(int side, const syntax::Rule& rule) const { return sides_[side]->sources->text(rule.span); }

    // Made when it is first asked for.
    const Body& body(int side, Index index) {
        std::optional<Body>& body = bodies_[side][index];
        const RuleEntry& entry = rules_[side][index];
        if (!body) body = NodeBuilder(*entry.tree, *names_[side], numbers_).rule(*entry.rule);
        return *body;
    }

    // Rules are known by their names; content is looked at only where the other side has no such name.
    std::vector<Item> items(int side) {
        std::unordered_set<std::string_view> others;
        for (const RuleEntry& entry : rules_[1 - side]) others.insert(entry.rule->name);
        std::vector<Item> out;
        out.reserve(rules_[side].size());
        for (Index i = 0; i < rules_[side].size(); ++i) {
            const RuleEntry& entry = rules_[side][i];
            Item item;
            item.same = numbers_.of("rule " + entry.rule->name);
            item.content = content_of(entry.rule->name);
            item.size = entry.rule->span.end - entry.rule->span.begin;
            if (!others.contains(entry.rule->name)) {
                const Body& body = this->body(side, i);
                item.keys = {body.same + 1};
                item.parts = body.parts;
            }
            out.push_back(std::move(item));
        }
        return out;
    }

    RulePlace place(int side, Index index) const {
        const syntax::Rule& rule = *rules_[side][index].rule;
        return {rule.name, rule.span, rule.name_span, index + 1, rule.disabled};
    }

    // In the order of `after`; what was removed behind the rule that stood in front of it.
    void report() {
        std::vector<const Pair*> of_before(rules_[0].size()), of_after(rules_[1].size());
        for (const Pair& pair : pairs_) of_before[pair.before] = of_after[pair.after] = &pair;
        std::vector<std::vector<Index>> removed(rules_[1].size() + 1);
        std::size_t at = 0;
        for (Index i = 0; i < of_before.size(); ++i) {
            if (of_before[i] == nullptr)
                removed[at].push_back(i);
            else if (!of_before[i]->moved)
                at = of_before[i]->after + 1;
        }
        for (Index i = 0; i <= of_after.size(); ++i) {
            for (const Index k : removed[i]) {
                RuleChange change;
                change.before = place(0, k);
                changes_.push_back(std::move(change));
            }
            if (i == of_after.size()) break;
            if (of_after[i] != nullptr) {
                matched(*of_after[i]);
                continue;
            }
            RuleChange change;
            change.after = place(1, i);
            changes_.push_back(std::move(change));
        }
    }

    void matched(const Pair& pair) {
        const RuleEntry &before = rules_[0][pair.before], &after = rules_[1][pair.after];
        const bool as_written = !renamed_definitions_ && source(0, *before.rule) == source(1, *after.rule);
        if (as_written && !pair.moved) return;
        RuleChange change;
        change.renamed = before.rule->name != after.rule->name;
        change.moved = pair.moved;
        if (!as_written) {
            compare_heads(*before.rule, *after.rule, change.edits);
            const Body &left = body(0, pair.before), &right = body(1, pair.after);
            if (left.same != right.same) compare_bodies({before.tree, &left}, {after.tree, &right}, change.edits);
            bodies_[0][pair.before].reset();
            bodies_[1][pair.after].reset();
        }
        change.before = place(0, pair.before);
        change.after = place(1, pair.after);
        if (change.renamed || change.moved || change.switched() || change.changed())
            changes_.push_back(std::move(change));
    }

    const Side* sides_[2];
    const Names* names_[2];
    std::vector<RuleEntry> rules_[2];
    std::vector<std::optional<Body>> bodies_[2];
    bool renamed_definitions_;
    Numbers& numbers_;
    std::vector<Pair> pairs_;
    std::vector<RuleChange> changes_;
};

std::optional<std::string> name_of(const Side& side) {
    for (const syntax::Tree& tree : side.trees) {
        if (tree.ruleset) return tree.ruleset;
    }
    return std::nullopt;
}

// Of the file that a document was read from.
std::string_view text_of(const Side& side, const yaml::Node* node) {
    const bool any = node != nullptr && node->span.exists();
    return any ? side.sources->file(node->span.file).text() : std::string_view();
}

bool test_texts_differ(const Side& before, const Side& after) {
    if (before.tests == nullptr || after.tests == nullptr) return false;
    return !std::equal(before.tests->begin(), before.tests->end(), after.tests->begin(), after.tests->end(),
                       [&](const yaml::Node& left, const yaml::Node& right) {
                           return text_of(before, &left) == text_of(after, &right);
                       });
}

bool settings_texts_differ(const Side& before, const Side& after) {
    return before.settings != nullptr && after.settings != nullptr &&
           text_of(before, before.settings) != text_of(after, after.settings);
}

bool texts_differ(const Side& before, const Side& after) {
    return text_of(before, before.catalog) != text_of(after, after.catalog) || test_texts_differ(before, after) ||
           settings_texts_differ(before, after) ||
           !std::equal(before.trees.begin(), before.trees.end(), after.trees.begin(), after.trees.end(),
                       [&](const syntax::Tree& left, const syntax::Tree& right) {
                           return before.sources->file(left.file).text() == after.sources->file(right.file).text();
                       });
}

}  // namespace

std::string to_words(const BranchPath& path) {
    if (path.number.empty()) return {};
    if (!path.otherwise) return "branch " + path.number;
    const std::size_t dot = path.number.rfind('.');
    return dot == std::string::npos ? "else" : "branch " + path.number.substr(0, dot) + ", else";
}

Changes compare(const Side& before, const Side& after) {
    Changes changes;
    Numbers numbers;
    changes.before_name = name_of(before);
    changes.after_name = name_of(after);
    DefinitionComparer definitions(before, after, numbers);
    changes.definitions = definitions.run();
    changes.rules = RuleComparer(before, after, definitions.before_names(), definitions.after_names(),
                                 definitions.renamed(), numbers)
                        .run();
    mark_unreadable(before, after, changes);
    if (before.catalog != nullptr && after.catalog != nullptr)
        changes.catalog = compare_values(*before.catalog, *after.catalog);
    if (before.tests != nullptr && after.tests != nullptr) changes.tests = compare_tests(*before.tests, *after.tests);
    if (before.settings != nullptr && after.settings != nullptr)
        changes.settings = compare_values(*before.settings, *after.settings);
    changes.texts_differ = texts_differ(before, after);
    return changes;
}

}  // namespace parley::diff
