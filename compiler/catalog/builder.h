// Private to compiler/catalog: puts a Catalog together out of the vocabulary's tables and, between the steps, what a
// tenant declares. The steps stand in the order they must be called in.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compiler/catalog/catalog.h"

namespace parley::catalog {

class Builder {
public:
    explicit Builder(Catalog& catalog) : catalog_(catalog) {}

    // First what types refer to. Events: those of the vocabulary; a tenant's own follow by `add_event`.
    void add_events();
    void add_event(Event event);
    void add_platforms(std::vector<std::string> names);
    void add_messages(std::vector<std::string> names) {
        catalog_.message_domain = add_reference("message", std::move(names));
    }
    void add_queues(std::vector<std::string> names) {
        catalog_.queue_domain = add_reference("queue", std::move(names));
    }
    void add_agents(std::vector<std::string> names) {
        catalog_.agent_domain = add_reference("agent", std::move(names));
    }
    void add_contact_points(std::vector<std::string> names) {
        catalog_.contact_point_domain = add_reference("contact point", std::move(names));
    }
    void add_webhooks(std::vector<std::string> names) {
        catalog_.webhook_domain = add_reference("webhook", std::move(names));
    }
    // Of events, closing states and tasks; after all events and closing states.
    void add_other_domains();

    void add_fields();
    FieldId add_field(Field field);
    // After a tenant's declarations: fields and well-known ids that follow others.
    void finish_fields();
    void add_actions();
    void add_action(Action action);
    void add_merge_fields();
    void add_merge_field(MergeField merge_field);

    // Choices with the same values in the same order share a domain; its noun is the first one's.
    value::DomainId choice_domain(std::string_view noun, std::vector<std::string> values);
    value::DomainId currency_domain(const std::string& currency);

private:
    value::DomainId add_domain(Domain domain);
    value::DomainId add_reference(std::string_view noun, std::vector<std::string> names);
    value::Type row_type(std::string_view type) const;
    Parameter parameter(const struct ParameterRow& row) const;

    Catalog& catalog_;
    std::unordered_map<std::string, value::DomainId> shared_domains_;
};

// The parts of a text between separators.
std::vector<std::string> split(std::string_view text, char separator);

}  // namespace parley::catalog
