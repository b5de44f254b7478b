// The requirements on which events, actions, merge fields and fields there are, one row each.
#include <fstream>
#include <set>
#include <sstream>

#include "compiler/catalog/vocabulary.h"
#include "tests/compiler/catalog/loading.h"

using namespace parley::catalog;
using parley::value::Kind;

TEST_CASE("each event that is required is there under its label [S3.27, S3.42]") {
    struct Row {
        const char* requirement;
        const char* id;
        const char* label;
    };
    const Row rows[] = {
        {"[S3.28]", "starting", "Is starting"},
        {"[S3.29]", "routed", "Is routed"},
        {"[S3.30]", "routed_at_start", "Is routed to an agent when it starts"},
        {"[S3.31]", "queued", "Begins waiting in a queue"},
        {"[S3.33]", "queued_at_start", "Lands in queue when it starts"},
        {"[S3.34]", "awaiting_response_in_queue", "Is in queue and awaiting a response"},
        {"[S3.35]", "still_waiting", "Is still waiting in queue"},
        {"[S3.36]", "assigned", "Is assigned"},
        {"[S3.39]", "customer_message", "Receives a new customer message"},
        {"[S3.40]", "customer_message_in_queue", "Receives a new customer message while waiting in queue"},
        {"[S3.41]", "closed", "Is closed"},
    };
    Loaded words = built_in_words();
    for (const Row& row : rows) {
        CAPTURE(row.requirement);
        CHECK(words.event(row.id).label == row.label);
    }
    for (const Event& event : words.catalog.events) {
        CAPTURE(event.id);
        CHECK_FALSE(event.label.empty());
        CHECK(event.description.size() > 20);
    }
}

TEST_CASE("the other events of the vocabulary") {
    Loaded words = built_in_words();
    for (const char* id : {"message_received",
                           "response_received",
                           "chat_started",
                           "chat_ended",
                           "chat_survey_completed",
                           "contact_form_received",
                           "call_started",
                           "call_ended",
                           "external_http_request",
                           "welcome",
                           "opened",
                           "reopened",
                           "unassigned",
                           "held",
                           "resumed",
                           "agent_message",
                           "invitation_rejected",
                           "invitation_timed_out",
                           "updated",
                           "task_related",
                           "contact_merged",
                           "contact_unmerged",
                           "profile_linked",
                           "sla_breached"}) {
        words.event(id);
    }
    CHECK(words.catalog.events.size() == 35);
}

TEST_CASE("each action that is required is there, with the value it takes") {
    struct Row {
        const char* requirement;
        const char* id;
        ActionForm form;
        const char* member;
        const char* type;
    };
    const Row rows[] = {
        {"[S3.43]", "send_message", ActionForm::message, "text", "text"},
        {"[S3.48]", "send_to_queue", ActionForm::plain, "queue", "a queue"},
        {"[S3.50]", "send_to_least_loaded", ActionForm::plain, "queues", "a list of queues"},
        {"[S3.51]", "send_catalog_message", ActionForm::catalog_message, "message", "a message"},
        {"set_priority", "set_priority", ActionForm::plain, "priority", "a priority"},
        {"set_field", "set_field", ActionForm::set_field, "field", "text"},
        {"clear_field", "clear_field", ActionForm::clear_field, "field", "text"},
        {"add_tag", "add_tag", ActionForm::plain, "tag", "text"},
        {"remove_tag", "remove_tag", ActionForm::plain, "tag", "text"},
        {"assign_to_agent", "assign_to_agent", ActionForm::plain, "agent", "an agent"},
        {"create_task", "create_task", ActionForm::plain, "task", "a kind of task"},
        {"call_webhook", "call_webhook", ActionForm::plain, "webhook", "a webhook"},
        {"add_note", "add_note", ActionForm::plain, "note", "text"},
    };
    Loaded words = built_in_words();
    for (const Row& row : rows) {
        CAPTURE(row.requirement);
        const Action& action = words.action(row.id);
        CHECK(action.form == row.form);
        REQUIRE(action.value);
        CHECK(action.value->name == row.member);
        CHECK(describe(words.catalog, action.value->type) == row.type);
    }
    for (const char* id : {"send_summary_to_slack" /* [S3.49] */, "unassign", "route", "attach_to_previous", "reopen",
                           "open_conversation", "close", "hold", "link_profile"}) {
        CHECK_FALSE(words.action(id).value);
    }
    CHECK(words.catalog.actions.size() == 22);
}

TEST_CASE("arguments of the actions, with their types") {
    struct Row {
        const char* action;
        const char* argument;
        const char* type;
    };
    const Row rows[] = {
        {"send_message", "quick_replies", "a list of text"},
        {"send_message", "buttons", "a list of text"},
        {"send_message", "cards", "a list of text"},
        {"send_message", "images", "a list of text"},
        {"send_message", "links", "a list of text"},
        {"send_message", "skip_if_recent_conversation", "a duration"},
        {"send_message", "once", "true or false"},
        {"send_message", "at_most_every", "a duration"},
        {"send_catalog_message", "skip_if_recent_conversation", "a duration"},
        {"send_catalog_message", "once", "true or false"},
        {"send_catalog_message", "at_most_every", "a duration"},
        {"open_conversation", "channel", "a platform"},
        {"open_conversation", "to", "text"},
        {"close", "state", "a closing state"},
        {"close", "short_description", "text"},
        {"hold", "state_reason", "a state reason"},
        {"link_profile", "email", "text"},
        {"link_profile", "phone", "text"},
        {"link_profile", "customer_id", "text"},
        {"link_profile", "order_number", "text"},
        {"create_task", "short_description", "text"},
    };
    Loaded words = built_in_words();
    for (const Row& row : rows) {
        CAPTURE(row.argument);
        const Parameter* argument = words.action(row.action).argument(row.argument);
        REQUIRE(argument);
        CHECK(describe(words.catalog, argument->type) == row.type);
        CHECK(argument->optional);
        CHECK(argument->merge == (argument->type.kind == Kind::text));
    }
    CHECK(words.action("send_message").argument("skip_if_recent_conversation")->or_true);  // [S3.75, D45]
    CHECK_FALSE(words.action("send_message").argument("at_most_every")->or_true);
    CHECK(words.action("close").argument("when") == nullptr);
    CHECK_FALSE(words.action("set_field").value->merge);
    CHECK(words.catalog.domains[words.catalog.task_domain].values ==
          std::vector<std::string>{"incident", "case", "request"});
}

TEST_CASE("each merge field that is required is there for its sites") {
    struct Row {
        const char* requirement;
        const char* name;
        const char* crm;
        const char* from;
    };
    const Row rows[] = {
        {"[S3.44]", "companyName", "", ""},
        {"[S3.44]", "newNumber", "", "conversation.new_number"},
        {"[S3.44]", "contactPoint", "", "conversation.contact_point"},
        {"[S3.44]", "estimatedWaitTime", "", "workload.estimated_wait"},
        {"[S3.44]", "conversationId", "", "conversation.id"},
        {"[S3.45]", "caseId", "salesforce", "conversation.case_id"},
        {"[S3.45]", "caseNo", "salesforce", "conversation.case_number"},
        {"[S3.45]", "leadId", "salesforce", "conversation.lead_id"},
        {"[S3.46]", "incident", "oracle", "conversation.incident"},
        {"[S3.47]", "ticket", "zendesk", "conversation.ticket"},
    };
    for (const char* crm : {"none", "salesforce", "oracle", "zendesk"}) {
        Loaded loaded = load_text("company: Acme\ncrm: " + std::string(crm) + "\n");
        CHECK(loaded.findings() == Findings{});
        for (const Row& row : rows) {
            CAPTURE(crm);
            CAPTURE(row.name);
            const MergeField* merge_field = loaded.catalog.find_merge_field(row.name);
            REQUIRE(merge_field);
            bool offered = std::string(row.crm).empty() || std::string(row.crm) == crm;
            CHECK(merge_field->available == offered);
            bool reads_field = offered && !std::string(row.from).empty();
            REQUIRE(merge_field->from.has_value() == reads_field);
            if (reads_field) CHECK(loaded.catalog.fields[*merge_field->from].id == row.from);
            if (!std::string(row.from).empty()) CHECK(loaded.catalog.find_field(row.from).has_value() == offered);
        }
        CHECK(loaded.catalog.find_merge_field("companyName")->constant == "Acme");
        CHECK(loaded.catalog.find_merge_field("caseNo")->crm == "Salesforce");
    }
}

TEST_CASE("the four categories of fields are there, and two more [S3.62, S3.63, S3.64, S3.65]") {
    Loaded words = built_in_words();
    CHECK(words.field("context.message.text").group == Group::context);
    CHECK(words.field("conversation.contact_point").group == Group::conversation);
    CHECK(words.field("previous.closed_at").group == Group::previous);
    CHECK(words.field("profile.email").group == Group::profile);
    CHECK(words.field("time.time_of_day").group == Group::time);
    CHECK(words.field("workload.agents_available").group == Group::workload);
    for (const Field& field : words.catalog.fields) {
        CAPTURE(field.id);
        CHECK(field.id.starts_with(std::string(group_name(field.group)) + "."));
        CHECK(field.description.size() > 10);
        CHECK(words.catalog.find_field(field.id) == static_cast<FieldId>(&field - words.catalog.fields.data()));
    }
}

TEST_CASE("fields with a fixed set of values have exactly these [S3.67]") {
    using Values = std::vector<std::string>;
    Loaded words = built_in_words();
    const Values closers{"agent", "rule", "bot", "timer", "merge", "customer", "api"};
    CHECK(words.values("conversation.type") ==
          Values{"chat", "phone", "walk_up", "messaging", "email", "form", "review"});
    CHECK(words.values("conversation.direction") == Values{"inbound", "outbound"});
    CHECK(words.values("conversation.status") == Values{"open", "closed"});
    CHECK(words.values("conversation.state") ==
          Values{"New", "Work in Progress", "On Hold", "Closed Complete", "Closed Abandoned"});
    CHECK(words.values("conversation.state_reason") == Values{"Waiting on customer", "Waiting internal"});
    CHECK(words.values("conversation.closed_as") == Values{"Closed Complete", "Closed Abandoned"});
    CHECK(words.values("conversation.opened_by") == Values{"customer", "agent", "rule", "welcome", "api"});
    CHECK(words.values("conversation.closed_by") == closers);
    CHECK(words.values("context.closed_by") == closers);
    CHECK(words.values("conversation.priority") == Values{"low", "normal", "high", "urgent"});
    CHECK(words.values("conversation.platform") == Values{"facebook", "whatsapp", "sms", "web_chat", "email",
                                                          "instagram", "viber", "phone", "walk_up", "form",
                                                          "trustpilot"});
    CHECK(words.values("profile.channels") == words.values("conversation.platform"));
    CHECK(words.values("context.event").size() == words.catalog.events.size());
    CHECK(words.values("context.event")[*words.catalog.find_event("closed")] == "closed");
    for (const char* id : {"conversation.priority", "conversation.status", "previous.status"}) {
        CHECK(words.field(id).type.ordered);
    }
    CHECK_FALSE(words.field("conversation.state").type.ordered);
}

TEST_CASE("types of fields in the user's words") {
    struct Row {
        const char* field;
        const char* type;
    };
    const Row rows[] = {
        {"context.event", "an event"},
        {"context.message.attachments", "a list of text"},
        {"context.stars", "a whole number"},
        {"context.agent", "an agent"},
        {"context.closed_by", "a way of closing"},
        {"conversation.contact_point", "a contact point"},
        {"conversation.queue", "a queue"},
        {"conversation.assigned_to", "an agent"},
        {"conversation.opened_at", "an instant"},
        {"conversation.waited", "a duration"},
        {"conversation.awaits_response", "true or false"},
        {"conversation.subject", "text"},
        {"previous.queue", "a queue"},
        {"previous.channel", "a platform"},
        {"previous.state", "a state"},
        {"previous.last_closed_at", "an instant"},
        {"profile.channels", "a list of platforms"},
        {"time.now", "an instant"},
        {"time.date", "a date"},
        {"time.weekday", "a weekday"},
        {"time.time_of_day", "a time of day"},
        {"workload.estimated_wait", "a duration"},
        {"workload.is_staffed", "true or false"},
    };
    Loaded words = built_in_words();
    for (const Row& row : rows) {
        CAPTURE(row.field);
        CHECK(describe(words.catalog, words.field(row.field).type) == row.type);
    }
    auto list = [](Kind kind) { return parley::value::Type{kind, true, false, parley::value::no_domain}; };
    CHECK(describe(words.catalog, list(Kind::integer)) == "a list of whole numbers");
    CHECK(describe(words.catalog, list(Kind::decimal)) == "a list of numbers");
    CHECK(describe(words.catalog, list(Kind::time_of_day)) == "a list of times of day");
}

TEST_CASE("choices with the same values share a domain, others do not") {
    Loaded words = built_in_words();
    auto domain = [&](const char* id) { return words.field(id).type.domain; };
    CHECK(domain("context.closed_by") == domain("conversation.closed_by"));
    CHECK(domain("previous.state") == domain("conversation.state"));
    CHECK(domain("conversation.queue") == words.catalog.queue_domain);
    CHECK(domain("conversation.closed_as") == words.catalog.closing_state_domain);
    CHECK(domain("conversation.type") != domain("conversation.platform"));
}

TEST_CASE("channel is another name of platform, and some fields can be set") {
    Loaded words = built_in_words();
    CHECK(words.field("conversation.channel").alias_of == words.catalog.conversation_platform);
    CHECK(words.catalog.fields[words.catalog.conversation_platform].id == "conversation.platform");
    CHECK(words.catalog.fields[words.catalog.conversation_queue].id == "conversation.queue");
    CHECK(words.catalog.fields[words.catalog.context_event].id == "context.event");
    CHECK(words.catalog.fields[words.catalog.time_now].id == "time.now");
    std::vector<std::string> settable;
    for (const Field& field : words.catalog.fields) {
        if (field.settable) settable.push_back(field.id);
    }
    CHECK(settable == std::vector<std::string>{"conversation.skills", "conversation.language", "conversation.subject",
                                               "conversation.short_description", "conversation.customer_name",
                                               "conversation.email", "conversation.phone"});
}

TEST_CASE("without Slack there is no summary to it [S3.49]") {
    CHECK(built_in_words().action("send_summary_to_slack").unavailable == "Slack is not configured");
    CHECK(load_text("slack: {channel: \"#care\"}").action("send_summary_to_slack").unavailable.empty());
}

TEST_CASE("no id of the vocabulary is a word of the grammar") {
    Loaded words = built_in_words();
    for (const Event& event : words.catalog.events) CHECK_FALSE(is_reserved_word(event.id));
    for (const Action& action : words.catalog.actions) CHECK_FALSE(is_reserved_word(action.id));
    CHECK(is_reserved_word("within"));
    CHECK_FALSE(is_reserved_word("Within"));
}

TEST_CASE("the reserved words are those that the grammar has in quotes") {
    std::ifstream file(PARLEY_ROOT "/grammar/Parley.g4");
    REQUIRE(file);
    std::stringstream text;
    text << file.rdbuf();
    std::string grammar = text.str();
    std::set<std::string> quoted;
    for (std::size_t open = grammar.find('\''); open != std::string::npos; open = grammar.find('\'', open + 1)) {
        std::size_t end = grammar.find_first_not_of("abcdefghijklmnopqrstuvwxyz", open + 1);
        if (end != std::string::npos && grammar[end] == '\'' && end > open + 2)
            quoted.insert(grammar.substr(open + 1, end - open - 1));
    }
    for (const char* unit : {"second", "minute", "hour", "day", "week"}) quoted.insert(unit + std::string("s"));
    std::vector<std::string> reserved(reserved_words().begin(), reserved_words().end());
    CHECK(reserved == std::vector<std::string>(quoted.begin(), quoted.end()));
}
