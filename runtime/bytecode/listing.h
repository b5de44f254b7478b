// Internal to runtime/bytecode: what the tables hold, in the words of the rules, for the disassembler. Names and texts
// come from a file that may be anybody's: control characters are escaped and long texts are cut.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/bytecode/reader.h"

namespace parley::bytecode {

// In double quotes.
std::string quote(std::string_view text);
// As it is, but for its control characters.
std::string printable(std::string_view text);

// Of a value that is no text.
std::string number_text(const Artifact& artifact, value::Type type, value::Number number);
std::string constant_text(const Artifact& artifact, std::uint32_t constant);
std::string slot_text(const Artifact& artifact, std::uint32_t slot);
std::string action_text(const Artifact& artifact, std::uint32_t action);
// The line of the source around byte `at` of a file, without its indentation.
std::string source_line(const Artifact& artifact, std::uint32_t file, std::uint32_t at);

}  // namespace parley::bytecode
