// Private to compiler/project: where a project's files come from, a folder on disk or a set in memory.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/file_set.h"
#include "runtime/base/result.h"

namespace parley::project {

// Paths are as parley.yaml writes them, relative to the project.
class Storage {
public:
    enum class Kind { missing, file, other };

    virtual ~Storage() = default;
    virtual std::string name() const = 0;                          // the project's where parley.yaml gives none
    virtual std::string shown(const std::string& path) const = 0;  // as findings print it
    // Missing is only what is known not to be there: what cannot be looked at is an error, for it must not be left out.
    virtual base::Result<Kind> kind(const std::string& path) const = 0;
    virtual base::Result<std::uint64_t> size(const std::string& path) const = 0;
    virtual base::Result<std::string> read(const std::string& path) const = 0;
    // The names that end so of the files directly in a folder, in any order; hidden ones are left out. A folder in
    // memory that nothing lies in is empty, for there it cannot be told from one that is not there.
    virtual base::Result<std::vector<std::string>> names(const std::string& folder, std::string_view ending) const = 0;
};

std::unique_ptr<Storage> folder_storage(const std::string& directory);
std::unique_ptr<Storage> memory_storage(const base::Files& files, const std::string& shown);

// Without `.`, `..` inside, doubled or closing slashes; empty for the project's folder itself.
std::string normal_path(const std::string& path);
// Absolute, or above the project's folder.
bool leads_out(const std::string& path);
// Of a file in a folder.
std::string join_path(const std::string& folder, const std::string& name);

}  // namespace parley::project
