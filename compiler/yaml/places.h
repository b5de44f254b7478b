// Private to compiler/yaml: where a node begins and ends in its text. yaml-cpp's marks say only where it begins (a byte
// offset behind the byte order mark), and there its anchor and tag come first.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace parley::yaml {

struct Range {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool empty() const { return begin == end; }
};

// What stands before a node: `&anchor` and `!tag`, in either order; then where the node itself begins.
struct Properties {
    Range anchor, tag;
    std::uint32_t node = 0;
};
Properties read_properties(std::string_view text, std::uint32_t begin);

// A scalar with its quotes; of a block scalar (`|`, `>`) its header. `value` is what yaml-cpp made of it. nullopt: the
// quote is not closed, which yaml-cpp lets pass where the file ends in a line break.
std::optional<Range> scalar_range(std::string_view text, std::uint32_t begin, std::string_view value);
// Whether the scalar that begins there has no quotes and is no block scalar.
bool is_plain(std::string_view text, std::uint32_t begin);
// `*name`
Range alias_range(std::string_view text, std::uint32_t begin);
// The code point at `offset`; empty at the end of the text.
Range character_range(std::string_view text, std::uint32_t offset);

}  // namespace parley::yaml
