// `init`: a project to start from.
#include <doctest/doctest.h>

#include "tests/commands/harness.h"

using namespace tests;

TEST_CASE("a new project passes its own check and tests, and decides its sample events [S3.58]") {
    const Folder folder;
    const Run run = parley(folder, {"init", "care"});
    CHECK(run.code == 0);
    CHECK(contains(run.out, "care/catalog.yaml\n"));
    REQUIRE(folder.has("care/catalog.yaml"));
    CHECK(parley(folder, {"-C", "care", "check", "--deny", "warnings"}).code == 0);
    CHECK(parley(folder, {"-C", "care", "test"}).code == 0);
    CHECK(parley(folder, {"-C", "care", "fmt", "--check"}).code == 0);
    CHECK(parley(folder, {"-C", "care", "decide", "care/events/morning.jsonl"}).code == 0);
    // The four default rules.
    const Json tree = parley(folder, {"-C", "care", "tree", "--format", "json"}).json();
    CHECK(tree.at("rules").size() >= 4);
}

TEST_CASE("init overwrites only when told to") {
    const Folder folder;
    folder.write("catalog.yaml", "mine");
    const Run refused = parley(folder, {"init"});
    CHECK(refused.code == 3);
    CHECK(contains(refused.err, "catalog.yaml"));
    CHECK(folder.read("catalog.yaml") == "mine");
    CHECK_FALSE(folder.has("parley.yaml"));
    const Run forced = parley(folder, {"init", "--force", "--format", "json"});
    CHECK(forced.code == 0);
    CHECK(forced.json().at("files").size() > 4);
    CHECK(folder.read("catalog.yaml") != "mine");
}

TEST_CASE("init where nothing can be written") {
    const Folder folder;
    folder.write("file", "");
    const Run run = parley(folder, {"init", "file/below"});
    CHECK(run.code == 3);
    CHECK(contains(run.err, "file/below"));
}
