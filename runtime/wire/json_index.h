// Where the parts of a line's JSON begin, by the vectorised first stage of simdjson, which also sees to it that the
// line is UTF-8, that no text is left open and that none has control characters. Private to this folder.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace parley::wire {

// One thread at a time; reused from line to line without allocation.
class JsonIndex {
public:
    // What has to be there, to be read, behind a line with escapes that is to be unescaped, and behind the memory for
    // its texts.
    static constexpr std::size_t padding = 64;

    JsonIndex();
    ~JsonIndex();
    // false: the line is no JSON, or too large, or empty.
    bool make(std::string_view line);
    // Of `{ } [ ] : ,`, of each text's first quote, and of the first byte of whatever else there is, ascending. Behind
    // them stands the size of the line, twice.
    std::span<const std::uint32_t> places() const;
    // The text that begins behind the quote at `text`, without its escapes: to `out`, where it takes no more bytes than
    // it does with them. Returns its end; nullptr: an escape that there is not.
    char* unescape(const char* text, char* out) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace parley::wire
