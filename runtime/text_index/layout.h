// How the table's bytes are laid out. Private to this folder.
//
// Every pattern has a key: four neighbouring bytes of it (all of it, if it is shorter) that few other patterns have.
// The pass takes the key at each place of the text, by itself, so that no step waits for the one before, and asks a
// filter whether any pattern may have it. Of the few that are left the buckets are read, and their patterns compared
// with the text around. A bucket has few patterns; those that found no room in any, as they are all alike, are looked
// for one by one. Of a small table a sieve (sieve.h) tells many places at once that no key begins there.
//
// In this order, little-endian, each part right behind the one before:
//   Header
//   sieve     Sieve
//   filter    u8 x (1 << filter_bits): 1 where a pattern has a key with this hash, else 0
//   buckets   u32 x ((1 << bucket_bits) + 1): where each one's entries begin, and where the last one's end
//   entries   Entry x entry_count, by bucket; behind the last one's those that have none
//   always    u32 x always_count: patterns that are in every text
//   bytes     of the patterns that are longer than an entry's head; text_bytes, and zeros up to a multiple of 4
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "runtime/text_index/text_index.h"

namespace parley::text_index {

inline constexpr std::uint32_t longest_key = 4;

struct Header {
    std::uint32_t pattern_count = 0, entry_count = 0, always_count = 0, text_bytes = 0;
    std::uint32_t filter_bits = 0, bucket_bits = 0;
    std::uint32_t key_sizes = 0;  // bit n: there are keys of n + 1 bytes
    std::uint32_t is_sieved = 0;  // 1: few patterns, all with keys, by which `sieve` is made; 0: it is empty
};
// For each byte of a key the groups of entries, a bit each, whose keys have such a low and such a high half there; a
// key that is shorter has any.
inline constexpr std::uint32_t most_sieved = 48, sieve_groups = 8, fewest_key_bytes = 3;
struct Sieve {
    std::uint8_t low[longest_key][16] = {}, high[longest_key][16] = {};
    std::uint32_t has_short_keys = 0;
    std::uint32_t key_bytes = 0;  // looked at, from the first on: 3 where each group is one key, else 4
};
inline constexpr std::uint32_t least_filter_bits = 5, most_filter_bits = 26, most_in_a_bucket = 32;

struct Entry {
    std::uint32_t pattern;
    std::uint32_t size;                     // of the pattern in bytes
    std::uint32_t text;                     // where they are; 0 where all stand in `head`
    std::uint32_t key_at : 30, anchor : 2;  // where in the pattern its key is
    char head[16];                          // the pattern's first bytes, zeros behind
};
static_assert(sizeof(Entry) == 32);

// A key's bytes in the low end of a word, zeros above.
inline std::uint32_t key_at(const char* place) {
    static_assert(std::endian::native == std::endian::little);
    std::uint32_t key;
    std::memcpy(&key, place, sizeof key);
    return key;
}
constexpr std::uint32_t key_mask(std::uint32_t size) {
    return size == longest_key ? ~std::uint32_t{0} : (std::uint32_t{1} << size * 8) - 1;
}
// A key's cell of the filter; the upper bits of its number are the number of its bucket.
inline constexpr std::uint32_t key_factor = 0x9E3779B1;
constexpr std::uint32_t filter_cell(std::uint32_t key, std::uint32_t filter_bits) {
    return key * key_factor >> (32 - filter_bits);
}

// The parts of a table whose header may be trusted.
struct Parts {
    explicit Parts(const std::byte* table)
        : header(reinterpret_cast<const Header*>(table)),
          sieve(reinterpret_cast<const Sieve*>(header + 1)),
          filter(reinterpret_cast<const std::uint8_t*>(sieve + 1)),
          buckets(reinterpret_cast<const std::uint32_t*>(filter + (std::size_t{1} << header->filter_bits))),
          entries(reinterpret_cast<const Entry*>(buckets + (std::size_t{1} << header->bucket_bits) + 1)),
          always(reinterpret_cast<const std::uint32_t*>(entries + header->entry_count)),
          bytes(reinterpret_cast<const char*>(always + header->always_count)) {}

    const Header* header;
    const Sieve* sieve;
    const std::uint8_t* filter;
    const std::uint32_t* buckets;
    const Entry* entries;
    const std::uint32_t* always;
    const char* bytes;
};

// What the whole table takes.
inline std::uint64_t table_bytes(const Header& header) {
    return sizeof(Header) + sizeof(Sieve) + (std::uint64_t{1} << header.filter_bits) +
           4 * ((std::uint64_t{1} << header.bucket_bits) + 1) + sizeof(Entry) * std::uint64_t{header.entry_count} +
           4 * std::uint64_t{header.always_count} + (std::uint64_t{header.text_bytes} + 3) / 4 * 4;
}

}  // namespace parley::text_index
