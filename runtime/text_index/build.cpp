#include <algorithm>
#include <unordered_map>

#include "runtime/text_index/layout.h"

namespace parley::text_index {
namespace {

class Builder {
public:
    explicit Builder(std::span<const Pattern> patterns) : patterns_(patterns) {}

    std::vector<std::byte> table() {
        set_sizes();
        count_keys();
        for (std::uint32_t i = 0; i < patterns_.size(); ++i) {
            if (patterns_[i].text.empty()) {
                always_.push_back(i);
            } else {
                add(i);
            }
        }
        fill();
        const bool all_have_keys =
            std::ranges::none_of(entries_, [](const Keyed& one) { return one.bucket == no_bucket; });
        if (entries_.size() <= most_sieved && always_.empty() && all_have_keys) make_sieve();
        return bytes();
    }

private:
    static constexpr std::uint32_t no_bucket = ~std::uint32_t{0};
    struct Keyed {
        std::uint32_t bucket;
        Entry entry;
    };

    // As many neighbouring bytes as a key has, from each place on; of a short text all.
    template <typename Use>
    static void for_each_key(std::string_view text, Use use) {
        char bytes[longest_key] = {};
        const std::size_t size = std::min<std::size_t>(text.size(), longest_key);
        for (std::size_t place = 0; place + size <= text.size() && size != 0; ++place) {
            text.copy(bytes, size, place);
            use(static_cast<std::uint32_t>(place), key_at(bytes));
        }
    }

    void count_keys() {
        for (const Pattern& pattern : patterns_)
            for_each_key(pattern.text, [&](std::uint32_t, std::uint32_t key) { ++uses_[key]; });
    }

    void set_sizes() {
        constexpr std::uint32_t buckets_an_entry = 1, cells_a_bucket = 3;  // binary logarithms
        const auto filled = std::ranges::count_if(patterns_, [](const Pattern& one) { return !one.text.empty(); });
        const auto bits = static_cast<std::uint32_t>(std::bit_width(static_cast<std::size_t>(filled)));
        header_.pattern_count = static_cast<std::uint32_t>(patterns_.size());
        header_.entry_count = static_cast<std::uint32_t>(filled);
        header_.always_count = header_.pattern_count - header_.entry_count;
        header_.bucket_bits = bits + buckets_an_entry;
        header_.filter_bits = std::clamp(header_.bucket_bits + cells_a_bucket, least_filter_bits, most_filter_bits);
        filter_.resize(std::size_t{1} << header_.filter_bits);
        buckets_.resize((std::size_t{1} << header_.bucket_bits) + 1);
    }

    // Its key is the rarest among all patterns: that keeps the buckets short, and is rare in texts, too.
    void add(std::uint32_t number) {
        const Pattern& pattern = patterns_[number];
        Keyed keyed{no_bucket, {}};
        std::uint32_t chosen = 0;
        std::size_t fewest = ~std::size_t{0};
        for_each_key(pattern.text, [&](std::uint32_t place, std::uint32_t key) {
            const std::uint32_t cell = filter_cell(key, header_.filter_bits);
            const std::uint32_t bucket = cell >> (header_.filter_bits - header_.bucket_bits);
            const std::size_t uses = uses_[key];
            if (uses >= fewest || buckets_[bucket + 1] == most_in_a_bucket) return;
            fewest = uses;
            chosen = cell;
            keyed.bucket = bucket;
            keyed.entry.key_at = place;
        });
        keyed.entry.pattern = number;
        keyed.entry.size = static_cast<std::uint32_t>(pattern.text.size());
        keyed.entry.anchor = static_cast<std::uint32_t>(pattern.anchor);
        pattern.text.copy(keyed.entry.head, sizeof keyed.entry.head);
        if (keyed.bucket != no_bucket) {
            filter_[chosen] = 1;
            ++buckets_[keyed.bucket + 1];
            header_.key_sizes |= 1u << (std::min<std::size_t>(pattern.text.size(), longest_key) - 1);
        }
        entries_.push_back(keyed);
    }

    void fill() {
        std::ranges::stable_sort(entries_, {}, &Keyed::bucket);
        for (Keyed& keyed : entries_) {
            if (keyed.entry.size <= sizeof keyed.entry.head) continue;
            keyed.entry.text = static_cast<std::uint32_t>(texts_.size());
            texts_ += patterns_[keyed.entry.pattern].text;
        }
        for (std::size_t i = 1; i < buckets_.size(); ++i) buckets_[i] += buckets_[i - 1];
        header_.text_bytes = static_cast<std::uint32_t>(texts_.size());
        texts_.resize((texts_.size() + 3) / 4 * 4);
    }

    // Keys that begin alike share a group, which then lets few others through.
    void make_sieve() {
        std::vector<std::string_view> keys;
        for (const Keyed& keyed : entries_)
            keys.push_back(patterns_[keyed.entry.pattern].text.substr(keyed.entry.key_at, longest_key));
        std::ranges::sort(keys);
        for (std::size_t i = 0; i < keys.size(); ++i) {
            const auto group = static_cast<std::uint8_t>(1u << i * sieve_groups / keys.size());
            if (keys[i].size() < longest_key) sieve_.has_short_keys = 1;
            for (std::size_t place = 0; place < longest_key; ++place) {
                const bool is_any = place >= keys[i].size();
                const auto byte = is_any ? std::uint8_t{0} : static_cast<std::uint8_t>(keys[i][place]);
                for (std::size_t half = 0; half < 16; ++half) {
                    if (is_any || half == byte % 16) sieve_.low[place][half] |= group;
                    if (is_any || half == byte / 16) sieve_.high[place][half] |= group;
                }
            }
        }
        sieve_.key_bytes = keys.size() <= sieve_groups ? fewest_key_bytes : longest_key;
        header_.is_sieved = 1;
    }

    std::vector<std::byte> bytes() const {
        std::vector<std::byte> bytes;
        bytes.reserve(table_bytes(header_));
        const auto append = [&](const auto* records, std::size_t count) {
            const auto* begin = reinterpret_cast<const std::byte*>(records);
            bytes.insert(bytes.end(), begin, begin + count * sizeof *records);
        };
        append(&header_, 1);
        append(&sieve_, 1);
        append(filter_.data(), filter_.size());
        append(buckets_.data(), buckets_.size());
        for (const Keyed& keyed : entries_) append(&keyed.entry, 1);
        append(always_.data(), always_.size());
        append(texts_.data(), texts_.size());
        return bytes;
    }

    std::span<const Pattern> patterns_;
    Header header_;
    Sieve sieve_;
    std::unordered_map<std::uint32_t, std::size_t> uses_;
    std::vector<std::uint8_t> filter_;
    std::vector<std::uint32_t> buckets_;  // the number of entries of each, one place behind; then their beginnings
    std::vector<std::uint32_t> always_;
    std::vector<Keyed> entries_;
    std::string texts_;
};

}  // namespace

std::optional<std::vector<std::byte>> build(std::span<const Pattern> patterns) {
    std::size_t bytes = 0;
    for (const Pattern& pattern : patterns) bytes += pattern.text.size();
    if (patterns.size() > maximum_patterns || bytes > maximum_pattern_bytes) return std::nullopt;
    return Builder(patterns).table();
}

}  // namespace parley::text_index
