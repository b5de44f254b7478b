// `publish` and `republish`: what reaches production, what is refused, and how to go back.
#include <doctest/doctest.h>

#include "tests/commands/versions.h"

using namespace tests;

TEST_CASE("publishing puts the draft into production at once and clears it [S3.10] [S3.11]") {
    const Folder folder;
    write_project(folder);
    publish(folder, {"-m", "the first"});
    set_priority(folder, "high");
    CHECK(parley(folder, {"draft", "save"}).code == 0);
    CHECK(decided_priority(folder) == "normal");
    const Run run = parley(folder, {"publish", "-m", "more urgent", "--by", "bob"});
    CHECK(run.code == 0);
    CHECK(run.out.starts_with("Version 2 is published and current.\n"));
    CHECK(contains(run.out, "bob, 2"));
    CHECK(contains(run.out, "more urgent"));
    CHECK(contains(run.out, "1 passed"));
    CHECK(contains(run.out, "version 1; `parley republish 1` puts it back"));
    CHECK(decided_priority(folder) == "high");
    CHECK(parley(folder, {"draft", "show"}).code == 3);
    const Run again = parley(folder, {"publish"});
    CHECK(again.code == 3);
    CHECK(contains(again.err, "parley draft save"));
}

TEST_CASE("what is published is what `build` makes of the same files, to the byte") {
    const Folder folder;
    write_project(folder);
    const Json built = parley(folder, {"build", "-o", "care.parleyc", "--format", "json"}).json();
    CHECK(parley(folder, {"draft", "save"}).code == 0);
    const Json published = parley(folder, {"publish", "--format", "json"}).json();
    CHECK(published.at("format_version") == 1);
    CHECK(published.at("version") == 1);
    CHECK(published.at("artifact") == built.at("artifact"));
    CHECK(published.at("replaced").is_null());
    CHECK(published.at("tests") == 1);
    const std::string digest = built.at("artifact");
    CHECK(folder.read(".parley/objects/" + digest.substr(3) + ".parleyc") == folder.read("care.parleyc"));
}

TEST_CASE("the default of decide and explain is the current version, else the folder") {
    const Folder folder;
    write_project(folder);
    const auto decide = [&](const std::vector<std::string>& options) {
        std::vector<std::string> words = {"decide"};
        words.insert(words.end(), options.begin(), options.end());
        return parley(folder, words, {std::string(starting_event) + "\n", {}}).json();
    };
    CHECK(decide({}).at("version").is_null());
    publish(folder);
    set_priority(folder, "high");
    CHECK(decide({}).at("version") == 1);
    CHECK(decide({}).at("actions").at(0).at("priority") == "normal");
    publish(folder);
    CHECK(decide({}).at("version") == 2);
    CHECK(decide({}).at("actions").at(0).at("priority") == "high");
    CHECK(decide({"--version", "1"}).at("version") == 1);
    CHECK(decide({"--version", "1"}).at("actions").at(0).at("priority") == "normal");
    folder.write("event.json", starting_event);
    const auto explain = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"explain", "event.json", "--format", "json"});
        return parley(folder, words).json().at("events").at(0).at("decision").at("actions").at(0).at("priority");
    };
    CHECK(explain({}) == "high");
    CHECK(explain({"--version", "1"}) == "normal");
    // Only a person is told which one it is.
    CHECK(parley(folder, {"explain", "event.json"}).err.empty());
    CHECK(contains(parley_on_terminal(folder, {"explain", "event.json"}).out, "Deciding by version 2"));
}

TEST_CASE("a draft that does not compile is not published") {
    const Folder folder;
    write_project(folder);
    publish(folder);
    folder.write("rules/30.parley", "rule \"R\" on starting { send_to_queue \"Defalt\" }\n");
    CHECK(parley(folder, {"draft", "save"}).code == 0);
    const Run run = parley(folder, {"publish"});
    CHECK(run.code == 1);
    CHECK(contains(run.err, "draft/rules/30.parley:1:38"));
    CHECK(contains(run.err, "nothing was published"));
    const Run json = parley(folder, {"publish", "--format", "json"});
    CHECK(json.code == 1);
    CHECK(json.json().at("errors") == 1);
    CHECK(parley(folder, {"versions", "--format", "json"}).json().at("versions").size() == 1);
    CHECK(parley(folder, {"draft", "show"}).code == 0);
}

TEST_CASE("a draft whose tests fail is not published, and shows them; one without tests is, with a remark") {
    const Folder folder;
    write_project(folder);
    replace_in(folder, "rules/10-queue.parley", "priority normal", "priority high");
    CHECK(parley(folder, {"draft", "save"}).code == 0);
    const Run run = parley(folder, {"publish"});
    CHECK(run.code == 1);
    CHECK(contains(run.out, "FAILED  others go to Default"));
    CHECK(contains(run.err, "nothing was published"));
    CHECK(parley(folder, {"publish", "--format", "json"}).json().at("failed") == 1);
    folder.write("tests/rules.test.yaml", "tests: []\n");
    CHECK(parley(folder, {"draft", "save"}).code == 0);
    const Run bare = parley(folder, {"publish"});
    CHECK(bare.code == 0);
    CHECK(contains(bare.out, "the set has no tests"));
}

TEST_CASE("the draft is published as it was saved, never the folder [S3.79]") {
    const Folder folder;
    write_project(folder);
    CHECK(parley(folder, {"draft", "save"}).code == 0);
    set_priority(folder, "high");
    const Run run = parley(folder, {"publish"});
    CHECK(run.code == 0);
    CHECK(contains(run.err, "The folder differs from the draft"));
    CHECK(decided_priority(folder) == "normal");
    // The folder goes on from what was published of it.
    const Run save = parley(folder, {"draft", "save"});
    CHECK(contains(save.out, "based on version 1"));
    CHECK(parley(folder, {"publish"}).code == 0);
}

TEST_CASE("publishing is refused where somebody published or re-published since") {
    const Folder folder;
    write_project(folder);
    publish(folder);
    set_priority(folder, "high");
    publish(folder);
    set_priority(folder, "low");
    CHECK(parley(folder, {"draft", "save"}).code == 0);
    CHECK(parley(folder, {"republish", "1"}).code == 0);
    const Run status = parley(folder, {"draft", "status"});
    CHECK(contains(status.out, "made current since the draft was begun"));
    const Run refused = parley(folder, {"publish"});
    CHECK(refused.code == 4);
    CHECK(contains(refused.err, "--expect 1"));
    CHECK(parley(folder, {"publish", "--expect", "2"}).code == 4);
    CHECK(parley(folder, {"publish", "--expect", "0"}).code == 4);
    CHECK(parley(folder, {"publish", "--expect", "now"}).code == 2);
    CHECK(decided_priority(folder) == "normal");
    CHECK(parley(folder, {"publish", "--expect", "1"}).code == 0);
    CHECK(decided_priority(folder) == "low");
}

TEST_CASE("re-publishing puts a previous version back at once, the same to the byte [S3.2] [S3.4] [S3.12] [D19]") {
    const Folder folder;
    write_project(folder);
    const std::string first = publish(folder, {"--format", "json"}).json().at("artifact");
    set_priority(folder, "high");
    publish(folder);
    set_priority(folder, "low");
    CHECK(parley(folder, {"draft", "save"}).code == 0);
    // No source is needed for it: the project's own are broken.
    const std::string rules = folder.read("rules/10-queue.parley");
    folder.write("rules/10-queue.parley", "rule");
    const Run run = parley(folder, {"republish", "1", "-m", "2 is too hasty", "--by", "cy"});
    CHECK(run.code == 0);
    CHECK(run.out.starts_with("Version 1 is current again.\n"));
    CHECK(contains(run.out, first));
    CHECK(contains(run.out, "version 2; `parley republish 2` puts it back"));
    CHECK(decided_priority(folder) == "normal");
    const Json versions = parley(folder, {"versions", "--format", "json"}).json();
    CHECK(versions.at("current") == 1);
    CHECK(versions.at("versions").size() == 2);
    CHECK(versions.at("versions").at(1).at("artifact") == first);
    CHECK(decided_priority(folder, {"--draft"}) == "low");
    CHECK(folder.read("rules/10-queue.parley") == "rule");
    folder.write("rules/10-queue.parley", rules);

    const Run same = parley(folder, {"republish", "1", "--format", "json"});
    CHECK(same.code == 0);
    CHECK(same.json().at("changed") == false);
    const Run missing = parley(folder, {"republish", "3"});
    CHECK(missing.code == 3);
    CHECK(contains(missing.err, "no version 3"));
    CHECK(parley(folder, {"republish"}).code == 2);
    CHECK(parley(folder, {"republish", "one"}).code == 2);
    const Json back = parley(folder, {"republish", "2", "--format", "json"}).json();
    CHECK(back.at("current") == 2);
    CHECK(back.at("from") == 1);
    CHECK(back.at("changed") == true);
}

TEST_CASE("a version that is signed is taken by those who trust the key, and no other") {
    const Folder folder;
    write_project(folder);
    CHECK(parley(folder, {"key", "new", "care.key"}).code == 0);
    CHECK(parley(folder, {"key", "new", "other.key"}).code == 0);
    const Run again = parley(folder, {"key", "new", "care.key"});
    CHECK(again.code == 4);
    CHECK(parley(folder, {"draft", "save"}).code == 0);
    const Json published = parley(folder, {"publish", "--key", "care.key", "--format", "json"}).json();
    const auto decide = [&](const std::vector<std::string>& options) {
        std::vector<std::string> words = {"decide"};
        words.insert(words.end(), options.begin(), options.end());
        return parley(folder, words, {std::string(starting_event) + "\n", {}});
    };
    CHECK(contains(folder.read("care.key.pub"), published.at("signed_by").get<std::string>()));
    CHECK(decide({"--trust", "care.key.pub"}).code == 0);
    CHECK(decide({"--trust", "other.key.pub"}).code == 6);
    CHECK(decide({"--trust", "other.key.pub", "--trust", "care.key.pub"}).code == 0);
    CHECK(decide({"--version", "1", "--trust", "care.key.pub"}).code == 0);
    CHECK(decide({"--draft", "--trust", "care.key.pub"}).code == 2);
    CHECK(parley(folder, {"verify", "--trust", "care.key.pub"}).code == 0);
    CHECK(parley(folder, {"verify", "--trust", "other.key.pub"}).code == 6);
    // Unsigned: nothing that a runtime with trusted keys would take. The environment names the key too.
    set_priority(folder, "high");
    publish(folder);
    CHECK(decide({"--trust", "care.key.pub"}).code == 6);
    CHECK(parley(folder, {"republish", "2"}, {"", {"PARLEY_KEY=" + folder.at("care.key")}}).code == 0);
    CHECK(decide({"--trust", "care.key.pub"}).code == 0);
    CHECK(parley(folder, {"publish", "--key", "care.key.pub"}).code == 3);
    CHECK(parley(folder, {"republish", "1", "--key", "nowhere.key"}).code == 3);
    CHECK(parley(folder, {"verify", "--trust", "nowhere.pub"}).code == 3);
    const Folder empty;
    write_project(empty);
    CHECK(parley(empty, {"decide", "--trust", folder.at("care.key.pub")}).code == 3);
}
