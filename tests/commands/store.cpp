// `--store`, `verify`, `gc`, and what a store that is locked, foreign, read-only or damaged makes of the commands.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "tests/commands/versions.h"

using namespace tests;
namespace fs = std::filesystem;

namespace {

const std::vector<std::vector<std::string>> readers = {{"versions"}, {"show", "1"},        {"log"},
                                                       {"verify"},   {"draft", "show"},    {"draft", "status"},
                                                       {"decide"},   {"check", "--draft"}, {"test", "--draft"}};
const std::vector<std::vector<std::string>> writers = {
    {"draft", "save"}, {"draft", "new", "--force"}, {"draft", "discard"}, {"publish"}, {"republish", "1"}, {"gc"}};

}  // namespace

TEST_CASE("the store is beside the catalog, or where --store says, before or after the command") {
    const Folder folder;
    write_project(folder, "care/");
    CHECK(parley(folder, {"-C", "care/rules", "draft", "save"}).code == 0);
    CHECK(folder.has("care/.parley/current"));
    CHECK(parley(folder, {"--store", "kept", "-C", "care", "draft", "save"}).code == 0);
    CHECK(parley(folder, {"-C", "care", "publish", "--store", "kept"}).code == 0);
    CHECK(folder.has("kept/current"));
    CHECK(parley(folder, {"versions", "--store", folder.at("kept"), "--format", "json"}).json().at("current") == 1);
    CHECK(parley(folder, {"versions", "-C", "care", "--format", "json"}).json().at("current").is_null());
    const Run url = parley(folder, {"versions", "--store", "ftp://example.org/x"});
    CHECK(url.code == 3);
    CHECK(contains(url.err, "ftp"));
    CHECK(parley(folder, {"versions", "--store", ""}).code == 3);
    folder.write("full/of/things", "x");
    CHECK(parley(folder, {"versions", "--store", "full"}).code == 3);
    CHECK(parley(folder, {"-C", "care", "draft", "save", "--store", "full"}).code == 3);
    CHECK_FALSE(folder.has("full/current"));
}

TEST_CASE("a store that somebody else is writing to is environment, not conflict") {
    const Folder folder;
    write_project(folder);
    publish(folder);
    const int lock = open(folder.at(".parley/lock").c_str(), O_RDWR | O_CLOEXEC);
    REQUIRE(lock >= 0);
    REQUIRE(flock(lock, LOCK_EX) == 0);
    // Reading does not wait.
    CHECK(parley(folder, {"versions"}).code == 0);
    CHECK(decided_priority(folder) == "normal");
    set_priority(folder, "high");
    const Run run = parley(folder, {"draft", "save"});
    CHECK(run.code == 3);
    CHECK(contains(run.err, "locked"));
    close(lock);
    CHECK(parley(folder, {"draft", "save"}).code == 0);
}

TEST_CASE("verify says that everything holds, with counts") {
    const Folder folder;
    write_project(folder);
    const Run empty = parley(folder, {"verify"});
    CHECK(empty.code == 0);
    publish(folder);
    set_priority(folder, "high");
    CHECK(parley(folder, {"draft", "save"}).code == 0);
    const Run text = parley(folder, {"verify"});
    CHECK(text.code == 0);
    CHECK(contains(text.out, "Everything holds: 1 version, 3 log entries, 3 objects, 0 signatures."));
    const Json json = parley(folder, {"verify", "--format", "json"}).json();
    CHECK(json.at("format_version") == 1);
    CHECK(json.at("versions") == 1);
    CHECK(json.at("problems").empty());
}

TEST_CASE("damage is found, named, and never decided by") {
    const Folder folder;
    write_project(folder);
    const Json published = publish(folder, {"--format", "json"}).json();
    const std::string digest = published.at("artifact");
    const std::string object = ".parley/objects/" + digest.substr(3) + ".parleyc";
    const std::string bytes = folder.read(object);
    const auto damage = [&](const std::string& name, std::size_t at) {
        std::string text = folder.read(name);
        text.at(at) = static_cast<char>(text.at(at) ^ 1);
        fs::remove(folder.at(name));
        folder.write(name, text);
    };
    damage(object, bytes.size() / 2);
    const Run run = parley(folder, {"verify"});
    CHECK(run.code == 6);
    CHECK(contains(run.out, digest));
    CHECK(contains(run.out, "1 problem in "));
    CHECK(parley(folder, {"verify", "--format", "json"}).json().at("problems").size() == 1);
    CHECK(parley(folder, {"decide"}, {std::string(starting_event) + "\n", {}}).code == 6);
    fs::remove(folder.at(object));
    folder.write(object, bytes);
    CHECK(parley(folder, {"verify"}).code == 0);
    damage(".parley/log/1", 30);
    CHECK(parley(folder, {"log"}).code == 6);
    CHECK(parley(folder, {"log"}).out.empty());
    CHECK(parley(folder, {"verify"}).code == 6);
    // What production runs by does not hang on an old entry.
    CHECK(decided_priority(folder) == "normal");
    damage(".parley/current", 40);
    for (const std::vector<std::string>& words : readers) {
        CAPTURE(words[0]);
        CHECK(parley(folder, words, {std::string(starting_event) + "\n", {}}).code == 6);
    }
    for (const std::vector<std::string>& words : writers) {
        CAPTURE(words[0]);
        CHECK(parley(folder, words).code == 6);
    }
}

TEST_CASE("a store of a newer parley is refused") {
    const Folder folder;
    write_project(folder);
    publish(folder);
    fs::remove(folder.at(".parley/format"));
    folder.write(".parley/format", "parley store 2\n");
    for (const std::vector<std::string>& words : readers) CHECK(parley(folder, words).code == 6);
    for (const std::vector<std::string>& words : writers) CHECK(parley(folder, words).code == 6);
}

TEST_CASE("without the right to write, changes are not allowed and reading goes on") {
    const Folder folder;
    write_project(folder);
    publish(folder);
    set_priority(folder, "high");
    // Root may write anywhere, so it is another user that tries.
    std::vector<std::string> command = {program()};
    if (geteuid() == 0) command = {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", program()};
    REQUIRE(chmod(folder.path().c_str(), 0755) == 0);
    REQUIRE(chmod(folder.at(".parley").c_str(), 0555) == 0);
    REQUIRE(chmod(folder.at(".parley/lock").c_str(), 0444) == 0);
    const auto run = [&](std::vector<std::string> words) {
        words.insert(words.begin(), command.begin(), command.end());
        return run_program(folder.path(), words);
    };
    const Run save = run({"draft", "save", "--by", "amy"});
    CHECK(save.code == 5);
    CHECK(contains(save.err, ".parley"));
    CHECK(run({"versions"}).code == 0);
    CHECK(run({"verify"}).code == 0);
    chmod(folder.at(".parley").c_str(), 0755);
}

TEST_CASE("gc removes what only old changes name, and nothing that a version needs") {
    const Folder folder;
    write_project(folder);
    CHECK(parley(folder, {"gc"}).code == 0);
    publish(folder);
    for (const char* priority : {"high", "low", "urgent", "normal", "high"}) {
        set_priority(folder, priority);
        CHECK(parley(folder, {"draft", "save"}).code == 0);
    }
    CHECK(parley(folder, {"gc", "--format", "json"}).json().at("removed") == 0);
    const Json removed = parley(folder, {"gc", "--keep", "2", "--by", "amy", "--format", "json"}).json();
    CHECK(removed.at("removed").get<int>() > 0);
    CHECK(removed.at("bytes").get<int>() > 0);
    CHECK(entries(folder).at(0).at("action") == "collect");
    CHECK(entries(folder).at(0).at("by") == "amy");
    CHECK(parley(folder, {"verify"}).code == 0);
    CHECK(decided_priority(folder) == "normal");
    CHECK(decided_priority(folder, {"--draft"}) == "high");
    CHECK(parley(folder, {"gc", "--keep", "few"}).code == 2);
}
