// A comparison for reading on a terminal.
#pragma once

#include <string>

#include "tools/parley/diff_words.h"

namespace parley::cli {

// What is compared, and each change with its places, what was and what is.
std::string text_of_changes(const DiffResult& result, const Style& style);
// One decision that differs.
std::string text_of_decision(const std::string& file, std::uint64_t line, const replay::Difference& difference,
                             const Style& style);
// The groups, each with its first event and the command that explains it.
std::string text_of_effect(const DiffResult& result, const Style& style);

// `sed -n 17p events.jsonl | parley explain --version 2 -`; empty where no command does.
std::string explain_command_line(const DiffResult& result, const replay::Group& group);

}  // namespace parley::cli
