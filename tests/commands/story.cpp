// The session of grammar/manual/versions.md, typed as it stands there. In its `sh` blocks a line that begins with `$ `
// is typed, lines behind it that begin with `> ` go on with it, and the others are what shows then, stdout and stderr
// as they come. `…` stands for what varies in a line; in what is typed, `b2:…` is the digest that was shown last.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/commands/harness.h"

using namespace tests;

namespace {

struct Step {
    std::string typed;
    std::string expected;
    std::size_t line = 0;
};

std::vector<Step> steps_of(const std::string& path) {
    std::vector<Step> steps;
    std::ifstream page(path);
    bool inside = false;
    std::size_t number = 0;
    for (std::string line; std::getline(page, line);) {
        ++number;
        if (line.starts_with("```")) {
            inside = !inside && line == "```sh";
        } else if (inside && line.starts_with("$ ")) {
            steps.push_back({line.substr(2), "", number});
        } else if (inside && line.starts_with("> ") && !steps.empty()) {
            steps.back().typed += "\n" + line.substr(2);
        } else if (inside && !steps.empty()) {
            steps.back().expected += line + "\n";
        }
    }
    return steps;
}

// One shell for all, so that a folder once entered stays. Each step's output goes to a file of its own.
std::string script_of(const std::vector<Step>& steps, const std::string& outputs) {
    const std::string latest = "\"$(cat $(ls -tr " + outputs + "/*) | grep -o 'b2:[0-9a-f]*' | tail -n 1)\"";
    std::string script = "PATH=" + std::filesystem::path(program()).parent_path().string() + ":$PATH\n";
    for (std::size_t i = 0; i < steps.size(); ++i) {
        std::string typed = steps[i].typed;
        const std::string digest = "b2:…";
        if (const std::size_t at = typed.find(digest); at != std::string::npos)
            typed.replace(at, digest.size(), latest);
        script += "exec > " + outputs + "/" + std::to_string(1000 + i) + " 2>&1\n" + typed + "\n";
    }
    return script;
}

bool line_matches(std::string_view line, std::string_view pattern) {
    constexpr std::string_view anything = "…";
    std::size_t hole = pattern.find(anything);
    if (hole == std::string_view::npos) return line == pattern;
    if (!line.starts_with(pattern.substr(0, hole))) return false;
    line.remove_prefix(hole);
    while (hole != std::string_view::npos) {
        pattern.remove_prefix(hole + anything.size());
        hole = pattern.find(anything);
        const std::string_view part = pattern.substr(0, hole);
        if (hole == std::string_view::npos) return line.size() > part.size() && line.ends_with(part);
        const std::size_t found = line.find(part, 1);
        if (found == std::string_view::npos) return false;
        line.remove_prefix(found + part.size());
        pattern.remove_prefix(part.size());
        hole = 0;
    }
    return false;
}

bool matches(const std::string& text, const std::string& pattern) {
    std::istringstream lines(text), patterns(pattern);
    std::string line, expected;
    while (std::getline(patterns, expected)) {
        if (!std::getline(lines, line) || !line_matches(line, expected)) return false;
    }
    return !std::getline(lines, line);
}

}  // namespace

TEST_CASE("a line with a hole matches what has something in it") {
    CHECK(line_matches("b2:12ab, 3 bytes", "b2:…, 3 bytes"));
    CHECK(line_matches("amy, 10:22, more", "amy, …"));
    CHECK(line_matches("at 1 by 2 end", "at … by … end"));
    CHECK_FALSE(line_matches("amy, ", "amy, …"));
    CHECK_FALSE(line_matches("at 1 by 2 fin", "at … by … end"));
    CHECK_FALSE(line_matches("version 2", "version 1"));
    CHECK_FALSE(matches("one\ntwo\n", "one\n"));
    CHECK_FALSE(matches("one\n", "one\ntwo\n"));
}

TEST_CASE("the session of the manual goes as it stands there [S3.2] [S3.9] [S3.10] [S3.12] [S3.17] [S3.19] [S3.79]") {
    const Folder folder;
    folder.write("outputs/0000", "");
    folder.write("work/.keep", "");
    const std::vector<Step> steps = steps_of(std::string(PARLEY_ROOT) + "/grammar/manual/versions.md");
    REQUIRE(steps.size() > 20);
    const Run run = run_program(folder.at("work"), {"bash", "-c", script_of(steps, folder.at("outputs"))});
    CHECK(run.code == 0);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const std::string shown = folder.read("outputs/" + std::to_string(1000 + i));
        CHECK_MESSAGE(matches(shown, steps[i].expected), "versions.md:" << steps[i].line << ": $ " << steps[i].typed
                                                                        << "\nshows\n"
                                                                        << shown << "instead of\n"
                                                                        << steps[i].expected);
    }
}
