#include <algorithm>

#include "compiler/catalog/loader.h"

namespace parley::catalog {

const yaml::Entry* find_entry(const yaml::Node& mapping, std::string_view key) {
    auto found = std::find_if(mapping.entries.begin(), mapping.entries.end(),
                              [&](const auto& entry) { return entry.key == key; });
    return found == mapping.entries.end() ? nullptr : &*found;
}

std::string in_backticks(std::string_view text) {
    return "`" + std::string(text) + "`";
}

void Loader::load(const yaml::Node& root) {
    reader_.entries(root, "the catalog", "a mapping of keys such as `queues`");
    reader_.known_keys(root, "the catalog", {"company",         "time_zone",      "crm",
                                             "slack",           "country",        "still_waiting_every",
                                             "previous_window", "invitations",    "conversations",
                                             "platforms",       "schedules",      "queues",
                                             "fallback_queue",  "agents",         "contact_points",
                                             "webhooks",        "closing_states", "messages",
                                             "fields",          "events",         "actions",
                                             "merge_fields"});
    const yaml::Node nothing;
    auto section = [&](std::string_view key) -> const yaml::Node& {
        const yaml::Node* found = root.find(key);
        return found ? *found : nothing;
    };
    load_settings(root);

    // Names, each after those it refers to.
    load_platforms(find_entry(root, "platforms"));
    load_schedules(section("schedules"));
    load_queues(section("queues"));
    if (auto node = root.find("fallback_queue")) load_fallback_queue(*node);
    load_agents(section("agents"));
    load_contact_points(section("contact_points"));
    load_webhooks(section("webhooks"));
    load_closing_states(section("closing_states"));
    load_messages(section("messages"));
    builder_.add_events();
    load_event_names(section("events"));
    builder_.add_other_domains();

    // Fields, then what refers to them.
    builder_.add_fields();
    for (const Field& field : catalog_.fields) remember_prefixes(field.id);
    load_fields(section("fields"));
    load_event_fields(section("events"));
    builder_.finish_fields();
    builder_.add_actions();
    load_actions(section("actions"));
    builder_.add_merge_fields();
    load_merge_fields(section("merge_fields"));
    if (auto node = section("conversations").find("short_description")) check_merge_fields(*node);
    mark_impossible_events(root);
}

Catalog load(source::FileId file, const source::SourceSet& sources, diagnostics::Diagnostics& diagnostics) {
    Catalog catalog;
    catalog.file_name = sources.file(file).name();
    yaml::Node root = yaml::parse(file, sources, diagnostics);
    Loader(catalog, diagnostics).load(root);
    return catalog;
}

}  // namespace parley::catalog
