#include "compiler/check/actions.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "compiler/check/action_values.h"
#include "compiler/check/fields.h"
#include "compiler/check/settable.h"
#include "compiler/check/wording.h"

namespace parley::check {

namespace {

using catalog::ActionForm;
using diagnostics::Code;
using diagnostics::Diagnostic;

// The events of D60, at which a conversation is found or opened.
constexpr std::array<std::string_view, 7> finding_events = {
    "message_received",      "chat_started",          "call_started",     "welcome",
    "contact_form_received", "external_http_request", "response_received"};

// One action while it is checked.
class ActionChecker {
public:
    ActionChecker(Context& context, Place& place, const syntax::Action& written, catalog::ActionId id)
        : context_(context), place_(place), written_(written), definition_(context.catalog.actions[id]) {
        action_.action = id;
        action_.span = written.span;
        action_.name_span = written.name_span;
        given_.resize(definition_.arguments.size());
    }

    std::optional<Action> check() {
        const bool available = check_available();
        good_ = check_possible() && available;  // both say what is wrong
        read_value();
        read_arguments();
        require_arguments();
        if (!good_) return std::nullopt;
        finish();
        return std::move(action_);
    }

private:
    bool is(ActionForm form) const { return definition_.form == form; }

    Diagnostic& report(Code code, source::Span span, std::string message, std::string label = {}) {
        good_ = false;
        Diagnostic& diagnostic = context_.diagnostics.report(code, span, std::move(message), std::move(label));
        note_declaration(context_, diagnostic, definition_.id, definition_.declared);
        return diagnostic;
    }

    bool check_available() {
        if (definition_.unavailable.empty()) return true;
        report(Code::action_unavailable, written_.name_span, "action " + quote(definition_.id) + " is not available",
               definition_.unavailable + " in the catalog");
        return false;
    }

    bool check_possible() {
        if (definition_.id != "attach_to_previous" || !place_.events_known) return true;
        const bool possible = std::any_of(place_.events.begin(), place_.events.end(), [&](catalog::EventId event) {
            const std::string& id = context_.catalog.events[event].id;
            return std::find(finding_events.begin(), finding_events.end(), id) != finding_events.end();
        });
        if (possible) return true;
        const std::vector<std::string> events(finding_events.begin(), finding_events.end());
        report(Code::action_impossible, written_.name_span,
               quote(definition_.id) + " can never be carried out at the rule's events",
               "only before the conversation is settled")
            .label(place_.events_span, "the rule's events")
            .note("it belongs to " + quote_all(events, "and"));
        return false;
    }

    Slot slot(const catalog::Parameter& parameter, source::Span name_span) const {
        return {parameter.type, parameter.merge, parameter.or_true, name_span};
    }

    // The value behind the action.
    void read_value() {
        if (is(ActionForm::set_field) || is(ActionForm::clear_field)) return read_target();
        if (!written_.operand) return require_value();
        if (!definition_.value) {
            report(Code::unexpected_value, written_.operand->span,
                   "action " + quote(definition_.id) + " takes no value")
                .label(written_.name_span, "stands alone");
            return;
        }
        value_ = read_action_value(context_, place_, *written_.operand, slot(*definition_.value, written_.name_span));
        good_ = good_ && value_.has_value();
    }

    void require_value() {
        // Of a message the text may be an argument; a value named like one is reported there.
        if (!definition_.value || definition_.value->optional || is(ActionForm::message)) return;
        const bool as_argument =
            std::any_of(written_.arguments.begin(), written_.arguments.end(),
                        [&](const syntax::Argument& argument) { return argument.name == definition_.value->name; });
        if (as_argument && !definition_.argument(definition_.value->name)) return;
        const std::string wanted = catalog::describe(context_.catalog, definition_.value->type);
        report(Code::missing_value, written_.name_span, "action " + quote(definition_.id) + " has no value",
               wanted + " stands behind it");
    }

    void read_target() {
        target_ = read_settable(context_, written_);
        if (!target_) {
            good_ = false;
            return;
        }
        action_.target = *target_;
        value_ = constant_text(context_.catalog.fields[*target_].id, written_.operand->span);
    }

    void read_arguments() {
        std::unordered_map<std::string_view, source::Span> seen;
        for (const syntax::Argument& argument : written_.arguments) {
            const auto [first, fresh] = seen.try_emplace(argument.name, argument.name_span);
            if (!fresh) {
                report(Code::duplicate_argument, argument.name_span,
                       "the argument " + quote(argument.name) + " is given twice")
                    .label(first->second, "first given here");
                continue;
            }
            read_argument(argument);
        }
    }

    void read_argument(const syntax::Argument& argument) {
        const auto& parameters = definition_.arguments;
        const auto parameter = std::find_if(parameters.begin(), parameters.end(),
                                            [&](const catalog::Parameter& p) { return p.name == argument.name; });
        if (parameter != parameters.end()) {
            const auto index = static_cast<std::size_t>(parameter - parameters.begin());
            return store(given_[index], argument, argument_slot(*parameter, argument.name_span));
        }
        if (is(ActionForm::message) && argument.name == definition_.value->name) return read_text_argument(argument);
        if (is(ActionForm::message)) {
            const catalog::Domain& platforms = context_.catalog.domains[context_.catalog.platform_domain];
            if (const auto platform = platforms.find(argument.name)) return read_platform_text(argument, *platform);
        }
        if (is(ActionForm::link_profile)) return read_identifier(argument);
        report_unknown(argument);
    }

    std::optional<Slot> argument_slot(const catalog::Parameter& parameter, source::Span name_span) const {
        Slot made = slot(parameter, name_span);
        if (!is(ActionForm::set_field)) return made;
        if (!target_) return std::nullopt;  // of what type the value is, nobody knows
        made.type = context_.catalog.fields[*target_].type;
        made.merge = made.type.kind == value::Kind::text;
        return made;
    }

    void store(std::optional<ActionValue>& into, const syntax::Argument& argument, const std::optional<Slot>& slot) {
        if (slot) into = read_action_value(context_, place_, argument.operand, *slot);
        good_ = good_ && into.has_value();
        // An argument in error is not missing.
        if (!into) into.emplace();
    }

    void read_text_argument(const syntax::Argument& argument) {
        if (written_.operand) {
            report(Code::duplicate_argument, argument.name_span, "the text is given twice",
                   "as an argument, and as the value")
                .label(written_.operand->span, "first given here");
            return;
        }
        store(value_, argument, slot(*definition_.value, argument.name_span));
    }

    void read_platform_text(const syntax::Argument& argument, std::uint32_t platform) {
        std::optional<ActionValue> text;
        store(text, argument, slot(*definition_.value, argument.name_span));
        action_.platform_texts.emplace_back(platform, std::move(*text));
    }

    // Any other identifier of a person, which only a field can hold.
    void read_identifier(const syntax::Argument& argument) {
        if (argument.operand.kind != syntax::Operand::Kind::field) return report_unknown(argument);
        std::optional<ActionValue> value;
        store(value, argument, Slot{{value::Kind::text}, true, false, argument.name_span});
        identifiers_.push_back({argument.name, std::move(*value), false});
    }

    void report_unknown(const syntax::Argument& argument) {
        Diagnostic& diagnostic = report(Code::unknown_argument, argument.name_span,
                                        "action " + quote(definition_.id) + " has no argument " + quote(argument.name));
        if (!diagnostic.kept) return;
        if (definition_.value && argument.name == definition_.value->name) {
            diagnostic.help("it is the action's value, which stands behind its name");
            return;
        }
        std::vector<std::string> names;
        if (is(ActionForm::message)) names.push_back(definition_.value->name);
        for (const catalog::Parameter& parameter : definition_.arguments) names.push_back(parameter.name);
        if (is(ActionForm::message)) {
            const auto& platforms = context_.catalog.domains[context_.catalog.platform_domain].values;
            names.insert(names.end(), platforms.begin(), platforms.end());
        }
        if (names.empty())
            diagnostic.note("it takes no arguments");
        else
            suggest_name(context_, diagnostic, argument.name, names, "argument", argument.name_span, false);
        if (is(ActionForm::link_profile))
            diagnostic.help("another identifier of a person is given as a field that holds it");
    }

    void require_arguments() {
        for (std::size_t i = 0; i < definition_.arguments.size(); ++i) {
            const catalog::Parameter& parameter = definition_.arguments[i];
            if (given_[i] || parameter.optional) continue;
            const auto slot = argument_slot(parameter, written_.name_span);
            if (!slot) continue;  // the field that it is for was reported
            report(Code::missing_argument, written_.name_span,
                   "action " + quote(definition_.id) + " has no argument " + quote(parameter.name),
                   quote(parameter.name) + " takes " + catalog::describe(context_.catalog, slot->type));
        }
        if (is(ActionForm::message) && !value_ && !written_.operand) {
            report(Code::missing_argument, written_.name_span, "action " + quote(definition_.id) + " has no text",
                   "stands behind it, or after `text:`")
                .note("it is for every platform that has no text of its own");
        }
        const bool linked = !identifiers_.empty() || std::any_of(given_.begin(), given_.end(),
                                                                 [](const auto& value) { return value.has_value(); });
        if (is(ActionForm::link_profile) && !linked && written_.arguments.empty()) {
            report(Code::missing_argument, written_.name_span, "action " + quote(definition_.id) + " has no argument",
                   "at least one identifier of the person has to be given")
                .help("such as `link_profile { email: conversation.email }`");
        }
    }

    void finish() {
        if (is(ActionForm::message)) {
            action_.text = std::move(*value_);
        } else if (value_) {
            action_.members.push_back({definition_.value->name, std::move(*value_), written_.operand.has_value()});
        }
        if (is(ActionForm::catalog_message)) add_catalog_message();
        for (std::size_t i = 0; i < given_.size(); ++i) {
            if (!given_[i]) continue;
            const catalog::Parameter& parameter = definition_.arguments[i];
            if (parameter.or_true)
                action_.skip_if_recent = std::move(given_[i]);
            else
                action_.members.push_back({parameter.name, std::move(*given_[i]), false});
        }
        std::move(identifiers_.begin(), identifiers_.end(), std::back_inserter(action_.members));
    }

    // The catalog's texts, which the copies share.
    void add_catalog_message() {
        const ActionValue& name = action_.members.back().value;
        if (name.kind != ActionValue::Kind::scalar) return;
        const auto message = static_cast<std::size_t>(name.scalars[0].number);
        if (message >= context_.result.catalog_messages.size()) return;
        require_message_fields(context_.message_needs[message], name);
        const Action& texts = context_.result.catalog_messages[message];
        action_.text = texts.text;
        action_.platform_texts = texts.platform_texts;
        action_.members.insert(action_.members.end(), texts.members.begin(), texts.members.end());
    }

    void require_message_fields(const Place& message, const ActionValue& name) {
        if (!place_.events_known || context_.availability.possible_set(message.needs, place_.events)) return;
        for (const FieldMention& mention : message.restricted) {
            if (context_.availability.possible(mention.field, place_.events)) continue;
            const std::string& field = context_.catalog.fields[mention.field].id;
            report(Code::impossible_field, name.span,
                   "message " + quote(name.scalars[0].text) + " shows " + quote(field) +
                       ", which can have no value at any of the rule's events",
                   quote(field) + " exists only " + exists_at(context_, mention.field))
                .label(place_.events_span, "the rule's events")
                .label(mention.span, "shown here");
            return;
        }
    }

    Context& context_;
    Place& place_;
    const syntax::Action& written_;
    const catalog::Action& definition_;
    Action action_;
    bool good_ = true;
    std::optional<catalog::FieldId> target_;
    std::optional<ActionValue> value_;
    std::vector<std::optional<ActionValue>> given_;  // by the definition's arguments
    std::vector<ActionMember> identifiers_;
};

}  // namespace

std::optional<Action> check_action(Context& context, Place& place, const syntax::Action& written) {
    const auto id = context.catalog.find_action(written.name);
    if (id) return ActionChecker(context, place, written, *id).check();
    Diagnostic& diagnostic = context.diagnostics.report(
        Code::unknown_action, written.name_span, "unknown action " + quote(written.name), not_in_catalog(context));
    if (context.action_names.empty()) {
        for (const catalog::Action& action : context.catalog.actions) context.action_names.push_back(action.id);
    }
    suggest_name(context, diagnostic, written.name, context.action_names, "action", written.name_span, false);
    return std::nullopt;
}

}  // namespace parley::check
