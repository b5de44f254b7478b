// `build`, `inspect`, `disasm`, and what is no artifact.
#include <doctest/doctest.h>

#include <fstream>
#include <iterator>

#include "tests/commands/harness.h"

using namespace tests;

TEST_CASE("build writes an artifact and tells what it is") {
    const Folder folder;
    write_project(folder);
    const Run run = parley(folder, {"build", "-o", "care.parleyc"});
    CHECK(run.code == 0);
    CHECK(contains(run.out, "care.parleyc"));
    CHECK(contains(run.out, "b2:"));
    const Json json = parley(folder, {"build", "-o", "two.parleyc", "--format", "json"}).json();
    CHECK(json.at("format_version") == 1);
    CHECK(json.at("rules") == 3);
    CHECK(json.at("bytes") == folder.read("two.parleyc").size());
    CHECK(contains(run.out, json.at("artifact").get<std::string>()));
}

TEST_CASE("the same sources give the same bytes wherever they lie and from wherever they are built") {
    const Folder folder;
    write_project(folder, "a/");
    write_project(folder, "deep/er/b/");
    REQUIRE(parley(folder, {"-C", "a", "build", "-o", "1"}).code == 0);
    REQUIRE(parley(folder, {"-C", "deep/er/b", "build", "-o", "2"}).code == 0);
    REQUIRE(parley(folder, {"-C", folder.at("a/rules"), "build", "-o", folder.at("3")}).code == 0);
    REQUIRE(run_program(folder.at("a"), {program(), "build", "-o", "../4"}).code == 0);
    const std::string bytes = folder.read("1");
    CHECK(!bytes.empty());
    CHECK(folder.read("2") == bytes);
    CHECK(folder.read("3") == bytes);
    CHECK(folder.read("4") == bytes);
}

TEST_CASE("build refuses a set with errors and writes nothing") {
    const Folder folder;
    write_project(folder);
    folder.write("rules/30.parley", "rule \"R\" on starting { send_to_queue \"Defalt\" }\n");
    folder.write("out", "old");
    const Run run = parley(folder, {"build", "-o", "out"});
    CHECK(run.code == 1);
    CHECK(run.out.empty());
    CHECK(contains(run.err, "rules/30.parley:1:38"));
    CHECK(folder.read("out") == "old");
}

TEST_CASE("build into a folder that is not there") {
    const Folder folder;
    write_project(folder);
    const Run run = parley(folder, {"build", "-o", "no/such/folder/out"});
    CHECK(run.code == 3);
    CHECK(contains(run.err, "no/such/folder/out"));
}

TEST_CASE("inspect tells what an artifact holds") {
    const Folder folder;
    write_project(folder);
    const Json built = parley(folder, {"build", "-o", "a", "--format", "json"}).json();
    const Run text = parley(folder, {"inspect", "a"});
    CHECK(text.code == 0);
    CHECK(contains(text.out, built.at("artifact").get<std::string>()));
    CHECK(contains(text.out, "20-note.parley"));
    const Json json = parley(folder, {"inspect", "a", "--format", "json"}).json();
    CHECK(json.at("format_version") == 1);
    CHECK(json.at("artifact") == built.at("artifact"));
    CHECK(json.at("ruleset") == "Acme");
    CHECK(json.at("company") == "Acme");
    CHECK(json.at("rules") == 3);
    CHECK(json.at("branches") == 3);
    CHECK(json.at("actions") == 5);
    CHECK(json.at("budget") == built.at("budget"));
    CHECK(json.at("files").size() == 3);
    std::size_t bytes = 0;
    for (const Json& section : json.at("sections")) bytes += section.at("bytes").get<std::size_t>();
    CHECK(bytes > 0);
    CHECK(bytes < json.at("bytes").get<std::size_t>());
}

TEST_CASE("inspect --source gives a source back as it was") {
    const Folder folder;
    write_project(folder);
    REQUIRE(parley(folder, {"build", "-o", "a"}).code == 0);
    CHECK(parley(folder, {"inspect", "a", "--source", "10-queue.parley"}).out == folder.read("rules/10-queue.parley"));
    CHECK(parley(folder, {"inspect", "a", "--source", "catalog.yaml"}).out == folder.read("catalog.yaml"));
    const Run missing = parley(folder, {"inspect", "a", "--source", "catalog.yml"});
    CHECK(missing.code == 3);
    CHECK(contains(missing.err, "did you mean `catalog.yaml`?"));
}

TEST_CASE("disasm lists instructions with their source lines") {
    const Folder folder;
    write_project(folder);
    REQUIRE(parley(folder, {"build", "-o", "a"}).code == 0);
    const Run run = parley(folder, {"disasm", "a"});
    CHECK(run.code == 0);
    CHECK(contains(run.out, "test_is"));
    CHECK(contains(run.out, "conversation.language"));
    CHECK(contains(run.out, "10-queue.parley"));
    const Json json = parley(folder, {"disasm", "a", "--format", "json"}).json();
    CHECK(json.at("listing") == run.out);
}

TEST_CASE("a missing artifact is 3, a damaged one 6, a newer one 6 with clear words") {
    const Folder folder;
    write_project(folder);
    REQUIRE(parley(folder, {"build", "-o", "good"}).code == 0);
    const std::string good = folder.read("good");
    std::string damaged = good;
    damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 1);
    folder.write("damaged", damaged);
    folder.write("short", good.substr(0, good.size() / 2));
    folder.write("empty", "");
    folder.write("other", "this is no artifact\n");
    std::string newer = good;
    newer[8] = 99;   // the format's version
    newer[12] = 99;  // the oldest reader that can run it
    folder.write("newer", newer);
    folder.write("event.json", starting_event);
    const std::vector<std::vector<std::string>> commands = {
        {"inspect"}, {"disasm"}, {"decide", "event.json", "--artifact"}, {"explain", "event.json", "--artifact"}};
    for (std::vector<std::string> command : commands) {
        CAPTURE(command[0]);
        command.push_back("good");
        CHECK(parley(folder, command).code == 0);
        command.back() = "none";
        CHECK(parley(folder, command).code == 3);
        for (const char* bad : {"damaged", "short", "empty", "other"}) {
            CAPTURE(bad);
            command.back() = bad;
            const Run run = parley(folder, command);
            CHECK(run.code == 6);
            CHECK(run.out.empty());
            CHECK(run.err.starts_with("parley: "));
        }
        command.back() = "newer";
        const Run run = parley(folder, command);
        CHECK(run.code == 6);
        CHECK(contains(run.err, "needs a parley that reads format 99; this one reads up to 3"));
    }
}

// The folders hold an artifact of their format, events, and what the program of its time decided.
TEST_CASE("an artifact of an earlier format decides what it has always decided") {
    const Folder folder;
    for (const std::string format : {"1", "2"}) {
        const std::string kept = PARLEY_ROOT "/tests/runtime/bytecode/format_" + format + "/";
        const Run run = parley(folder, {"decide", "--artifact", kept + "artifact.parleyc", kept + "events.jsonl"});
        CHECK(run.code == 0);
        std::ifstream decisions(kept + "decisions.jsonl");
        CHECK(run.out == std::string(std::istreambuf_iterator<char>(decisions), {}));
        CHECK(contains(parley(folder, {"inspect", kept + "artifact.parleyc"}).out,
                       format + ", readable from version " + format));
    }
}
