#include "runtime/wire/json_text.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <cstring>

namespace parley::wire {
namespace {

// Whether any of eight bytes has to be written in another way: a control character, a quote, a backslash, DEL, or what
// is not ASCII.
bool has_odd(std::uint64_t word) {
    constexpr std::uint64_t each = 0x0101010101010101u, high = 0x80 * each;
    const auto has = [&](std::uint64_t byte) {
        const std::uint64_t differing = word ^ byte * each;
        return (differing - each) & ~differing;
    };
    return ((word | (word - ' ' * each) | has('"') | has('\\') | has('\x7f')) & high) != 0;
}

}  // namespace

bool is_plain(std::string_view text) {
    std::uint64_t word = 0;
    const auto odd_at = [&](std::size_t at) {
        std::memcpy(&word, text.data() + at, sizeof word);
        return has_odd(word);
    };
    if (text.size() < sizeof word) {
        for (const char c : text) word = word << 8 | static_cast<unsigned char>(c);
        const std::size_t others = sizeof word - text.size();
        for (std::size_t i = 0; i < others; ++i) word = word << 8 | ' ';
        return !has_odd(word);
    }
    bool odd = odd_at(text.size() - sizeof word);
    for (std::size_t at = 0; at + sizeof word < text.size(); at += sizeof word) odd |= odd_at(at);
    return !odd;
}

void append_string(std::string& out, std::string_view text) {
    if (is_plain(text)) {
        out += '"';
        out += text;
        out += '"';
        return;
    }
    using Json = nlohmann::json;
    out += Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

void append_key(std::string& out, std::string_view name) {
    if (!out.empty() && out.back() != '{') out += ',';
    append_string(out, name);
    out += ':';
}

void append_separator(std::string& out) {
    if (!out.empty() && out.back() != '[') out += ',';
}

void append_integer(std::string& out, std::int64_t integer) {
    char digits[24];
    const auto written = std::to_chars(digits, digits + sizeof digits, integer);
    out.append(digits, written.ptr);
}

void append_place(std::string& out, const bytecode::Artifact& artifact, std::uint32_t file, std::uint32_t line,
                  std::uint32_t column) {
    std::string place(artifact.string(artifact.files()[file].name));
    place += ':';
    append_integer(place, line);
    if (column != 0) {
        place += ':';
        append_integer(place, column);
    }
    append_string(out, place);
}

}  // namespace parley::wire
