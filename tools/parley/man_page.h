// Manual pages in the man(7) macros, from the commands' records.
#pragma once

#include <span>
#include <string>

#include "tools/parley/command.h"

namespace parley::cli {

// "parley-draft-new"
std::string page_name(const Command& command);

// parley(1)
std::string program_page(std::span<const Command> commands);
// parley-COMMAND(1)
std::string command_page(const Command& command);

}  // namespace parley::cli
