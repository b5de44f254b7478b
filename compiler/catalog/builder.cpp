#include "compiler/catalog/builder.h"

#include <algorithm>
#include <utility>

#include "compiler/catalog/vocabulary.h"

namespace parley::catalog {

namespace {

using value::Kind;
using value::Type;

constexpr std::pair<std::string_view, Kind> plain_types[] = {
    {"text", Kind::text},         {"integer", Kind::integer}, {"decimal", Kind::decimal},
    {"duration", Kind::duration}, {"instant", Kind::instant}, {"date", Kind::date},
    {"time", Kind::time_of_day},  {"weekday", Kind::weekday}, {"boolean", Kind::boolean},
};

bool take_prefix(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

Group group_of(std::string_view id) {
    std::string_view name = id.substr(0, id.find('.'));
    for (Group group : {Group::context, Group::conversation, Group::previous, Group::profile, Group::time}) {
        if (group_name(group) == name) return group;
    }
    return Group::workload;
}

std::vector<EventId> event_ids(const Catalog& catalog, std::string_view names) {
    std::vector<EventId> ids;
    for (const std::string& name : split(names, ' ')) ids.push_back(*catalog.find_event(name));
    std::sort(ids.begin(), ids.end());
    return ids;
}

std::string_view crm_name(std::string_view key) {
    for (const CrmRow& row : crm_rows()) {
        if (row.key == key) return row.name;
    }
    return {};
}

}  // namespace

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        std::size_t end = std::min(text.find(separator), text.size());
        parts.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

// Domains

value::DomainId Builder::add_domain(Domain domain) {
    domain.index.reserve(domain.values.size());
    for (std::uint32_t symbol = 0; symbol < domain.values.size(); ++symbol)
        domain.index.emplace(domain.values[symbol], symbol);
    catalog_.domains.push_back(std::move(domain));
    return static_cast<value::DomainId>(catalog_.domains.size() - 1);
}

value::DomainId Builder::add_reference(std::string_view noun, std::vector<std::string> names) {
    return add_domain({std::string(noun), true, std::move(names), {}});
}

value::DomainId Builder::choice_domain(std::string_view noun, std::vector<std::string> values) {
    std::string key;
    for (const std::string& value : values) key += value + '\0';
    auto [found, is_new] = shared_domains_.emplace(std::move(key), 0);
    if (is_new) found->second = add_domain({std::string(noun), false, std::move(values), {}});
    return found->second;
}

value::DomainId Builder::currency_domain(const std::string& currency) {
    auto [found, is_new] = shared_domains_.emplace(currency, 0);  // no other key is without its final NUL
    if (is_new) found->second = add_domain({"currency", false, {currency}, {}});
    return found->second;
}

void Builder::add_platforms(std::vector<std::string> names) {
    catalog_.platform_domain = choice_domain("platform", std::move(names));
}

void Builder::add_other_domains() {
    std::vector<std::string> events;
    events.reserve(catalog_.events.size());
    for (const Event& event : catalog_.events) events.push_back(event.id);
    catalog_.event_domain = choice_domain("event", std::move(events));
    std::vector<std::string> states{"Closed Complete", "Closed Abandoned"};
    for (const auto& [name, state] : catalog_.closing_states) states.push_back(name);
    catalog_.closing_state_domain = choice_domain("closing state", std::move(states));
    catalog_.task_domain = choice_domain("kind of task", {"incident", "case", "request"});
}

value::Type Builder::row_type(std::string_view type) const {
    if (take_prefix(type, "like ")) return catalog_.fields[*catalog_.find_field(type)].type;
    if (take_prefix(type, "element of ")) return catalog_.fields[*catalog_.find_field(type)].type.element();
    bool list = take_prefix(type, "list of ");
    const std::pair<std::string_view, Type> with_domain[] = {
        {"event", {Kind::choice, list, false, catalog_.event_domain}},
        {"platform", {Kind::choice, list, false, catalog_.platform_domain}},
        {"closing_state", {Kind::choice, list, false, catalog_.closing_state_domain}},
        {"task", {Kind::choice, list, false, catalog_.task_domain}},
        {"queue", {Kind::reference, list, false, catalog_.queue_domain}},
        {"agent", {Kind::reference, list, false, catalog_.agent_domain}},
        {"contact_point", {Kind::reference, list, false, catalog_.contact_point_domain}},
        {"webhook", {Kind::reference, list, false, catalog_.webhook_domain}},
        {"message", {Kind::reference, list, false, catalog_.message_domain}},
    };
    for (const auto& [name, known] : with_domain) {
        if (name == type) return known;
    }
    for (const auto& [name, kind] : plain_types) {
        if (name == type) return {kind, list, false, value::no_domain};
    }
    return {Kind::text, list, false, value::no_domain};
}

// Events and fields

void Builder::add_event(Event event) {
    catalog_.event_index.emplace(event.id, static_cast<EventId>(catalog_.events.size()));
    catalog_.events.push_back(std::move(event));
}

void Builder::add_events() {
    for (const EventRow& row : event_rows()) {
        Event event;
        event.id = row.id;
        event.label = row.label;
        event.description = row.description;
        add_event(std::move(event));
    }
}

FieldId Builder::add_field(Field field) {
    auto id = static_cast<FieldId>(catalog_.fields.size());
    catalog_.field_index.emplace(field.id, id);
    catalog_.fields.push_back(std::move(field));
    return id;
}

void Builder::add_fields() {
    catalog_.fields.reserve(field_rows().size());
    for (const FieldRow& row : field_rows()) {
        if (!row.crm.empty() && row.crm != catalog_.crm) continue;
        Field field;
        field.id = row.id;
        field.group = group_of(row.id);
        field.type = row.type == "choice"
                         ? Type{Kind::choice, false, row.ordered, choice_domain(row.noun, split(row.values, '|'))}
                         : row_type(row.type);
        field.description = row.description;
        field.at = event_ids(catalog_, row.at);
        field.always_present = row.id == "context.event" || field.group == Group::time;
        field.settable = row.settable;
        add_field(std::move(field));
    }
    catalog_.context_event = *catalog_.find_field("context.event");
    catalog_.conversation_platform = *catalog_.find_field("conversation.platform");
    catalog_.conversation_queue = *catalog_.find_field("conversation.queue");
    catalog_.time_now = *catalog_.find_field("time.now");
    catalog_.fields[*catalog_.find_field("conversation.channel")].alias_of = catalog_.conversation_platform;
}

void Builder::finish_fields() {
    for (const FieldRow& row : field_rows()) {
        if (row.type.starts_with("like ")) catalog_.fields[*catalog_.find_field(row.id)].type = row_type(row.type);
    }
}

// Actions and merge fields

Parameter Builder::parameter(const ParameterRow& row) const {
    Parameter parameter;
    parameter.name = row.name;
    parameter.type = row_type(row.type);
    parameter.optional = row.optional;
    parameter.merge = parameter.type.kind == Kind::text;
    parameter.or_true = row.or_true;
    parameter.description = row.description;
    return parameter;
}

void Builder::add_action(Action action) {
    catalog_.action_index.emplace(action.id, static_cast<ActionId>(catalog_.actions.size()));
    catalog_.actions.push_back(std::move(action));
}

void Builder::add_actions() {
    for (const ActionRow& row : action_rows()) {
        Action action;
        action.id = row.id;
        action.label = row.label;
        action.form = row.form;
        if (!row.value.name.empty()) action.value = parameter(row.value);
        for (const ParameterRow& argument : row.arguments) action.arguments.push_back(parameter(argument));
        bool names_field = row.form == ActionForm::set_field || row.form == ActionForm::clear_field;
        if (names_field) action.value->merge = false;
        if (row.id == "send_summary_to_slack" && catalog_.slack_channel.empty())
            action.unavailable = "Slack is not configured";
        add_action(std::move(action));
    }
}

void Builder::add_merge_field(MergeField merge_field) {
    catalog_.merge_index.emplace(merge_field.name, static_cast<std::uint32_t>(catalog_.merge_fields.size()));
    catalog_.merge_fields.push_back(std::move(merge_field));
}

void Builder::add_merge_fields() {
    for (const MergeFieldRow& row : merge_field_rows()) {
        MergeField merge_field;
        merge_field.name = row.name;
        merge_field.crm = crm_name(row.crm);
        merge_field.available = row.crm.empty() || row.crm == catalog_.crm;
        if (row.from.empty())
            merge_field.constant = catalog_.company;
        else if (merge_field.available)
            merge_field.from = catalog_.find_field(row.from);
        add_merge_field(std::move(merge_field));
    }
}

}  // namespace parley::catalog
