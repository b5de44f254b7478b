#include "compiler/analysis/examples.h"

#include <algorithm>

#include "compiler/analysis/wording.h"

namespace parley::analysis {
namespace {

// "`a`, `b` and 2 more"
std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t most = 3;
    const std::size_t shown = std::min(most, names.size());
    std::string out;
    for (std::size_t i = 0; i < shown; ++i) {
        const bool last = i + 1 == names.size();
        out += (i == 0 ? "" : last ? " and " : ", ") + names[i];
    }
    return shown == names.size() ? out : out + " and " + std::to_string(names.size() - shown) + " more";
}

}  // namespace

std::string example_values(const Workspace& work, std::span<const Goal> evaluated) {
    const auto any = [&](auto reads) {
        return std::ranges::any_of(evaluated, [&](const Goal& goal) { return (work.prepared.*reads)(goal.condition); });
    };
    const Assignment& values = work.reach.assignment();
    std::string shown = witness_text(work.prepared, values, work.reach.chosen(), any(&Prepared::reads_time));
    if (any(&Prepared::reads_event)) {
        const std::string event = "context.event = " + work.catalog.events[values.events()[0]].id;
        shown = shown.empty() ? event : event + ", " + shown;
    }
    return shown;
}

void note_no_example(const Workspace& work, std::span<const Goal> goals, diagnostics::Diagnostic& diagnostic) {
    const bool of_pattern =
        std::ranges::any_of(goals, [&](const Goal& goal) { return work.prepared.reads_pattern(goal.condition); });
    diagnostic.note(std::string("no example could be made up") + (of_pattern ? " for the pattern" : ""));
}

void Examples::together(const std::vector<Goal>& goals) {
    if (diagnostic_.kept && !show(goals)) note_no_example(work_, goals, diagnostic_);
}

void Examples::apart(std::vector<Goal> goals) {
    constexpr std::size_t most = 4;
    if (!diagnostic_.kept) return;
    bool shown = false;
    for (std::size_t i = 0; i < goals.size() && i < most; ++i) {
        goals[i].wanted = !goals[i].wanted;
        shown = show(goals) || shown;
        goals[i].wanted = !goals[i].wanted;
    }
    if (!shown) note_no_example(work_, goals, diagnostic_);
}

void Examples::following(check::ConditionId condition, const std::vector<check::ConditionId>& others) {
    std::vector<Goal> goals = {{condition, true}};
    for (const check::ConditionId other : others) goals.push_back({other, true});
    together(goals);
    if (others.size() == 1 && diagnostic_.kept) show({{condition, true}, {others.front(), false}});
}

bool Examples::show(const std::vector<Goal>& goals) {
    if (work_.find(scope_, goals, steps_) != Answer::found) return false;
    const std::string values = example_values(work_, goals);
    diagnostic_.note("for example, " + outcome(goals) +
                     (values.empty() ? std::string(" for ") + without_values : " with " + values));
    return true;
}

// What the conditions come out as with the values found.
std::string Examples::outcome(const std::vector<Goal>& goals) {
    std::vector<std::string> yes, no;
    for (const Goal& goal : goals) {
        const bool truth = evaluate(work_.prepared, {goal.condition, true}, work_.reach.assignment(), steps_);
        (truth ? yes : no).push_back(quote_source(work_.sources, work_.prepared.condition(goal.condition).span));
    }
    if (goals.size() == 1) return no.empty() ? "it is true" : "it is false";
    if (no.empty()) return goals.size() == 2 ? "both are true" : "all of them are true";
    if (yes.empty()) return goals.size() == 2 ? "neither is true" : "none of them is true";
    const std::vector<std::string>& fewer = no.size() < yes.size() ? no : yes;
    return "only " + listed(fewer) + (fewer.size() == 1 ? " is " : " are ") + (&fewer == &yes ? "true" : "false");
}

}  // namespace parley::analysis
