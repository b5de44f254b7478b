// Text inside XML.
#pragma once

#include <string>
#include <string_view>

namespace parley::cli {

// Fit for text and for attributes in double quotes; what XML cannot hold is replaced.
std::string xml_text(std::string_view text);

}  // namespace parley::cli
