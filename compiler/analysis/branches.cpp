#include "compiler/analysis/branches.h"

#include <algorithm>

namespace parley::analysis {

using Known = Workspace::Known;

void Branches::check(const check::Rule& rule, Steps& steps) {
    if (rule.block == check::none) return;
    scope_ = {rule.events, reads_event(rule.block)};
    steps_ = &steps;
    block(rule.block, start, {});
}

bool Branches::reads_event(check::BlockId id) const {
    return std::ranges::any_of(work_.rules.blocks[id].steps, [&](const check::Step& step) {
        return std::ranges::any_of(step.branches, [&](const check::Branch& branch) {
            return (branch.condition != check::none && work_.prepared.reads_event(branch.condition)) ||
                   (branch.block != check::none && reads_event(branch.block));
        });
    });
}

void Branches::block(check::BlockId id, PathId path, const Around& around) {
    const std::vector<check::Step>& steps = work_.rules.blocks[id].steps;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (steps[i].kind != check::Step::Kind::decision || steps[i].branches.empty()) continue;
        if (steps_->exhausted()) return;
        const bool go_on = decision(steps[i], path, around);
        const bool last = i + 1 == steps.size();
        if (!go_on || last) {
            for (std::size_t later = i + 1; later < steps.size(); ++later) {
                for (const check::Branch& branch : steps[later].branches) bury(branch.block);
            }
            return;
        }
        path = work_.reach.paths().add(path, steps[i], steps[i].branches.size());
        if (reach(path) != Answer::never) continue;
        report_steps(steps[i + 1], path, around);
        for (std::size_t later = i + 1; later < steps.size(); ++later) {
            for (const check::Branch& branch : steps[later].branches) bury(branch.block);
        }
        return;
    }
}

bool Branches::decision(const check::Step& step, PathId path, const Around& around) {
    for (std::size_t i = 0; i < step.branches.size() && !steps_->exhausted(); ++i) {
        if (branch(step, i, work_.reach.paths().add(path, step, i), around)) continue;
        for (std::size_t later = i + 1; later < step.branches.size(); ++later) bury(step.branches[later].block);
        return false;
    }
    return true;
}

bool Branches::branch(const check::Step& step, std::size_t index, PathId path, const Around& around) {
    const check::Branch& branch = step.branches[index];
    const check::ConditionId condition = branch.condition;
    if (condition != check::none) constants_.check_parts(condition, scope_, *steps_);
    const Known known = condition == check::none ? Known::no : work_.known[condition];
    if (known == Known::always_false || (known == Known::no && reach(path) == Answer::never)) {
        if (known == Known::no) report_never(branch, path, around);
        bury(branch.block);
        return true;
    }
    Around inside = around;
    bool go_on = true;
    if (condition != check::none) {
        const Goal goal{condition, true};
        if (known == Known::always_true) {
            go_on = false;
        } else if (always_true(goal, around)) {
            report_contradiction(condition, true, around);
            go_on = false;
        } else {
            Around also;
            ways_in(condition, path, also);
        }
        inside.push_back(goal);
    }
    if (branch.block != check::none) block(branch.block, path, inside);
    return go_on;
}

void Branches::bury(check::BlockId id) {
    if (id == check::none) return;
    work_.dead[id] = 1;
    for (const check::Step& step : work_.rules.blocks[id].steps) {
        for (const check::Branch& branch : step.branches) bury(branch.block);
    }
}

Answer Branches::reach(PathId path, std::span<const Goal> also) {
    return work_.for_events(scope_, [&](const Events& events) {
        return work_.reach.find({.places = {&path, 1}, .also = also, .events = events}, *steps_);
    });
}

// Given only what the branches around it ask for: what earlier branches leave over is what `else if` is made for.
bool Branches::always_true(const Goal& goal, const Around& around) {
    if (around.empty()) {
        for (const catalog::EventId event : scope_.events) {
            nothing_set_.reset({event, event});
            if (!evaluate(work_.prepared, goal, nothing_set_, *steps_)) return false;
        }
    }
    Around goals = around;
    goals.push_back({goal.condition, !goal.wanted});
    return work_.find(scope_, goals, *steps_) == Answer::never;
}

// Every alternative of an `any` group should be what makes the condition true for some values.
void Branches::ways_in(check::ConditionId id, PathId path, Around& also) {
    const check::Condition& condition = work_.prepared.condition(id);
    const bool group = condition.kind == check::Condition::Kind::all || condition.kind == check::Condition::Kind::any;
    if (!group || condition.negated || work_.known[id] != Known::no) return;
    for (const check::ConditionId child : condition.children) {
        if (work_.known[child] != Known::no) continue;
        if (condition.kind == check::Condition::Kind::all) {
            ways_in(child, path, also);
            continue;
        }
        also.push_back({child, true});
        if (reach(path, also) == Answer::never) {
            report_way_in(child, path, also);
        } else {
            ways_in(child, path, also);
        }
        also.pop_back();
    }
}

}  // namespace parley::analysis
