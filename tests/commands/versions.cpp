// `versions`, `show` and `log`: what there is, what there was, and who did it.
#include "tests/commands/versions.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace tests;

namespace {

// Three versions, the second current.
void write_versions(const Folder& folder) {
    write_project(folder);
    publish(folder, {"--by", "amy", "-m", "the first"});
    set_priority(folder, "high");
    publish(folder, {"--by", "bob", "-m", "more urgent"});
    set_priority(folder, "low");
    publish(folder, {"--by", "amy"});
    CHECK(parley(folder, {"republish", "2", "--by", "cy", "-m", "3 is too slow"}).code == 0);
}

}  // namespace

TEST_CASE("the current version is on top and offers only a new draft [S3.13]") {
    const Folder folder;
    write_versions(folder);
    const Run run = parley(folder, {"versions"});
    CHECK(run.code == 0);
    CHECK(run.out.starts_with("Current\n  version 2  bob  2"));
    const std::string current = run.out.substr(0, run.out.find("Previous\n"));
    CHECK(contains(current, "      parley draft new\n"));
    CHECK_FALSE(contains(current, "republish"));
    const Json json = parley(folder, {"versions", "--format", "json"}).json();
    CHECK(json.at("current") == 2);
    for (const Json& version : json.at("versions")) {
        const bool offers_republish = contains(version.at("offers").dump(), "republish");
        CHECK(offers_republish == (version.at("version") != 2));
    }
}

TEST_CASE(
    "previous versions offer re-publishing and a new draft, each with who and when [S3.3] [S3.14] [S3.15] [S3.16]") {
    const Folder folder;
    write_versions(folder);
    const std::string out = parley(folder, {"versions"}).out;
    const std::string previous = out.substr(out.find("Previous\n"));
    CHECK(previous.starts_with("Previous\n  version 3  amy  2"));
    CHECK(contains(previous, "      parley republish 3   parley draft new --from 3\n  version 1  amy  2"));
    CHECK(contains(previous, "  the first\n      parley republish 1   parley draft new --from 1\n"));
    const Json first = parley(folder, {"versions", "--format", "json"}).json().at("versions").at(2);
    CHECK(first.at("version") == 1);
    CHECK(first.at("published_by") == "amy");
    CHECK(first.at("note") == "the first");
    const std::string at = first.at("published_at");
    CHECK(at.size() == 20);
    CHECK(contains(previous, at.substr(0, 10) + " " + at.substr(11, 5) + " UTC"));
}

TEST_CASE("the document of versions has its members in their order, newest first") {
    const Folder folder;
    write_versions(folder);
    const Run run = parley(folder, {"versions", "--format", "json"});
    CHECK(run.code == 0);
    const auto json = nlohmann::ordered_json::parse(run.out);
    std::vector<std::string> members;
    for (const auto& [name, value] : json.at("versions").at(0).items()) members.push_back(name);
    members.resize(5);
    CHECK(members == std::vector<std::string>{"version", "published_by", "published_at", "note", "artifact"});
    CHECK(run.out.starts_with("{\n  \"format_version\": 1,\n  \"current\": 2,\n  \"versions\": ["));
    CHECK(json.at("versions").at(0).at("version") == 3);
    CHECK(json.at("versions").at(0).at("note") == "");
    CHECK(json.at("versions").at(0).at("based_on") == 2);
    CHECK(json.at("draft").is_null());
}

TEST_CASE("without versions the list says what to do, and a draft is shown with its basis") {
    const Folder folder;
    write_project(folder);
    const Run none = parley(folder, {"versions"});
    CHECK(none.code == 0);
    CHECK(contains(none.out, "Nothing is published yet."));
    CHECK(contains(none.err, "parley draft save"));
    CHECK_FALSE(folder.has(".parley"));
    const Json empty = parley(folder, {"versions", "--format", "json"}).json();
    CHECK(empty.at("current").is_null());
    CHECK(empty.at("versions").empty());
    publish(folder);
    CHECK(parley(folder, {"draft", "new", "--by", "amy"}).code == 0);
    CHECK(contains(parley(folder, {"versions"}).out, "Draft\n  based on version 1, saved by amy, 2"));
    CHECK(parley(folder, {"versions", "--format", "json"}).json().at("draft").at("based_on") == 1);
}

TEST_CASE("one version: its record, all its rules and its sources [S3.6]") {
    const Folder folder;
    write_versions(folder);
    const Run text = parley(folder, {"show", "2"});
    CHECK(text.code == 0);
    CHECK(text.out.starts_with("Version 2, current\n"));
    CHECK(contains(text.out, "bob, 2"));
    CHECK(contains(text.out, "more urgent"));
    CHECK(contains(text.out, "based on      version 1"));
    CHECK(contains(text.out, "3 rules, 1 test, 4 files"));
    CHECK(contains(text.out, "rules/20-note.parley:9"));
    CHECK(contains(parley(folder, {"show", "1", "--sources"}).out, "    set_priority normal\n"));
    const Json json = parley(folder, {"show", "2", "--format", "json", "--sources"}).json();
    CHECK(json.at("format_version") == 1);
    CHECK(json.at("version") == 2);
    CHECK(json.at("current") == true);
    CHECK(json.at("rules").at(0).at("events").at(0) == "starting");
    CHECK(json.at("sources").size() == 4);
    CHECK(json.at("signed_by").is_null());
    const Run missing = parley(folder, {"show", "9"});
    CHECK(missing.code == 3);
    CHECK(contains(missing.err, "no version 9"));
    CHECK(parley(folder, {"show", "two"}).code == 2);
    CHECK(parley(folder, {"show"}).code == 2);
}

TEST_CASE("a rule that is switched off is shown as such") {
    const Folder folder;
    write_project(folder);
    replace_in(folder, "rules/20-note.parley", "rule \"Bye\"", "disabled rule \"Bye\"");
    publish(folder);
    CHECK(contains(parley(folder, {"show", "1"}).out, "  (disabled)  rules/20-note.parley:9"));
    CHECK_FALSE(contains(parley(folder, {"show", "1"}).out, "starting (disabled)"));
    const Json rules = parley(folder, {"show", "1", "--format", "json"}).json().at("rules");
    CHECK(rules.at(1).at("disabled") == false);
    CHECK(rules.at(2).at("disabled") == true);
    CHECK(rules.at(2).at("name") == "Bye");
}

TEST_CASE("the log has every change, newest first, each chained to the one before [D19]") {
    const Folder folder;
    write_versions(folder);
    const Json log = entries(folder);
    REQUIRE(log.size() == 7);
    CHECK(log.at(0).at("sequence") == 7);
    CHECK(log.at(0).at("action") == "republish");
    CHECK(log.at(0).at("by") == "cy");
    CHECK(log.at(0).at("note") == "3 is too slow");
    CHECK(log.at(0).at("from") == 3);
    CHECK(log.at(0).at("to") == 2);
    for (std::size_t i = 0; i + 1 < log.size(); ++i) CHECK(log.at(i).at("previous") == log.at(i + 1).at("digest"));
    const Run text = parley(folder, {"log", "--limit", "2"});
    CHECK(std::count(text.out.begin(), text.out.end(), '\n') == 2);
    CHECK(contains(text.out, "re-published version 2 (before: version 3): 3 is too slow"));
    CHECK(parley(folder, {"log", "--limit", "2", "--format", "json"}).json().at("entries").size() == 2);
    CHECK(parley(folder, {"log", "--limit", "many"}).code == 2);
    const Folder empty;
    CHECK(parley(empty, {"log"}).code == 0);
    CHECK(parley(empty, {"log", "--format", "json"}).json().at("entries").empty());
}

TEST_CASE("names and notes from outside cannot write on the terminal") {
    const Folder folder;
    write_project(folder);
    publish(folder, {"--by", "a\x1b[31mmy", "-m", "two\nlines \x1b]0;x\x07"});
    for (const std::vector<std::string>& words : {std::vector<std::string>{"versions"}, {"log"}, {"show", "1"}}) {
        const std::string out = parley(folder, words).out;
        CHECK_FALSE(contains(out, "\x1b"));
        CHECK_FALSE(contains(out, "two\nlines"));
    }
}

TEST_CASE("check, test and tree work on a version and on the draft") {
    const Folder folder;
    write_project(folder);
    publish(folder);
    folder.write("rules/30.parley", "rule \"R\" on starting { send_to_queue \"Defalt\" }\n");
    CHECK(parley(folder, {"draft", "save"}).code == 0);
    folder.write("rules/30.parley", "rule \"Fine\" on closed { add_note \"x\" }\n");
    CHECK(parley(folder, {"check"}).code == 0);
    CHECK(parley(folder, {"check", "--version", "1"}).code == 0);
    const Run draft = parley(folder, {"check", "--draft"});
    CHECK(draft.code == 1);
    CHECK(contains(draft.out, "draft/rules/30.parley:1:38"));
    CHECK(parley(folder, {"test", "--version", "1"}).code == 0);
    CHECK(parley(folder, {"test", "--draft"}).code == 1);
    CHECK(contains(parley(folder, {"tree"}).out, "\"Fine\""));
    CHECK_FALSE(contains(parley(folder, {"tree", "--version", "1"}).out, "\"Fine\""));
    CHECK(contains(parley(folder, {"tree", "--version", "1"}).out, "version 1/rules/10-queue.parley"));
    CHECK(parley(folder, {"tree", "--version", "8"}).code == 3);
    for (const char* command : {"check", "test", "tree", "decide"}) {
        CAPTURE(command);
        CHECK(parley(folder, {command, "--version", "1", "--draft"}).code == 2);
        CHECK(parley(folder, {command, "--version", "x"}).code == 2);
    }
    CHECK(parley(folder, {"check", "--draft", "rules"}).code == 2);
}
