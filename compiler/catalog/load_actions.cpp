#include <algorithm>
#include <array>

#include "compiler/catalog/loader.h"
#include "compiler/catalog/vocabulary.h"

namespace parley::catalog {

using diagnostics::Code;

namespace {

// Members that every action has on the wire, so that no argument can.
constexpr std::array<std::string_view, 8> taken_members = {"action",     "rule",     "at",    "value",
                                                           "suppressed", "not_done", "event", "missing"};

}  // namespace

void Loader::load_actions(const yaml::Node& node) {
    NameSet names("action");
    for (const Action& action : catalog_.actions) names.add(reader_, action.id, {});
    for (const yaml::Entry& entry : reader_.entries(node, "actions", "a mapping of action ids to what they take")) {
        read_action(entry, names);
    }
}

void Loader::read_action(const yaml::Entry& entry, NameSet& names) {
    if (!is_free_word(entry, "an action") || !names.add(reader_, entry.key, entry.key_span)) return;
    reader_.entries(entry.value, entry.key, "a mapping with `value` and `arguments`");
    reader_.known_keys(entry.value, "an action", {"label", "description", "value", "arguments"});
    Action action;
    action.id = action.label = entry.key;
    action.custom = true;
    action.declared = entry.key_span;
    if (auto label = entry.value.find("label")) action.label = reader_.text(*label, "label").value_or(action.label);
    if (auto value = find_entry(entry.value, "value")) action.value = read_parameter(*value);
    if (auto arguments = entry.value.find("arguments")) read_arguments(*arguments, action);
    builder_.add_action(std::move(action));
}

std::optional<Parameter> Loader::read_parameter(const yaml::Entry& entry) {
    const yaml::Node& node = entry.value;
    if (node.kind != yaml::Node::Kind::mapping) {
        reader_.wrong_shape(node, entry.key, "a mapping with `type`");
        return std::nullopt;
    }
    reader_.known_keys(node, "a value or argument",
                       {"type", "values", "ordered", "currency", "optional", "description"});
    std::string noun = entry.key;
    std::replace(noun.begin(), noun.end(), '_', ' ');
    auto type = read_type(node, "a value or argument", entry.key_span, noun);
    if (!type) return std::nullopt;
    Parameter parameter;
    parameter.name = entry.key;
    parameter.type = *type;
    parameter.merge = type->kind == value::Kind::text;
    if (auto optional = node.find("optional"))
        parameter.optional = reader_.boolean(*optional, "optional").value_or(false);
    if (auto text = node.find("description")) {
        parameter.description = reader_.text(*text, "description").value_or(std::string());
    }
    return parameter;
}

void Loader::read_arguments(const yaml::Node& node, Action& action) {
    for (const yaml::Entry& entry : reader_.entries(node, "arguments", "a mapping of names to types")) {
        if (!is_word(entry.key)) {
            reader_
                .report(Code::wrong_catalog_value, entry.key_span, in_backticks(entry.key) + " cannot name an argument")
                .help("use letters, digits and `_`, with no digit in front");
        } else if (std::find(taken_members.begin(), taken_members.end(), entry.key) != taken_members.end()) {
            reader_
                .report(Code::wrong_catalog_value, entry.key_span,
                        in_backticks(entry.key) + " is what every action has on the wire and cannot name an argument")
                .help("choose another name");
        } else if (auto argument = read_parameter(entry)) {
            action.arguments.push_back(std::move(*argument));
        }
    }
}

}  // namespace parley::catalog
