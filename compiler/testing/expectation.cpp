#include "compiler/testing/expectation.h"

#include <algorithm>
#include <array>

#include "compiler/diagnostics/suggest.h"

namespace parley::testing {

namespace {

using diagnostics::Code;
using yaml::Node;

// What the wire adds to an action's own members.
constexpr std::array<std::string_view, 5> common_members = {"rule", "at", "suppressed", "not_done", "missing"};

// Identifiers and the new value of a field have names that the vocabulary leaves open.
bool has_open_members(const catalog::Action& action) {
    return action.form == catalog::ActionForm::set_field || action.form == catalog::ActionForm::link_profile;
}

bool is_member(const catalog::Action& action, std::string_view name) {
    if (has_open_members(action) || action.argument(name) != nullptr) return true;
    if (action.value && action.value->name == name) return true;
    if (action.form == catalog::ActionForm::catalog_message && name == "text") return true;
    if (action.id == "send_to_least_loaded" && name == "queue") return true;
    return std::find(common_members.begin(), common_members.end(), name) != common_members.end();
}

bool check_members(const catalog::Action& action, const Node& members, diagnostics::Diagnostics& diagnostics) {
    bool good = true;
    for (const yaml::Entry& member : members.entries) {
        if (is_member(action, member.key)) continue;
        std::vector<std::string> names(common_members.begin(), common_members.end());
        if (action.value) names.push_back(action.value->name);
        for (const catalog::Parameter& parameter : action.arguments) names.push_back(parameter.name);
        diagnostics::Diagnostic& finding = diagnostics.report(Code::unknown_key, member.key_span,
                                                              "`" + action.id + "` has no member `" + member.key + "`");
        diagnostics::help_with_name(finding, member.key, names, "member", member.key_span, false);
        good = false;
    }
    return good;
}

const catalog::Action* find_action(const std::string& name, source::Span span, const catalog::Catalog& catalog,
                                   diagnostics::Diagnostics& diagnostics) {
    if (const std::optional<catalog::ActionId> action = catalog.find_action(name)) return &catalog.actions[*action];
    std::vector<std::string> names;
    for (const catalog::Action& action : catalog.actions) names.push_back(action.id);
    diagnostics::Diagnostic& finding = diagnostics.report(Code::unknown_action, span, "unknown action `" + name + "`");
    diagnostics::help_with_name(finding, name, names, "action", span, false);
    return nullptr;
}

Node mapping(source::Span span, std::vector<yaml::Entry> entries) {
    Node node;
    node.kind = Node::Kind::mapping;
    node.span = span;
    node.entries = std::move(entries);
    return node;
}

// `action`, `action: value` and `action: {member: value}` as `{action: {member: value}}`.
std::optional<Node> normalise_action(const Node& item, const catalog::Catalog& catalog,
                                     diagnostics::Diagnostics& diagnostics) {
    const bool bare = item.is_scalar();
    if (!bare && (item.kind != Node::Kind::mapping || item.entries.size() != 1)) {
        diagnostics.report(Code::bad_test, item.span, "an expected action is one name, with or without a value")
            .help("write each action as an item of its own: `- send_to_queue: Default`");
        return std::nullopt;
    }
    const std::string& name = bare ? item.scalar : item.entries[0].key;
    const source::Span span = bare ? item.span : item.entries[0].key_span;
    const catalog::Action* action = find_action(name, span, catalog, diagnostics);
    if (action == nullptr) return std::nullopt;
    Node members = mapping(item.span, {});
    if (!bare && item.entries[0].value.kind != Node::Kind::null) {
        const Node& value = item.entries[0].value;
        if (value.kind == Node::Kind::mapping) {
            if (!check_members(*action, value, diagnostics)) return std::nullopt;
            members = value;
        } else if (action->value) {
            members.entries.push_back({action->value->name, span, value});
        } else {
            diagnostics.report(Code::bad_test, value.span, "`" + name + "` has no value")
                .help("write `- " + name + "` alone, or name members in a mapping");
            return std::nullopt;
        }
    }
    return mapping(item.span, {{name, span, std::move(members)}});
}

bool is_path(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos;
}

bool is_outcome(std::string_view text) {
    if (text == "else" || text == "none" || text == "not fired" || text == "taken else") return true;
    return text.starts_with("taken ") && is_path(text.substr(6));
}

}  // namespace

std::optional<Node> normalise_actions(const Node& list, const catalog::Catalog& catalog,
                                      diagnostics::Diagnostics& diagnostics) {
    if (list.kind != Node::Kind::sequence) {
        diagnostics.report(Code::wrong_shape, list.span, "expected actions are a list")
            .help("write `- send_to_queue: Default` for each; `expect_none: true` for no action at all");
        return std::nullopt;
    }
    Node out = list;
    out.items.clear();
    for (const Node& item : list.items) {
        std::optional<Node> action = normalise_action(item, catalog, diagnostics);
        if (!action) return std::nullopt;
        out.items.push_back(std::move(*action));
    }
    return out;
}

std::optional<std::vector<RuleExpectation>> read_rule_expectations(const Node& node,
                                                                   diagnostics::Diagnostics& diagnostics) {
    if (node.kind != Node::Kind::mapping || node.entries.empty()) {
        diagnostics.report(Code::wrong_shape, node.span, "`expect_rule` maps a rule's name to what it did");
        return std::nullopt;
    }
    std::vector<RuleExpectation> out;
    for (const yaml::Entry& entry : node.entries) {
        if (!entry.value.is_scalar() || !is_outcome(entry.value.scalar)) {
            diagnostics.report(Code::bad_test, entry.value.span, "no outcome of a rule")
                .help("write `taken 2` (or `taken 2.1` for a nested branch), `else`, `none` or `not fired`");
            return std::nullopt;
        }
        out.push_back({entry.key, entry.value.scalar, entry.key_span});
    }
    return out;
}

}  // namespace parley::testing
