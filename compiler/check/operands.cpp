#include "compiler/check/operands.h"

#include "compiler/check/literals.h"
#include "compiler/check/named_lists.h"
#include "compiler/check/wording.h"

namespace parley::check {

namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;
using syntax::Value;

// Several values, or a list, where one is expected.
std::nullopt_t report_several(Context& context, source::Span span, std::string message, const Expected& expected) {
    Diagnostic& diagnostic =
        context.diagnostics.report(Code::wrong_type, span, std::move(message), "one value stands here");
    add_subject(context, diagnostic, expected);
    if (diagnostic.kept && expected.other_operator) diagnostic.helps.push_back(*expected.other_operator);
    return std::nullopt;
}

// Whether a field of the second type may be given where the first is taken.
bool accepts(const Context& context, const Expected& expected, value::Type type) {
    const bool fraction = expected.type.kind == value::Kind::integer && type.kind == value::Kind::decimal;
    return comparable(context, expected.type, type) && !(expected.given && fraction);
}

std::optional<Operand> read_field_operand(Context& context, Place& place, const syntax::FieldPath& path,
                                          const Expected& expected, bool list) {
    const auto read = read_field(context, place, path);
    if (!read) return std::nullopt;
    if (read->type.list == list && accepts(context, expected, read->type)) {
        Operand operand;
        operand.kind = Operand::Kind::field;
        operand.type = read->type;
        operand.field = read->use;
        operand.span = read->span;
        return operand;
    }
    value::Type wanted = expected.type;
    wanted.list = list;
    const std::string is = what_it_holds(context, read->type);
    Diagnostic& diagnostic =
        expected.given ? context.diagnostics.report(Code::wrong_type, read->span,
                                                    "expected " + catalog::describe(context.catalog, wanted) +
                                                        ", but " + quote(path.path) + " is " + is)
                       : context.diagnostics.report(
                             Code::field_not_comparable, read->span,
                             quote(path.path) + " cannot be compared with " + what_it_holds(context, wanted), is);
    add_subject(context, diagnostic, expected, list);
    const catalog::Field& field = context.catalog.fields[read->use.field];
    note_declaration(context, diagnostic, local_name(field.id), field.declared);
    const bool other_number = read->type.list != list && accepts(context, expected, read->type);
    if (diagnostic.kept && other_number && expected.other_operator)
        diagnostic.helps.push_back(*expected.other_operator);
    return std::nullopt;
}

std::optional<Operand> read_value_operand(Context& context, const Value& value, const Expected& expected) {
    Literal literal = read_literal(context, value, expected.type, expected.given);
    if (!literal.misfit) {
        Operand operand;
        operand.kind = Operand::Kind::scalar;
        operand.type = expected.type;
        if (!literal.whole && operand.type.kind == value::Kind::integer) operand.type.kind = value::Kind::decimal;
        operand.scalars.push_back(std::move(literal.scalar));
        operand.span = value.span;
        return operand;
    }
    if (value.kind == Value::Kind::word) {
        // A bare word that is no value here may name something else.
        const auto definition = context.definitions.find(value.text);
        if (definition && definition->kind == Definition::Kind::list) {
            context.result.named_lists[definition->index].used = true;
            return report_several(context, value.span, quote(value.text) + " is a list, and one value is expected",
                                  expected);
        }
    }
    Diagnostic& diagnostic = report_misfit(context, *literal.misfit);
    if (diagnostic.kept && value.kind == Value::Kind::word && literal.misfit->code == Code::wrong_type) {
        if (const auto field = field_with_local_name(context, value.text)) {
            const std::string& id = context.catalog.fields[*field].id;
            diagnostic.suggest("or did you mean the field " + quote(id) + "?", value.span, id);
        }
    }
    add_subject(context, diagnostic, expected);
    return std::nullopt;
}

std::optional<Operand> read_written_list(Context& context, const syntax::Operand& written, const Expected& expected) {
    Operand operand;
    operand.kind = Operand::Kind::list;
    operand.type = expected.type;
    operand.type.list = true;
    operand.span = written.span;
    if (written.values.empty()) {
        context.diagnostics.report(Code::empty_list, written.span, "the list is empty",
                                   "a list has at least one value");
        return std::nullopt;
    }
    bool good = true;
    for (const Value& value : written.values) {
        Literal literal = read_literal(context, value, expected.type, expected.given);
        if (literal.misfit) {
            add_subject(context, report_misfit(context, *literal.misfit), expected, true);
            good = false;
            continue;
        }
        if (!literal.whole && operand.type.kind == value::Kind::integer) operand.type.kind = value::Kind::decimal;
        operand.scalars.push_back(std::move(literal.scalar));
    }
    if (!good) return std::nullopt;
    return operand;
}

// `in "a"`: one value where a list is taken.
std::nullopt_t report_single(Context& context, const Value& value, const Expected& expected) {
    value::Type list = expected.type;
    list.list = true;
    Diagnostic& diagnostic =
        context.diagnostics.report(Code::wrong_type, value.span,
                                   "expected " + catalog::describe(context.catalog, list) + ", but " +
                                       quote_source(context, value.span) + " is one value",
                                   "a list stands here");
    add_subject(context, diagnostic, expected, true);
    if (!diagnostic.kept) return std::nullopt;
    const std::string bracketed = "[" + std::string(context.sources.text(value.span)) + "]";
    diagnostic.suggest("put it in brackets: " + quote(bracketed), value.span, bracketed);
    if (expected.other_operator) diagnostic.helps.push_back(*expected.other_operator);
    return std::nullopt;
}

}  // namespace

bool comparable(const Context& context, value::Type a, value::Type b) {
    const auto number = [](value::Kind kind) { return kind == value::Kind::integer || kind == value::Kind::decimal; };
    if (number(a.kind) && number(b.kind)) return true;
    if (a.kind != b.kind) return false;
    const bool has_domain = value::is_symbolic(a.kind) || a.kind == value::Kind::money;
    if (!has_domain || a.domain == b.domain) return true;
    return a.kind == value::Kind::money && context.catalog.domain(a).values == context.catalog.domain(b).values;
}

void add_subject(Context& context, Diagnostic& diagnostic, const Expected& expected, bool list) {
    if (!diagnostic.kept || !expected.subject.exists()) return;
    value::Type type = expected.type;
    if (expected.field) {
        const catalog::Field& field = context.catalog.fields[*expected.field];
        diagnostic.label(expected.subject, what_it_holds(context, field.type));
        note_declaration(context, diagnostic, local_name(field.id), field.declared);
        return;
    }
    type.list = list;
    const std::string wanted = expected.given ? catalog::describe(context.catalog, type) : what_it_holds(context, type);
    diagnostic.label(expected.subject, "takes " + wanted);
}

std::optional<Operand> read_one(Context& context, Place& place, const syntax::Operand& operand,
                                const Expected& expected) {
    switch (operand.kind) {
        case syntax::Operand::Kind::value:
            return read_value_operand(context, operand.value, expected);
        case syntax::Operand::Kind::field:
            return read_field_operand(context, place, operand.field, expected, false);
        case syntax::Operand::Kind::values:
            return report_several(context, operand.span, "a list stands where one value is expected", expected);
    }
    return std::nullopt;
}

std::optional<Operand> read_many(Context& context, Place& place, const syntax::Operand& operand,
                                 const Expected& expected) {
    if (operand.kind == syntax::Operand::Kind::values) return read_written_list(context, operand, expected);
    if (operand.kind == syntax::Operand::Kind::field)
        return read_field_operand(context, place, operand.field, expected, true);
    if (operand.value.kind != Value::Kind::word) return report_single(context, operand.value, expected);
    return read_named_list(context, place, operand.value, expected);
}

}  // namespace parley::check
