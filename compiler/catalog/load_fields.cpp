// A tenant's own fields, and built-in ones that it declares anew (D44).
#include <algorithm>

#include "compiler/catalog/loader.h"
#include "compiler/diagnostics/suggest.h"

namespace parley::catalog {

using diagnostics::Code;

namespace {

// The channel event's own data: what is declared of it without `at` exists where the event brings it.
struct Section {
    std::string_view prefix;
    std::string_view events;
};
constexpr Section sections[] = {{"context.form.", "contact_form_received message_received"},
                                {"context.body.", "external_http_request"},
                                {"context.survey.", "chat_survey_completed"}};

constexpr std::size_t id_bytes_limit = 200;

// What reads and routes relies on these three having the type that they have.
bool keeps_its_type(const std::string& id) {
    return id == "conversation.platform" || id == "conversation.channel" || id == "conversation.queue";
}

std::string noun_of(const std::string& id) {
    std::string noun = id.substr(id.rfind('.') + 1);
    std::replace(noun.begin(), noun.end(), '_', ' ');
    return noun;
}

Group group_of(std::string_view id) {
    std::string_view name = id.substr(0, id.find('.'));
    return name == "conversation" ? Group::conversation : name == "profile" ? Group::profile : Group::context;
}

void add_event(std::vector<EventId>& at, EventId event) {
    auto place = std::lower_bound(at.begin(), at.end(), event);
    if (place == at.end() || *place != event) at.insert(place, event);
}

}  // namespace

// Ids

bool Loader::is_field_id(const yaml::Entry& entry, bool context_only) {
    static const std::vector<std::string> all_groups{"conversation", "profile", "context"}, context{"context"};
    const std::vector<std::string>& groups = context_only ? context : all_groups;
    if (entry.key.size() > id_bytes_limit) {
        reader_.report(Code::wrong_field_id, entry.key_span,
                       "a field id is longer than " + std::to_string(id_bytes_limit) + " bytes");
        return false;
    }
    std::vector<std::string> words = split(entry.key, '.');
    bool well_formed =
        words.size() > 1 && !entry.key.ends_with('.') && std::all_of(words.begin(), words.end(), is_word);
    if (!well_formed) {
        reader_.report(Code::wrong_field_id, entry.key_span, in_backticks(entry.key) + " is no field id")
            .help("write its group, a dot and its name, such as `" + groups.front() + ".order_number`");
        return false;
    }
    if (std::find(groups.begin(), groups.end(), words.front()) != groups.end()) return true;
    auto& finding =
        reader_.report(Code::wrong_field_id, entry.key_span,
                       context_only ? "an event declares only fields of `context`"
                                    : "no field can be declared in the group " + in_backticks(words.front()));
    if (!context_only) finding.help("declare it in `conversation`, `profile` or `context`");
    return false;
}

void Loader::remember_prefixes(const std::string& id) {
    for (std::size_t dot = id.find('.'); dot != std::string::npos; dot = id.find('.', dot + 1)) {
        field_prefixes_.insert(id.substr(0, dot));
    }
}

// On the wire `context.form.email` is a member of `context.form`, which can then be no value itself.
bool Loader::clashes(const std::string& id, source::Span span) {
    std::string holder;
    for (std::size_t dot = id.find('.'); dot != std::string::npos && holder.empty(); dot = id.find('.', dot + 1)) {
        if (catalog_.find_field(id.substr(0, dot))) holder = id.substr(0, dot);
    }
    if (holder.empty() && !field_prefixes_.contains(id)) return false;
    std::string message = holder.empty() ? in_backticks(id) + " is a group of other fields"
                                         : in_backticks(holder) + " is a field, so nothing can stand in it";
    reader_.report(Code::wrong_field_id, span, std::move(message));
    return true;
}

// Fields

void Loader::load_fields(const yaml::Node& node) {
    for (const yaml::Entry& entry : reader_.entries(node, "fields", "a mapping of field ids to types")) {
        if (entry.value.kind != yaml::Node::Kind::mapping) {
            reader_.wrong_shape(entry.value, entry.key, "a mapping with `type`");
        } else if (is_field_id(entry, false)) {
            read_field(entry);
        }
    }
}

std::vector<EventId> Loader::read_at(const yaml::Node& node) {
    std::vector<EventId> at = reader_.names_of(node, "at", catalog_.domains[catalog_.event_domain]);
    std::sort(at.begin(), at.end());
    return at;
}

void Loader::read_field(const yaml::Entry& entry) {
    reader_.known_keys(entry.value, "a field", {"type", "values", "ordered", "currency", "at", "description"});
    Field field;
    field.id = entry.key;
    field.group = group_of(entry.key);
    field.custom = true;
    field.settable = field.group == Group::conversation;
    field.declared = entry.key_span;
    if (auto text = entry.value.find("description")) {
        field.description = reader_.text(*text, "description").value_or(std::string());
    }
    if (auto at = entry.value.find("at")) {
        field.at = read_at(*at);
    } else {
        for (const Section& section : sections) {
            if (!entry.key.starts_with(section.prefix)) continue;
            for (const std::string& event : split(section.events, ' ')) field.at.push_back(*catalog_.find_event(event));
            std::sort(field.at.begin(), field.at.end());
        }
    }
    auto type = read_type(entry.value, "a field", entry.key_span, noun_of(entry.key));
    if (!type) return;
    field.type = *type;
    declare(std::move(field));
}

void Loader::declare(Field field) {
    if (auto known = catalog_.find_field(field.id)) {
        Field& built_in = catalog_.fields[*known];
        if (!may_redeclare(built_in, field)) return;
        built_in.type = field.type;
        built_in.at = std::move(field.at);
        built_in.declared = field.declared;
        if (!field.description.empty()) built_in.description = std::move(field.description);
        return;
    }
    if (clashes(field.id, field.declared)) return;
    remember_prefixes(field.id);
    builder_.add_field(std::move(field));
}

bool Loader::may_redeclare(const Field& built_in, const Field& declared) {
    if (built_in.group != Group::conversation) {
        reader_.report(Code::wrong_field_id, declared.declared, in_backticks(built_in.id) + " is built in")
            .note("only fields of `conversation` can be declared anew");
        return false;
    }
    if (!keeps_its_type(built_in.id) || built_in.type == declared.type) return true;
    auto& finding = reader_.report(Code::wrong_field_id, declared.declared,
                                   in_backticks(built_in.id) + " keeps its type, since conversations are routed by it");
    bool is_queue = built_in.id == "conversation.queue";
    finding.help(is_queue ? "name its values in `queues`" : "name its values in `platforms`");
    return false;
}

// Fields of events

void Loader::read_context_field(const yaml::Entry& entry, EventId event) {
    if (entry.value.kind != yaml::Node::Kind::mapping)
        return reader_.wrong_shape(entry.value, entry.key, "a mapping with `type`");
    if (!is_field_id(entry, true)) return;
    reader_.known_keys(entry.value, "a field of an event", {"type", "values", "ordered", "currency", "description"});
    auto type = read_type(entry.value, "a field", entry.key_span, noun_of(entry.key));
    if (!type) return;
    if (auto known = catalog_.find_field(entry.key))
        return share_context_field(catalog_.fields[*known], *type, event, entry.key_span);
    if (clashes(entry.key, entry.key_span)) return;
    Field field;
    field.id = entry.key;
    field.group = Group::context;
    field.type = *type;
    if (auto text = entry.value.find("description")) {
        field.description = reader_.text(*text, "description").value_or(std::string());
    }
    field.at = {event};
    field.custom = true;
    field.declared = entry.key_span;
    remember_prefixes(field.id);
    builder_.add_field(std::move(field));
}

// A field that several events bring is declared at each of them, with one type.
void Loader::share_context_field(Field& field, value::Type type, EventId event, source::Span span) {
    if (field.type == type && field.id != "context.event") {
        if (!field.at.empty()) add_event(field.at, event);
        return;
    }
    auto& finding = reader_.report(Code::wrong_field_id, span,
                                   in_backticks(field.id) + " is " + describe(catalog_, field.type) + " already",
                                   "here " + describe(catalog_, type));
    if (field.declared.exists())
        finding.label(field.declared, "declared here");
    else
        finding.note("it is built in");
}

}  // namespace parley::catalog
