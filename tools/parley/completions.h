// Completion scripts for shells, from the commands' records.
#pragma once

#include <span>
#include <string>

#include "tools/parley/command.h"

namespace parley::cli {

std::string bash_completion(std::span<const Command> commands);
std::string zsh_completion(std::span<const Command> commands);
std::string fish_completion(std::span<const Command> commands);

}  // namespace parley::cli
