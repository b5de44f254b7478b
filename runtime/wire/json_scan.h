// Where a JSON text ends, some bytes at a time. Private to this folder.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace parley::wire {

// What has to be there to be read behind the first zero byte that follows a text.
inline constexpr std::size_t scanned_beyond = 32;

#if defined(__SSE2__)

template <typename Stops>
[[gnu::always_inline]] inline const char* scan(const char* text, Stops stops) {
    constexpr std::size_t half = sizeof(__m128i);
    const auto found = [&](const char* place) {
        return static_cast<std::uint32_t>(
            _mm_movemask_epi8(stops(_mm_loadu_si128(reinterpret_cast<const __m128i*>(place)))));
    };
    for (;; text += 2 * half)
        if (const std::uint32_t places = found(text) | found(text + half) << half; places != 0)
            return text + std::countr_zero(places);
}

[[gnu::always_inline]] inline __m128i is_quote_or_backslash(__m128i bytes) {
    return _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
}

// The first quote, backslash, control character or byte that is not ASCII.
[[gnu::always_inline]] inline const char* scan_plain_text(const char* text) {
    return scan(text, [](__m128i bytes) {
        const __m128i other = _mm_cmplt_epi8(bytes, _mm_set1_epi8(' '));  // what is not ASCII is negative
        return _mm_or_si128(is_quote_or_backslash(bytes), other);
    });
}

// The first quote, backslash or control character.
[[gnu::always_inline]] inline const char* scan_text(const char* text) {
    return scan(text, [](__m128i bytes) {
        const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1f)), bytes);
        return _mm_or_si128(is_quote_or_backslash(bytes), control);
    });
}

#else

inline const char* scan_plain_text(const char* text) {
    while (*text != '"' && *text != '\\' && static_cast<unsigned char>(*text) - ' ' < 0x80 - ' ') ++text;
    return text;
}

inline const char* scan_text(const char* text) {
    while (*text != '"' && *text != '\\' && static_cast<unsigned char>(*text) >= ' ') ++text;
    return text;
}

#endif

}  // namespace parley::wire
