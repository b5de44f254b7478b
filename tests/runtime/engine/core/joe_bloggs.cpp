// The example of "Find or create", both ways.
#include "tests/runtime/engine/core/desk.h"

namespace parley::desk {
namespace {

// 10:22 twice, the agent replies and closes; 10:23, 10:24 the same.
int conversations_of_joe(Desk& desk, int& received) {
    desk.available("amy");
    const auto turn = [&](const std::string& id, const std::string& time, const std::vector<std::string>& texts) {
        std::string conversation;
        int number = 0;
        for (const std::string& text : texts) {
            const auto lines = desk.message(id + std::to_string(++number), time, "+44 7700 900123", text);
            if (Desk::moments(lines).starts_with("message_received")) ++received;
            for (const Json& record : Desk::records(lines, "moment"))
                if (record["conversation"].is_string()) conversation = record["conversation"];
        }
        desk.agent(id + "-a", time, "accepts", "amy", conversation);
        desk.agent(id + "-r", time, "reply", "amy", conversation, R"("text":"Hello")");
        CHECK(Desk::reason(desk.agent(id + "-c", time, "closes", "amy", conversation,
                                      R"("short_description":"A question")")) == "");
    };
    turn("a", "10:22", {"Hi", "Please can you help me"});
    turn("b", "10:23", {"My name is joe bloggs"});
    turn("c", "10:24", {"My email is joe.bloggs@gmail.com"});
    int count = 0;
    desk.database().visit({}, [&count](const model::Conversation&) { return ++count, true; });
    return count;
}

TEST_CASE("joe bloggs without rules: three conversations [S0.41, S0.43, S0.10, S0.37, S0.40, D23]") {
    Desk desk;
    int received = 0;
    CHECK(conversations_of_joe(desk, received) == 3);
    CHECK(received == 3);
}

TEST_CASE("joe bloggs with find or create: one conversation [S0.41, S0.42, S0.14, S0.3, D60, D61]") {
    Desk desk({R"(
rule "Find or create"
    on message_received
{
    if previous.closed_at within last 7 days {
        attach_to_previous
    }
    else {
        open_conversation
    }
}
)"});
    int received = 0;
    CHECK(conversations_of_joe(desk, received) == 1);
    CHECK(received == 3);
    CHECK(desk.conversation(1).reopened == 2);
    CHECK(desk.conversation(1).customer_messages == 4);
}

}  // namespace
}  // namespace parley::desk
