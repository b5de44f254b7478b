#include "tests/compiler/catalog/loading.h"

using namespace parley::catalog;
using Names = std::vector<std::string>;

TEST_CASE("fields say at which events alone they can have a value [D14, S3.62]") {
    Loaded words = built_in_words();
    const Names messages{
        "starting",         "awaiting_response_in_queue", "customer_message", "customer_message_in_queue",
        "message_received", "response_received",          "chat_started",     "agent_message"};
    CHECK(words.at("context.message.text") == messages);
    CHECK(words.at("context.message.language") == messages);
    CHECK(words.at("context.message.attachments") == messages);
    CHECK(words.at("context.stars") == Names{"message_received", "response_received"});
    CHECK(words.at("context.agent") ==
          Names{"routed", "routed_at_start", "assigned", "unassigned", "invitation_rejected", "invitation_timed_out"});
    CHECK(words.at("context.closed_by") == Names{"closed", "chat_ended", "call_ended"});
    for (const char* name : {"email", "name", "phone", "subject", "text"}) {
        CHECK(words.at("context.form." + std::string(name)) == Names{"message_received", "contact_form_received"});
        CHECK(words.at("context.body." + std::string(name)) == Names{"external_http_request"});
    }
}

TEST_CASE("fields of the other groups can have a value at every event [D14]") {
    for (const Field& field : built_in().fields) {
        CAPTURE(field.id);
        bool limited = field.group == Group::context && field.id != "context.event";
        CHECK(field.at.empty() == !limited);
        CHECK(field.always_present == (field.id == "context.event" || field.group == Group::time));
    }
}

TEST_CASE("what an event brings is declared in the catalog, and adds up over events") {
    Loaded loaded = load_text(R"(
events:
  order_shipped: {label: Order shipped, fields: {context.order_number: {type: text}}}
  order_late: {fields: {context.order_number: {type: text}, context.message.text: {type: text}}}
  chat_survey_completed: {fields: {context.survey.score: {type: integer}}}
fields:
  context.form.order: {type: text}
  context.body.total: {type: decimal}
  context.survey.comment: {type: text}
  context.shop: {type: text, at: [order_late]}
  conversation.refund: {type: boolean, at: [closed, updated]}
)");
    CHECK(loaded.findings() == Findings{});
    CHECK(loaded.at("context.order_number") == Names{"order_shipped", "order_late"});
    CHECK(loaded.at("context.message.text").back() == "order_late");
    CHECK(loaded.at("context.message.text").size() == 9);
    CHECK(loaded.at("context.survey.score") == Names{"chat_survey_completed"});
    CHECK(loaded.at("context.survey.comment") == Names{"chat_survey_completed"});
    CHECK(loaded.at("context.form.order") == Names{"message_received", "contact_form_received"});
    CHECK(loaded.at("context.body.total") == Names{"external_http_request"});
    CHECK(loaded.at("context.shop") == Names{"order_late"});
    CHECK(loaded.at("conversation.refund") == Names{"closed", "updated"});
    CHECK(loaded.event("order_shipped").label == "Order shipped");
    CHECK(loaded.event("order_late").custom);
    CHECK(loaded.values("context.event").back() == "order_late");
}

TEST_CASE("events that a catalog makes impossible say why") {
    Loaded loaded = load_text("platforms: [sms, email]\ninvitations: {enabled: false}\nqueues: [Default]\n");
    CHECK(loaded.findings() == Findings{});
    struct Row {
        const char* event;
        const char* because;
        const char* underlined;
    };
    const Row rows[] = {
        {"chat_started", "`platforms` does not have `web_chat`", "platforms"},
        {"chat_ended", "`platforms` does not have `web_chat`", "platforms"},
        {"chat_survey_completed", "`platforms` does not have `web_chat`", "platforms"},
        {"contact_form_received", "`platforms` does not have `web_chat`", "platforms"},
        {"call_started", "`platforms` does not have `phone`", "platforms"},
        {"call_ended", "`platforms` does not have `phone`", "platforms"},
        {"welcome", "`platforms` has neither `facebook` nor `viber`", "platforms"},
        {"invitation_rejected", "invitations are off", "false"},
        {"invitation_timed_out", "invitations are off", "false"},
        {"sla_breached", "no queue has a `service_level`", "queues"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.event);
        CHECK(loaded.event(row.event).never_because == row.because);
        CHECK(loaded.text(loaded.event(row.event).never_span) == row.underlined);
    }
    CHECK(loaded.event("starting").never_because.empty());
}

TEST_CASE("what a catalog does not speak of is not impossible") {
    for (const Event& event : built_in().events) CHECK(event.never_because.empty());
    Loaded loaded = load_text(
        "platforms: [viber, phone, web_chat]\ninvitations: {timeout: 30 seconds}\n"
        "queues: [{name: Default, service_level: {answer_within: 1 minute}}]\n");
    CHECK(loaded.findings() == Findings{});
    for (const Event& event : loaded.catalog.events) CHECK(event.never_because.empty());
}
