// `run` on a pipe: the wall clock, versions published meanwhile, signals.
#include <doctest/doctest.h>
#include <signal.h>

#include <chrono>
#include <thread>

#include "tests/commands/run_steps.h"

using namespace tests;

namespace {

// Publishes rules that greet with `text`.
void publish_greeting(const Folder& folder, const std::string& text) {
    folder.write("rules/10-rules.parley", "rule \"Greeting\" on queued_at_start { send_message \"" + text + "\" }\n");
    Run run = parley(folder, {"draft", "save"});
    REQUIRE_MESSAGE(run.code == 0, run.err);
    run = parley(folder, {"publish", "--by", "bob"});
    REQUIRE_MESSAGE(run.code == 0, run.err);
}

std::string live_message(const std::string& id, const std::string& from) {
    return R"({"id":")" + id + R"(","type":"message","channel":"whatsapp","from":")" + from + R"(","text":"Hi"})" +
           "\n";
}

}  // namespace

TEST_CASE("run: a version published meanwhile is taken up with the next stimulus [S3.10]") {
    const Folder folder;
    write_centre(folder);
    publish_greeting(folder, "one");
    Live live(folder, {"run", "--interval", "20"});
    live.send(live_message("m1", "1"));
    CHECK(live.receive("record", "moment").at("version") == 1);
    CHECK(live.receive("command", "send_message").at("text") == "one");

    folder.write("catalog.yaml", folder.read("catalog.yaml") + "contact_points: [Sales]\n");
    publish_greeting(folder, "two");
    REQUIRE(live.tells("now deciding by version 2"));
    live.send(live_message("m2", "2"));
    const Json moment = live.receive("record", "moment");
    CHECK(moment.at("version") == 2);
    CHECK(moment.at("conversation") == "C-2");
    CHECK(live.receive("command", "send_message").at("text") == "two");

    REQUIRE(parley(folder, {"republish", "1"}).code == 0);
    REQUIRE(live.tells("now deciding by version 1"));
    live.send(live_message("m3", "3"));
    CHECK(live.receive("record", "moment").at("version") == 1);
    CHECK(live.finish() == 0);

    folder.write("in.jsonl", live_message("m4", "4"));
    CHECK(parley(folder, {"run", "--version", "2", "in.jsonl"}).json_lines().at(0).at("version") == 2);
    REQUIRE(parley(folder, {"draft", "save"}).code == 0);
    folder.write("in.jsonl", live_message("m5", "5"));
    CHECK(parley(folder, {"run", "--draft", "in.jsonl"}).json_lines().at(0).at("version").is_null());
}

TEST_CASE("run: a queue that a new version takes away does not take its conversations along [D26]") {
    const Folder folder;
    write_centre(folder, "rule \"Billing\" on starting { send_to_queue \"Billing\" }\n");
    REQUIRE(parley(folder, {"draft", "save"}).code == 0);
    REQUIRE(parley(folder, {"publish"}).code == 0);
    folder.write("one.jsonl", message("m1", 0, "1"));
    REQUIRE(parley(folder, {"run", "one.jsonl"}).code == 0);
    folder.write("catalog.yaml", "queues: [Default]\nagents: [{name: amy, queues: [Default]}]\n");
    publish_greeting(folder, "hello");
    folder.write("two.jsonl", stimulus("p1", 10, R"("type":"agent_presence","agent":"amy","presence":"available")") +
                                  stimulus("c1", 20, R"("type":"agent_takes","agent":"amy","conversation":"C-1")"));
    const Run run = parley(folder, {"run", "two.jsonl"});
    CHECK(run.code == 0);
    CHECK(records(run.json_lines(), "rejected").empty());
    CHECK(parley(folder, {"show", "C-1", "--format", "json"}).json().at("conversation").at("assigned_to") == "amy");
}

TEST_CASE("run: on stdin time is the machine's: an invitation times out by itself") {
    const Folder folder;
    write_centre(folder, "ruleset \"None\"\n", "invitations: {timeout: 1 second}\nstill_waiting_every: 1 second\n");
    Live live(folder, {"run"});
    live.send(R"({"id":"p1","type":"agent_presence","agent":"amy","presence":"available"})"
              "\n" +
              live_message("m1", "1"));
    const Json invite = live.receive("command", "invite");
    CHECK(invite.at("agent") == "amy");
    // Nothing more is sent; the moments come.
    for (const char* event : {"invitation_timed_out", "still_waiting", "still_waiting"}) {
        Json moment;
        do moment = live.receive("record", "moment");
        while (moment.at("events").at(0) != event);
        CHECK(moment.at("stimulus").get<std::string>().starts_with("timer/"));
    }
    // Its own time does not count for the clock: it is from long ago.
    live.send(message("m2", 0, "2"));
    CHECK(live.receive("stimulus", "m2").at("at") > invite.at("expires_at"));
    CHECK(live.finish() == 0);
}

TEST_CASE("run: on the wall clock, what came due while nothing ran comes first [D13]") {
    const Folder folder;
    write_centre(folder, "ruleset \"None\"\n", "still_waiting_every: 1 second\n");
    folder.write("in.jsonl", message("m1", 0, "1"));
    REQUIRE(parley(folder, {"run", "in.jsonl"}).code == 0);
    Live live(folder, {"run"});
    const Json moment = live.receive("record", "moment");
    CHECK(moment.at("events") == Json{"still_waiting"});
    live.send(live_message("m2", "2"));
    live.receive("stimulus", "m2");
    CHECK(live.finish() == 0);
}

TEST_CASE("run: SIGTERM and SIGINT end it in good order, with what it took committed, put out and counted") {
    for (const int number : {SIGTERM, SIGINT}) {
        const Folder folder;
        write_centre(folder);
        Live live(folder, {"run"});
        live.send(live_message("m1", "1"));
        live.receive("stimulus", "m1");
        live.send(R"({"id":"m2","type":"mess)");  // begun, never ended
        live.signal(number);
        CHECK(live.wait() == 0);
        const std::string rest = live.rest();
        CHECK(contains(rest, R"("record":"metrics")"));
        CHECK(!contains(rest, R"("record":"rejected")"));
        folder.write("none.jsonl", "");
        CHECK(parley(folder, {"run", "none.jsonl"}).json_lines().size() == 1);
        CHECK(parley(folder, {"show", "C-1"}).code == 0);
    }
}

TEST_CASE("run: whoever types sees each answer at once, and the exit is clean when the terminal closes") {
    const Folder folder;
    write_centre(folder);
    const Run run = parley_on_terminal(folder, {"run", "--format", "text"}, live_message("m1", "1") + "\x04");
    CHECK(run.code == 0);
    CHECK(contains(run.out, "Ctrl-D ends"));
    CHECK(contains(run.out, "message_received"));
    CHECK(contains(run.out, "metrics  "));
}
