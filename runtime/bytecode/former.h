// Internal to runtime/bytecode: artifacts of earlier formats, which stay readable for good.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "runtime/bytecode/sections.h"

namespace parley::bytecode {

inline constexpr std::size_t format_1_sections = static_cast<std::size_t>(Section::files) + 1;

// Format 2 had no blocks, and larger records in two sections. Nothing of its plan is read but where it ends.
inline constexpr std::array<SectionShape, section_count - 1> format_2_shapes = [] {
    constexpr auto blocks = static_cast<std::size_t>(Section::blocks), sifts = static_cast<std::size_t>(Section::sifts);
    std::array<SectionShape, section_count - 1> shapes{};
    for (std::size_t i = 0; i < shapes.size(); ++i) shapes[i] = section_shapes[i < blocks ? i : i + 1];
    shapes[static_cast<std::size_t>(Section::indexes)].record_bytes = 36;
    shapes[sifts - 1].record_bytes = 12;
    return shapes;
}();

// The sections that a file of this format has.
constexpr std::span<const SectionShape> shapes_of(std::uint32_t format) {
    if (format == 1) return std::span(section_shapes).first(format_1_sections);
    if (format == 2) return format_2_shapes;
    return section_shapes;
}

// The same rules in the format of today, plan and all. `file` has an earlier format, sections that lie inside it, and
// one manifest; what they say of each other is the verifier's to check, of the result.
std::vector<std::byte> rewritten(std::span<const std::byte> file);

}  // namespace parley::bytecode
