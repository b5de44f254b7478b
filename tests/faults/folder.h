// Folders in memory, so that a thousand copies cost little: /dev/shm where there is one. What a disk does to a store is
// for disk.h.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace faults {

// Gone when this is.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const std::string& path() const { return path_; }
    std::string at(const std::string& name) const { return path_ + "/" + name; }

private:
    std::string path_;
};

// The folders above `path` are made.
void write_text(const std::string& path, std::string_view text);
std::string read_text(const std::string& path);  // empty where there is no such file

// With modes. `to` may exist; what is only there stays.
void copy_tree(const std::string& from, const std::string& to);

// Every file below, by its path from `folder`, and its bytes; a folder has no bytes and a `/` behind its name.
using Tree = std::map<std::string, std::string>;
Tree tree_of(const std::string& folder);

// "+objects/12…  -draft  *current": what is in one alone, or differs.
std::string difference(const Tree& before, const Tree& after);

}  // namespace faults
