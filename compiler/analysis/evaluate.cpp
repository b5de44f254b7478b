#include "compiler/analysis/evaluate.h"

#include <unordered_map>

#include "runtime/value/calendar.h"
#include "runtime/value/number.h"

namespace parley::analysis {
namespace {

using check::TestOp;
using value::Value;

struct Sides {
    const Value& subject;
    const Value& former;
    const Value& first;
    const Value& second;
    std::int64_t now;
};

bool during(const catalog::Catalog& catalog, std::uint32_t index, const Value& instant) {
    if (!instant.present) return false;
    const catalog::Schedule& schedule = catalog.schedules[index];
    return value::is_open(schedule.spans, schedule.holidays, schedule.zone ? *schedule.zone : catalog.zone,
                          static_cast<std::int64_t>(instant.number));
}

// A single item stands for the list of it alone.
Value as_list(const check::Operand& operand, const Value& value) {
    const bool is_list = operand.kind == check::Operand::Kind::list ||
                         (operand.kind == check::Operand::Kind::field && operand.type.list);
    return is_list ? value : Value::of_list(&value, 1);
}

bool changed(const check::Test& test, value::Type type, const Sides& sides) {
    if (!value::changed(type.kind, type.list, sides.former, sides.subject)) return false;
    if (test.first.kind != check::Operand::Kind::none && !value::equal(type.kind, sides.former, sides.first))
        return false;
    return test.second.kind == check::Operand::Kind::none || value::equal(type.kind, sides.subject, sides.second);
}

bool search(value::TextSearch how, const check::Test& test, const Sides& sides) {
    const bool list = test.first.kind == check::Operand::Kind::list ||
                      (test.first.kind == check::Operand::Kind::field && test.first.type.list);
    return value::text_search(how, sides.subject, sides.first, list, test.exactly);
}

bool apply(const Prepared& prepared, const Atom& atom, const Sides& given) {
    const check::Test& test = *atom.test;
    const value::Type type = prepared.variable(atom.subject).type;
    const value::Kind kind = test.size ? value::Kind::integer : type.kind;
    const Value size = test.size ? Value::of_number(value::from_integer(given.subject.count)) : Value::absent();
    const Sides sides{test.size ? size : given.subject, given.former, given.first, given.second, given.now};
    switch (test.op) {
        case TestOp::is:
            return value::equal(kind, sides.subject, sides.first, test.exactly);
        case TestOp::in:
            return value::in_list(kind, sides.subject, sides.first, test.exactly);
        case TestOp::less:
            return value::less(kind, sides.subject, sides.first);
        case TestOp::less_equal:
            return value::less_equal(kind, sides.subject, sides.first);
        case TestOp::greater:
            return value::less(kind, sides.first, sides.subject);
        case TestOp::greater_equal:
            return value::less_equal(kind, sides.first, sides.subject);
        case TestOp::between:
            return value::between(kind, sides.subject, sides.first, sides.second);
        case TestOp::contains:
            return search(value::TextSearch::contains, test, sides);
        case TestOp::starts_with:
            return search(value::TextSearch::starts_with, test, sides);
        case TestOp::ends_with:
            return search(value::TextSearch::ends_with, test, sides);
        case TestOp::matches:
            return sides.subject.present && atom.pattern && atom.pattern->matches(sides.subject.text.exact);
        case TestOp::set:
            return sides.subject.present;
        case TestOp::blank:
            return value::is_blank(sides.subject);
        case TestOp::within_last:
            return value::within_last(sides.subject, sides.first, sides.now);
        case TestOp::within_next:
            return value::within_next(sides.subject, sides.first, sides.now);
        case TestOp::older_than:
            return value::older_than(sides.subject, sides.first, sides.now);
        case TestOp::during:
            return during(prepared.catalog(), test.schedule, sides.subject);
        case TestOp::contains_any:
            return value::list_contains_any(kind, sides.subject, as_list(test.first, sides.first), test.exactly);
        case TestOp::contains_all:
            return value::list_contains_all(kind, sides.subject, as_list(test.first, sides.first), test.exactly);
        case TestOp::empty:
            return sides.subject.count == 0;
        case TestOp::changed:
            return changed(test, type, sides);
    }
    return false;
}

// Named conditions that were evaluated: each is once, however often others use it.
using Named = std::unordered_map<check::NamedId, bool>;

bool evaluate_condition(const Prepared& prepared, check::ConditionId id, const Assignment& assignment,
                        std::uint8_t side, Named& named, Steps& steps) {
    steps.spend();
    const check::Condition& condition = prepared.condition(id);
    bool result = false;
    switch (condition.kind) {
        case check::Condition::Kind::test:
            result = evaluate(prepared, prepared.atom(prepared.atom_of(id)), assignment, side);
            break;
        case check::Condition::Kind::named: {
            const auto known = named.find(condition.named);
            result = known != named.end() ? known->second
                                          : evaluate_condition(prepared, prepared.rules().named[condition.named].body,
                                                               assignment, side, named, steps);
            named.emplace(condition.named, result);
            break;
        }
        case check::Condition::Kind::all:
        case check::Condition::Kind::any: {
            const bool decisive = condition.kind == check::Condition::Kind::any;
            result = !decisive;
            for (const check::ConditionId child : condition.children) {
                if (evaluate_condition(prepared, child, assignment, side, named, steps) != decisive) continue;
                result = decisive;
                break;
            }
        }
    }
    return result != condition.negated;
}

}  // namespace

Assignment::Assignment(const Prepared& prepared)
    : prepared_(prepared), values_(prepared.variables().size()), event_(prepared.event_variable()) {
    for (VariableId i = 0; i < values_.size(); ++i) {
        if (prepared.variable(i).type.list) values_[i] = Value::of_list(nullptr, 0);
        if (prepared.variable(i).is_time) time_variables_.push_back(i);
    }
    reset({0, 0});
}

std::int64_t Assignment::usual_now() {
    constexpr std::int64_t monday_morning = 1'795'428'000'000;  // 2026-11-23T10:00:00Z
    return monday_morning;
}

void Assignment::reset(const Events& events) {
    for (const VariableId variable : touched_) {
        values_[variable] = prepared_.variable(variable).type.list ? Value::of_list(nullptr, 0) : Value::absent();
    }
    touched_.clear();
    events_ = events;
    for (std::size_t side = 0; side < events.size(); ++side) event_values_[side] = Value::of_number(events[side]);
    set_now(usual_now());
}

void Assignment::set(VariableId variable, const Value& value) {
    values_[variable] = value;
    touched_.push_back(variable);
}

void Assignment::set_now(std::int64_t now) {
    if (now == now_) return;
    now_ = now;
    for (const VariableId variable : time_variables_) values_[variable] = time_value(prepared_, variable, now);
}

Value time_value(const Prepared& prepared, VariableId variable, std::int64_t now) {
    const value::LocalTime local = prepared.catalog().zone.local(now);
    switch (prepared.variable(variable).type.kind) {
        case value::Kind::date:
            return Value::of_number(local.day);
        case value::Kind::weekday:
            return Value::of_number(local.weekday);
        case value::Kind::time_of_day:
            return Value::of_number(local.second);
        default:
            return Value::of_number(now);
    }
}

bool evaluate(const Prepared& prepared, const Atom& atom, const Assignment& assignment, std::uint8_t side) {
    const auto value_of = [&](VariableId variable, const Value& constant) -> const Value& {
        return variable == nothing ? constant : assignment.get(variable, side);
    };
    return apply(prepared, atom,
                 {assignment.get(atom.subject, side), value_of(atom.former, atom.first_value),
                  value_of(atom.first, atom.first_value), value_of(atom.second, atom.second_value), assignment.now()});
}

bool evaluate_subject(const Prepared& prepared, const Atom& atom, const Value& subject, std::int64_t now) {
    return apply(prepared, atom, {subject, subject, atom.first_value, atom.second_value, now});
}

bool evaluate(const Prepared& prepared, const Goal& goal, const Assignment& assignment, Steps& steps) {
    Named named;
    return evaluate_condition(prepared, goal.condition, assignment, goal.side, named, steps) == goal.wanted;
}

}  // namespace parley::analysis
