#include "compiler/check/action_values.h"

#include "compiler/check/literals.h"
#include "compiler/check/merge_texts.h"
#include "compiler/check/operands.h"

namespace parley::check {

namespace {

using diagnostics::Code;
using syntax::Value;

constexpr value::Number recent = 15 * 60;  // what `skip_if_recent_conversation: true` stands for (D45)

Expected expected(const Slot& slot) {
    Expected expected;
    expected.type = slot.type.element();
    expected.subject = slot.name_span;
    expected.given = true;
    return expected;
}

ActionValue from_operand(const Context& context, Operand operand) {
    ActionValue value;
    value.type = operand.type;
    value.field = operand.field;
    value.span = operand.span;
    switch (operand.kind) {
        case Operand::Kind::scalar:
            value.kind = ActionValue::Kind::scalar;
            break;
        case Operand::Kind::list:
            value.kind = ActionValue::Kind::list;
            break;
        case Operand::Kind::field:
            value.kind = ActionValue::Kind::field;
            break;
        case Operand::Kind::none:
            break;
    }
    if (operand.shared != none)
        value.scalars = context.result.lists[operand.shared].scalars;
    else
        value.scalars = std::move(operand.scalars);
    return value;
}

ActionValue text_value(std::vector<Template> texts, bool list, source::Span span) {
    ActionValue value;
    value.kind = list ? ActionValue::Kind::texts : ActionValue::Kind::text;
    value.type = {value::Kind::text, list};
    value.texts = std::move(texts);
    value.span = span;
    return value;
}

std::optional<ActionValue> read_text_value(Context& context, Place& place, const syntax::Operand& operand) {
    auto parts = read_template(context, place, operand.value);
    if (!parts) return std::nullopt;
    return text_value({std::move(*parts)}, false, operand.span);
}

// A written list of texts, each of which may hold merge fields.
std::optional<ActionValue> read_text_list(Context& context, Place& place, const syntax::Operand& operand,
                                          const Slot& slot) {
    std::vector<Template> texts;
    bool good = true;
    for (const Value& value : operand.values) {
        if (value.kind == Value::Kind::string) {
            auto parts = read_template(context, place, value);
            good = good && parts.has_value();
            if (parts) texts.push_back(std::move(*parts));
            continue;
        }
        const Literal literal = read_literal(context, value, {value::Kind::text});
        if (literal.misfit) add_subject(context, report_misfit(context, *literal.misfit), expected(slot), true);
        good = false;
    }
    if (!good) return std::nullopt;
    return text_value(std::move(texts), true, operand.span);
}

std::optional<ActionValue> read_switch(Context& context, const syntax::Operand& operand, const Slot& slot) {
    if (operand.value.text == "true") {
        ActionValue value;
        value.kind = ActionValue::Kind::scalar;
        value.type = slot.type;
        value.scalars = std::vector<Scalar>{{recent, {}}};
        value.span = operand.span;
        return value;
    }
    context.diagnostics.report(Code::wrong_type, operand.span, "expected a duration or `true`, but `false` stands here")
        .label(slot.name_span, "takes a duration, or `true` for 15 minutes")
        .help("it is off where it is left out");
    return std::nullopt;
}

}  // namespace

std::optional<ActionValue> read_action_value(Context& context, Place& place, const syntax::Operand& operand,
                                             const Slot& slot) {
    const bool value = operand.kind == syntax::Operand::Kind::value;
    const bool text = slot.type.kind == value::Kind::text && slot.merge;
    if (slot.or_true && value && operand.value.kind == Value::Kind::boolean) return read_switch(context, operand, slot);
    if (text && !slot.type.list && value && operand.value.kind == Value::Kind::string)
        return read_text_value(context, place, operand);
    if (text && slot.type.list && operand.kind == syntax::Operand::Kind::values && !operand.values.empty())
        return read_text_list(context, place, operand, slot);
    auto read = slot.type.list ? read_many(context, place, operand, expected(slot))
                               : read_one(context, place, operand, expected(slot));
    if (!read) return std::nullopt;
    return from_operand(context, std::move(*read));
}

ActionValue constant_text(std::string text, source::Span span) {
    ActionValue value;
    value.kind = ActionValue::Kind::scalar;
    value.type = {value::Kind::text};
    value.scalars = std::vector<Scalar>{{0, std::move(text)}};
    value.span = span;
    return value;
}

}  // namespace parley::check
