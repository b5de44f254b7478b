// The checked rules made ready for questions: equal tests become one atom, equal field uses one variable, constants
// become values. Internal to compiler/analysis. Immutable once made; refers to the rules and the catalog, which must
// outlive it.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compiler/check/model.h"
#include "runtime/value/pattern.h"
#include "runtime/value/value.h"

namespace parley::analysis {

using VariableId = std::uint32_t;
using AtomId = std::uint32_t;
inline constexpr std::uint32_t nothing = ~std::uint32_t{0};

// Owns the texts and lists that values refer to.
class ValuePool {
public:
    value::Value text(std::string_view text);
    value::Value list(std::vector<value::Value> items);
    value::Value scalar(value::Kind kind, const check::Scalar& scalar);
    void clear();

private:
    std::string_view keep(std::string text);
    std::deque<std::string> texts_;
    std::deque<std::vector<value::Value>> lists_;
};

// A field as it is read: its value now, or the former one, and for a workload field the queue.
struct Variable {
    check::FieldUse use;
    value::Type type;
    const catalog::Field* field = nullptr;
    bool may_be_absent = true;  // never true of a list
    bool is_time = false;       // follows from the event's instant
};

struct Atom {
    const check::Test* test = nullptr;
    VariableId subject = nothing;
    VariableId first = nothing, second = nothing;  // fields on the right side
    VariableId former = nothing;                   // of `changed`
    value::Value first_value, second_value;        // constants on the right side
    std::shared_ptr<const value::Pattern> pattern;
    bool several = false;  // reads more than one variable

    template <typename Visit>
    void each_variable(Visit&& visit) const {
        visit(subject);
        for (const VariableId other : {first, second, former}) {
            if (other != nothing) visit(other);
        }
    }
};

class Prepared {
public:
    Prepared(const check::CheckedRules& rules, const catalog::Catalog& catalog);

    const check::CheckedRules& rules() const { return rules_; }
    const catalog::Catalog& catalog() const { return catalog_; }
    const check::Condition& condition(check::ConditionId id) const { return rules_.conditions[id]; }
    const std::vector<Variable>& variables() const { return variables_; }
    const Variable& variable(VariableId id) const { return variables_[id]; }
    const std::vector<Atom>& atoms() const { return atoms_; }
    const Atom& atom(AtomId id) const { return atoms_[id]; }
    AtomId atom_of(check::ConditionId condition) const { return atom_of_[condition]; }
    VariableId event_variable() const { return event_; }
    bool reads_event(check::ConditionId condition) const { return (reads_[condition] & reads_event_bit) != 0; }
    bool reads_time(check::ConditionId condition) const { return (reads_[condition] & reads_time_bit) != 0; }
    bool reads_pattern(check::ConditionId condition) const { return (reads_[condition] & reads_pattern_bit) != 0; }
    // The variable of a field that some test reads, `nothing` if none does.
    VariableId find_variable(const check::FieldUse& use) const;

private:
    VariableId variable_for(const check::FieldUse& use);
    AtomId atom_for(const check::Test& test);
    Atom make_atom(const check::Test& test);
    void bind(const check::Operand& operand, value::Kind kind, VariableId& field, value::Value& constant);
    value::Value shared_list(std::uint32_t index);
    char find_reads(check::ConditionId condition);

    static constexpr char reads_event_bit = 1, reads_time_bit = 2, reads_pattern_bit = 4, not_yet_known = 8;

    const check::CheckedRules& rules_;
    const catalog::Catalog& catalog_;
    ValuePool pool_;
    std::vector<Variable> variables_;
    std::vector<Atom> atoms_;
    std::vector<AtomId> atom_of_;
    std::vector<char> reads_;
    std::vector<value::Value> shared_;
    std::unordered_map<std::uint64_t, VariableId> variable_index_;
    std::unordered_map<std::string, AtomId> atom_index_;
    VariableId event_ = nothing;
};

}  // namespace parley::analysis
