#include "compiler/yaml/places.h"

#include <algorithm>

namespace parley::yaml {

namespace {

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

constexpr std::size_t unclosed = std::string_view::npos;

std::size_t skip_blanks(std::string_view text, std::size_t at) {
    while (at < text.size() && is_blank(text[at])) ++at;
    return at;
}

std::size_t skip_word(std::string_view text, std::size_t at) {
    while (at < text.size() && !is_blank(text[at])) ++at;
    return at;
}

std::size_t end_of_double_quoted(std::string_view text, std::size_t at) {
    for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\') ++at;
    }
    return at < text.size() ? at + 1 : unclosed;
}

std::size_t end_of_single_quoted(std::string_view text, std::size_t at) {
    for (++at; at < text.size(); ++at) {
        if (text[at] != '\'') continue;
        if (at + 1 == text.size() || text[at + 1] != '\'') return at + 1;
        ++at;
    }
    return unclosed;
}

// A plain scalar has no escapes: but for white space, which folds, its text is the value.
std::size_t end_of_plain(std::string_view text, std::size_t begin, std::string_view value) {
    std::size_t at = begin;
    for (char wanted : value) {
        if (is_blank(wanted)) continue;
        std::size_t found = skip_blanks(text, at);
        if (found == text.size() || text[found] != wanted) break;
        at = found + 1;
    }
    return at;
}

Range range(std::size_t begin, std::size_t end) {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

}  // namespace

Properties read_properties(std::string_view text, std::uint32_t begin) {
    Properties properties;
    std::size_t at = begin;
    while (at < text.size() && (text[at] == '&' || text[at] == '!')) {
        std::size_t end = skip_word(text, at);
        (text[at] == '&' ? properties.anchor : properties.tag) = range(at, end);
        at = skip_blanks(text, end);
    }
    properties.node = static_cast<std::uint32_t>(at);
    return properties;
}

bool is_plain(std::string_view text, std::uint32_t begin) {
    return begin >= text.size() || std::string_view("\"'|>").find(text[begin]) == std::string_view::npos;
}

std::optional<Range> scalar_range(std::string_view text, std::uint32_t begin, std::string_view value) {
    if (begin >= text.size()) return range(text.size(), text.size());
    std::size_t end = 0;
    switch (text[begin]) {
        case '"':
            end = end_of_double_quoted(text, begin);
            break;
        case '\'':
            end = end_of_single_quoted(text, begin);
            break;
        case '|':
        case '>':
            end = skip_word(text, begin);
            break;
        default:
            end = end_of_plain(text, begin, value);
    }
    if (end == unclosed) return std::nullopt;
    return range(begin, end);
}

Range alias_range(std::string_view text, std::uint32_t begin) {
    std::size_t end = begin;
    while (end < text.size() && !is_blank(text[end]) &&
           std::string_view(",]}").find(text[end]) == std::string_view::npos)
        ++end;
    return range(begin, end);
}

Range character_range(std::string_view text, std::uint32_t offset) {
    if (offset >= text.size()) return range(text.size(), text.size());
    std::size_t end = offset + 1u;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) ++end;
    return range(offset, end);
}

}  // namespace parley::yaml
