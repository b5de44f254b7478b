#include "runtime/text_index/sieve.h"

#include <algorithm>
#include <bit>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace parley::text_index {

#if defined(__x86_64__)

namespace {

constexpr std::size_t vector_bytes = 32, bytes_read = vector_bytes + longest_key - 1;

[[gnu::target("avx2")]] inline __m256i groups_of(const std::uint8_t* table, __m256i halves) {
    const __m128i sixteen = _mm_loadu_si128(reinterpret_cast<const __m128i*>(table));
    return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(sixteen), halves);
}

// A bit for each of the places from `text` on; `bytes_read` are.
[[gnu::target("avx2")]] inline std::uint32_t maybe(const Sieve& sieve, const char* text) {
    const __m256i low_half = _mm256_set1_epi8(0x0f);
    __m256i groups = _mm256_set1_epi8(-1);
    for (std::size_t i = 0; i < longest_key; ++i) {
        if (i == fewest_key_bytes && sieve.key_bytes == fewest_key_bytes) break;
        const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + i));
        const __m256i high = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), low_half);
        const __m256i low = _mm256_and_si256(bytes, low_half);
        groups = _mm256_and_si256(groups, groups_of(sieve.low[i], low));
        groups = _mm256_and_si256(groups, groups_of(sieve.high[i], high));
    }
    const __m256i nowhere = _mm256_cmpeq_epi8(groups, _mm256_setzero_si256());
    return ~static_cast<std::uint32_t>(_mm256_movemask_epi8(nowhere));
}

std::size_t note(std::uint32_t bits, std::size_t begin, std::uint32_t* places, std::size_t count) {
    for (; bits != 0; bits &= bits - 1)
        places[count++] = static_cast<std::uint32_t>(begin) + static_cast<std::uint32_t>(std::countr_zero(bits));
    return count;
}

// The places at the end of a text where no key of full length fits.
std::size_t note_last(std::size_t size, std::size_t begin, const Sieve& sieve, std::uint32_t* places,
                      std::size_t count) {
    if (sieve.has_short_keys == 0) return count;
    for (std::size_t place = std::max(begin, size - (longest_key - 1)); place < size; ++place)
        places[count++] = static_cast<std::uint32_t>(place);
    return count;
}

}  // namespace

bool can_sieve() {
    return __builtin_cpu_supports("avx2") != 0;
}

[[gnu::target("avx2")]] std::size_t maybe_keys(const Sieve& sieve, std::string_view text, std::size_t begin,
                                               std::uint32_t* places) {
    const std::size_t last = std::min(text.size(), begin + sieved_at_once);
    std::size_t count = 0;
    for (; begin < last && text.size() - begin >= bytes_read; begin += vector_bytes)
        count = note(maybe(sieve, text.data() + begin), begin, places, count);
    if (begin >= last) return count;
    if (text.size() >= bytes_read) {  // once more what came before the end
        const std::size_t at = text.size() - bytes_read, done = begin - at;
        if (done < vector_bytes) count = note(maybe(sieve, text.data() + at) >> done, begin, places, count);
        return note_last(text.size(), begin, sieve, places, count);
    }
    char padded[2 * bytes_read] = {};
    std::memcpy(padded, text.data(), text.size());
    for (std::size_t at = 0; at < text.size(); at += vector_bytes) {
        const std::uint32_t bits = maybe(sieve, padded + at);
        const std::size_t left = text.size() - at;
        count = note(left < vector_bytes ? bits & ((1u << left) - 1) : bits, at, places, count);
    }
    return count;
}

#else

bool can_sieve() {
    return false;
}

std::size_t maybe_keys(const Sieve&, std::string_view, std::size_t, std::uint32_t*) {
    return 0;
}

#endif

}  // namespace parley::text_index
