// A folder that is gone when this is.
#pragma once

#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace parley::tests {

class TemporaryFolder {
public:
    TemporaryFolder() {
        path_ = (std::filesystem::temp_directory_path() / "parley-follow-XXXXXX").string();
        REQUIRE(::mkdtemp(path_.data()) != nullptr);
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    std::string at(const std::string& name) const { return path_ + "/" + name; }
    void make(const std::string& name) const { std::filesystem::create_directories(at(name)); }
    void write(const std::string& name, std::string_view text) const {
        std::ofstream(at(name), std::ios::binary) << text;
    }

private:
    std::string path_;
};

}  // namespace parley::tests
