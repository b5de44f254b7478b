// `decide --follow`: a stream decided by whatever is current, whatever happens to the store meanwhile.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <set>
#include <thread>

#include "tests/commands/harness.h"

using namespace tests;
namespace fs = std::filesystem;

namespace {

using namespace std::chrono_literals;

// The program at work, with a pipe to it and one from it.
class Live {
public:
    Live(const Folder& where, std::vector<std::string> words) {
        words.insert(words.begin(), {program(), "decide", "--follow", "--interval", "20"});
        int in[2], out[2];
        REQUIRE(pipe2(in, O_CLOEXEC) == 0);
        REQUIRE(pipe2(out, O_CLOEXEC) == 0);
        const std::string err = streams_.at("err");
        const Command started(where.path(), std::move(words));
        child_ = fork();
        REQUIRE(child_ >= 0);
        if (child_ == 0) {
            dup2(in[0], STDIN_FILENO);
            dup2(out[1], STDOUT_FILENO);
            dup2(open(err.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600), STDERR_FILENO);
            started.become();
        }
        close(in[0]);
        close(out[1]);
        in_ = in[1];
        out_ = out[0];
    }
    ~Live() {
        if (child_ > 0) {
            kill(child_, SIGKILL);
            waitpid(child_, nullptr, 0);
        }
        if (in_ >= 0) close(in_);
        close(out_);
    }
    Live(const Live&) = delete;
    Live& operator=(const Live&) = delete;

    void send(const std::string& text) {
        REQUIRE(write(in_, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    }
    Json receive() {
        for (;;) {
            if (const std::size_t end = received_.find('\n'); end != std::string::npos) {
                const Json line = Json::parse(received_.substr(0, end));
                received_.erase(0, end + 1);
                return line;
            }
            pollfd waited{out_, POLLIN, 0};
            REQUIRE(poll(&waited, 1, 30'000) == 1);
            char buffer[4096];
            const ssize_t count = read(out_, buffer, sizeof buffer);
            REQUIRE(count > 0);
            received_.append(buffer, static_cast<std::size_t>(count));
        }
    }
    Json decide(const std::string& id = "e") {
        send(R"({"id":")" + id + R"(","event":"starting","at":"2026-11-21T10:22:00Z"})" + "\n");
        return receive();
    }
    std::string notices() const { return streams_.has("err") ? streams_.read("err") : ""; }
    // Whether the words come to stand on stderr; the notices when they do not are for the report.
    bool tells(std::string_view words) const {
        for (int i = 0; i < 1'500; ++i) {
            if (contains(notices(), words)) return true;
            std::this_thread::sleep_for(10ms);
        }
        MESSAGE("on stderr: " << notices());
        return false;
    }
    // What was received and not asked for, to the end.
    std::string rest() {
        char buffer[4096];
        for (ssize_t count = 0; (count = read(out_, buffer, sizeof buffer)) > 0;)
            received_.append(buffer, static_cast<std::size_t>(count));
        return received_;
    }
    int finish() {
        close(in_);
        in_ = -1;
        int status = 0;
        REQUIRE(waitpid(child_, &status, 0) == child_);
        child_ = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }

private:
    Folder streams_;
    pid_t child_ = -1;
    int in_ = -1, out_ = -1;
    std::string received_;
};

// Publishes a rule set that answers with `note`.
void publish(const Folder& folder, const std::string& note, const std::vector<std::string>& words = {}) {
    folder.write("rules/20-note.parley", "rule \"Note\"\n    on starting\n{\n    add_note \"" + note + "\"\n}\n");
    Run run = parley(folder, {"draft", "save"});
    REQUIRE_MESSAGE(run.code == 0, run.err);
    std::vector<std::string> command = {"publish", "--by", "bob"};
    command.insert(command.end(), words.begin(), words.end());
    run = parley(folder, command);
    REQUIRE_MESSAGE(run.code == 0, run.err);
}

// A project whose test does not forbid the notes.
void prepare(const Folder& folder) {
    write_project(folder);
    fs::remove(folder.at("tests/rules.test.yaml"));
}

std::string note_of(const Json& decision) {
    return decision.at("actions").back().at("note");
}

std::string artifact_of(const Folder& folder, int version) {
    const Json all = parley(folder, {"versions", "--format", "json"}).json();
    for (const Json& each : all.at("versions")) {
        if (each.at("version") == version) return each.at("artifact");
    }
    return "";
}

std::string object_of(const Folder& folder, int version) {
    return folder.at(".parley/objects/" + artifact_of(folder, version).substr(3) + ".parleyc");
}

// Of the same size, for the store sees another at once.
void damage(const std::string& path) {
    const std::string nonsense(fs::file_size(path), 'x');
    chmod(path.c_str(), 0600);
    const int file = open(path.c_str(), O_WRONLY | O_TRUNC);
    REQUIRE(file >= 0);
    REQUIRE(write(file, nonsense.data(), nonsense.size()) == static_cast<ssize_t>(nonsense.size()));
    close(file);
}

// At once, as the store itself does it.
void put_current(const Folder& folder, const std::string& pointer) {
    folder.write("pointer", pointer);
    fs::rename(folder.at("pointer"), folder.at(".parley/current"));
}

}  // namespace

TEST_CASE("--follow: the next event is decided by what was published or re-published meanwhile [S3.10] [S3.4]") {
    const Folder folder;
    prepare(folder);
    publish(folder, "one");
    Live live(folder, {});
    Json decision = live.decide("a");
    CHECK(decision.at("id") == "a");
    CHECK(decision.at("version") == 1);
    CHECK(decision.at("artifact") == artifact_of(folder, 1));
    CHECK(note_of(decision) == "one");

    publish(folder, "two");
    REQUIRE(live.tells("now deciding by version 2 (" + artifact_of(folder, 2) + "), published by bob"));
    decision = live.decide("b");
    CHECK(decision.at("id") == "b");
    CHECK(decision.at("version") == 2);
    CHECK(decision.at("artifact") == artifact_of(folder, 2));
    CHECK(note_of(decision) == "two");

    REQUIRE(parley(folder, {"republish", "1"}).code == 0);
    for (int i = 0; i < 1'000 && live.decide().at("version") != 1; ++i) std::this_thread::sleep_for(10ms);
    CHECK(note_of(live.decide()) == "one");
    CHECK(live.finish() == 0);
}

TEST_CASE("--follow: a stream under publishing has each event once, in order, whole by one version") {
    const Folder folder;
    prepare(folder);
    publish(folder, "note 1");
    publish(folder, "note 2");
    const std::string artifacts[] = {artifact_of(folder, 1), artifact_of(folder, 2)};
    Live live(folder, {});
    std::atomic<bool> enough{false};
    std::jthread writer([&] {
        for (int i = 0; !enough; ++i) parley(folder, {"republish", std::to_string(1 + i % 2)});
    });
    std::set<int> seen;
    int sent = 0, received = 0;
    for (int i = 0; i < 20'000 && (i < 200 || seen.size() < 2); ++i) {
        std::string events;
        for (int j = 0; j < 50; ++j)
            events +=
                R"({"id":")" + std::to_string(sent++) + R"(","event":"starting","at":"2026-11-21T10:22:00Z"})" + "\n";
        live.send(events);
        for (; received < sent; ++received) {
            const Json decision = live.receive();
            const int version = decision.at("version");
            seen.insert(version);
            CHECK(decision.at("id") == std::to_string(received));
            CHECK(decision.at("artifact") == artifacts[version - 1]);
            CHECK(note_of(decision) == "note " + std::to_string(version));
        }
        std::this_thread::sleep_for(1ms);
    }
    enough = true;
    writer.join();
    CHECK(seen.size() == 2);
    CHECK(live.finish() == 0);
    CHECK(live.rest().empty());
}

TEST_CASE("--follow: a damaged version, a damaged pointer, a pointer put back: stays and says so") {
    const Folder folder;
    prepare(folder);
    publish(folder, "one");
    publish(folder, "two");
    const std::string before = folder.read(".parley/current");
    REQUIRE(parley(folder, {"republish", "1"}).code == 0);
    Live live(folder, {});
    CHECK(live.decide().at("version") == 1);

    damage(object_of(folder, 2));
    REQUIRE(parley(folder, {"republish", "2"}).code == 0);
    REQUIRE(live.tells("version 2 cannot be loaded: "));
    REQUIRE(live.tells("; staying on version 1\n"));
    CHECK(live.decide().at("version") == 1);

    put_current(folder, before);
    REQUIRE(live.tells("the store's pointer was put back"));
    CHECK(live.decide().at("version") == 1);
    put_current(folder, before.substr(0, before.size() / 2));
    REQUIRE(live.tells("is refused"));
    CHECK(note_of(live.decide()) == "one");
    CHECK(live.finish() == 0);
}

TEST_CASE("--follow: the store away and back again; a start from the copy") {
    const Folder folder;
    prepare(folder);
    publish(folder, "one");
    {
        Live live(folder, {"--copy", "kept"});
        CHECK(live.decide().at("version") == 1);
        fs::rename(folder.at(".parley"), folder.at("away"));
        REQUIRE(live.tells("cannot be read"));
        CHECK(note_of(live.decide()) == "one");
        fs::rename(folder.at("away"), folder.at(".parley"));
        REQUIRE(live.tells("can be read again"));
        publish(folder, "two");
        REQUIRE(live.tells("now deciding by version 2"));
        CHECK(note_of(live.decide()) == "two");
        CHECK(live.finish() == 0);
    }
    fs::rename(folder.at(".parley"), folder.at("away"));
    {
        Live live(folder, {"--copy", "kept"});
        const Json decision = live.decide();
        CHECK(decision.at("version") == 2);
        CHECK(note_of(decision) == "two");
        CHECK(contains(live.notices(), "deciding by the last good copy, version 2"));
        fs::rename(folder.at("away"), folder.at(".parley"));
        REQUIRE(live.tells("can be read again"));
        CHECK(live.finish() == 0);
    }
}

TEST_CASE("--follow --trust: takes up only what the key signed") {
    const Folder folder;
    prepare(folder);
    REQUIRE(parley(folder, {"key", "new", "care.key"}).code == 0);
    publish(folder, "one", {"--key", "care.key"});
    Live live(folder, {"--trust", "care.key.pub"});
    CHECK(live.decide().at("version") == 1);
    publish(folder, "two");
    REQUIRE(live.tells("staying on version 1"));
    CHECK(live.decide().at("version") == 1);
    publish(folder, "three", {"--key", "care.key"});
    REQUIRE(live.tells("now deciding by version 3"));
    CHECK(note_of(live.decide()) == "three");
    CHECK(live.finish() == 0);
}

TEST_CASE("--follow with nothing to follow, and wrong usage") {
    const Folder folder;
    write_project(folder);
    const Run run = parley(folder, {"decide", "--follow"}, {std::string(starting_event), {}});
    CHECK(run.code == 3);
    CHECK(run.out.empty());
    CHECK(contains(run.err, "`parley publish`"));
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {"decide", "--follow", "--version", "1"},
             {"decide", "--follow", "--draft"},
             {"decide", "--follow", "--artifact", "a"},
             {"decide", "--follow", "--interval", "5"},
             {"decide", "--follow", "--interval", "1s"},
             {"decide", "--copy", "kept"},
             {"decide", "--interval", "100"},
         }) {
        CHECK(parley(folder, words).code == 2);
    }
}

TEST_CASE("--follow: an event in error is answered in its place, and the exit code says so") {
    const Folder folder;
    prepare(folder);
    publish(folder, "one");
    const Run run = parley(folder, {"decide", "--follow"}, {std::string(starting_event) + "\nno json\n", {}});
    CHECK(run.code == 3);
    REQUIRE(run.json_lines().size() == 2);
    CHECK(run.json_lines()[0].at("version") == 1);
    CHECK(run.json_lines()[1].at("error").at("line") == 2);
}
