// The reference tables of the manual say what the vocabulary says. Where they do not, PARLEY_UPDATE_MANUAL=1 in the
// environment has them written anew.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>

#include "tests/language/building.h"
#include "tests/language/documents.h"

using namespace parley;
using catalog::Catalog;

namespace {

struct Crm {
    const char* key;
    const char* name;
};
constexpr Crm crms[] = {{"salesforce", "Salesforce"}, {"oracle", "Oracle"}, {"zendesk", "Zendesk"}};

std::string code(const std::string& text) {
    return "`" + text + "`";
}

std::string values_of(const Catalog& catalog, value::Type type) {
    std::string values;
    for (const std::string& name : catalog.domain(type).values)
        values += (values.empty() ? "" : type.ordered ? " < " : ", ") + code(name);
    return values;
}

std::string type_text(const Catalog& catalog, value::Type type) {
    if (type.list) return "list of " + type_text(catalog, type.element());
    switch (type.kind) {
        case value::Kind::text:
            return "text";
        case value::Kind::integer:
            return "integer";
        case value::Kind::decimal:
            return "decimal";
        case value::Kind::money:
            return "money";
        case value::Kind::duration:
            return "duration";
        case value::Kind::instant:
            return "instant";
        case value::Kind::date:
            return "date";
        case value::Kind::time_of_day:
            return "time of day";
        case value::Kind::weekday:
            return "weekday";
        case value::Kind::boolean:
            return "boolean";
        case value::Kind::choice:
        case value::Kind::reference:
            break;
    }
    const bool named = type.domain == catalog.event_domain || type.domain == catalog.platform_domain ||
                       type.domain == catalog.closing_state_domain;
    return type.kind == value::Kind::reference || named ? catalog.domain(type).noun : values_of(catalog, type);
}

std::string events_table(const Catalog& catalog) {
    std::string table = "| event | known as | |\n|---|---|---|\n";
    for (const catalog::Event& event : catalog.events)
        table += "| " + code(event.id) + " | " + event.label + " | " + event.description + " |\n";
    return table;
}

std::string events_of(const Catalog& catalog, const catalog::Field& field) {
    std::string events;
    for (const catalog::EventId event : field.at)
        events += (events.empty() ? "" : ", ") + code(catalog.events[event].id);
    return events;
}

std::string field_row(const Catalog& catalog, const catalog::Field& field, const std::string& crm) {
    std::string about = field.description;
    if (field.settable) about += " Settable.";
    if (!crm.empty()) about += " Only with " + crm + " as the catalog's `crm`.";
    return "| " + code(field.id) + " | " + type_text(catalog, field.type) + " | " + about + " | " +
           events_of(catalog, field) + " |\n";
}

std::string fields_table(const Catalog& catalog) {
    std::string tables;
    for (const catalog::Group group : {catalog::Group::context, catalog::Group::conversation, catalog::Group::previous,
                                       catalog::Group::profile, catalog::Group::time, catalog::Group::workload}) {
        tables += std::string(tables.empty() ? "" : "\n") + "### " + std::string(catalog::group_name(group)) +
                  "\n\n| field | type | | only at |\n|---|---|---|---|\n";
        for (const catalog::Field& field : catalog.fields) {
            if (field.group == group) tables += field_row(catalog, field, "");
        }
        for (const Crm& crm : crms) {
            const auto with = building::build("crm: " + std::string(crm.key) + "\n", "");
            for (const catalog::Field& field : with->compilation.catalog.fields) {
                if (field.group == group && !catalog.find_field(field.id))
                    tables += field_row(with->compilation.catalog, field, crm.name);
            }
        }
    }
    return tables;
}

// The shortest catalog of a tenant with that CRM.
std::string catalog_with(const std::string& crm_name) {
    for (const Crm& crm : crms) {
        if (crm_name == crm.name) return "crm: " + std::string(crm.key) + "\n";
    }
    return {};
}

std::string merge_fields_table(const Catalog& catalog) {
    std::string table = "| merge field | shows | |\n|---|---|---|\n";
    for (const catalog::MergeField& field : catalog.merge_fields) {
        std::string shows = "the catalog's `company`";
        const auto with = building::build(catalog_with(field.crm), "");
        const Catalog& available = with->compilation.catalog;
        const catalog::MergeField* found = available.find_merge_field(field.name);
        REQUIRE(found != nullptr);
        CHECK(found->available);
        if (found->from) shows = code(available.fields[*found->from].id);
        table += "| " + code("{{" + field.name + "}}") + " | " + shows + " | " +
                 (field.crm.empty() ? "always" : "with " + field.crm) + " |\n";
    }
    return table;
}

std::string parameter_row(const Catalog& catalog, const catalog::Action& action, const catalog::Parameter& parameter,
                          bool value) {
    std::string name = value ? "value, " + code(parameter.name) + " on the wire" : code(parameter.name);
    if (parameter.optional && !value) name += ", optional";
    std::string type = type_text(catalog, parameter.type);
    if (parameter.or_true) type += " or `true`";
    if (action.form == catalog::ActionForm::set_field || action.form == catalog::ActionForm::clear_field)
        type = value ? "field" : "the field's own";
    return "| " + name + " | " + type + " | " + parameter.description + " |\n";
}

std::string actions_table(const Catalog& catalog) {
    std::string tables;
    for (const catalog::Action& action : catalog.actions) {
        tables += (tables.empty() ? "### " : "\n### ") + code(action.id) + "\n\n" + action.label + ".";
        if (!action.unavailable.empty()) tables += " An error as long as " + action.unavailable + ".";
        tables += "\n";
        if (!action.value && action.arguments.empty()) continue;
        tables += "\n| takes | type | |\n|---|---|---|\n";
        if (action.value) tables += parameter_row(catalog, action, *action.value, true);
        if (action.form == catalog::ActionForm::message)
            tables += "| a platform's name, optional | text | The text for that platform. |\n";
        for (const catalog::Parameter& parameter : action.arguments)
            tables += parameter_row(catalog, action, parameter, false);
        if (action.form == catalog::ActionForm::link_profile)
            tables += "| any other name, optional | a field of text | Another identifier of the person. |\n";
    }
    return tables;
}

void compare(const std::string& page, const std::string& region, const std::string& wanted) {
    std::string text = documents::read(page);
    const std::string opening =
        "<!-- begin " + region + ": made from the built-in vocabulary, and held against it by a test -->\n";
    std::size_t begin = text.find(opening);
    REQUIRE_MESSAGE(begin != std::string::npos, page << " has no region for " << region);
    begin += opening.size();
    const std::size_t end = text.find("<!-- end " + region + " -->", begin);
    REQUIRE(end != std::string::npos);
    const std::string whole = "\n" + wanted + "\n";
    if (std::getenv("PARLEY_UPDATE_MANUAL") != nullptr) {
        text.replace(begin, end - begin, whole);
        std::ofstream(std::string(PARLEY_ROOT) + "/" + page, std::ios::binary) << text;
        return;
    }
    CHECK_MESSAGE(
        text.substr(begin, end - begin) == whole,
        page << ": the table of " << region << " is not up to date; run this test with PARLEY_UPDATE_MANUAL=1");
}

}  // namespace

TEST_CASE("the manual's tables name every event, with when it fires [S3.27, S3.42]") {
    compare("grammar/manual/events.md", "events", events_table(catalog::built_in()));
}

TEST_CASE("the manual's tables name every field, with its type and events [S3.62, S3.63, S3.64, S3.65]") {
    compare("grammar/manual/fields.md", "fields", fields_table(catalog::built_in()));
}

TEST_CASE("the manual's tables name every merge field, with its CRM") {
    compare("grammar/manual/fields.md", "merge fields", merge_fields_table(catalog::built_in()));
}

TEST_CASE("the manual's tables name every action, with its value and arguments") {
    compare("grammar/manual/actions.md", "actions", actions_table(catalog::built_in()));
}
