// The table of channels: what is new, what is tied, and by what.
#include "tests/runtime/engine/core/desk.h"

namespace parley::desk {
namespace {

// [S0.13, S0.15, S0.37, S0.38, S0.39, S0.40, S4.6, S4.7]
TEST_CASE("messaging: new whenever none is open, tied while one is [D66, D23]") {
    Desk desk;
    for (const std::string channel : {"whatsapp", "sms", "facebook", "instagram", "viber"}) {
        CAPTURE(channel);
        const std::string from = channel == "whatsapp" ? "+44 7700 900123" : channel == "sms" ? "07700 900456" : "x-1";
        const auto first = desk.message(channel + "1", "10:22", from, "Hi", channel);
        CHECK(Desk::moments(first) ==
              "message_received | customer_message, starting, opened | "
              "queued_at_start, queued, awaiting_response_in_queue");
        const std::string conversation = Desk::records(first, "moment")[1]["conversation"];
        CHECK(Desk::moments(desk.message(channel + "2", "10:23", from, "Anybody?", channel)) ==
              "response_received, customer_message_in_queue, awaiting_response_in_queue, customer_message");
        desk.agent(channel + "3", "10:24", "closes", "amy", conversation, R"("short_description":"x")");
        CHECK(Desk::moments(desk.message(channel + "4", "10:25", from, "Again", channel))
                  .starts_with("message_received | customer_message, starting, opened"));
    }
}

TEST_CASE("messaging is tied across channels of one contact, unless one is open per channel [D66, S4.4]") {
    const auto merged = [](Desk& desk) {
        desk.message("a", "10:00", "+447700900123", "Hi", "whatsapp");
        desk.message("b", "10:01", "f-1", "Hi", "facebook");
        desk.send("m", "10:02",
                  R"("type":"merge_contacts","primary":"K-1","secondary":{"channel":"facebook","from":"f-1"})");
        return Desk::moments(desk.message("c", "10:03", "f-1", "More", "facebook"));
    };
    Desk one;
    CHECK(merged(one).starts_with("response_received, "));
    CHECK(one.conversation(1).customer_messages == 2);
    Desk each({"", [](tenant::Tenant& tenant) { tenant.one_open_per = tenant::OneOpenPer::contact_and_channel; }});
    CHECK(merged(each).starts_with("message_received | customer_message, starting, opened"));
}

TEST_CASE("email is tied by what it answers, either side's, never by its subject [S0.23, S0.24, S0.25, D67]") {
    Desk desk;
    desk.available("amy");
    const auto mail = [&](const std::string& id, const std::string& more) {
        return desk.send(id, "10:22",
                         R"("type":"message","channel":"email","from":"Joe <JOE@x.org>","text":"Hi",)" + more);
    };
    CHECK(Desk::moments(mail("a", R"("message_id":"<1@x>","subject":"Parcel")")).starts_with("message_received | "));
    CHECK(Desk::moments(mail("b", R"("message_id":"<2@x>","in_reply_to":"<1@x>")")) ==
          "response_received, customer_message");
    desk.agent("c", "10:22:30", "accepts", "amy", "C-1");
    const auto answer = Desk::commands(desk.agent("d", "10:24", "reply", "amy", "C-1", R"("text":"Hello")"));
    REQUIRE(answer.size() == 1);
    CHECK(answer[0]["key"] == "d/1/0");
    CHECK(answer[0]["to"] == "joe@x.org");
    CHECK(Desk::moments(mail("e", R"("references":["<0@x>","d/1/0"])")) == "response_received, customer_message");
    desk.agent("f", "10:25", "reply", "amy", "C-1", R"("text":"Hello","message_id":"<desk-1>")");
    CHECK(Desk::moments(mail("g", R"("in_reply_to":"<desk-1>")")) == "response_received, customer_message");
    // The same subject alone is another thread; one open per contact: it is attached.
    CHECK(Desk::moments(mail("h", R"("subject":"Parcel")")) == "message_received | customer_message");
    CHECK(desk.conversation(1).customer_messages == 5);
}

TEST_CASE("a reply in a closed thread reopens it, unless a rule opens or another is open [D68, S0.24, S0.28]") {
    const std::string reply =
        R"("type":"message","channel":"email","from":"joe@x.org","text":"Still","in_reply_to":"<1@x>")";
    const auto closed = [](Desk& desk) {
        desk.send("a", "10:00",
                  R"("type":"message","channel":"email","from":"joe@x.org","text":"Hi","message_id":"<1@x>")");
        desk.send("b", "10:01", R"("type":"close_conversation","conversation":"C-1")");
    };
    Desk plain;
    closed(plain);
    CHECK(Desk::moments(plain.send("c", "10:02", reply)) ==
          "response_received | customer_message, reopened, opened | queued, awaiting_response_in_queue");
    CHECK(plain.state(1) == "New");
    Desk ruled({"rule \"New one\" on response_received { open_conversation }"});
    closed(ruled);
    CHECK(Desk::moments(ruled.send("c", "10:02", reply))
              .starts_with("response_received | customer_message, starting, opened"));
    CHECK(ruled.state(1) == "Closed Complete");
    CHECK(ruled.state(2) == "New");
    Desk other;
    closed(other);
    other.send("o", "10:02",
               R"("type":"message","channel":"email","from":"joe@x.org","text":"Else","message_id":"<9@x>")");
    CHECK(Desk::moments(other.send("c", "10:03", reply)) ==
          "response_received | customer_message_in_queue, awaiting_response_in_queue, customer_message");
    CHECK(other.conversation(2).customer_messages == 2);
    CHECK(other.state(1) == "Closed Complete");
}

// [S0.17, S0.18, S0.20, S0.21, S0.22]
TEST_CASE("web chat: started once, then responses, ended, form, survey [D69, D73, D78]") {
    Desk desk;
    CHECK(Desk::moments(desk.send("a", "10:00", R"("type":"chat_started","chat":"w-9","from":"joe")")) ==
          "chat_started | starting, opened | queued_at_start, queued");
    CHECK_FALSE(desk.conversation(1).awaits_response);
    CHECK(Desk::moments(
              desk.send("b", "10:01", R"("type":"message","channel":"web_chat","chat":"w-9","text":"Hello")")) ==
          "response_received, customer_message_in_queue, awaiting_response_in_queue, customer_message");
    CHECK(Desk::moments(desk.send("c", "10:02", R"("type":"chat_ended","chat":"w-9","by":"customer")")) ==
          "chat_ended, closed");
    CHECK(desk.conversation(1).closed_as == "Closed Abandoned");
    CHECK(desk.conversation(1).closed_by == model::ClosedBy::customer);
    const auto again = desk.send("d", "10:03", R"("type":"chat_ended","chat":"w-9","by":"customer")");
    CHECK(Desk::records(again, "ignored")[0]["reason"] == "already_ended");
    const auto form =
        desk.send("e", "10:04", R"("type":"form","chat":"w-9","fields":{"email":"joe@x.org","text":"Help"}))");
    CHECK(Desk::reason(form) == "malformed");
    CHECK(Desk::moments(
              desk.send("f", "10:04", R"("type":"form","chat":"w-9","fields":{"email":"joe@x.org","text":"Help"})")) ==
          "contact_form_received");
    CHECK(Desk::moments(desk.send("g", "10:05", R"("type":"survey","chat":"w-9","answers":{"score":5})")) ==
          "chat_survey_completed");
    CHECK(desk.conversation(1).survey.member("score")->integer() == 5);
    CHECK(desk.conversation(1).messages == 1);
    CHECK(desk.state(1) == "Closed Abandoned");
    // Of a chat that has ended it is a new message.
    CHECK(Desk::moments(desk.send("h", "10:06", R"("type":"message","channel":"web_chat","chat":"w-9","text":"Hm")"))
              .starts_with("message_received | customer_message, starting, opened"));
}

TEST_CASE("a message of a chat that has not started starts it; an end before its start is kept [D75]") {
    Desk desk;
    CHECK(Desk::moments(desk.send("a", "10:00",
                                  R"("type":"message","channel":"web_chat","chat":"w-1","from":"joe","text":"Hi")")) ==
          "chat_started | customer_message, starting, opened | queued_at_start, queued, awaiting_response_in_queue");
    CHECK(Desk::moments(desk.send("b", "10:01", R"("type":"chat_ended","chat":"w-2","by":"customer")")).empty());
    CHECK(Desk::moments(desk.send("c", "10:02", R"("type":"chat_started","chat":"w-2","from":"ann")")) ==
          "chat_started | starting, opened | queued_at_start, queued | chat_ended, closed");
    desk.send("d", "10:03", R"("type":"call_ended","call":"k-2","by":"customer")");
    CHECK(Desk::moments(desk.send("e", "10:04", R"("type":"call_started","call":"k-2","from":"07700 900999")")) ==
          "call_started | starting, opened | queued_at_start, queued | call_ended, closed");
}

TEST_CASE("closing a chat's conversation ends the chat, last of all [D69, S0.20]") {
    Desk desk({"rule \"Bye\" on closed { send_message \"Bye\" }"});
    desk.send("a", "10:00", R"("type":"chat_started","chat":"w-9","from":"joe","text":"Hello")");
    const auto lines = desk.agent("b", "10:01", "closes", "amy", "C-1", R"("short_description":"Done")");
    CHECK(Desk::moments(lines) == "chat_ended, closed");
    const auto commands = Desk::commands(lines);
    REQUIRE(commands.size() == 2);
    CHECK(commands[0]["command"] == "send_message");
    CHECK(commands[1]["command"] == "end_chat");
    CHECK(commands[1]["chat"] == "w-9");
    CHECK(lines.back()["command"] == "end_chat");
}

TEST_CASE("telephony: each call starts, never a response; the end is a fact [S0.31, S0.32, S0.33, S0.34, D70, D71]") {
    Desk desk;
    desk.available("amy");
    CHECK(Desk::moments(desk.send("a", "10:00", R"("type":"call_started","call":"k-1","from":"07700 900123")")) ==
          "call_started | starting, opened | routed_at_start, routed");
    desk.agent("b", "10:00:40", "accepts", "amy", "C-1");
    CHECK(desk.conversation(1).wait == 40'000);  // being assigned is the answer
    CHECK(desk.conversation(1).phone == "+447700900123");
    // By the agent, without a description: wrap-up is left.
    CHECK(Desk::moments(desk.send("c", "10:02", R"("type":"call_ended","call":"k-1","by":"agent")")) == "call_ended");
    CHECK(desk.state(1) == "Work in Progress");
    CHECK(Desk::moments(desk.agent("d", "10:03", "closes", "amy", "C-1", R"("short_description":"Asked")")) ==
          "closed");
    desk.send("e", "10:04", R"("type":"call_started","call":"k-2","from":"07700 900123")");
    CHECK(
        Desk::moments(desk.send(
            "f", "10:04:30", R"("type":"call_ended","call":"k-2","by":"agent","short_description":"Wrong number")")) ==
        "call_ended, closed");
    CHECK(desk.conversation(2).short_description == "Wrong number");
    desk.send("g", "10:06", R"("type":"call_started","call":"k-3","from":"07700 900123")");
    desk.send("h", "10:07", R"("type":"call_ended","call":"k-3","by":"workflow")");
    CHECK(desk.conversation(3).closed_by == model::ClosedBy::rule);
    CHECK(desk.conversation(3).short_description == "No description given");
}

TEST_CASE("what rules say on the phone reaches somebody only while the call goes on [D62]") {
    Desk desk({R"(rule "Say" on queued_at_start, closed, task_related { send_message "Hello" { once: true } }
rule "Task" on closed { create_task case })"});
    const auto said = [](const std::vector<Json>& lines) { return Desk::commands(lines, "send_message").size(); };
    const auto left_out = [](const std::vector<Json>& lines) {
        int count = 0;
        for (const Json& moment : Desk::records(lines, "moment"))
            for (const Json& action : moment["actions"]) count += action.value("not_done", "") == "call_ended";
        return count;
    };
    auto lines = desk.send("a", "10:00", R"("type":"call_started","call":"k-1","from":"07700 900123")");
    CHECK(said(lines) == 1);
    lines = desk.send("b", "10:02", R"("type":"call_ended","call":"k-1","by":"customer")");
    CHECK(said(lines) == 0);
    CHECK(left_out(lines) == 2);  // at the close, and behind its task
    CHECK(desk.conversation(1).messages == 1);
    // What ends it by our own doing is heard: end_call comes last of all.
    Desk other({R"(rule "Bye" on closed { send_message "Goodbye"  create_task case }
rule "Late" on task_related { send_message "And thank you" })"});
    other.send("a", "10:00", R"("type":"call_started","call":"k-1","from":"07700 900123")");
    lines = other.send("b", "10:02", R"("type":"close_conversation","conversation":"C-1")");
    CHECK(said(lines) == 2);
    CHECK(lines.back()["command"] == "end_call");
    // In writing a message after the close still goes out.
    Desk written({R"(rule "Bye" on closed { send_message "Goodbye" })"});
    written.message("m", "10:00", "+447700900123", "Hi");
    CHECK(said(written.send("c", "10:01", R"("type":"close_conversation","conversation":"C-1")")) == 1);
}

TEST_CASE("a call that finds one open joins it, and tells the agent's desk [D121, S4.4]") {
    Desk desk;
    desk.available("amy");
    desk.send("a", "10:00", R"("type":"call_started","call":"k-1","from":"07700 900123")");
    desk.agent("b", "10:00:30", "accepts", "amy", "C-1");
    desk.send("c", "10:02", R"("type":"call_ended","call":"k-1","by":"agent")");
    const auto lines = desk.send("d", "10:03", R"("type":"call_started","call":"k-2","from":"07700 900123")");
    CHECK(Desk::moments(lines) == "call_started");
    const auto commands = Desk::commands(lines, "assign");
    REQUIRE(commands.size() == 1);
    CHECK(commands[0]["agent"] == "amy");
    CHECK(commands[0]["call"] == "k-2");
}

TEST_CASE("a review, and its edits, also after the close [S0.35, S0.36, D68, D74]") {
    Desk desk;
    const auto review = [&](const std::string& id, const std::string& type, const std::string& more) {
        return desk.send(id, "10:00", R"("type":")" + type + R"(","review":"tp-1","text":"Slow",)" + more);
    };
    CHECK(Desk::moments(review("a", "review", R"("from":"joe","stars":2)"))
              .starts_with("message_received | customer_message, starting, opened | "));
    CHECK(Desk::moments(review("b", "review_edited", R"("stars":3)")).starts_with("response_received, "));
    desk.send("c", "10:01", R"("type":"close_conversation","conversation":"C-1")");
    CHECK(Desk::moments(review("d", "review", R"("from":"joe","stars":4)"))
              .starts_with("response_received | customer_message, reopened, opened | queued"));
    Desk other;
    CHECK(Desk::moments(
              other.send("a", "10:00", R"("type":"review_edited","review":"tp-7","from":"joe","text":"New to us")"))
              .starts_with("message_received | "));
}

TEST_CASE("forms and requests open nothing unless a rule does, to whom it says [S0.26, S0.27, S0.29, S0.30, D72]") {
    const std::string fields = R"({"email":"Joe@X.org","name":"Joe","text":"Where is it?"})";
    Desk plain;
    auto lines = plain.send("a", "10:00", R"("type":"http_request","body":)" + fields);
    CHECK(Desk::moments(lines) == "external_http_request");
    CHECK(Desk::records(lines, "unopened").size() == 1);
    lines = plain.send("b", "10:01", R"("type":"message","channel":"form","fields":)" + fields);
    CHECK(Desk::moments(lines) == "message_received");
    CHECK(Desk::records(lines, "unopened").size() == 1);
    int kept = 0;
    plain.database().visit_unopened([&kept](const model::Unopened&) { return ++kept, true; });
    CHECK(kept == 2);

    Desk ruled({R"(
rule "Request" on external_http_request { open_conversation { channel: email  to: context.body.email } }
rule "Mail" on message_received { open_conversation { channel: email  to: context.form.email } }
rule "Form" on contact_form_received { open_conversation { channel: email  to: context.form.email } }
)"});
    CHECK(Desk::moments(ruled.send("a", "10:00", R"("type":"http_request","body":)" + fields))
              .starts_with("external_http_request | customer_message, starting, opened | queued_at_start"));
    CHECK(ruled.conversation(1).channel == "email");
    CHECK(ruled.conversation(1).identifier == "joe@x.org");
    CHECK(ruled.conversation(1).customer_name == "Joe");
    CHECK(ruled.conversation(1).last_message == "Where is it?");
    // Its address has an open one: attached.
    CHECK(Desk::moments(ruled.send("b", "10:01", R"("type":"form","fields":)" + fields)) ==
          "contact_form_received | customer_message_in_queue, awaiting_response_in_queue, customer_message");
    // A reply to our answer is tied.
    ruled.available("amy", "10:01:30");
    ruled.agent("c", "10:02", "accepts", "amy", "C-1");
    ruled.agent("d", "10:03", "reply", "amy", "C-1", R"("text":"Here")");
    CHECK(Desk::moments(ruled.send(
              "e", "10:04",
              R"("type":"message","channel":"email","from":"joe@x.org","text":"Thanks","in_reply_to":"d/1/0")")) ==
          "response_received, customer_message");
}

TEST_CASE("a welcome opens one only where none is open [S4.10, D106]") {
    Desk desk;
    CHECK(Desk::moments(desk.send("a", "10:00", R"("type":"welcome","channel":"viber","from":"v-77")")) ==
          "welcome | starting, opened | queued_at_start, queued");
    CHECK(desk.conversation(1).opened_by == model::OpenedBy::welcome);
    CHECK(Desk::moments(desk.send("b", "10:01", R"("type":"welcome","channel":"viber","from":"v-77")")) == "welcome");
}

TEST_CASE("automatic mail opens, reopens and fires nothing [D76]") {
    Desk desk;
    const std::string away = R"("type":"message","channel":"email","from":"joe@x.org","text":"Away","auto":true)";
    auto lines = desk.send("a", "10:00", away);
    CHECK(Desk::records(lines, "ignored")[0]["reason"] == "automatic");
    CHECK(Desk::moments(lines).empty());
    desk.send("b", "10:01",
              R"("type":"message","channel":"email","from":"joe@x.org","text":"Hi","message_id":"<1@x>")");
    lines = desk.send("c", "10:02", away + R"(,"in_reply_to":"<1@x>")");
    CHECK(lines.empty());
    CHECK(desk.conversation(1).automatic_messages == 1);
    CHECK(desk.conversation(1).last_message == "Hi");
    desk.send("d", "10:03", R"("type":"close_conversation","conversation":"C-1")");
    CHECK(Desk::records(desk.send("e", "10:04", away + R"(,"in_reply_to":"<1@x>")"), "ignored").size() == 1);
    CHECK(desk.state(1) == "Closed Complete");
}

TEST_CASE("without an identifier it is somebody new each time [D80, S2.30]") {
    Desk desk;
    desk.send("a", "10:00", R"("type":"call_started","call":"k-1")");
    desk.send("b", "10:01", R"("type":"call_started","call":"k-2","from":"Anonymous")");
    CHECK(desk.conversation(1).contact != desk.conversation(2).contact);
}

}  // namespace
}  // namespace parley::desk
