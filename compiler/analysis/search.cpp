// The search of the solver over the cells of its variables (solver.h).
#include <algorithm>

#include "compiler/analysis/solver.h"

namespace parley::analysis {
namespace {

constexpr std::size_t deepest_search = 200;

}  // namespace

Goal Solver::child_goal(const Goal& goal, check::ConditionId child) const {
    return {child, goal.wanted != prepared_.condition(goal.condition).negated, goal.side};
}

// Whether all children have to come out as wanted, rather than one of them.
bool Solver::wants_all(const Goal& goal) const {
    const check::Condition& condition = prepared_.condition(goal.condition);
    return (condition.kind == check::Condition::Kind::all) == (goal.wanted != condition.negated);
}

bool Solver::require(const Goal& goal) {
    if (!steps_->spend()) return false;
    const check::Condition& condition = prepared_.condition(goal.condition);
    switch (condition.kind) {
        case check::Condition::Kind::test: {
            const std::size_t atom = std::size_t{prepared_.atom_of(goal.condition)} * 2;
            const std::uint32_t own = local_atom_of_[atom + goal.side];
            return assert_literal(own != nothing ? own : local_atom_of_[atom], goal.wanted != condition.negated);
        }
        case check::Condition::Kind::named:
            return require(child_goal(goal, prepared_.rules().named[condition.named].body));
        default:
            break;
    }
    if (!wants_all(goal)) {
        pending_.push_back(goal);
        done_.push_back(0);
        return true;
    }
    return std::ranges::all_of(condition.children,
                               [&](check::ConditionId child) { return require(child_goal(goal, child)); });
}

bool Solver::assert_literal(std::uint32_t index, bool truth) {
    LocalAtom& atom = atoms_[index];
    if (atom.truth != Truth::unknown) return (atom.truth == Truth::yes) == truth;
    atom.truth = truth ? Truth::yes : Truth::no;
    changes_.push_back({Change::Kind::truth, index});
    if (atom.variable == nothing) return assert_several(atom, truth);
    LocalVariable& variable = variables_[atom.variable];
    variable.literals.push_back({atom.id, truth});
    changes_.push_back({Change::Kind::literal, atom.variable});
    const std::size_t words = variable.alive.size();
    return narrow(atom.variable, std::span(masks_).subspan(atom.masks + (truth ? 0 : words), words)) &&
           contents_hold(atom.variable);
}

// A test of several fields can only hold where all of them have a value; the rest of it is free here.
bool Solver::assert_several(const LocalAtom& local, bool truth) {
    const Atom& atom = prepared_.atom(local.id);
    if (!truth) return true;
    if (atom.test->op != check::TestOp::changed) {
        bool possible = true;
        atom.each_variable([&](VariableId id) {
            if (id == prepared_.event_variable()) return;
            const std::uint32_t variable = local_variable_of_[id];
            forbid(variable, true);
            possible = possible && std::ranges::any_of(variables_[variable].alive, [](Word word) { return word != 0; });
        });
        return possible;
    }
    return (!atom.first_value.present || restrict_to(local_variable_of_[atom.former], atom.first_value)) &&
           (!atom.second_value.present || restrict_to(local_variable_of_[atom.subject], atom.second_value));
}

bool Solver::restrict_to(std::uint32_t index, const value::Value& constant) {
    const LocalVariable& variable = variables_[index];
    std::vector<Word> mask(variable.alive.size(), 0);
    const value::Kind kind = prepared_.variable(variable.id).type.kind;
    for (std::size_t i = 0; i < variable.cells.size(); ++i) {
        const Cell& cell = variable.cells[i];
        if (cell.kind == Cell::Kind::any_text || !value::equal(kind, cell.value, constant)) continue;
        mask[i / 64] |= Word{1} << (i % 64);
    }
    return narrow(index, mask);
}

bool Solver::narrow(std::uint32_t index, std::span<const Word> mask) {
    LocalVariable& variable = variables_[index];
    steps_->spend(mask.size());
    bool smaller = false;
    for (std::size_t i = 0; i < mask.size(); ++i) smaller = smaller || (variable.alive[i] & ~mask[i]) != 0;
    if (smaller) {
        saved_words_.insert(saved_words_.end(), variable.alive.begin(), variable.alive.end());
        changes_.push_back({Change::Kind::alive, index});
        for (std::size_t i = 0; i < mask.size(); ++i) variable.alive[i] &= mask[i];
    }
    return std::ranges::any_of(variable.alive, [](Word word) { return word != 0; });
}

// What the cells of a text or list leave free is looked at for all tests together.
bool Solver::contents_hold(std::uint32_t index) {
    LocalVariable& variable = variables_[index];
    const value::Type type = prepared_.variable(variable.id).type;
    if (!type.list && type.kind != value::Kind::text) return true;
    const bool hold = type.list ? items_can_be(prepared_, variable.id, variable.literals, *steps_)
                                : text_can_be(prepared_, variable.literals, *steps_);
    if (hold) return true;
    std::vector<Word> mask(variable.alive.size(), 0);
    for (std::size_t i = 0; i < variable.cells.size(); ++i) {
        if (variable.cells[i].kind == Cell::Kind::point) mask[i / 64] |= Word{1} << (i % 64);
    }
    return narrow(index, mask);
}

Solver::Truth Solver::truth_of(const LocalAtom& atom) {
    if (atom.truth != Truth::unknown || atom.variable == nothing) return atom.truth;
    const LocalVariable& variable = variables_[atom.variable];
    const std::size_t words = variable.alive.size();
    bool can_be_true = false, can_be_false = false;
    for (std::size_t i = 0; i < words; ++i) {
        can_be_true = can_be_true || (variable.alive[i] & masks_[atom.masks + i]) != 0;
        can_be_false = can_be_false || (variable.alive[i] & masks_[atom.masks + words + i]) != 0;
    }
    if (can_be_true && can_be_false) return Truth::unknown;
    return can_be_true ? Truth::yes : Truth::no;
}

Solver::Truth Solver::truth_of(const Goal& goal) {
    if (!steps_->spend()) return Truth::unknown;
    const check::Condition& condition = prepared_.condition(goal.condition);
    const bool positive = goal.wanted != condition.negated;
    switch (condition.kind) {
        case check::Condition::Kind::test: {
            const std::size_t atom = std::size_t{prepared_.atom_of(goal.condition)} * 2;
            const std::uint32_t own = local_atom_of_[atom + goal.side];
            const Truth truth = truth_of(atoms_[own != nothing ? own : local_atom_of_[atom]]);
            if (truth == Truth::unknown || positive) return truth;
            return truth == Truth::yes ? Truth::no : Truth::yes;
        }
        case check::Condition::Kind::named:
            return truth_of(child_goal(goal, prepared_.rules().named[condition.named].body));
        default:
            break;
    }
    const Truth decisive = wants_all(goal) ? Truth::no : Truth::yes;
    Truth result = decisive == Truth::no ? Truth::yes : Truth::no;
    for (const check::ConditionId child : condition.children) {
        const Truth truth = truth_of(child_goal(goal, child));
        if (truth == decisive) return decisive;
        if (truth == Truth::unknown) result = Truth::unknown;
    }
    return result;
}

// Follows what is forced. False: a contradiction. Otherwise `undecided` is the first way out of a disjunction that has
// the fewest of them, or nothing if every goal is sure to hold.
bool Solver::propagate(std::optional<Goal>& undecided) {
    for (bool again = true; again;) {
        again = false;
        undecided.reset();
        std::size_t fewest = ~std::size_t{0};
        for (std::size_t i = 0; i < pending_.size(); ++i) {
            if (done_[i]) continue;
            if (steps_->exhausted()) return false;
            const Goal goal = pending_[i];
            std::size_t open = 0;
            std::optional<Goal> first;
            bool holds = false;
            for (const check::ConditionId child : prepared_.condition(goal.condition).children) {
                const Goal wanted = child_goal(goal, child);
                const Truth truth = truth_of(wanted);
                holds = truth == Truth::yes;
                if (holds) break;
                if (truth == Truth::no) continue;
                if (++open == 1) first = wanted;
            }
            if (!holds && open == 0) return false;
            if (holds || open == 1) {
                done_[i] = 1;
                changes_.push_back({Change::Kind::done, static_cast<std::uint32_t>(i)});
            }
            if (holds) continue;
            if (open == 1) {
                if (!require(*first)) return false;
                again = true;
            } else if (open < fewest) {
                fewest = open;
                undecided = first;
            }
        }
    }
    return true;
}

// A test in the goal that is still open. Only tests are decided, so that every decision settles something.
Goal Solver::open_test(Goal goal) {
    while (true) {
        const check::Condition& condition = prepared_.condition(goal.condition);
        if (condition.kind == check::Condition::Kind::test) return goal;
        if (condition.kind == check::Condition::Kind::named) {
            goal = child_goal(goal, prepared_.rules().named[condition.named].body);
            continue;
        }
        for (const check::ConditionId child : condition.children) {
            const Goal wanted = child_goal(goal, child);
            if (truth_of(wanted) != Truth::unknown) continue;
            goal = wanted;
            break;
        }
    }
}

bool Solver::search(std::size_t depth) {
    std::optional<Goal> undecided;
    if (!propagate(undecided)) return false;
    if (!undecided) return make_concrete();
    if (depth >= deepest_search) {
        incomplete_ = true;
        return false;
    }
    const Goal test = open_test(*undecided);
    for (const bool truth : {true, false}) {
        if (steps_->exhausted()) return false;
        const Mark before = mark();
        Goal goal = test;
        goal.wanted = goal.wanted == truth;
        if (require(goal) && search(depth + 1)) return true;
        undo(before);
    }
    return false;
}

void Solver::undo(const Mark& mark) {
    while (changes_.size() > mark.changes) {
        const Change change = changes_.back();
        changes_.pop_back();
        switch (change.kind) {
            case Change::Kind::truth:
                atoms_[change.index].truth = Truth::unknown;
                break;
            case Change::Kind::done:
                done_[change.index] = 0;
                break;
            case Change::Kind::literal:
                variables_[change.index].literals.pop_back();
                break;
            case Change::Kind::alive: {
                std::vector<Word>& alive = variables_[change.index].alive;
                const auto begin = saved_words_.end() - static_cast<std::ptrdiff_t>(alive.size());
                std::copy(begin, saved_words_.end(), alive.begin());
                saved_words_.erase(begin, saved_words_.end());
            }
        }
    }
    pending_.resize(mark.pending);
    done_.resize(mark.pending);
}

}  // namespace parley::analysis
