#include "compiler/check/merge_texts.h"

#include <algorithm>

#include "compiler/check/fields.h"
#include "compiler/check/wording.h"

namespace parley::check {

namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;

std::string braces(std::string_view name) {
    return "{{" + std::string(name) + "}}";
}

std::span<const std::string> merge_names(Context& context) {
    if (context.merge_names.empty()) {
        for (const catalog::MergeField& field : context.catalog.merge_fields) {
            if (field.available) context.merge_names.push_back(field.name);
        }
    }
    return context.merge_names;
}

void report_unknown(Context& context, const syntax::StringPart& part) {
    Diagnostic& diagnostic =
        context.diagnostics.report(Code::unknown_merge_field, part.span,
                                   "unknown merge field " + quote(braces(part.text)), not_in_catalog(context));
    suggest_name(context, diagnostic, part.text, merge_names(context), "merge field", part.name_span, false);
}

// The CRM of the tenant as people write it, by one of its merge fields.
std::string crm_noun(const catalog::Catalog& catalog) {
    for (const catalog::MergeField& field : catalog.merge_fields) {
        if (!field.crm.empty() && field.available) return field.crm;
    }
    return catalog.crm;
}

void report_unavailable(Context& context, const syntax::StringPart& part, const catalog::MergeField& field) {
    const catalog::Catalog& catalog = context.catalog;
    Diagnostic& diagnostic = context.diagnostics.report(
        Code::merge_field_unavailable, part.span, "merge field " + quote(braces(part.text)) + " is not available",
        field.crm.empty() ? "not with this tenant's catalog" : "comes from " + field.crm);
    if (!diagnostic.kept || field.crm.empty()) return;
    if (catalog.crm.empty() || catalog.crm == "none") {
        diagnostic.note("this tenant has no CRM" +
                        (catalog.crm_span.exists() ? " (" + place_name(context, catalog.crm_span) + ")" : ""));
        return;
    }
    diagnostic.note("this tenant's CRM is " + quote(catalog.crm) +
                    (catalog.crm_span.exists() ? " (" + place_name(context, catalog.crm_span) + ")" : ""));
    std::vector<std::string> offered;
    for (const catalog::MergeField& other : catalog.merge_fields) {
        if (!other.crm.empty() && other.available) offered.push_back(braces(other.name));
    }
    if (!offered.empty()) diagnostic.help(crm_noun(catalog) + " offers " + quote_all(offered, "and"));
}

}  // namespace

std::optional<TemplatePart> read_merge_field(Context& context, Place& place, const syntax::StringPart& part) {
    const catalog::MergeField* field = context.catalog.find_merge_field(part.text);
    if (!field) {
        report_unknown(context, part);
        return std::nullopt;
    }
    if (!field->available) {
        report_unavailable(context, part, *field);
        return std::nullopt;
    }
    if (field->from) {
        const catalog::FieldId from = context.catalog.fields[*field->from].alias_of.value_or(*field->from);
        require_field(context, place, from, part.span, braces(part.text));
        if (from == context.catalog.context_event) place.reads_event = true;
    }
    TemplatePart made;
    made.text = part.text;
    made.merge_field = static_cast<std::uint32_t>(field - context.catalog.merge_fields.data());
    made.fallback = part.fallback ? part.fallback : field->fallback;
    made.span = part.span;
    return made;
}

std::optional<Template> read_template(Context& context, Place& place, const syntax::Value& string) {
    Template parts;
    if (string.parts.empty()) {
        parts.push_back({string.text, none, std::nullopt, string.span});
        return parts;
    }
    bool good = true;
    for (const syntax::StringPart& part : string.parts) {
        if (!part.merge) {
            parts.push_back({part.text, none, std::nullopt, part.span});
        } else if (auto merge = read_merge_field(context, place, part)) {
            parts.push_back(std::move(*merge));
        } else {
            good = false;
        }
    }
    if (!good) return std::nullopt;
    return parts;
}

}  // namespace parley::check
