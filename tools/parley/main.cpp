#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <new>

#include "tools/parley/arguments.h"
#include "tools/parley/commands.h"
#include "tools/parley/session.h"
#include "tools/parley/usage.h"

namespace parley::cli {

namespace {

constexpr std::string_view how_to_report =
    "This is a bug in parley. Please report it with the lines above, what `parley version` says, the command as it "
    "was\n"
    "typed, and, if you may share them, the rules and events it was given.\n";

// A broken invariant aborts (runtime/base/result.h). Only calls that are safe in a signal handler.
void on_abort(int) {
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, how_to_report.data(), how_to_report.size());
    ::_exit(internal_bug);
}

ColorChoice color_choice(const Arguments& arguments) {
    const std::string choice = arguments.value_or("color", "auto");
    return choice == "always" ? ColorChoice::always : (choice == "never" ? ColorChoice::never : ColorChoice::automatic);
}

ExitCode run(std::span<const std::string> words) {
    const std::vector<Command> commands = all_commands();
    const Parsed parsed = parse_arguments(words, commands);
    Session session;
    session.commands = commands;
    session.out = look_at_stream(STDOUT_FILENO, color_choice(parsed.arguments));
    session.err = look_at_stream(STDERR_FILENO, color_choice(parsed.arguments));
    session.directory = parsed.arguments.value_or("directory", ".");
    session.store = parsed.arguments.value("store");
    if (!parsed.group.empty() && parsed.error.empty()) {
        const std::string help = group_help(parsed.group, commands_in(commands, parsed.group), session.out);
        if (parsed.help) return print(help) ? done : bad_input;
        fail(wrong_usage, "`" + parsed.group + "` needs one of its commands");
        hint(help);
        return wrong_usage;
    }
    if (parsed.help || words.empty()) {
        print(parsed.command != nullptr ? command_help(*parsed.command, session.out) : overview(commands, session.out));
        return parsed.help ? done : wrong_usage;
    }
    if (parsed.version && parsed.command == nullptr && parsed.error.empty())
        return find_command(session, "version")->run(parsed.arguments, session);
    if (!parsed.error.empty()) return refuse_usage(parsed.error, parsed.command);
    if (parsed.command == nullptr) return refuse_usage("no command was given");
    std::error_code fault;
    if (parsed.arguments.has("directory") && !std::filesystem::is_directory(session.directory, fault))
        return fail(bad_input, "no such folder: " + session.directory);
    return parsed.command->run(parsed.arguments, session);
}

}  // namespace

}  // namespace parley::cli

int main(int count, char** words) {
    using namespace parley::cli;
    std::signal(SIGABRT, on_abort);
    std::signal(SIGPIPE, SIG_DFL);  // who closes the pipe has read enough: end without a word, as other programs do
    try {
        const std::vector<std::string> arguments(words + 1, words + count);
        const ExitCode code = run(arguments);
        return flush_output() ? code : bad_input;
    } catch (const std::bad_alloc&) {
        return fail(bad_input, "out of memory");
    } catch (const std::exception& fault) {
        fail(internal_bug, std::string("unexpected: ") + fault.what());
        hint(how_to_report);
        return internal_bug;
    }
}
