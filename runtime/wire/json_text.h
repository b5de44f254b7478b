// Pieces of JSON appended to a line. Private to this folder.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/bytecode/reader.h"

namespace parley::wire {

// Whether it is put into JSON as it is: ASCII, and nothing that has to be escaped.
bool is_plain(std::string_view text);
// With its quotes; what is no valid UTF-8 comes out as U+FFFD.
void append_string(std::string& out, std::string_view text);
// `"name":`, behind a comma unless it is the first member of its object.
void append_key(std::string& out, std::string_view name);
// The comma between the items of a list, unless a list has just begun.
void append_separator(std::string& out);
void append_integer(std::string& out, std::int64_t integer);
// `"file:line"`, and the column where it is not 0.
void append_place(std::string& out, const bytecode::Artifact& artifact, std::uint32_t file, std::uint32_t line,
                  std::uint32_t column = 0);

}  // namespace parley::wire
