#include <filesystem>

#include "runtime/base/file.h"
#include "tools/parley/arguments.h"
#include "tools/parley/commands.h"
#include "tools/parley/man_page.h"
#include "tools/parley/session.h"

namespace parley::cli {

namespace {

ExitCode write_all(const Session& session, const std::string& folder) {
    std::error_code fault;
    std::filesystem::create_directories(folder, fault);
    if (fault) return fail(bad_input, "cannot make the folder " + folder + ": " + fault.message());
    std::vector<std::pair<std::string, std::string>> pages = {{"parley.1", program_page(session.commands)}};
    for (const Command& command : session.commands)
        pages.emplace_back(page_name(command) + ".1", command_page(command));
    for (const auto& [name, text] : pages) {
        const std::string path = (std::filesystem::path(folder) / name).string();
        const base::Result<base::Done> written = base::replace_file(path, text);
        if (!written) return fail(written.error());
        print(path + "\n");
    }
    return done;
}

ExitCode run(const Arguments& arguments, Session& session) {
    const std::string name = join_words(arguments.list("COMMAND"));
    if (const std::optional<std::string> folder = arguments.value("output")) {
        if (!name.empty()) return refuse_usage("`--output` writes all pages, so no COMMAND can be named");
        return write_all(session, *folder);
    }
    if (name.empty()) {
        print(program_page(session.commands));
        return done;
    }
    const Command* command = find_command(session, name);
    if (command == nullptr) return refuse_command(session, name);
    print(command_page(*command));
    return done;
}

}  // namespace

Command man_command() {
    return {"man",
            "print a manual page",
            "Prints the manual page of the program or of one command, for man(1) to show, or writes all of them into a "
            "folder.",
            {{"COMMAND", "a command's name", false, true}},
            {{"-o,--output", "DIR", "write all pages into this folder", {}}},
            {{"parley man decide | man -l -", ""}, {"parley man -o /usr/local/share/man/man1", ""}},
            run};
}

}  // namespace parley::cli
