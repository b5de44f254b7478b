// What is printed from the program's own records: pages of codes, completions, manual pages.
#include <doctest/doctest.h>

#include "tests/commands/harness.h"

using namespace tests;

TEST_CASE("explain-code prints a page, in any letter case, or the list") {
    const Folder folder;
    const Run run = parley(folder, {"explain-code", "R0204"});
    CHECK(run.code == 0);
    CHECK(contains(run.out, "R0204"));
    CHECK(parley(folder, {"explain-code", "r0204"}).out == run.out);
    const Json json = parley(folder, {"explain-code", "R0204", "--format", "json"}).json();
    CHECK(json.at("name") == "unknown_reference");
    CHECK(json.at("severity") == "error");
    const Run list = parley(folder, {"explain-code", "--list"});
    CHECK(contains(list.out, "R0204  error"));
    CHECK(parley(folder, {"explain-code", "--list", "--format", "json"}).json().at("codes").size() > 80);
    const Run unknown = parley(folder, {"explain-code", "R0294"});
    CHECK(unknown.code == 2);
    CHECK(contains(unknown.err, "did you mean `R0"));
}

TEST_CASE("completions complete") {
    const Folder folder;
    const auto complete = [&](const std::string& words, int at) {
        const std::string script = std::string("source <(") + program() + " completions bash) && COMP_WORDS=(" + words +
                                   ") COMP_CWORD=" + std::to_string(at) + " && _parley && echo \"${COMPREPLY[*]}\"";
        const Run run = run_program(folder.path(), {"bash", "-c", script});
        CHECK(run.err.empty());
        return run.out;
    };
    CHECK(complete("parley de", 1) == "decide\n");
    CHECK(complete("parley check --form", 2) == "--format\n");
    CHECK(complete("parley check --format s", 3) == "sarif\n");
    CHECK(complete("parley test --format j", 3) == "json junit\n");
    CHECK(complete("parley --color al", 2) == "always\n");
    CHECK(complete("parley help exp", 2) == "explain explain-code\n");
    CHECK(complete("parley dr", 1) == "draft\n");
    CHECK(complete("parley draft s", 2) == "save show status\n");
    CHECK(complete("parley draft new --fr", 3) == "--from\n");
    CHECK(complete("parley draft show --so", 3) == "--sources\n");
    CHECK(complete("parley -C . draft save --format j", 6) == "json\n");
    CHECK(complete("parley help draft d", 3) == "discard\n");
    CHECK(complete("parley show --so", 2) == "--sources\n");
    folder.write("events.jsonl", "");
    CHECK(complete("parley decide ev", 2) == "events.jsonl\n");
    for (const char* shell : {"zsh", "fish"}) {
        CAPTURE(shell);
        const Run run = parley(folder, {"completions", shell});
        CHECK(run.code == 0);
        for (const char* word : {"decide", "explain-code", "sarif", "format", "draft", "discard", "from"})
            CHECK(contains(run.out, word));
    }
    const Run unknown = parley(folder, {"completions", "fihs"});
    CHECK(unknown.code == 2);
    CHECK(contains(unknown.err, "did you mean `fish`?"));
}

TEST_CASE("a manual page for the program and for each command") {
    const Folder folder;
    const Run program = parley(folder, {"man"});
    CHECK(program.code == 0);
    CHECK(program.out.starts_with(".TH PARLEY 1"));
    const Run decide = parley(folder, {"man", "decide"});
    CHECK(decide.out.starts_with(".TH PARLEY\\-DECIDE 1"));
    for (const char* heading : {".SH NAME", ".SH SYNOPSIS", ".SH DESCRIPTION", ".SH OPTIONS", ".SH EXIT STATUS"})
        CHECK(contains(decide.out, heading));
    CHECK(contains(decide.out, "\\-\\-artifact"));
    CHECK(parley(folder, {"man", "decid"}).code == 2);
    CHECK(parley(folder, {"man", "draft", "new"}).out.starts_with(".TH PARLEY\\-DRAFT\\-NEW 1"));
    const Run all = parley(folder, {"man", "--output", "pages"});
    CHECK(all.code == 0);
    CHECK(folder.read("pages/parley-decide.1") == decide.out);
    CHECK(folder.has("pages/parley.1"));
    CHECK(folder.has("pages/parley-draft-new.1"));
    CHECK(parley(folder, {"man", "check", "-o", "pages"}).code == 2);
    folder.write("file", "");
    CHECK(parley(folder, {"man", "-o", "file/below"}).code == 3);
}
