// A line on stderr that says how far long work has come; only on a terminal, and gone when the work is done.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "tools/parley/terminal.h"

namespace parley::cli {

class Progress {
public:
    // Nothing is shown in the first moments, so that short work shows nothing at all.
    Progress(const Terminal& terminal, std::string what);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    // `total` 0: unknown. Cheap to call often.
    void update(std::uint64_t finished, std::uint64_t total);
    // The same with words of its own, such as the phase that runs.
    void step(std::string_view words);

private:
    bool is_due();
    void draw(const std::string& line);

    Terminal terminal_;
    std::string what_;
    bool drawn_ = false;
    std::chrono::steady_clock::time_point next_;
};

}  // namespace parley::cli
