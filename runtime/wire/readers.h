// Two readers of a line's JSON; both hand its parts on to a Reading. Private to this folder.
#pragma once

#include <string_view>

#include "runtime/wire/json_escapes.h"
#include "runtime/wire/reading.h"

namespace parley::wire {

// It takes what is surely good and leaves the rest alone: whatever is wrong with a line, or unusual in it, is the other
// reader's to say. One thread at a time; reused from line to line without allocation.
class QuickReader {
public:
    // false: not sure; the Reading has to begin anew. The Reading's texts are in the arena then and need not be copied.
    bool read(std::string_view json, Reading& reading, vm::Arena& arena);

private:
    static constexpr std::size_t padding = JsonEscapes::padding;  // of zero bytes
    JsonEscapes escapes_;
};

// By nlohmann's reader, which knows where a line is no JSON. Refuses by the Reading.
void read_thoroughly(std::string_view json, Reading& reading);

}  // namespace parley::wire
