// Members of stimuli that nobody knows: ignored, counted, and told at the end with the first of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/engine/lines/stimulus.h"

namespace parley::cli {

class IgnoredMembers {
public:
    // `number`: of the line in its file.
    void add(const lines::Stimulus& stimulus, std::string_view path, std::uint64_t number);
    // A sentence with a line break; nothing if there were none.
    std::string told() const;

private:
    std::uint64_t count_ = 0;
    std::vector<std::string> names_;   // the first few, each once
    std::vector<std::string> places_;  // where each came first, and what may be meant
};

}  // namespace parley::cli
