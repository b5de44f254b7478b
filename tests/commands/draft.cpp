// `draft`: new, save, show, status, discard; and what keeps one person from undoing another's work.
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "tests/commands/harness.h"
#include "tests/commands/versions.h"

using namespace tests;
namespace fs = std::filesystem;

TEST_CASE("a draft is saved any number of times, and touches nothing that is in production [S3.9] [S3.19] [S3.79]") {
    const Folder folder;
    write_project(folder);
    const Run first = parley(folder, {"draft", "save"});
    CHECK(first.code == 0);
    CHECK(contains(first.out, "Made the store .parley.\n"));
    CHECK(contains(first.out, "Saved the draft: 4 files, based on no version.\nIt compiles.\n"));
    publish(folder);
    for (const char* priority : {"high", "low", "urgent"}) {
        set_priority(folder, priority);
        const Run save = parley(folder, {"draft", "save"});
        CHECK(save.code == 0);
        CHECK(contains(save.out, "based on version 1"));
        CHECK(decided_priority(folder) == "normal");
        CHECK(decided_priority(folder, {"--draft"}) == priority);
    }
    const Run same = parley(folder, {"draft", "save"});
    CHECK(same.code == 0);
    CHECK(contains(same.out, "Nothing changed since the draft was saved by "));
    CHECK(entries(folder).size() == 5);
}

TEST_CASE("a draft that does not compile is saved, and says so") {
    const Folder folder;
    write_project(folder);
    folder.write("rules/30.parley", "rule \"R\" on starting { send_to_queue \"Defalt\" }\n");
    const Run text = parley(folder, {"draft", "save"});
    CHECK(text.code == 0);
    CHECK(contains(text.out, "It does not compile: 1 error; `parley check --draft` shows it."));
    folder.write("rules/40.parley", "rule \"S\" on startin { close }\n");
    const Run json = parley(folder, {"draft", "save", "--format", "json"});
    CHECK(json.code == 0);
    CHECK(json.json().at("format_version") == 1);
    CHECK(json.json().at("saved") == true);
    CHECK(json.json().at("errors") == 2);
    CHECK(json.json().at("draft").at("based_on").is_null());
    const Run shown = parley(folder, {"draft", "show"});
    CHECK(shown.code == 0);
    CHECK(contains(shown.out, "2 errors"));
}

TEST_CASE("what cannot be a draft is refused") {
    const Folder folder;
    const Run empty = parley(folder, {"draft", "save"});
    CHECK(empty.code == 3);
    CHECK(contains(empty.err, "holds no project"));
    CHECK_FALSE(folder.has(".parley"));
    CHECK(parley(folder, {"draft", "save", "nowhere"}).code == 3);
    write_project(folder, "care/");
    folder.write("care/parley.yaml", "rules: ../rules\n");
    const Run outside = parley(folder, {"draft", "save", "care"});
    CHECK(outside.code == 3);
    CHECK(contains(outside.err, "outside of the project"));
    folder.write("care/parley.yaml", "");
    CHECK(parley(folder, {"draft", "save", "care", "--by", ""}).code == 2);
    CHECK(parley(folder, {"draft", "save", "care", "--by", "\xff"}).code == 2);
    CHECK(parley(folder, {"draft", "save", "care", "--by", std::string(300, 'x')}).code == 2);
    CHECK(parley(folder, {"draft", "save", "care"}).code == 0);
}

TEST_CASE("a new draft is a copy of a version, in the store and in the folder [S3.5]") {
    const Folder folder;
    write_project(folder);
    CHECK(parley(folder, {"draft", "new"}).code == 3);
    publish(folder);
    const std::string rules = folder.read("rules/10-queue.parley");
    set_priority(folder, "high");
    folder.write("rules/30-more.parley", "rule \"More\" on closed { add_note \"more\" }\n");
    folder.write("tests/more.test.yaml", "tests: []\n");
    fs::remove(folder.at("rules/20-note.parley"));
    folder.write("notes.txt", "mine");
    folder.write("rules/notes.txt", "mine");
    publish(folder);

    const Run back = parley(folder, {"draft", "new", "--from", "1"});
    CHECK(back.code == 0);
    CHECK(contains(back.out, "The draft is a copy of version 1: 4 files."));
    CHECK(folder.read("rules/10-queue.parley") == rules);
    CHECK(folder.has("rules/20-note.parley"));
    CHECK_FALSE(folder.has("rules/30-more.parley"));
    CHECK_FALSE(folder.has("tests/more.test.yaml"));
    CHECK(folder.read("notes.txt") == "mine");
    CHECK(folder.read("rules/notes.txt") == "mine");
    CHECK(decided_priority(folder) == "high");
    CHECK(decided_priority(folder, {"--draft"}) == "normal");
    const Json draft = parley(folder, {"draft", "show", "--format", "json"}).json().at("draft");
    CHECK(draft.at("based_on") == 1);
    CHECK(draft.at("edited") == false);

    // The current version by default.
    CHECK(parley(folder, {"draft", "new"}).code == 0);
    CHECK(folder.has("rules/30-more.parley"));
    CHECK(parley(folder, {"draft", "show", "--format", "json"}).json().at("draft").at("based_on") == 2);
    const Run none = parley(folder, {"draft", "new", "--from", "7"});
    CHECK(none.code == 3);
    CHECK(contains(none.err, "no version 7"));
    CHECK(parley(folder, {"draft", "new", "--from", "last"}).code == 3);
}

TEST_CASE("there is one draft, and a new one overwrites it when asked twice; nothing is lost [S3.7] [S3.8] [D18]") {
    const Folder folder;
    write_project(folder);
    publish(folder);
    set_priority(folder, "high");
    const Json saved = parley(folder, {"draft", "save", "--format", "json"}).json();
    const std::string digest = saved.at("draft").at("files");
    const std::string before = folder.read("rules/10-queue.parley");

    const Run refused = parley(folder, {"draft", "new"});
    CHECK(refused.code == 4);
    CHECK(contains(refused.err, "was never published"));
    CHECK(contains(refused.err, "--force"));
    CHECK(folder.read("rules/10-queue.parley") == before);
    CHECK(parley(folder, {"draft", "show", "--format", "json"}).json().at("draft").at("files") == digest);

    const Run forced = parley(folder, {"draft", "new", "--force"});
    CHECK(forced.code == 0);
    CHECK(contains(forced.out, "parley draft new --from " + digest.substr(0, 15)));
    CHECK(folder.read("rules/10-queue.parley") != before);
    CHECK(parley(folder, {"draft", "show", "--format", "json"}).json().at("draft").at("files") != digest);

    // Six digits are enough, with or without the prefix.
    const Run restored = parley(folder, {"draft", "new", "--from", digest.substr(3, 6)});
    CHECK(restored.code == 0);
    CHECK(folder.read("rules/10-queue.parley") == before);
    CHECK(parley(folder, {"draft", "show", "--format", "json"}).json().at("draft").at("files") == digest);
    CHECK(parley(folder, {"draft", "new", "--from", "b2:00000f"}).code == 3);
    CHECK(parley(folder, {"draft", "new", "--from", "b2:0f"}).code == 3);
    CHECK(parley(folder, {"verify"}).code == 0);
}

TEST_CASE("edits that no draft or version holds are not overwritten unasked, and are kept [D18]") {
    const Folder folder;
    write_project(folder);
    publish(folder);
    set_priority(folder, "high");
    const std::string edited = folder.read("rules/10-queue.parley");
    const Run refused = parley(folder, {"draft", "new"});
    CHECK(refused.code == 4);
    CHECK(contains(refused.err, "edits that no draft or version holds"));
    CHECK(folder.read("rules/10-queue.parley") == edited);
    const Json forced = parley(folder, {"draft", "new", "--yes", "--format", "json"}).json();
    CHECK(folder.read("rules/10-queue.parley") != edited);
    const std::string kept = forced.at("folder");
    CHECK(parley(folder, {"draft", "new", "--from", kept}).code == 0);
    CHECK(folder.read("rules/10-queue.parley") == edited);
    // Also where a draft is brought back over them.
    set_priority(folder, "low");
    const std::string low = folder.read("rules/10-queue.parley");
    CHECK(parley(folder, {"draft", "new", "--from", kept}).code == 4);
    const Json again = parley(folder, {"draft", "new", "--from", kept, "--force", "--format", "json"}).json();
    CHECK(folder.read("rules/10-queue.parley") == edited);
    CHECK(parley(folder, {"draft", "new", "--from", again.at("folder"), "--force"}).code == 0);
    CHECK(folder.read("rules/10-queue.parley") == low);
}

TEST_CASE("on a terminal a new draft asks, and does nothing on a no [D18]") {
    const Folder folder;
    write_project(folder);
    publish(folder);
    set_priority(folder, "high");
    CHECK(parley(folder, {"draft", "save"}).code == 0);
    const Run no = parley_on_terminal(folder, {"draft", "new"}, "n\n");
    CHECK(no.code == 4);
    CHECK(contains(no.out, "Go on? [y/N]"));
    CHECK(contains(folder.read("rules/10-queue.parley"), "high"));
    const Run yes = parley_on_terminal(folder, {"draft", "new"}, "y\n");
    CHECK(yes.code == 0);
    CHECK(contains(folder.read("rules/10-queue.parley"), "normal"));
}

TEST_CASE("a discarded draft leaves the folder alone and can be brought back") {
    const Folder folder;
    write_project(folder);
    CHECK(parley(folder, {"draft", "discard"}).code == 3);
    publish(folder);
    CHECK(parley(folder, {"draft", "discard"}).code == 3);
    set_priority(folder, "high");
    CHECK(parley(folder, {"draft", "save"}).code == 0);
    const Run run = parley(folder, {"draft", "discard", "--by", "amy", "--format", "json"});
    CHECK(run.code == 0);
    CHECK(decided_priority(folder, {"--version", "1"}) == "normal");
    CHECK(contains(folder.read("rules/10-queue.parley"), "high"));
    CHECK(parley(folder, {"draft", "show"}).code == 3);
    CHECK(parley(folder, {"check", "--draft"}).code == 3);
    CHECK(entries(folder).at(0).at("by") == "amy");
    CHECK(entries(folder).at(0).at("action") == "discard_draft");
    const std::string digest = run.json().at("discarded");
    CHECK(parley(folder, {"draft", "new", "--from", digest.substr(0, 9)}).code == 0);
    CHECK(decided_priority(folder, {"--draft"}) == "high");
}

TEST_CASE("two folders on one store: a save that would undo another's is refused, and nothing is lost") {
    const Folder folder;
    const std::vector<std::string> store = {"--store", folder.at("store")};
    write_project(folder, "amy/");
    write_project(folder, "bob/");
    const auto save = [&](const std::string& who, const std::vector<std::string>& more = {}) {
        std::vector<std::string> words = {"-C", who, "draft", "save", "--by", who, "--store", folder.at("store")};
        words.insert(words.end(), more.begin(), more.end());
        return parley(folder, words);
    };
    set_priority(folder, "high", "amy/");
    set_priority(folder, "low", "bob/");
    CHECK(save("amy").code == 0);
    // Bob's folder has no marker, and the draft is somebody else's.
    const Run refused = save("bob");
    CHECK(refused.code == 4);
    CHECK(contains(refused.err, "saved by amy, 2"));
    CHECK(contains(refused.err, "--force"));
    const Json forced = save("bob", {"--force", "--format", "json"}).json();
    CHECK(forced.at("saved") == true);
    // Amy's folder derives from a draft that is no longer there.
    set_priority(folder, "urgent", "amy/");
    CHECK(contains(save("amy").err, "saved by bob, 2"));
    CHECK(save("amy").code == 4);
    CHECK(parley(folder, {"-C", "amy", "draft", "status", "--store", folder.at("store"), "--format", "json"})
              .json()
              .at("folder") == "elsewhere");
    // What was overwritten comes back into a folder, and from there a save goes on.
    const std::string amys = forced.at("replaced");
    CHECK(parley(folder,
                 {"-C", "amy", "draft", "new", "--from", amys, "--by", "amy", "--store", folder.at("store"), "--force"})
              .code == 0);
    CHECK(contains(folder.read("amy/rules/10-queue.parley"), "high"));
    set_priority(folder, "low", "amy/");
    CHECK(save("amy").code == 0);
    CHECK(save("bob").code == 0);  // the same files as the draft: nothing to undo
}

TEST_CASE("a folder that derives from an older version cannot be published over a newer one unseen") {
    const Folder folder;
    const std::string store = folder.at("store");
    write_project(folder, "amy/");
    CHECK(parley(folder, {"-C", "amy", "draft", "save", "--store", store}).code == 0);
    CHECK(parley(folder, {"-C", "amy", "publish", "--store", store}).code == 0);
    fs::copy(folder.at("amy"), folder.at("bob"), fs::copy_options::recursive);
    set_priority(folder, "high", "bob/");
    CHECK(parley(folder, {"-C", "bob", "draft", "save", "--store", store}).code == 0);
    CHECK(parley(folder, {"-C", "bob", "publish", "--store", store}).code == 0);
    // Amy's folder still derives from version 1.
    set_priority(folder, "low", "amy/");
    const Run save = parley(folder, {"-C", "amy", "draft", "save", "--store", store});
    CHECK(save.code == 0);
    CHECK(contains(save.out, "based on version 1"));
    CHECK(contains(save.err, "--expect 2"));
    const Run refused = parley(folder, {"-C", "amy", "publish", "--store", store});
    CHECK(refused.code == 4);
    CHECK(parley(folder, {"-C", "amy", "publish", "--store", store, "--expect", "1"}).code == 4);
    CHECK(parley(folder, {"-C", "amy", "publish", "--store", store, "--expect", "2"}).code == 0);
    // Whoever published from a folder goes on from there.
    set_priority(folder, "urgent", "amy/");
    CHECK(parley(folder, {"-C", "amy", "draft", "save", "--store", store}).code == 0);
    CHECK(parley(folder, {"-C", "amy", "publish", "--store", store}).code == 0);
}

TEST_CASE("a save that was cut short before the folder's marker was written is the folder's own") {
    const Folder folder;
    write_project(folder);
    CHECK(parley(folder, {"draft", "save"}).code == 0);
    const Json before = Json::parse(folder.read(".parley/workspace"));
    set_priority(folder, "high");
    const Json saved = parley(folder, {"draft", "save", "--format", "json"}).json();
    CHECK_FALSE(contains(folder.read(".parley/workspace"), "saving"));
    set_priority(folder, "low");
    // The state as it is when the program ended between the store's change and the marker.
    const auto leave = [&](const std::string& saving) {
        Json marker = before;
        marker["saving"] = saving;
        folder.write(".parley/workspace", marker.dump());
    };
    const auto status = [&] {
        return parley(folder, {"draft", "status", "--format", "json"}).json().at("folder").get<std::string>();
    };
    // Another draft than the one that was being saved is somebody else's still.
    leave(before.at("files"));
    CHECK(status() == "elsewhere");
    CHECK(parley(folder, {"draft", "save"}).code == 4);
    leave(saved.at("draft").at("files"));
    CHECK(status() == "edited");
    SUBCASE("saved again") {
        CHECK(parley(folder, {"draft", "save"}).code == 0);
        CHECK(decided_priority(folder, {"--draft"}) == "low");
    }
    SUBCASE("published, and saved again") {
        CHECK(parley(folder, {"publish"}).code == 0);
        CHECK(parley(folder, {"draft", "save"}).code == 0);
        CHECK(parley(folder, {"publish"}).code == 0);
    }
    SUBCASE("published from elsewhere, and saved again") {
        folder.write("other/catalog.yaml", folder.read("catalog.yaml"));
        CHECK(parley(folder, {"-C", "other", "publish", "--store", folder.at(".parley")}).code == 0);
        const Run save = parley(folder, {"draft", "save"});
        CHECK(save.code == 0);
        CHECK(contains(save.out, "based on version 1"));
        CHECK(parley(folder, {"publish"}).code == 0);
    }
}

TEST_CASE("a new draft that was cut short is finished by running it again") {
    const Folder folder;
    write_project(folder);
    publish(folder);
    set_priority(folder, "high");
    fs::remove(folder.at("rules/20-note.parley"));
    folder.write("rules/90.parley", "rule \"Last\" on closed { add_note \"last\" }\n");
    publish(folder);
    const std::string first = folder.read("rules/10-queue.parley");
    CHECK(parley(folder, {"draft", "new", "--from", "1"}).code == 0);
    // The state as it is when the program ended in between: one file of the version, one of the folder before.
    folder.write("rules/10-queue.parley", first);
    std::string marker = folder.read(".parley/workspace");
    marker.replace(marker.find("\"filling\": false"), 16, "\"filling\": true");
    folder.write(".parley/workspace", marker);
    const Run save = parley(folder, {"draft", "save"});
    CHECK(save.code == 4);
    CHECK(contains(save.err, "cut short"));
    folder.write("rules/10-queue.parley.new-999999999-0", "half of");
    folder.write("rules/10-queue.parley.new-mine", "mine");
    const Run again = parley(folder, {"draft", "new", "--from", "1"});
    CHECK(again.code == 0);
    CHECK_FALSE(folder.has("rules/10-queue.parley.new-999999999-0"));
    CHECK(folder.has("rules/10-queue.parley.new-mine"));
    CHECK(contains(folder.read("rules/10-queue.parley"), "normal"));
    CHECK(parley(folder, {"draft", "save"}).code == 0);
}

TEST_CASE("a new draft writes nothing outside of the folder") {
    const Folder folder;
    write_project(folder, "care/");
    CHECK(parley(folder, {"-C", "care", "draft", "save"}).code == 0);
    CHECK(parley(folder, {"-C", "care", "publish"}).code == 0);
    folder.write("elsewhere/10-queue.parley", "rule \"Mine\" on closed { close }\n");
    fs::remove_all(folder.at("care/rules"));
    fs::create_symlink("../elsewhere", folder.at("care/rules"));
    const Run run = parley(folder, {"-C", "care", "draft", "new", "--force"});
    CHECK(run.code == 3);
    CHECK(contains(run.err, "outside of"));
    CHECK(contains(folder.read("elsewhere/10-queue.parley"), "Mine"));
}

TEST_CASE("the status of a draft says how it stands and what to do next") {
    const Folder folder;
    write_project(folder);
    const auto status = [&] { return parley(folder, {"draft", "status", "--format", "json"}).json(); };
    CHECK(status().at("draft").is_null());
    CHECK(status().at("next") == "parley draft save");
    CHECK(parley(folder, {"draft", "save", "--by", "amy"}).code == 0);
    const Run text = parley(folder, {"draft", "status"});
    CHECK(text.code == 0);
    CHECK(contains(text.out, "saved         amy, 2"));
    CHECK(contains(text.out, "1 test, all passed"));
    CHECK(status().at("folder") == "same");
    CHECK(status().at("next") == "parley publish");
    replace_in(folder, "rules/10-queue.parley", "priority normal", "priority high");
    CHECK(status().at("folder") == "edited");
    CHECK(status().at("next") == "parley draft save");
    CHECK(parley(folder, {"draft", "save", "--force"}).code == 0);
    CHECK(status().at("tests").at("failed") == 1);
    CHECK(status().at("next") == "parley test --draft");
    folder.write("rules/30.parley", "rule");
    CHECK(parley(folder, {"draft", "save"}).code == 0);
    CHECK(status().at("errors").get<int>() > 0);
    CHECK(status().at("tests").is_null());
    CHECK(status().at("next") == "parley check --draft");
}

TEST_CASE("a draft shows its rules, and its files when asked [S3.6]") {
    const Folder folder;
    write_project(folder);
    CHECK(parley(folder, {"draft", "save"}).code == 0);
    const Run text = parley(folder, {"draft", "show"});
    CHECK(contains(text.out, "Large order"));
    CHECK(contains(text.out, "rules/20-note.parley:1"));
    CHECK_FALSE(contains(text.out, "fallback_queue"));
    CHECK(contains(parley(folder, {"draft", "show", "--sources"}).out, "==> catalog.yaml <==\ncompany: Acme\n"));
    const Json json = parley(folder, {"draft", "show", "--format", "json"}).json();
    CHECK(json.at("rules").size() == 3);
    CHECK(json.at("rules").at(2) ==
          Json::parse(R"({"name":"Bye","events":["closed"],"place":"rules/20-note.parley:9","disabled":false})"));
    CHECK(json.at("files").size() == 4);
    CHECK(json.at("files").at(0).at("text") == folder.read("catalog.yaml"));
}

TEST_CASE("who saves is the login name, else what LOGNAME or USER say, else the user's number") {
    if (geteuid() != 0) return;  // nobody else can be somebody else
    const Folder folder;
    write_project(folder);
    for (const auto& at : fs::recursive_directory_iterator(folder.path())) fs::permissions(at, fs::perms::all);
    fs::permissions(folder.path(), fs::perms::all);
    const auto saved_by = [&](const std::vector<std::string>& environment, const std::string& priority) {
        set_priority(folder, priority);
        std::vector<std::string> command = {"setpriv", "--reuid", "54321", "--clear-groups", "env", "-i"};
        command.insert(command.end(), environment.begin(), environment.end());
        command.insert(command.end(), {program(), "draft", "save", "--force", "--format", "json"});
        const Run run = run_program(folder.path(), command);
        CHECK_MESSAGE(run.code == 0, run.err);
        return run.code == 0 ? run.json().at("draft").at("saved_by").get<std::string>() : run.err;
    };
    CHECK(saved_by({}, "high") == "user 54321");
    CHECK(saved_by({"USER=amy"}, "low") == "amy");
    CHECK(saved_by({"USER=amy", "LOGNAME=bob"}, "urgent") == "bob");
}

TEST_CASE("a marker that cannot be written is a warning and no failure") {
    const Folder folder;
    write_project(folder);
    folder.write(".parley", "a file in its place");
    const Run run = parley(folder, {"draft", "save", "--store", folder.at("store")});
    CHECK(run.code == 0);
    CHECK(contains(run.err, "warning"));
    // Nor is one that is none of ours more than none.
    fs::remove(folder.at(".parley"));
    for (const char* text : {"", "{}", "[1", "{\"format_version\":1,\"store\":7}"}) {
        folder.write(".parley/workspace", text);
        CHECK(parley(folder, {"draft", "save", "--store", folder.at("store")}).code == 0);
    }
}
