#include "compiler/diagnostics/display.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace parley::diagnostics {

namespace {

constexpr std::uint32_t tab_stop = 4;

// Controls, and the formatting characters that turn the direction of the line round.
bool is_unprintable(UChar32 c) {
    const int category = u_charType(c);
    const bool turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    const bool separator = category == U_LINE_SEPARATOR || category == U_PARAGRAPH_SEPARATOR;
    return category == U_CONTROL_CHAR || category == U_SURROGATE || separator || turns;
}

std::uint32_t width_of(UChar32 c) {
    if (c < 0x300) return c == 0xAD ? 0 : 1;
    switch (u_charType(c)) {
        case U_NON_SPACING_MARK:
        case U_ENCLOSING_MARK:
        case U_FORMAT_CHAR:
            return 0;
        default:
            break;
    }
    const int syllable = u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE);
    if (syllable == U_HST_VOWEL_JAMO || syllable == U_HST_TRAILING_JAMO) return 0;
    const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

void append(std::string& out, UChar32 c) {
    std::uint8_t bytes[U8_MAX_LENGTH];
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(bytes, length, c);
    out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

struct Reader {
    std::string_view text;
    std::int64_t at = 0;

    bool more() const { return at < static_cast<std::int64_t>(text.size()); }
    // Ill-formed bytes are U+FFFD.
    UChar32 next() {
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(text.data()), at, static_cast<std::int64_t>(text.size()),
                        c);
        return c;
    }
};

}  // namespace

std::vector<Cell> cells(std::string_view text, std::uint32_t offset) {
    std::vector<Cell> out;
    std::uint32_t column = 0;
    for (Reader reader{text}; reader.more();) {
        Cell cell;
        cell.offset = offset + static_cast<std::uint32_t>(reader.at);
        const UChar32 c = reader.next();
        if (c == '\t') {
            cell.width = tab_stop - column % tab_stop;
            cell.shown.assign(cell.width, ' ');
        } else if (is_unprintable(c)) {
            append(cell.shown, 0xFFFD);
        } else {
            cell.width = width_of(c);
            append(cell.shown, c);
        }
        column += cell.width;
        out.push_back(std::move(cell));
    }
    return out;
}

std::string one_line(std::string_view text, std::size_t at_most) {
    std::string out;
    Reader reader{text};
    for (std::size_t count = 0; reader.more(); ++count) {
        if (count == at_most) return out + "...";
        const UChar32 c = reader.next();
        const bool white = c == '\t' || c == '\n' || c == '\r';
        append(out, white ? ' ' : is_unprintable(c) ? 0xFFFD : c);
    }
    return out;
}

std::vector<std::string> lines_of(std::string_view text, std::size_t at_most) {
    std::vector<std::string> out;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        out.push_back(one_line(text.substr(begin, end - begin), at_most));
        begin = end + 1;
    }
    return out;
}

}  // namespace parley::diagnostics
