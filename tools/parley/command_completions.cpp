#include "tools/parley/arguments.h"
#include "tools/parley/commands.h"
#include "tools/parley/completions.h"
#include "tools/parley/session.h"

namespace parley::cli {

namespace {

ExitCode run(const Arguments& arguments, Session& session) {
    const std::string shell = *arguments.first("SHELL");
    if (shell == "bash") {
        print(bash_completion(session.commands));
    } else if (shell == "zsh") {
        print(zsh_completion(session.commands));
    } else if (shell == "fish") {
        print(fish_completion(session.commands));
    } else {
        const std::vector<std::string> shells = {"bash", "zsh", "fish"};
        return refuse_usage("no completions for `" + shell + "`; there are some for bash, zsh and fish" +
                            did_you_mean(shell, shells));
    }
    return done;
}

}  // namespace

Command completions_command() {
    return {"completions",
            "print a completion script for a shell",
            "Prints a script that completes commands, options and their values in bash, zsh or fish.",
            {{"SHELL", "bash, zsh or fish", true, false}},
            {},
            {{"source <(parley completions bash)", "in ~/.bashrc"}},
            run};
}

}  // namespace parley::cli
