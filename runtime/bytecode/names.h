// Names by hash tables that lie in the artifact: open addressing, an entry is an index + 1, or 0 where there is none.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

#include "runtime/bytecode/format.h"

namespace parley::bytecode {

// Part of the format. Eight bytes at a time; whoever chooses names that collide makes his own look-ups slow, and no
// more than linear.
inline std::uint64_t hash_of(std::string_view name) {
    constexpr std::uint64_t factor = 0x9E37'79B9'7F4A'7C15u;
    const auto mix = [](std::uint64_t hash, std::uint64_t piece) {
        const auto product = static_cast<unsigned __int128>(hash ^ piece) * factor;
        return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
    };
    std::uint64_t hash = mix(factor, name.size());
    std::uint64_t piece = 0;
    for (; name.size() > sizeof piece; name.remove_prefix(sizeof piece)) {
        std::memcpy(&piece, name.data(), sizeof piece);
        hash = mix(hash, piece);
    }
    piece = 0;
    if (!name.empty()) std::memcpy(&piece, name.data(), name.size());
    return mix(hash, piece);
}

// `buckets` has a power of two of them; entries are in range of `name_of`. none: no such name.
template <typename NameOf>
std::uint32_t find_name(std::span<const std::uint32_t> buckets, std::string_view name, const NameOf& name_of) {
    if (buckets.empty()) return none;
    const std::size_t mask = buckets.size() - 1;
    const std::size_t begin = hash_of(name);
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        const std::uint32_t entry = buckets[(begin + i) & mask];
        if (entry == 0) return none;
        if (name_of(entry - 1) == name) return entry - 1;
    }
    return none;
}

}  // namespace parley::bytecode
