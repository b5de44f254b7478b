#include "compiler/analysis/solver.h"

#include <algorithm>

namespace parley::analysis {

Solver::Solver(const Prepared& prepared)
    : prepared_(prepared),
      plausible_(prepared),
      assignment_(prepared),
      local_atom_of_(prepared.atoms().size() * 2, nothing),
      local_variable_of_(prepared.variables().size(), nothing) {}

Answer Solver::find(std::span<const Goal> goals, const Events& events, Steps& steps, VariableId absent) {
    constexpr std::uint64_t setting_up = 150;
    steps.spend(setting_up);
    clear();
    goals_ = goals;
    steps_ = &steps;
    events_ = events;
    absent_ = absent;
    assignment_.reset(events);
    for (const Goal& goal : goals) collect(goal);
    if (absent != nothing) local_variable(absent);
    if (steps.exhausted() || !make_masks(steps)) return Answer::unknown;
    if (absent != nothing) forbid(local_variable(absent), false);

    bool possible =
        std::ranges::all_of(variables_.begin(), variables_.begin() + static_cast<std::ptrdiff_t>(variable_count_),
                            [](const LocalVariable& variable) {
                                return std::ranges::any_of(variable.alive, [](Word word) { return word != 0; });
                            });
    for (const Goal& goal : goals) possible = possible && require(goal);
    if (possible && search(0)) return Answer::found;
    return incomplete_ || steps.exhausted() ? Answer::unknown : Answer::never;
}

void Solver::clear() {
    for (const LocalAtom& atom : atoms_) local_atom_of_[std::size_t{atom.id} * 2 + atom.side] = nothing;
    for (std::size_t i = 0; i < variable_count_; ++i) local_variable_of_[variables_[i].id] = nothing;
    atoms_.clear();
    variable_count_ = 0;
    masks_.clear();
    pending_.clear();
    done_.clear();
    changes_.clear();
    saved_words_.clear();
    chosen_.clear();
    pool_.clear();
    scratch_.clear();
    incomplete_ = false;
    attempts_ = 0;
}

void Solver::collect(const Goal& goal) {
    if (!steps_->spend()) return;
    const check::Condition& condition = prepared_.condition(goal.condition);
    switch (condition.kind) {
        case check::Condition::Kind::test:
            return collect_atom(prepared_.atom_of(goal.condition), goal.side);
        case check::Condition::Kind::named:
            return collect({prepared_.rules().named[condition.named].body, true, goal.side});
        default:
            for (const check::ConditionId child : condition.children) collect({child, true, goal.side});
    }
}

void Solver::collect_atom(AtomId id, std::uint8_t side) {
    const Atom& atom = prepared_.atom(id);
    bool reads_event = false;
    atom.each_variable(
        [&](VariableId variable) { reads_event = reads_event || variable == prepared_.event_variable(); });
    if (!reads_event) side = 0;
    std::uint32_t& place = local_atom_of_[std::size_t{id} * 2 + side];
    if (place != nothing) return;
    place = static_cast<std::uint32_t>(atoms_.size());
    LocalAtom local;
    local.id = id;
    local.side = side;
    atom.each_variable([&](VariableId variable) {
        if (variable == prepared_.event_variable()) return;
        std::vector<AtomId>& known = variables_[local_variable(variable)].atoms;
        if (known.empty() || known.back() != id) known.push_back(id);
    });
    if (reads_event && !atom.several) {
        local.truth = evaluate(prepared_, atom, assignment_, side) ? Truth::yes : Truth::no;
    } else if (!atom.several) {
        local.variable = local_variable(atom.subject);
        variables_[local.variable].unary.push_back(place);
    }
    atoms_.push_back(local);
}

std::uint32_t Solver::local_variable(VariableId id) {
    std::uint32_t& place = local_variable_of_[id];
    if (place != nothing) return place;
    place = static_cast<std::uint32_t>(variable_count_++);
    if (variable_count_ > variables_.size()) variables_.emplace_back();
    LocalVariable& variable = variables_[place];
    variable.id = id;
    variable.atoms.clear();
    variable.unary.clear();
    variable.literals.clear();
    variable.candidates.clear();
    variable.chosen = false;
    return place;
}

bool Solver::make_masks(Steps& steps) {
    for (std::size_t i = 0; i < variable_count_; ++i) {
        LocalVariable& variable = variables_[i];
        variable.cells = make_cells(prepared_, variable.id, variable.atoms, pool_);
        if (variable.cells.empty()) return false;
        const std::size_t words = (variable.cells.size() + 63) / 64;
        variable.alive.assign(words, ~Word{0});
        if (variable.cells.size() % 64 != 0) variable.alive.back() = (Word{1} << (variable.cells.size() % 64)) - 1;
        for (const std::uint32_t index : variable.unary) {
            LocalAtom& local = atoms_[index];
            const Atom& atom = prepared_.atom(local.id);
            local.masks = masks_.size();
            masks_.resize(masks_.size() + 2 * words);
            if (!steps.spend(variable.cells.size() * (1 + atom.first_value.count / 8))) return false;
            for (std::size_t cell = 0; cell < variable.cells.size(); ++cell) {
                const Outcomes possible = outcomes(prepared_, atom, variable.cells[cell]);
                const Word bit = Word{1} << (cell % 64);
                if (possible.can_be_true) masks_[local.masks + cell / 64] |= bit;
                if (possible.can_be_false) masks_[local.masks + words + cell / 64] |= bit;
            }
        }
    }
    return true;
}

// Takes the cell "no value" away from a variable, or all others.
void Solver::forbid(std::uint32_t index, bool absent) {
    const LocalVariable& variable = variables_[index];
    std::vector<Word> mask(variable.alive.size(), 0);
    for (std::size_t cell = 0; cell < variable.cells.size(); ++cell) {
        if (variable.cells[cell].value.present == absent) mask[cell / 64] |= Word{1} << (cell % 64);
    }
    narrow(index, mask);
}

}  // namespace parley::analysis
