#include "compiler/analysis/requirements.h"

#include <algorithm>
#include <functional>
#include <map>
#include <string_view>

namespace parley::analysis {
namespace {

using check::TestOp;
using value::Value;

// Tests and values that one condition's demands are read from; named conditions that use one another several times are
// read as often. What is left out demands nothing, which is always true.
constexpr std::size_t most_read = 20'000;

std::vector<std::uint64_t> keys_of(const Prepared& prepared, const Atom& atom) {
    const value::Kind kind = prepared.variable(atom.subject).type.kind;
    std::vector<std::uint64_t> keys;
    if (atom.test->op == TestOp::is) {
        keys.push_back(value_key(kind, atom.first_value));
    } else {
        for (std::uint32_t i = 0; i < atom.first_value.count; ++i) {
            keys.push_back(value_key(kind, atom.first_value.items[i]));
        }
    }
    std::ranges::sort(keys);
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return keys;
}

void add(Requirement found, std::vector<Requirement>& out) {
    const auto same = std::ranges::find(out, found.variable, &Requirement::variable);
    if (same == out.end()) {
        out.push_back(std::move(found));
        return;
    }
    std::vector<std::uint64_t> common;
    std::ranges::set_intersection(same->keys, found.keys, std::back_inserter(common));
    same->keys = std::move(common);
}

void collect(const Prepared& prepared, check::ConditionId id, bool wanted, std::size_t& left,
             std::vector<Requirement>& out);

// Alternatives that all demand something of the same field demand one of all their values.
void collect_any(const Prepared& prepared, const check::Condition& condition, std::size_t& left,
                 std::vector<Requirement>& out) {
    Requirement joined;
    for (const check::ConditionId child : condition.children) {
        std::vector<Requirement> found;
        collect(prepared, child, true, left, found);
        if (found.size() != 1 || (joined.variable != nothing && joined.variable != found[0].variable)) return;
        joined.variable = found[0].variable;
        joined.keys.insert(joined.keys.end(), found[0].keys.begin(), found[0].keys.end());
    }
    std::ranges::sort(joined.keys);
    joined.keys.erase(std::unique(joined.keys.begin(), joined.keys.end()), joined.keys.end());
    if (joined.variable != nothing) add(std::move(joined), out);
}

void collect(const Prepared& prepared, check::ConditionId id, bool wanted, std::size_t& left,
             std::vector<Requirement>& out) {
    const check::Condition& condition = prepared.condition(id);
    if (wanted == condition.negated || left == 0) return;
    --left;
    switch (condition.kind) {
        case check::Condition::Kind::test: {
            const Atom& atom = prepared.atom(prepared.atom_of(id));
            const bool equality = atom.test->op == TestOp::is || atom.test->op == TestOp::in;
            if (!equality || atom.several || atom.test->size || atom.subject == prepared.event_variable()) return;
            left -= std::min<std::size_t>(left, atom.first_value.count);
            add({atom.subject, keys_of(prepared, atom)}, out);
            return;
        }
        case check::Condition::Kind::named:
            return collect(prepared, prepared.rules().named[condition.named].body, true, left, out);
        case check::Condition::Kind::all:
            for (const check::ConditionId child : condition.children) collect(prepared, child, true, left, out);
            return;
        case check::Condition::Kind::any:
            collect_any(prepared, condition, left, out);
    }
}

bool share_a_key(const Requirement& first, const Requirement& second) {
    auto a = first.keys.begin();
    auto b = second.keys.begin();
    while (a != first.keys.end() && b != second.keys.end()) {
        if (*a == *b) return true;
        (*a < *b ? a : b)++;
    }
    return false;
}

}  // namespace

std::uint64_t value_key(value::Kind kind, const Value& value) {
    if (!value.present) return ~std::uint64_t{0};
    if (kind == value::Kind::text) return std::hash<std::string_view>{}(value.text.folded);
    return static_cast<std::uint64_t>(value.number) ^
           (static_cast<std::uint64_t>(value.number >> 64) * 0x9E3779B97F4A7C15u);
}

std::vector<Requirement> requirements(const Prepared& prepared, check::ConditionId condition) {
    std::vector<Requirement> found;
    std::size_t left = most_read;
    collect(prepared, condition, true, left, found);
    std::ranges::sort(found, {}, &Requirement::variable);
    return found;
}

std::vector<Requirement> both(std::span<const Requirement> first, std::span<const Requirement> second) {
    std::vector<Requirement> found(first.begin(), first.end());
    for (const Requirement& requirement : second) add(requirement, found);
    std::ranges::sort(found, {}, &Requirement::variable);
    return found;
}

bool exclude(std::span<const Requirement> first, std::span<const Requirement> second) {
    auto a = first.begin();
    auto b = second.begin();
    while (a != first.end() && b != second.end()) {
        if (a->variable == b->variable) {
            if (!share_a_key(*a, *b)) return true;
            ++a;
            ++b;
        } else {
            (a->variable < b->variable ? a : b)++;
        }
    }
    return false;
}

RequirementIndex::RequirementIndex(std::span<const std::vector<Requirement>> things) {
    std::map<VariableId, std::size_t> counts;
    for (const std::vector<Requirement>& thing : things) {
        for (const Requirement& requirement : thing) ++counts[requirement.variable];
    }
    std::size_t most = 0;
    for (const auto& [variable, count] : counts) {
        if (count <= most) continue;
        most = count;
        pivot_ = variable;
    }
    for (std::uint32_t i = 0; i < things.size(); ++i) {
        const auto found = std::ranges::find(things[i], pivot_, &Requirement::variable);
        if (found == things[i].end()) {
            without_.push_back(i);
            continue;
        }
        for (const std::uint64_t key : found->keys) with_[key].push_back(i);
    }
}

std::span<const std::uint32_t> RequirementIndex::with(std::uint64_t key) const {
    const auto found = with_.find(key);
    return found == with_.end() ? std::span<const std::uint32_t>{} : std::span<const std::uint32_t>(found->second);
}

}  // namespace parley::analysis
