// Several writers at once on one store, each a process of its own in a folder of its own, and one who reads meanwhile;
// then the same with some of the writers killed.
#include <doctest/doctest.h>

#include <chrono>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/faults/folder.h"
#include "tests/faults/plan.h"
#include "tests/faults/process.h"
#include "tests/faults/targets.h"
#include "tests/faults/tracing.h"

using namespace faults;

namespace {

using Json = nlohmann::json;

// What the writers were told.
struct Told {
    std::mutex guard;
    std::map<std::uint64_t, std::string> published;  // the version, and the note it was published with
    std::uint64_t republished = 0, conflicts = 0, killed = 0, answers = 0;
    std::vector<std::string> wrong;
    void complain(const std::string& what) {
        const std::lock_guard lock(guard);
        wrong.push_back(what);
    }
};

class Writer {
public:
    Writer(int number, std::string store, Told& told, bool kills)
        : number_(number),
          store_(std::move(store)),
          told_(told),
          kills_(kills),
          random_(random_for("writer " + std::to_string(number))) {}

    void work(int rounds) {
        for (int round = 0; round < rounds; ++round) {
            write_project(folder_.path(), number_ * 1'000 + round);
            const std::string note = "writer " + std::to_string(number_) + ", round " + std::to_string(round);
            ask({"draft", "save", "--force"});
            // The folder is never brought up to date, so what is current is said.
            const auto now = ask({"versions"});
            if (!now) continue;
            const std::string current = std::to_string(now->at("current").get<std::uint64_t>());
            if (const auto answer = ask({"publish", "-m", note, "--expect", current})) {
                const std::lock_guard lock(told_.guard);
                const std::uint64_t version = answer->at("version");
                if (!told_.published.emplace(version, note).second)
                    told_.wrong.push_back("version " + std::to_string(version) + " was given twice");
            }
            if (round % 3 == 2 && ask({"republish", "1"})) {
                const std::lock_guard lock(told_.guard);
                ++told_.republished;
            }
            // Else hardly anybody gets through: who saves a draft meanwhile stops the others from publishing.
            std::this_thread::sleep_for(std::chrono::milliseconds(below(random_, 60)));
        }
    }

private:
    // The answer, if there was one.
    std::optional<Json> ask(Words words) {
        words.insert(words.end(), {"--store", store_, "--format", "json"});
        Words command = with_parley(words);
        if (kills_ && below(random_, 3) == 0) command = killed_at(some_call(), command);
        const Outcome outcome = run(folder_.path(), command);
        if (outcome.code == 0) return Json::parse(outcome.out);
        const std::lock_guard lock(told_.guard);
        if (outcome.code == killed)
            ++told_.killed;
        else if (outcome.code == 4)
            ++told_.conflicts;
        // Without a draft there is nothing to publish: another writer has just published it.
        else if (outcome.code != 3 || outcome.err.find("draft") == std::string::npos)
            told_.wrong.push_back(shown(words) + " ended with " + std::to_string(outcome.code) + ": " + outcome.err);
        return std::nullopt;
    }

    // Of a name that all commands call, and of a number that some of them do not reach.
    Call some_call() {
        struct Name {
            const char* name;
            std::size_t calls;
        };
        static constexpr Name names[] = {{"openat", 60}, {"read", 60}, {"write", 8}, {"fsync", 8}, {"rename", 2}};
        const Name& chosen = names[below(random_, std::size(names))];
        Call call;
        call.name = chosen.name;
        call.number = static_cast<int>(1 + below(random_, chosen.calls));
        return call;
    }

    int number_;
    std::string store_;
    Told& told_;
    bool kills_;
    Random random_;
    Folder folder_;
};

// Asks until the writers are done. Whatever they are at, or were killed at, a reader sees a whole version and a sound
// store.
void read_until(const std::stop_token& done, const std::string& store, Told& told) {
    const Folder folder;
    write_project(folder.path(), 0);
    write_text(folder.at("event.jsonl"), R"({"id":"e1","event":"starting","at":"2026-11-21T10:22:00Z"})"
                                         "\n");
    while (!done.stop_requested()) {
        for (const Words& words :
             {Words{"decide", "event.jsonl"}, Words{"versions", "--format", "json"}, Words{"verify"}}) {
            Words asked = words;
            asked.insert(asked.end(), {"--store", store});
            const Outcome outcome = parley(folder.path(), asked);
            const bool answered = words[0] != "decide" || outcome.out.find("send_to_queue") != std::string::npos;
            if (outcome.code != 0 || !answered) told.complain(shown(asked) + ": " + outcome.out + outcome.err);
            const std::lock_guard lock(told.guard);
            ++told.answers;
        }
    }
}

// Everything that was acknowledged is there, once, in a history without gaps.
void check_history(const std::string& folder, const std::string& store, const Told& told, bool kills) {
    const Outcome sound = parley(folder, {"verify", "--store", store});
    CHECK_MESSAGE(sound.code == 0, sound.out << sound.err);
    const Json answer = Json::parse(must(folder, {"versions", "--store", store, "--format", "json"}).out);
    const Json& versions = answer.at("versions");
    std::map<std::uint64_t, std::string> there;
    for (const Json& version : versions) there.emplace(version.at("version"), version.at("note"));
    REQUIRE(there.size() == versions.size());
    for (const auto& published : told.published) {
        const auto found = there.find(published.first);
        CHECK_MESSAGE((found != there.end() && found->second == published.second),
                      "version " << published.first << ", " << published.second);
    }
    CHECK(there.begin()->first == 1);
    CHECK(there.rbegin()->first == there.size());
    if (!kills) CHECK(there.size() == told.published.size());

    const Json log = Json::parse(must(folder, {"log", "--store", store, "--format", "json"}).out).at("entries");
    std::uint64_t publishes = 0, republishes = 0;
    std::uint64_t sequence = 0;
    Json current;
    for (auto entry = log.rbegin(); entry != log.rend(); ++entry) {  // oldest first
        CHECK(entry->at("sequence") == ++sequence);
        const bool publish = entry->at("action") == "publish", republish = entry->at("action") == "republish";
        if (!publish && !republish) continue;
        // One entry for each move of the pointer: each goes on from where the last one went.
        CHECK(entry->at("from") == current);
        current = entry->at("to");
        publishes += publish ? 1 : 0;
        republishes += republish ? 1 : 0;
    }
    CHECK(current == answer.at("current"));
    CHECK(publishes == there.size());
    if (!kills) CHECK(republishes <= told.republished);  // of what is current already, nothing happens
}

void run_writers(bool kills, const std::string& name) {
    constexpr int writers = 4;
    const int rounds = run_all() ? 100 : 8;
    const Folder folder;
    const std::string store = folder.at("store");
    write_project(folder.path(), 0);
    must(folder.path(), {"draft", "save", "--store", store});
    must(folder.path(), {"publish", "-m", "first", "--store", store});
    Told told;
    told.published.emplace(1, "first");
    {
        // Ended last: the writers before it are waited for.
        const std::jthread reader([&](const std::stop_token& done) { read_until(done, store, told); });
        std::vector<std::jthread> running;
        for (int number = 1; number <= writers; ++number) {
            running.emplace_back([&, number] {
                try {
                    Writer(number, store, told, kills).work(rounds);
                } catch (const std::exception& fault) {
                    told.complain(fault.what());
                }
            });
        }
    }
    for (const std::string& wrong : told.wrong) FAIL_CHECK(wrong);
    check_history(folder.path(), store, told, kills);
    CHECK(told.published.size() > 3);
    CHECK(told.conflicts > 0);  // else they never met
    if (kills) CHECK(told.killed > 0);
    CHECK(told.answers > 0);
    report(name, static_cast<std::uint64_t>(writers * rounds),
           "rounds of " + std::to_string(writers) + " writers (" + std::to_string(told.published.size()) +
               " published, " + std::to_string(told.republished) + " re-published, " + std::to_string(told.conflicts) +
               " conflicts, " + std::to_string(told.killed) + " killed, " + std::to_string(told.answers) +
               " questions meanwhile)",
           told.wrong.size());
}

}  // namespace

TEST_CASE("writers at once: what was acknowledged is there, exactly once, and numbers have no gaps [D19]") {
    run_writers(false, "writers at once");
}

TEST_CASE("writers at once, a third of them killed: what was acknowledged is there") {
    if (const auto reason = cannot_trace()) return report_skipped("writers at once, killed", *reason);
    run_writers(true, "writers at once, killed");
}
