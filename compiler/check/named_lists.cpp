#include "compiler/check/named_lists.h"

#include "compiler/check/literals.h"
#include "compiler/check/wording.h"

namespace parley::check {

namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;

std::nullopt_t report_unknown_list(Context& context, const syntax::Value& name, const Expected& expected) {
    const auto definition = context.definitions.find(name.text);
    if (definition) {
        context.definitions.conditions[definition->index].used = true;
        context.diagnostics.report(Code::unknown_list, name.span, quote(name.text) + " is a condition, not a list")
            .label(context.definitions.conditions[definition->index].written->name_span, "defined here");
        return std::nullopt;
    }
    if (context.definitions.is_left_out(name.text)) return std::nullopt;
    // A value that the list was forgotten round, or a list's name misspelt.
    const bool value = value::is_symbolic(expected.type.kind) && !read_literal(context, name, expected.type).misfit;
    Diagnostic& diagnostic =
        context.diagnostics.report(Code::unknown_list, name.span, "unknown list " + quote(name.text));
    add_subject(context, diagnostic, expected, true);
    if (value) {
        diagnostic.suggest("put the value in brackets: " + quote("[" + name.text + "]"), name.span,
                           "[" + name.text + "]");
        if (expected.other_operator && diagnostic.kept) diagnostic.helps.push_back(*expected.other_operator);
        return std::nullopt;
    }
    suggest_name(context, diagnostic, name.text, context.definitions.list_names(), "list", name.span, false);
    return std::nullopt;
}

void report_values(Context& context, const syntax::Value& name, const Expected& expected, const Misfit& first,
                   std::size_t more) {
    value::Type type = expected.type;
    type.list = true;
    Diagnostic& diagnostic =
        context.diagnostics.report(first.code, name.span, first.message + ", in list " + quote(name.text),
                                   "read here as " + catalog::describe(context.catalog, type));
    diagnostic.label(first.smaller.value_or(first.span), first.label.empty() ? "this value" : first.label);
    add_subject(context, diagnostic, expected, true);
    if (more != 0) {
        const std::string values = more == 1 ? " other value of the list does" : " other values of the list do";
        diagnostic.note(std::to_string(more) + values + " not fit either");
    }
    add_help(context, diagnostic, first);
}

// The values of a list as those of one type: index into CheckedRules::lists, none if one does not fit.
std::uint32_t read_values(Context& context, const syntax::Value& name, std::uint32_t list, const Expected& expected) {
    SharedList shared;
    shared.name = name.text;
    shared.type = expected.type;
    shared.type.list = true;
    std::vector<Scalar> scalars;
    std::unique_ptr<Misfit> first;
    std::size_t misfits = 0;
    for (const syntax::Value& value : context.definitions.lists[list].written->values) {
        Literal literal = read_literal(context, value, expected.type, expected.given);
        if (literal.misfit) {
            if (misfits++ == 0) first = std::move(literal.misfit);
            continue;
        }
        if (!literal.whole && shared.type.kind == value::Kind::integer) shared.type.kind = value::Kind::decimal;
        scalars.push_back(std::move(literal.scalar));
    }
    if (first) {
        report_values(context, name, expected, *first, misfits - 1);
        return none;
    }
    shared.scalars = std::move(scalars);
    context.result.lists.push_back(std::move(shared));
    return static_cast<std::uint32_t>(context.result.lists.size() - 1);
}

}  // namespace

std::optional<Operand> read_named_list(Context& context, Place& place, const syntax::Value& name,
                                       const Expected& expected) {
    const auto definition = context.definitions.find(name.text);
    if (!definition || definition->kind != Definition::Kind::list) return report_unknown_list(context, name, expected);
    const std::uint32_t list = definition->index;
    context.result.named_lists[list].used = true;
    std::uint32_t shared = none;
    if (!context.definitions.lists[list].broken) {
        const ListReading reading{list, expected.type.kind, expected.type.domain, expected.given};
        const auto [known, fresh] = context.readings.try_emplace(reading, none);
        if (fresh) known->second = read_values(context, name, list, expected);
        shared = known->second;
    }
    if (shared == none) {
        place.broken = true;
        return std::nullopt;
    }
    Operand operand;
    operand.kind = Operand::Kind::list;
    operand.type = context.result.lists[shared].type;
    operand.shared = shared;
    operand.span = name.span;
    return operand;
}

void check_lists(Context& context) {
    for (DefinedList& list : context.definitions.lists) {
        context.result.named_lists.push_back({list.written->name, list.written->span, list.written->name_span, false});
        if (list.written->values.empty()) {
            const source::Span span = list.written->values_span;
            context.diagnostics.report(Code::empty_list, span.exists() ? span : list.written->name_span,
                                       "the list " + quote(list.written->name) + " is empty",
                                       "a list has at least one value");
            list.broken = true;
        } else {
            list.broken = !check_values(context, list.written->values);
        }
    }
}

}  // namespace parley::check
