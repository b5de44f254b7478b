// A comparison as JSON (grammar/manual/diff.md). Decisions are written one by one, for there may be very many.
#pragma once

#include <string>

#include "tools/parley/diff_words.h"

namespace parley::cli {

// From the beginning of the document to where decisions go, if events are decided, else to its end.
std::string json_begin(const DiffResult& result, bool decisions);
// `first`: of all.
std::string json_of_decision(const std::string& file, std::uint64_t line, const replay::Difference& difference,
                             bool first);
// The rest, behind the decisions.
std::string json_end(const DiffResult& result);

}  // namespace parley::cli
