// The findings of branches.h in words.
#include <algorithm>

#include "compiler/analysis/branches.h"
#include "compiler/analysis/examples.h"
#include "compiler/analysis/wording.h"

namespace parley::analysis {

using diagnostics::Code;
using diagnostics::Diagnostic;
using Known = Workspace::Known;

void Branches::report_never(const check::Branch& branch, PathId path, const Around& around) {
    if (branch.condition == check::none) {
        report_passed_over(branch.head_span, "branch is never taken", "nothing is left for it", path, around,
                           check::none);
        return;
    }
    const Goal own{branch.condition, true};
    if (work_.find(scope_, {&own, 1}, *steps_) == Answer::never) {
        constants_.report(branch.condition, false, scope_, *steps_);
        return;
    }
    Around goals = around;
    goals.push_back(own);
    if (work_.find(scope_, goals, *steps_) == Answer::never) {
        report_contradiction(branch.condition, false, around);
        return;
    }
    report_passed_over(work_.prepared.condition(branch.condition).span, "branch is never taken", "always false here",
                       path, around, branch.condition);
}

// A condition that the branches around it decide.
void Branches::report_contradiction(check::ConditionId condition, bool truth, const Around& around) {
    Around goals = {{condition, !truth}};
    if (around.empty() || work_.find(scope_, goals, *steps_) == Answer::never) {
        constants_.report(condition, truth, scope_, *steps_);
        return;
    }
    goals.insert(goals.end(), around.begin(), around.end());
    const source::Span span = work_.prepared.condition(condition).span;
    work_.known[condition] = truth ? Known::always_true : Known::always_false;
    Diagnostic& diagnostic = work_.diagnostics.report(
        truth ? Code::always_true : Code::always_false, span,
        quote_source(work_.sources, span) + (truth ? " is always true here" : " is always false here"),
        truth ? "adds nothing to the branch around it" : "never true inside the branch around it");
    const std::vector<Goal> apart = work_.conflict(scope_, goals, *steps_);
    std::vector<check::ConditionId> outer;
    for (const Goal& goal : apart) {
        if (goal.condition != condition) outer.push_back(goal.condition);
    }
    for (const check::ConditionId id : outer) {
        diagnostic.label(work_.prepared.condition(id).span, truth ? "already asks for it" : "lets only other cases in");
    }
    diagnostic.help(truth ? "delete the inner test, or correct what it should ask for"
                          : "correct one of the two tests, or delete the inner branch");
    Examples examples(work_, scope_, *steps_, diagnostic);
    if (truth) {
        examples.following(condition, outer);
    } else {
        examples.apart(apart);
    }
}

// The passed branches without which the place could be reached, as few as possible.
std::vector<Passed> Branches::needed_passed(PathId path, const Around& also) {
    std::vector<Passed> passed;
    std::vector<Goal> goals;
    for (const catalog::EventId event : scope_.events) {
        work_.reach.find({.places = {&path, 1}, .also = also, .events = {event, event}}, *steps_);
        for (const Passed& one : work_.reach.passed()) {
            if (std::ranges::find(passed, one) == passed.end()) passed.push_back(one);
        }
        goals = work_.reach.goals();
        if (!scope_.reads_event) break;
    }
    std::erase_if(goals, [](const Goal& goal) { return !goal.wanted; });
    const auto without = [&](std::size_t left_out) {
        std::vector<Goal> asked = goals;
        for (std::size_t i = 0; i < passed.size(); ++i) {
            if (i != left_out) asked.push_back({passed[i].written().condition, false, passed[i].side});
        }
        return asked;
    };
    // Later ones go first, so that what stays is the branch that took the case first.
    for (std::size_t i = passed.size(); i-- > 0 && passed.size() > 1;) {
        if (work_.find(scope_, without(i), *steps_) == Answer::never) {
            passed.erase(passed.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }
    std::ranges::sort(passed, {}, [](const Passed& one) { return one.written().head_span.begin; });
    return passed;
}

void Branches::label_passed(Diagnostic& diagnostic, std::span<const Passed> passed) const {
    constexpr std::size_t most = 4;
    for (std::size_t i = 0; i < passed.size() && i < most; ++i) {
        diagnostic.label(work_.prepared.condition(passed[i].written().condition).span,
                         passed.size() == 1 ? "takes every case that the later test would take"
                         : i == 0           ? "takes some of the cases"
                                            : "takes others, and none are left");
    }
    if (passed.size() > most) {
        diagnostic.note(std::to_string(passed.size() - most) + " more branches take part in it");
    }
}

// Values that satisfy the goals, best such that the first of the branches passed takes, and where the rule goes with
// them instead.
void Branches::example(Diagnostic& diagnostic, PathId path, Around goals, std::span<const Passed> passed) {
    const auto find = [&] { return work_.find(scope_, goals, *steps_) == Answer::found; };
    bool found = false;
    if (!passed.empty()) {
        goals.push_back({passed.front().written().condition, true});
        found = find();
        if (!found) goals.pop_back();
    }
    if (!found && !find()) return note_no_example(work_, goals, diagnostic);
    std::vector<PathStep> way;
    work_.reach.paths().each(path, [&](const PathStep& step) { way.push_back(step); });
    std::ranges::reverse(way);
    Around evaluated;
    for (const PathStep& step : way) {
        const std::vector<check::Branch>& branches = step.decision->branches;
        const std::uint32_t taken = work_.reach.taken(*step.decision, work_.reach.assignment(), 0, *steps_);
        for (std::uint32_t i = 0; i <= taken && i < branches.size(); ++i) {
            if (branches[i].condition != check::none) evaluated.push_back({branches[i].condition});
        }
        if (taken == step.branch || taken >= branches.size()) continue;
        const std::string values = example_values(work_, evaluated);
        diagnostic.note("for example, " + (values.empty() ? without_values : values) + " is taken by " +
                        place(work_.sources, branches[taken].head_span, diagnostic.primary.span));
        return;
    }
}

void Branches::report_passed_over(source::Span primary, std::string message, std::string label, PathId path,
                                  const Around& around, check::ConditionId condition) {
    const std::vector<Passed> passed = needed_passed(path, {});
    Diagnostic& diagnostic =
        work_.diagnostics.report(Code::branch_never_taken, primary, std::move(message), std::move(label));
    if (!diagnostic.kept) return;
    label_passed(diagnostic, passed);
    Around goals = around;
    if (condition != check::none) goals.push_back({condition, true});
    example(diagnostic, path, std::move(goals), passed);
    const PathStep& here = work_.reach.paths()[path];
    const bool can_move = condition != check::none && passed.size() == 1 && passed.front().decision == here.decision;
    diagnostic.help(can_move ? "move this branch before " +
                                   place(work_.sources, passed.front().written().head_span, primary) + ", or delete it"
                             : "delete it, or narrow what the earlier branches take");
}

void Branches::report_steps(const check::Step& next, PathId path, const Around& around) {
    const source::Span span = next.kind == check::Step::Kind::action ? next.action.span
                              : next.branches.empty()                ? next.span
                                                                     : next.branches.front().head_span;
    report_passed_over(span, "this step is never reached", "one of the branches above is always taken", path, around,
                       check::none);
}

void Branches::report_way_in(check::ConditionId part, PathId path, const Around& also) {
    const std::vector<Passed> passed = needed_passed(path, also);
    const source::Span span = work_.prepared.condition(part).span;
    work_.known[part] = Known::always_false;
    Diagnostic& diagnostic = work_.diagnostics.report(
        Code::always_false, span, quote_source(work_.sources, span) + " makes no difference", "never true here");
    label_passed(diagnostic, passed);
    if (passed.empty()) {
        Around goals;
        for (const Goal& goal : work_.reach.goals()) {
            const std::vector<Goal> parts = work_.parts(goal);
            goals.insert(goals.end(), parts.begin(), parts.end());
        }
        std::vector<Goal> apart = {{part, true}};
        for (const Goal& goal : work_.conflict(scope_, goals, *steps_)) {
            const source::Span other = work_.prepared.condition(goal.condition).span;
            const bool inside = other.begin >= span.begin && other.end <= span.end && other.file == span.file;
            const bool outside = other.begin <= span.begin && other.end >= span.end && other.file == span.file;
            if (inside || outside) continue;
            diagnostic.label(other, "excludes it");
            apart.push_back(goal);
        }
        Examples(work_, scope_, *steps_, diagnostic).apart(apart);
    } else if (diagnostic.kept) {
        Around goals = work_.reach.goals();
        std::erase_if(goals, [](const Goal& goal) { return !goal.wanted; });
        example(diagnostic, path, std::move(goals), passed);
    }
    diagnostic.help("delete it, or correct what it should ask for");
}

}  // namespace parley::analysis
