// Each command that writes, killed in place of each of its system calls, one at a time; then everything is asked anew
// by fresh processes, and the command is done once more. Then two kills in a row, the second in what came after the
// first.
#include <doctest/doctest.h>

#include <atomic>
#include <memory>

#include "tests/faults/folder.h"
#include "tests/faults/plan.h"
#include "tests/faults/prepared.h"
#include "tests/faults/tracing.h"

using namespace faults;

namespace {

struct Counts {
    std::atomic<std::uint64_t> kills = 0, changed = 0, acknowledged = 0;
};

std::string kill_once(const Prepared& prepared, const Call& call, Counts& counts) {
    const Folder folder;
    copy_tree(prepared.folder.path(), folder.path());
    const Words command = killed_at(call, with_parley(prepared.target.words));
    const Outcome outcome = run(folder.path(), command);
    if (outcome.code == killed) ++counts.kills;
    const bool done = acknowledged(prepared.target, outcome);
    if (done) ++counts.acknowledged;
    const Tree left = tree_of(folder.path());
    // Nothing has changed, so nothing needs to be asked: it is what was asked before.
    if (left == prepared.tree && !done) return {};
    ++counts.changed;
    const std::string wrong = check(prepared.target, prepared.expected, folder.path(), done);
    if (wrong.empty()) return {};
    return "killed at " + call.text() + (done ? ", acknowledged" : "") + ": " + wrong +
           "\n    left: " + difference(prepared.tree, left) + "\n    " + shown(command);
}

}  // namespace

TEST_CASE("killed at any system call: the state before or the state after, whole") {
    if (const auto reason = cannot_trace()) return report_skipped("kill", *reason);
    for (const Target& row : targets()) {
        const auto prepared = prepare(row);
        const std::vector<Call> calls = row.always_whole ? prepared->calls : sample(prepared->calls, 40, row.name);
        Counts counts;
        const std::uint64_t violations = run_parallel("kill, " + row.name, calls.size(), [&](std::size_t index) {
            return kill_once(*prepared, calls[index], counts);
        });
        report("kill, " + row.name, counts.kills,
               "kill points of " + std::to_string(prepared->calls.size()) + " system calls (" +
                   std::to_string(counts.changed) + " had changed something, " + std::to_string(counts.acknowledged) +
                   " had been acknowledged)",
               violations);
        // A case that never stops a write halfway would prove nothing.
        CHECK_MESSAGE(counts.kills * 10 >= calls.size() * 9, row.name);
        if (row.always_whole) {
            CHECK_MESSAGE(counts.changed > 10, row.name);
            CHECK_MESSAGE(counts.acknowledged > 0, row.name);
        }
    }
}

TEST_CASE("a save killed at any system call: whoever goes on in that folder is not refused") {
    if (const auto reason = cannot_trace()) return report_skipped("kill, then edit and save", *reason);
    for (const Target& row : targets()) {
        if (row.name != "draft save" && row.name != "draft save, the first") continue;
        const auto prepared = prepare(row);
        const std::vector<Call> calls = sample(prepared->changing_calls(), 60, "edit after " + row.name);
        const std::string what = "kill, then edit and save, " + row.name;
        const std::uint64_t violations = run_parallel(what, calls.size(), [&](std::size_t index) -> std::string {
            const Folder folder;
            copy_tree(prepared->folder.path(), folder.path());
            run(folder.path(), killed_at(calls[index], with_parley(row.words)));
            write_rules(folder.path(), 7);
            const Outcome next = parley(folder.path(), row.words);
            if (next.code == 0) return {};
            return "killed at " + calls[index].text() + ", edited, and the next save ended with " +
                   std::to_string(next.code) + ": " + next.err;
        });
        report(what, calls.size(), "kill points", violations);
    }
}

TEST_CASE("killed, and killed again in the next change: nothing is lost and nothing is half") {
    if (const auto reason = cannot_trace()) return report_skipped("double kill", *reason);
    std::vector<std::unique_ptr<Prepared>> prepared;
    for (const Target& row : published_targets()) prepared.push_back(prepare(row));
    const std::size_t rounds = run_all() ? 2'000 : 40;
    const std::uint64_t violations = run_parallel("double kill", rounds, [&](std::size_t round) -> std::string {
        Random random = random_for("double kill " + std::to_string(round));
        const auto changing = [&random](const Prepared& one) {
            const std::vector<Call> calls = one.changing_calls();
            return calls[below(random, calls.size())];
        };
        const Prepared& first = *prepared[below(random, prepared.size())];
        const Prepared& second = *prepared[below(random, prepared.size())];
        const Call first_call = changing(first), second_call = changing(second);
        const Folder folder;
        copy_tree(first.folder.path(), folder.path());
        const Outcome one = run(folder.path(), killed_at(first_call, with_parley(first.target.words)));
        const std::string story = "round " + std::to_string(round) + ": " + first.target.name + " killed at " +
                                  first_call.text() + ", " + second.target.name + " at " + second_call.text() + ": ";
        std::string wrong =
            check_state(first.expected, first.target.look(folder.path()), acknowledged(first.target, one));
        if (!wrong.empty()) return story + wrong;
        const Expectation expected = expectation_of(second.target, folder.path());
        const Outcome two = run(folder.path(), killed_at(second_call, with_parley(second.target.words)));
        wrong = check(second.target, expected, folder.path(), acknowledged(second.target, two));
        return wrong.empty() ? wrong : story + wrong;
    });
    report("double kill", rounds, "pairs of kills", violations);
}
