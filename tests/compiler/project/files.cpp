// A project kept as files in memory: the same project as the folder.
#include <sys/stat.h>
#include <unistd.h>

#include "compiler/diagnostics/render.h"
#include "tests/compiler/project/folder.h"

using namespace parley::project;
using parley::base::ErrorKind;
using parley::base::Files;
namespace diagnostics = parley::diagnostics;

namespace {

TestFolder& write_all(TestFolder& folder) {
    return folder
        .file("parley.yaml", "name: Care\ncatalog: words/../words/tenant.yaml\nrules: ./policy/\ntests: checks\n")
        .file("words/tenant.yaml", "company: A\n")
        .file("policy/b.parley", "rule \"B\"")
        .file("policy/a.parley", std::string("\xff\0bytes", 7))
        .file("policy/deeper/c.parley", "rule \"C\"")
        .file("policy/.hidden.parley")
        .file("checks/a.test.yaml", "tests: []\n")
        .file("checks/notes.txt")
        .file("catalog.yaml")
        .file("rules/unused.parley");
}

Names paths(const Files& files) {
    Names out;
    for (const parley::base::File& file : files) out.push_back(file.path);
    return out;
}

// What both ways of loading must agree on, with names as they stand in the project.
std::string described(const Project& project, diagnostics::Diagnostics& findings, const std::string& root) {
    std::string out = project.name + "\n";
    const auto name = [&](parley::source::FileId file) {
        return project.sources.file(file).name().substr(root.size());
    };
    for (parley::source::FileId file = 0; file < project.sources.size(); ++file)
        out += name(file) + ": " + std::string(project.sources.file(file).text()) + "\n";
    out += "catalog " + (project.catalog == parley::source::no_file ? "none" : name(project.catalog)) + "\n";
    for (const auto& list : {project.rules, project.tests}) {
        for (const parley::source::FileId file : list) out += "+ " + name(file) + "\n";
    }
    for (const LintLevel& lint : project.lint_levels) out += std::string(diagnostics::info(lint.code).id) + "\n";
    std::string text = diagnostics::render_json(findings, project.sources);
    for (std::size_t at = root.empty() ? std::string::npos : text.find(root); at != std::string::npos;
         at = text.find(root, at))
        text.erase(at, root.size());
    return out + text;
}

void check_same(const TestFolder& folder) {
    diagnostics::Diagnostics on_disk, in_memory;
    const WorkIn here(folder.path());
    const Project loaded = load(".", on_disk);
    const auto files = read_files(".");
    REQUIRE(files.ok());
    const Project kept = from_files(*files, "version 2", in_memory);
    std::string expected = described(loaded, on_disk, "");
    std::string actual = described(kept, in_memory, "version 2/");
    // Where parley.yaml gives no name, a folder has its own.
    const auto without_name = [](std::string& text) { text.erase(0, text.find('\n')); };
    if (loaded.name != "Care") {
        without_name(expected);
        without_name(actual);
    }
    CHECK(actual == expected);
}

}  // namespace

TEST_CASE("the files of a project are its own and nothing else, as their bytes are [S3.6]") {
    TestFolder folder;
    const auto files = read_files(write_all(folder).path().string());
    REQUIRE(files.ok());
    CHECK(paths(*files) ==
          Names{"checks/a.test.yaml", "parley.yaml", "policy/a.parley", "policy/b.parley", "words/tenant.yaml"});
    CHECK((*files)[2].bytes == std::string("\xff\0bytes", 7));
}

TEST_CASE("a project from its files is the project from its folder") {
    TestFolder named;
    check_same(write_all(named));
    TestFolder defaults;
    check_same(defaults.file("catalog.yaml", "company: A\n").file("rules/10.parley", "rule").file("tests/a.test.yaml"));
    TestFolder wrong;
    check_same(wrong.file("parley.yaml", "nme: x\nlint: {R0412: error, R9999: off}\nrules: policy\n").folder("policy"));
    TestFolder empty_yaml;
    check_same(empty_yaml.file("parley.yaml").file("rules/a.parley"));
    TestFolder at_top;
    check_same(at_top.file("parley.yaml", "rules: .\ntests: .\n").file("a.parley").file("b.test.yaml"));
    TestFolder nothing;
    check_same(nothing);
}

TEST_CASE("a file that serves twice is kept once") {
    TestFolder folder;
    folder.file("parley.yaml", "catalog: tests/a.test.yaml\n").file("tests/a.test.yaml").file("rules/a.parley");
    const auto files = read_files(folder.path().string());
    REQUIRE(files.ok());
    CHECK(paths(*files) == Names{"parley.yaml", "rules/a.parley", "tests/a.test.yaml"});
}

TEST_CASE("paths of parley.yaml that lead out of the project cannot be kept") {
    for (const char* line : {"catalog: ../catalog.yaml", "rules: /etc", "tests: a/../../b", "rules: .."}) {
        CAPTURE(line);
        TestFolder folder;
        folder.file("inner/parley.yaml", line).file("inner/a/x").file("catalog.yaml").file("b/a.test.yaml");
        const auto files = read_files(folder.path("inner").string());
        REQUIRE_FALSE(files.ok());
        CHECK(files.error().kind == ErrorKind::input);
        CHECK(files.error().message.find("outside of the project") != std::string::npos);
    }
    // Nor can a set in memory reach out of itself.
    diagnostics::Diagnostics findings;
    const Project project =
        from_files({{"../rules/a.parley", "rule"}, {"parley.yaml", "rules: ../rules\n"}}, "draft", findings);
    CHECK(project.rules.empty());
}

TEST_CASE("what cannot be read is refused, not left out") {
    TestFolder missing;
    CHECK(read_files(missing.path("nowhere").string()).error().kind == ErrorKind::not_found);
    missing.file("parley.yaml", "tests: nowhere\n").file("rules/a.parley");
    CHECK(read_files(missing.path().string()).error().message.find("nowhere") != std::string::npos);
    TestFolder loop;
    loop.folder("rules");
    fs::create_symlink("a.parley", loop.path("rules/a.parley"));
    const auto looped = read_files(loop.path().string());
    REQUIRE_FALSE(looped.ok());
    CHECK(looped.error().message.find("a.parley") != std::string::npos);
    Loaded loaded(loop);
    CHECK(loaded.diagnostics.has_errors());
    TestFolder large;
    large.file("rules/a.parley", std::string(1001, ' '));
    CHECK(read_files(large.path().string(), {.file_bytes = 1000}).error().kind == ErrorKind::input);
    CHECK(read_files(large.path().string(), {.file_bytes = 1001}).ok());
}

TEST_CASE("limits hold in memory as on disk") {
    const Files files = {{"rules/a.parley", std::string(1001, ' ')}, {"rules/b.parley", "rule"}};
    diagnostics::Diagnostics findings;
    const Project project = from_files(files, "draft", findings, {.file_bytes = 1000});
    CHECK(project.rules.size() == 1);
    REQUIRE(findings.all().size() == 1);
    CHECK(findings.all()[0].message == "`draft/rules/a.parley` is larger than 1000 bytes");
}

TEST_CASE("a folder without a project has no files") {
    TestFolder folder;
    folder.file("README.md").folder("rules");
    const auto files = read_files(folder.path().string());
    REQUIRE(files.ok());
    CHECK(files->empty());
}
