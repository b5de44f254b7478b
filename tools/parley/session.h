// What a command works with beside its arguments: the streams, the folder, the other commands.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "runtime/base/result.h"
#include "tools/parley/command.h"
#include "tools/parley/terminal.h"

namespace parley::cli {

struct Session {
    std::string directory;             // -C, or "."
    std::optional<std::string> store;  // --store
    Terminal out, err;
    std::span<const Command> commands;
};

// Results, to stdout. False once stdout cannot take more (a full disk).
bool print(std::string_view text);
// Hints, findings that are not the result, and failures, to stderr.
void hint(std::string_view text);
// "parley: MESSAGE" on stderr; gives the code back.
ExitCode fail(ExitCode code, std::string_view message);
ExitCode fail(const base::Error& error);
// Wrong usage, with where to read on.
ExitCode refuse_usage(std::string_view message, const Command* command = nullptr);

// By name; nullptr: there is no such command.
const Command* find_command(const Session& session, std::string_view name);
ExitCode refuse_command(const Session& session, const std::string& name);
// The words of a name as they were typed, for `help` and `man`: "draft" "new".
std::string join_words(const std::vector<std::string>& words);

// Whether everything printed has reached stdout; says so on stderr if not.
bool flush_output();

// A file to read or `-`, stdin. At most `limit` bytes.
base::Result<std::string> read_input(const std::string& path);

// "1 rule", "2 rules".
std::string counted(std::uint64_t count, std::string_view noun);

// "; did you mean `NAME`?", or nothing.
std::string did_you_mean(std::string_view written, std::span<const std::string> names);

}  // namespace parley::cli
