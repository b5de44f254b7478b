// Files held in memory by their relative paths: a project as it is kept and handed around.
#pragma once

#include <string>
#include <vector>

namespace parley::base {

// The path is relative, with `/`, and never leads above its folder. The bytes are any.
struct File {
    std::string path;
    std::string bytes;
    bool operator==(const File&) const = default;
};

// In the byte order of paths, each once.
using Files = std::vector<File>;

}  // namespace parley::base
