#include "compiler/catalog/catalog.h"

#include <algorithm>

#include "compiler/catalog/builder.h"
#include "compiler/catalog/vocabulary.h"

namespace parley::catalog {

namespace {

using value::Kind;

std::optional<std::uint32_t> find_in(const std::unordered_map<std::string, std::uint32_t>& index,
                                     std::string_view name) {
    auto found = index.find(std::string(name));
    if (found == index.end()) return std::nullopt;
    return found->second;
}

std::string with_article(const std::string& noun) {
    bool vowel = !noun.empty() && std::string_view("aeiouAEIOU").find(noun.front()) != std::string_view::npos;
    return (vowel ? "an " : "a ") + noun;
}

std::string plural(const std::string& noun) {
    if (noun.starts_with("way of ") || noun.starts_with("kind of ")) {
        std::size_t of = noun.find(' ');
        return noun.substr(0, of) + "s" + noun.substr(of);
    }
    if (noun.ends_with("s")) return noun + "es";
    bool consonant_y = noun.size() > 1 && noun.ends_with("y") &&
                       std::string_view("aeiou").find(noun[noun.size() - 2]) == std::string_view::npos;
    return consonant_y ? noun.substr(0, noun.size() - 1) + "ies" : noun + "s";
}

// One value, and several behind "a list of".
struct KindWords {
    std::string_view one, many;
};
KindWords words(Kind kind) {
    switch (kind) {
        case Kind::text:
            return {"text", "text"};
        case Kind::integer:
            return {"a whole number", "whole numbers"};
        case Kind::decimal:
            return {"a number", "numbers"};
        case Kind::duration:
            return {"a duration", "durations"};
        case Kind::instant:
            return {"an instant", "instants"};
        case Kind::date:
            return {"a date", "dates"};
        case Kind::time_of_day:
            return {"a time of day", "times of day"};
        case Kind::weekday:
            return {"a weekday", "weekdays"};
        case Kind::boolean:
            return {"true or false", "true or false"};
        default:
            return {"a value", "values"};
    }
}

}  // namespace

std::string_view group_name(Group group) {
    switch (group) {
        case Group::context:
            return "context";
        case Group::conversation:
            return "conversation";
        case Group::previous:
            return "previous";
        case Group::profile:
            return "profile";
        case Group::time:
            return "time";
        case Group::workload:
            return "workload";
    }
    return {};
}

std::optional<std::uint32_t> Domain::find(std::string_view name) const {
    return find_in(index, name);
}

const Parameter* Action::argument(std::string_view name) const {
    auto found =
        std::find_if(arguments.begin(), arguments.end(), [&](const auto& argument) { return argument.name == name; });
    return found == arguments.end() ? nullptr : &*found;
}

std::optional<EventId> Catalog::find_event(std::string_view id) const {
    return find_in(event_index, id);
}
std::optional<FieldId> Catalog::find_field(std::string_view id) const {
    return find_in(field_index, id);
}
std::optional<ActionId> Catalog::find_action(std::string_view id) const {
    return find_in(action_index, id);
}
std::optional<std::uint32_t> Catalog::find_schedule(std::string_view name) const {
    return find_in(schedule_index, name);
}

const MergeField* Catalog::find_merge_field(std::string_view name) const {
    auto found = find_in(merge_index, name);
    return found ? &merge_fields[*found] : nullptr;
}

std::string describe(const Catalog& catalog, value::Type type) {
    if (type.kind == Kind::money) {
        std::string currency = type.domain < catalog.domains.size() ? " in " + catalog.domain(type).values.front() : "";
        return (type.list ? "a list of amounts" : "an amount") + currency;
    }
    if (value::is_symbolic(type.kind) && type.domain < catalog.domains.size()) {
        const std::string& noun = catalog.domain(type).noun;
        return type.list ? "a list of " + plural(noun) : with_article(noun);
    }
    KindWords kind = words(type.kind);
    return type.list ? "a list of " + std::string(kind.many) : std::string(kind.one);
}

Catalog built_in() {
    Catalog catalog;
    catalog.file_name = "built-in vocabulary";
    Builder builder(catalog);
    builder.add_events();
    builder.add_platforms({platform_names().begin(), platform_names().end()});
    builder.add_messages({});
    builder.add_queues({});
    builder.add_agents({});
    builder.add_contact_points({});
    builder.add_webhooks({});
    builder.add_other_domains();
    builder.add_fields();
    builder.finish_fields();
    builder.add_actions();
    builder.add_merge_fields();
    return catalog;
}

}  // namespace parley::catalog
