// What goes out, letter for letter as the manual has it.
#include "runtime/engine/lines/output.h"

#include <doctest/doctest.h>

#include <string>

#include "runtime/value/calendar.h"

namespace parley::lines {
namespace {

using model::Datum;

const ConversationId first{1};

Instant at(const char* text) {
    return *value::parse_instant(text);
}

std::string written(std::string key, CommandContent content) {
    std::string out;
    write(Command{std::move(key), std::move(content)}, out);
    return out;
}

std::string written(const Record& record) {
    std::string out;
    write(record, out);
    return out;
}

TEST_CASE("commands") {
    SendMessage message;
    message.conversation = first;
    message.channel = "whatsapp";
    message.to = "+447700900123";
    message.text = "Thanks";
    message.by = model::Sender::rule;
    message.rule = "Initial auto response";
    CHECK(written("m1/3/1", message) ==
          R"({"command":"send_message","key":"m1/3/1","conversation":"C-1","channel":"whatsapp","to":"+447700900123",)"
          R"("text":"Thanks","by":"rule","rule":"Initial auto response"})"
          "\n");
    CHECK(written("m1/3/0", Invite{first, "amy", "Default", at("2026-11-21T10:23:00Z")}) ==
          R"({"command":"invite","key":"m1/3/0","conversation":"C-1","agent":"amy","queue":"Default",)"
          R"("expires_at":"2026-11-21T10:23:00Z"})"
          "\n");
    CHECK(written("m1/4/0", Assign{first, "amy", {}, {}}) ==
          R"({"command":"assign","key":"m1/4/0","conversation":"C-1","agent":"amy"})"
          "\n");
    CHECK(written("m7/2/0", Unassign{first, "amy"}) ==
          R"({"command":"unassign","key":"m7/2/0","conversation":"C-1","agent":"amy"})"
          "\n");
    CHECK(written("a9/1/0", WithdrawInvitation{first, "amy", "closed"}) ==
          R"({"command":"withdraw_invitation","key":"a9/1/0","conversation":"C-1","agent":"amy","reason":"closed"})"
          "\n");
    CHECK(written("m1/2/2", CreateTask{first, "T-1", model::TaskKind::incident, "Late parcel"}) ==
          R"({"command":"create_task","key":"m1/2/2","conversation":"C-1","task":"T-1","kind":"incident",)"
          R"("short_description":"Late parcel"})"
          "\n");
    CHECK(
        written("m1/2/3", CallWebhook{first, "crm", "https://crm.example/in"}) ==
        R"({"command":"call_webhook","key":"m1/2/3","conversation":"C-1","webhook":"crm","url":"https://crm.example/in"})"
        "\n");
    CHECK(
        written("a9/1/1", SendSummaryToSlack{first, "#care", "C-1 whatsapp …"}) ==
        R"({"command":"send_summary_to_slack","key":"a9/1/1","conversation":"C-1","channel":"#care","text":"C-1 whatsapp …"})"
        "\n");
    CHECK(written("a9/1/9", EndChat{ConversationId{2}, "w-9"}) ==
          R"({"command":"end_chat","key":"a9/1/9","conversation":"C-2","chat":"w-9"})"
          "\n");
    CHECK(written("a9/1/9", EndCall{ConversationId{2}, "k-1"}) ==
          R"({"command":"end_call","key":"a9/1/9","conversation":"C-2","call":"k-1"})"
          "\n");
}

TEST_CASE("commands with members that come seldom") {
    SendMessage reply;
    reply.conversation = first;
    reply.channel = "email";
    reply.to = "joe@x.org";
    reply.by = model::Sender::agent;
    reply.agent = "amy";
    reply.message = "survey";
    reply.in_reply_to = "<1@x>";
    reply.rich.emplace_back("quick_replies", Datum::of_texts({"Yes", "No"}));
    CHECK(
        written("a/1/1", reply) ==
        R"({"command":"send_message","key":"a/1/1","conversation":"C-1","channel":"email","to":"joe@x.org","text":"",)"
        R"("message":"survey","quick_replies":["Yes","No"],"in_reply_to":"<1@x>","by":"agent","agent":"amy"})"
        "\n");
    SendMessage bot;
    bot.conversation = first;
    bot.channel = "web_chat";
    bot.text = "a \"b\"\n\x01";
    bot.by = model::Sender::bot;
    CHECK(
        written("b/1/1", bot) ==
        R"({"command":"send_message","key":"b/1/1","conversation":"C-1","channel":"web_chat","text":"a \"b\"\n\u0001","by":"bot"})"
        "\n");
    CHECK(written("t/1/1", Assign{first, "amy", "w-9", "k-1"}) ==
          R"({"command":"assign","key":"t/1/1","conversation":"C-1","agent":"amy","chat":"w-9","call":"k-1"})"
          "\n");
    OwnAction own;
    own.name = "escalate";
    own.members.emplace_back("value", Datum::of_integer(3));
    CHECK(written("m/1/1", own) == "{\"command\":\"escalate\",\"key\":\"m/1/1\",\"value\":3}\n");
    own.conversation = first;
    CHECK(written("m/1/1", own) ==
          "{\"command\":\"escalate\",\"key\":\"m/1/1\",\"conversation\":\"C-1\",\"value\":3}\n");
}

Moment sample_moment() {
    Moment moment;
    moment.stimulus = "m1";
    moment.moment = 2;
    moment.at = at("2026-11-21T10:22:00Z");
    moment.conversation = first;
    moment.events = {"customer_message", "starting", "opened"};
    moment.version = 7;
    moment.artifact = "b2:9f";
    DecidedAction action;
    action.action = "send_to_queue";
    action.members.emplace_back("queue", Datum::of_text("Default"));
    action.rule = "Initial queue assignment";
    action.place = "rules.parley:30";
    moment.actions = {action};
    return moment;
}

TEST_CASE("the decision record of a moment [D116]") {
    Moment moment = sample_moment();
    CHECK(
        written(moment) ==
        R"({"record":"moment","stimulus":"m1","moment":2,"at":"2026-11-21T10:22:00Z","conversation":"C-1",)"
        R"("events":["customer_message","starting","opened"],"version":7,"artifact":"b2:9f",)"
        R"("actions":[{"action":"send_to_queue","queue":"Default","rule":"Initial queue assignment","at":"rules.parley:30"}]})"
        "\n");
    moment.conversation = {};
    moment.version.reset();
    moment.notes = {"context.form.age: no integer"};
    moment.actions[0].suppressed = "recent_conversation";
    moment.actions[0].not_done = "agent_offline";
    moment.actions[0].notes = {"overridden"};
    moment.actions[0].missing = {"ticket"};
    moment.actions.push_back(sample_moment().actions[0]);
    CHECK(written(moment) ==
          R"({"record":"moment","stimulus":"m1","moment":2,"at":"2026-11-21T10:22:00Z","conversation":null,)"
          R"("events":["customer_message","starting","opened"],"version":null,"artifact":"b2:9f",)"
          R"("actions":[{"action":"send_to_queue","queue":"Default","suppressed":"recent_conversation",)"
          R"("not_done":"agent_offline","notes":["overridden"],"missing":["ticket"],"rule":"Initial queue assignment",)"
          R"("at":"rules.parley:30"},{"action":"send_to_queue","queue":"Default","rule":"Initial queue assignment",)"
          R"("at":"rules.parley:30"}],"notes":["context.form.age: no integer"]})"
          "\n");
}

TEST_CASE("the other records") {
    CHECK(written(Rejected{"a9", "agent_closes", model::Rejection::short_description_missing, {}}) ==
          R"({"record":"rejected","stimulus":"a9","type":"agent_closes","reason":"short_description_missing"})"
          "\n");
    CHECK(
        written(Rejected{"p1", "open_conversation", model::Rejection::already_open, first}) ==
        R"({"record":"rejected","stimulus":"p1","type":"open_conversation","reason":"already_open","conversation":"C-1"})"
        "\n");
    CHECK(written(Rejected{"", "", model::Rejection::malformed, {}}) ==
          R"({"record":"rejected","stimulus":null,"type":null,"reason":"malformed"})"
          "\n");
    CHECK(written(Duplicate{"m1", "message"}) == R"({"record":"duplicate","stimulus":"m1","type":"message"})"
                                                 "\n");
    CHECK(written(Duplicate{"m1", ""}) == R"({"record":"duplicate","stimulus":"m1","type":null})"
                                          "\n");
    CHECK(written(Ignored{"m1", "message", "automatic", {}}) ==
          R"({"record":"ignored","stimulus":"m1","type":"message","reason":"automatic"})"
          "\n");
    CHECK(written(Ignored{"c2", "chat_ended", "already_ended", first}) ==
          R"({"record":"ignored","stimulus":"c2","type":"chat_ended","reason":"already_ended","conversation":"C-1"})"
          "\n");
    CHECK(written(UnopenedForm{"f1", "form"}) == R"({"record":"unopened","stimulus":"f1","type":"form"})"
                                                 "\n");
    CHECK(
        written(ProfileConflict{"p3", "K-1", "email", "joe@x.org", "P-1", "P-2"}) ==
        R"({"record":"profile_conflict","stimulus":"p3","contact":"K-1","by":"email","value":"joe@x.org","profile":"P-1","other_profile":"P-2"})"
        "\n");
    CHECK(written(CascadeStopped{"m1", first, 3}) ==
          R"({"record":"cascade_stopped","stimulus":"m1","conversation":"C-1","dropped":3})"
          "\n");
    CHECK(written(Metrics{at("2026-11-21T23:59:59Z"), 812, 2310, 3, 1, 0, 204, 198, 6}) ==
          R"({"record":"metrics","at":"2026-11-21T23:59:59Z","stimuli":812,"moments":2310,"duplicates":3,"rejected":1,)"
          R"("ignored":0,"opened":204,"closed":198,"waiting":6})"
          "\n");
    CHECK(written(Metrics{}).starts_with(R"({"record":"metrics","at":null,"stimuli":0,)"));
}

TEST_CASE("lines are appended, each with its line break, and none is broken by what it quotes") {
    std::string out = "before\n";
    write(Command{"k\"\n", Unassign{first, "a\nb"}}, out);
    CHECK(out ==
          "before\n{\"command\":\"unassign\",\"key\":\"k\\\"\\n\",\"conversation\":\"C-1\",\"agent\":\"a\\nb\"}\n");
}

TEST_CASE("for an erased contact the texts of a moment's actions are blanked, and what the tenant named stays [D87]") {
    Moment moment = sample_moment();
    DecidedAction said;
    said.action = "send_message";
    said.members.emplace_back("text", Datum::of_text("Hello Joe"));
    said.members.emplace_back("quick_replies", Datum::of_texts({"Joe", "Ann"}));
    said.members.emplace_back("once", Datum::of_boolean(true));
    said.rule = "Greeting";
    said.place = "rules.parley:9";
    moment.actions.push_back(said);
    const std::string line = without_texts(written(moment));
    CHECK(
        line ==
        R"({"record":"moment","stimulus":"m1","moment":2,"at":"2026-11-21T10:22:00Z","conversation":"C-1",)"
        R"("events":["customer_message","starting","opened"],"version":7,"artifact":"b2:9f",)"
        R"("actions":[{"action":"send_to_queue","queue":"Default","rule":"Initial queue assignment","at":"rules.parley:30"},)"
        R"({"action":"send_message","text":"","quick_replies":["",""],"once":true,"rule":"Greeting","at":"rules.parley:9"}]})");
    CHECK(without_texts(line) == line);
    CHECK(without_texts("no line").empty());
}

TEST_CASE("lines as people read them") {
    Moment moment = sample_moment();
    CHECK(describe(written(moment)) ==
          "2026-11-21T10:22:00Z  C-1  customer_message, starting, opened\n"
          "    send_to_queue  queue: Default  (Initial queue assignment, rules.parley:30)");
    moment.conversation = {};
    moment.actions.clear();
    CHECK(describe(written(moment)) == "2026-11-21T10:22:00Z  -  customer_message, starting, opened");
    CHECK(describe(written("m7/2/0", Unassign{first, "amy"})) == "  > unassign  C-1  agent: amy");
    CHECK(describe(written(Duplicate{"m1", "message"})) == "duplicate  stimulus: m1, type: message");
    CHECK(describe("no line\n") == "no line");
}

}  // namespace
}  // namespace parley::lines
