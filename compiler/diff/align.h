// Internal to compiler/diff: which things of two lists are the same, and which of them moved. What comes out does not
// depend on which list is called the first, so that a mirrored comparison gives the mirrored answer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace parley::diff {

// FNV-1a, for `content`: the same on every machine, unlike std::hash.
std::uint64_t content_of(std::string_view text);

// One thing of a list, by what it may be recognised.
struct Item {
    std::uint32_t same = 0;            // equal: identical
    std::uint64_t content = 0;         // a hash of the content, the same on both sides
    std::uint32_t size = 1;            // what is larger would rather stay where it is
    std::uint32_t family = 0;          // only things of one family are ever the same thing
    std::vector<std::uint32_t> keys;   // second best to identical: equal numbers in one place of the list; 0: none
    std::vector<std::uint32_t> parts;  // sorted: likeness is the share of parts that both have
};

struct Pair {
    std::uint32_t before, after;
    bool moved = false;
};

// When things that are neither identical nor have a key in common are the same all the same.
struct Likeness {
    std::uint32_t percent = 0;  // of parts in common, at least; 0: whatever is left of one family, likest first
    bool more_than = false;     // not at least but more than that
};

// The pairs in the order of `before`. Identical things first, as many as possible in their order; then by each key;
// then by likeness, best first. Near linear in time where things differ from one another; parts that very many things
// share do not make candidates.
std::vector<Pair> align(std::span<const Item> before, std::span<const Item> after, Likeness likeness);

// Sets `moved` on the fewest pairs whose places explain the order of the others. `pairs` in the order of `before`.
void mark_moves(std::span<Pair> pairs, std::span<const Item> before, std::span<const Item> after);

}  // namespace parley::diff
