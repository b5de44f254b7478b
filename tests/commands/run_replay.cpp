// A simulated day, replayed: the same bytes twice; and killed anywhere, started again with the same input, as if
// nothing had happened.
//
// PARLEY_EVENTS (of customers), PARLEY_KILLS and PARLEY_SEED make it as large as one likes; `tools/replay-day` does.
#include <doctest/doctest.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <thread>
#include <unordered_map>

#include "tests/commands/run_steps.h"

using namespace tests;
namespace fs = std::filesystem;

namespace {

std::size_t number_from(const char* variable, std::size_t otherwise) {
    const char* const text = std::getenv(variable);
    return text == nullptr ? otherwise : std::stoul(text);
}

void tell(const std::string& words) {
    std::cerr << (isatty(STDERR_FILENO) == 1 ? "\r" + words : words + "\n") << std::flush;
}

// Answers to what was handled before, and the counts at the end: the only lines that a restart adds.
bool is_passing(std::string_view line) {
    return line.starts_with(R"({"record":"duplicate")") || line.starts_with(R"({"record":"metrics")");
}

void run_into(const Folder& folder, const std::string& words, const std::string& out) {
    const Run run = run_program(folder.path(), {"sh", "-c", program() + " " + words + " > " + out});
    REQUIRE_MESSAGE(run.code == 0, run.err);
}

bool are_same_files(const Folder& folder, const std::string& one, const std::string& other) {
    return run_program(folder.path(), {"cmp", one, other}).code == 0;
}

// The rule set with as many agents as so many events take; else most customers would wait all day.
void write_project_for(const Folder& folder, std::size_t events) {
    copy_rule_set(folder, "one-open-conversation");
    std::string catalog = folder.read("catalog.yaml");
    const std::string_view before = "invitations:";
    std::string agents;
    for (std::size_t i = 1; i <= events / 500; ++i)
        agents += "  - {name: agent " + std::to_string(i) + ", queues: [Inbox, VIP], capacity: {soft: 4, hard: 6}}\n";
    REQUIRE(contains(catalog, before));
    // Whoever is left at night waits the longest time that is allowed between two moments of it.
    folder.write("catalog.yaml", catalog.insert(catalog.find(before), agents) + "still_waiting_every: 5 minutes\n");
}

// What an undisturbed run put out, each line known by its place. A million of them need no more than their hashes.
class Undisturbed {
public:
    explicit Undisturbed(const std::string& path) {
        std::ifstream in(path, std::ios::binary);
        std::unordered_map<std::string, std::size_t> by_key;
        for (std::string line; std::getline(in, line);) {
            if (is_passing(line)) continue;
            const Json json = Json::parse(line);
            CHECK_MESSAGE(places_.emplace(std::hash<std::string>()(line), places_.size()).second, line);
            if (json.contains("command")) CHECK_MESSAGE(by_key.emplace(json.at("key"), 0).second, line);
        }
    }
    std::size_t size() const { return places_.size(); }
    // None: it put out no such line. So no key can come with another command, and no command under another key.
    std::optional<std::size_t> place(const std::string& line) const {
        const auto found = places_.find(std::hash<std::string>()(line));
        return found == places_.end() ? std::nullopt : std::optional(found->second);
    }

private:
    std::unordered_map<std::size_t, std::size_t> places_;
};

// Runs that take over from one another: what each puts out begins no later than where those before it ended, and goes
// on without a gap.
class Relay {
public:
    Relay(const Folder& folder, const Undisturbed& expected) : folder_(folder), expected_(expected) {}

    // Kills it a while after so many lines that had not come before. False: it ended by itself, and well.
    bool run(std::size_t lines, std::chrono::microseconds then) {
        Live live(folder_, {"run", "--threads", "2", "day.jsonl"});
        next_.reset();
        const std::size_t enough = came_ + lines;
        while (came_ < enough) {
            const std::optional<std::string> line = live.next_line();
            if (!line) break;
            take(*line);
        }
        std::this_thread::sleep_for(then);
        live.signal(SIGKILL);
        while (const std::optional<std::string> line = live.next_line()) take(*line);
        const int code = live.wait();
        CHECK_MESSAGE((code == 0 || code == 128 + SIGKILL), live.notices());
        return code != 0;
    }
    std::size_t left() const { return expected_.size() - came_; }

private:
    void take(const std::string& line) {
        if (is_passing(line)) return;
        const std::optional<std::size_t> place = expected_.place(line);
        REQUIRE_MESSAGE(place, line);
        CHECK_MESSAGE((next_ ? *place == *next_ : *place <= came_), line);
        next_ = *place + 1;
        came_ = std::max(came_, *next_);
    }

    const Folder& folder_;
    const Undisturbed& expected_;
    std::size_t came_ = 0;  // lines that have come whole
    std::optional<std::size_t> next_;
};

}  // namespace

TEST_CASE("run: a day replays to the same bytes; killed at random points, to the same state, nothing lost or anew") {
    const std::size_t events = number_from("PARLEY_EVENTS", 150), kills = number_from("PARLEY_KILLS", 4),
                      seed = number_from("PARLEY_SEED", 5);
    const bool is_long = std::getenv("PARLEY_EVENTS") != nullptr;
    const auto say = [&](const std::string& words) {
        if (is_long) tell("replay: " + words);
    };
    const Folder whole, killed;
    for (const Folder* folder : {&whole, &killed}) write_project_for(*folder, events);
    say("making the day");
    run_into(whole, "simulate --seed " + std::to_string(seed) + " --events " + std::to_string(events), "day.jsonl");
    fs::copy(whole.at("day.jsonl"), killed.at("day.jsonl"));
    say("running it");
    run_into(whole, "run day.jsonl", "one");
    say("running it again");
    run_into(whole, "run --state again.db day.jsonl", "two");
    CHECK(are_same_files(whole, "one", "two"));
    const std::string state = dump(whole);
    CHECK((dump(whole, "again.db") == state));

    const Undisturbed expected(whole.at("one"));
    Relay relay(killed, expected);
    std::mt19937_64 random(seed);
    std::size_t count = 0;
    for (std::size_t attempt = 0; count < kills && attempt < 4 * kills; ++attempt) {
        // Most of them between two lines that are new; some anywhere from the start on.
        const bool anywhere = attempt % 5 == 4 || relay.left() == 0;
        const std::size_t most = 2 * relay.left() / (kills - count + 1);
        const std::size_t lines = anywhere ? 0 : 1 + random() % std::max<std::size_t>(1, most);
        const auto pause = std::chrono::microseconds(random() % (anywhere ? 50'000 : 3'000));
        count += relay.run(lines, pause);
        say(std::to_string(count) + " of " + std::to_string(kills) + " kills");
    }
    CHECK(count == kills);
    relay.run(expected.size(), std::chrono::microseconds(0));
    CHECK(relay.left() == 0);
    run_into(killed, "run day.jsonl", "rest");  // in case that the last one was killed at its very end
    say("comparing the states");
    CHECK((dump(killed) == state));

    // What is still due is due in both.
    for (const Folder* folder : {&whole, &killed}) {
        folder->write("later.jsonl", "{\"type\":\"tick\",\"at\":\"2026-11-24T18:00:00Z\"}\n");
        run_into(*folder, "run later.jsonl", "later");
    }
    CHECK((decided(whole.read("later")) == decided(killed.read("later"))));
    MESSAGE("replay: " << events << " events of customers from seed " << seed << ", " << expected.size()
                       << " lines twice the same; " << count << " kills, the same lines and state");
}
