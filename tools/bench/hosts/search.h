// What the optimised host uses: a search by vectors for one word, one pass for many words, and names to numbers. Texts
// may be read up to 64 bytes beyond their end.
#pragma once

#include <immintrin.h>

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace parley::bench {

// First and last byte of the word at 32 places at once, the rest where both fit.
inline bool contains(std::string_view text, std::string_view word) {
    if (word.size() > text.size()) return false;
    const std::size_t places = text.size() - word.size() + 1;
    const __m256i first = _mm256_set1_epi8(word.front()), last = _mm256_set1_epi8(word.back());
    for (std::size_t at = 0; at < places; at += 32) {
        const auto* begin = reinterpret_cast<const __m256i*>(text.data() + at);
        const auto* end = reinterpret_cast<const __m256i*>(text.data() + at + word.size() - 1);
        const __m256i both = _mm256_and_si256(_mm256_cmpeq_epi8(first, _mm256_loadu_si256(begin)),
                                              _mm256_cmpeq_epi8(last, _mm256_loadu_si256(end)));
        auto mask = static_cast<std::uint32_t>(_mm256_movemask_epi8(both));
        if (places - at < 32) mask &= (1u << (places - at)) - 1;
        for (; mask != 0; mask &= mask - 1) {
            const char* place = text.data() + at + std::countr_zero(mask);
            if (std::memcmp(place + 1, word.data() + 1, word.size() - 1) == 0) return true;
        }
    }
    return false;
}

// Aho and Corasick's automaton as one table over classes of bytes. `found(word)` hears each place that a word ends.
class WordPass {
public:
    explicit WordPass(const std::vector<std::string>& words);
    template <typename Found>
    void run(std::string_view text, Found&& found) const {
        std::uint32_t state = 0;
        for (const char c : text) {
            state = next_[state + class_of_[static_cast<unsigned char>(c)]];
            if ((state & ends) == 0) continue;
            state &= ~ends;
            const std::uint32_t row = state >> shift_;
            for (std::uint32_t i = first_[row]; i < first_[row + 1]; ++i) found(out_[i]);
        }
    }

private:
    static constexpr std::uint32_t ends = 1u << 31;  // of a state: words end here
    unsigned shift_ = 0;                             // a state's row begins at its number << shift_
    std::uint8_t class_of_[256] = {};
    std::vector<std::uint32_t> next_;
    std::vector<std::uint32_t> first_, out_;
};

// The same by Hyperscan.
class WordScan {
public:
    explicit WordScan(const std::vector<std::string>& words);
    ~WordScan();
    WordScan(const WordScan&) = delete;
    template <typename Found>
    void run(std::string_view text, Found&& found) {
        using Heard = std::remove_reference_t<Found>;
        const auto handler = [](unsigned word, unsigned long long, unsigned long long, unsigned, void* context) {
            (*static_cast<Heard*>(context))(word);
            return 0;
        };
        scan(text, handler, const_cast<void*>(static_cast<const void*>(&found)));
    }

private:
    using Handler = int (*)(unsigned, unsigned long long, unsigned long long, unsigned, void*);
    void scan(std::string_view text, Handler handler, void* context);
    void *database_ = nullptr, *scratch_ = nullptr;
};

// Names to their numbers; `unknown` for any other.
class Names {
public:
    static constexpr std::uint32_t unknown = ~0u;
    explicit Names(std::vector<std::string> names);
    std::uint32_t find(std::string_view name) const {
        for (std::size_t at = hash(name) & mask_;; at = (at + 1) & mask_) {
            const Slot& slot = slots_[at];
            if (slot.number == unknown) return unknown;
            if (slot.size == name.size() && same(slot.bytes, name)) return slot.number;
        }
    }

private:
    struct Slot {
        char bytes[56] = {};
        std::uint32_t size = 0, number = unknown;
    };
    static std::uint64_t load(const char* bytes) {
        std::uint64_t word;
        std::memcpy(&word, bytes, 8);
        return word;
    }
    static std::uint64_t beginning(std::string_view name) {
        const std::uint64_t word = load(name.data());
        return name.size() >= 8 ? word : word & ((std::uint64_t{1} << name.size() * 8) - 1);
    }
    static std::size_t hash(std::string_view name) {
        std::uint64_t word = beginning(name) + name.size();
        if (name.size() > 8) word ^= load(name.data() + name.size() - 8) * 0x9E3779B97F4A7C15u;
        word *= 0xD6E8FEB86659FD93u;
        return word ^ word >> 32;
    }
    static bool same(const char* bytes, std::string_view name) {
        if (name.size() <= 8) return load(bytes) == beginning(name);
        return std::memcmp(bytes, name.data(), name.size()) == 0;
    }
    std::vector<Slot> slots_;
    std::size_t mask_ = 0;
};

inline bool one_of(std::uint64_t set, std::uint32_t number) {
    return number < 64 && (set >> number & 1) != 0;
}

}  // namespace parley::bench
