// Help as text, from the commands' records.
#pragma once

#include <span>
#include <string>

#include "tools/parley/command.h"
#include "tools/parley/terminal.h"

namespace parley::cli {

std::string overview(std::span<const Command> commands, const Terminal& terminal);
// Of commands that share their first word, such as those of `draft`.
std::string group_help(std::string_view group, std::span<const Command> commands, const Terminal& terminal);
std::string command_help(const Command& command, const Terminal& terminal);

// The table of exit codes, for help and man pages.
struct ExitMeaning {
    int code;
    std::string_view meaning;
};
std::span<const ExitMeaning> exit_meanings();

// `text` in lines of at most `width` columns, each behind `indent` blanks. Line breaks in it are kept.
std::string wrap(std::string_view text, std::size_t indent, std::size_t width);

}  // namespace parley::cli
