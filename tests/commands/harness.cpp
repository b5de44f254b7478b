#include "tests/commands/harness.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace tests {

namespace fs = std::filesystem;

Folder::Folder() {
    std::string name = (fs::temp_directory_path() / "parley-commands-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = fs::canonical(name).string();
}

Folder::~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

void Folder::write(const std::string& name, std::string_view text) const {
    fs::create_directories(fs::path(at(name)).parent_path());
    std::ofstream(at(name), std::ios::binary) << text;
}

std::string Folder::read(const std::string& name) const {
    std::ostringstream out;
    out << std::ifstream(at(name), std::ios::binary).rdbuf();
    return out.str();
}

bool Folder::has(const std::string& name) const {
    return fs::exists(at(name));
}

std::vector<Json> Run::json_lines() const {
    std::vector<Json> lines;
    std::istringstream in(out);
    for (std::string line; std::getline(in, line);) lines.push_back(Json::parse(line));
    return lines;
}

namespace {

// In the child: without stdio, whose buffers are the parent's.
void become_stream(int descriptor, const std::string& path, int flags) {
    const int opened = open(path.c_str(), flags, 0600);
    if (opened < 0 || dup2(opened, descriptor) < 0) _exit(126);
    close(opened);
}

int wait_for(pid_t child) {
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::vector<std::string> with_program(const std::vector<std::string>& words) {
    std::vector<std::string> command = {program()};
    command.insert(command.end(), words.begin(), words.end());
    return command;
}

}  // namespace

Command::Command(const std::string& where, std::vector<std::string> words, const std::vector<std::string>& variables)
    : where_(where), words_(std::move(words)), variables_(variables) {
    for (std::string& word : words_) arguments_.push_back(word.data());
    arguments_.push_back(nullptr);
    for (std::string& variable : variables_) environment_.push_back(variable.data());
    for (char** known = environ; *known != nullptr; ++known) {
        const std::string_view name = std::string_view(*known).substr(0, std::string_view(*known).find('=') + 1);
        const auto sets = [&](const std::string& variable) { return variable.starts_with(name); };
        if (std::ranges::none_of(variables_, sets)) environment_.push_back(*known);
    }
    environment_.push_back(nullptr);
}

void Command::become() const {
    if (chdir(where_.c_str()) != 0) _exit(126);
    execvpe(arguments_[0], arguments_.data(), environment_.data());
    _exit(127);
}

bool is_other_program() {
    return std::getenv("PARLEY_PROGRAM") != nullptr;
}

std::string program() {
    const char* other = std::getenv("PARLEY_PROGRAM");
    return other != nullptr ? other : BUILT_PROGRAM;
}

Run run_program(const std::string& where, const std::vector<std::string>& command, const RunOptions& options) {
    const Folder streams;
    streams.write("in", options.in);
    const std::string in = streams.at("in"), out = streams.at("out"), err = streams.at("err");
    const Command started(where, command, options.environment);
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        become_stream(STDIN_FILENO, in, O_RDONLY);
        become_stream(STDOUT_FILENO, out, O_WRONLY | O_CREAT);
        become_stream(STDERR_FILENO, err, O_WRONLY | O_CREAT);
        started.become();
    }
    Run run;
    run.code = wait_for(child);
    run.out = streams.read("out");
    run.err = streams.read("err");
    return run;
}

Run parley(const Folder& where, const std::vector<std::string>& words, const RunOptions& options) {
    return run_program(where.path(), with_program(words), options);
}

Run parley_on_terminal(const Folder& where, const std::vector<std::string>& words, const std::string& typed) {
    const Command started(where.path(), with_program(words), {"TERM=xterm-256color"});
    int terminal = -1;
    const pid_t child = forkpty(&terminal, nullptr, nullptr, nullptr);
    REQUIRE(child >= 0);
    if (child == 0) started.become();
    REQUIRE(write(terminal, typed.data(), typed.size()) == static_cast<ssize_t>(typed.size()));
    Run run;
    char buffer[4096];
    for (ssize_t count = 0; (count = read(terminal, buffer, sizeof buffer)) > 0;)
        run.out.append(buffer, static_cast<std::size_t>(count));
    close(terminal);
    run.code = wait_for(child);
    return run;
}

void write_project(const Folder& folder, const std::string& below) {
    folder.write(below + "catalog.yaml",
                 "company: Acme\n"
                 "queues: [Default, Priority, Triage]\n"
                 "fallback_queue: Triage\n"
                 "contact_points: [Support, Sales]\n"
                 "fields:\n"
                 "  conversation.order_total: {type: decimal}\n");
    folder.write(below + "rules/10-queue.parley",
                 "ruleset \"Acme\"\n"
                 "\n"
                 "rule \"Queue\"\n"
                 "    on starting\n"
                 "{\n"
                 "    set_priority normal\n"
                 "    if all {\n"
                 "        conversation.language is \"fr\"\n"
                 "        conversation.contact_point is Sales\n"
                 "    } {\n"
                 "        send_to_queue \"Priority\"\n"
                 "    }\n"
                 "    else {\n"
                 "        send_to_queue \"Default\"\n"
                 "    }\n"
                 "}\n");
    folder.write(below + "rules/20-note.parley",
                 "rule \"Large order\"\n"
                 "    on starting\n"
                 "{\n"
                 "    if conversation.order_total >= 99.5 {\n"
                 "        add_note \"large\"\n"
                 "    }\n"
                 "}\n"
                 "\n"
                 "rule \"Bye\"\n"
                 "    on closed\n"
                 "{\n"
                 "    send_message \"Bye {{companyName}}\"\n"
                 "}\n");
    folder.write(below + "tests/rules.test.yaml",
                 "tests:\n"
                 "  - name: others go to Default\n"
                 "    event: starting\n"
                 "    given: {conversation: {language: en}}\n"
                 "    expect: [{set_priority: normal}, {send_to_queue: Default}]\n");
}

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

namespace {

bool has_only_known_entities(std::string_view text) {
    for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
        const std::string_view rest = text.substr(at);
        bool known = false;
        for (const std::string_view entity : {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"})
            known = known || rest.starts_with(entity);
        if (!known) return false;
    }
    return true;
}

}  // namespace

bool is_well_formed_xml(std::string_view text) {
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') return false;
    }
    if (!has_only_known_entities(text)) return false;
    std::vector<std::string> open;
    bool seen = false;
    for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
        const std::size_t end = text.find('>', at);
        if (end == std::string_view::npos) return false;
        std::string_view tag = text.substr(at + 1, end - at - 1);
        if (tag.empty() || tag.find('<') != std::string_view::npos) return false;
        if (tag[0] == '?') continue;
        if (std::count(tag.begin(), tag.end(), '"') % 2 != 0) return false;
        if (tag[0] == '/') {
            if (open.empty() || open.back() != tag.substr(1)) return false;
            open.pop_back();
            continue;
        }
        if (open.empty() && seen) return false;
        seen = true;
        if (tag.back() != '/') open.emplace_back(tag.substr(0, tag.find_first_of(" \n")));
    }
    return seen && open.empty();
}

}  // namespace tests
