#include "tests/faults/tracing.h"

#include <algorithm>
#include <exception>
#include <map>
#include <set>
#include <sstream>

#include "tests/faults/folder.h"

namespace faults {

namespace {

Words injecting(std::string_view name, const std::string& what, const Words& command) {
    Words traced = {"strace",
                    "-f",
                    "-qq",
                    "-o",
                    "/dev/null",
                    "-e",
                    "trace=" + std::string(name),
                    "-e",
                    "inject=" + std::string(name) + ":" + what};
    // With a seccomp filter only calls of this name stop the program, and the others cost nothing. Signals do not get
    // through from such a stop.
    if (!what.starts_with("signal=")) traced.insert(traced.begin() + 2, "--seccomp-bpf");
    traced.insert(traced.end(), command.begin(), command.end());
    return traced;
}

std::string when(const Call& call) {
    return ":when=" + std::to_string(call.number);
}

std::optional<std::string> try_to_trace() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return "the sanitizers' checks do not work in a traced program";
#endif
    try {
        const Call last{"exit_group", 1, false, false, {}};
        const Outcome outcome = run("/", killed_at(last, {"true"}));
        if (outcome.code == killed) return std::nullopt;
        return "this machine does not let strace trace a program: " + outcome.err.substr(0, outcome.err.find('\n'));
    } catch (const std::exception&) {
        return "there is no strace here (tools/install brings it)";
    }
}

bool can_change(std::string_view name, std::string_view line) {
    static const std::set<std::string_view> names = {
        "mkdir",  "mkdirat",  "rename", "renameat", "renameat2", "link",  "linkat", "symlink", "symlinkat",
        "unlink", "unlinkat", "rmdir",  "truncate", "ftruncate", "chmod", "fchmod", "fchmodat"};
    if (name == "openat" || name == "open") return line.find("O_CREAT") != std::string_view::npos;
    return names.contains(name);
}

}  // namespace

bool Call::prints() const {
    return line.starts_with("write(1,") || line.starts_with("write(2,");
}

std::optional<std::string> cannot_trace() {
    static const std::optional<std::string> reason = try_to_trace();
    return reason;
}

std::vector<Call> calls_of(const std::string& folder, const Words& command) {
    const Folder log;
    Words traced = {"strace", "-f", "-qq", "-o", log.at("calls")};
    traced.insert(traced.end(), command.begin(), command.end());
    run(folder, traced);
    std::vector<Call> calls;
    std::map<std::string, std::map<std::string, int>> counts;  // by thread, then by name
    std::set<std::string> seen;
    bool by_loader = true;
    std::istringstream lines(read_text(log.at("calls")));
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string thread, rest;
        words >> thread;
        std::getline(words >> std::ws, rest);
        const std::size_t bracket = rest.find('(');
        const std::string name = rest.substr(0, bracket);
        const bool is_call = bracket != std::string::npos &&
                             name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos;
        if (!is_call) continue;  // a signal, an exit, the end of a call that another thread interrupted
        const Call call{name, ++counts[thread][name], by_loader, can_change(name, rest), rest};
        // strace counts by thread too, so the n-th call of a name is one injection, whichever thread gets there first.
        if (seen.insert(call.text()).second) calls.push_back(call);
        // The loader's last question.
        if (rest.find("RLIMIT_STACK") != std::string::npos) by_loader = false;
    }
    return calls;
}

Words killed_at(const Call& call, const Words& command) {
    return injecting(call.name, "signal=KILL" + when(call), command);
}

Words failing_at(const Call& call, std::string_view error, const Words& command) {
    return injecting(call.name, "error=" + std::string(error) + when(call), command);
}

Words failing_from(const Call& call, std::string_view error, const Words& command) {
    return injecting(call.name, "error=" + std::string(error) + when(call) + "+", command);
}

Words pretending(std::string_view name, const Words& command) {
    return injecting(name, "retval=0", command);
}

Words pretending_at(const Call& call, const Words& command) {
    return injecting(call.name, "retval=0" + when(call), command);
}

}  // namespace faults
