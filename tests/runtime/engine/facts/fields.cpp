// Every field that a rule may read, from the record that holds it.
#include "tests/runtime/engine/facts/desk.h"

namespace parley::facts {
namespace {

using model::Datum;

Conversation full() {
    Conversation one;
    one.id = model::ConversationId{7};
    one.contact = model::ContactId{3};
    one.user = "u-17";
    one.channel = "whatsapp";
    one.type = model::ConversationType::messaging;
    one.direction = model::Direction::inbound;
    one.contact_point = "Sales";
    one.customer_name = "Joe";
    one.email = "joe@x.org";
    one.phone = "+447700900123";
    one.language = "fr";
    one.short_description = "Late parcel";
    one.state = model::State::on_hold;
    one.state_reason = model::StateReason::waiting_on_customer;
    one.queue = "Billing";
    one.priority = "high";
    one.skills = {"fr", "vip"};
    one.tags = {"late"};
    one.fields.emplace_back("customer_tier", Datum::of_text("gold"));
    one.fields.emplace_back("size", Datum::of_integer(12));
    one.fields.emplace_back("subject", Datum::of_text("refund"));
    one.subject = "not this";  // the catalog's own stands for it
    one.assigned_to = "amy";
    one.opened_at = at("10:00");
    one.opened_by = model::OpenedBy::customer;
    one.messages = 9;
    one.last_message_at = at("10:20");
    one.last_customer_message_at = at("10:10");
    one.last_agent_message_at = at("10:20");
    one.awaits_response = true;
    one.waiting_since = at("10:05");
    one.worked = {{"amy", 60'000}, {"bob", 30'000}};
    one.working_since = at("10:28");
    return one;
}

TEST_CASE("the conversation's own data [S3.63, D120]") {
    const Conversation conversation = full();
    Snapshot snapshot;
    snapshot.now = at("10:30");
    snapshot.conversation = &conversation;
    Told around;
    Conditions("updated", {R"(conversation.id is "C-7")",
                           R"(conversation.number is "C-7")",
                           R"(conversation.new_number is "C-7")",
                           "conversation.contact_point is Sales",
                           "conversation.platform is whatsapp",
                           "conversation.channel is whatsapp",
                           "conversation.type is messaging",
                           "conversation.direction is inbound",
                           "conversation.status is \"open\"",
                           "conversation.state is \"On Hold\"",
                           "conversation.state_reason is \"Waiting on customer\"",
                           "conversation.closed_as is not set",
                           "conversation.opened_by is customer",
                           "conversation.closed_by is not set",
                           R"(conversation.opened_for is "u-17")",
                           "conversation.priority is high",
                           R"(conversation.skills contains all of ["fr", "vip"])",
                           "conversation.skills size is 2",
                           "conversation.queue is Billing",
                           "conversation.assigned_to is amy",
                           R"(conversation.language is "fr")",
                           R"(conversation.tags contains "late")",
                           "conversation.subject is refund",
                           R"(conversation.short_description is "Late parcel")",
                           R"(conversation.customer_name is "Joe")",
                           R"(conversation.email is "joe@x.org")",
                           R"(conversation.phone is "+447700900123")",
                           "conversation.message_count is 9",
                           "conversation.last_message_at between 2026-11-21T10:20Z and 2026-11-21T10:20Z",
                           "conversation.last_customer_message_at between 2026-11-21T10:10Z and 2026-11-21T10:10Z",
                           "conversation.last_agent_message_at between 2026-11-21T10:20Z and 2026-11-21T10:20Z",
                           "conversation.opened_at between 2026-11-21T10:00Z and 2026-11-21T10:00Z",
                           "conversation.closed_at is not set",
                           "conversation.waited is 25 minutes",
                           "conversation.handled is 210 seconds",
                           "conversation.awaits_response",
                           "conversation.customer_tier is gold",
                           "conversation.size is 12",
                           "time.now between 2026-11-21T10:30Z and 2026-11-21T10:30Z",
                           "time.weekday is saturday"})
        .check_all(snapshot, around);
}

TEST_CASE("a closed one says how, when and by whom [S4.17]") {
    Conversation conversation = full();
    conversation.state = model::State::closed_complete;
    conversation.closed_as = "Ignore";
    conversation.closed_by = model::ClosedBy::merge;
    conversation.closed_at = at("10:25");
    conversation.assigned_to.clear();
    conversation.waiting_since.reset();
    Snapshot snapshot;
    snapshot.now = at("10:30");
    snapshot.conversation = &conversation;
    snapshot.closed_by = "merge";
    Told around;
    Conditions("closed", {"conversation.status is closed", "conversation.state is \"Closed Complete\"",
                          "conversation.closed_as is Ignore", "conversation.closed_by is merge",
                          "context.closed_by is merge", "conversation.assigned_to is not set",
                          "conversation.closed_at between 2026-11-21T10:25Z and 2026-11-21T10:25Z",
                          "conversation.waited is not set"})
        .check_all(snapshot, around);
}

TEST_CASE("before there is a record, what is known of the customer is there and the rest is not [D60]") {
    Conversation known;
    known.channel = "whatsapp";
    known.contact = model::ContactId{3};
    known.customer_name = "Joe";
    Snapshot snapshot;
    snapshot.now = at("10:30");
    snapshot.conversation = &known;
    Told around;
    Conditions("message_received",
               {"conversation.platform is whatsapp", R"(conversation.customer_name is "Joe")",
                R"(conversation.opened_for is "K-3")", "conversation.id is not set", "conversation.status is not set",
                "conversation.opened_at is not set", "conversation.message_count is not set",
                "conversation.awaits_response is not set", "conversation.queue is not set"})
        .check_all(snapshot, around);
}

TEST_CASE("the message, the agent, the stars, forms, requests and surveys [S3.62, S0.29, S0.30]") {
    const Conversation conversation = full();
    Told around;
    Snapshot snapshot;
    snapshot.now = at("10:30");
    snapshot.conversation = &conversation;
    model::Message message;
    message.text = "Where is \"it\"?";
    message.attachments = {"a.pdf"};
    snapshot.message = &message;
    snapshot.message_language = "de";
    snapshot.stars = 2;
    Conditions(
        "message_received",
        {R"(context.message.text is "Where is \"it\"?")", R"(context.message.language is "de")",
         R"(context.message.attachments contains "a.pdf")", "context.stars is 2", "context.event is message_received"})
        .check_all(snapshot, around);
    snapshot.agent = "amy";
    Conditions("assigned", {"context.agent is amy"}).check_all(snapshot, around);
    const auto object = [](model::Fields members) {
        Datum made;
        made.kind = Datum::Kind::object;
        made.members = std::move(members);
        return made;
    };
    const Datum form = object({{"email", Datum::of_text("joe@x.org")},
                               {"age", Datum::of_integer(7)},
                               {"nothing", Datum()},
                               {"unknown", Datum::of_texts({"a"})}});
    snapshot.form = &form;
    Conditions("contact_form_received",
               {R"(context.form.email is "joe@x.org")", "context.form.age is 7", "context.form.text is not set"})
        .check_all(snapshot, around);
    const Datum body = object({{"text", Datum::of_text("x")}, {"urgent", Datum::of_boolean(true)}});
    snapshot.body = &body;
    Conditions("external_http_request", {R"(context.body.text is "x")", "context.body.urgent"})
        .check_all(snapshot, around);
    const Datum survey = object({{"score", Datum::of_integer(5)}});
    snapshot.survey = &survey;
    Conditions("chat_survey_completed", {"context.survey.score is 5"}).check_all(snapshot, around);
}

TEST_CASE("the previous conversation, open or closed, and the profile [S3.75, S1.18, D120]") {
    Told around;
    Conversation latest = full();
    latest.queue = "Default";
    latest.last_message_at.reset();
    around.before = {latest, at("09:00"), 4};
    around.profile = Person{"P-1", "joe@x.org", "+447700900123", "A-17", {"email", "whatsapp"}};
    const Conversation conversation = full();
    Snapshot snapshot;
    snapshot.now = at("10:30");
    snapshot.conversation = &conversation;
    Conditions(
        "starting",
        {"previous.exists", "previous.count is 4", "previous.status is \"open\"", "previous.state is \"On Hold\"",
         "previous.state_reason is \"Waiting on customer\"", "previous.channel is whatsapp",
         "previous.queue is Default", "previous.assigned_to is amy", "previous.closed_at is not set",
         "previous.last_closed_at between 2026-11-21T09:00Z and 2026-11-21T09:00Z",
         // No message of the customer or a person: the opening.
         "previous.last_message_at between 2026-11-21T10:00Z and 2026-11-21T10:00Z",
         "previous.last_customer_message_at between 2026-11-21T10:10Z and 2026-11-21T10:10Z", R"(profile.id is "P-1")",
         R"(profile.email is "joe@x.org")", R"(profile.phone is "+447700900123")", R"(profile.customer_id is "A-17")",
         "profile.channels contains all of [email, whatsapp]"})
        .check_all(snapshot, around);
    around.before = {};
    around.profile.reset();
    Conditions("starting", {"previous.exists is false", "previous.count is 0", "previous.status is not set",
                            "profile.id is not set", "profile.channels is empty"})
        .check_all(snapshot, around);
}

TEST_CASE("a queue's figures, by name and of the conversation's own [S3.65, D43, D88]") {
    Told around;
    routing::Figures figures;
    figures.waiting = 1;
    figures.assigned = 2;
    figures.total = 4;
    figures.oldest_wait = 90'000;
    figures.agents_online = 5;
    figures.agents_available = 4;
    figures.agents_with_capacity = 3;
    figures.capacity_left = 8;
    figures.capacity_in_use = 9;
    figures.is_staffed = true;
    around.figures["Billing"] = {"Billing", figures, 720'000};
    figures.waiting = 77;
    around.figures["Default"] = {"Default", figures, {}};
    const Conversation conversation = full();
    Snapshot snapshot;
    snapshot.now = at("10:30");
    snapshot.conversation = &conversation;
    Conditions(
        "queued",
        {"workload.waiting is 1", "workload.assigned is 2", "workload.total is 4", "workload.oldest_wait is 90 seconds",
         "workload.estimated_wait is 12 minutes", "workload.agents_online is 5", "workload.agents_available is 4",
         "workload.agents_with_capacity is 3", "workload.capacity_left is 8", "workload.capacity_in_use is 9",
         "workload.is_staffed", "workload.waiting(Billing) is 1", "workload.waiting(Default) is 77",
         "workload.estimated_wait(Default) is not set", "workload.waiting(Other) is not set"})
        .check_all(snapshot, around);
}

TEST_CASE("only what the rules read is looked up") {
    Told around;
    const Conversation conversation = full();
    Snapshot snapshot;
    snapshot.now = at("10:30");
    snapshot.conversation = &conversation;
    Conditions("queued", {R"(conversation.id is "C-7")"}).check_all(snapshot, around);
    CHECK(around.asked_previous + around.asked_person == 0);
    CHECK(around.asked_queues.empty());
    Conditions("queued", {"workload.waiting(Default) > 0"}).holding(snapshot, around);
    CHECK(around.asked_queues == std::vector<std::string>{"Default"});
    around.asked_queues.clear();
    Conditions("queued", {"workload.estimated_wait > 1 minute"}).holding(snapshot, around);
    CHECK(around.asked_queues == std::vector<std::string>{"Billing?"});
    Conditions("queued", {"profile.id is set"}).holding(snapshot, around);
    CHECK(around.asked_person == 1);
    CHECK(around.asked_previous == 0);
}

}  // namespace
}  // namespace parley::facts
