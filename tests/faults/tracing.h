// The system calls of a program, and runs in which one of them kills it or fails, by strace. strace counts the calls of
// each name by themselves, so a call is named by its name and its place among those of that name: each call of a run
// has exactly one such name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/faults/process.h"

namespace faults {

struct Call {
    std::string name;        // "fsync"
    int number = 0;          // 1: the first fsync of the run
    bool by_loader = false;  // before the program's own code begins
    bool changes = false;    // it can change a file system
    std::string line;        // as strace shows it: `fsync(4) = 0`
    bool prints() const;     // writes to stdout or stderr
    std::string text() const { return name + "#" + std::to_string(number); }
};

// Why nothing can be traced here; nullopt: it can. Asked once.
std::optional<std::string> cannot_trace();

// All calls of a run to its end, in their order.
std::vector<Call> calls_of(const std::string& folder, const Words& command);

// The same commands, to be run: killed in place of the call; the call fails with `error` ("EIO") and does nothing; it
// and all later ones of its name fail; all calls of this name say that they succeeded and do nothing.
Words killed_at(const Call& call, const Words& command);
Words failing_at(const Call& call, std::string_view error, const Words& command);
Words failing_from(const Call& call, std::string_view error, const Words& command);
Words pretending(std::string_view name, const Words& command);
Words pretending_at(const Call& call, const Words& command);

}  // namespace faults
