// What holds for every command: usage errors, help, colour, folders, streams, exits.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/commands/harness.h"

using namespace tests;

TEST_CASE("a misspelt command or option is wrong usage, with the near name") {
    const Folder folder;
    const Run command = parley(folder, {"chekc"});
    CHECK(command.code == 2);
    CHECK(command.out.empty());
    CHECK(contains(command.err, "no command `chekc`; did you mean `check`?"));
    const Run option = parley(folder, {"check", "--formt", "json"});
    CHECK(option.code == 2);
    CHECK(contains(option.err, "`check` has no option --formt; did you mean `--format`?"));
    CHECK(contains(option.err, "parley help check"));
    const Run value = parley(folder, {"check", "--format", "jsn"});
    CHECK(value.code == 2);
    CHECK(contains(value.err, "--format does not take `jsn`; did you mean `json`?"));
    const Run far = parley(folder, {"check", "--format", "poetry"});
    CHECK(far.code == 2);
    CHECK(contains(far.err, "it takes text, json, sarif, github"));
}

TEST_CASE("every command refuses an option it does not have and tells its own") {
    const Folder folder;
    for (const char* name :
         {"init",    "check",        "fmt",     "test",      "build",       "inspect", "disasm", "decide",
          "explain", "tree",         "publish", "republish", "versions",    "show",    "log",    "verify",
          "gc",      "explain-code", "help",    "version",   "completions", "man"}) {
        CAPTURE(name);
        CHECK(parley(folder, {name, "--no-such-option"}).code == 2);
        CHECK(parley(folder, {name, "--color", "sometimes"}).code == 2);
        const Run help = parley(folder, {name, "--help"});
        CHECK(help.code == 0);
        CHECK(help.err.empty());
        CHECK(contains(help.out, std::string("Usage: parley ") + name));
        CHECK(parley(folder, {"help", name}).out == help.out);
    }
}

TEST_CASE("commands inside of a group are commands like the others") {
    const Folder folder;
    for (const std::vector<std::string>& name : {std::vector<std::string>{"draft", "new"},
                                                 {"draft", "save"},
                                                 {"draft", "show"},
                                                 {"draft", "status"},
                                                 {"draft", "discard"},
                                                 {"key", "new"}}) {
        CAPTURE(name[1]);
        CHECK(parley(folder, {name[0], name[1], "--no-such-option"}).code == 2);
        const Run help = parley(folder, {name[0], name[1], "--help"});
        CHECK(help.code == 0);
        CHECK(contains(help.out, "Usage: parley " + name[0] + " " + name[1]));
        CHECK(parley(folder, {"help", name[0], name[1]}).out == help.out);
    }
    const Run alone = parley(folder, {"draft"});
    CHECK(alone.code == 2);
    CHECK(alone.out.empty());
    CHECK(contains(alone.err, "draft discard"));
    const Run help = parley(folder, {"help", "draft"});
    CHECK(help.code == 0);
    CHECK(contains(help.out, "draft status"));
    CHECK(parley(folder, {"draft", "--help"}).out == help.out);
    const Run misspelt = parley(folder, {"draft", "nwe"});
    CHECK(misspelt.code == 2);
    CHECK(contains(misspelt.err, "no command `draft nwe`; did you mean `draft new`?"));
    CHECK(parley(folder, {"help", "draft", "nwe"}).code == 2);
    CHECK(parley(folder, {"new"}).code == 2);
    // The word of another command is none of this group's.
    CHECK(contains(parley(folder, {"draft", "versions"}).err, "no command `draft versions`"));
    CHECK(parley(folder, {"draft", "-C", ".", "show"}).code == 3);
    CHECK(contains(parley(folder, {"draft", "show", "extra"}).err, "`draft show` takes no further argument: `extra`"));
}

TEST_CASE("missing arguments are wrong usage") {
    const Folder folder;
    for (const char* name :
         {"build", "inspect", "disasm", "explain", "republish", "show", "explain-code", "completions"}) {
        CAPTURE(name);
        const Run run = parley(folder, {name});
        CHECK(run.code == 2);
        CHECK(contains(run.err, "needs"));
    }
    CHECK(parley(folder, {"check", "--format"}).code == 2);
    CHECK(parley(folder, {"version", "x"}).code == 2);
    CHECK(parley(folder, {}).code == 2);
}

TEST_CASE("help and version") {
    const Folder folder;
    const Run help = parley(folder, {"--help"});
    CHECK(help.code == 0);
    CHECK(contains(help.out, "decide"));
    CHECK(contains(help.out, "70"));
    CHECK(parley(folder, {"help"}).out == help.out);
    const Run unknown = parley(folder, {"help", "decid"});
    CHECK(unknown.code == 2);
    CHECK(contains(unknown.err, "did you mean `decide`?"));
    const Run version = parley(folder, {"version"});
    CHECK(version.code == 0);
    CHECK(version.out.starts_with("parley "));
    CHECK(parley(folder, {"--version"}).out == version.out);
    const Json json = parley(folder, {"version", "--format", "json"}).json();
    CHECK(json.at("format_version") == 1);
    CHECK(version.out.starts_with("parley " + json.at("version").get<std::string>()));
}

TEST_CASE("-C stands before or after the command, and a folder below the project finds it") {
    const Folder folder;
    write_project(folder, "care/");
    CHECK(parley(folder, {"-C", "care", "check"}).code == 0);
    CHECK(parley(folder, {"check", "-C", "care"}).code == 0);
    CHECK(parley(folder, {"check", "--directory=care"}).code == 0);
    CHECK(contains(parley(folder, {"check", "-C", "care/rules"}).out, "in 4 files"));
    const Run missing = parley(folder, {"check", "-C", "nowhere"});
    CHECK(missing.code == 3);
    CHECK(contains(missing.err, "nowhere"));
    CHECK(parley(folder, {"check", "-C", std::string(10'000, 'x')}).code == 3);
    CHECK(parley(folder, {"check", std::string(10'000, 'x')}).code == 3);
    // A folder with rules of its own is a project, also inside of another.
    folder.write("care/inner/rules/1.parley", "rule \"Inner\" on closed { close }\n");
    CHECK(contains(parley(folder, {"tree", "-C", "care/inner"}).out, "\"Inner\""));
}

TEST_CASE("colour only on a terminal, NO_COLOR and --color obeyed") {
    const Folder folder;
    write_project(folder);
    const std::string escape = "\x1b[";
    CHECK_FALSE(contains(parley(folder, {"check"}).out, escape));
    CHECK(contains(parley(folder, {"check", "--color", "always"}).out, escape));
    CHECK(contains(parley(folder, {"check", "--color", "always"}, {"", {"NO_COLOR=1"}}).out, escape));
    CHECK(contains(parley_on_terminal(folder, {"check"}).out, escape));
    CHECK_FALSE(contains(parley_on_terminal(folder, {"check", "--color", "never"}).out, escape));
    setenv("NO_COLOR", "1", 1);
    CHECK_FALSE(contains(parley_on_terminal(folder, {"check"}).out, escape));
    unsetenv("NO_COLOR");
}

TEST_CASE("a reader that has enough ends the program without a word") {
    const Folder folder;
    write_project(folder);
    std::string events;
    for (int i = 0; i < 20'000; ++i) events += std::string(starting_event) + "\n";
    const Run run = run_program(folder.path(), {"bash", "-c", program() + " decide | head -n 1"}, {events, {}});
    CHECK(run.code == 0);
    CHECK(run.err.empty());
    CHECK(Json::parse(run.out).at("id") == "e1");
}

TEST_CASE("a full disk behind stdout is told") {
    const Folder folder;
    write_project(folder);
    for (const char* command : {" check", " tree", " decide", " version"}) {
        CAPTURE(command);
        const Run run = run_program(folder.path(), {"bash", "-c", program() + command + " > /dev/full"},
                                    {std::string(starting_event), {}});
        CHECK(run.code == 3);
        CHECK(contains(run.err, "cannot write the output"));
    }
}

TEST_CASE("an aborted program asks for a report and exits with 70") {
    const Folder folder;
    write_project(folder);
    // A pipe that nobody writes to keeps the program waiting until it has been aborted.
    const std::string script = std::string("mkfifo pipe; exec 3<>pipe; ") + program() +
                               " decide pipe & child=$!; sleep 0.5; kill -ABRT $child; wait $child";
    const Run run = run_program(folder.path(), {"bash", "-c", script});
    CHECK(run.code == 70);
    CHECK(contains(run.err, "Please report it"));
}
