#include "compiler/check/comparisons.h"

#include "compiler/check/literals.h"
#include "compiler/check/operands.h"
#include "compiler/check/operator_errors.h"
#include "compiler/check/operators.h"
#include "compiler/check/patterns.h"
#include "compiler/check/wording.h"

namespace parley::check {

namespace {

using diagnostics::Code;
using diagnostics::Help;
using syntax::Operator;
using syntax::Quantifier;

constexpr value::Type integer_type{value::Kind::integer};
constexpr value::Type duration_type{value::Kind::duration};

TestOp plain_operator(Operator op) {
    switch (op) {
        case Operator::less:
        case Operator::before:
            return TestOp::less;
        case Operator::less_equal:
            return TestOp::less_equal;
        case Operator::greater:
        case Operator::after:
            return TestOp::greater;
        case Operator::greater_equal:
            return TestOp::greater_equal;
        case Operator::starts_with:
            return TestOp::starts_with;
        case Operator::ends_with:
            return TestOp::ends_with;
        case Operator::within_last:
            return TestOp::within_last;
        case Operator::within_next:
            return TestOp::within_next;
        case Operator::older_than:
            return TestOp::older_than;
        default:
            return TestOp::is;
    }
}

// One comparison while it is checked.
class ComparisonChecker {
public:
    ComparisonChecker(Context& context, Place& place, const syntax::Test& written, const ReadField& subject)
        : context_(context), place_(place), written_(written), comparison_(written.comparison), subject_(subject) {
        test_.subject = subject.use;
        test_.subject_type = subject.type;
        test_.size = comparison_.size;
        test_.exactly = comparison_.exactly;
        type_ = comparison_.size ? integer_type : subject.type;
    }

    std::optional<CheckedTest> check() {
        if (!check_operator(context_, written_, subject_)) return std::nullopt;
        if (!check_right_side()) return std::nullopt;
        return CheckedTest{std::move(test_), comparison_.negated != negate_};
    }

private:
    Expected expected(value::Type type) const {
        Expected expected;
        expected.type = type;
        expected.subject = subject_.span;
        // The label says what the field is; of a size or a bound in time, what is wanted instead.
        if (type == subject_.type.element() && !comparison_.size) expected.field = subject_.use.field;
        return expected;
    }

    bool take_one(std::optional<Operand>& taken, Operand& into) {
        if (!taken) return false;
        into = std::move(*taken);
        return true;
    }

    bool read_first(const Expected& expected) {
        auto operand = read_one(context_, place_, *comparison_.first, expected);
        return take_one(operand, test_.first);
    }

    bool read_list(Expected expected) {
        auto operand = read_many(context_, place_, *comparison_.first, expected);
        return take_one(operand, test_.first);
    }

    // The words of the operator, replaced by others; `quantifier` stands behind `exactly`.
    Help instead(std::string text, std::string_view positive, std::string_view negative,
                 std::string_view quantifier = "") const {
        Help help;
        help.text = std::move(text);
        help.at = comparison_.span;
        if (comparison_.exactly && comparison_.exactly_span.end > help.at.end)
            help.at.end = comparison_.exactly_span.end;
        help.replacement = comparison_.size ? "size " : "";
        *help.replacement += comparison_.negated ? negative : positive;
        if (comparison_.exactly) *help.replacement += " exactly";
        *help.replacement += quantifier;
        return help;
    }

    bool check_right_side() {
        switch (comparison_.op) {
            case Operator::is:
                return check_is();
            case Operator::in:
                return check_in();
            case Operator::contains:
            case Operator::starts_with:
            case Operator::ends_with:
                return subject_.type.list ? check_list_contains() : check_text_search();
            case Operator::between:
                return check_between();
            case Operator::matches:
                test_.op = TestOp::matches;
                test_.pattern = comparison_.pattern;
                return check_pattern(context_, comparison_);
            case Operator::during:
                return check_during();
            case Operator::was:
                test_.subject.former = true;
                return read_first(expected(type_));
            case Operator::changed:
                return check_changed();
            case Operator::within_last:
            case Operator::within_next:
            case Operator::older_than:
                test_.op = plain_operator(comparison_.op);
                return read_first(expected(duration_type));
            case Operator::is_set:
                test_.op = TestOp::set;
                return true;
            case Operator::is_blank:
                test_.op = TestOp::blank;
                return true;
            case Operator::is_empty:
                test_.op = TestOp::empty;
                return true;
            case Operator::less:
            case Operator::less_equal:
            case Operator::greater:
            case Operator::greater_equal:
            case Operator::before:
            case Operator::after:
                test_.op = plain_operator(comparison_.op);
                return read_first(expected(type_));
        }
        return false;
    }

    bool check_is() {
        Expected wanted = expected(type_);
        if (class_of(type_) != TypeClass::boolean)
            wanted.other_operator = instead("several values stand after `in`", "in", "not in");
        return read_first(wanted);
    }

    bool check_in() {
        test_.op = TestOp::in;
        Expected wanted = expected(type_);
        wanted.other_operator = instead("one value stands after `is`", "is", "is not");
        return read_list(wanted);
    }

    // `contains`, `starts with` and `ends with` of a text.
    bool check_text_search() {
        test_.op = comparison_.op == Operator::contains ? TestOp::contains : plain_operator(comparison_.op);
        const OperatorInfo& info = *find_operator(comparison_.op, Quantifier::single);
        Expected wanted = expected(type_);
        if (comparison_.quantifier == Quantifier::any_of) {
            wanted.other_operator =
                instead("one text stands without `any of`", info.spelled(false), info.spelled(true));
            return read_list(wanted);
        }
        wanted.other_operator = several_of(info);
        return read_first(wanted);
    }

    Help several_of(const OperatorInfo& info) const {
        return instead("several values stand after `any of`", info.positive, info.negative, " any of");
    }

    bool check_list_contains() {
        test_.op = comparison_.quantifier == Quantifier::all_of ? TestOp::contains_all : TestOp::contains_any;
        negate_ = comparison_.quantifier == Quantifier::none_of;
        Expected wanted = expected(subject_.type.element());
        if (comparison_.quantifier != Quantifier::single) {
            wanted.other_operator = instead("one value stands without `any of`", "contains", "does not contain");
            return read_list(wanted);
        }
        wanted.other_operator = several_of(*find_operator(Operator::contains, Quantifier::single));
        if (!read_first(wanted)) return false;
        if (test_.first.kind == Operand::Kind::scalar) {
            test_.first.kind = Operand::Kind::list;
            test_.first.type.list = true;
        }
        return true;
    }

    bool check_between() {
        test_.op = TestOp::between;
        auto low = read_one(context_, place_, *comparison_.first, expected(type_));
        auto high = read_one(context_, place_, *comparison_.second, expected(type_));
        if (!take_one(low, test_.first) || !take_one(high, test_.second)) return false;
        const bool goes_round = type_.kind == value::Kind::time_of_day || type_.kind == value::Kind::weekday;
        const bool literal = test_.first.kind == Operand::Kind::scalar && test_.second.kind == Operand::Kind::scalar;
        if (goes_round || !literal || test_.first.scalars[0].number <= test_.second.scalars[0].number) return true;
        const source::Span range = source::join(test_.first.span, test_.second.span);
        const std::string first(context_.sources.text(test_.first.span)),
            second(context_.sources.text(test_.second.span));
        const std::string turned = second + " and " + first;
        context_.diagnostics
            .report(Code::reversed_range, range, "the range ends before it begins",
                    quote(first) + " is above " + quote(second))
            .suggest("turn it round: " + quote("between " + turned), range, turned);
        return false;
    }

    bool check_during() {
        test_.op = TestOp::during;
        const syntax::Value& name = comparison_.first->value;
        const bool single = comparison_.first->kind == syntax::Operand::Kind::value;
        if (single && !name.parts.empty()) {
            report_misfit(context_, *read_literal(context_, name, value::Type{value::Kind::text}).misfit);
            return false;
        }
        if (!single || (name.kind != syntax::Value::Kind::string && name.kind != syntax::Value::Kind::word)) {
            context_.diagnostics.report(Code::wrong_type, comparison_.first->span,
                                        "expected the name of a schedule, but " +
                                            quote_source(context_, comparison_.first->span) + " stands here");
            return false;
        }
        const auto schedule = context_.catalog.find_schedule(name.text);
        if (!schedule) {
            diagnostics::Diagnostic& diagnostic = context_.diagnostics.report(
                Code::unknown_reference, name.span, "unknown schedule " + quote(name.text), not_in_catalog(context_));
            suggest_name(context_, diagnostic, name.text, schedule_names(), "schedule", name.span,
                         name.kind == syntax::Value::Kind::string);
            return false;
        }
        test_.schedule = *schedule;
        return true;
    }

    std::span<const std::string> schedule_names() {
        if (context_.schedule_names.empty()) {
            for (const catalog::Schedule& schedule : context_.catalog.schedules)
                context_.schedule_names.push_back(schedule.name);
        }
        return context_.schedule_names;
    }

    bool check_changed() {
        test_.op = TestOp::changed;
        bool good = true;
        for (const auto* side : {&comparison_.first, &comparison_.second}) {
            if (!*side) continue;
            auto operand = read_one(context_, place_, **side, expected(type_));
            good = take_one(operand, side == &comparison_.first ? test_.first : test_.second) && good;
        }
        return good;
    }

    Context& context_;
    Place& place_;
    const syntax::Test& written_;
    const syntax::Comparison& comparison_;
    const ReadField& subject_;
    value::Type type_;
    Test test_;
    bool negate_ = false;
};

std::optional<CheckedTest> check_bare_field(Context& context, const syntax::Test& written, const ReadField& subject) {
    if (class_of(subject.type) != TypeClass::boolean) {
        diagnostics::Diagnostic& diagnostic =
            context.diagnostics
                .report(Code::not_a_condition, subject.span,
                        "the field " + quote(written.field.path) + " is no condition by itself",
                        what_it_holds(context, subject.type))
                .help("compare it: " + usable_operators(context, subject.type, false));
        const catalog::Field& field = context.catalog.fields[subject.use.field];
        note_declaration(context, diagnostic, local_name(field.id), field.declared);
        return std::nullopt;
    }
    CheckedTest checked;
    checked.negated = written.negated;
    checked.test.subject = subject.use;
    checked.test.subject_type = subject.type;
    checked.test.first.kind = Operand::Kind::scalar;
    checked.test.first.type = subject.type;
    checked.test.first.scalars = {{1, {}}};
    checked.test.first.span = subject.span;
    return checked;
}

}  // namespace

std::optional<CheckedTest> check_single_test(Context& context, Place& place, const syntax::Test& written) {
    const auto subject = read_field(context, place, written.field);
    if (!subject) return std::nullopt;
    if (written.kind == syntax::Test::Kind::field) return check_bare_field(context, written, *subject);
    return ComparisonChecker(context, place, written, *subject).check();
}

}  // namespace parley::check
