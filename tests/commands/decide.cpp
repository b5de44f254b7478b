// `decide`: a line in, a line out.
#include <doctest/doctest.h>

#include "tests/commands/harness.h"
#include "tests/commands/versions.h"

using namespace tests;

TEST_CASE("a decision names its artifact, and each action its rule and line") {
    const Folder folder;
    write_project(folder);
    folder.write("events.jsonl", std::string(starting_event) + "\n");
    const Json built = parley(folder, {"build", "-o", "a", "--format", "json"}).json();
    const Run run = parley(folder, {"decide", "events.jsonl"});
    CHECK(run.code == 0);
    CHECK(run.err.empty());
    const Json decision = run.json_lines().at(0);
    CHECK(decision.at("id") == "e1");
    CHECK(decision.at("event") == "starting");
    CHECK(decision.at("artifact") == built.at("artifact"));
    CHECK(decision.at("actions").at(1).at("queue") == "Default");
    CHECK(decision.at("actions").at(1).at("rule") == "Queue");
    CHECK(decision.at("actions").at(1).at("at") == "10-queue.parley:14");
    CHECK(parley(folder, {"decide", "--format", "json", "events.jsonl"}).out == run.out);
    CHECK(parley(folder, {"decide"}, {std::string(starting_event), {}}).out == run.out);
    CHECK(parley(folder, {"decide", "-"}, {std::string(starting_event), {}}).out == run.out);
    CHECK(parley(folder, {"decide", "--artifact", "a", "events.jsonl"}).out == run.out);
}

TEST_CASE("a decision names its version, where it has one") {
    const Folder folder;
    write_project(folder);
    const RunOptions event{std::string(starting_event), {}};
    CHECK(parley(folder, {"decide"}, event).json_lines().at(0).at("version").is_null());
    for (const char* note : {"one", "two"}) {
        folder.write("rules/20-note.parley",
                     std::string("rule \"Note\"\n    on closed\n{\n    add_note \"") + note + "\"\n}\n");
        REQUIRE(parley(folder, {"draft", "save"}).code == 0);
        REQUIRE(parley(folder, {"publish"}).code == 0);
    }
    REQUIRE(parley(folder, {"build", "-o", "a"}).code == 0);
    const Json current = parley(folder, {"decide"}, event).json_lines().at(0);
    CHECK(current.at("version") == 2);
    CHECK(parley(folder, {"decide", "--version", "2"}, event).json_lines().at(0) == current);
    const Json first = parley(folder, {"decide", "--version", "1"}, event).json_lines().at(0);
    CHECK(first.at("version") == 1);
    CHECK(first.at("artifact") != current.at("artifact"));
    const Json built = parley(folder, {"decide", "--artifact", "a"}, event).json_lines().at(0);
    CHECK(built.at("version").is_null());
    CHECK(built.at("artifact") == current.at("artifact"));
}

TEST_CASE("where a conversation goes and what is sent, and at which event, is what the rules say [S3.1]") {
    const Folder folder;
    write_project(folder);
    const auto actions = [&](const std::string& event) {
        const std::string line = R"({"id":"e","event":")" + event + R"(","at":"2026-11-21T10:22:00Z"})";
        return parley(folder, {"decide"}, {line, {}}).json().at("actions");
    };
    CHECK(actions("starting").at(1).at("queue") == "Default");
    CHECK(actions("closed").at(0).at("text") == "Bye Acme");
    replace_in(folder, "rules/10-queue.parley", "send_to_queue \"Default\"", "send_to_queue \"Triage\"");
    replace_in(folder, "rules/20-note.parley", "on closed", "on queued_at_start");
    replace_in(folder, "rules/20-note.parley", "Bye {{companyName}}", "{{companyName}} will be with you");
    CHECK(actions("starting").at(1).at("queue") == "Triage");
    CHECK(actions("closed").empty());
    CHECK(actions("queued_at_start").at(0).at("text") == "Acme will be with you");
}

TEST_CASE("--folder decides and explains by the folder as it is, whatever is published or saved") {
    const Folder folder;
    write_project(folder);
    publish(folder);
    set_priority(folder, "high");
    REQUIRE(parley(folder, {"draft", "save"}).code == 0);
    set_priority(folder, "low");
    CHECK(decided_priority(folder) == "normal");
    CHECK(decided_priority(folder, {"--draft"}) == "high");
    CHECK(decided_priority(folder, {"--folder"}) == "low");
    const RunOptions event{std::string(starting_event), {}};
    CHECK(contains(parley(folder, {"explain", "-"}, event).out, "set_priority \"normal\""));
    CHECK(contains(parley(folder, {"explain", "--folder", "-"}, event).out, "set_priority \"low\""));
    CHECK(parley(folder, {"decide", "--folder"}, event).json_lines().at(0).at("version").is_null());
    // Of the folder nothing can be signed, and one source is enough.
    for (const std::vector<std::string>& more :
         std::vector<std::vector<std::string>>{{"--trust", "k.pub"}, {"--draft"}, {"--version", "1"}, {"--follow"}}) {
        std::vector<std::string> words = {"decide", "--folder"};
        words.insert(words.end(), more.begin(), more.end());
        CHECK(parley(folder, words, event).code == 2);
    }
}

TEST_CASE("one line for each event in order, from several files") {
    const Folder folder;
    write_project(folder);
    std::string events;
    for (int i = 0; i < 5'000; ++i)
        events += R"({"id":")" + std::to_string(i) + R"(","event":"closed","at":"2026-11-21T10:22:00Z"})" + "\n";
    folder.write("one", events);
    folder.write("two", starting_event);
    const auto lines = parley(folder, {"decide", "one", "two"}).json_lines();
    REQUIRE(lines.size() == 5'001);
    for (int i = 0; i < 5'000; ++i) REQUIRE(lines[static_cast<std::size_t>(i)].at("id") == std::to_string(i));
    CHECK(lines[5'000].at("id") == "e1");
}

TEST_CASE("an event in error is answered in its place and the rest goes on, exit 3 [D33]") {
    const Folder folder;
    write_project(folder);
    const std::string events =
        std::string(starting_event) + "\nno json\n\n" +
        R"({"id":"e3","event":"starting","at":"2026-11-21T10:22:00Z","conversation":{"opened_at":7}})" + "\n" +
        std::string(starting_event);
    const Run run = parley(folder, {"decide"}, {events, {}});
    CHECK(run.code == 3);
    const auto lines = run.json_lines();
    REQUIRE(lines.size() == 4);
    CHECK(lines[1].at("error").at("line") == 2);
    CHECK(lines[2].at("id") == "e3");
    CHECK(lines[2].at("error").at("line") == 4);
    CHECK(lines[2].at("error").at("path") == "conversation.opened_at");
    CHECK_FALSE(lines[2].contains("actions"));
    CHECK(lines[3] == lines[0]);
}

TEST_CASE("blank lines are skipped, CR LF and a byte order mark do no harm") {
    const Folder folder;
    write_project(folder);
    const std::string event(starting_event);
    const Run run = parley(folder, {"decide"}, {"\xef\xbb\xbf" + event + "\r\n\r\n  \n" + event + "\r\n", {}});
    CHECK(run.code == 0);
    CHECK(run.json_lines().size() == 2);
    CHECK(parley(folder, {"decide"}, {"", {}}).out.empty());
    CHECK(parley(folder, {"decide"}, {"", {}}).code == 0);
}

TEST_CASE("a line over the limit is an event in error, also one of many megabytes [D33]") {
    const Folder folder;
    write_project(folder);
    const std::string event(starting_event);
    for (const std::size_t size : {std::size_t{300} << 10, std::size_t{20} << 20}) {
        const Run run = parley(folder, {"decide"}, {event + "\n" + std::string(size, 'x') + "\n" + event, {}});
        CHECK(run.code == 3);
        const auto lines = run.json_lines();
        REQUIRE(lines.size() == 3);
        CHECK(lines[1].at("error").at("line") == 2);
        CHECK(lines[2].at("id") == "e1");
    }
}

TEST_CASE("hostile lines are events in error [D33]") {
    const Folder folder;
    write_project(folder);
    std::string events = std::string(100'000, '[') + "\n" + std::string("\"\0\xff\"\n", 5) + "null\n[]\n{}\n\"x\"\n";
    const Run run = parley(folder, {"decide"}, {events, {}});
    CHECK(run.code == 3);
    REQUIRE(run.json_lines().size() == 6);
    for (const Json& line : run.json_lines()) CHECK(line.contains("error"));
}

TEST_CASE("--explain adds the path, --summary the counts") {
    const Folder folder;
    write_project(folder);
    const Run run = parley(folder, {"decide", "--explain", "--summary"},
                           {std::string(starting_event).insert(1, "\"more\":1,") + "\nx\n", {}});
    CHECK(run.code == 3);
    CHECK(run.json_lines().at(0).contains("path"));
    CHECK(run.err == "2 events, 1 in error, 1 unknown member ignored\n");
}

TEST_CASE("--format text is a line for reading") {
    const Folder folder;
    write_project(folder);
    const Run run = parley(folder, {"decide", "--format", "text"}, {std::string(starting_event) + "\nx\n", {}});
    CHECK(run.code == 3);
    CHECK(run.out.starts_with("e1  starting  set_priority \"normal\"; send_to_queue \"Default\"\n"));
    CHECK(contains(run.out, "error in line 2"));
}

TEST_CASE("rules in error are 1, missing events 3, and nothing is decided") {
    const Folder folder;
    write_project(folder);
    Run run = parley(folder, {"decide", "none.jsonl"});
    CHECK(run.code == 3);
    CHECK(run.out.empty());
    CHECK(contains(run.err, "none.jsonl"));
    CHECK(parley(folder, {"decide", "."}).code == 3);
    CHECK(parley(folder, {"decide", "--format", "junit"}).code == 2);
    folder.write("rules/30.parley", "rule \"R\" on starting { send_to_queue \"Defalt\" }\n");
    run = parley(folder, {"decide"}, {std::string(starting_event), {}});
    CHECK(run.code == 1);
    CHECK(run.out.empty());
    CHECK(contains(run.err, "rules/30.parley:1:38"));
    CHECK(contains(run.err, "1 error"));
}

TEST_CASE("a decision comes as soon as its event did, before the stream ends") {
    const Folder folder;
    write_project(folder);
    // The second event is sent only when the first decision has been read.
    const std::string script = std::string("coproc P { ") + program() + " decide; }; echo '" +
                               std::string(starting_event) +
                               "' >&\"${P[1]}\"; read -t 30 -r line <&\"${P[0]}\" && echo \"$line\"";
    const Run run = run_program(folder.path(), {"bash", "-c", script});
    CHECK(Json::parse(run.out).at("id") == "e1");
}
