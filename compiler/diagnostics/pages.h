// Internal to this folder: the pages of pages/*.md as the build embeds them (embed_pages.cmake). Public is `page`.
#pragma once

#include <string_view>

namespace parley::diagnostics {

// The page of a code such as "R0204"; empty if it has none.
std::string_view embedded_page(std::string_view id);

}  // namespace parley::diagnostics
