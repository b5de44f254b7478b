#include "tools/parley/arguments.h"
#include "tools/parley/commands.h"
#include "tools/parley/session.h"
#include "tools/parley/usage.h"

namespace parley::cli {

namespace {

ExitCode run(const Arguments& arguments, Session& session) {
    const std::optional<std::string> name = arguments.first("COMMAND");
    if (!name) {
        print(overview(session.commands, session.out));
        return done;
    }
    const Command* command = find_command(session, *name);
    if (command == nullptr) return refuse_command(session, *name);
    print(command_help(*command, session.out));
    return done;
}

}  // namespace

Command help_command() {
    return {"help",
            "explain a command",
            "Without a command, lists them all.",
            {{"COMMAND", "a command's name", false, false}},
            {},
            {{"parley help decide", ""}},
            run};
}

}  // namespace parley::cli
