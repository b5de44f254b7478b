// Private to compiler/catalog: a tenant's YAML onto the vocabulary. One method a section, in the order in which
// sections refer to one another, whatever their order in the file; each in the file named behind it.
#pragma once

#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "compiler/catalog/builder.h"
#include "compiler/catalog/catalog.h"
#include "compiler/catalog/reader.h"

namespace parley::catalog {

class Loader {
public:
    Loader(Catalog& catalog, diagnostics::Diagnostics& diagnostics)
        : catalog_(catalog), builder_(catalog), reader_(diagnostics) {}
    void load(const yaml::Node& root);

private:
    // load_settings.cpp
    void load_settings(const yaml::Node& root);
    void load_crm(const yaml::Node& node);
    void load_slack(const yaml::Node& node);
    void load_country(const yaml::Node& node);
    void load_still_waiting(const yaml::Node& node);
    void load_invitations(const yaml::Node& node);
    void load_conversations(const yaml::Node& node);

    // load_names.cpp
    void load_platforms(const yaml::Entry* entry);
    void load_queues(const yaml::Node& node);
    std::optional<Queue> read_queue(const yaml::Node& node);
    void read_service_level(const yaml::Node& node, Queue& queue);
    void load_fallback_queue(const yaml::Node& node);
    void load_agents(const yaml::Node& node);
    std::optional<Agent> read_agent(const yaml::Node& node);
    void read_capacity(const yaml::Node& node, Agent& agent);
    void load_contact_points(const yaml::Node& node);
    void load_webhooks(const yaml::Node& node);
    void load_closing_states(const yaml::Node& node);

    // load_schedules.cpp
    void load_schedules(const yaml::Node& node);
    Schedule read_schedule(const yaml::Entry& entry);

    // load_messages.cpp
    void load_messages(const yaml::Node& node);
    void read_message(const yaml::Entry& entry, NameSet& names);
    void read_message_part(const yaml::Entry& part, Message& message);

    // load_types.cpp: the keys of a type, beside which the owner may have others
    std::optional<value::Type> read_type(const yaml::Node& node, std::string_view owner, source::Span at,
                                         std::string_view noun);
    std::optional<value::Type> read_choice(const yaml::Node& node, std::string_view owner, source::Span at,
                                           std::string_view noun);
    std::optional<value::DomainId> read_currency(const yaml::Node& node, std::string_view owner, source::Span at);

    // load_fields.cpp
    void load_fields(const yaml::Node& node);
    void read_field(const yaml::Entry& entry);
    bool is_field_id(const yaml::Entry& entry, bool context_only);
    void declare(Field field);
    bool may_redeclare(const Field& built_in, const Field& declared);
    bool clashes(const std::string& id, source::Span span);
    void remember_prefixes(const std::string& id);
    std::vector<EventId> read_at(const yaml::Node& node);
    void read_context_field(const yaml::Entry& entry, EventId event);
    void share_context_field(Field& field, value::Type type, EventId event, source::Span span);

    // load_events.cpp
    bool is_free_word(const yaml::Entry& entry, std::string_view noun);
    void load_event_names(const yaml::Node& node);
    void load_event_fields(const yaml::Node& node);
    void never(std::string_view event, std::string because, source::Span span);
    void mark_impossible_events(const yaml::Node& root);

    // load_actions.cpp
    void load_actions(const yaml::Node& node);
    void read_action(const yaml::Entry& entry, NameSet& names);
    std::optional<Parameter> read_parameter(const yaml::Entry& entry);
    void read_arguments(const yaml::Node& node, Action& action);

    // load_merge_fields.cpp
    void load_merge_fields(const yaml::Node& node);
    void read_merge_field(const yaml::Entry& entry);
    void report_unavailable(const MergeField& merge_field, source::Span span);
    void check_merge_fields(const yaml::Node& node);
    void change_merge_field(MergeField& merge_field, const yaml::Entry& entry, std::optional<std::string> fallback);

    Catalog& catalog_;
    Builder builder_;
    Reader reader_;
    Domain schedule_names_;
    std::vector<std::string> field_names_;            // once a finding needs them
    std::unordered_set<std::string> field_prefixes_;  // "context.form": no field can have this id
    source::Span platforms_span_, invitations_off_span_;
};

// nullptr where the mapping has no such key.
const yaml::Entry* find_entry(const yaml::Node& mapping, std::string_view key);
std::string in_backticks(std::string_view text);

}  // namespace parley::catalog
