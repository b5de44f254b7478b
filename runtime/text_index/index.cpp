#include <algorithm>

#include "runtime/text_index/sieve.h"

namespace parley::text_index {
namespace {

std::uint64_t word_at(const char* place) {
    std::uint64_t word;
    std::memcpy(&word, place, sizeof word);
    return word;
}

// By size of a pattern, which bytes of its head count.
struct HeadMasks {
    std::uint64_t low[sizeof(Entry::head) + 1] = {}, high[sizeof(Entry::head) + 1] = {};
    constexpr HeadMasks() {
        for (std::size_t size = 0; size <= sizeof(Entry::head); ++size) {
            low[size] = size >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << size * 8) - 1;
            high[size] = size == 16 ? ~std::uint64_t{0} : size < 8 ? 0 : (std::uint64_t{1} << (size - 8) * 8) - 1;
        }
    }
};
constexpr HeadMasks head_masks;

// Places of the text that are looked at together. What is done for all of them is done without jumps, as none could be
// foretold: first the filter, then the buckets of what it lets through, then their patterns.
constexpr std::size_t block = 128, most_noted = 256;

struct Noted {
    std::uint32_t place, number;  // in the text; of a cell of the filter, then of an entry
};

// The searched text; a few bytes behind its end may be read.
class Searched {
public:
    explicit Searched(std::string_view text) : text_(text) {
        const std::size_t copied = std::min(text.size(), sizeof end_ - slack);
        end_begin_ = text.size() - copied;
        std::memset(end_, 0, sizeof end_);
        if (copied != 0) std::memcpy(end_, text.data() + end_begin_, copied);
    }
    std::size_t size() const { return text_.size(); }
    std::string_view text() const { return text_; }
    std::size_t end_begin() const { return end_begin_; }
    const char* at(std::size_t place) const {
        return place < end_begin_ ? text_.data() + place : end_ + (place - end_begin_);
    }

private:
    static constexpr std::size_t slack = sizeof(Entry::head);
    std::string_view text_;
    std::size_t end_begin_;
    char end_[4 * slack];
};

// Of `count` places from `begin` on those that the filter lets through.
std::size_t let_through(const Parts& parts, const Searched& searched, std::size_t begin, std::size_t count,
                        std::uint32_t key_size, Noted* noted) {
    const std::uint32_t mask = key_mask(key_size);
    const std::uint32_t filter_bits = parts.header->filter_bits;
    const std::uint8_t* filter = parts.filter;
    std::size_t passed = 0;
    const auto look = [&](const char* text, std::size_t from, std::size_t to) {
        for (std::size_t place = from; place < to; ++place) {
            const std::uint32_t cell = filter_cell(key_at(text + (place - from)) & mask, filter_bits);
            noted[passed] = {static_cast<std::uint32_t>(place), cell};
            passed += filter[cell];
        }
    };
    const std::size_t end = begin + count, between = std::clamp(searched.end_begin(), begin, end);
    if (begin < between) look(searched.text().data() + begin, begin, between);
    if (between < end) look(searched.at(between), between, end);
    return passed;
}

// The same of places that the sieve leaves, for keys of all sizes.
std::size_t let_through(const Parts& parts, const Searched& searched, std::span<const std::uint32_t> places,
                        Noted* noted) {
    std::size_t passed = 0;
    for (std::uint32_t size = longest_key; size > 0; --size) {
        if ((parts.header->key_sizes >> (size - 1) & 1) == 0) continue;
        for (const std::uint32_t place : places) {
            const std::uint32_t key = key_at(searched.at(place)) & key_mask(size);
            const std::uint32_t cell = filter_cell(key, parts.header->filter_bits);
            noted[passed] = {place, cell};
            passed += parts.filter[cell];
        }
    }
    return passed;
}

// Whether the entry's pattern fits around the place and begins as its head does.
bool begins_as(const Searched& searched, std::size_t place, const Entry& entry) {
    const std::size_t begin = place - entry.key_at, end = begin + entry.size;
    const bool fits = (place >= entry.key_at) & (end <= searched.size());
    const bool anchored = ((entry.anchor != static_cast<std::uint32_t>(Anchor::begin)) | (begin == 0)) &
                          ((entry.anchor != static_cast<std::uint32_t>(Anchor::end)) | (end == searched.size()));
    const char* text = searched.at(fits ? begin : 0);
    const std::size_t compared = std::min<std::size_t>(entry.size, sizeof entry.head);
    const std::uint64_t differs = ((word_at(text) ^ word_at(entry.head)) & head_masks.low[compared]) |
                                  ((word_at(text + 8) ^ word_at(entry.head + 8)) & head_masks.high[compared]);
    return fits & anchored & (differs == 0);
}

void compare(const Parts& parts, const Searched& searched, const Noted* noted, std::size_t count, Found& found) {
    std::uint32_t equal[most_noted];
    std::size_t equal_count = 0;
    for (std::size_t i = 0; i < count; ++i) {
        equal[equal_count] = static_cast<std::uint32_t>(i);
        equal_count += begins_as(searched, noted[i].place, parts.entries[noted[i].number]);
    }
    for (std::size_t i = 0; i < equal_count; ++i) {
        const auto [place, number] = noted[equal[i]];
        const Entry& entry = parts.entries[number];
        if (entry.size > sizeof entry.head) {  // the rest; of one that was found it need not be compared again
            const char* begin = searched.text().data() + (place - entry.key_at);
            if (found.has(entry.pattern) || std::memcmp(begin, parts.bytes + entry.text, entry.size) != 0) continue;
        }
        found.add(entry.pattern);
    }
}

void look_up(const Parts& parts, const Searched& searched, const Noted* maybe, std::size_t count, Found& found) {
    const unsigned shift = parts.header->filter_bits - parts.header->bucket_bits;
    const std::uint32_t* buckets = parts.buckets;
    constexpr std::uint32_t at_once = 4;  // most buckets are short
    Noted noted[most_noted];
    std::size_t noted_count = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t place = maybe[i].place, bucket = maybe[i].number >> shift;
        const std::uint32_t first = buckets[bucket], last = buckets[bucket + 1];
        if (noted_count + at_once > most_noted) {
            compare(parts, searched, noted, noted_count, found);
            noted_count = 0;
        }
        for (std::uint32_t entry = 0; entry < at_once; ++entry) noted[noted_count + entry] = {place, first + entry};
        noted_count += std::min(last - first, at_once);
        for (std::uint32_t entry = first + at_once; entry < last; ++entry) {
            if (noted_count == most_noted) {
                compare(parts, searched, noted, noted_count, found);
                noted_count = 0;
            }
            noted[noted_count++] = {place, entry};
        }
    }
    compare(parts, searched, noted, noted_count, found);
}

// A pattern that has no bucket.
bool stands_in(const Parts& parts, std::string_view text, const Entry& entry) {
    const std::string_view pattern(entry.size <= sizeof entry.head ? entry.head : parts.bytes + entry.text, entry.size);
    switch (static_cast<Anchor>(entry.anchor)) {
        case Anchor::begin:
            return text.starts_with(pattern);
        case Anchor::end:
            return text.ends_with(pattern);
        default:
            return text.find(pattern) != std::string_view::npos;
    }
}

[[gnu::noinline]] void scan_all(const Parts& parts, std::string_view text, Found& found) {
    for (std::uint32_t i = 0; i < parts.header->always_count; ++i) found.add(parts.always[i]);
    for (std::uint32_t i = parts.buckets[std::size_t{1} << parts.header->bucket_bits]; i < parts.header->entry_count;
         ++i)
        if (stands_in(parts, text, parts.entries[i])) found.add(parts.entries[i].pattern);
    const Searched searched(text);
    for (std::uint32_t key_size = longest_key; key_size > 0; --key_size) {
        if ((parts.header->key_sizes >> (key_size - 1) & 1) == 0 || text.size() < key_size) continue;
        const std::size_t places = text.size() - key_size + 1;
        for (std::size_t begin = 0; begin < places; begin += block) {
            Noted maybe[block];
            const std::size_t count = std::min(block, places - begin);
            look_up(parts, searched, maybe, let_through(parts, searched, begin, count, key_size, maybe), found);
        }
    }
}

[[gnu::noinline]] void compare_at(const Parts& parts, std::string_view text, std::span<const std::uint32_t> places,
                                  Found& found) {
    const Searched searched(text);
    Noted maybe[most_places * longest_key];
    look_up(parts, searched, maybe, let_through(parts, searched, places, maybe), found);
}

}  // namespace

Found::Found(std::uint32_t pattern_count) : bits_((pattern_count + 63) / 64), list_(pattern_count) {}

// Where the sieve leaves nothing, which is most often, no other part of the table is touched.
void Index::scan(std::string_view text, Found& found) const {
    const Header& header = *reinterpret_cast<const Header*>(table_);
    if (header.is_sieved == 0 || !by_vectors_) return scan_all(Parts(table_), text, found);
    const Sieve& sieve = *reinterpret_cast<const Sieve*>(table_ + sizeof(Header));
    for (std::size_t begin = 0; begin < text.size(); begin += sieved_at_once) {
        std::uint32_t places[most_places];
        const std::size_t count = maybe_keys(sieve, text, begin, places);
        if (count != 0) compare_at(Parts(table_), text, {places, count}, found);
    }
}

}  // namespace parley::text_index
