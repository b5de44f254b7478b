// The opcode table of opcodes.def as an enum and as data.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace parley::bytecode {

enum class Opcode : std::uint8_t {
#define PARLEY_OPCODE(number, name, subject, first, second, jumps, meaning) name = number,
#include "runtime/bytecode/opcodes.def"
#undef PARLEY_OPCODE
};

enum class OperandKind : std::uint8_t { none, slot, constant, list, pattern, schedule, condition, action, branch };
enum class Jumps : std::uint8_t { test, jump, end, next };

struct OpcodeInfo {
    Opcode opcode;
    std::string_view name;
    OperandKind subject, first, second;
    Jumps jumps;
    std::string_view meaning;
};

std::span<const OpcodeInfo> opcodes();
// nullptr: no such opcode.
const OpcodeInfo* find_opcode(std::uint8_t number);

}  // namespace parley::bytecode
