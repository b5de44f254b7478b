#include "compiler/check/operator_errors.h"

#include "compiler/check/operators.h"
#include "compiler/check/wording.h"

namespace parley::check {

namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;
using syntax::Comparison;
using syntax::Operator;
using syntax::Quantifier;

void note_field(Context& context, Diagnostic& diagnostic, const ReadField& subject) {
    const catalog::Field& field = context.catalog.fields[subject.use.field];
    note_declaration(context, diagnostic, local_name(field.id), field.declared);
}

// The operator that does for this type what the written one does for another.
std::string_view counterpart(const Comparison& comparison, TypeClass type) {
    const bool timed = type == TypeClass::instant || type == TypeClass::calendar;
    switch (comparison.op) {
        case Operator::less:
            return timed ? "before" : "";
        case Operator::greater:
            return timed ? "after" : "";
        case Operator::before:
            return timed ? "" : "<";
        case Operator::after:
            return timed ? "" : ">";
        case Operator::is_set:
            if (type == TypeClass::list) return comparison.negated ? "is empty" : "is not empty";
            return "";
        case Operator::is_blank:
            if (type == TypeClass::list) return comparison.negated ? "is not empty" : "is empty";
            return comparison.negated ? "is set" : "is not set";
        case Operator::is_empty:
            if (type == TypeClass::text) return comparison.negated ? "is not blank" : "is blank";
            return comparison.negated ? "is set" : "is not set";
        case Operator::in:
            if (type == TypeClass::list) return comparison.negated ? "does not contain any of" : "contains any of";
            return "";
        default:
            return "";
    }
}

bool has_operator(std::string_view words, TypeClass type) {
    if (words.empty()) return false;
    for (const OperatorInfo& info : operators()) {
        if (info.positive == words || info.negative == words) return info.applies_to(type);
    }
    return false;
}

bool report_operator(Context& context, const Comparison& comparison, const ReadField& subject, std::string_view words,
                     std::string label) {
    const value::Type type = subject.type;
    const TypeClass type_class = comparison.size ? TypeClass::size : class_of(type);
    const std::string is = comparison.size ? "the size of a list" : what_it_holds(context, type);
    Diagnostic& diagnostic = context.diagnostics.report(Code::operator_does_not_apply, comparison.span,
                                                        quote(words) + " does not apply to " + is, std::move(label));
    if (!diagnostic.kept) return false;
    diagnostic.label(subject.span, what_it_holds(context, type));
    note_field(context, diagnostic, subject);
    const std::string_view other = comparison.size ? "" : counterpart(comparison, type_class);
    if (has_operator(other, type_class)) {
        diagnostic.suggest("use " + quote(other), comparison.span, std::string(other));
        return false;
    }
    diagnostic.help(usable_operators(context, type, comparison.size));
    const catalog::Field& field = context.catalog.fields[subject.use.field];
    const OperatorInfo* info = find_operator(comparison.op, comparison.quantifier);
    if (type_class == TypeClass::choice && info && info->applies_to(TypeClass::ordered_choice) && field.custom)
        diagnostic.help("or declare it with `ordered: true`, if its values have an order");
    return false;
}

// `was` and `changed`, which go by the field rather than by its type.
bool check_former(Context& context, const Comparison& comparison, const ReadField& subject) {
    const bool was = comparison.op == Operator::was;
    if (comparison.size) return report_operator(context, comparison, subject, was ? "was" : "changed", "");
    const catalog::Field& field = context.catalog.fields[subject.use.field];
    if (field.group != catalog::Group::conversation) {
        Diagnostic& diagnostic =
            context.diagnostics.report(Code::no_former_value, comparison.span,
                                       quote(was ? "was" : "changed") + " does not apply to " + quote(field.id),
                                       "takes a field of the conversation on its left");
        diagnostic.label(subject.span, "has no value from before the event");
        return false;
    }
    if (!subject.type.list) return true;
    if (was) return report_operator(context, comparison, subject, "was", "takes a single value on its left");
    for (const auto* side : {&comparison.first, &comparison.second}) {
        if (!*side) continue;
        context.diagnostics
            .report(Code::operator_does_not_apply, (*side)->span,
                    quote(side == &comparison.first ? "changed from" : "changed to") + " does not apply to a list")
            .label(subject.span, what_it_holds(context, subject.type))
            .help("of a list only `changed` by itself can be tested");
        return false;
    }
    return true;
}

// The words of a combination that no type has, such as `does not contain all of`.
std::string spelled(const Comparison& comparison) {
    const OperatorInfo* info = find_operator(comparison.op, Quantifier::single);
    std::string words(info ? info->spelled(comparison.negated) : "");
    if (comparison.quantifier == Quantifier::all_of) words += " all of";
    if (comparison.quantifier == Quantifier::none_of) words += " none of";
    if (comparison.quantifier == Quantifier::any_of) words += " any of";
    return words;
}

bool check_size(Context& context, const Comparison& comparison, const ReadField& subject) {
    if (subject.type.list && comparison.extra_sizes == 0) return true;
    const std::string is = subject.type.list ? "the size of a list" : what_it_holds(context, subject.type);
    Diagnostic& diagnostic = context.diagnostics
                                 .report(Code::operator_does_not_apply, comparison.span,
                                         "`size` does not apply to " + is, "takes a list on its left")
                                 .label(subject.span, what_it_holds(context, subject.type));
    note_field(context, diagnostic, subject);
    return false;
}

// An error, but one that leaves the rest of the test to be checked.
void check_exactly(Context& context, const Comparison& comparison, const ReadField& subject) {
    const bool compares_text = subject.type.kind == value::Kind::text && !comparison.size;
    if (!comparison.exactly || compares_text) return;
    Diagnostic& diagnostic =
        context.diagnostics.report(Code::exactly_without_text, comparison.exactly_span,
                                   "`exactly` does not apply to " +
                                       (comparison.size ? "the size of a list" : what_it_holds(context, subject.type)),
                                   "letter case counts in text alone");
    diagnostic.label(subject.span, what_it_holds(context, subject.type));
    diagnostic.suggest("leave it out", comparison.exactly_span, "");
    note_field(context, diagnostic, subject);
}

}  // namespace

bool check_operator(Context& context, const syntax::Test& written, const ReadField& subject) {
    const Comparison& comparison = written.comparison;
    if (comparison.size && !check_size(context, comparison, subject)) return false;
    if (comparison.op == Operator::was || comparison.op == Operator::changed)
        return check_former(context, comparison, subject);
    const OperatorInfo* info = find_operator(comparison.op, comparison.quantifier);
    const TypeClass type = comparison.size ? TypeClass::size : class_of(subject.type);
    const bool negatable = info && (!comparison.negated || !info->negative.empty());
    if (!negatable) {
        const OperatorInfo* single = find_operator(comparison.op, Quantifier::single);
        return report_operator(context, comparison, subject, spelled(comparison),
                               single ? std::string(single->left) : "");
    }
    if (!info->applies_to(type))
        return report_operator(context, comparison, subject, info->spelled(comparison.negated),
                               std::string(info->left));
    check_exactly(context, comparison, subject);
    return true;
}

}  // namespace parley::check
