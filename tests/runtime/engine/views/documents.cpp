// The documents letter for letter.
#include "runtime/engine/views/documents.h"

#include <nlohmann/json.hpp>

#include "tests/runtime/engine/metrics/sample.h"

using namespace parley;
using namespace parley::sample;
using model::ContactId;
using model::ProfileId;

namespace {

std::string conversations(StateFile& state, const state::ConversationFilter& filter = {}) {
    std::string out;
    views::conversations(*state, filter, [&out](std::string_view piece) {
        out += piece;
        return true;
    });
    return out;
}

std::string contacts(StateFile& state) {
    std::string out;
    views::contacts(*state, [&out](std::string_view piece) {
        out += piece;
        return true;
    });
    return out;
}

std::string good(const base::Result<std::string>& result) {
    if (!result) FAIL(result.error().message);
    return *result;
}

model::Contact joe() {
    model::Contact contact;
    contact.id = ContactId{1};
    contact.name = "Joe";
    contact.user = "u-17";
    contact.profile = ProfileId{1};
    return contact;
}

// What an agent settled in eight minutes.
Conversation settled() {
    Conversation one = opened(1, "10:22");
    one.contact = ContactId{1};
    one.identifier = one.phone = "+447700900123";
    one.user = "u-17";
    one.customer_name = "Joe";
    one.priority = "normal";
    one.short_description = "Late parcel";
    one.messages = 3;
    one.customer_messages = 2;
    one.agent_messages = 1;
    one.last_message = "Hello Joe";
    one.last_message_at = one.last_agent_message_at = at("10:25");
    one.last_customer_message_at = at("10:22:30");
    one.awaits_response = true;  // kept for a reopening; shown while it is open
    answered(one, "amy", 3 * minute);
    one.worked = {{"amy", 7 * minute}};
    return closed(one, "10:30", ClosedBy::agent, "amy");
}

}  // namespace

TEST_CASE("a conversation's record has every member, null where there is no value [S2.7] [S2.10] [S2.11] [S2.33]") {
    StateFile state;
    state->put(joe());
    state.put(settled());
    state.set_clock("11:22");
    const std::string entry =
        R"({"conversation":"C-1","contact":"K-1","identifier":"+447700900123","opened_for":"u-17","profile":"P-1",)"
        R"("name":"Joe","email":null,"phone":"+447700900123","channel":"whatsapp","type":"messaging",)"
        R"("direction":"inbound","contact_point":null,"state":"Closed Complete","state_reason":null,)"
        R"("closed_as":"Closed Complete","queue":"Default","priority":"normal","assigned_to":null,"last_agent":"amy",)"
        R"("invited":null,"awaits_response":false,"short_description":"Late parcel","tags":[],"fields":{},)"
        R"("opened_at":"2026-11-21T10:22:00Z","opened_by":"customer","updated_at":"2026-11-21T10:30:00Z",)"
        R"("closed_at":"2026-11-21T10:30:00Z","closed_by":"agent","closed_by_name":"amy","reopened":0,)"
        R"("archived":false,"messages":3,"customer_messages":2,"agent_messages":1,"automatic_messages":0,)"
        R"("last_message":"Hello Joe","last_message_at":"2026-11-21T10:25:00Z",)"
        R"("last_customer_message_at":"2026-11-21T10:22:30Z","waiting_since":null,"wait_seconds":180,)"
        R"("duration_seconds":420,"resolution_seconds":480,"wait_business_seconds":180,)"
        R"("resolution_business_seconds":480,"tasks":[]})";
    CHECK(conversations(state) ==
          R"({"format_version":1,"clock":"2026-11-21T11:22:00Z","conversations":[)" + entry + "]}");
}

TEST_CASE(
    "open and with all that a record can have: fields, tags, tasks, hold, what runs until now [S2.8] [S2.14] "
    "[S2.17] [D24]") {
    StateFile state;
    Conversation one = opened(4, "10:22", "", "sms");
    one.contact = ContactId{7};
    one.state = State::on_hold;
    one.state_reason = model::StateReason::waiting_on_customer;
    one.direction = model::Direction::outbound;
    one.opened_by = OpenedBy::agent;
    one.contact_point = "Sales";
    one.assigned_to = one.last_agent = "amy";
    one.awaits_response = true;
    one.tags = {"vip", "a \"quoted\" one"};
    model::set(one.fields, "customer_tier", model::Datum::of_text("gold"));
    model::set(one.fields, "items", model::Datum::of_integer(3));
    one.worked = {{"amy", 90'999}, {"bob", 1000}};
    one.reopened = 2;
    one.tasks = {{"T-1", model::TaskKind::incident, model::TaskOrigin::created, "amy", "Late parcel"},
                 {"INC7", model::TaskKind::service_case, model::TaskOrigin::viewed, "", ""}};
    state.put(one);
    Conversation working = opened(5, "10:22");
    working.state = State::work_in_progress;
    working.assigned_to = "amy";
    working.working_since = at("11:00");
    state.put(working);
    state.set_clock("11:02");
    const auto json = nlohmann::ordered_json::parse(conversations(state)).at("conversations");
    REQUIRE(json.size() == 2);
    const auto& shown = json[0];
    CHECK(shown.at("conversation") == "C-4");
    CHECK(shown.at("opened_for") == "K-7");
    CHECK(shown.at("profile").is_null());
    CHECK(shown.at("direction") == "outbound");
    CHECK(shown.at("contact_point") == "Sales");
    CHECK(shown.at("state") == "On Hold");
    CHECK(shown.at("state_reason") == "Waiting on customer");
    CHECK(shown.at("queue").is_null());
    CHECK(shown.at("assigned_to") == "amy");
    CHECK(shown.at("awaits_response") == true);
    CHECK(shown.at("tags").dump() == R"(["vip","a \"quoted\" one"])");
    CHECK(shown.at("fields").dump() == R"({"customer_tier":"gold","items":3})");
    CHECK(shown.at("tasks").dump() == R"([{"task":"T-1","kind":"incident","did":"created","by":"amy"},)"
                                      R"({"task":"INC7","kind":"case","did":"viewed","by":null}])");
    CHECK(shown.at("duration_seconds") == 91);
    CHECK(shown.at("reopened") == 2);
    for (const char* none : {"closed_at", "closed_by", "closed_by_name", "closed_as", "wait_seconds", "last_message",
                             "resolution_seconds", "wait_business_seconds", "resolution_business_seconds"}) {
        CAPTURE(none);
        CHECK(shown.at(none).is_null());
    }
    CHECK(json[1].at("duration_seconds") == 120);
    CHECK(json[1].at("last_agent").is_null());
    CHECK(json[1].size() == 46);
}

TEST_CASE("a list without conversations, and its filters: open, of a contact, of a user, of a queue") {
    StateFile state;
    CHECK(conversations(state) == R"({"format_version":1,"clock":null,"conversations":[]})");
    for (std::int64_t number : {1, 2, 3, 4}) {
        Conversation one = opened(number, "10:22", number == 3 ? "Billing" : "Default");
        one.contact = ContactId{number % 2 + 1};
        if (number == 2) one.user = "u-17";
        if (number != 4) closed(one, "10:30", ClosedBy::bot);
        state.put(one);
    }
    const auto numbers = [&state](const state::ConversationFilter& filter) {
        std::string found;
        const auto json = nlohmann::json::parse(conversations(state, filter));
        for (const auto& one : json.at("conversations")) found += one.at("conversation").get<std::string>() + " ";
        return found;
    };
    CHECK(numbers({}) == "C-1 C-2 C-3 C-4 ");
    CHECK(numbers({true, {}, {}, {}}) == "C-4 ");
    CHECK(numbers({false, ContactId{1}, {}, {}}) == "C-2 C-4 ");
    CHECK(numbers({false, {}, "u-17", {}}) == "C-2 ");
    CHECK(numbers({false, {}, "K-2", {}}) == "C-1 C-3 ");
    CHECK(numbers({false, {}, {}, "Billing"}) == "C-3 ");
}

TEST_CASE("who takes the pieces can stop them") {
    StateFile state;
    for (std::int64_t number : {1, 2, 3}) state.put(opened(number, "10:22"));
    int pieces = 0;
    views::conversations(*state, {}, [&pieces](std::string_view) { return ++pieces < 2; });
    CHECK(pieces == 2);
    views::conversations(*state, {}, [&pieces](std::string_view) {
        ++pieces;
        return false;
    });
    CHECK(pieces == 3);
}

TEST_CASE("one conversation is shown with its messages, decisions and its user's other conversations [S2.9] [S1.5]") {
    StateFile state;
    state->put(joe());
    state.put(settled());
    Conversation other = opened(2, "11:00");
    other.user = "u-17";
    state.put(other);
    state.put(opened(3, "11:00"));
    model::Message message;
    message.conversation = ConversationId{1};
    message.sequence = 1;
    message.at = at("10:22");
    message.name = "Joe";
    message.text = "Hi \"there\"\n";
    message.channel = "whatsapp";
    state->put(message);
    message = {};
    message.conversation = ConversationId{1};
    message.sequence = 2;
    message.at = at("10:22");
    message.from = model::Sender::bot;
    message.text = "Which order?";
    message.channel = "whatsapp";
    state->put(message);
    const std::string line = R"({"record":"moment","stimulus":"m1","moment":1})";
    state->put(model::MomentRecord{ConversationId{1}, "m1", 1, at("10:22"), line, {}});
    state->put(model::MomentRecord{ConversationId{2}, "m2", 1, at("11:00"), "{}", {}});
    state.set_clock("11:22");
    const std::string listed = conversations(state, {false, {}, {}, {}});
    const std::size_t begin = listed.find(R"({"conversation":"C-1")"), end = listed.find(R"(,{"conversation":"C-2")");
    CHECK(good(views::show(*state, "C-1")) ==
          R"({"format_version":1,"conversation":)" + listed.substr(begin, end - begin) +
              R"(,"messages":[{"at":"2026-11-21T10:22:00Z","from":"customer","name":"Joe","text":"Hi \"there\"\n",)"
              R"("channel":"whatsapp"},{"at":"2026-11-21T10:22:00Z","from":"bot","name":null,"text":"Which order?",)"
              R"("channel":"whatsapp"}],"moments":[)" +
              line + R"(],"user_conversations":["C-1","C-2"]})");
    CHECK(nlohmann::json::parse(good(views::show(*state, "C-3"))).at("user_conversations").dump() == R"(["C-3"])");
}

TEST_CASE("what is not there is said with what there is") {
    StateFile state;
    CHECK(views::show(*state, "C-1").error().kind == base::ErrorKind::not_found);
    CHECK(views::show(*state, "C-1").error().message == "no conversation `C-1`; there is none yet");
    state.put(opened(1, "10:22"));
    CHECK(views::show(*state, "C-9").error().message == "no conversation `C-9`; there is C-1");
    state.put(opened(2, "10:22"));
    CHECK(views::show(*state, "x").error().message == "no conversation `x`; there are C-1 to C-2");
    CHECK(views::related(*state, "C-0", 0, "").error().message == "no conversation `C-0`; there are C-1 to C-2");
    CHECK(views::profile(*state, "P-1").error().kind == base::ErrorKind::not_found);
    model::Profile profile;
    profile.id = ProfileId{1};
    state->put(profile);
    model::Meta meta = state->meta();
    meta.profiles = 1;
    state->put(meta);
    CHECK(views::profile(*state, "P-2").error().message == "no profile `P-2`; there is P-1");
}

TEST_CASE("contacts with their identifiers, user, profile, merge and conversations [S2.27] [S4.2]") {
    StateFile state;
    CHECK(contacts(state) == R"({"format_version":1,"contacts":[]})");
    model::Contact contact = joe();
    contact.user.clear();
    state->put(contact);
    state->put(model::ChannelUser{"whatsapp", "+447700900123", ContactId{1}, ""});
    state->put(model::ChannelUser{"email", "joe@x.org", ContactId{1}, ""});
    Conversation one = settled();
    state.put(one);
    one = opened(3, "11:00");
    one.contact = ContactId{1};
    state.put(one);
    contact = {};
    contact.id = ContactId{2};
    contact.user = "u-17";
    contact.merged_into = ContactId{1};
    contact.erased = true;
    state->put(contact);
    CHECK(contacts(state) ==
          R"({"format_version":1,"contacts":[{"contact":"K-1","name":"Joe","identifiers":[{"channel":"email",)"
          R"("identifier":"joe@x.org"},{"channel":"whatsapp","identifier":"+447700900123"}],"user":null,)"
          R"("profile":"P-1","merged_into":null,"erased":false,"open":"C-3","conversations":["C-1","C-3"]},)"
          R"({"contact":"K-2","name":null,"identifiers":[],"user":"u-17","profile":null,"merged_into":"K-1",)"
          R"("erased":true,"open":null,"conversations":[]}]})");
}

TEST_CASE("a queue's figures now: what waits, who is there, how long it takes [S3.65]") {
    StateFile state;
    tenant::Tenant tenant;
    for (const char* name : {"Default", "Billing"}) tenant.queues.emplace_back().name = name;
    for (const char* name : {"amy", "bob", "cy"}) {
        tenant::Agent& agent = tenant.agents.emplace_back();
        agent.name = name;
        agent.queues = {"Default"};
        agent.soft = 2;
    }
    tenant.finish();
    Conversation waiting = opened(1, "10:00");
    waiting.waits = waiting.placed = true;
    waiting.waiting_since = at("10:01");
    state.put(waiting);
    Conversation held = opened(2, "10:00");
    held.state = State::on_hold;
    held.assigned_to = "amy";
    state.put(held);
    Conversation invited = opened(3, "10:00");
    invited.invited = "amy";
    invited.waiting_since = at("10:00");
    state.put(invited);
    state->put(model::AgentState{"amy", model::Presence::available, 2, {}, 1, 0});
    state->put(model::AgentState{"bob", model::Presence::available, 0, {}, 1, 0});
    state->put(model::AgentState{"cy", model::Presence::away, 0, {}, 1, 0});
    state->put(model::AgentState{"gone", model::Presence::available, 0, {}, 1, 0});  // the catalog has her no more
    state.set_clock("10:04:30.999");
    // 10 minutes × (1 + 1) ÷ (2 + 2) places.
    CHECK(views::queues(tenant, *state) ==
          R"({"format_version":1,"queues":[{"queue":"Default","waiting":1,"assigned":1,"total":3,"agents_online":3,)"
          R"("agents_available":2,"agents_with_capacity":1,"is_staffed":true,"oldest_wait_seconds":210,)"
          R"("estimated_wait_seconds":300},{"queue":"Billing","waiting":0,"assigned":0,"total":0,"agents_online":0,)"
          R"("agents_available":0,"agents_with_capacity":0,"is_staffed":false,"oldest_wait_seconds":null,)"
          R"("estimated_wait_seconds":null}]})");
}

TEST_CASE("the report letter for letter [S4.15] [S4.16]") {
    metrics::Report report;
    metrics::ReportRow row;
    row.key = "Default";
    row.opened = 3;
    row.closed = 2;
    row.closed_by = {{"agent", 1}, {"timer", 1}};
    row.waiting = 1;
    row.wait = row.first_response = metrics::statistics({120'000, 60'000});
    row.duration = metrics::statistics({400'000, 440'000});
    row.resolution = metrics::statistics({460'000, 500'000});
    row.service_level = metrics::ReportRow::ServiceLevel{1, 2, 50};
    report.rows = {row};
    report.rules = {{"Initial auto response", 3, 1, {{"branch 2", 2}, {"else", 1}, {"none", 0}}}};
    CHECK(views::report(report) ==
          R"({"format_version":1,"by":"queue","interval":"none","rows":[{"key":"Default","from":null,"opened":3,)"
          R"("closed":2,"closed_by":{"agent":1,"timer":1},"reopened":0,"abandoned":0,"waiting":1,)"
          R"("wait_seconds":{"count":2,"mean":90,"median":60,"p90":120},)"
          R"("first_response_seconds":{"count":2,"mean":90,"median":60,"p90":120},)"
          R"("duration_seconds":{"count":2,"sum":840,"mean":420},)"
          R"("resolution_seconds":{"count":2,"mean":480,"median":460,"p90":500},)"
          R"("service_level":{"within":1,"of":2,"percent":50}}],)"
          R"("rules":[{"rule":"Initial auto response","fired":3,"taken":{"branch 2":2,"else":1,"none":0},)"
          R"("suppressed":1}]})");
}

TEST_CASE("a row of nothing but an opening, by agent and hour") {
    metrics::Report report;
    report.query = {metrics::By::agent, metrics::Interval::hour, {}, {}};
    metrics::ReportRow row;
    row.from = at("10:00");
    row.opened = 1;
    report.rows = {row};
    CHECK(views::report(report) ==
          R"({"format_version":1,"by":"agent","interval":"hour","rows":[{"key":null,"from":"2026-11-21T10:00:00Z",)"
          R"("opened":1,"closed":0,"closed_by":{},"reopened":0,"abandoned":0,"waiting":0,)"
          R"("wait_seconds":{"count":0,"mean":null,"median":null,"p90":null},)"
          R"("first_response_seconds":{"count":0,"mean":null,"median":null,"p90":null},)"
          R"("duration_seconds":{"count":0,"sum":0,"mean":null},)"
          R"("resolution_seconds":{"count":0,"mean":null,"median":null,"p90":null},)"
          R"("service_level":null}],"rules":[]})");
}
