#include "tests/faults/targets.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

#include "tests/faults/folder.h"
#include "tests/faults/store_view.h"

namespace faults {

Outcome must(const std::string& folder, const Words& words) {
    Outcome outcome = parley(folder, words);
    if (outcome.code != 0)
        throw std::runtime_error("`parley " + shown(words) + "` ended with " + std::to_string(outcome.code) + ": " +
                                 outcome.err + outcome.out);
    return outcome;
}

void write_rules(const std::string& folder, int number) {
    write_text(
        folder + "/rules/10-queue.parley",
        "ruleset \"Acme\"\n\nrule \"Queue\"\n    on starting\n{\n    set_priority normal\n    add_note \"rules " +
            std::to_string(number) + "\"\n    send_to_queue \"Default\"\n}\n");
}

void write_project(const std::string& folder, int number) {
    write_text(folder + "/catalog.yaml",
               "company: Acme\nqueues: [Default, Priority, Triage]\nfallback_queue: Triage\n");
    write_text(folder + "/rules/20-bye.parley",
               "rule \"Bye\"\n    on closed\n{\n    send_message \"Bye {{companyName}}\"\n}\n");
    write_text(folder + "/tests/rules.test.yaml",
               "tests:\n  - name: everybody goes to Default\n    event: starting\n"
               "    given: {conversation: {language: en}}\n    expect_includes: [{send_to_queue: Default}]\n");
    write_rules(folder, number);
}

void prepare_published(const std::string& folder) {
    write_project(folder, 1);
    for (int number = 1; number <= 2; ++number) {
        write_rules(folder, number);
        must(folder, {"draft", "save", "--by", "amy"});
        must(folder, {"publish", "-m", "number " + std::to_string(number), "--by", "amy"});
    }
    for (int number = 3; number <= 5; ++number) {
        write_rules(folder, number);
        must(folder, {"draft", "save", "--by", "amy"});
    }
}

namespace {

void prepare_unformatted(const std::string& folder) {
    write_project(folder, 1);
    for (const std::string name : {"rules/10-queue.parley", "rules/20-bye.parley"})
        write_text(folder + "/" + name, "\n\n" + read_text(folder + "/" + name) + "\n\n");
}

void prepare_edited(const std::string& folder) {
    prepare_published(folder);
    write_rules(folder, 6);
}

void prepare_draft(const std::string& folder) {
    write_project(folder, 1);
    must(folder, {"draft", "save", "--by", "amy"});
}

void prepare_key(const std::string& folder) {
    prepare_published(folder);
    must(folder, {"key", "new", "care.key"});
}

Parts look_at_store(const std::string& folder) {
    return {{the_store, view_of_store(folder)}};
}

std::function<Parts(const std::string&)> look_at_files(const Words& names) {
    return [names](const std::string& folder) {
        Parts parts;
        for (const std::string& name : names) parts[name] = read_text(folder + "/" + name);
        return parts;
    };
}

// The draft and the files of the project that it is copied to.
Parts look_at_workspace(const std::string& folder) {
    Parts parts = look_at_files({"rules/10-queue.parley", "rules/20-bye.parley", "catalog.yaml"})(folder);
    parts[the_store] = view_of_store(folder);
    return parts;
}

// Keys are random, and the comment names who made them: whether each file holds a key, and who may read it.
Parts look_at_keys(const std::string& folder) {
    Parts parts;
    for (const std::string name : {"new.key", "new.key.pub"}) {
        const std::string text = read_text(folder + "/" + name);
        struct stat status {};
        const bool there = stat((folder + "/" + name).c_str(), &status) == 0;
        const std::size_t key = text.rfind("ed25519");
        const bool whole = key != std::string::npos && text.find('\n', key) == text.size() - 1;
        parts[name] = !there ? "none" : (whole ? "whole, " : "torn, ") + std::to_string(status.st_mode & 0777);
    }
    return parts;
}

std::vector<Target> make_targets() {
    // Who: said, since the machine's list of users is not what is tested here.
    const auto store = [](std::string name, void (*prepare)(const std::string&), Words words) {
        words.insert(words.end(), {"--by", "amy", "--format", "json"});
        return Target{std::move(name), prepare, std::move(words), look_at_store};
    };
    std::vector<Target> all = {
        store("draft save, the first", [](const std::string& folder) { write_project(folder, 1); }, {"draft", "save"}),
        store("draft save", prepare_edited, {"draft", "save"}),
        store("draft new", prepare_published, {"draft", "new", "--from", "1", "--force"}),
        store("draft discard", prepare_published, {"draft", "discard"}),
        store("publish, the first", prepare_draft, {"publish", "-m", "first"}),
        store("publish", prepare_published, {"publish", "-m", "next"}),
        store("publish --key", prepare_key, {"publish", "-m", "signed", "--key", "care.key"}),
        store("republish", prepare_published, {"republish", "1"}),
        store("gc", prepare_published, {"gc", "--keep", "1"}),
        {"key new",
         [](const std::string& folder) { write_project(folder, 1); },
         {"key", "new", "new.key"},
         look_at_keys},
        {"fmt", prepare_unformatted, {"fmt"}, look_at_files({"rules/10-queue.parley", "rules/20-bye.parley"})},
        {"build",
         [](const std::string& folder) { write_project(folder, 1); },
         {"build", "-o", "acme.parleyc"},
         look_at_files({"acme.parleyc"})},
        {"init",
         [](const std::string& folder) { write_project(folder, 1); },
         {"init", "--force"},
         look_at_files({"catalog.yaml", "parley.yaml", "rules/10-initial-queue.parley", "rules/40-closing.parley",
                        "tests/default-rules.test.yaml", "events/morning.jsonl"}),
         false,
         false},
    };
    for (Target& row : all) {
        if (row.name == "draft new") row.look = look_at_workspace;
        if (row.name == "key new") row.refusal = 4;  // a key is never overwritten, nor half of one
        row.output_acknowledges = row.name != "fmt" && row.name != "init";
        row.always_whole = row.name == "publish" || row.name == "republish" || row.name == "draft save";
    }
    return all;
}

std::vector<Target> those(bool (*wanted)(const Target&)) {
    std::vector<Target> some;
    std::copy_if(targets().begin(), targets().end(), std::back_inserter(some), wanted);
    return some;
}

}  // namespace

const std::vector<Target>& targets() {
    static const std::vector<Target> chosen = [] {
        std::vector<Target> rows = make_targets();
        if (const char* name = std::getenv("PARLEY_TARGET"))
            std::erase_if(rows, [name](const Target& row) { return row.name != name; });
        return rows;
    }();
    return chosen;
}

std::vector<Target> store_targets() {
    return those([](const Target& row) {
        return row.name != "key new" && row.name != "fmt" && row.name != "build" && row.name != "init";
    });
}

std::vector<Target> published_targets() {
    return those([](const Target& row) {
        return row.name == "draft new" || row.name == "draft discard" || row.name == "publish" ||
               row.name == "republish" || row.name == "gc";
    });
}

}  // namespace faults
