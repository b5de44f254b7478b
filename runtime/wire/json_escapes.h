// The escapes of JSON texts, by simdjson. Private to this folder.
#pragma once

#include <memory>

namespace parley::wire {

// One thread at a time; reused without allocation.
class JsonEscapes {
public:
    // What has to be there, to be read, behind a text's other quote, and to be written, behind what a text becomes.
    static constexpr std::size_t padding = 64;

    JsonEscapes();
    ~JsonEscapes();
    // The text that begins behind the quote at `text`, without its escapes: to `out`, where it takes no more bytes than
    // it does with them. Returns its end; nullptr: an escape that there is not.
    char* unescape(const char* text, char* out) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace parley::wire
