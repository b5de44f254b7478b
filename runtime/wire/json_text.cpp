#include "runtime/wire/json_text.h"

#include <nlohmann/json.hpp>

#include <charconv>

namespace parley::wire {
namespace {

// All of it, so that it is done by vectors.
bool is_plain(std::string_view text) {
    unsigned odd = 0;
    for (const char c : text)
        odd |= static_cast<unsigned>(c < ' ') | static_cast<unsigned>(c == '\x7f') | static_cast<unsigned>(c == '"') |
               static_cast<unsigned>(c == '\\');
    return odd == 0;
}

}  // namespace

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
