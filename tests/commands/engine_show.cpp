// `show C-1`: one conversation of the engine, with all that was said and decided.
#include <doctest/doctest.h>

#include "tests/commands/harness.h"

using namespace tests;

namespace {

void run_two(const Folder& folder) {
    write_project(folder);
    folder.write("day.jsonl",
                 R"({"id":"m1","type":"message","at":"2026-11-21T10:22:00Z","channel":"sms","from":"+447700900123",)"
                 R"("name":"Joe","text":"Hi\u001b[31m"})"
                 "\n"
                 R"({"id":"p1","type":"close_conversation","at":"2026-11-21T10:30:00Z","conversation":"C-1",)"
                 R"("short_description":"Late parcel"})"
                 "\n"
                 R"({"id":"m2","type":"message","at":"2026-11-21T11:22:00Z","channel":"sms","from":"+447700900123",)"
                 R"("text":"Hi again"})"
                 "\n");
    CHECK(parley(folder, {"run", "day.jsonl"}).code == 0);
}

}  // namespace

TEST_CASE("a conversation is shown with its record, messages, moments and its user's others [S1.5] [S2.7] [S2.9]") {
    const Folder folder;
    run_two(folder);
    const Run run = parley(folder, {"show", "C-1", "--format", "json"});
    CHECK(run.code == 0);
    const auto json = nlohmann::ordered_json::parse(run.out);
    std::vector<std::string> members;
    for (const auto& [name, value] : json.items()) members.push_back(name);
    CHECK(members ==
          std::vector<std::string>{"format_version", "conversation", "messages", "moments", "user_conversations"});
    const Json listed = parley(folder, {"conversations", "--format", "json"}).json().at("conversations")[0];
    CHECK(Json::parse(json.at("conversation").dump()) == listed);
    CHECK(json.at("messages")[0].dump() ==
          R"({"at":"2026-11-21T10:22:00Z","from":"customer","name":"Joe","text":"Hi\u001b[31m","channel":"sms"})");
    CHECK(json.at("moments")[0].at("events").dump() == R"(["message_received"])");
    CHECK(json.at("moments")[1].at("actions")[0].at("action") == "set_priority");
    CHECK(json.at("user_conversations").dump() == R"(["C-1","C-2"])");
}

TEST_CASE("shown as text nothing of it is obeyed by a terminal, and what is not there is said") {
    const Folder folder;
    run_two(folder);
    const Run run = parley(folder, {"show", "C-1"});
    CHECK(run.code == 0);
    CHECK(run.out.starts_with("C-1  Closed Complete\n  contact       K-1 Joe, +447700900123\n"));
    CHECK(contains(run.out, "  closed        2026-11-21 10:30 UTC by api\n"));
    CHECK(contains(run.out, "\nMessages\n  2026-11-21 10:22 UTC  customer Joe: Hi\xEF\xBF\xBD[31m\n"));
    CHECK(contains(run.out, "\nMoments\n  2026-11-21T10:22:00Z  C-1  message_received\n"));
    CHECK(contains(run.out, "All of K-1\n  C-1, C-2\n"));
    const Run missing = parley(folder, {"show", "C-9"});
    CHECK(missing.code == 3);
    CHECK(contains(missing.err, "no conversation `C-9`; there are C-1 to C-2"));
    CHECK(parley(folder, {"show", "C-1", "--state", "elsewhere.db"}).code == 3);
}

TEST_CASE("show: an option of the other kind, and what is neither a version nor a conversation, are wrong usage") {
    const Folder folder;
    run_two(folder);
    const Run sources = parley(folder, {"show", "C-1", "--sources"});
    CHECK(sources.code == 2);
    CHECK(contains(sources.err, "--sources is for a version, and `C-1` is none"));
    CHECK(contains(parley(folder, {"show", "1", "--state", "s.db"}).err, "--state is for a conversation"));
    const Run neither = parley(folder, {"show", "C-01"});
    CHECK(neither.code == 2);
    CHECK(contains(neither.err, "a version's number such as 2, or a conversation's such as C-1, not `C-01`"));
}
