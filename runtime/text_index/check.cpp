#include <algorithm>

#include "runtime/text_index/layout.h"

namespace parley::text_index {
namespace {

bool are_short(std::span<const std::uint32_t> buckets, std::uint32_t entry_count) {
    if (buckets.front() != 0 || buckets.back() > entry_count) return false;
    return std::ranges::adjacent_find(buckets, [](std::uint32_t begin, std::uint32_t end) {
               return end < begin || end - begin > most_in_a_bucket;
           }) == buckets.end();
}

bool is_sound(const Entry& entry, const Header& header) {
    if (entry.pattern >= header.pattern_count || entry.size == 0 || entry.key_at >= entry.size) return false;
    if (entry.anchor > static_cast<std::uint32_t>(Anchor::end)) return false;
    if (entry.size <= sizeof entry.head) return entry.text == 0;
    return entry.text <= header.text_bytes && entry.size <= header.text_bytes - entry.text;
}

}  // namespace

const char* check(std::span<const std::byte> table, std::uint32_t pattern_count) {
    if (reinterpret_cast<std::uintptr_t>(table.data()) % table_alignment != 0) return "misplaced";
    if (table.size() < sizeof(Header)) return "cut off";
    const Header& header = *reinterpret_cast<const Header*>(table.data());
    if (header.filter_bits < least_filter_bits || header.filter_bits > most_filter_bits ||
        header.bucket_bits > header.filter_bits || header.key_sizes >= 1u << longest_key || header.is_sieved > 1)
        return "a head that is none";
    if (table_bytes(header) != table.size()) return "a size that does not fit";
    if (header.pattern_count > pattern_count) return "more patterns than there are";

    const Parts parts(table.data());
    const std::size_t cells = std::size_t{1} << header.filter_bits, buckets = std::size_t{1} << header.bucket_bits;
    if (std::any_of(parts.filter, parts.filter + cells, [](std::uint8_t cell) { return cell > 1; }))
        return "a filter that is none";
    if (!are_short({parts.buckets, buckets + 1}, header.entry_count)) return "buckets that are none";
    if (!std::all_of(parts.entries, parts.entries + header.entry_count,
                     [&](const Entry& entry) { return is_sound(entry, header); }))
        return "a pattern that is none";
    if (std::any_of(parts.always, parts.always + header.always_count,
                    [&](std::uint32_t pattern) { return pattern >= header.pattern_count; }))
        return "a pattern that is not there";
    return nullptr;
}

}  // namespace parley::text_index
