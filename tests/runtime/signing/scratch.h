// A folder of its own for one test, removed with all it holds.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace parley::tests {

class Scratch {
public:
    Scratch() {
        std::string name = (std::filesystem::temp_directory_path() / "parley-test-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        folder_ = name;
    }
    Scratch(const Scratch&) = delete;
    ~Scratch() { std::filesystem::remove_all(folder_); }

    std::string path(const std::string& name) const { return folder_ + "/" + name; }
    // With these permissions, whatever the umask.
    std::string write(const std::string& name, const std::string& content, unsigned mode = 0600) const {
        std::ofstream(path(name), std::ios::binary) << content;
        std::filesystem::permissions(path(name), static_cast<std::filesystem::perms>(mode));
        return path(name);
    }

private:
    std::string folder_;
};

}  // namespace parley::tests
