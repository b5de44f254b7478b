// Contacts, profiles, merges, erasing.
#include "tests/runtime/engine/core/desk.h"

namespace parley::desk {
namespace {

std::vector<Json> link(Desk& desk, const std::string& id, const std::string& contact, const std::string& by,
                       const std::string& value, const std::string& more = "") {
    return desk.send(
        id, "10:30",
        R"("type":"link_profile","contact":")" + contact + R"(","by":")" + by + R"(","value":")" + value + "\"" + more);
}

// [D79, D81, S2.26, S2.28, S2.30, S2.31, S2.32]
TEST_CASE("identifiers: one profile for one number, however it is written; a user is noted") {
    Desk desk;
    desk.send("u", "09:00",
              R"("type":"user","user":"u-17","name":"Joe","phones":["07700 900123"],"emails":["Joe@x.org"])");
    desk.message("m1", "10:00", "07700 900123", "Hi", "sms");
    desk.message("m2", "10:01", "+44 7700 900123", "More", "sms");
    CHECK(desk.conversation(1).customer_messages == 2);
    CHECK(desk.conversation(1).user == "u-17");
    CHECK(desk.conversation(1).customer_name == "Joe");
    desk.message("m3", "10:02", "joe@X.ORG", "Hi", "email");
    CHECK(desk.conversation(2).user == "u-17");
    CHECK(desk.conversation(2).contact != desk.conversation(1).contact);  // merges nothing
    desk.message("m4", "10:03", "60777", "Hi", "sms");
    CHECK(desk.conversation(3).identifier == "60777");
}

// [S1.12, S1.14, S1.15, S1.16, S1.17]
TEST_CASE("linking: a new key makes or joins a profile, another's takes one without in, two conflict [D82, D85]") {
    Desk desk({R"(rule "Link" on customer_message { link_profile { email: conversation.email } })"});
    auto lines = desk.message("m1", "10:00", "Joe@x.org", "Hi", "email");
    CHECK(Desk::moments(lines).ends_with("profile_linked"));
    CHECK(Desk::moments(desk.message("m2", "10:01", "joe@x.org", "Hi", "email")) ==
          "message_received | customer_message_in_queue, awaiting_response_in_queue, customer_message");
    lines =
        desk.send("m3", "10:02",
                  R"("type":"message","channel":"whatsapp","from":"+447700900123","text":"Hi","email":"JOE@x.org")");
    CHECK(Desk::moments(lines).ends_with("profile_linked"));
    const auto profile = desk.database().profile(model::ProfileId{1});
    REQUIRE(profile);
    CHECK(profile->name == "joe@x.org");
    CHECK(desk.database().contacts_of(profile->id).size() == 2);
    CHECK(model::is_open(desk.conversation(1).state));  // linking closes nothing
    CHECK(model::is_open(desk.conversation(2).state));
    desk.message("m4", "10:03", "ann@x.org", "Hi", "email");
    lines = link(desk, "l1", "K-3", "email", "joe@x.org");
    CHECK(Desk::moments(lines).empty());
    REQUIRE(Desk::records(lines, "profile_conflict").size() == 1);
    CHECK(Desk::records(lines, "profile_conflict")[0]["other_profile"] == "P-1");
    CHECK(Desk::moments(link(desk, "l2", "K-3", "email", "joe@x.org", R"(,"force":true)")) == "profile_linked");
    CHECK(Desk::moments(link(desk, "l3", "K-3", "customer_id", "  ")).empty());
    CHECK(Desk::moments(link(desk, "l4", "K-3", "customer_id", "c-1")) == "profile_linked");
    CHECK(desk.database().profile(model::ProfileId{1})->keys.size() == 2);
}

TEST_CASE("the previous conversation is the whole profile's; an attached one keeps its contact [D4, D86, S1.19]") {
    Desk desk({R"(rule "Find" on message_received { attach_to_previous })"});
    desk.message("m1", "10:00", "joe@x.org", "Hi", "email");
    desk.send("c", "10:01", R"("type":"close_conversation","conversation":"C-1")");
    desk.send("w", "10:02", R"("type":"welcome","channel":"viber","from":"v-1")");
    desk.send("c2", "10:03", R"("type":"close_conversation","conversation":"C-2")");
    link(desk, "l1", "K-1", "email", "joe@x.org");
    link(desk, "l2", "K-2", "email", "joe@x.org");
    desk.send("r", "10:40", R"("type":"survey","conversation":"C-1","answers":{"score":1})");
    // C-2 opened last; a message of K-1 attaches to it, and it stays K-2's.
    const auto lines = desk.message("m2", "10:41", "joe@x.org", "Again", "email");
    CHECK(Desk::records(lines, "moment")[0]["conversation"] == "C-2");
    CHECK(desk.conversation(2).contact == model::ContactId{2});
}

TEST_CASE("merging closes the secondary's open one, moves what it had, and can be undone [D21, D83, D84, S4.14]") {
    Desk desk;
    desk.message("m1", "10:00", "+447700900123", "Hi");
    desk.message("m2", "10:01", "joe@x.org", "Hi", "email");
    link(desk, "l", "K-2", "email", "joe@x.org");
    auto lines = desk.send("g", "10:32", R"("type":"merge_contacts","primary":"K-1","secondary":"K-2")");
    CHECK(Desk::moments(lines) == "closed | contact_merged");
    CHECK(Desk::records(lines, "moment")[0]["conversation"] == "C-2");
    CHECK(Desk::records(lines, "moment")[1]["conversation"] == "C-1");
    CHECK(desk.conversation(2).closed_by == model::ClosedBy::merge);
    CHECK(desk.conversation(2).closed_as == "Closed Complete");
    CHECK(desk.conversation(2).contact == model::ContactId{1});
    CHECK(desk.database().contact(model::ContactId{1})->profile == model::ProfileId{1});
    CHECK(Desk::reason(desk.send("g2", "10:33", R"("type":"merge_contacts","primary":"K-1","secondary":"K-2")")) ==
          "already_merged");
    CHECK(Desk::moments(desk.message("m3", "10:34", "joe@x.org", "Hi", "email")).starts_with("message_received | "));
    CHECK(desk.conversation(1).customer_messages == 2);  // one open per contact
    CHECK(Desk::moments(desk.send("h", "10:35", R"("type":"unmerge_contacts","secondary":"K-2")")) ==
          "contact_unmerged");
    CHECK(desk.conversation(2).contact == model::ContactId{2});
    CHECK(model::is_closed(desk.conversation(2).state));
    CHECK(desk.database().contact(model::ContactId{1})->profile == model::ProfileId::none);
    CHECK(desk.database().channel_user("email", "joe@x.org")->contact == model::ContactId{2});
    desk.message("m4", "10:36", "joe@x.org", "Hi", "email");
    CHECK(desk.conversation(3).contact == model::ContactId{2});
}

TEST_CASE("erasing blanks what names somebody, and keeps the figures [D87]") {
    Desk desk({R"(rule "Echo" on customer_message { send_message "You said {{conversationId}}"  add_note "secret" })"});
    desk.send("m1", "10:00",
              R"("type":"message","channel":"email","from":"joe@x.org","text":"My secret","name":"Joe Bloggs")");
    const auto lines = desk.send("e", "10:01", R"("type":"erase_contact","contact":"K-1")");
    CHECK(Desk::moments(lines) == "closed");
    const auto erased = desk.conversation(1);
    CHECK(erased.closed_by == model::ClosedBy::api);
    CHECK(erased.identifier.empty());
    CHECK(erased.customer_name.empty());
    CHECK(erased.last_message.empty());
    CHECK(erased.short_description.empty());
    CHECK(erased.messages == 2);
    for (const auto& message : desk.database().messages(erased.id)) CHECK(message.text.empty());
    for (const auto& moment : desk.database().moments(erased.id)) {
        CHECK(moment.line.find("secret") == std::string::npos);
        CHECK(moment.line.find("You said") == std::string::npos);
        CHECK(Json::parse(moment.line)["events"].size() > 0);
    }
    CHECK(desk.database().contact(model::ContactId{1})->erased);
    CHECK_FALSE(desk.database().channel_user("email", "joe@x.org"));
    desk.message("m2", "10:02", "joe@x.org", "Hi", "email");
    CHECK(desk.conversation(2).contact == model::ContactId{2});
}

TEST_CASE("what closes without a person takes the template; merge fields are filled in [D22, D105, S2.21]") {
    Desk desk({"", [](tenant::Tenant& tenant) {
                   tenant.short_description = "{{companyName}}: {{conversationId}} {{nothing | \"none\"}}";
               }});
    desk.message("m1", "10:00", "+447700900123", "Hi");
    desk.send("c", "10:01", R"("type":"close_conversation","conversation":"C-1","short_description":"  ")");
    CHECK(desk.conversation(1).short_description == "Acme: C-1 none");
}

}  // namespace
}  // namespace parley::desk
