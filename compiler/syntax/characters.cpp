#include "compiler/syntax/characters.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "runtime/value/text.h"

namespace parley::syntax {
namespace {

bool is_ascii(char c) {
    return static_cast<unsigned char>(c) < 0x80;
}

std::size_t with_property(std::string_view text, std::size_t offset, UProperty property) {
    std::size_t end = offset;
    const char32_t c = value::next_code_point(text, end);
    return u_hasBinaryProperty(static_cast<UChar32>(c), property) ? end - offset : 0;
}

}  // namespace

std::size_t word_start(std::string_view text, std::size_t offset) {
    if (offset >= text.size()) return 0;
    const char c = text[offset];
    if (is_ascii(c)) return is_ascii_letter(c) || c == '_' ? 1 : 0;
    return with_property(text, offset, UCHAR_XID_START);
}

std::size_t word_part(std::string_view text, std::size_t offset) {
    if (offset >= text.size()) return 0;
    const char c = text[offset];
    if (is_ascii(c)) return is_ascii_word(c) ? 1 : 0;
    return with_property(text, offset, UCHAR_XID_CONTINUE);
}

std::size_t white_space(std::string_view text, std::size_t offset) {
    if (offset >= text.size()) return 0;
    const char c = text[offset];
    if (is_ascii(c)) return c == ' ' || (c >= '\t' && c <= '\r') ? 1 : 0;
    return with_property(text, offset, UCHAR_WHITE_SPACE);
}

std::size_t character(std::string_view text, std::size_t offset) {
    std::size_t end = offset;
    value::next_code_point(text, end);
    return end - offset;
}

bool is_control(std::string_view text, std::size_t offset) {
    const auto c = static_cast<unsigned char>(text[offset]);
    if (c < 0x80) return c < 0x20 || c == 0x7F;
    return c == 0xC2 && offset + 1 < text.size() && static_cast<unsigned char>(text[offset + 1]) < 0xA0;
}

std::size_t word_end(std::string_view text, std::size_t offset) {
    std::size_t length = word_start(text, offset);
    while (length != 0) {
        offset += length;
        length = word_part(text, offset);
    }
    return offset;
}

std::size_t skip_blanks(std::string_view text, std::size_t offset) {
    while (offset < text.size() && is_blank(text[offset])) ++offset;
    return offset;
}

std::size_t line_end(std::string_view text, std::size_t offset) {
    return std::min(text.find_first_of("\r\n", offset), text.size());
}

}  // namespace parley::syntax
