// Bytecode as text: address, mnemonic, operands by name, and the source line it came from.
#pragma once

#include <string>

#include "runtime/bytecode/reader.h"

namespace parley::bytecode {

std::string disassemble(const Artifact& artifact);

}  // namespace parley::bytecode
