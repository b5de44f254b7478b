// Where a report goes while it is made: stdout, or a file that is there only once it is whole.
#pragma once

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/base/result.h"

namespace parley::cli {

class DiffOutput {
public:
    // No path: stdout.
    static base::Result<DiffOutput> open(const std::optional<std::string>& path);
    DiffOutput(DiffOutput&& other) noexcept;
    DiffOutput(const DiffOutput&) = delete;
    ~DiffOutput();

    void write(std::string_view text);
    // Until then the file is what it was. Errors: the disk is full.
    base::Result<base::Done> finish();

private:
    DiffOutput() = default;
    std::FILE* file_ = nullptr;  // nullptr: stdout
    std::string path_, temporary_;
};

}  // namespace parley::cli
