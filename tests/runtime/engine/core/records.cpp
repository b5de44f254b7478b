// The record of a conversation: what is on it, who opened and closed it, what it demands.
#include "tests/runtime/engine/core/desk.h"

namespace parley::desk {
namespace {

std::vector<Json> write(Desk& desk, const std::string& id, const std::string& time, const std::string& text = "Hi") {
    return desk.message(id, time, "+447700900123", text);
}

TEST_CASE("every opening and every closing says what it came from [S4.17, D106, S4.6, S4.8, S4.10, S4.13, S4.14]") {
    Desk desk({R"(
rule "By rule" on contact_form_received { open_conversation { channel: email  to: context.form.email } }
rule "Spam" on customer_message { if context.message.text is "spam" { close } }
)",
               [](tenant::Tenant& tenant) { tenant.close_after_inactivity = 60 * 60'000; }});
    const auto said = [&desk](std::int64_t number) {
        const auto one = desk.conversation(number);
        std::string text(model::word(one.opened_by));
        if (!one.opened_by_name.empty()) text += " " + one.opened_by_name;
        if (one.closed_by) text += ", " + std::string(model::word(*one.closed_by));
        if (!one.closed_by_name.empty()) text += " " + one.closed_by_name;
        return text;
    };
    desk.available("amy");
    write(desk, "m1", "10:00");
    write(desk, "m2", "10:00", "spam");
    CHECK(said(1) == "customer, rule Spam");
    desk.send("n", "10:01", R"("type":"agent_starts","agent":"amy","channel":"sms","to":"07700 900555")");
    desk.agent("n2", "10:01", "closes", "amy", "C-2", R"("short_description":"x")");
    CHECK(said(2) == "agent amy, agent amy");
    desk.send("f", "10:02", R"("type":"form","fields":{"email":"joe@x.org","text":"x"})");
    desk.send("f2", "10:02", R"("type":"bot_closes","conversation":"C-3")");
    CHECK(said(3) == "customer, bot");  // a form is the customer's own word; a rule of its own accord is below
    desk.send("w", "10:03", R"("type":"welcome","channel":"viber","from":"v-1")");
    desk.send("w2", "10:03", R"("type":"close_conversation","conversation":"C-4")");
    CHECK(said(4) == "welcome, api");
    desk.send("p", "10:04", R"("type":"open_conversation","channel":"facebook","to":"f-1")");
    desk.tick("11:04");
    CHECK(said(5) == "api, timer");
    desk.send("c", "11:05", R"("type":"call_started","call":"k-1","from":"07700 900999")");
    desk.send("c2", "11:06", R"("type":"call_ended","call":"k-1","by":"customer")");
    CHECK(said(6) == "customer, customer");
    desk.message("m3", "11:07", "a@x.org", "Hi", "email");
    desk.send(
        "g1", "11:08",
        R"("type":"merge_contacts","primary":{"channel":"viber","from":"v-1"},"secondary":{"channel":"email","from":"a@x.org"})");
    CHECK(said(7) == "customer, merge");
}

// [S4.1, S4.3, S4.5]
TEST_CASE("Susan: three conversations at different times, each with its own matter and its own agent") {
    Desk desk({R"(rule "Queue" on starting { if context.message.text contains "bill" { send_to_queue "Billing" } })"});
    const auto talk = [&desk](const std::string& day, const char* text, const char* agent, const std::string& id,
                              const char* about) {
        desk.message("m" + id, day + "T10:00:00", "susan@x.org", text, "email");
        desk.agent("t" + id, day + "T10:01:00", "takes", agent, "C-" + id);
        desk.agent("r" + id, day + "T10:02:00", "reply", agent, "C-" + id, R"("text":"Yes")");
        desk.agent("c" + id, day + "T10:03:00", "closes", agent, "C-" + id,
                   R"("short_description":")" + std::string(about) + "\"");
    };
    talk("2026-11-21", "My bill", "amy", "1", "Wrong bill");
    talk("2026-12-01", "My parcel", "bob", "2", "Late parcel");
    talk("2027-01-15", "Another bill", "amy", "3", "Bill again");
    CHECK(desk.database().all_of(model::ContactId{1}).size() == 3);
    CHECK(desk.conversation(1).queue == "Billing");
    CHECK(desk.conversation(2).queue == "Default");
    CHECK(desk.conversation(1).short_description == "Wrong bill");
    CHECK(desk.conversation(2).short_description == "Late parcel");
    CHECK(desk.conversation(2).answered_by == "bob");
    CHECK(desk.conversation(3).answered_by == "amy");
    for (const std::int64_t number : {1, 2, 3}) {
        CHECK(desk.conversation(number).messages == 2);
        CHECK(desk.conversation(number).contact == model::ContactId{1});
    }
}

TEST_CASE("a rule opens one for the customer it is about; a rule closes theirs [S4.9, S4.12, D119]") {
    Desk desk({R"(
rule "Again" on closed { if conversation.closed_by is api { open_conversation } }
rule "Enough" on customer_message { if context.message.text is "enough" { close } }
)"});
    write(desk, "m1", "10:00");
    const auto lines = desk.send("c", "10:01", R"("type":"close_conversation","conversation":"C-1")");
    CHECK(Desk::moments(lines) == "closed | starting, opened | queued_at_start, queued");
    CHECK(desk.conversation(2).contact == model::ContactId{1});
    CHECK(desk.conversation(2).channel == "whatsapp");
    CHECK(desk.conversation(2).opened_by == model::OpenedBy::rule);
    CHECK(Desk::moments(write(desk, "m2", "10:02", "enough")).ends_with("| closed"));
    CHECK(desk.state(2) == "Closed Complete");
    CHECK(desk.database().open_of(model::ContactId{1}).empty());
}

// [S2.20, S2.21, S2.22, S2.23]
TEST_CASE("the short description: empty at first; no close, save or task by a person without one") {
    Desk desk;
    desk.available("amy");
    write(desk, "m1", "10:00");
    desk.agent("a", "10:00:30", "accepts", "amy", "C-1");
    CHECK(desk.conversation(1).short_description.empty());
    const auto refused = [&](const char* id, const char* type, const char* more) {
        return Desk::reason(desk.agent(id, "10:02", type, "amy", "C-1", more)) == "short_description_missing";
    };
    CHECK(refused("1", "closes", ""));
    CHECK(refused("2", "closes", R"("short_description":" \t ")"));
    CHECK(refused("3", "saves", R"("fields":{"language":"fr"})"));
    CHECK(refused("4", "saves", R"("fields":{"short_description":""})"));
    CHECK(refused("5", "task", R"("did":"viewed","kind":"incident","task":"INC7")"));
    CHECK(desk.state(1) == "Work in Progress");
    CHECK(desk.conversation(1).tasks.empty());
    CHECK(desk.conversation(1).language.empty());
    CHECK(Desk::moments(desk.agent("6", "10:03", "saves", "amy", "C-1",
                                   R"("fields":{"language":"fr","short_description":"Late"})")) == "updated");
    CHECK(Desk::moments(desk.agent("7", "10:04", "task", "amy", "C-1",
                                   R"("did":"viewed","kind":"incident","task":"INC7")")) == "task_related");
    CHECK(Desk::moments(desk.agent("8", "10:05", "closes", "amy", "C-1")) == "closed");
}

// [S2.1, S2.2, S2.5, S2.6, S2.25]
TEST_CASE("tasks that are viewed or created under it are logged on it, of each kind; or none") {
    Desk desk({R"(rule "Task" on closed { if conversation.closed_by is bot { create_task incident } })"});
    desk.available("amy");
    write(desk, "m1", "10:00");
    desk.agent("a", "10:00:30", "accepts", "amy", "C-1");
    desk.agent("s", "10:02", "saves", "amy", "C-1",
               R"("fields":{"short_description":"Late","customer_name":"Joe","conversation.order_number":"A-1"})");
    CHECK(desk.conversation(1).customer_name == "Joe");
    CHECK(model::find(desk.conversation(1).fields, "order_number")->text == "A-1");
    for (const std::string kind : {"incident", "case", "request"}) {
        desk.agent("v" + kind, "10:03", "task", "amy", "C-1",
                   R"("did":"viewed","task":"X-)" + kind + R"(","kind":")" + kind + "\"");
        CHECK(Desk::moments(desk.agent("c" + kind, "10:04", "task", "amy", "C-1",
                                       R"("did":"created","kind":")" + kind + "\"")) == "task_related");
    }
    const auto tasks = desk.conversation(1).tasks;
    REQUIRE(tasks.size() == 6);
    CHECK(tasks[0].task == "X-incident");
    CHECK(tasks[0].did == model::TaskOrigin::viewed);
    CHECK(tasks[0].by == "amy");
    CHECK(tasks[1].task == "T-1");
    CHECK(tasks[1].did == model::TaskOrigin::created);
    CHECK(tasks[3].kind == model::TaskKind::service_case);
    CHECK(tasks[5].kind == model::TaskKind::request);
    CHECK(tasks[5].task == "T-3");
    // One and done: nothing to relate.
    desk.message("m2", "10:05", "+447700900456", "Thanks");
    desk.agent("t", "10:06", "takes", "amy", "C-2");
    CHECK(Desk::moments(desk.agent("d", "10:07", "closes", "amy", "C-2", R"("short_description":"Thanked")")) ==
          "closed");
    CHECK(desk.conversation(2).tasks.empty());
}

// [S2.16, S2.32, D81]
TEST_CASE("opened for: the user whose identifier it is, who begins or receives it; else the contact") {
    Desk desk;
    desk.send("u1", "09:59", R"("type":"user","user":"u-17","name":"Joe","phones":["07700 900123"])");
    desk.available("amy", "09:59");
    write(desk, "m1", "10:00");
    CHECK(desk.conversation(1).user == "u-17");
    CHECK(desk.database().channel_user("whatsapp", "+447700900123")->user == "u-17");
    desk.send("n", "10:01", R"("type":"agent_starts","agent":"amy","channel":"sms","to":"+44 7700 900123")");
    CHECK(desk.conversation(2).user == "u-17");
    CHECK(desk.conversation(2).contact != desk.conversation(1).contact);  // a user merges nothing
    desk.message("m2", "10:02", "+447700900456", "Hi");
    CHECK(desk.conversation(3).user.empty());
}

// [S2.29, S2.30, S2.31, D81]
TEST_CASE("a known identifier starts one or joins the ongoing one, an unknown one gets its own profile") {
    Desk desk;
    CHECK_FALSE(desk.database().channel_user("whatsapp", "+447700900123"));
    write(desk, "m1", "10:00");
    REQUIRE(desk.database().channel_user("whatsapp", "+447700900123"));
    CHECK(desk.conversation(1).contact == desk.database().channel_user("whatsapp", "+447700900123")->contact);
    write(desk, "m2", "10:01");
    CHECK(desk.conversation(1).messages == 2);
    desk.send("c", "10:02", R"("type":"close_conversation","conversation":"C-1")");
    write(desk, "m3", "10:03");
    CHECK(desk.conversation(2).contact == desk.conversation(1).contact);
    desk.message("m4", "10:04", "+447700900456", "Hi");
    CHECK(desk.conversation(3).contact == model::ContactId{2});
}

TEST_CASE("assigned to: who has it in hand, from accepting to handing over [S2.18, S2.4, D101]") {
    Desk desk;
    desk.available("amy");
    write(desk, "m1", "10:00");
    CHECK(desk.conversation(1).assigned_to.empty());  // only invited
    CHECK(desk.state(1) == "New");
    desk.agent("a", "10:00:30", "accepts", "amy", "C-1");
    CHECK(desk.conversation(1).assigned_to == "amy");
    CHECK(desk.state(1) == "Work in Progress");
    desk.agent("t", "10:02", "transfers", "amy", "C-1", R"("to_queue":"Triage")");
    CHECK(desk.conversation(1).assigned_to.empty());
    CHECK(desk.state(1) == "New");
    desk.agent("b", "10:03", "takes", "bob", "C-1");
    CHECK(desk.conversation(1).assigned_to == "bob");
}

// [S2.14, S2.15, D102]
TEST_CASE("a state reason is for messaging only: elsewhere dropped, and the record says so; it ends with the hold") {
    Desk desk(
        {R"(rule "Hold" on customer_message { if context.message.text is "hold" { hold { state_reason: "Waiting internal" } } })"});
    desk.available("amy");
    desk.send("c", "10:00", R"("type":"call_started","call":"k-1","from":"07700 900999")");
    desk.agent("a", "10:00:30", "accepts", "amy", "C-1");
    auto lines = desk.agent("h", "10:02", "holds", "amy", "C-1", R"("state_reason":"Waiting on customer")");
    CHECK(Desk::moments(lines) == "held");
    CHECK(Desk::records(lines, "moment")[0]["notes"][0] == "state_reason_dropped");
    CHECK(desk.conversation(1).state_reason == model::StateReason::none);
    CHECK(desk.state(1) == "On Hold");
    desk.send("m", "10:03",
              R"("type":"message","channel":"email","from":"joe@x.org","text":"hi","message_id":"<1@x>")");
    desk.agent("t", "10:03", "takes", "amy", "C-2");
    lines = desk.send("m2", "10:04",
                      R"("type":"message","channel":"email","from":"joe@x.org","text":"hold","in_reply_to":"<1@x>")");
    CHECK(Desk::records(lines, "moment")[0]["actions"][0]["notes"][0] == "state_reason_dropped");
    CHECK(desk.conversation(2).state_reason == model::StateReason::none);
    CHECK(desk.state(2) == "On Hold");

    Desk messaging;
    messaging.available("amy");
    write(messaging, "m1", "10:00");
    messaging.agent("a", "10:00:30", "accepts", "amy", "C-1");
    lines = messaging.agent("h", "10:02", "holds", "amy", "C-1", R"("state_reason":"Waiting internal")");
    CHECK_FALSE(Desk::records(lines, "moment")[0].contains("notes"));
    CHECK(messaging.conversation(1).state_reason == model::StateReason::waiting_internal);
    messaging.agent("u", "10:03", "resumes", "amy", "C-1");
    CHECK(messaging.conversation(1).state_reason == model::StateReason::none);
    messaging.agent("h2", "10:04", "holds", "amy", "C-1");  // none is a reason too
    CHECK(messaging.state(1) == "On Hold");
    CHECK(messaging.conversation(1).state_reason == model::StateReason::none);
}

TEST_CASE("an invitation is withdrawn when it is closed, moved or taken, or its agent stops being available [D93]") {
    const auto invited = [](Desk& desk) {
        desk.available("amy");
        write(desk, "m1", "10:00");
        REQUIRE(desk.conversation(1).invited == "amy");
    };
    const auto reason = [](const std::vector<Json>& lines) {
        const auto found = Desk::commands(lines, "withdraw_invitation");
        return found.size() == 1 ? found[0]["reason"].get<std::string>() : std::to_string(found.size());
    };
    Desk closed;
    invited(closed);
    CHECK(reason(closed.send("c", "10:00:10", R"("type":"close_conversation","conversation":"C-1")")) == "closed");
    CHECK(Desk::reason(closed.agent("late", "10:00:20", "accepts", "amy", "C-1")) == "no_invitation");
    CHECK(Desk::reason(closed.agent("late2", "10:00:20", "rejects", "amy", "C-1")) == "no_invitation");
    Desk taken;
    invited(taken);
    auto lines = taken.agent("t", "10:00:10", "takes", "bob", "C-1");
    CHECK(reason(lines) == "taken");
    CHECK(Desk::moments(lines) == "assigned");
    CHECK(Desk::reason(taken.agent("late", "10:00:20", "accepts", "amy", "C-1")) == "no_invitation");
    Desk moved({R"(rule "Move" on customer_message { if context.message.text is "move" { send_to_queue "Triage" } })"});
    invited(moved);
    CHECK(reason(write(moved, "m2", "10:00:10", "move")) == "moved");
    CHECK(Desk::reason(moved.agent("late", "10:00:20", "accepts", "amy", "C-1")) == "no_invitation");
    for (const std::string presence : {"busy", "away", "offline"}) {
        Desk gone;
        invited(gone);
        gone.available("bob", "10:00:05");
        lines = gone.send("p", "10:00:10", R"("type":"agent_presence","agent":"amy","presence":")" + presence + "\"");
        CHECK(reason(lines) == "unavailable");
        CHECK(Desk::moments(lines) == "routed");  // no event of its own, and placed again
        CHECK(gone.conversation(1).invited == "bob");
    }
}

TEST_CASE("a decision record for every moment, also where no rule fires; numbered within its stimulus [D116]") {
    Desk desk;
    const auto records = Desk::records(write(desk, "m1", "10:00"), "moment");
    REQUIRE(records.size() == 3);
    for (std::size_t i = 0; i < records.size(); ++i) {
        CHECK(records[i]["stimulus"] == "m1");
        CHECK(records[i]["moment"] == i + 1);
        CHECK(records[i]["actions"].empty());
        CHECK(records[i]["version"] == 7);
    }
    CHECK(desk.database().moments(model::ConversationId{1}).size() == 3);
}

TEST_CASE("a moment's figures hold the conversation itself where the state already does [D100]") {
    Desk desk({R"(
rule "Waits" on queued { if workload.waiting is 1 { add_tag "one" } else if workload.waiting is 2 { add_tag "two" } }
rule "Starts" on starting { if workload.waiting(Default) is 0 { add_tag "none" } }
rule "Total" on assigned { if workload.total is 2 { add_tag "both" } }
)"});
    write(desk, "m1", "10:00");
    CHECK(desk.conversation(1).tags == std::vector<std::string>{"none", "one"});
    desk.message("m2", "10:01", "+447700900456", "Hi");
    CHECK(desk.conversation(2).tags == std::vector<std::string>{"two"});
    desk.agent("t", "10:02", "takes", "amy", "C-1");
    CHECK(desk.conversation(1).tags.back() == "both");  // in amy's hands, and still of that queue
}

}  // namespace
}  // namespace parley::desk
