// Internal to compiler/diff: named lists and conditions, which may be renamed with everything that uses them.
#pragma once

#include <vector>

#include "compiler/diff/align.h"
#include "compiler/diff/diff.h"
#include "compiler/diff/node.h"

namespace parley::diff {

class DefinitionComparer {
public:
    DefinitionComparer(const Side& before, const Side& after, Numbers& numbers);

    std::vector<DefinitionChange> run();

    // After `run`: in which a definition and what it was renamed to have one name.
    const Names& before_names() const { return names_[0]; }
    const Names& after_names() const { return names_[1]; }
    bool renamed() const { return renamed_; }

private:
    struct ListEntry {
        const syntax::Tree* tree;
        const syntax::ListDefinition* list;
    };
    struct ConditionEntry {
        const syntax::Tree* tree;
        const syntax::ConditionDefinition* condition;
    };

    std::vector<Item> list_items(int side);
    std::vector<Item> condition_items(int side);
    std::vector<std::uint32_t> values(const syntax::ListDefinition& list);
    Body body(int side, const ConditionEntry& entry);
    void rename(const std::string& before, const std::string& after,
                std::unordered_map<std::string, std::string> Names::*kind);
    void matched_lists(const ListEntry& before, const ListEntry& after);
    void matched_conditions(const ConditionEntry& before, const ConditionEntry& after);

    std::vector<ListEntry> lists_[2];
    std::vector<ConditionEntry> conditions_[2];
    Names names_[2];
    bool renamed_ = false;
    Numbers& numbers_;
    std::vector<DefinitionChange> changes_;
};

}  // namespace parley::diff
