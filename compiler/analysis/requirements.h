// What a condition surely demands of single fields: "this field has one of these values". Two conditions that demand
// different values of one field exclude each other, and that can be looked up rather than searched for. Internal to
// compiler/analysis.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "compiler/analysis/evaluate.h"

namespace parley::analysis {

// A value's key; different values may share one, equal ones always do. Letter case counts nothing.
std::uint64_t value_key(value::Kind kind, const value::Value& value);

struct Requirement {
    VariableId variable = nothing;
    std::vector<std::uint64_t> keys;  // sorted
};

// Of a condition that is to be true, one for each field that it demands something of, sorted by field. The event, which
// is each rule's own, is left out.
std::vector<Requirement> requirements(const Prepared& prepared, check::ConditionId condition);
// Both together. An empty list of keys is a contradiction.
std::vector<Requirement> both(std::span<const Requirement> first, std::span<const Requirement> second);
bool exclude(std::span<const Requirement> first, std::span<const Requirement> second);

// Numbers of things by what they require of the one field that most of them require something of.
class RequirementIndex {
public:
    explicit RequirementIndex(std::span<const std::vector<Requirement>> things);
    VariableId pivot() const { return pivot_; }
    // Those that the field's having this value allows, in two ascending lists: that require it, and that require
    // nothing.
    std::span<const std::uint32_t> with(std::uint64_t key) const;
    std::span<const std::uint32_t> without() const { return without_; }

private:
    VariableId pivot_ = nothing;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> with_;
    std::vector<std::uint32_t> without_;
};

}  // namespace parley::analysis
