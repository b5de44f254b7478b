// Many texts looked for in one text by one pass over it. What is looked for is a pattern: a text, anywhere, at the
// beginning or at the end. The compiler makes a table of the patterns of one field (`build`), which is part of the
// artifact; a program checks the table once (`check`) and then asks it for each event (`Index::scan`).
//
// Patterns and the searched text are plain bytes, compared as they are: whoever compares without regard to case gives
// both in their case folding. A pattern is found exactly when `std::string_view::find`, `starts_with` or `ends_with`
// would find it; the empty text is found everywhere.
//
// The table is position-independent, free of padding and a pure function of the patterns and their order. Hyperscan's
// and Vectorscan's databases are none of that: they hold memory images that depend on the processor and cannot be
// checked when they come from a file that nobody vouches for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parley::text_index {

enum class Anchor : std::uint8_t { anywhere, begin, end };

struct Pattern {
    std::string_view text;
    Anchor anchor = Anchor::anywhere;
};

// The table begins where a multiple of this is, in the artifact as in memory.
inline constexpr std::size_t table_alignment = 4;

// nullopt: more than `maximum_patterns`, or more than `maximum_pattern_bytes` of them together. Patterns may be equal.
// Time and memory are linear in their bytes.
inline constexpr std::size_t maximum_patterns = 1u << 20;
inline constexpr std::size_t maximum_pattern_bytes = 1u << 26;
std::optional<std::vector<std::byte>> build(std::span<const Pattern> patterns);

// Whether `scan` with this table, which may come from anywhere, stays inside of it and finds no pattern beyond
// `pattern_count`; linear in its bytes, no allocation. nullptr: good, else what it has ("buckets that are none").
const char* check(std::span<const std::byte> table, std::uint32_t pattern_count);

// Which patterns were found, each once. Reused from text to text without allocation. One thread at a time.
class Found {
public:
    explicit Found(std::uint32_t pattern_count);
    bool has(std::uint32_t pattern) const { return (bits_[pattern / 64] >> pattern % 64 & 1) != 0; }
    // In an order that follows from table and text.
    std::span<const std::uint32_t> patterns() const { return {list_.data(), count_}; }
    std::span<const std::uint64_t> bits() const { return bits_; }  // pattern p is bit p % 64 of word p / 64
    void clear() {                                                 // as many steps as there are patterns found
        for (; count_ != 0; --count_) bits_[list_[count_ - 1] / 64] = 0;
    }
    // true: it was not there before.
    bool add(std::uint32_t pattern) {
        std::uint64_t& word = bits_[pattern / 64];
        const std::uint64_t bit = std::uint64_t{1} << pattern % 64;
        if ((word & bit) != 0) return false;
        word |= bit;
        list_[count_++] = pattern;
        return true;
    }

private:
    std::vector<std::uint64_t> bits_;
    std::vector<std::uint32_t> list_;
    std::size_t count_ = 0;
};

// Whether this processor has the instructions that few patterns are looked for with.
bool can_sieve();

// A table in use; holds pointers only. The bytes must outlive it and have been checked. Threads: free to share.
class Index {
public:
    // `by_vectors` false does without instructions that not every processor has.
    explicit Index(std::span<const std::byte> table, bool by_vectors = true)
        : table_(table.data()), by_vectors_(by_vectors && can_sieve()) {}
    // Adds what occurs in `text` to `found`, which must have room for as many patterns as the table was checked for. No
    // allocation. In texts that people write about a nanosecond a byte, with few patterns a tenth, and a few for each
    // word that is there or nearly; in no text more than a few comparisons a byte, and a search of its own for each
    // pattern that is like too many others. A text has less than 4 GiB.
    void scan(std::string_view text, Found& found) const;

private:
    const std::byte* table_;
    bool by_vectors_;
};

}  // namespace parley::text_index
