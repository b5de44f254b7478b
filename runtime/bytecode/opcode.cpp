#include "runtime/bytecode/opcode.h"

#include <algorithm>
#include <array>

namespace parley::bytecode {

namespace {

constexpr OpcodeInfo table[] = {
#define PARLEY_OPCODE(number, name, subject, first, second, jumps, meaning) \
    {Opcode::name, #name, OperandKind::subject, OperandKind::first, OperandKind::second, Jumps::jumps, meaning},
#include "runtime/bytecode/opcodes.def"
#undef PARLEY_OPCODE
};

// By number: its place in the table behind 1, 0 where there is no such opcode.
constexpr std::array<std::uint8_t, 256> places = [] {
    std::array<std::uint8_t, 256> result{};
    for (std::size_t i = 0; i < std::size(table); ++i)
        result[static_cast<std::uint8_t>(table[i].opcode)] = static_cast<std::uint8_t>(i + 1);
    return result;
}();

}  // namespace

std::span<const OpcodeInfo> opcodes() {
    return table;
}

const OpcodeInfo* find_opcode(std::uint8_t number) {
    const std::uint8_t place = places[number];
    return place == 0 ? nullptr : &table[place - 1];
}

}  // namespace parley::bytecode
