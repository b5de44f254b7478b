#include "compiler/check/fields.h"

#include "compiler/check/literals.h"
#include "compiler/check/wording.h"

namespace parley::check {

namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;

std::span<const std::string> field_names(Context& context) {
    if (context.field_names.empty()) {
        for (const catalog::Field& field : context.catalog.fields) context.field_names.push_back(field.id);
    }
    return context.field_names;
}

void report_unknown(Context& context, const syntax::FieldPath& path) {
    Diagnostic& diagnostic = context.diagnostics.report(Code::unknown_field, path.span,
                                                        "unknown field " + quote(path.path), not_in_catalog(context));
    if (!diagnostic.kept) return;
    // The group was forgotten, or another one was meant.
    if (const auto meant = field_with_local_name(context, local_name(path.path))) {
        const std::string& id = context.catalog.fields[*meant].id;
        diagnostic.suggest("did you mean " + quote(id) + "?", path.span, id);
        return;
    }
    suggest_name(context, diagnostic, path.path, field_names(context), "field", path.span, false);
}

catalog::FieldId follow_alias(const catalog::Catalog& catalog, catalog::FieldId field) {
    return catalog.fields[field].alias_of.value_or(field);
}

std::optional<std::uint32_t> read_queue(Context& context, const syntax::Value& argument) {
    value::Type type{value::Kind::reference};
    type.domain = context.catalog.queue_domain;
    Literal literal = read_literal(context, argument, type);
    if (literal.misfit) {
        report_misfit(context, *literal.misfit);
        return std::nullopt;
    }
    return static_cast<std::uint32_t>(literal.scalar.number);
}

}  // namespace

std::optional<catalog::FieldId> field_with_local_name(const Context& context, std::string_view name) {
    // A conversation's field is the likeliest to be meant.
    std::optional<catalog::FieldId> found;
    for (catalog::FieldId id = 0; id < context.catalog.fields.size(); ++id) {
        const catalog::Field& field = context.catalog.fields[id];
        if (local_name(field.id) != name) continue;
        if (!found || field.group == catalog::Group::conversation) found = id;
    }
    return found;
}

std::optional<catalog::FieldId> named_field(Context& context, const syntax::FieldPath& path) {
    const auto id = context.catalog.find_field(path.path);
    if (!id) {
        report_unknown(context, path);
        return std::nullopt;
    }
    return follow_alias(context.catalog, *id);
}

std::optional<ReadField> read_field(Context& context, Place& place, const syntax::FieldPath& path) {
    const auto id = context.catalog.find_field(path.path);
    if (!id) {
        report_unknown(context, path);
        return std::nullopt;
    }
    const catalog::FieldId target = follow_alias(context.catalog, *id);
    const catalog::Field& field = context.catalog.fields[target];
    ReadField read{
        {target, std::nullopt, false}, field.type, *id, path.full_span.exists() ? path.full_span : path.span};
    if (path.argument) {
        if (field.group != catalog::Group::workload) {
            context.diagnostics
                .report(Code::wrong_argument, path.argument->span, "field " + quote(path.path) + " takes no argument")
                .help("only the fields of `workload` take one, the name of a queue");
            return std::nullopt;
        }
        read.use.queue = read_queue(context, *path.argument);
        if (!read.use.queue) return std::nullopt;
    }
    if (target == context.catalog.context_event) place.reads_event = true;
    require_field(context, place, target, path.span, path.path);
    return read;
}

std::string exists_at(const Context& context, catalog::FieldId field) {
    std::vector<std::string> events;
    for (const catalog::EventId event : context.catalog.fields[field].at) {
        events.push_back(context.catalog.events[event].id);
    }
    return "at " + quote_all(events, "and");
}

void require_field(Context& context, Place& place, catalog::FieldId field, source::Span span,
                   std::string_view written) {
    const catalog::Field& definition = context.catalog.fields[field];
    if (definition.at.empty()) return;
    if (!place.in_rule) {
        const Availability::SetId wider = context.availability.with(place.needs, field);
        if (wider != place.needs) place.restricted.push_back({field, span});
        place.needs = wider;
        return;
    }
    if (!place.events_known || context.availability.possible(field, place.events)) return;
    Diagnostic& diagnostic =
        context.diagnostics
            .report(Code::impossible_field, span, quote(written) + " can have no value at any of the rule's events",
                    "exists only " + exists_at(context, field))
            .label(place.events_span, "the rule's events");
    note_declaration(context, diagnostic, local_name(definition.id), definition.declared);
}

}  // namespace parley::check
