// Two readers of a line's JSON; both hand its parts on to a Reading. Private to this folder.
#pragma once

#include <memory>
#include <string_view>

#include "runtime/wire/reading.h"

namespace parley::wire {

// By simdjson. It takes what is surely good and leaves the rest alone: whatever is wrong with a line, or unusual in it,
// is the other reader's to say. One thread at a time; reused from line to line without allocation.
class QuickReader {
public:
    QuickReader();
    ~QuickReader();
    // false: not sure; the Reading has to begin anew.
    bool read(std::string_view json, Reading& reading);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

// By nlohmann's reader, which knows where a line is no JSON. Refuses by the Reading.
void read_thoroughly(std::string_view json, Reading& reading);

}  // namespace parley::wire
