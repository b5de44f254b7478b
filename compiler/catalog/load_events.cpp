#include <algorithm>

#include "compiler/catalog/loader.h"
#include "compiler/catalog/vocabulary.h"

namespace parley::catalog {

using diagnostics::Code;

// Ids of events and actions are words that rules write bare.
bool Loader::is_free_word(const yaml::Entry& entry, std::string_view noun) {
    if (!is_word(entry.key)) {
        reader_
            .report(Code::wrong_catalog_value, entry.key_span,
                    in_backticks(entry.key) + " cannot name " + std::string(noun))
            .help("use letters, digits and `_`, with no digit in front");
        return false;
    }
    if (is_reserved_word(entry.key)) {
        reader_
            .report(Code::wrong_catalog_value, entry.key_span,
                    in_backticks(entry.key) + " is a word of the language and cannot name " + std::string(noun))
            .help("choose another name");
        return false;
    }
    return true;
}

void Loader::load_event_names(const yaml::Node& node) {
    NameSet names("event");
    for (const Event& event : catalog_.events) names.add(reader_, event.id, {});
    for (const yaml::Entry& entry : reader_.entries(node, "events", "a mapping of event ids to what they bring")) {
        auto known = catalog_.find_event(entry.key);
        if (!known) {
            if (!is_free_word(entry, "an event") || !names.add(reader_, entry.key, entry.key_span)) continue;
            Event event;
            event.id = event.label = entry.key;
            event.custom = true;
            event.declared = entry.key_span;
            known = static_cast<EventId>(catalog_.events.size());
            builder_.add_event(std::move(event));
        }
        reader_.entries(entry.value, entry.key, "a mapping with `label` and `fields`");
        reader_.known_keys(entry.value, "an event", {"label", "description", "fields"});
        Event& event = catalog_.events[*known];
        if (auto label = entry.value.find("label")) event.label = reader_.text(*label, "label").value_or(event.label);
        if (auto text = entry.value.find("description")) {
            event.description = reader_.text(*text, "description").value_or(event.description);
        }
    }
}

void Loader::load_event_fields(const yaml::Node& node) {
    for (const yaml::Entry& entry : node.entries) {
        auto event = catalog_.find_event(entry.key);
        auto fields = entry.value.find("fields");
        if (!event || !fields) continue;
        for (const yaml::Entry& field : reader_.entries(*fields, "fields", "a mapping of field ids to types")) {
            read_context_field(field, *event);
        }
    }
}

// Events

void Loader::never(std::string_view event, std::string because, source::Span span) {
    Event& found = catalog_.events[*catalog_.find_event(event)];
    found.never_because = std::move(because);
    found.never_span = span;
}

// What this tenant can never see: only what the catalog says itself, not what it is silent of.
void Loader::mark_impossible_events(const yaml::Node& root) {
    const Domain& platforms = catalog_.domains[catalog_.platform_domain];
    if (platforms_span_.exists()) {
        if (!platforms.find("web_chat")) {
            for (std::string_view event :
                 {"chat_started", "chat_ended", "chat_survey_completed", "contact_form_received"}) {
                never(event, "`platforms` does not have `web_chat`", platforms_span_);
            }
        }
        if (!platforms.find("phone")) {
            for (std::string_view event : {"call_started", "call_ended"}) {
                never(event, "`platforms` does not have `phone`", platforms_span_);
            }
        }
        if (!platforms.find("facebook") && !platforms.find("viber")) {
            never("welcome", "`platforms` has neither `facebook` nor `viber`", platforms_span_);
        }
    }
    if (!catalog_.invitations) {
        for (std::string_view event : {"invitation_rejected", "invitation_timed_out"}) {
            never(event, "invitations are off", invitations_off_span_);
        }
    }
    bool has_level = std::any_of(catalog_.queues.begin(), catalog_.queues.end(),
                                 [](const Queue& queue) { return queue.answer_within.has_value(); });
    if (auto queues = find_entry(root, "queues"); queues && !has_level) {
        never("sla_breached", "no queue has a `service_level`", queues->key_span);
    }
}

}  // namespace parley::catalog
