// The rule sets that come with the project: in order, tested to the last branch, and their stories end as they should.
#include <doctest/doctest.h>

#include "tests/commands/run_steps.h"

using namespace tests;

namespace {

// The state of a story, conversation by conversation.
struct Story {
    Folder folder;
    std::vector<Json> lines;

    Story(const std::string& rules, const std::string& stimuli) {
        copy_rule_set(folder, rules);
        const Run run = parley(folder, {"run", "stimuli/" + stimuli});
        CHECK(run.code == 0);
        lines = run.json_lines();
    }
    Json conversation(const std::string& number) const {
        return parley(folder, {"show", number, "--format", "json"}).json().at("conversation");
    }
    // "w3 short_description_missing"
    std::string rejected() const {
        std::string out;
        for (const Json& record : records(lines, "rejected"))
            out += (out.empty() ? "" : ", ") + record.at("stimulus").get<std::string>() + " " +
                   record.at("reason").get<std::string>();
        return out;
    }
    std::vector<std::string> texts(const std::string& command, const std::string& member) const {
        std::vector<std::string> found;
        for (const Json& line : lines)
            if (line.value("command", "") == command) found.push_back(line.at(member));
        return found;
    }
};

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("each rule set: without a warning, in the canonical layout, every branch and condition tested") {
    for (const char* rules : {"find-or-create", "interaction-records", "one-open-conversation"}) {
        CAPTURE(rules);
        const Folder folder;
        copy_rule_set(folder, rules);
        CHECK(parley(folder, {"check", "--deny", "warnings"}).code == 0);
        CHECK(parley(folder, {"fmt", "--check"}).code == 0);
        const Run run = parley(folder, {"test", "--coverage", "--min-coverage", "100"});
        CHECK_MESSAGE(run.code == 0, run.out);
    }
}

TEST_CASE(
    "interaction records: a text message of a user who is known, solved without a person's words [S2.5] [S2.20]") {
    const Story story("interaction-records", "morning.jsonl");
    const Json record = story.conversation("C-1");
    CHECK(record.at("type") == "messaging");   // [S2.3]
    CHECK(record.at("opened_for") == "u-17");  // [S2.32]: the number is the user's
    CHECK(record.at("queue") == "Messaging");  // [S2.4]
    CHECK(record.at("last_agent") == "ines");  // [S2.18]
    CHECK(record.at("short_description") == "Password reset");
    CHECK(record.at("wait_seconds") == 120);            // from the message to ines' first words [S2.19]
    CHECK(record.at("duration_seconds") == 150 + 120);  // without the six minutes on hold [S2.17]
    CHECK(record.at("resolution_seconds") == 660);
    CHECK(record.at("automatic_messages") == 1);
    CHECK(record.at("tasks").dump() ==
          R"([{"by":"Known at first sight","did":"created","kind":"request","task":"T-1"}])");
    CHECK(story.texts("create_task", "task") == Texts{"T-1"});
}

TEST_CASE("interaction records: at the counter nothing is closed or related without a description [S2.21] [S2.23]") {
    const Story story("interaction-records", "morning.jsonl");
    CHECK(story.rejected() == "w3 short_description_missing, w4 short_description_missing");
    const Json record = story.conversation("C-2");
    CHECK(record.at("type") == "walk_up");
    CHECK(record.at("priority") == "high");
    CHECK(record.at("state") == "Closed Complete");
    CHECK(record.at("short_description") == "Dark screen");
    CHECK(record.at("tasks").dump() == R"([{"by":"kai","did":"viewed","kind":"incident","task":"INC7"}])");
    CHECK(record.at("tags").dump() == R"(["task"])");
    CHECK(record.at("wait_seconds") == 10);
}

TEST_CASE("interaction records: a call that is over stays with its agent for wrap-up, and needs no task [S2.6]") {
    const Story story("interaction-records", "morning.jsonl");
    const Json record = story.conversation("C-3");
    CHECK(record.at("type") == "phone");
    CHECK(record.at("closed_at") == "2026-11-23T08:41:00Z");
    CHECK(record.at("closed_by_name") == "ines");
    CHECK(record.at("tasks").empty());
    CHECK(record.at("tags").dump() == R"(["one and done"])");
    const Json metrics = story.lines.back();
    CHECK(metrics.at("opened") == 3);
    CHECK(metrics.at("closed") == 3);
    CHECK(metrics.at("waiting") == 0);
}

TEST_CASE(
    "one open conversation: Susan's four, each with who opened and who closed it; the shop only passes her words on "
    "[S4.5] [S4.17]") {
    const Story story("one-open-conversation", "susan.jsonl");
    CHECK(story.rejected() == "v5 open_conversation_exists");
    const std::vector<std::vector<std::string>> expected = {
        {"C-1", "welcome", "agent", "mei", "Done"},
        {"C-2", "customer", "bot", "", "Closed Complete"},
        {"C-3", "agent", "rule", "Closed by the customer's word", "Done"},
        {"C-4", "customer", "merge", "", "Closed Complete"}};
    for (const std::vector<std::string>& one : expected) {
        const Json record = story.conversation(one[0]);
        CAPTURE(one[0]);
        CHECK(record.at("opened_by") == one[1]);
        CHECK(record.at("closed_by") == one[2]);
        CHECK(record.at("closed_by_name") == (one[3].empty() ? Json() : Json(one[3])));
        CHECK(record.at("closed_as") == one[4]);
        CHECK(record.at("contact") == "K-1");
    }
    CHECK(story.lines.back().at("opened") == 4);
}

TEST_CASE("one open conversation: her mail and her messenger are one person, whose others are listed newest first") {
    const Story story("one-open-conversation", "susan.jsonl");
    const Json found = parley(story.folder, {"related", "C-2", "--format", "json"}).json();
    CHECK(found.at("profile").dump() == R"({"channels":["email","viber"],"name":"susan@x.org","profile":"P-1"})");
    Texts numbers;
    for (const Json& one : found.at("related")) numbers.push_back(one.at("conversation"));
    CHECK(numbers == Texts{"C-3", "C-4", "C-1"});
    CHECK(story.texts("send_message", "text") ==
          Texts{"Welcome to Acme! How can we help?", "It comes tomorrow.", "Thank you, and goodbye.",
                "Good to hear from you again.", "How do you like it?",
                "Thanks for writing to Acme. We answer within minutes.", "You will hear no more from us."});
}
