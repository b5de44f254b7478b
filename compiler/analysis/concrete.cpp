// From cells to values: what the search found possible is made concrete and evaluated (solver.h).
#include <algorithm>

#include "compiler/analysis/instants.h"
#include "compiler/analysis/solver.h"

namespace parley::analysis {
namespace {

using value::Value;

constexpr std::size_t most_attempts = 12;    // models of one question
constexpr std::size_t most_instants = 8;     // of the event, in one attempt
constexpr std::size_t most_tries = 400;      // assignments, in one attempt
constexpr std::size_t most_candidates = 24;  // of one variable
constexpr std::size_t most_variables = 300;  // as deep does the choice recurse

bool is_alive(std::span<const std::uint64_t> alive, std::size_t cell) {
    return (alive[cell / 64] >> (cell % 64) & 1) != 0;
}

}  // namespace

// False where no values are found; whether there are none is then not known.
bool Solver::make_concrete() {
    const bool give_up = ++attempts_ > most_attempts;
    scratch_.clear();
    tries_ = 0;
    std::vector<std::int64_t> instants;
    if (!give_up) instants = event_instants_to_try();
    for (const std::int64_t now : instants) {
        if (steps_->exhausted()) break;
        assignment_.reset(events_);
        assignment_.set_now(now);
        const std::vector<LocalVariable*> variables = variables_to_choose();
        if (variables.size() > most_variables) break;
        for (LocalVariable* variable : variables) make_candidates(*variable);
        share_candidates();
        if (choose(variables, 0)) return true;
    }
    incomplete_ = true;
    assignment_.reset(events_);
    return false;
}

std::vector<std::int64_t> Solver::event_instants_to_try() {
    std::vector<AtomId> atoms;
    for (std::size_t i = 0; i < variable_count_; ++i) {
        if (!prepared_.variable(variables_[i].id).is_time) continue;
        for (const Literal literal : variables_[i].literals) atoms.push_back(literal.atom);
    }
    if (atoms.empty()) return {Assignment::usual_now()};
    std::vector<std::int64_t> fitting;
    for (const std::int64_t now : event_instants(prepared_, atoms)) {
        if (fitting.size() == most_instants) break;
        if (fits_instant(now)) fitting.push_back(now);
    }
    return fitting;
}

bool Solver::fits_instant(std::int64_t now) {
    for (std::size_t i = 0; i < variable_count_; ++i) {
        const LocalVariable& variable = variables_[i];
        if (!prepared_.variable(variable.id).is_time || variable.literals.empty()) continue;
        const Value value = time_value(prepared_, variable.id, now);
        steps_->spend(variable.literals.size());
        for (const Literal literal : variable.literals) {
            if (evaluate_subject(prepared_, prepared_.atom(literal.atom), value, now) != literal.truth) return false;
        }
    }
    return true;
}

// Those that some test which the search relies on reads; every other keeps no value.
std::vector<Solver::LocalVariable*> Solver::variables_to_choose() {
    std::vector<LocalVariable*> found;
    chosen_.clear();
    for (std::size_t i = 0; i < variable_count_; ++i) variables_[i].chosen = !variables_[i].literals.empty();
    for (const LocalAtom& local : atoms_) {
        if (local.variable != nothing || local.truth == Truth::unknown) continue;
        prepared_.atom(local.id).each_variable([&](VariableId id) {
            if (id != prepared_.event_variable()) variables_[local_variable_of_[id]].chosen = true;
        });
    }
    for (std::size_t i = 0; i < variable_count_; ++i) {
        LocalVariable& variable = variables_[i];
        if (!variable.chosen) continue;
        chosen_.push_back(variable.id);
        if (!prepared_.variable(variable.id).is_time) found.push_back(&variable);
    }
    return found;
}

bool Solver::satisfies(const LocalVariable& variable, const Value& value) const {
    steps_->spend(variable.literals.size() + 1);
    return std::ranges::all_of(variable.literals, [&](const Literal& literal) {
        return evaluate_subject(prepared_, prepared_.atom(literal.atom), value, assignment_.now()) == literal.truth;
    });
}

std::vector<Value> Solver::values_to_try(LocalVariable& variable, bool thorough) {
    std::vector<Value> values;
    const value::Type type = prepared_.variable(variable.id).type;
    std::vector<std::uint32_t> sizes;
    for (std::size_t i = 0; i < variable.cells.size(); ++i) {
        const Cell& cell = variable.cells[i];
        if (!is_alive(variable.alive, i)) continue;
        if (cell.kind == Cell::Kind::any_items) sizes.push_back(cell.size);
        if (cell.concrete && (cell.value.present || type.list)) values.push_back(cell.value);
    }
    if (type.list) {
        const std::vector<Value> lists = lists_for(prepared_, variable.id, variable.literals, sizes, scratch_);
        values.insert(values.begin(), lists.begin(), lists.end());
    } else if (type.kind == value::Kind::text) {
        const std::vector<Value> texts = texts_for(prepared_, variable.literals, scratch_, thorough);
        values.insert(values.end(), texts.begin(), texts.end());
    } else if (type.kind == value::Kind::instant) {
        for (const std::int64_t instant : field_instants(prepared_, variable.atoms, assignment_.now())) {
            values.push_back(Value::of_number(instant));
        }
    }
    return values;
}

void Solver::make_candidates(LocalVariable& variable) {
    variable.candidates.clear();
    const Variable& described = prepared_.variable(variable.id);
    const std::vector<catalog::EventId>& at = described.field->at;
    const bool possible = at.empty() || std::ranges::any_of(events_, [&](catalog::EventId event) {
                              return std::ranges::binary_search(at, event);
                          });
    if (possible) {
        const auto collect = [&](bool thorough) {
            for (const Value& value : values_to_try(variable, thorough)) {
                if (variable.candidates.size() == most_candidates) break;
                if (satisfies(variable, value)) variable.candidates.push_back(value);
            }
        };
        collect(false);
        // Where the first sample is none, others of the same pattern may be. Two patterns mostly exclude each other.
        const auto patterns = std::ranges::count_if(variable.literals, [&](const Literal& literal) {
            return literal.truth && prepared_.atom(literal.atom).test->op == check::TestOp::matches;
        });
        if (variable.candidates.empty() && patterns == 1) collect(true);
    } else if (described.type.list && satisfies(variable, Value::of_list(nullptr, 0))) {
        variable.candidates.push_back(Value::of_list(nullptr, 0));
    }
    if (absent_ == variable.id) variable.candidates.clear();
    if (described.may_be_absent && satisfies(variable, Value::absent())) variable.candidates.push_back(Value::absent());
}

// Fields that are compared with one another try each other's values, so that they can be equal.
void Solver::share_candidates() {
    for (const LocalAtom& local : atoms_) {
        if (local.variable != nothing || local.truth == Truth::unknown) continue;
        std::vector<LocalVariable*> together;
        prepared_.atom(local.id).each_variable([&](VariableId id) {
            if (id != prepared_.event_variable()) together.push_back(&variables_[local_variable_of_[id]]);
        });
        for (LocalVariable* variable : together) {
            const value::Type type = prepared_.variable(variable->id).type;
            if (prepared_.variable(variable->id).is_time || variable->id == absent_) continue;
            for (const LocalVariable* other : together) {
                const Variable& described = prepared_.variable(other->id);
                if (other == variable || described.type.list != type.list || described.type.domain != type.domain)
                    continue;
                if (described.type.kind != type.kind && !value::is_numeric(type.kind)) continue;
                const std::vector<Value> theirs = other->candidates;
                for (const Value& value : theirs) {
                    if (variable->candidates.size() >= 2 * most_candidates) break;
                    if (value.present && satisfies(*variable, value)) {
                        variable->candidates.insert(variable->candidates.begin(), value);
                    }
                }
            }
        }
    }
}

bool Solver::choose(std::span<LocalVariable* const> variables, std::size_t index) {
    if (++tries_ > most_tries || !steps_->spend()) return false;
    if (index == variables.size()) return several_hold() && verify();
    LocalVariable& variable = *variables[index];
    for (const Value& value : variable.candidates) {
        assignment_.set(variable.id, value);
        if (choose(variables, index + 1)) return true;
        if (tries_ > most_tries) return false;
    }
    return false;
}

bool Solver::several_hold() const {
    return std::ranges::all_of(atoms_, [&](const LocalAtom& local) {
        if (local.variable != nothing || local.truth == Truth::unknown) return true;
        return evaluate(prepared_, prepared_.atom(local.id), assignment_, local.side) == (local.truth == Truth::yes);
    });
}

bool Solver::verify() {
    const VariableId exists = plausible_.previous_exists();
    const bool exists_is_chosen = exists != nothing && std::ranges::find(chosen_, exists) != chosen_.end();
    plausible_.complete(assignment_, exists_is_chosen);
    if (!plausible_.holds(assignment_)) return false;
    return std::ranges::all_of(goals_,
                               [&](const Goal& goal) { return evaluate(prepared_, goal, assignment_, *steps_); });
}

}  // namespace parley::analysis
