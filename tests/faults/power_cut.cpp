// The power fails. At each system call of a command: killed there, and the disk is taken as it is at that instant,
// without what the kernel had not written yet. And at random moments of a long sequence of commands: what was
// acknowledged before the moment must be there. Each on ext4 in three modes.
//
// A method that finds nothing may be blind: where syncing is only pretended, it must find what is lost.
#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

#include "tests/faults/disk.h"
#include "tests/faults/plan.h"
#include "tests/faults/prepared.h"
#include "tests/faults/store_view.h"

using namespace faults;

namespace {

// The target's folder on a disk, all of it written.
Image disk_with(const Folder& folder) {
    Disk disk(formatted_disk(), mount_modes[0]);
    copy_tree(folder.path(), disk.path() + "/project");
    return disk.settled();
}

// Runs the command on the disk, then takes the power away. What is wrong on the disk that comes back?
std::string cut_after(const Prepared& prepared, const Image& image, const std::string& mode, const Words& command,
                      bool& acknowledged_before) {
    Image left;
    {
        const Disk disk(image, mode);
        const Outcome outcome = run(disk.path() + "/project", command);
        acknowledged_before = acknowledged(prepared.target, outcome);
        left = disk.cut();
    }
    const Disk back(left, mode);
    return check(prepared.target, prepared.expected, back.path() + "/project", acknowledged_before);
}

}  // namespace

TEST_CASE("a power cut at any system call, on ext4 in three modes: whole, and what was acknowledged is there") {
    if (const auto reason = cannot_trace()) return report_skipped("power cut", *reason);
    if (const auto reason = cannot_mount()) return report_skipped("power cut", *reason);
    std::array<std::uint64_t, mount_modes.size()> cuts{}, violations{};
    std::atomic<std::uint64_t> with_acknowledgement = 0;
    bool whole_rows = false;
    for (const Target& row : targets()) {
        whole_rows = whole_rows || row.always_whole;
        const auto prepared = prepare(row);
        const Image image = disk_with(prepared->folder);
        for (std::size_t mode = 0; mode < mount_modes.size(); ++mode) {
            const std::string name = row.name + ", " + mount_modes[mode];
            const std::vector<Call> calls =
                sample(prepared->changing_calls(), row.always_whole ? 8 : 2, "power cut " + name);
            violations[mode] += run_parallel("power cut, " + name, calls.size(), [&](std::size_t index) {
                bool done = false;
                const Words command = killed_at(calls[index], with_parley(row.words));
                const std::string wrong = cut_after(*prepared, image, mount_modes[mode], command, done);
                if (done) ++with_acknowledgement;
                return wrong.empty() ? wrong
                                     : "at " + calls[index].text() + " " + calls[index].line +
                                           (done ? ", acknowledged: " : ": ") + wrong;
            });
            cuts[mode] += calls.size();
        }
    }
    for (std::size_t mode = 0; mode < mount_modes.size(); ++mode)
        report(std::string("power cut, ") + mount_modes[mode], cuts[mode], "system calls", violations[mode]);
    if (run_all() && whole_rows) CHECK(with_acknowledgement > 0);
}

TEST_CASE("the method sees what is lost: with pretended syncs, acknowledged changes are gone") {
    if (const auto reason = cannot_trace()) return report_skipped("pretended syncs", *reason);
    if (const auto reason = cannot_mount()) return report_skipped("pretended syncs", *reason);
    for (const Target& row : targets()) {
        if (!row.always_whole && row.name != "build") continue;
        const auto prepared = prepare(row);
        const Image image = disk_with(prepared->folder);
        for (const char* mode : mount_modes) {
            bool done = false;
            const Words plain = with_parley(row.words);
            CHECK_MESSAGE(cut_after(*prepared, image, mode, plain, done) == "", row.name << ", " << mode);
            CHECK(done);
            CHECK_MESSAGE(cut_after(*prepared, image, mode, pretending("fsync", plain), done) != "",
                          row.name << ", " << mode);
            if (!run_all()) continue;
            // One at a time. Of a folder, ext4 writes the names with the next sync of anything.
            std::string needed;
            for (const Call& call : prepared->calls) {
                if (call.name != "fsync") continue;
                const bool lost = !cut_after(*prepared, image, mode, pretending_at(call, plain), done).empty();
                needed += lost ? '!' : '.';
            }
            std::printf("faults: %s, %s: pretending one sync at a time: %s (! is seen)\n", row.name.c_str(), mode,
                        needed.c_str());
            if (std::string_view(mode) == mount_modes.back())
                CHECK_MESSAGE(needed.find('!') != std::string::npos, row.name);
        }
    }
}

namespace {

// A long history, each step of which is done or not. Its project is not on the disk, only its store.
std::vector<Words> history_of_commands() {
    std::vector<Words> steps;
    for (int round = 1; round <= 4; ++round) {
        const std::string number = std::to_string(round);
        steps.push_back({"draft", "save"});
        steps.push_back({"publish", "-m", "round " + number});
        steps.push_back({"republish", "1"});
        steps.push_back({"draft", "save"});
        steps.push_back({"draft", "discard"});
        steps.push_back({"gc"});
    }
    return steps;
}

class History {
public:
    History() : steps_(history_of_commands()) {
        write_project(project_.path(), 0);
        const Folder store;
        views_.push_back(view(store.at("store")));
        for (std::size_t step = 0; step < steps_.size(); ++step) {
            if (take(step, store.at("store"), {}) != 0)
                throw std::runtime_error("`" + shown(steps_[step]) + "` failed");
            views_.push_back(view(store.at("store")));
        }
    }
    std::size_t size() const { return steps_.size(); }

    // In a project of its own, whose rules are those of the step. Gives the exit code.
    int take(std::size_t step, const std::string& store, const Words& before) const {
        const Folder project;
        write_project(project.path(), static_cast<int>(step));
        Words command = before;
        const Words plain = with_parley(steps_[step]);
        command.insert(command.end(), plain.begin(), plain.end());
        command.insert(command.end(), {"--store", store});
        return run(project.path(), command).code;
    }

    // Is `store` as it was after as many steps as from `least` to `most`?
    std::string check(const std::string& store, std::size_t least, std::size_t most) const {
        const std::string seen = view(store);
        for (std::size_t steps = least; steps <= most; ++steps) {
            if (views_[steps] == seen) return {};
        }
        for (std::size_t steps = 0; steps < views_.size(); ++steps) {
            if (views_[steps] == seen)
                return "there are " + std::to_string(steps) + " steps of at least " + std::to_string(least);
        }
        return "it is as after no step: " + seen;
    }

private:
    std::string view(const std::string& store) const { return view_of_store(project_.path(), store); }

    Folder project_;
    std::vector<Words> steps_;
    std::vector<std::string> views_;  // after so many steps
};

// Each call that writes takes a while, so that the moments within a change come up as often as those between two.
const Words slowly = {"strace",
                      "-f",
                      "--seccomp-bpf",
                      "-qq",
                      "-o",
                      "/dev/null",
                      "-e",
                      "trace=fsync,rename,renameat,write,mkdir,unlink",
                      "-e",
                      "inject=fsync,rename,renameat,write,mkdir,unlink:delay_exit=2000"};

}  // namespace

TEST_CASE("a power cut at a random moment of a long history: all that was acknowledged is there") {
    if (const auto reason = cannot_trace()) return report_skipped("random power cut", *reason);
    if (const auto reason = cannot_mount()) return report_skipped("random power cut", *reason);
    const History history;
    const Image image = formatted_disk();
    const std::size_t wanted = run_all() ? 1'000 : 30;
    for (const char* mode : mount_modes) {
        std::atomic<std::uint64_t> snapshots = 0, within = 0;
        const std::uint64_t violations =
            run_parallel(std::string("random power cut, ") + mode, wanted / 10, [&](std::size_t round) -> std::string {
                Random random = random_for("moments " + std::to_string(round) + mode);
                const Disk disk(image, mode);
                std::atomic<std::size_t> begun = 0, acknowledged = 0;
                std::atomic<bool> failed = false;
                std::jthread writer([&](const std::stop_token& stop) {
                    for (std::size_t step = 0; step < history.size() && !stop.stop_requested() && !failed; ++step) {
                        begun = step + 1;
                        if (history.take(step, disk.path() + "/store", round % 2 == 0 ? slowly : Words{}) != 0)
                            failed = true;
                        else
                            acknowledged = step + 1;
                    }
                });
                for (int moment = 0; moment < 10; ++moment) {
                    std::this_thread::sleep_for(std::chrono::microseconds(below(random, 40'000)));
                    const std::size_t least = acknowledged;
                    const Image left = disk.cut();
                    const std::size_t most = begun;
                    if (failed) return "a step failed";
                    const Disk back(left, mode);
                    const std::string wrong = history.check(back.path() + "/store", least, most);
                    if (!wrong.empty()) return "round " + std::to_string(round) + ": " + wrong;
                    ++snapshots;
                    if (most != least) ++within;
                }
                return {};
            });
        report(std::string("random power cut, ") + mode, snapshots,
               "snapshots (" + std::to_string(within) + " in the middle of a step)", violations);
    }
}
