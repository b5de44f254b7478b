// The words that the rules may use: the built-in vocabulary and what a tenant's catalog (YAML) adds to it. The language
// knows none of them; checker, completion and documentation read this model. Immutable once loaded; free to share.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"
#include "runtime/value/calendar.h"
#include "runtime/value/type.h"

namespace parley::catalog {

using EventId = std::uint32_t;   // index into Catalog::events; also the symbol of `context.event`
using FieldId = std::uint32_t;   // index into Catalog::fields
using ActionId = std::uint32_t;  // index into Catalog::actions

// The names that a choice or reference may take. Choices with the same values in the same order share a domain.
struct Domain {
    std::string noun;  // "queue", "agent", "priority": what a message calls one of them
    bool reference = false;
    std::vector<std::string> values;  // NFC; index = symbol. Of money: its currency alone
    std::optional<std::uint32_t> find(std::string_view name) const;
    std::unordered_map<std::string, std::uint32_t> index;
};

struct Event {
    std::string id;
    std::string label;  // what the administrator knows it as
    std::string description;
    bool custom = false;
    source::Span declared;  // exists only for the catalog's own
    // Why this tenant never sees it ("no platform is web_chat", with the place in the catalog that says so), else
    // empty.
    std::string never_because;
    source::Span never_span;
};

enum class Group : std::uint8_t { context, conversation, previous, profile, time, workload };
std::string_view group_name(Group group);

struct Field {
    std::string id;  // "conversation.queue"
    Group group;
    value::Type type;
    std::string description;
    std::vector<EventId> at;          // the only events it can have a value at, sorted; empty: any
    bool always_present = false;      // such as context.event, time.*: a negative test needs no note
    std::optional<FieldId> alias_of;  // conversation.channel -> conversation.platform
    bool settable = false;            // by set_field and clear_field
    bool custom = false;
    source::Span declared;
};

struct Parameter {
    std::string name;  // of the value: its member on the wire ("queue")
    value::Type type;
    bool optional = false;
    bool merge = false;    // text that may hold merge fields
    bool or_true = false;  // skip_if_recent_conversation: also `true`, which stands for 15 minutes
    std::string description;
};

// What the checker must know of an action beyond its parameters' types.
enum class ActionForm : std::uint8_t {
    plain,
    message,          // send_message: value or `text`, an argument for each platform
    catalog_message,  // send_catalog_message
    set_field,        // the value names a field, `to` takes its type
    clear_field,
    link_profile,  // any identifier as argument, at least one
};

struct Action {
    std::string id;
    std::string label;
    ActionForm form = ActionForm::plain;
    std::optional<Parameter> value;  // set: the action takes a value behind it
    std::vector<Parameter> arguments;
    std::string unavailable;  // not empty: why this tenant cannot use it ("Slack is not configured")
    bool custom = false;
    source::Span declared;
    const Parameter* argument(std::string_view name) const;
};

struct MergeField {
    std::string name;
    std::optional<FieldId> from;  // none: a constant
    std::string constant;         // companyName
    std::optional<std::string> fallback;
    std::string crm;  // "Salesforce": only with that CRM; empty: always
    bool available = true;
    source::Span declared;
};

struct Schedule {
    std::string name;
    std::optional<value::Zone> zone;         // none: the catalog's
    std::vector<value::ScheduleSpan> spans;  // sorted
    std::vector<std::int32_t> holidays;      // sorted
    source::Span declared;
};

// A text of the catalog that may hold merge fields, as written.
struct CatalogText {
    std::string text;
    source::Span span;
};

struct Message {
    std::string name;
    CatalogText text;
    std::vector<std::pair<std::uint32_t, CatalogText>> platforms;        // symbol of the platform
    std::vector<std::pair<std::string, std::vector<CatalogText>>> rich;  // quick_replies, buttons, cards, images, links
    source::Span declared;
};

struct Queue {
    std::string name;
    std::vector<std::string> skills;
    std::optional<std::uint32_t> schedule;
    std::optional<std::int64_t> answer_within;  // seconds
    std::optional<int> service_goal;            // percent
    std::int64_t handling_time = 600;           // seconds
    source::Span declared;
};

struct Agent {
    std::string name;
    std::vector<std::uint32_t> queues;
    std::optional<int> soft, hard;
    std::vector<std::string> skills;
    source::Span declared;
};

struct Catalog {
    std::string file_name;  // as findings print it; "built-in vocabulary" without a catalog
    std::string company;
    std::string zone_name = "UTC";
    value::Zone zone = value::Zone::utc();
    std::string crm = "none";
    source::Span crm_span;
    std::string slack_channel;  // empty: not configured
    std::string country;
    std::int64_t still_waiting_every = 60;
    std::int64_t previous_window = 30 * 86400;
    bool invitations = true;
    std::int64_t invitation_timeout = 60;
    std::string fallback_queue;
    std::string one_open_per = "contact";
    std::string default_short_description = "No description given";
    std::optional<std::int64_t> close_after_inactivity;
    std::string on_agent_offline = "requeue";
    std::vector<std::pair<std::string, std::string>> closing_states;
    std::vector<std::pair<std::string, std::string>> webhooks;  // name, URL

    std::vector<Domain> domains;
    std::vector<Event> events;
    std::vector<Field> fields;
    std::vector<Action> actions;
    std::vector<MergeField> merge_fields;
    std::vector<Schedule> schedules;
    std::vector<Message> messages;
    std::vector<Queue> queues;
    std::vector<Agent> agents;

    // Well-known domains.
    value::DomainId event_domain, queue_domain, agent_domain, contact_point_domain, platform_domain, webhook_domain,
        message_domain, closing_state_domain, task_domain;
    // Well-known fields.
    FieldId context_event, conversation_platform, conversation_queue, time_now;

    std::optional<EventId> find_event(std::string_view id) const;
    std::optional<FieldId> find_field(std::string_view id) const;  // follows no alias
    std::optional<ActionId> find_action(std::string_view id) const;
    const MergeField* find_merge_field(std::string_view name) const;
    std::optional<std::uint32_t> find_schedule(std::string_view name) const;
    const Domain& domain(value::Type type) const { return domains[type.domain]; }

    std::unordered_map<std::string, std::uint32_t> event_index, field_index, action_index, merge_index, schedule_index;
};

// "a number", "a queue", "a list of text": a type in the user's words.
std::string describe(const Catalog& catalog, value::Type type);

// The built-in vocabulary alone, as a tenant with an empty catalog has it.
Catalog built_in();

// Reads a tenant's catalog that is already in the set. Findings go to `diagnostics`; the result is always usable, with
// what was in error left out, so that the rules can still be checked.
Catalog load(source::FileId file, const source::SourceSet& sources, diagnostics::Diagnostics& diagnostics);

}  // namespace parley::catalog
