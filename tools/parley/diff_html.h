// A comparison as one page that can be sent to somebody: everything is in it, and nothing in it runs.
#pragma once

#include <string>

#include "tools/parley/diff_words.h"

namespace parley::cli {

// The page up to its end or, where `decisions` follow, up to those.
std::string html_begin(const DiffResult& result, bool decisions);
std::string html_of_decision(const std::string& file, std::uint64_t line, const replay::Difference& difference);
std::string html_end();

}  // namespace parley::cli
