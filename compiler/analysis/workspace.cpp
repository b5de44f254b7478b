#include "compiler/analysis/workspace.h"

namespace parley::analysis {

std::vector<Goal> Workspace::conflict(const Scope& scope, std::vector<Goal> goals, Steps& steps) {
    constexpr std::size_t most = 48;
    if (goals.size() > most) return goals;
    for (std::size_t i = 0; i < goals.size() && goals.size() > 1;) {
        std::vector<Goal> fewer = goals;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
        if (find(scope, fewer, steps) == Answer::never) {
            goals = std::move(fewer);
        } else {
            ++i;
        }
    }
    return goals;
}

std::vector<Goal> Workspace::parts(const Goal& goal) const {
    const check::Condition& condition = prepared.condition(goal.condition);
    const bool positive = goal.wanted != condition.negated;
    const bool group = condition.kind == check::Condition::Kind::all || condition.kind == check::Condition::Kind::any;
    if (!group || (condition.kind == check::Condition::Kind::all) != positive) return {goal};
    std::vector<Goal> found;
    for (const check::ConditionId child : condition.children) {
        const std::vector<Goal> more = parts({child, positive, goal.side});
        found.insert(found.end(), more.begin(), more.end());
    }
    return found;
}

}  // namespace parley::analysis
