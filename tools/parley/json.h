// JSON documents that this program prints: members in the order they were put in, `format_version` first.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace parley::cli {

using Json = nlohmann::ordered_json;

inline Json document() {
    return Json{{"format_version", 1}};
}

// Indented, with a line break at the end; bytes that are not UTF-8 become U+FFFD.
inline std::string to_text(const Json& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace parley::cli
