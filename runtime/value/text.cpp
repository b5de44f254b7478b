#include "runtime/value/text.h"

#include <simdjson.h>
#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>
#include <cstring>

#include "runtime/base/result.h"

namespace parley::value {
namespace {

icu::StringPiece piece(std::string_view text) {
    return {text.data(), static_cast<std::int32_t>(text.size())};
}

const icu::Normalizer2& nfc() {
    UErrorCode fault = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer = icu::Normalizer2::getNFCInstance(fault);
    PARLEY_ASSERT(U_SUCCESS(fault));  // its data is part of the library
    return *normalizer;
}

// ICU counts in 32 bits; text of any kind is limited far below that before it comes here.
bool countable(std::string_view text) {
    return text.size() <= 0x7fffffff;
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
    return simdjson::validate_utf8(text);
}

bool is_ascii(std::string_view text) {
    std::uint64_t all = 0, word = 0;
    const char* place = text.data();
    std::size_t left = text.size();
    for (; left >= sizeof word; left -= sizeof word, place += sizeof word) {
        std::memcpy(&word, place, sizeof word);
        all |= word;
    }
    for (; left > 0; --left, ++place) all |= static_cast<unsigned char>(*place);
    return (all & 0x8080808080808080u) == 0;
}

std::string to_nfc(std::string_view text) {
    if (is_ascii(text)) return std::string(text);
    PARLEY_ASSERT(countable(text));
    std::string normal;
    icu::StringByteSink<std::string> sink(&normal, static_cast<std::int32_t>(text.size()));
    UErrorCode fault = U_ZERO_ERROR;
    nfc().normalizeUTF8(0, piece(text), sink, nullptr, fault);
    PARLEY_ASSERT(U_SUCCESS(fault));
    return normal;
}

bool is_nfc(std::string_view text) {
    if (is_ascii(text)) return true;
    PARLEY_ASSERT(countable(text));
    UErrorCode fault = U_ZERO_ERROR;
    const bool normal = nfc().isNormalizedUTF8(piece(text), fault);
    return U_SUCCESS(fault) && normal;
}

void fold_ascii(std::string_view text, char* folded) {
    const std::size_t size = text.size();
    for (std::size_t i = 0; i < size; ++i) folded[i] = fold_ascii(text[i]);  // by vectors
}

std::string fold_case(std::string_view text) {
    std::string folded;
    if (is_ascii(text)) {
        folded.resize(text.size());
        fold_ascii(text, folded.data());
        return folded;
    }
    PARLEY_ASSERT(countable(text));
    icu::StringByteSink<std::string> sink(&folded, static_cast<std::int32_t>(text.size()));
    UErrorCode fault = U_ZERO_ERROR;
    icu::CaseMap::utf8Fold(U_FOLD_CASE_DEFAULT, piece(text), sink, nullptr, fault);
    PARLEY_ASSERT(U_SUCCESS(fault));
    return is_nfc(folded) ? folded : to_nfc(folded);
}

bool is_white_space(std::string_view text) {
    for (std::size_t offset = 0; offset < text.size();) {
        if (!u_isUWhiteSpace(static_cast<UChar32>(next_code_point(text, offset)))) return false;
    }
    return true;
}

bool is_letter(char32_t c) {
    return u_isalpha(static_cast<UChar32>(c));
}

bool is_digit(char32_t c) {
    return u_isdigit(static_cast<UChar32>(c));
}

char32_t next_code_point(std::string_view text, std::size_t& offset) {
    UChar32 c;
    U8_NEXT(text.data(), offset, text.size(), c);
    return c < 0 ? U'\uFFFD' : static_cast<char32_t>(c);
}

void append_utf8(std::string& out, char32_t c) {
    char bytes[U8_MAX_LENGTH];
    std::int32_t length = 0;
    UBool fault = false;
    U8_APPEND(bytes, length, U8_MAX_LENGTH, static_cast<UChar32>(c), fault);
    if (fault) return append_utf8(out, U'\uFFFD');
    out.append(bytes, static_cast<std::size_t>(length));
}

}  // namespace parley::value
