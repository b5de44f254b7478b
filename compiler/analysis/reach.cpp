#include "compiler/analysis/reach.h"

#include <algorithm>

namespace parley::analysis {
namespace {

constexpr std::size_t indexed_from = 16;  // branches
constexpr std::size_t most_rounds = 64;

}  // namespace

// The branches taken are asked for at once; those passed only when values are found that one of them takes. So a
// question about the last of thousands of branches stays a small one (counterexample-guided refinement).
Answer Reach::find(const Question& question, Steps& steps) {
    goals_.clear();
    passed_.clear();
    if (steps.exhausted()) return Answer::unknown;
    for (std::uint8_t side = 0; side < question.places.size(); ++side) {
        paths_.each_condition(question.places[side], [&](check::ConditionId condition) {
            goals_.push_back({condition, true, side});
        });
    }
    std::ranges::reverse(goals_);
    goals_.insert(goals_.end(), question.also.begin(), question.also.end());
    for (std::size_t round = 0; round < most_rounds; ++round) {
        const Answer answer = solver_.find(goals_, question.events, steps, question.absent);
        if (answer == Answer::unknown && pass_all(question)) continue;
        if (answer != Answer::found) return answer;
        Passed elsewhere;
        if (!first_elsewhere(question, elsewhere, steps)) return steps.exhausted() ? Answer::unknown : Answer::found;
        pass(elsewhere);
    }
    return Answer::unknown;
}

void Reach::pass(const Passed& passed) {
    goals_.push_back({passed.written().condition, false, passed.side});
    passed_.push_back(passed);
}

// Without a text for a pattern no values tell which branch is taken, so all that are passed are asked for, if few.
bool Reach::pass_all(const Question& question) {
    constexpr std::size_t most = 16;
    if (question.places.size() != 1) return false;
    const auto reads_pattern = [&](const Goal& goal) { return prepared_.reads_pattern(goal.condition); };
    if (std::ranges::none_of(goals_, reads_pattern)) return false;
    const std::size_t before = passed_.size();
    paths_.each(question.places.front(), [&](const PathStep& step) {
        for (std::uint32_t branch = 0; branch < step.branch && passed_.size() < most; ++branch) {
            const Passed one{step.decision, branch, 0};
            if (std::ranges::find(passed_, one) == passed_.end()) pass(one);
        }
    });
    return passed_.size() != before;
}

bool Reach::first_elsewhere(const Question& question, Passed& elsewhere, Steps& steps) {
    for (std::uint8_t side = 0; side < question.places.size(); ++side) {
        for (PathId path = question.places[side]; path != start; path = paths_[path].before) {
            const PathStep& step = paths_[path];
            const std::uint32_t branch = taken(*step.decision, solver_.assignment(), side, steps);
            if (steps.exhausted()) return false;
            if (branch >= step.branch) continue;
            elsewhere = {step.decision, branch, side};
            return true;
        }
    }
    return false;
}

bool Reach::leads_to(PathId place, const Assignment& assignment, std::uint8_t side, Steps& steps) {
    bool leads = true;
    paths_.each(place, [&](const PathStep& step) {
        leads = leads && taken(*step.decision, assignment, side, steps) == step.branch;
    });
    return leads;
}

const RequirementIndex& Reach::index_of(const check::Step& decision) {
    std::unique_ptr<RequirementIndex>& place = indexes_[&decision];
    if (!place) {
        std::vector<std::vector<Requirement>> branches;
        for (const check::Branch& branch : decision.branches) {
            branches.push_back(branch.condition == check::none ? std::vector<Requirement>{}
                                                               : requirements(prepared_, branch.condition));
        }
        place = std::make_unique<RequirementIndex>(branches);
    }
    return *place;
}

std::uint32_t Reach::taken(const check::Step& decision, const Assignment& assignment, std::uint8_t side, Steps& steps) {
    const auto is_taken = [&](std::uint32_t branch) {
        const check::ConditionId condition = decision.branches[branch].condition;
        return condition == check::none || evaluate(prepared_, {condition, true, side}, assignment, steps);
    };
    const auto count = static_cast<std::uint32_t>(decision.branches.size());
    if (count < indexed_from) {
        std::uint32_t branch = 0;
        while (branch < count && !is_taken(branch)) ++branch;
        return branch;
    }
    const RequirementIndex& index = index_of(decision);
    std::span<const std::uint32_t> with, without = index.without();
    if (index.pivot() != nothing) {
        with = index.with(value_key(prepared_.variable(index.pivot()).type.kind, assignment.get(index.pivot(), side)));
    }
    while (!with.empty() || !without.empty()) {
        if (steps.exhausted()) return count;
        const bool first = without.empty() || (!with.empty() && with.front() < without.front());
        std::span<const std::uint32_t>& next = first ? with : without;
        if (is_taken(next.front())) return next.front();
        next = next.subspan(1);
    }
    return count;
}

}  // namespace parley::analysis
