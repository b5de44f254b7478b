#include <doctest/doctest.h>

#include <regex>

#include "tests/commands/versions.h"

namespace tests {

Run publish(const Folder& folder, const std::vector<std::string>& options) {
    CHECK(parley(folder, {"draft", "save"}).code == 0);
    std::vector<std::string> words = {"publish"};
    words.insert(words.end(), options.begin(), options.end());
    Run run = parley(folder, words);
    CHECK(run.code == 0);
    return run;
}

void set_priority(const Folder& folder, const std::string& priority, const std::string& below) {
    for (const char* file : {"rules/10-queue.parley", "tests/rules.test.yaml"}) {
        const std::regex written("(set_priority:? )[a-z]+");
        folder.write(below + file, std::regex_replace(folder.read(below + file), written, "$1" + priority));
    }
}

void replace_in(const Folder& folder, const std::string& file, const std::string& from, const std::string& to) {
    std::string text = folder.read(file);
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    folder.write(file, text.replace(at, from.size(), to));
}

std::string decided_priority(const Folder& folder, const std::vector<std::string>& options) {
    std::vector<std::string> words = {"decide"};
    words.insert(words.end(), options.begin(), options.end());
    const Run run = parley(folder, words, {std::string(starting_event) + "\n", {}});
    CHECK(run.code == 0);
    if (run.code != 0) return run.err;
    return run.json().at("actions").at(0).at("priority");
}

Json entries(const Folder& folder) {
    return parley(folder, {"log", "--format", "json"}).json().at("entries");
}

}  // namespace tests
