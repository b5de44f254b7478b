// Manual pages in the man(7) macros, from the commands' records.
#pragma once

#include <span>
#include <string>

#include "tools/parley/command.h"

namespace parley::cli {

// parley(1)
std::string program_page(std::span<const Command> commands);
// parley-COMMAND(1)
std::string command_page(const Command& command);

}  // namespace parley::cli
