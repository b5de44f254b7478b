// Each command that writes, with one of its system calls failing; with every sync, and every write, failing from there
// on; and with files that may not grow beyond a length, so that writes end short.
#include <doctest/doctest.h>

#include <atomic>
#include <map>

#include "tests/faults/plan.h"
#include "tests/faults/prepared.h"

using namespace faults;

namespace {

struct Fault {
    Call call;
    std::string error;
    bool for_ever = false;
    std::string text() const { return call.text() + (for_ever ? "+ " : " ") + error; }
};

// What each call can fail with; empty: its failing means nothing to a program.
const Words& errors_of(const std::string& name) {
    static const std::map<std::string, Words> by_name = [] {
        std::map<std::string, Words> errors;
        for (const char* write : {"write", "pwrite64", "writev"}) errors[write] = {"EIO", "ENOSPC", "EINTR"};
        for (const char* sync : {"fsync", "fdatasync"}) errors[sync] = {"EIO", "ENOSPC"};
        for (const char* open : {"open", "openat"}) errors[open] = {"EIO", "ENOSPC", "EACCES", "EMFILE", "EINTR"};
        for (const char* change :
             {"rename", "renameat", "renameat2", "link", "linkat", "mkdir", "mkdirat", "unlink", "unlinkat", "rmdir",
              "ftruncate", "truncate", "fchmod", "fchmodat", "chmod", "fallocate"})
            errors[change] = {"EIO", "ENOSPC", "EACCES"};
        for (const char* look : {"newfstatat", "fstat", "stat", "lstat", "statx", "access", "faccessat2", "readlink",
                                 "getcwd", "getdents64", "lseek"})
            errors[look] = {"EIO", "EACCES"};
        for (const char* read : {"read", "pread64", "readv"}) errors[read] = {"EIO", "EINTR"};
        errors["close"] = {"EIO", "EINTR"};
        errors["flock"] = {"EIO", "ENOLCK", "EINTR"};
        errors["fcntl"] = {"EIO"};
        errors["mmap"] = {"ENOMEM", "EACCES"};
        errors["getrandom"] = {"EINTR"};
        return errors;
    }();
    static const Words none;
    const auto found = by_name.find(name);
    return found != by_name.end() ? found->second : none;
}

std::vector<Fault> faults_of(const Prepared& prepared) {
    std::vector<Fault> all;
    for (const Call& call : prepared.own_calls()) {
        for (const std::string& error : errors_of(call.name)) all.push_back({call, error});
        if (call.name == "fsync" || call.name == "fdatasync") all.push_back({call, "EIO", true});
        if (call.name == "write") all.push_back({call, "ENOSPC", true});
        if (call.name == "openat") all.push_back({call, "EMFILE", true});
    }
    return all;
}

// Interrupted by a signal, these are simply done again. (The program handles no signal, so it takes a stopped disk to
// come to that; where only a folder's list or the output is interrupted, a refusal will do.)
bool must_be_retried(const Fault& fault) {
    return fault.error == "EINTR" && fault.call.name != "close" && !fault.call.prints() &&
           fault.call.line.find("O_DIRECTORY") == std::string::npos;
}

// What the end of a disturbed run must look like, before anything is asked of the folder. 1: rules or catalog could not
// be read, which is a finding with its place.
std::string check_end(const Outcome& outcome, bool can_speak) {
    const std::string code = std::to_string(outcome.code);
    if (outcome.by_signal() || outcome.code == hung) return "ended with " + code + ": " + outcome.err;
    if (outcome.code != 0 && outcome.code != 1 && outcome.code != 3 && outcome.code != 5)
        return "ended with " + code + " instead of 3 or 5: " + outcome.err;
    if (outcome.code != 0 && can_speak && outcome.err.empty()) return "ended with " + code + " and said nothing";
    return {};
}

std::string check_rest(const Prepared& prepared, const Outcome& outcome, const std::string& folder,
                       bool tells_outcome) {
    const bool failed = outcome.code != 0;
    const Tree left = tree_of(folder);
    if (failed && left == prepared.tree) return {};
    const Parts seen = prepared.target.look(folder);
    const bool done_all_the_same = seen.contains(the_store) && seen == prepared.expected.after;
    if (failed && tells_outcome && done_all_the_same && outcome.err.find("`parley ") == std::string::npos)
        return "failed although it was done, and did not say how to look that up: " + outcome.err;
    // Output that could not be written is no acknowledgement, so only the exit counts here.
    std::string wrong = check(prepared.target, prepared.expected, folder, !failed);
    return wrong.empty() ? wrong
                         : wrong + "\n    it said: " + outcome.err + "    left: " + difference(prepared.tree, left);
}

struct Counts {
    std::atomic<std::uint64_t> failed = 0, unharmed = 0;
    void add(const Outcome& outcome) { ++(outcome.code == 0 ? unharmed : failed); }
};

std::string fail_once(const Prepared& prepared, const Fault& fault, Counts& counts) {
    const Folder folder;
    copy_tree(prepared.folder.path(), folder.path());
    const Words plain = with_parley(prepared.target.words);
    const Words command =
        fault.for_ever ? failing_from(fault.call, fault.error, plain) : failing_at(fault.call, fault.error, plain);
    const Outcome outcome = run(folder.path(), command);
    counts.add(outcome);
    const bool can_speak = !fault.call.prints() && !(fault.for_ever && fault.call.name == "write");
    // What `gc` could not remove it names: that is all there is to look up.
    const bool tells_outcome = can_speak && !fault.call.name.starts_with("unlink");
    std::string wrong = check_end(outcome, can_speak);
    if (wrong.empty()) wrong = check_rest(prepared, outcome, folder.path(), tells_outcome);
    if (wrong.empty() && must_be_retried(fault) && outcome.code != 0) wrong = "was not done again: " + outcome.err;
    return wrong.empty() ? wrong
                         : fault.text() + ": " + wrong + "\n    at " + fault.call.line + "\n    " + shown(command);
}

}  // namespace

TEST_CASE("one system call fails: a clean refusal, a sound store, and the next try succeeds") {
    if (const auto reason = cannot_trace()) return report_skipped("failing calls", *reason);
    for (const Target& row : targets()) {
        const auto prepared = prepare(row);
        const std::vector<Fault> all = faults_of(*prepared);
        const std::vector<Fault> some = sample(all, row.always_whole ? 60 : 20, "fail " + row.name);
        Counts counts;
        const std::uint64_t violations =
            run_parallel("failing calls, " + row.name, some.size(),
                         [&](std::size_t index) { return fail_once(*prepared, some[index], counts); });
        report("failing calls, " + row.name, some.size(),
               "faults (" + std::to_string(counts.failed) + " refused, " + std::to_string(counts.unharmed) +
                   " done all the same)",
               violations);
        CHECK_MESSAGE(counts.failed > 0, row.name);
    }
}

TEST_CASE("writes end short at every length that a file may have: refused, or done, and whole") {
    for (const Target& row : targets()) {
        const auto prepared = prepare(row);
        std::vector<std::size_t> limits;
        for (std::size_t bytes = 61; bytes <= 12'288; bytes += bytes < 4'096 ? 61 : 509) limits.push_back(bytes);
        limits = sample(limits, 8, "short writes " + row.name);
        Counts counts;
        const std::uint64_t violations =
            run_parallel("short writes, " + row.name, limits.size(), [&](std::size_t index) -> std::string {
                const Folder folder;
                copy_tree(prepared->folder.path(), folder.path());
                // The signal for a file that is too long is ignored, as in a service, so that the write says it.
                Words command = {"sh", "-c", "trap '' XFSZ; limit=$1; shift; exec prlimit --fsize=$limit \"$@\"", "sh",
                                 std::to_string(limits[index])};
                const Words plain = with_parley(row.words);
                command.insert(command.end(), plain.begin(), plain.end());
                const Outcome outcome = run(folder.path(), command);
                counts.add(outcome);
                std::string wrong = check_end(outcome, true);
                if (wrong.empty()) wrong = check_rest(*prepared, outcome, folder.path(), false);
                return wrong.empty() ? wrong : std::to_string(limits[index]) + " bytes: " + wrong;
            });
        report("short writes, " + row.name, limits.size(), "limits (" + std::to_string(counts.failed) + " refused)",
               violations);
    }
}
