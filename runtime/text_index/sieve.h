// Where in a text a key of a small table may begin, found for 32 places at once: each byte's two halves are looked up
// in small tables that say, by group of entries, whether a key has such a half there. It is the first stage of Teddy,
// the matcher for few words in Hyperscan (Wang et al., NSDI 2019). Private to this folder.
#pragma once

#include <cstdint>
#include <string_view>

#include "runtime/text_index/layout.h"

namespace parley::text_index {

inline constexpr std::size_t sieved_at_once = 128;                            // places
inline constexpr std::size_t most_places = sieved_at_once + longest_key - 1;  // those at the end perhaps twice

// Where can_sieve(). Of the next sieved_at_once places from `begin` on, which is inside the text, those where a key may
// begin.
std::size_t maybe_keys(const Sieve& sieve, std::string_view text, std::size_t begin, std::uint32_t* places);

}  // namespace parley::text_index
