// Internal to compiler/syntax: the characters that words, numbers and white space are made of. ASCII takes the short
// way.
#pragma once

#include <cstddef>
#include <string_view>

namespace parley::syntax {

inline bool is_ascii_digit(char c) {
    return c >= '0' && c <= '9';
}
inline bool is_ascii_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
inline bool is_ascii_word(char c) {
    return is_ascii_letter(c) || is_ascii_digit(c) || c == '_';
}
inline bool is_line_break(char c) {
    return c == '\n' || c == '\r';
}
inline bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

// The length in bytes of the character at `offset` if it may begin a word, continue one, or is white space; else 0.
// Beyond ASCII these are Unicode's XID_Start, XID_Continue and White_Space.
std::size_t word_start(std::string_view text, std::size_t offset);
std::size_t word_part(std::string_view text, std::size_t offset);
std::size_t white_space(std::string_view text, std::size_t offset);
// The length of any character, and whether it is a control (Unicode Cc).
std::size_t character(std::string_view text, std::size_t offset);
bool is_control(std::string_view text, std::size_t offset);

// The end of the word that begins at `offset`; `offset` itself if none does.
std::size_t word_end(std::string_view text, std::size_t offset);
std::size_t skip_blanks(std::string_view text, std::size_t offset);
// The offset of the next line break, or the end.
std::size_t line_end(std::string_view text, std::size_t offset);

}  // namespace parley::syntax
