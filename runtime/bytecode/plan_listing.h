// Internal to runtime/bytecode: the plan as text, for the disassembler.
#pragma once

#include <string>

#include "runtime/bytecode/reader.h"

namespace parley::bytecode {

// Which words are looked for together, and for each index its rows and what wakes them.
std::string plan_text(const Artifact& artifact);

}  // namespace parley::bytecode
