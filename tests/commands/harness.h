// Runs the built program as a user would, in folders of its own.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace tests {

using Json = nlohmann::json;

// The program under test: that of the same build, or what the environment's PARLEY_PROGRAM names.
std::string program();
// Whether that is another one than the same build's.
bool is_other_program();

// A folder that is gone when this is.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const std::string& path() const { return path_; }
    std::string at(const std::string& name) const { return path_ + "/" + name; }
    // Makes the folders between.
    void write(const std::string& name, std::string_view text) const;
    std::string read(const std::string& name) const;
    bool has(const std::string& name) const;

private:
    std::string path_;
};

struct Run {
    int code = -1;  // of the exit; 128 and the signal's number after a signal
    std::string out, err;
    Json json() const { return Json::parse(out); }
    std::vector<Json> json_lines() const;
};

// What a child needs to become another program, made before it is forked: another thread may hold the lock of the
// memory at that moment, and nobody would open it in the child.
class Command {
public:
    // `variables`: "NAME=value", beside what there is.
    Command(const std::string& where, std::vector<std::string> words, const std::vector<std::string>& variables = {});
    Command(const Command&) = delete;
    Command& operator=(const Command&) = delete;
    [[noreturn]] void become() const;  // in the child

private:
    std::string where_;
    std::vector<std::string> words_, variables_;
    std::vector<char*> arguments_, environment_;
};

struct RunOptions {
    std::string in;                        // on stdin
    std::vector<std::string> environment;  // "NAME=value", beside what there is
};

// The program in the folder `where`.
Run parley(const Folder& where, const std::vector<std::string>& words, const RunOptions& options = {});
// Any program.
Run run_program(const std::string& where, const std::vector<std::string>& command, const RunOptions& options = {});
// The program with a terminal for stdin, stdout and stderr, on which `typed` is typed; all that shows there is `out`.
Run parley_on_terminal(const Folder& where, const std::vector<std::string>& words, const std::string& typed = "");

// A project of two rules in a file each, with a catalog and a test that passes.
void write_project(const Folder& folder, const std::string& below = "");
inline constexpr std::string_view starting_event =
    R"({"id":"e1","event":"starting","at":"2026-11-21T10:22:00Z","conversation":{"language":"en"}})";

bool contains(std::string_view text, std::string_view part);

// Whether the text is one well-formed XML element with what stands in it, as far as tags, attributes and entities go.
bool is_well_formed_xml(std::string_view text);

}  // namespace tests
