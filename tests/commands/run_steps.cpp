#include "tests/commands/run_steps.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <thread>

#include "runtime/engine/sqlite/open.h"
#include "runtime/engine/views/documents.h"

namespace tests {

namespace fs = std::filesystem;

void write_centre(const Folder& folder, std::string_view rules, std::string_view settings) {
    folder.write("catalog.yaml",
                 "company: Acme\ncountry: GB\nfallback_queue: Default\nqueues: [Default, Billing]\n"
                 "agents:\n"
                 "  - {name: amy, queues: [Default, Billing], capacity: {soft: 2, hard: 3}}\n"
                 "  - {name: bob, queues: [Default], capacity: {soft: 2, hard: 3}}\n" +
                     std::string(settings));
    folder.write("rules/10-rules.parley", rules);
}

void copy_rule_set(const Folder& folder, const std::string& name) {
    fs::copy(fs::path(PARLEY_ROOT) / "rulesets" / name, folder.path(), fs::copy_options::recursive);
}

std::string stimulus(const std::string& id, int second, const std::string& members) {
    char at[40];
    std::snprintf(at, sizeof at, "2026-11-21T%02d:%02d:%02dZ", 10 + second / 3600, second / 60 % 60, second % 60);
    return R"({"id":")" + id + R"(","at":")" + at + R"(",)" + members + "}\n";
}

std::string message(const std::string& id, int second, const std::string& from, const std::string& text) {
    return stimulus(id, second,
                    R"("type":"message","channel":"whatsapp","from":")" + from + R"(","text":")" + text + "\"");
}

std::vector<Json> records(const std::vector<Json>& lines, const std::string& name) {
    std::vector<Json> found;
    for (const Json& line : lines)
        if (line.value("record", "") == name) found.push_back(line);
    return found;
}

std::string moments(const std::vector<Json>& lines) {
    std::string out;
    for (const Json& moment : records(lines, "moment")) {
        std::string events;
        for (const std::string event : moment.at("events")) events += (events.empty() ? "" : ", ") + event;
        out += (out.empty() ? "" : " | ") + events;
    }
    return out;
}

std::set<std::string> decided(std::string_view out) {
    std::set<std::string> found;
    for (std::size_t end; (end = out.find('\n')) != std::string_view::npos; out.remove_prefix(end + 1)) {
        const std::string_view line = out.substr(0, end);
        const bool passing = line.starts_with(R"({"record":"metrics")") ||
                             line.starts_with(R"({"record":"duplicate")") ||
                             line.starts_with(R"({"record":"rejected")");
        if (!passing) found.emplace(line);
    }
    return found;
}

std::vector<std::string> keys(const std::vector<Json>& lines) {
    std::vector<std::string> found;
    for (const Json& line : lines)
        if (line.contains("command")) found.push_back(line.at("key"));
    return found;
}

std::string dump(const Folder& folder, const std::string& state) {
    const auto database = parley::sqlite::open(folder.at(state), parley::sqlite::Access::read);
    REQUIRE(database);
    std::string out;
    const parley::views::Take append = [&out](std::string_view piece) {
        out += piece;
        return true;
    };
    parley::views::contacts(**database, append);
    parley::views::conversations(**database, {}, append);
    out += '\n';
    (*database)->visit({}, [&](const parley::model::Conversation& conversation) {
        const auto shown = parley::views::show(**database, parley::model::to_string(conversation.id));
        REQUIRE(shown);
        out += *shown + '\n';
        return true;
    });
    CHECK(!(*database)->failure());
    const Run queues = parley(folder, {"queues", "--format", "json", "--state", state});
    REQUIRE_MESSAGE(queues.code == 0, queues.err);
    return out + queues.out;
}

Live::Live(const Folder& where, std::vector<std::string> words) {
    words.insert(words.begin(), program());
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

Live::~Live() {
    if (child_ > 0) {
        kill(child_, SIGKILL);
        waitpid(child_, nullptr, 0);
    }
    if (in_ >= 0) close(in_);
    if (out_ >= 0) close(out_);
}

void Live::stop_reading() {
    close(out_);
    out_ = -1;
}

void Live::send(const std::string& line) {
    REQUIRE(write(in_, line.data(), line.size()) == static_cast<ssize_t>(line.size()));
}

std::optional<std::string> Live::next_line() {
    for (;;) {
        if (const std::size_t end = received_.find('\n'); end != std::string::npos) {
            std::string line = received_.substr(0, end);
            received_.erase(0, end + 1);
            return line;
        }
        pollfd waited{out_, POLLIN, 0};
        REQUIRE_MESSAGE(poll(&waited, 1, 60'000) == 1, notices());
        char buffer[4096];
        const ssize_t count = read(out_, buffer, sizeof buffer);
        REQUIRE(count >= 0);
        if (count == 0) return std::nullopt;
        received_.append(buffer, static_cast<std::size_t>(count));
    }
}

Json Live::receive() {
    const std::optional<std::string> line = next_line();
    REQUIRE_MESSAGE(line, notices());
    return Json::parse(*line);
}

Json Live::receive(const std::string& name, const std::string& value) {
    for (;;) {
        const Json line = receive();
        if (line.contains(name) && line.at(name) == value) return line;
    }
}

std::string Live::notices() const {
    return streams_.has("err") ? streams_.read("err") : "";
}

bool Live::tells(std::string_view words) {
    for (int i = 0; i < 3'000; ++i) {
        if (const std::size_t found = notices().find(words, heard_); found != std::string::npos) {
            heard_ = found + words.size();
            return true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    MESSAGE("on stderr: " << notices());
    return false;
}

void Live::signal(int number) const {
    REQUIRE(kill(child_, number) == 0);
}

int Live::finish() {
    close(in_);
    in_ = -1;
    return wait();
}

int Live::wait() {
    int status = 0;
    REQUIRE(waitpid(child_, &status, 0) == child_);
    child_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string Live::rest() {
    char buffer[4096];
    for (ssize_t count = 0; (count = read(out_, buffer, sizeof buffer)) > 0;)
        received_.append(buffer, static_cast<std::size_t>(count));
    return received_;
}

}  // namespace tests
