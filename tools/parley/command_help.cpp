#include "tools/parley/arguments.h"
#include "tools/parley/commands.h"
#include "tools/parley/session.h"
#include "tools/parley/usage.h"

namespace parley::cli {

namespace {

ExitCode run(const Arguments& arguments, Session& session) {
    const std::string name = join_words(arguments.list("COMMAND"));
    if (name.empty()) {
        print(overview(session.commands, session.out));
        return done;
    }
    if (const std::vector<Command> group = commands_in(session.commands, name); !group.empty()) {
        print(group_help(name, group, session.out));
        return done;
    }
    const Command* command = find_command(session, name);
    if (command == nullptr) return refuse_command(session, name);
    print(command_help(*command, session.out));
    return done;
}

}  // namespace

Command help_command() {
    return {"help",
            "explain a command",
            "Without a command, lists them all.",
            {{"COMMAND", "a command's name, or the first word of several", false, true}},
            {},
            {{"parley help decide", ""}, {"parley help draft new", ""}},
            run};
}

}  // namespace parley::cli
