// `run` with threads beside: the same bytes, in the same order, and nothing said before it is kept.
#include <doctest/doctest.h>
#include <signal.h>

#include <chrono>
#include <thread>

#include "tests/commands/run_steps.h"

using namespace tests;

namespace {

constexpr std::string_view rules = R"(
rule "Greeting" on queued_at_start { send_message "Hello {{conversationId}}" }
rule "Wait" on still_waiting { send_message "Still here" { at_most_every: 10 minutes } }
)";

// More than several groups; among the messages what is none, in every way.
std::string long_day() {
    std::string day = "\xef\xbb\xbf\n";
    for (int i = 0; i < 600; ++i) {
        const std::string number = std::to_string(i);
        day += message("m" + number, i, std::to_string(i % 280),
                       "Hi " + std::string(static_cast<std::size_t>(i % 90), 'x'));
        if (i % 7 == 0) day += "{\"id\":\"b" + number + "\",\n";
        if (i % 11 == 0) day += "  \r\n";
        if (i % 13 == 0) day += message("m" + std::to_string(i / 2), i, "1");
        if (i % 200 == 0) day += message("l" + number, i, "1", std::string(1u << 20, 'y'));
    }
    return day + R"({"type":"tick","at":"2026-11-21T12:00:00Z"})";  // without a line break
}

std::vector<Run> runs_of(const std::string& how, std::initializer_list<const char*> all_threads,
                         const std::string& input, std::vector<std::string>& states) {
    std::vector<Run> runs;
    for (const char* threads : all_threads) {
        const Folder folder;
        write_centre(folder, rules);
        folder.write("day.jsonl", input);
        const std::string command = program() + " run --clock events --threads " + threads;
        runs.push_back(run_program(
            folder.path(), {"sh", "-c", how == "file" ? command + " day.jsonl" : "cat day.jsonl | " + command}));
        states.push_back(dump(folder));
    }
    return runs;
}

}  // namespace

TEST_CASE("run: the same bytes and the same state with 1, 2 and 8 threads, what is no stimulus in its place") {
    const std::string day = long_day();
    std::vector<std::string> states;
    std::vector<Run> runs = runs_of("file", {"1", "2", "8"}, day, states);
    for (Run& run : runs_of("pipe", {"2"}, day, states)) runs.push_back(std::move(run));
    CHECK(contains(runs[0].out, "still_waiting"));
    CHECK(contains(runs[0].out, "malformed"));
    CHECK(contains(runs[0].out, "duplicate"));
    CHECK(runs[0].json_lines().back().at("waiting") == 280);
    for (std::size_t i = 0; i < runs.size(); ++i) {
        CAPTURE(i);
        CHECK(runs[i].code == 0);
        CHECK(runs[i].err.empty());
        CHECK((runs[i].out == runs[0].out));
        CHECK((states[i] == states[0]));
    }
}

TEST_CASE("run: whatever the threads, each answer comes before the next line is sent, and a stop is in good order") {
    for (const char* threads : {"1", "2"}) {
        CAPTURE(threads);
        const Folder folder;
        write_centre(folder, rules);
        Live live(folder, {"run", "--threads", threads});
        for (int i = 0; i < 20; ++i) {
            const std::string id = "m" + std::to_string(i);
            live.send(R"({"id":")" + id + R"(","type":"message","channel":"sms","from":")" + id +
                      "\",\"text\":\"Hi\"}\n");
            live.receive("stimulus", id);
        }
        live.signal(SIGTERM);
        CHECK(live.wait() == 0);
        CHECK(contains(live.rest(), R"("record":"metrics")"));
    }
}

TEST_CASE("run: where nobody takes its lines any more it ends by itself, also while it waits for input") {
    for (const char* threads : {"1", "2"}) {
        CAPTURE(threads);
        const Folder folder;
        write_centre(folder, rules);
        Live live(folder, {"run", "--threads", threads});
        live.send(R"({"id":"m1","type":"message","channel":"sms","from":"1","text":"Hi"})"
                  "\n");
        live.receive("stimulus", "m1");
        live.stop_reading();
        live.send(R"({"id":"m2","type":"message","channel":"sms","from":"2","text":"Hi"})"
                  "\n");
        CHECK(live.wait() == 3);  // its stdin stands open
        CHECK(contains(live.notices(), "what it did not take comes with the next run"));
    }
}

TEST_CASE("run: a line that was read ahead by the settings of one version is handled by those of the next") {
    const Folder folder;
    write_centre(folder, rules, "platforms: [whatsapp]\n");
    REQUIRE(parley(folder, {"draft", "save"}).code == 0);
    REQUIRE(parley(folder, {"publish"}).code == 0);
    Live live(folder, {"run", "--threads", "2", "--interval", "20"});
    const auto line = [](const std::string& id) {
        return R"({"id":")" + id + R"(","type":"message","channel":"sms","from":"1","text":"Hi"})" + "\n";
    };
    live.send(line("m1"));
    CHECK(live.receive("stimulus", "m1").at("reason") == "unknown_channel");
    std::string catalog = folder.read("catalog.yaml");
    const std::string_view before = "[whatsapp]";
    folder.write("catalog.yaml", catalog.replace(catalog.find(before), before.size(), "[whatsapp, sms]"));
    REQUIRE(parley(folder, {"draft", "save"}).code == 0);
    REQUIRE(parley(folder, {"publish"}).code == 0);
    REQUIRE(live.tells("now deciding by version 2"));
    live.send(line("m2"));
    CHECK(live.receive("stimulus", "m2").at("record") == "moment");
    CHECK(live.finish() == 0);
}

TEST_CASE(
    "run: members that it does not know are told at the end, with the first names, their lines and the near ones") {
    const Folder folder;
    write_centre(folder, rules);
    folder.write("one.jsonl",
                 message("m1", 0, "1") + "\n" +
                     stimulus("m2", 1, R"("type":"message","channel":"sms","from":"1","txt":"a","text":"b","mood":1)"));
    folder.write("two.jsonl", stimulus("m3", 2, R"("type":"message","channel":"sms","from":"1","txt":"a","text":"b")"));
    const Run run = parley(folder, {"run", "one.jsonl", "two.jsonl"});
    CHECK(run.code == 0);
    CHECK(
        run.err ==
        "3 members that the engine does not know were left out: `txt` of message (one.jsonl:3; did you mean `text`?), "
        "`mood` of message (one.jsonl:3), and so on; the manual lists those of each type\n");
    folder.write("none.jsonl", message("m4", 3, "1"));
    CHECK(parley(folder, {"run", "none.jsonl"}).err.empty());
}

TEST_CASE("run: --threads that is no number from 1 to 256 is wrong usage") {
    const Folder folder;
    write_centre(folder);
    for (const char* wrong : {"0", "257", "x", "", "1x"}) {
        CAPTURE(wrong);
        const Run run = parley(folder, {"run", "--threads", wrong, "day.jsonl"});
        CHECK(run.code == 2);
    }
}
