#include <algorithm>
#include <bit>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "runtime/text_index/text_index.h"

namespace parley::text_index {
namespace {

#if defined(__SSE2__)

// Where, of 16 places from `text` on, the needle's first byte stands and its last one as far behind.
std::uint32_t candidates(const char* text, std::size_t last_at, __m128i first, __m128i last) {
    const __m128i here = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text));
    const __m128i there = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + last_at));
    return static_cast<std::uint32_t>(
        _mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(here, first), _mm_cmpeq_epi8(there, last))));
}

bool search(std::string_view text, std::string_view needle) {
    constexpr std::size_t step = 16;
    const std::size_t places = text.size() - needle.size() + 1, last_at = needle.size() - 1;
    if (places < step) return text.find(needle) != std::string_view::npos;
    const __m128i first = _mm_set1_epi8(needle.front()), last = _mm_set1_epi8(needle.back());
    for (std::size_t place = 0; place < places; place += step) {
        const std::size_t begin =
            std::min(place, places - step);  // the last ones once more, together with those before
        std::uint32_t maybe = candidates(text.data() + begin, last_at, first, last);
        for (; maybe != 0; maybe &= maybe - 1) {
            const char* here = text.data() + begin + std::countr_zero(maybe);
            if (std::memcmp(here, needle.data(), needle.size()) == 0) return true;
        }
    }
    return false;
}

#else

bool search(std::string_view text, std::string_view needle) {
    return text.find(needle) != std::string_view::npos;
}

#endif

}  // namespace

bool contains(std::string_view text, std::string_view needle) {
    if (needle.empty()) return true;
    return needle.size() <= text.size() && search(text, needle);
}

}  // namespace parley::text_index
