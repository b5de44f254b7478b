// `check`: findings with their places, in every format.
#include <doctest/doctest.h>

#include "tests/commands/harness.h"

using namespace tests;

namespace {

constexpr const char* misspelt = "rule \"R\" on starting { send_to_queue \"Defalt\" }\n";

}  // namespace

TEST_CASE("a project without findings") {
    const Folder folder;
    write_project(folder);
    const Run run = parley(folder, {"check"});
    CHECK(run.code == 0);
    CHECK(run.err.empty());
    CHECK(run.out.ends_with("0 errors, 0 warnings in 4 files\n"));
}

TEST_CASE("an error has its place, its code and a suggestion") {
    const Folder folder;
    write_project(folder);
    folder.write("rules/30.parley", misspelt);
    const Run text = parley(folder, {"check"});
    CHECK(text.code == 1);
    CHECK(contains(text.out, "error[R0204]"));
    CHECK(contains(text.out, "rules/30.parley:1:38"));
    CHECK(contains(text.out, "Default"));
    CHECK(text.out.ends_with("1 error, 0 warnings in 5 files\n"));

    const Run run = parley(folder, {"check", "--format", "json"});
    CHECK(run.code == 1);
    const Json json = run.json();
    CHECK(json.at("format_version") == 1);
    CHECK(json.at("errors") == 1);
    const Json& primary = json.at("diagnostics").at(0).at("primary");
    CHECK(primary.at("file") == "rules/30.parley");
    CHECK(primary.at("start").at("line") == 1);
    CHECK(primary.at("start").at("column") == 38);

    const Json sarif = parley(folder, {"check", "--format", "sarif"}).json();
    CHECK(sarif.at("version") == "2.1.0");
    CHECK(sarif.at("runs").at(0).at("results").at(0).at("ruleId") == "R0204");
    const Run github = parley(folder, {"check", "--format", "github"});
    CHECK(github.code == 1);
    CHECK(contains(github.out, "::error file=rules/30.parley,line=1"));
}

TEST_CASE("names are as one sees them from where one works") {
    const Folder folder;
    write_project(folder, "care/");
    folder.write("care/rules/30.parley", misspelt);
    CHECK(contains(parley(folder, {"check", "-C", "care"}).out, "care/rules/30.parley:1:38"));
}

TEST_CASE("paths restrict the findings to files and folders") {
    const Folder folder;
    write_project(folder);
    folder.write("rules/30.parley", misspelt);
    folder.write("rules/40.parley", "rule \"S\" on startin { close }\n");
    CHECK(parley(folder, {"check", "rules/10-queue.parley"}).code == 0);
    const Run one = parley(folder, {"check", "rules/30.parley"});
    CHECK(one.code == 1);
    CHECK(contains(one.out, "R0204"));
    CHECK_FALSE(contains(one.out, "R0201"));
    CHECK(contains(one.out, "in 1 file\n"));
    CHECK(contains(parley(folder, {"check", "rules"}).out, "2 errors"));
    CHECK(parley(folder, {"check", "tests"}).code == 0);
    CHECK(contains(parley(folder, {"check", "."}).out, "in 6 files"));
    const Run missing = parley(folder, {"check", "rules/50.parley"});
    CHECK(missing.code == 3);
    CHECK(missing.out.empty());
    CHECK(contains(missing.err, "rules/50.parley"));
}

TEST_CASE("several projects give one document") {
    const Folder folder;
    write_project(folder, "a/");
    write_project(folder, "b/");
    folder.write("a/rules/30.parley", misspelt);
    folder.write("b/rules/30.parley", misspelt);
    const Run run = parley(folder, {"check", "a", "b", "--format", "json"});
    CHECK(run.code == 1);
    CHECK(run.json().at("errors") == 2);
    CHECK(run.json().at("diagnostics").at(1).at("primary").at("file") == "b/rules/30.parley");
    CHECK(parley(folder, {"check", "a", "b", "--format", "sarif"}).json().at("runs").size() == 2);
}

TEST_CASE("a rule file outside of the rules is a set by itself") {
    const Folder folder;
    write_project(folder);
    folder.write("drafts/new.parley", "rule \"Queue\" on starting { send_to_queue \"Default\" }\n");
    CHECK(parley(folder, {"check", "drafts/new.parley"}).code == 0);
    folder.write("drafts/new.parley", misspelt);
    CHECK(parley(folder, {"check", "drafts/new.parley"}).code == 1);
    folder.write("drafts/readme.md", "words");
    CHECK(parley(folder, {"check", "drafts/readme.md"}).code == 3);
}

TEST_CASE("the project's tests and catalog are checked too") {
    const Folder folder;
    write_project(folder);
    folder.write("tests/more.test.yaml", "tests:\n  - {name: x, event: startin, expect_none: true}\n");
    const Run run = parley(folder, {"check"});
    CHECK(run.code == 1);
    CHECK(contains(run.out, "tests/more.test.yaml:2:22"));
    folder.write("tests/more.test.yaml", "");
    folder.write("catalog.yaml", "queuess: [Default]\n");
    CHECK(contains(parley(folder, {"check"}).out, "catalog.yaml:1:1"));
}

TEST_CASE("warnings fail only where they are denied") {
    const Folder folder;
    write_project(folder);
    folder.write("rules/30.parley", "list unused = [\"a\"]\n");
    const Run run = parley(folder, {"check"});
    CHECK(run.code == 0);
    CHECK(contains(run.out, "warning[R0441]"));
    CHECK(contains(run.out, "0 errors, 1 warning in"));
    CHECK(parley(folder, {"check", "--deny", "warnings"}).code == 1);
    CHECK(parley(folder, {"check", "--deny", "everything"}).code == 2);
}

TEST_CASE("broken bytes, deep nesting and an empty folder end in findings, not in crashes") {
    const Folder folder;
    const Run empty = parley(folder, {"check"});
    CHECK(empty.code == 0);
    CHECK(contains(empty.out, "R0501"));
    folder.write("rules/1.parley", std::string_view("rule \"\xff\xfe\" on \0 {", 17));
    CHECK(parley(folder, {"check"}).code == 1);
    std::string deep = "rule \"R\" on starting { if ";
    for (int i = 0; i < 20'000; ++i) deep += "all { ";
    folder.write("rules/1.parley", deep);
    const Run run = parley(folder, {"check", "--format", "json"});
    CHECK(run.code == 1);
    CHECK(run.json().at("errors") > 0);
}
