// The project that `init` writes: rulesets/starter, built in.
#pragma once

#include <span>
#include <string_view>

namespace parley::cli {

struct StarterFile {
    std::string_view path;  // relative, with `/`
    std::string_view text;
};

std::span<const StarterFile> starter_files();

}  // namespace parley::cli
