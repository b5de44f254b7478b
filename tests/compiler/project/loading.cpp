#include <sys/stat.h>
#include <unistd.h>

#include "tests/compiler/project/folder.h"

using namespace parley::project;
using parley::diagnostics::Code;
using parley::diagnostics::Severity;
namespace source = parley::source;

TEST_CASE("rule files stand in the byte order of their names [D27]") {
    TestFolder folder;
    for (const char* name : {"2-x.parley", "10-x.parley", "b.parley", "B.parley", "é.parley", "a.parley"}) {
        folder.file("rules/" + std::string(name));
    }
    Loaded loaded(folder);
    CHECK(loaded.names(loaded.project.rules) ==
          Names{"10-x.parley", "2-x.parley", "B.parley", "a.parley", "b.parley", "é.parley"});
    CHECK(loaded.findings() == Names{});
}

TEST_CASE("only files directly in the folder that end in .parley count [D27]") {
    TestFolder folder;
    folder.file("rules/a.parley", "rule")
        .file("rules/b.parley.bak")
        .file("rules/deeper/c.parley")
        .file("rules/.d.parley");
    folder.folder("rules/e.parley").file("f.parley").file("rules/g.PARLEY");
    REQUIRE(::mkfifo(folder.path("rules/h.parley").c_str(), 0600) == 0);
    fs::create_symlink("nowhere", folder.path("rules/i.parley"));
    fs::create_symlink("a.parley", folder.path("rules/j.parley"));
    Loaded loaded(folder);
    CHECK(loaded.names(loaded.project.rules) == Names{"a.parley", "j.parley"});
    CHECK(loaded.findings() == Names{});
    CHECK(loaded.project.sources.file(loaded.project.rules[1]).text() == "rule");
}

TEST_CASE("a project by its defaults") {
    TestFolder folder;
    folder.file("catalog.yaml", "company: A\n")
        .file("rules/a.parley")
        .file("tests/b.test.yaml")
        .file("tests/a.test.yaml");
    folder.file("tests/c.yaml");
    Loaded loaded(folder);
    CHECK(loaded.findings() == Names{});
    CHECK(loaded.project.sources.file(loaded.project.catalog).text() == "company: A\n");
    CHECK(loaded.names(loaded.project.tests) == Names{"a.test.yaml", "b.test.yaml"});
    CHECK(loaded.project.name == folder.path().filename().string());
    CHECK(loaded.project.lint_levels.empty());
}

TEST_CASE("without a catalog the built-in vocabulary serves") {
    TestFolder folder;
    folder.file("rules/a.parley");
    Loaded loaded(folder);
    CHECK(loaded.findings() == Names{});
    CHECK(loaded.project.catalog == source::no_file);
}

TEST_CASE("parley.yaml names the project, its folders and its lint levels") {
    TestFolder folder;
    folder.file("parley.yaml",
                "name: Care\ncatalog: words/tenant.yaml\nrules: policy\ntests: checks\n"
                "lint: {R0431: off, R0412: error, r0441: note, R0423: warning}\n");
    folder.file("words/tenant.yaml").file("policy/a.parley").file("checks/a.test.yaml").file("rules/b.parley");
    Loaded loaded(folder);
    CHECK(loaded.findings() == Names{});
    CHECK(loaded.project.name == "Care");
    CHECK(loaded.base_name(loaded.project.catalog) == "tenant.yaml");
    CHECK(loaded.names(loaded.project.rules) == Names{"a.parley"});
    CHECK(loaded.names(loaded.project.tests) == Names{"a.test.yaml"});
    const auto& levels = loaded.project.lint_levels;
    REQUIRE(levels.size() == 4);
    CHECK(levels[0].code == Code::negative_test_of_absent);
    CHECK_FALSE(levels[0].level);
    CHECK(levels[1].level == Severity::error);
    CHECK(levels[2].code == Code::unused_definition);
    CHECK(levels[2].level == Severity::note);
    CHECK(levels[3].level == Severity::warning);
}

TEST_CASE("names in findings are as one would write them where one works") {
    TestFolder folder;
    folder.file("catalog.yaml").file("rules/a.parley").folder("else/where");
    auto shown = [](const Loaded& loaded) { return loaded.project.sources.file(loaded.project.rules.at(0)).name(); };
    WorkIn here(folder.path());
    CHECK(shown(Loaded(".")) == "rules/a.parley");
    CHECK(shown(Loaded("")) == "rules/a.parley");
    CHECK(shown(Loaded("./rules/..")) == "rules/a.parley");
    CHECK(shown(Loaded(folder.path().string())) == "rules/a.parley");
    WorkIn deeper(folder.path("else/where"));
    CHECK(shown(Loaded("../..")) == "../../rules/a.parley");
    CHECK(shown(Loaded(folder.path().string())) == "../../rules/a.parley");
    WorkIn far("/usr/share/zoneinfo");
    CHECK(shown(Loaded(folder.path().string())) == folder.path("rules/a.parley").string());
}

TEST_CASE("the project is the nearest folder above with a catalog") {
    TestFolder folder;
    folder.file("catalog.yaml").folder("rules/deeper").folder("inner/rules").file("inner/catalog.yaml");
    auto found = [](const fs::path& path) { return fs::path(find_project(path.string())).lexically_normal(); };
    CHECK(found(folder.path()) == folder.path());
    CHECK(found(folder.path("rules/deeper")) == folder.path());
    CHECK(found(folder.path("rules/deeper/")) == folder.path());
    CHECK(found(folder.path("inner/rules")) == folder.path("inner"));
    TestFolder without;
    without.folder("rules");
    CHECK(found(without.path("rules")) == without.path("rules"));
    WorkIn here(folder.path("rules"));
    CHECK(fs::equivalent(find_project("."), folder.path()));
    CHECK(fs::equivalent(find_project(""), folder.path()));
    CHECK(find_project(folder.path("missing").string()) == folder.path().string());
}
