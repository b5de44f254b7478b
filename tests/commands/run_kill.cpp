// `run` killed anywhere and started again with the same input: as if nothing had happened.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <thread>

#include "tests/commands/run_steps.h"

using namespace tests;
namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

// Runs it with its output in a file of its own, and kills it after a while; false: it had ended by itself, and well.
bool run_and_kill(const Folder& folder, const std::string& out, std::chrono::microseconds after) {
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        if (chdir(folder.path().c_str()) != 0) _exit(126);
        dup2(open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
        execl(PARLEY_PROGRAM, PARLEY_PROGRAM, "run", "day.jsonl", nullptr);
        _exit(127);
    }
    std::this_thread::sleep_for(after);
    kill(child, SIGKILL);
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    if (WIFSIGNALED(status)) return true;
    CHECK(WEXITSTATUS(status) == 0);
    return false;
}

// A command that came twice is the same to the letter; so no key stands for two.
void check_keys(const std::set<std::string>& lines) {
    std::set<std::string> seen;
    for (const std::string& line : lines) {
        const Json json = Json::parse(line);
        if (json.contains("command")) CHECK_MESSAGE(seen.insert(json.at("key")).second, line);
    }
}

}  // namespace

TEST_CASE(
    "run: killed at random points and started again, the same state, nothing lost, nothing twice under a new key") {
    const char* const wanted = std::getenv("PARLEY_KILLS");
    const int kills = wanted != nullptr ? std::atoi(wanted) : 12;
    const Folder whole, killed;
    copy_rule_set(whole, "one-open-conversation");
    copy_rule_set(killed, "one-open-conversation");
    const Run day = parley(whole, {"simulate", "--seed", "5", "--events", std::to_string(100 * kills)});
    REQUIRE_MESSAGE(day.code == 0, day.err);
    whole.write("day.jsonl", day.out);
    killed.write("day.jsonl", day.out);

    const auto begun = std::chrono::steady_clock::now();
    const Run once = parley(whole, {"run", "day.jsonl"});
    const auto needed = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun);
    REQUIRE(once.code == 0);

    std::mt19937 random(7);
    std::set<std::string> lines;
    int count = 0;
    for (int attempt = 0; count < kills && attempt < 20 * kills; ++attempt) {
        // Most of it early in what is left, so that there is something left for the next one.
        const auto most = static_cast<unsigned>(needed.count()) / static_cast<unsigned>(kills) * 2;
        const bool was_killed =
            run_and_kill(killed, "out", 5ms + std::chrono::microseconds(random() % std::max(1u, most)));
        lines.merge(decided(killed.read("out")));
        if (!was_killed) break;
        ++count;
    }
    CAPTURE(count);
    CHECK(count >= 3);
    const Run last = parley(killed, {"run", "day.jsonl"});
    REQUIRE(last.code == 0);
    lines.merge(decided(last.out));

    check_keys(lines);
    CHECK((lines == decided(once.out)));
    CHECK((dump(killed) == dump(whole)));
    MESSAGE(count << " kills");
}
