// `fmt`: files rewritten as a whole or not at all.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include "tests/commands/harness.h"

using namespace tests;

namespace {

constexpr const char* untidy = "rule   \"R\" on starting{close}  // why\n";

}  // namespace

TEST_CASE("fmt rewrites what differs and names it, once") {
    const Folder folder;
    write_project(folder);
    folder.write("rules/30.parley", untidy);
    chmod(folder.at("rules/30.parley").c_str(), 0640);
    const Run first = parley(folder, {"fmt"});
    CHECK(first.code == 0);
    CHECK(contains(first.out, "rules/30.parley\n"));
    const std::string formatted = folder.read("rules/30.parley");
    CHECK(formatted != untidy);
    CHECK(contains(formatted, "// why"));
    struct stat status {};
    REQUIRE(stat(folder.at("rules/30.parley").c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0640);
    const Run again = parley(folder, {"fmt"});
    CHECK(again.code == 0);
    CHECK(again.out.empty());
    CHECK(folder.read("rules/30.parley") == formatted);
}

TEST_CASE("fmt --check rewrites nothing and exits with 1") {
    const Folder folder;
    write_project(folder);
    REQUIRE(parley(folder, {"fmt"}).code == 0);
    CHECK(parley(folder, {"fmt", "--check"}).code == 0);
    folder.write("rules/30.parley", untidy);
    const Run run = parley(folder, {"fmt", "--check"});
    CHECK(run.code == 1);
    CHECK(run.out == "rules/30.parley\n");
    CHECK(contains(run.err, "1 file"));
    CHECK(folder.read("rules/30.parley") == untidy);
    const Json json = parley(folder, {"fmt", "--check", "--format", "json"}).json();
    CHECK(json.at("format_version") == 1);
    CHECK(json.at("files") == 3);
    CHECK(json.at("changed") == Json::array({"rules/30.parley"}));
}

TEST_CASE("fmt takes stdin, files and folders") {
    const Folder folder;
    const Run piped = parley(folder, {"fmt", "-"}, {untidy, {}});
    CHECK(piped.code == 0);
    folder.write("a/one.parley", untidy);
    folder.write("a/b/two.parley", untidy);
    folder.write("a/.hidden/three.parley", untidy);
    CHECK(parley(folder, {"fmt", "a"}).out == "a/b/two.parley\na/one.parley\n");
    CHECK(folder.read("a/one.parley") == piped.out);
    CHECK(folder.read("a/.hidden/three.parley") == untidy);
    CHECK(parley(folder, {"fmt", "a/.hidden/three.parley"}).code == 0);
    CHECK(folder.read("a/.hidden/three.parley") == piped.out);
    CHECK(parley(folder, {"fmt", "--check", "-"}, {untidy, {}}).code == 1);
    CHECK(parley(folder, {"fmt", "--check", "-"}, {piped.out, {}}).code == 0);
}

TEST_CASE("fmt leaves a file with syntax errors alone") {
    const Folder folder;
    const std::string broken = "rule \"R\" on {{\n";
    folder.write("rules/1.parley", broken);
    folder.write("rules/2.parley", untidy);
    const Run run = parley(folder, {"fmt"});
    CHECK(run.code == 1);
    CHECK(contains(run.err, "rules/1.parley:1:"));
    CHECK(folder.read("rules/1.parley") == broken);
    CHECK(folder.read("rules/2.parley") != untidy);
    const Run piped = parley(folder, {"fmt", "-"}, {broken, {}});
    CHECK(piped.code == 1);
    CHECK(piped.out.empty());
}

TEST_CASE("fmt of what is not there") {
    const Folder folder;
    const Run run = parley(folder, {"fmt", "none.parley"});
    CHECK(run.code == 3);
    CHECK(contains(run.err, "none.parley"));
    CHECK(parley(folder, {"fmt", "-", "x.parley"}).code == 2);
}
