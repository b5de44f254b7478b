#include "compiler/analysis/constants.h"

#include <algorithm>
#include <unordered_map>

#include "compiler/analysis/examples.h"
#include "compiler/analysis/wording.h"

namespace parley::analysis {
namespace {

using check::Condition;
using check::TestOp;
using diagnostics::Code;
using Known = Workspace::Known;

constexpr std::size_t most_beside = 12;  // tests of one field in one group

bool asks_for_presence(const check::Test& test) {
    return test.op == TestOp::set || test.op == TestOp::blank;
}

// Never constant: some value makes it true, and it is false while there is none. Saves looking at most tests.
bool surely_varies(const Prepared& prepared, const Atom& atom) {
    const Variable& variable = prepared.variable(atom.subject);
    if (atom.several) return true;
    const value::Kind kind = variable.type.kind;
    const bool plain = kind == value::Kind::text || kind == value::Kind::boolean || value::is_symbolic(kind);
    const TestOp op = atom.test->op;
    const bool compares = op >= TestOp::less && op <= TestOp::between;
    return plain && variable.may_be_absent && !compares && !atom.test->size;
}

std::string events_text(const Workspace& work, const Workspace::Scope& scope) {
    std::string out;
    for (std::size_t i = 0; i < scope.events.size() && i < 4; ++i) {
        out += (i == 0 ? "" : ", ") + quote(work.catalog.events[scope.events[i]].id);
    }
    return out;
}

}  // namespace

void Constants::note(check::ConditionId id, bool truth) {
    work_.known[id] = truth ? Known::always_true : Known::always_false;
}

void Constants::check_named(Steps& steps) {
    const std::vector<catalog::EventId> every = [&] {
        std::vector<catalog::EventId> events(work_.catalog.events.size());
        for (catalog::EventId i = 0; i < events.size(); ++i) events[i] = i;
        return events;
    }();
    for (const check::NamedCondition& named : work_.rules.named) {
        if (named.body == check::none) continue;
        const Workspace::Scope scope{every, work_.prepared.reads_event(named.body)};
        check_parts(named.body, scope, steps);
        if (work_.known[named.body] != Known::no) continue;
        for (const bool truth : {true, false}) {
            const Goal opposite{named.body, !truth};
            if (work_.find(scope, {&opposite, 1}, steps) != Answer::never) continue;
            report(named.body, truth, scope, steps);
            break;
        }
    }
}

void Constants::check_parts(check::ConditionId condition, const Workspace::Scope& scope, Steps& steps) {
    check(condition, scope, true, steps);
}

void Constants::check(check::ConditionId id, const Workspace::Scope& scope, bool root, Steps& steps) {
    const Condition& condition = work_.prepared.condition(id);
    switch (condition.kind) {
        case Condition::Kind::test: {
            const Constancy constancy = of_atom(work_.prepared.atom_of(id), scope, steps);
            if (constancy == Constancy::none) return;
            return report(id, (constancy == Constancy::always_true) != condition.negated, scope, steps);
        }
        case Condition::Kind::named: {
            const Known body = work_.known[work_.rules.named[condition.named].body];
            if (body != Known::no) note(id, (body == Known::always_true) != condition.negated);
            return;
        }
        default:
            return check_group(id, scope, root, steps);
    }
}

void Constants::check_group(check::ConditionId id, const Workspace::Scope& scope, bool root, Steps& steps) {
    const Condition& condition = work_.prepared.condition(id);
    const Known decisive = condition.kind == Condition::Kind::all ? Known::always_false : Known::always_true;
    bool decided = false, all_known = true;
    for (const check::ConditionId child : condition.children) {
        check(child, scope, false, steps);
        decided = decided || work_.known[child] == decisive;
        all_known = all_known && work_.known[child] != Known::no;
    }
    if (decided || all_known) {
        const bool truth = (decisive == Known::always_true) == decided;
        return note(id, truth != condition.negated);
    }
    check_beside(id, scope, steps);
    if (root) return;
    for (const bool truth : {true, false}) {
        const Goal opposite{id, !truth};
        if (work_.find(scope, {&opposite, 1}, steps) == Answer::never) return report(id, truth, scope, steps);
    }
}

// Tests of one field that stand beside one another, where one follows from the other.
void Constants::check_beside(check::ConditionId id, const Workspace::Scope& scope, Steps& steps) {
    const Condition& group = work_.prepared.condition(id);
    const bool in_all = group.kind == Condition::Kind::all;
    std::unordered_map<VariableId, std::vector<check::ConditionId>> by_field;
    for (const check::ConditionId child : group.children) {
        const Condition& condition = work_.prepared.condition(child);
        if (condition.kind != Condition::Kind::test || work_.known[child] != Known::no) continue;
        std::vector<check::ConditionId>& beside = by_field[work_.prepared.atom(work_.prepared.atom_of(child)).subject];
        for (std::size_t i = 0; i < beside.size() && i < most_beside; ++i) {
            if (!comparable(beside[i], child)) continue;
            const auto follows = [&](check::ConditionId from, check::ConditionId to) {
                const Goal goals[] = {{from, true}, {to, false}};
                return work_.find(scope, goals, steps) == Answer::never;
            };
            // In `all` what follows from the other is needless, in `any` what the other follows from.
            const bool later_follows = follows(beside[i], child);
            if (in_all ? later_follows : follows(child, beside[i])) {
                report_needless(child, beside[i], in_all, scope, steps);
                break;
            }
            if (in_all ? follows(child, beside[i]) : later_follows) {
                report_needless(beside[i], child, in_all, scope, steps);
                break;
            }
        }
        beside.push_back(child);
    }
}

// Tests whether a field has a value are often written beside others for safety, and different constants cannot imply
// one another.
bool Constants::comparable(check::ConditionId first, check::ConditionId second) const {
    const Condition& a = work_.prepared.condition(first);
    const Condition& b = work_.prepared.condition(second);
    if (asks_for_presence(a.test) || asks_for_presence(b.test)) return false;
    const AtomId one = work_.prepared.atom_of(first), other = work_.prepared.atom_of(second);
    if (one == other) return a.negated == b.negated;
    const bool equalities = a.test.op == TestOp::is && b.test.op == TestOp::is && !a.test.exactly && !b.test.exactly;
    return !(equalities && a.negated == b.negated);
}

void Constants::report_needless(check::ConditionId id, check::ConditionId because, bool in_all,
                                const Workspace::Scope& scope, Steps& steps) {
    const source::Span span = work_.prepared.condition(id).span;
    const source::Span other = work_.prepared.condition(because).span;
    diagnostics::Diagnostic& diagnostic = work_.diagnostics.report(
        in_all ? Code::always_true : Code::always_false, span,
        quote_source(work_.sources, span) + " makes no difference",
        in_all ? "always true where the other test is" : "never true where the other test is not");
    diagnostic.label(other, in_all ? "says as much, or more" : "takes these cases, or more")
        .help(in_all ? "delete the one that says less, or correct the one that is wrong"
                     : "delete the one that takes less, or correct the one that is wrong");
    Examples examples(work_, scope, steps, diagnostic);
    if (in_all) {
        examples.following(id, {because});
    } else {
        examples.following(because, {id});
    }
}

Constants::Constancy Constants::of_atom(AtomId id, const Workspace::Scope& scope, Steps& steps) {
    const Atom& atom = work_.prepared.atom(id);
    if (atom.several) return Constancy::none;
    if (atom.subject != work_.prepared.event_variable()) return of_values(id, steps);
    bool seen[2] = {false, false};
    for (const catalog::EventId event : scope.events) {
        seen[evaluate_subject(work_.prepared, atom, value::Value::of_number(event), 0) ? 1 : 0] = true;
    }
    if (seen[0] == seen[1]) return Constancy::none;
    return seen[1] ? Constancy::always_true : Constancy::always_false;
}

Constants::Constancy Constants::of_values(AtomId id, Steps& steps) {
    Constancy& known = atoms_[id];
    if (known != Constancy::unasked) return known;
    known = Constancy::none;
    const Atom& atom = work_.prepared.atom(id);
    if (surely_varies(work_.prepared, atom)) return known;
    ValuePool pool;
    const std::vector<Cell> cells = make_cells(work_.prepared, atom.subject, {&id, 1}, pool);
    Outcomes all;
    for (const Cell& cell : cells) {
        if (!steps.spend()) return known;
        const Outcomes one = outcomes(work_.prepared, atom, cell);
        all.can_be_true = all.can_be_true || one.can_be_true;
        all.can_be_false = all.can_be_false || one.can_be_false;
        if (all.can_be_true && all.can_be_false) return known;
    }
    if (all.can_be_true != all.can_be_false) known = all.can_be_true ? Constancy::always_true : Constancy::always_false;
    return known;
}

void Constants::report(check::ConditionId id, bool truth, const Workspace::Scope& scope, Steps& steps) {
    note(id, truth);
    const Condition& condition = work_.prepared.condition(id);
    const std::string message =
        quote_source(work_.sources, condition.span) + (truth ? " is always true" : " is always false");
    const Code code = truth ? Code::always_true : Code::always_false;
    const bool is_test = condition.kind == Condition::Kind::test;
    const std::vector<Goal> apart =
        is_test ? std::vector<Goal>{} : work_.conflict(scope, work_.parts({id, !truth}), steps);
    if (apart.size() == 2 && apart[0].wanted && apart[1].wanted) {
        const source::Span later = work_.prepared.condition(apart[1].condition).span;
        diagnostics::Diagnostic& diagnostic =
            work_.diagnostics.report(code, later, message, "never true together with the other test");
        diagnostic.label(work_.prepared.condition(apart[0].condition).span, "excludes it")
            .help("for either of the two put them into an `any` group, else delete one");
        Examples(work_, scope, steps, diagnostic).apart({apart[1], apart[0]});
        return;
    }
    std::string label = truth ? "true whatever the values are" : "no values make it true";
    const bool of_rule = scope.events.size() < work_.catalog.events.size();  // not of a condition wherever it is used
    const bool reads_event = of_rule && work_.prepared.reads_event(id);
    if (reads_event) label = (truth ? "true" : "false") + std::string(" at every event of the rule");
    diagnostics::Diagnostic& diagnostic = work_.diagnostics.report(code, condition.span, message, label);
    if (reads_event) diagnostic.note("the rule fires on " + events_text(work_, scope));
    if (apart.size() > 1 && apart.size() <= 4) {
        for (const Goal& part : apart) {
            diagnostic.label(work_.prepared.condition(part.condition).span, truth ? "true wherever the others are not"
                                                                            : part.wanted ? "would have to be true"
                                                                                          : "would have to be false");
        }
    }
    diagnostic.help(truth ? "delete it, or correct what it should ask for"
                          : "correct what it should ask for, or delete what hangs on it");
    Examples examples(work_, scope, steps, diagnostic);
    if (apart.size() > 1) {
        examples.apart(apart);
    } else {
        examples.together({{id, truth}});
    }
    if (is_test && truth && diagnostic.kept) note_no_value(id, scope, steps, diagnostic);
}

// What is always true holds also of a conversation in which the field has no value, which is easily overlooked.
void Constants::note_no_value(check::ConditionId id, const Workspace::Scope& scope, Steps& steps,
                              diagnostics::Diagnostic& diagnostic) {
    const VariableId subject = work_.prepared.atom(work_.prepared.atom_of(id)).subject;
    const Variable& variable = work_.prepared.variable(subject);
    if (!variable.may_be_absent && !variable.type.list) return;
    Assignment nothing_set(work_.prepared);
    nothing_set.reset({scope.events.front(), scope.events.front()});
    if (!evaluate(work_.prepared, {id, true}, nothing_set, steps)) return;
    std::string text =
        "for example, it is true with " + witness_text(work_.prepared, nothing_set, {&subject, 1}, false);
    if (diagnostic.notes.back() != text) diagnostic.note(std::move(text));
}

}  // namespace parley::analysis
