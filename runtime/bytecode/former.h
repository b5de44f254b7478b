// Internal to runtime/bytecode: artifacts of earlier formats, which stay readable for good.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "runtime/bytecode/sections.h"

namespace parley::bytecode {

inline constexpr std::size_t format_1_sections = static_cast<std::size_t>(Section::files) + 1;

// The sections that a file of this format has.
constexpr std::span<const SectionShape> shapes_of(std::uint32_t format) {
    return std::span(section_shapes).first(format == 1 ? format_1_sections : section_count);
}

// The same rules in the format of today, plan and all. `file` has an earlier format, sections that lie inside it, and
// one manifest; what they say of each other is the verifier's to check, of the result.
std::vector<std::byte> rewritten(std::span<const std::byte> file);

}  // namespace parley::bytecode
