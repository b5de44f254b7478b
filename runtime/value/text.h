// Unicode text, by ICU: validity, NFC, full case folding, white space. ASCII takes a short way round ICU.
#pragma once

#include <string>
#include <string_view>

namespace parley::value {

bool is_valid_utf8(std::string_view text);
bool is_ascii(std::string_view text);
// Unicode NFC (D36). The text must be valid UTF-8.
std::string to_nfc(std::string_view text);
bool is_nfc(std::string_view text);
// Full case folding, then NFC again: two texts are the same when these are (D36).
std::string fold_case(std::string_view text);
// The case folding of one ASCII character.
constexpr char fold_ascii(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
// Of a whole text, to as many bytes at `folded`, which must not be its own.
void fold_ascii(std::string_view text, char* folded);
// Unicode white space alone, or empty.
bool is_white_space(std::string_view text);
// Identifier characters for WORD: Unicode letters and digits (the language's names may use the letters of any
// language).
bool is_letter(char32_t c);
bool is_digit(char32_t c);
// Decodes one code point at `offset` and advances it; what is no valid UTF-8 reads as U+FFFD.
char32_t next_code_point(std::string_view text, std::size_t& offset);
// A surrogate or what is no code point is written as U+FFFD.
void append_utf8(std::string& out, char32_t c);

}  // namespace parley::value
