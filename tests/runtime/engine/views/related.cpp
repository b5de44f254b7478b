// What is related to a conversation, with profile and without, by pages.
#include <nlohmann/json.hpp>

#include "runtime/engine/views/documents.h"
#include "tests/runtime/engine/metrics/sample.h"

using namespace parley;
using namespace parley::sample;
using model::ContactId;
using model::ProfileId;
using Json = nlohmann::ordered_json;

namespace {

void put_contact(StateFile& state, std::int64_t number, const std::string& name, std::int64_t profile = 0,
                 const std::string& channel = "") {
    model::Contact contact;
    contact.id = ContactId{number};
    contact.name = name;
    contact.profile = ProfileId{profile};
    state->put(contact);
    if (!channel.empty()) state->put(model::ChannelUser{channel, name, ContactId{number}, ""});
}

void put_profile(StateFile& state) {
    model::Profile profile;
    profile.id = ProfileId{1};
    profile.name = "joe@x.org";
    profile.keys = {{"email", "joe@x.org"}, {"order_number", "7"}};
    state->put(profile);
}

Conversation of(std::int64_t number, std::int64_t contact, const std::string& channel, const std::string& time,
                const std::string& last_message = "", const std::string& last_time = "") {
    Conversation made = opened(number, time, "Default", channel);
    made.contact = ContactId{contact};
    made.last_message = last_message;
    if (!last_time.empty()) made.last_message_at = at(last_time);
    return made;
}

std::string text(StateFile& state, const std::string& number, std::size_t limit = 0, const std::string& after = "") {
    const auto found = views::related(*state, number, limit, after);
    if (!found) FAIL(found.error().message);
    return *found;
}

std::string numbers(StateFile& state, const std::string& number, std::size_t limit = 0, const std::string& after = "") {
    std::string found;
    const Json json = Json::parse(text(state, number, limit, after));
    for (const Json& one : json.at("related")) found += one.at("conversation").get<std::string>() + " ";
    if (!json.at("next").is_null()) found += "next " + json.at("next").get<std::string>();
    return found;
}

}  // namespace

TEST_CASE(
    "with a profile: all channels of all its contacts, each closed or open, with preview, time and queue "
    "[S1.6] [S1.7] [S1.8] [S1.9] [S1.10] [S1.11] [S1.12] [S1.16] [S1.17] [S1.18] [S1.19] [D86]") {
    StateFile state;
    put_profile(state);
    put_contact(state, 1, "Joe", 1, "web_chat");
    put_contact(state, 2, "Joe B", 1, "email");
    put_contact(state, 3, "Mary", 0, "email");
    Conversation old = of(1, 1, "web_chat", "2026-11-14T10:00:00Z", "Thanks", "2026-11-14T10:22:00Z");
    closed(old, "2026-11-14T10:30:00Z", ClosedBy::agent, "amy");
    old.closed_as = "Ignore";
    state.put(old);
    state.put(of(2, 2, "email", "10:00", "Hello", "10:01"));
    state.put(of(3, 3, "email", "10:02", "Not me", "10:03"));
    CHECK(text(state, "C-2") ==
          R"({"format_version":1,"conversation":"C-2","profile":{"profile":"P-1","name":"joe@x.org",)"
          R"("channels":["email","web_chat"]},"related":[{"conversation":"C-1","closed":true,)"
          R"("state":"Closed Complete","closed_as":"Ignore","channel":"web_chat","contact":"K-1","name":"Joe",)"
          R"("last_message":"Thanks","last_message_at":"2026-11-14T10:22:00Z","queue":"Default"}],"next":null})");
    CHECK(text(state, "C-1") ==
          R"({"format_version":1,"conversation":"C-1","profile":{"profile":"P-1","name":"joe@x.org",)"
          R"("channels":["email","web_chat"]},"related":[{"conversation":"C-2","closed":false,"state":"New",)"
          R"("closed_as":null,"channel":"email","contact":"K-2","name":"Joe B","last_message":"Hello",)"
          R"("last_message_at":"2026-11-21T10:01:00Z","queue":"Default"}],"next":null})");
}

TEST_CASE("without a profile: the same contact's in the same channel alone, a week or a year old [S1.3] [S1.4]") {
    StateFile state;
    put_contact(state, 1, "Joe", 0, "web_chat");
    put_contact(state, 2, "Mary", 0, "web_chat");
    state.put(of(1, 1, "web_chat", "2025-11-01T10:00:00Z", "A year", "2025-11-01T10:00:00Z"));
    state.put(of(2, 1, "email", "2026-11-14T10:00:00Z", "Mail", "2026-11-14T10:00:00Z"));
    state.put(of(3, 1, "web_chat", "2026-11-14T10:00:00Z", "A week", "2026-11-14T10:00:00Z"));
    state.put(of(4, 2, "web_chat", "10:00", "Not me", "10:00"));
    state.put(of(5, 1, "web_chat", "10:00", "Now", "10:00"));
    CHECK(numbers(state, "C-5") == "C-3 C-1 ");
    CHECK(numbers(state, "C-2").empty());
    CHECK(Json::parse(text(state, "C-5")).at("profile").is_null());
}

TEST_CASE("it is there for every conversation: closed, archived and alone ones too [S1.1] [D108]") {
    StateFile state;
    put_contact(state, 1, "Joe");
    Conversation old = of(1, 1, "sms", "09:00", "Old", "09:00");
    closed(old, "09:30", ClosedBy::agent, "amy");
    old.archived = true;
    state.put(old);
    state.put(of(2, 1, "sms", "10:00", "New", "10:00"));
    state.put(of(3, 9, "sms", "10:00"));  // its contact is not even known
    CHECK(numbers(state, "C-1") == "C-2 ");
    CHECK(numbers(state, "C-2") == "C-1 ");
    CHECK(text(state, "C-3") == R"({"format_version":1,"conversation":"C-3","profile":null,"related":[],"next":null})");
}

TEST_CASE(
    "newest last message first, where there is none the opening, then the higher number; by pages without a limit "
    "[D25] [D120]") {
    StateFile state;
    put_contact(state, 1, "Joe");
    state.put(of(1, 1, "sms", "10:00", "late", "12:00"));
    state.put(of(2, 1, "sms", "11:00"));  // automatic messages alone: it stands at its opening
    state.put(of(3, 1, "sms", "10:30", "x", "11:00"));
    state.put(of(4, 1, "sms", "09:00", "x", "09:30"));
    state.put(of(5, 1, "sms", "13:00"));
    CHECK(numbers(state, "C-5") == "C-1 C-3 C-2 C-4 ");
    const Json silent = Json::parse(text(state, "C-5")).at("related").at(2);
    CHECK(silent.at("last_message").is_null());
    CHECK(silent.at("last_message_at") == "2026-11-21T11:00:00Z");
    CHECK(numbers(state, "C-5", 2) == "C-1 C-3 next C-3");
    CHECK(numbers(state, "C-5", 2, "C-3") == "C-2 C-4 ");
    CHECK(numbers(state, "C-5", 1, "C-3") == "C-2 next C-2");
    CHECK(numbers(state, "C-5", 4) == "C-1 C-3 C-2 C-4 ");
    CHECK(numbers(state, "C-5", 9, "C-4").empty());
    for (std::int64_t number = 6; number < 1300; ++number) state.put(of(number, 1, "sms", "08:00"));
    CHECK(Json::parse(text(state, "C-5")).at("related").size() == 1298);
}

TEST_CASE("a page goes on only behind a related conversation") {
    StateFile state;
    put_contact(state, 1, "Joe");
    state.put(of(1, 1, "sms", "10:00"));
    state.put(of(2, 1, "sms", "10:00"));
    state.put(of(3, 2, "sms", "10:00"));
    state.put(of(4, 1, "email", "10:00"));
    for (const char* stranger : {"C-1", "C-3", "C-4"}) {
        CAPTURE(stranger);
        const auto found = views::related(*state, "C-1", 1, stranger);
        REQUIRE_FALSE(found);
        CHECK(found.error().kind == base::ErrorKind::input);
    }
    CHECK(views::related(*state, "C-1", 1, "C-9").error().kind == base::ErrorKind::not_found);
}

TEST_CASE(
    "a profile with its keys in their order, contacts and channels, those without identifier too [S1.15] "
    "[S1.18]") {
    StateFile state;
    put_profile(state);
    put_contact(state, 1, "joe", 1, "web_chat");
    put_contact(state, 2, "joe@x.org", 1, "email");
    put_contact(state, 4, "", 1);  // a withheld number
    put_contact(state, 5, "joe2", 1, "web_chat");
    state.put(of(1, 4, "phone", "10:00"));
    const auto found = views::profile(*state, "P-1");
    REQUIRE(found);
    CHECK(*found ==
          R"({"format_version":1,"profile":"P-1","name":"joe@x.org","keys":[{"by":"email","value":"joe@x.org"},)"
          R"({"by":"order_number","value":"7"}],"contacts":["K-1","K-2","K-4","K-5"],)"
          R"("channels":["email","phone","web_chat"]})");
}
