#include "tools/parley/session.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "compiler/diagnostics/suggest.h"
#include "runtime/base/file.h"

namespace parley::cli {

bool print(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    return std::ferror(stdout) == 0;
}

void hint(std::string_view text) {
    std::fflush(stdout);  // in the order it was said, where both go to one file
    std::fwrite(text.data(), 1, text.size(), stderr);
}

ExitCode fail(ExitCode code, std::string_view message) {
    hint("parley: " + std::string(message) + "\n");
    return code;
}

ExitCode fail(const base::Error& error) {
    switch (error.kind) {
        case base::ErrorKind::integrity:
        case base::ErrorKind::newer_format:
            return fail(broken_integrity, error.message);
        case base::ErrorKind::conflict:
            return fail(conflict, error.message);
        case base::ErrorKind::not_allowed:
            return fail(not_allowed, error.message);
        default:
            return fail(bad_input, error.message);
    }
}

ExitCode refuse_usage(std::string_view message, const Command* command) {
    fail(wrong_usage, message);
    hint("Try `parley help" + (command != nullptr ? " " + command->name : std::string()) + "`.\n");
    return wrong_usage;
}

const Command* find_command(const Session& session, std::string_view name) {
    for (const Command& command : session.commands) {
        if (command.name == name) return &command;
    }
    return nullptr;
}

ExitCode refuse_command(const Session& session, const std::string& name) {
    std::vector<std::string> names;
    for (const Command& command : session.commands) names.push_back(command.name);
    return refuse_usage("no command `" + name + "`" + did_you_mean(name, names));
}

std::string join_words(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
    return out;
}

bool flush_output() {
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return true;
    fail(bad_input, std::string("cannot write the output: ") + std::strerror(errno));
    return false;
}

base::Result<std::string> read_input(const std::string& path) {
    if (path != "-") return base::read_file(path);
    std::string text;
    char buffer[1 << 16];
    for (;;) {
        const ssize_t count = ::read(STDIN_FILENO, buffer, sizeof buffer);
        if (count == 0) return text;
        if (count < 0 && errno == EINTR) continue;
        if (count < 0)
            return base::Error{base::ErrorKind::environment, std::string("cannot read stdin: ") + std::strerror(errno)};
        text.append(buffer, static_cast<std::size_t>(count));
        if (text.size() > base::maximum_read_bytes)
            return base::Error{base::ErrorKind::input, "stdin has more than can be read at once"};
    }
}

std::string counted(std::uint64_t count, std::string_view noun) {
    const std::string many = diagnostics::plural(noun);
    return std::to_string(count) + " " + (count == 1 ? std::string(noun) : many);
}

std::string did_you_mean(std::string_view written, std::span<const std::string> names) {
    const std::optional<std::string> near = diagnostics::nearest(written, names);
    return near ? "; did you mean `" + *near + "`?" : "";
}

}  // namespace parley::cli
