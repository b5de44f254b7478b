#include "compiler/analysis/absent_notes.h"

#include <algorithm>

#include "compiler/analysis/examples.h"
#include "compiler/analysis/wording.h"

namespace parley::analysis {
namespace {

using check::TestOp;

// `is not set` and `is not blank` speak of absence themselves; lists are never absent; `changed` has no negative form.
bool is_negative_test(const Prepared& prepared, const check::Condition& condition) {
    const TestOp op = condition.test.op;
    if (!condition.negated || op == TestOp::set || op == TestOp::blank || op == TestOp::changed) return false;
    return !prepared.catalog().fields[condition.test.subject.field].type.list;
}

}  // namespace

void AbsentNotes::check(const check::Rule& rule, Steps& steps) {
    if (rule.block == check::none) return;
    scope_ = {rule.events, true};
    steps_ = &steps;
    block(rule.block, start);
}

void AbsentNotes::check(const check::NamedCondition& named, Steps& steps) {
    if (named.body == check::none) return;
    const catalog::EventId any = 0;
    scope_ = {{&any, 1}, false};
    steps_ = &steps;
    condition(named.body, start, {{named.body, true}});
}

void AbsentNotes::block(check::BlockId id, PathId path) {
    if (work_.dead[id]) return;
    Paths& paths = work_.reach.paths();
    for (const check::Step& step : work_.rules.blocks[id].steps) {
        if (step.kind != check::Step::Kind::decision) continue;
        for (std::size_t i = 0; i < step.branches.size(); ++i) {
            const check::Branch& branch = step.branches[i];
            if (branch.block != check::none && work_.dead[branch.block]) continue;
            const PathId inside = paths.add(path, step, i);
            if (branch.condition != check::none) condition(branch.condition, inside, {});
            if (branch.block != check::none) block(branch.block, inside);
        }
        path = paths.add(path, step, step.branches.size());
    }
}

void AbsentNotes::condition(check::ConditionId id, PathId path, const std::vector<Goal>& around) {
    const check::Condition& condition = work_.prepared.condition(id);
    if (work_.known[id] != Workspace::Known::no) return;
    if (condition.kind == check::Condition::Kind::test) return test(id, path, around);
    if (condition.kind == check::Condition::Kind::named) return;  // looked at where it is defined
    // Inside an alternative, what stands beside the test there counts, too.
    std::vector<Goal> inside = around;
    const bool alternatives = condition.kind == check::Condition::Kind::any && !condition.negated;
    for (const check::ConditionId child : condition.children) {
        if (alternatives) inside.push_back({child, true});
        this->condition(child, path, inside);
        if (alternatives) inside.pop_back();
    }
}

void AbsentNotes::test(check::ConditionId id, PathId path, const std::vector<Goal>& around) {
    const check::Condition& condition = work_.prepared.condition(id);
    if (!is_negative_test(work_.prepared, condition)) return;
    const Atom& atom = work_.prepared.atom(work_.prepared.atom_of(id));
    std::vector<VariableId> fields;
    atom.each_variable([&](VariableId variable) { fields.push_back(variable); });
    std::vector<Goal> also = around;
    also.push_back({id, true});
    for (const VariableId field : fields) {
        const Variable& variable = work_.prepared.variable(field);
        if (!variable.may_be_absent) continue;
        const Answer answer = work_.for_events(scope_, [&](const Events& events) {
            const std::span<const PathId> places(&path, path == start ? 0 : 1);
            return work_.reach.find({.places = places, .also = also, .events = events, .absent = field}, *steps_);
        });
        if (answer != Answer::found) continue;
        const std::string name = field_text(work_.prepared, variable);
        diagnostics::Diagnostic& diagnostic = work_.diagnostics.report(
            diagnostics::Code::negative_test_of_absent, condition.span,
            quote_source(work_.sources, condition.span) + " is also true while " + quote(name) + " has no value");
        if (!diagnostic.kept) return;
        diagnostic.note("for example, it is true with " + example_values(work_, work_.reach.goals()));
        diagnostic.help("where only a value should count, put " + quote(name + " is set") +
                        " beside it in an `all` group");
        return;
    }
}

}  // namespace parley::analysis
