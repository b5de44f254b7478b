// `test`: results, coverage and their formats.
#include <doctest/doctest.h>

#include "tests/commands/harness.h"

using namespace tests;

namespace {

void add_failing_test(const Folder& folder) {
    folder.write("tests/wrong.test.yaml",
                 "tests:\n"
                 "  - name: \"it's <wrong> & \\\"quoted\\\"\"\n"
                 "    event: starting\n"
                 "    expect: [{set_priority: normal}, {send_to_queue: Triage}]\n");
}

}  // namespace

TEST_CASE("tests that pass") {
    const Folder folder;
    write_project(folder);
    const Run run = parley(folder, {"test"});
    CHECK(run.code == 0);
    CHECK(run.out == "1 test, all passed\n");
    CHECK(run.err.empty());
}

TEST_CASE("a failing test shows expected beside actual, the place and the path") {
    const Folder folder;
    write_project(folder);
    add_failing_test(folder);
    const Run run = parley(folder, {"test"});
    CHECK(run.code == 1);
    CHECK(contains(run.out, "tests/wrong.test.yaml:2"));
    CHECK(contains(run.out, "action 2 expected: send_to_queue {queue: Triage}"));
    CHECK(contains(run.out, "action 2 actual:   send_to_queue {queue: Default}"));
    CHECK(contains(run.out, "10-queue.parley:14"));
    CHECK(contains(run.out, "`Queue` taken 2 (an else)"));
    CHECK(contains(run.out, "2 tests, 1 failed\n"));

    const Run json = parley(folder, {"test", "--format", "json"});
    CHECK(json.code == 1);
    CHECK(json.json().at("format_version") == 1);
    CHECK(json.json().at("passed") == 1);
    CHECK(json.json().at("failed") == 1);
    CHECK(json.json().at("tests").at(1).at("line") == 2);
    CHECK(json.json().at("tests").at(1).at("differences").size() >= 2);

    const Run junit = parley(folder, {"test", "--format", "junit"});
    CHECK(junit.code == 1);
    CHECK(is_well_formed_xml(junit.out));
    CHECK(contains(junit.out, "tests=\"2\" failures=\"1\""));
    CHECK(contains(junit.out, "it's &lt;wrong&gt; &amp; &quot;quoted&quot;"));
}

TEST_CASE("--run selects by name") {
    const Folder folder;
    write_project(folder);
    add_failing_test(folder);
    CHECK(parley(folder, {"test", "--run", "^others"}).out == "1 test, all passed\n");
    CHECK(parley(folder, {"test", "--run", "wrong"}).code == 1);
    const Run none = parley(folder, {"test", "--run", "nothing like it"});
    CHECK(none.code == 1);
    CHECK(contains(none.err, "no test"));
    CHECK(parley(folder, {"test", "--run", "("}).code == 2);
}

TEST_CASE("coverage lists what is missing with its place") {
    const Folder folder;
    write_project(folder);
    const Run run = parley(folder, {"test", "--coverage"});
    CHECK(run.code == 0);
    CHECK(contains(run.out, "rules/20-note.parley:9  never fired  rule Bye"));
    CHECK(contains(run.out, "rules/10-queue.parley:7  never taken  Queue branch 1"));
    CHECK(contains(run.out, "rules/10-queue.parley:8  never true  conversation.language is \"fr\""));
    CHECK(contains(run.out, "rules/10-queue.parley:9  never tested  conversation.contact_point is Sales"));
    // 2 of 3 rules, 1 of 3 branches, 0 of 3 conditions.
    CHECK(contains(run.out, "coverage 33.3 %: 2 of 3 rules, 1 of 3 branches, 0 of 3 conditions"));
    const Json json = parley(folder, {"test", "--coverage", "--format", "json"}).json();
    CHECK(json.at("coverage").at("percent") == 33.33);
    CHECK(json.at("coverage").at("missing").size() == 6);
    CHECK(parley(folder, {"test", "--min-coverage", "33"}).code == 0);
    const Run low = parley(folder, {"test", "--min-coverage", "33.4%"});
    CHECK(low.code == 1);
    CHECK(contains(low.err, "33.3 % is below the 33.4 %"));
    for (const char* bad : {"101", "-1", "many", "5x"})
        CHECK(parley(folder, {"test", "--min-coverage", bad}).code == 2);
}

TEST_CASE("rules or tests in error are findings on stderr") {
    const Folder folder;
    write_project(folder);
    folder.write("tests/bad.test.yaml", "tests:\n  - {name: x, evnt: starting}\n");
    Run run = parley(folder, {"test", "--format", "json"});
    CHECK(run.code == 1);
    CHECK(run.out.empty());
    CHECK(contains(run.err, "tests/bad.test.yaml:2:15"));
    folder.write("tests/bad.test.yaml", "");
    folder.write("rules/30.parley", "rule");
    run = parley(folder, {"test"});
    CHECK(run.code == 1);
    CHECK(run.out.empty());
    CHECK(contains(run.err, "rules/30.parley:1:"));
}

TEST_CASE("no tests at all is no failure") {
    const Folder folder;
    const Run run = parley(folder, {"test"});
    CHECK(run.code == 0);
    CHECK(contains(run.err, "no tests"));
}
