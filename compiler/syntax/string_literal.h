// Internal to compiler/syntax: what stands between quotes. Scanning finds the end and every fault; reading takes a
// literal that scanned well apart into text and merge fields.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax/faults.h"
#include "compiler/syntax/lex.h"
#include "compiler/syntax/tree.h"

namespace parley::syntax {

struct ScannedString {
    std::uint32_t end = 0;  // behind the closing quotes; of a string that is not closed, of its line or of the file
    TokenFault fault = TokenFault::none;
};

// `begin` is at the opening quote. Linear in the literal.
ScannedString scan_string(std::string_view text, std::uint32_t begin, Faults& faults, const Limits& limits);

struct StringContent {
    std::string text;               // escapes resolved, NFC; empty where there are merge fields
    std::vector<StringPart> parts;  // empty where there are none
};

// A line break is `\n` however the file writes it.
StringContent read_string(std::string_view text, std::uint32_t begin, std::uint32_t end, source::FileId file);

}  // namespace parley::syntax
