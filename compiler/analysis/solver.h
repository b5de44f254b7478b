// Whether some values make all of the given conditions come out as wanted. Literals are put on variables' cells one by
// one, disjunctions are split, and what is found is made concrete and evaluated before it counts (DPLL with a theory
// for each variable). "Never" is proved over cells that hold at least all values; "found" is checked with plain
// evaluation. Internal to compiler/analysis. Not thread-safe; one question at a time.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "compiler/analysis/cells.h"
#include "compiler/analysis/contents.h"
#include "compiler/analysis/evaluate.h"
#include "compiler/analysis/plausible.h"

namespace parley::analysis {

enum class Answer { never, found, unknown };

class Solver {
public:
    explicit Solver(const Prepared& prepared);

    // `absent`: a variable that shall have no value. After `found`, `assignment` shows the values until the next
    // question.
    Answer find(std::span<const Goal> goals, const Events& events, Steps& steps, VariableId absent = nothing);
    const Assignment& assignment() const { return assignment_; }
    // The variables that the answer had to choose a value for.
    std::span<const VariableId> chosen() const { return chosen_; }

private:
    using Word = std::uint64_t;
    enum class Truth : std::uint8_t { unknown, no, yes };

    struct LocalAtom {
        AtomId id = nothing;
        std::uint8_t side = 0;
        std::uint32_t variable = nothing;  // local; nothing: reads several, or the event, which is given
        std::size_t masks = 0;             // into masks_: where it can be true, then where it can be false
        Truth truth = Truth::unknown;
    };
    struct LocalVariable {
        VariableId id = nothing;
        std::vector<AtomId> atoms;
        std::vector<std::uint32_t> unary;  // local atoms of this variable alone
        std::vector<Cell> cells;
        std::vector<Word> alive;
        std::vector<Literal> literals;
        bool chosen = false;  // a value was chosen, on the way to a witness
        std::vector<value::Value> candidates;
    };
    struct Change {
        enum class Kind : std::uint8_t { truth, alive, literal, done } kind;
        std::uint32_t index;
    };
    struct Mark {
        std::size_t changes, pending;
    };

    // solver.cpp: setting up
    void clear();
    void collect(const Goal& goal);
    void collect_atom(AtomId id, std::uint8_t side);
    std::uint32_t local_variable(VariableId id);
    bool make_masks(Steps& steps);
    void forbid(std::uint32_t variable, bool absent);

    // search.cpp: searching
    bool require(const Goal& goal);
    bool assert_literal(std::uint32_t atom, bool truth);
    bool assert_several(const LocalAtom& atom, bool truth);
    bool restrict_to(std::uint32_t variable, const value::Value& constant);
    bool narrow(std::uint32_t variable, std::span<const Word> mask);
    bool contents_hold(std::uint32_t variable);
    Truth truth_of(const Goal& goal);
    Truth truth_of(const LocalAtom& atom);
    Goal child_goal(const Goal& goal, check::ConditionId child) const;
    bool wants_all(const Goal& goal) const;
    bool propagate(std::optional<Goal>& undecided);
    Goal open_test(Goal goal);
    bool search(std::size_t depth);
    Mark mark() const { return {changes_.size(), pending_.size()}; }
    void undo(const Mark& mark);

    // concrete.cpp: making it concrete
    bool make_concrete();
    std::vector<std::int64_t> event_instants_to_try();
    bool fits_instant(std::int64_t now);
    std::vector<LocalVariable*> variables_to_choose();
    void make_candidates(LocalVariable& variable);
    std::vector<value::Value> values_to_try(LocalVariable& variable, bool thorough);
    bool satisfies(const LocalVariable& variable, const value::Value& value) const;
    void share_candidates();
    bool choose(std::span<LocalVariable* const> variables, std::size_t index);
    bool several_hold() const;
    bool verify();

    const Prepared& prepared_;
    Plausible plausible_;
    Assignment assignment_;
    std::vector<VariableId> chosen_;

    std::span<const Goal> goals_;
    Steps* steps_ = nullptr;
    Events events_{};
    VariableId absent_ = nothing;
    bool incomplete_ = false;
    std::size_t attempts_ = 0, tries_ = 0;  // at making it concrete, and within one of them

    ValuePool pool_, scratch_;
    std::vector<std::uint32_t> local_atom_of_;      // by atom and side
    std::vector<std::uint32_t> local_variable_of_;  // by variable
    std::vector<LocalAtom> atoms_;
    std::vector<LocalVariable> variables_;
    std::size_t variable_count_ = 0;  // of variables_, whose memory is kept
    std::vector<Word> masks_;
    std::vector<Goal> pending_;  // disjunctions
    std::vector<char> done_;     // of pending_
    std::vector<Change> changes_;
    std::vector<Word> saved_words_;
};

}  // namespace parley::analysis
