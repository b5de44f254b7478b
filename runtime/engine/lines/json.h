// JSON text to a Datum, within limits. Private to this folder.
#pragma once

#include <optional>
#include <string_view>

#include "runtime/engine/lines/stimulus.h"

namespace parley::lines {

// Texts in NFC; of members of one name the last counts. nullopt: no JSON, too long, too deep, or no UTF-8.
std::optional<model::Datum> parse_json(std::string_view text, const Limits& limits);

}  // namespace parley::lines
