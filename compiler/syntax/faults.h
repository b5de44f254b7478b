// Internal to compiler/syntax: the errors of one file, up to its limit.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"

namespace parley::syntax {

class Faults {
public:
    Faults(source::FileId file, std::size_t limit, diagnostics::Diagnostics& diagnostics)
        : file_(file), limit_(limit), diagnostics_(diagnostics) {}

    // The reference is good until the next call. Past the limit one R0126 is reported, and then nothing more.
    diagnostics::Diagnostic& report(diagnostics::Code code, std::uint32_t begin, std::uint32_t end, std::string message,
                                    std::string label = {});
    bool full() const { return count_ > limit_; }
    std::size_t count() const { return count_; }
    source::Span span(std::uint32_t begin, std::uint32_t end) const { return {file_, begin, end}; }

private:
    source::FileId file_;
    std::size_t limit_;
    std::size_t count_ = 0;
    diagnostics::Diagnostics& diagnostics_;
    diagnostics::Diagnostic unheard_{};
};

// What the author wrote, in backticks, on one line and shortened where it is long.
std::string quote(std::string_view written);

}  // namespace parley::syntax
