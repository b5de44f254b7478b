#include <sys/stat.h>

#include "tests/compiler/project/folder.h"

using namespace parley::project;

TEST_CASE("a folder without rules is warned of") {
    TestFolder folder;
    folder.file("catalog.yaml");
    Loaded loaded(folder);
    REQUIRE(loaded.findings().size() == 1);
    CHECK(loaded.findings()[0].starts_with("R0501 <-> there are no rule files in `"));
    CHECK(loaded.diagnostics.warnings() == 1);
    folder.file("parley.yaml", "rules: empty\n").folder("empty");
    CHECK(Loaded(folder).findings().at(0).starts_with("R0501 <parley.yaml:empty> there are no rule files in `"));
}

TEST_CASE("what parley.yaml gets wrong") {
    struct Case {
        const char* text;
        Names findings;
    };
    const Case cases[] = {
        {"nam: x\n", {"R0304 <parley.yaml:nam> parley.yaml has no key `nam`"}},
        {"name: [x]\n", {"R0305 <parley.yaml:[> `name` takes a text"}},
        {"name: \"\"\n", {"R0306 <parley.yaml:\"\"> `name` is empty"}},
        {"- x\n", {"R0305 <parley.yaml:-> parley.yaml takes a mapping of keys such as `name`"}},
        {"lint: all\n", {"R0305 <parley.yaml:all> `lint` takes a mapping of codes to levels"}},
        {"lint: {R0499: off}\n", {"R0304 <parley.yaml:R0499> there is no code `R0499`"}},
        {"lint: {R0204: off}\n", {"R0306 <parley.yaml:R0204> `R0204` is always an error"}},
        {"lint: {R0412: of}\n", {"R0306 <parley.yaml:of> `R0412` takes `off`, `note`, `warning` or `error`"}},
        {"lint: {R0412: [off]}\n", {"R0306 <parley.yaml:[> `R0412` takes `off`, `note`, `warning` or `error`"}},
        {"name: a: b\n", {"R0301 <parley.yaml::> a `:` stands where no key can be"}},
        {"", {}},
    };
    for (const Case& c : cases) {
        CAPTURE(std::string(c.text));
        TestFolder folder;
        folder.file("parley.yaml", c.text).file("rules/a.parley");
        Loaded loaded(folder);
        CHECK(loaded.findings() == c.findings);
        CHECK(loaded.project.rules.size() == 1);
    }
}

TEST_CASE("what cannot be read is a finding and the rest is there") {
    TestFolder folder;
    folder.file("parley.yaml", "catalog: words.yaml\ntests: nowhere\n").file("rules/a.parley");
    Names findings = Loaded(folder).findings();
    REQUIRE(findings.size() == 2);
    CHECK(findings[0].starts_with("R0503 <parley.yaml:words.yaml> `"));
    CHECK(findings[0].ends_with("words.yaml` does not exist"));
    CHECK(findings[1].starts_with("R0503 <parley.yaml:nowhere> the folder `"));
    folder.file("parley.yaml").folder("catalog.yaml");
    findings = Loaded(folder).findings();
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].starts_with("R0503 <catalog.yaml:> `"));
    CHECK(findings[0].ends_with("catalog.yaml` is not a file"));
}

TEST_CASE("a pipe in the place of a file is refused, not waited for") {
    TestFolder folder;
    folder.file("rules/a.parley");
    REQUIRE(::mkfifo(folder.path("catalog.yaml").c_str(), 0600) == 0);
    Names findings = Loaded(folder).findings();
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].ends_with("catalog.yaml` is not a file"));
}

TEST_CASE("a file that the system refuses to read is a finding") {
    TestFolder folder;
    folder.file("rules/b.parley");
    fs::create_symlink("/proc/self/mem",
                       folder.path("rules/a.parley"));  // a regular file whose first page nobody may read
    Loaded loaded(folder);
    CHECK(loaded.names(loaded.project.rules) == Names{"b.parley"});
    REQUIRE(loaded.findings().size() == 1);
    CHECK(loaded.findings()[0].starts_with("R0503 <a.parley:>"));
}

TEST_CASE("a folder that is none") {
    TestFolder folder;
    CHECK(Loaded(folder.path("missing").string()).findings().at(0).ends_with("missing` is not a folder"));
    folder.file("file");
    CHECK(Loaded(folder.path("file").string()).findings().at(0).ends_with("file` is not a folder"));
}

TEST_CASE("a file above the limit is refused without reading it") {
    CHECK(Limits{}.file_bytes == 64u << 20);
    TestFolder folder;
    folder.file("rules/a.parley", std::string(1001, ' ')).file("rules/b.parley", std::string(1000, ' '));
    Loaded loaded(folder, {.file_bytes = 1000});
    CHECK(loaded.names(loaded.project.rules) == Names{"b.parley"});
    REQUIRE(loaded.findings().size() == 1);
    CHECK(loaded.findings()[0].starts_with("R0103 <a.parley:> `"));
    CHECK(loaded.findings()[0].ends_with("a.parley` is larger than 1000 bytes"));
}

TEST_CASE("all files together are limited") {
    CHECK(Limits{}.project_bytes == 256u << 20);
    TestFolder folder;
    for (const char* name : {"a", "b", "c"})
        folder.file("rules/" + std::string(name) + ".parley", std::string(1u << 19, ' '));
    Loaded loaded(folder, {.project_bytes = 1u << 20});
    CHECK(loaded.names(loaded.project.rules) == Names{"a.parley", "b.parley"});
    CHECK(loaded.findings() == Names{"R0103 <c.parley:> the project is larger than 1 MiB"});
}
