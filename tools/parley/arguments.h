// The command line parsed. CLI11 is behind arguments.cpp and nowhere else.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tools/parley/command.h"

namespace parley::cli {

class Arguments {
public:
    bool has(std::string_view option) const { return options_.contains(option); }
    // By the long name; the last one given.
    std::optional<std::string> value(std::string_view option) const;
    // All that were given, in their order.
    const std::vector<std::string>& values(std::string_view option) const;
    std::string value_or(std::string_view option, std::string_view otherwise) const;
    // By the positional's name.
    const std::vector<std::string>& list(std::string_view positional) const;
    std::optional<std::string> first(std::string_view positional) const;
    // `--format`, or the command's first format.
    std::string format() const { return value_or("format", default_format_); }

private:
    friend class Parser;
    using Lists = std::map<std::string, std::vector<std::string>, std::less<>>;
    static const std::vector<std::string>& find(const Lists& lists, std::string_view name);

    Lists options_, positionals_;
    std::string default_format_;
};

struct Parsed {
    const Command* command = nullptr;  // nullptr: none was named
    std::string group;                 // the first word of commands such as `draft new`, where the second is missing
    Arguments arguments;
    bool help = false;
    bool version = false;
    std::string error;  // not empty: wrong usage, in words, with a suggestion where a name is near
};

Parsed parse_arguments(std::span<const std::string> words, std::span<const Command> commands);

}  // namespace parley::cli
