// Places in rules and how a rule gets there: which branch of each decision on the way is taken, and which earlier
// decisions come out with none. Whether values exist that lead to one place, or to two in two rules at once. Internal
// to compiler/analysis.
#pragma once

#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

#include "compiler/analysis/requirements.h"
#include "compiler/analysis/solver.h"

namespace parley::analysis {

// A way, as a tree of steps that share their beginnings. `start` is the rule's first step.
using PathId = std::uint32_t;
inline constexpr PathId start = nothing;

struct PathStep {
    PathId before = start;
    const check::Step* decision = nullptr;
    std::uint32_t branch = 0;  // the number of branches: none is taken
    PathId asks = start;       // this step or the nearest before it that takes a branch with a condition
    bool none_taken() const { return branch == decision->branches.size(); }
    check::ConditionId condition() const { return none_taken() ? check::none : decision->branches[branch].condition; }
};

class Paths {
public:
    PathId add(PathId before, const check::Step& decision, std::size_t branch) {
        PathStep step{before, &decision, static_cast<std::uint32_t>(branch)};
        const auto id = static_cast<PathId>(steps_.size());
        step.asks = step.condition() != check::none ? id : before == start ? start : steps_[before].asks;
        steps_.push_back(step);
        return id;
    }
    const PathStep& operator[](PathId id) const { return steps_[id]; }
    // From the place back to the start.
    template <typename Visit>
    void each(PathId path, Visit&& visit) const {
        for (; path != start; path = steps_[path].before) visit(steps_[path]);
    }

    // The conditions of the branches taken on the way, from the place back.
    template <typename Visit>
    void each_condition(PathId path, Visit&& visit) const {
        while (path != start && steps_[path].asks != start) {
            const PathStep& step = steps_[steps_[path].asks];
            visit(step.condition());
            path = step.before;
        }
    }

private:
    std::vector<PathStep> steps_;
};

// A branch whose condition had to be false to get to the place.
struct Passed {
    const check::Step* decision = nullptr;
    std::uint32_t branch = 0;
    std::uint8_t side = 0;
    const check::Branch& written() const { return decision->branches[branch]; }
    friend bool operator==(const Passed&, const Passed&) = default;
};

class Reach {
public:
    explicit Reach(const Prepared& prepared) : prepared_(prepared), solver_(prepared) {}

    Paths& paths() { return paths_; }
    Solver& solver() { return solver_; }
    const Assignment& assignment() const { return solver_.assignment(); }
    std::span<const VariableId> chosen() const { return solver_.chosen(); }

    struct Question {
        std::span<const PathId> places;  // one for each side
        std::span<const Goal> also = {};
        Events events{};
        VariableId absent = nothing;
    };
    // `found` only where evaluating the rules leads to every place; then `assignment` shows with which values.
    Answer find(const Question& question, Steps& steps);
    // After `never`: the passed branches without which it would not have been proved.
    const std::vector<Passed>& passed() const { return passed_; }
    // The conditions that the last answer rests on: of branches taken, asked for, and of those passed.
    const std::vector<Goal>& goals() const { return goals_; }
    // Whether evaluating the rule with these values leads to the place.
    bool leads_to(PathId place, const Assignment& assignment, std::uint8_t side, Steps& steps);
    // The branch that the values take; the number of branches if none.
    std::uint32_t taken(const check::Step& decision, const Assignment& assignment, std::uint8_t side, Steps& steps);

private:
    const RequirementIndex& index_of(const check::Step& decision);
    bool first_elsewhere(const Question& question, Passed& elsewhere, Steps& steps);
    void pass(const Passed& passed);
    bool pass_all(const Question& question);

    const Prepared& prepared_;
    Paths paths_;
    Solver solver_;
    std::vector<Goal> goals_;
    std::vector<Passed> passed_;
    std::unordered_map<const check::Step*, std::unique_ptr<RequirementIndex>> indexes_;
};

}  // namespace parley::analysis
