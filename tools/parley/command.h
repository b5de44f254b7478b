// A command as data: parsing, help, completions and man pages are all made from it. One command is one file with one
// function that gives its record (commands.h lists them).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/parley/exit_code.h"

namespace parley::cli {

class Arguments;
struct Session;

struct Option {
    std::string names;                 // "-o,--output"; the long one is its name
    std::string value;                 // what the value is called ("FILE", "DIR", "NAME"); empty: a flag
    std::string help;                  // half a sentence
    std::vector<std::string> choices;  // the only values it takes; empty: any
    bool required = false;

    std::string long_name() const;   // "output"
    std::string short_name() const;  // "o", or empty
};

struct Positional {
    std::string name;  // "FILE", "PATH"
    std::string help;
    bool required = false;
    bool many = false;
};

struct Example {
    std::string line;  // as typed, without a prompt
    std::string meaning;
};

struct Command {
    std::string name;
    std::string summary;      // half a sentence
    std::string description;  // paragraphs, a blank line between
    std::vector<Positional> positionals;
    std::vector<Option> options;
    std::vector<Example> examples;
    ExitCode (*run)(const Arguments&, Session&) = nullptr;
};

// Options that every command takes, before or after its name.
const std::vector<Option>& global_options();

// "parley decide [OPTION…] [EVENTS…]"
std::string synopsis(const Command& command);

// The usual `--format`, `text` first.
Option format_option(std::vector<std::string> formats);

}  // namespace parley::cli
