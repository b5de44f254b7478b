// A command as data: parsing, help, completions and man pages are all made from it. One command is one file with one
// function that gives its record (commands.h lists them).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tools/parley/exit_code.h"

namespace parley::cli {

class Arguments;
struct Session;

struct Option {
    std::string names;                 // "-o,--output"; the long one is its name
    std::string value;                 // what the value is called ("FILE", "DIR", "N": a number); empty: a flag
    std::string help;                  // half a sentence
    std::vector<std::string> choices;  // the only values it takes; empty: any
    bool required = false;
    bool many = false;        // may be given several times
    std::string one_of = {};  // of the options with the same word here only one may be given

    std::string long_name() const;   // "output"
    std::string short_name() const;  // "o", or empty
};

struct Positional {
    std::string name;  // "FILE", "PATH", "N": a number
    std::string help;
    bool required = false;
    bool many = false;
};

struct Example {
    std::string line;  // as typed, without a prompt
    std::string meaning;
};

struct Command {
    std::string name;         // with a blank where it stands in a group: "draft new"
    std::string summary;      // half a sentence
    std::string description;  // paragraphs, a blank line between
    std::vector<Positional> positionals;
    std::vector<Option> options;
    std::vector<Example> examples;
    ExitCode (*run)(const Arguments&, Session&) = nullptr;
};

// The first word of a name, and what follows it: "draft" and "new", "check" and nothing.
std::string_view first_word(const Command& command);
std::string_view second_word(const Command& command);
// The commands that `group` stands before; none where it is no group.
std::vector<Command> commands_in(std::span<const Command> commands, std::string_view group);

// Options that every command takes, before or after its name.
const std::vector<Option>& global_options();

// "parley decide [OPTION…] [EVENTS…]"
std::string synopsis(const Command& command);

// The usual `--format`, `text` first.
Option format_option(std::vector<std::string> formats);

}  // namespace parley::cli
