// Which event a channel fires, and what a rule makes of a message that may belong to something older.
#include "tests/runtime/engine/core/desk.h"

namespace parley::desk {
namespace {

// The document's own example: found, and closed within the last 7 days.
constexpr char seven_days[] = R"(
rule "Find or create" on message_received {
    if all { previous.exists  previous.closed_at within last 7 days } { attach_to_previous }
    else { open_conversation }
})";

std::string first_moments(Desk& desk, const std::string& id, const std::string& when) {
    return Desk::moments(desk.message(id, when, "+447700900123", "Hi"));
}

// [S0.4, S0.5, S0.6, S0.7, S0.8, S0.9]
TEST_CASE("closed within the last 7 days it is connected to, older than that a new one comes [D1, D2]") {
    const auto after = [](const std::string& when) {
        Desk desk({seven_days});
        CHECK(first_moments(desk, "m1", "2026-11-21T10:00:00").find("starting") != std::string::npos);  // nothing found
        desk.send("c", "2026-11-21T10:05:00", R"("type":"close_conversation","conversation":"C-1")");
        desk.message("m2", when, "+447700900123", "Again");
        return desk.database().meta().conversations == 1 ? "connected" : "new";
    };
    CHECK(after("2026-11-22T10:00:00") == std::string("connected"));
    CHECK(after("2026-11-28T10:05:00") == std::string("connected"));  // exactly 7 days behind the close
    CHECK(after("2026-11-28T10:05:01") == std::string("new"));
    CHECK(after("2026-12-24T10:00:00") == std::string("new"));
}

TEST_CASE("a found conversation that is open is connected to [D3, S0.6]") {
    Desk desk({R"(rule "Find" on message_received { if previous.exists { attach_to_previous } })"});
    desk.send("p", "09:00", R"("type":"open_conversation","channel":"facebook","to":"f-1")");
    desk.send("c", "09:01", R"("type":"close_conversation","conversation":"C-1")");
    desk.message("m1", "10:00", "joe@x.org", "Hi", "email");
    // The same person writes elsewhere: found through the profile.
    for (const std::string contact : {"K-1", "K-2"})
        desk.send(contact, "10:01",
                  R"("type":"link_profile","by":"email","value":"joe@x.org","contact":")" + contact + "\"");
    const auto lines = desk.message("m2", "10:02", "f-1", "And here", "facebook");
    CHECK(Desk::records(lines, "moment")[0]["conversation"] == "C-2");
    CHECK(desk.conversation(2).customer_messages == 2);
    CHECK(desk.conversation(2).reopened == 0);
    CHECK(desk.database().meta().conversations == 2);
}

// [S0.11, S0.12, S0.13, S0.17, S0.31, S0.35, S0.37]
TEST_CASE("each channel fires its own event, and rules see it; placing is the same on all") {
    struct Row {
        const char *event, *line;
    };
    const Row rows[] = {
        {"message_received", R"("type":"message","channel":"email","from":"a@x.org","text":"Hi")"},
        {"message_received", R"("type":"message","channel":"whatsapp","from":"07700 900001","text":"Hi")"},
        {"message_received", R"("type":"message","channel":"sms","from":"07700 900002","text":"Hi")"},
        {"message_received", R"("type":"message","channel":"facebook","from":"f","text":"Hi")"},
        {"message_received", R"("type":"message","channel":"instagram","from":"i","text":"Hi")"},
        {"message_received", R"("type":"message","channel":"viber","from":"v","text":"Hi")"},
        {"message_received", R"("type":"review","review":"tp-1","from":"joe","text":"Slow")"},
        {"chat_started", R"("type":"chat_started","chat":"w-1","text":"Hi")"},
        {"chat_started", R"("type":"chat_started","chat":"w-2")"},
        {"call_started", R"("type":"call_started","call":"k-1","from":"07700 900003")"},
        {"welcome", R"("type":"welcome","channel":"viber","from":"v-2")"},
    };
    Desk desk({R"(
rule "Message" on message_received { add_tag "message_received" }
rule "Chat" on chat_started { add_tag "chat_started" }
rule "Call" on call_started { add_tag "call_started" }
rule "Welcome" on welcome { add_tag "welcome" }
rule "Response" on response_received { add_tag "response" }
)"});
    std::int64_t number = 0;
    for (const Row& row : rows) {
        CAPTURE(row.line);
        const std::string moments = Desk::moments(desk.send("s" + std::to_string(++number), "10:00", row.line));
        const std::string start = std::string(row.event) + " | ";
        CHECK(moments.starts_with(start));
        CHECK(moments.find("starting, opened | queued_at_start, queued") != std::string::npos);
        CHECK(desk.conversation(number).tags == std::vector<std::string>{row.event});
        CHECK(desk.conversation(number).queue == "Default");
        CHECK(desk.conversation(number).waits);
    }
}

// [S0.15, S0.16, S0.24, S0.25, S0.32, S0.38, S0.40]
TEST_CASE("a response is only what belongs to something by itself; all else is for the rules to decide") {
    Desk desk;
    const auto mail = [&desk](const char* id, const char* more) {
        return Desk::moments(desk.send(
            id, "10:00", R"("type":"message","channel":"email","from":"a@x.org","text":"Hi")" + std::string(more)));
    };
    mail("a", R"(,"message_id":"<1@x>","subject":"Parcel")");
    CHECK(mail("b", R"(,"in_reply_to":"<1@x>")").starts_with("response_received"));
    CHECK(mail("c", R"(,"subject":"Parcel")").starts_with("message_received"));
    CHECK(mail("d", R"(,"subject":"Re: Parcel")").starts_with("message_received"));
    CHECK(mail("e", R"(,"in_reply_to":"<unknown@x>")").starts_with("message_received"));
    desk.message("f", "10:01", "07700 900001", "Hi", "sms");
    CHECK(Desk::moments(desk.message("g", "10:02", "07700 900001", "More", "sms")).starts_with("response_received"));
    // The same number elsewhere is somebody else.
    CHECK(Desk::moments(desk.message("h", "10:02", "07700 900001", "Hi", "whatsapp")).starts_with("message_received"));
    desk.send("i", "10:03", R"("type":"close_conversation","channel":"sms","from":"07700 900001")");
    CHECK(Desk::moments(desk.message("j", "10:04", "07700 900001", "Hi", "sms")).starts_with("message_received"));
    for (const char* call : {"k-1", "k-2"})
        CHECK(Desk::moments(
                  desk.send(call, "10:05",
                            R"("type":"call_started","from":"07700 900002","call":")" + std::string(call) + "\""))
                  .starts_with("call_started"));
}

TEST_CASE("a chatbot hangs on the responses of a chat and knows how far the customer has come [S0.19, S0.18]") {
    Desk desk({R"(
rule "Bot" on response_received {
    if conversation.tags contains "asked_order" {
        send_message "Thanks, one moment."
        remove_tag "asked_order"
        add_tag "done"
    }
    else if conversation.tags does not contain "done" {
        send_message "Which order is it about?"
        add_tag "asked_order"
    }
}
)"});
    desk.send("s", "10:00", R"("type":"chat_started","chat":"w-1","from":"joe","text":"Hello")");
    const auto answer = [&desk](const std::string& id, const std::string& text) {
        const auto sent = Desk::commands(
            desk.send(id, "10:01", R"("type":"message","channel":"web_chat","chat":"w-1","text":")" + text + "\""),
            "send_message");
        return sent.empty() ? std::string() : sent[0]["text"].get<std::string>();
    };
    CHECK(answer("1", "My parcel is late") == "Which order is it about?");
    CHECK(answer("2", "A-17") == "Thanks, one moment.");
    CHECK(answer("3", "Hello?").empty());
}

TEST_CASE("a profile is made by a rule or by the API [S1.13, S1.14, D82]") {
    Desk desk({R"(rule "Link" on customer_message { link_profile { order_number: conversation.order_number } })"});
    const auto by_rule = desk.send(
        "a", "10:00", R"("type":"message","channel":"sms","from":"07700 900001","text":"Hi","order_number":"A-1")");
    CHECK(Desk::moments(by_rule).ends_with("profile_linked"));
    desk.message("b", "10:01", "joe@x.org", "Hi", "email");
    CHECK(desk.database().contact(model::ContactId{2})->profile == model::ProfileId::none);
    CHECK(Desk::moments(desk.send("l", "10:02",
                                  R"("type":"link_profile","contact":"K-2","by":"order_number","value":" A-1 ")")) ==
          "profile_linked");
    CHECK(desk.database().contacts_of(model::ProfileId{1}) ==
          std::vector<model::ContactId>{model::ContactId{1}, model::ContactId{2}});
    CHECK(desk.database().profile(model::ProfileId{1})->name == "A-1");
}

}  // namespace
}  // namespace parley::desk
