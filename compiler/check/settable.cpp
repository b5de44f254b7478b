#include "compiler/check/settable.h"

#include <array>
#include <utility>

#include "compiler/check/fields.h"
#include "compiler/check/wording.h"

namespace parley::check {

namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;

// The actions that do for these fields what `set_field` may not.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> other_actions = {{
    {"conversation.priority", "`set_priority`"},
    {"conversation.queue", "`send_to_queue`"},
    {"conversation.assigned_to", "`assign_to_agent` or `unassign`"},
    {"conversation.tags", "`add_tag` or `remove_tag`"},
    {"conversation.status", "`close` or `reopen`"},
    {"conversation.state", "`close`, `hold` or `reopen`"},
    {"conversation.closed_as", "`close`"},
    {"conversation.state_reason", "`hold`"},
    {"profile.email", "`link_profile`"},
}};

std::nullopt_t report_not_a_field(Context& context, const syntax::Operand& operand, const syntax::Action& written) {
    Diagnostic& diagnostic =
        context.diagnostics.report(Code::wrong_type, operand.span, "expected a field's name, but this is a value")
            .label(written.name_span, "takes a field");
    if (operand.kind != syntax::Operand::Kind::value) return std::nullopt;
    const std::string& text = operand.value.text;
    if (operand.value.kind == syntax::Value::Kind::string && context.catalog.find_field(text)) {
        diagnostic.suggest("leave out the quotes", operand.span, text);
    } else if (const auto field = field_with_local_name(context, text)) {
        const std::string& id = context.catalog.fields[*field].id;
        diagnostic.suggest("did you mean " + quote(id) + "?", operand.span, id);
    }
    return std::nullopt;
}

std::nullopt_t report_not_settable(Context& context, const syntax::FieldPath& path, const catalog::Field& field) {
    Diagnostic& diagnostic = context.diagnostics.report(Code::field_not_settable, path.span,
                                                        "the field " + quote(path.path) + " cannot be set",
                                                        "not one that an action may set");
    note_declaration(context, diagnostic, local_name(field.id), field.declared);
    for (const auto& [id, actions] : other_actions) {
        if (id == field.id) diagnostic.help("use " + std::string(actions));
    }
    return std::nullopt;
}

}  // namespace

std::optional<catalog::FieldId> read_settable(Context& context, const syntax::Action& written) {
    if (!written.operand) {
        context.diagnostics.report(Code::missing_value, written.name_span,
                                   "action " + quote(written.name) + " has no value", "a field stands behind it");
        return std::nullopt;
    }
    const syntax::Operand& operand = *written.operand;
    if (operand.kind != syntax::Operand::Kind::field) return report_not_a_field(context, operand, written);
    const auto id = named_field(context, operand.field);
    if (!id) return std::nullopt;
    const catalog::Field& field = context.catalog.fields[*id];
    if (!field.settable) return report_not_settable(context, operand.field, field);
    if (operand.field.argument) {
        context.diagnostics.report(Code::wrong_argument, operand.field.argument->span,
                                   "field " + quote(operand.field.path) + " takes no argument");
        return std::nullopt;
    }
    return id;
}

}  // namespace parley::check
