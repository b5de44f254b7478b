#include "compiler/diff/definitions.h"

#include <algorithm>
#include <unordered_set>

#include "compiler/diff/edits.h"

namespace parley::diff {
namespace {

constexpr Likeness more_than_half{50, true};

template <typename Definition>
DefinitionPlace place(const Definition& definition) {
    return {definition.name, definition.span};
}

// Calls `on_pair(before, after)`, and for what is on one side only `on_one(before or nullptr, after or nullptr)`.
template <typename Entries, typename OnPair, typename OnOne>
void walk(const Entries& before, const Entries& after, const std::vector<Pair>& pairs, OnPair on_pair, OnOne on_one) {
    std::vector<bool> has_former(after.size());
    std::vector<std::uint32_t> former(after.size());
    std::vector<bool> stays(before.size());
    for (const Pair& pair : pairs) {
        has_former[pair.after] = stays[pair.before] = true;
        former[pair.after] = pair.before;
    }
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (!stays[i]) on_one(&before[i], nullptr);
    }
    for (std::size_t i = 0; i < after.size(); ++i) {
        if (has_former[i])
            on_pair(before[former[i]], after[i]);
        else
            on_one(nullptr, &after[i]);
    }
}

}  // namespace

DefinitionComparer::DefinitionComparer(const Side& before, const Side& after, Numbers& numbers) : numbers_(numbers) {
    const Side* sides[2] = {&before, &after};
    for (int side = 0; side < 2; ++side) {
        for (const syntax::Tree& tree : sides[side]->trees) {
            for (const syntax::ListDefinition& list : tree.lists) {
                lists_[side].push_back({&tree, &list});
                names_[side].lists.emplace(list.name, list.name);
            }
            for (const syntax::ConditionDefinition& condition : tree.conditions) {
                conditions_[side].push_back({&tree, &condition});
                names_[side].conditions.emplace(condition.name, condition.name);
            }
        }
    }
}

std::vector<std::uint32_t> DefinitionComparer::values(const syntax::ListDefinition& list) {
    const Spelling spelling(Form::compared);
    std::vector<std::uint32_t> out;
    for (const syntax::Value& value : list.values) out.push_back(numbers_.of("value " + spelling.value(value)));
    return out;
}

std::vector<Item> DefinitionComparer::list_items(int side) {
    std::unordered_set<std::string_view> others;
    for (const ListEntry& entry : lists_[1 - side]) others.insert(entry.list->name);
    std::vector<Item> out;
    for (const ListEntry& entry : lists_[side]) {
        Item item;
        item.same = numbers_.of("list " + entry.list->name);
        item.content = content_of(entry.list->name);
        if (!others.contains(entry.list->name)) {
            item.parts = values(*entry.list);
            std::string key = "values";
            for (const std::uint32_t value : item.parts) key += ' ' + std::to_string(value);
            item.keys = {numbers_.of(key) + 1};
            std::sort(item.parts.begin(), item.parts.end());
        }
        out.push_back(std::move(item));
    }
    return out;
}

Body DefinitionComparer::body(int side, const ConditionEntry& entry) {
    return NodeBuilder(*entry.tree, names_[side], numbers_).condition(entry.condition->test);
}

std::vector<Item> DefinitionComparer::condition_items(int side) {
    std::unordered_set<std::string_view> others;
    for (const ConditionEntry& entry : conditions_[1 - side]) others.insert(entry.condition->name);
    std::vector<Item> out;
    for (const ConditionEntry& entry : conditions_[side]) {
        Item item;
        item.same = numbers_.of("condition " + entry.condition->name);
        item.content = content_of(entry.condition->name);
        if (!others.contains(entry.condition->name)) {
            Body body = this->body(side, entry);
            item.keys = {body.same + 1};
            item.parts = std::move(body.parts);
        }
        out.push_back(std::move(item));
    }
    return out;
}

// Neither name is one of the other side's, or the two would have been paired by it; so one of them can stand for both.
void DefinitionComparer::rename(const std::string& before, const std::string& after,
                                std::unordered_map<std::string, std::string> Names::*kind) {
    if (before == after) return;
    renamed_ = true;
    const std::string& common = std::min(before, after);
    (names_[0].*kind)[before] = common;
    (names_[1].*kind)[after] = common;
}

void DefinitionComparer::matched_lists(const ListEntry& before, const ListEntry& after) {
    DefinitionChange change;
    change.is_list = true;
    change.before = place(*before.list);
    change.after = place(*after.list);
    change.renamed = before.list->name != after.list->name;
    const std::vector<std::uint32_t> left = values(*before.list), right = values(*after.list);
    const std::unordered_set<std::uint32_t> olds(left.begin(), left.end()), news(right.begin(), right.end());
    const Spelling spelling(Form::shown);
    std::vector<std::uint32_t> left_stays, right_stays;
    for (std::size_t i = 0; i < left.size(); ++i) {
        if (news.contains(left[i]))
            left_stays.push_back(left[i]);
        else
            change.values_removed.push_back(spelling.value(before.list->values[i]));
    }
    for (std::size_t i = 0; i < right.size(); ++i) {
        if (olds.contains(right[i]))
            right_stays.push_back(right[i]);
        else
            change.values_added.push_back(spelling.value(after.list->values[i]));
    }
    change.reordered = left_stays != right_stays;
    if (change.renamed || change.reordered || !change.values_added.empty() || !change.values_removed.empty())
        changes_.push_back(std::move(change));
}

void DefinitionComparer::matched_conditions(const ConditionEntry& before, const ConditionEntry& after) {
    DefinitionChange change;
    change.before = place(*before.condition);
    change.after = place(*after.condition);
    change.renamed = before.condition->name != after.condition->name;
    const Body left = body(0, before), right = body(1, after);
    if (left.same != right.same) compare_bodies({before.tree, &left}, {after.tree, &right}, change.edits);
    if (change.renamed || !change.edits.empty()) changes_.push_back(std::move(change));
}

std::vector<DefinitionChange> DefinitionComparer::run() {
    const std::vector<Pair> lists = align(list_items(0), list_items(1), more_than_half);
    for (const Pair& pair : lists)
        rename(lists_[0][pair.before].list->name, lists_[1][pair.after].list->name, &Names::lists);
    const std::vector<Pair> conditions = align(condition_items(0), condition_items(1), more_than_half);
    for (const Pair& pair : conditions) {
        rename(conditions_[0][pair.before].condition->name, conditions_[1][pair.after].condition->name,
               &Names::conditions);
    }
    walk(
        lists_[0], lists_[1], lists, [this](const auto& before, const auto& after) { matched_lists(before, after); },
        [this](const ListEntry* before, const ListEntry* after) {
            DefinitionChange change;
            change.is_list = true;
            if (before != nullptr) change.before = place(*before->list);
            if (after != nullptr) change.after = place(*after->list);
            changes_.push_back(std::move(change));
        });
    walk(
        conditions_[0], conditions_[1], conditions,
        [this](const auto& before, const auto& after) { matched_conditions(before, after); },
        [this](const ConditionEntry* before, const ConditionEntry* after) {
            DefinitionChange change;
            if (before != nullptr) change.before = place(*before->condition);
            if (after != nullptr) change.after = place(*after->condition);
            changes_.push_back(std::move(change));
        });
    return std::move(changes_);
}

}  // namespace parley::diff
