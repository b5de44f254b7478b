#include "compiler/project/storage.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <string_view>
#include <system_error>

#include "runtime/base/file.h"

namespace parley::project {

namespace {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorKind;

// As one would write it where one works; what lies far off is clearer as it is.
std::string shown_name(const fs::path& path) {
    fs::path normal = path.lexically_normal();
    std::error_code fault;
    fs::path here = fs::current_path(fault);
    if (!normal.is_absolute() || fault) return normal.string();
    fs::path relative = normal.lexically_relative(here);
    auto ups = std::count(relative.begin(), relative.end(), fs::path(".."));
    return relative.empty() || ups > 2 ? normal.string() : relative.string();
}

bool is_listed(std::string_view name, std::string_view ending) {
    return name.ends_with(ending) && !name.starts_with('.');
}

class FolderStorage final : public Storage {
public:
    explicit FolderStorage(const std::string& directory) : root_(directory) {}

    std::string name() const override {
        std::error_code fault;
        fs::path whole = fs::absolute(root_, fault).lexically_normal();
        if (!whole.has_filename()) whole = whole.parent_path();
        return whole.filename().string();
    }

    std::string shown(const std::string& path) const override { return shown_name(root_ / path); }

    base::Result<Kind> kind(const std::string& path) const override {
        std::error_code fault;
        const fs::file_status link = fs::symlink_status(root_ / path, fault);
        if (link.type() == fs::file_type::not_found) return Kind::missing;
        if (link.type() == fs::file_type::none) return unreadable(path, fault);
        const fs::file_status status = fs::status(root_ / path, fault);
        if (status.type() == fs::file_type::none) return unreadable(path, fault);
        return fs::is_regular_file(status) ? Kind::file : Kind::other;
    }

    base::Result<std::uint64_t> size(const std::string& path) const override {
        std::error_code fault;
        const std::uintmax_t bytes = fs::file_size(root_ / path, fault);
        if (fault) return unreadable(path, fault);
        return static_cast<std::uint64_t>(bytes);
    }

    base::Result<std::string> read(const std::string& path) const override {
        return base::read_file((root_ / path).string());
    }

    base::Result<std::vector<std::string>> names(const std::string& folder, std::string_view ending) const override {
        std::vector<std::string> found;
        std::error_code fault;
        for (fs::directory_iterator at(root_ / folder, fault); !fault && at != fs::directory_iterator();
             at.increment(fault)) {
            const std::string name = at->path().filename().string();
            if (!is_listed(name, ending)) continue;
            std::error_code unknown;
            const fs::file_status status = at->status(unknown);
            if (status.type() == fs::file_type::none) return unreadable(join_path(folder, name), unknown);
            if (fs::is_regular_file(status)) found.push_back(name);
        }
        if (fault)
            return Error{ErrorKind::environment,
                         "the folder `" + shown(folder) + "` cannot be read: " + fault.message()};
        return found;
    }

private:
    Error unreadable(const std::string& path, const std::error_code& fault) const {
        return {ErrorKind::environment, "`" + shown(path) + "` cannot be read: " + fault.message()};
    }

    fs::path root_;
};

class MemoryStorage final : public Storage {
public:
    MemoryStorage(const base::Files& files, const std::string& shown) : shown_(shown) {
        for (const base::File& file : files) files_.emplace(file.path, &file);
    }

    std::string name() const override { return shown_; }

    std::string shown(const std::string& path) const override { return join_path(shown_, normal_path(path)); }

    base::Result<Kind> kind(const std::string& path) const override {
        if (find(path) != nullptr) return Kind::file;
        return first_below(path) == files_.end() ? Kind::missing : Kind::other;
    }

    base::Result<std::uint64_t> size(const std::string& path) const override {
        return static_cast<std::uint64_t>(find(path)->bytes.size());
    }

    base::Result<std::string> read(const std::string& path) const override { return find(path)->bytes; }

    base::Result<std::vector<std::string>> names(const std::string& folder, std::string_view ending) const override {
        std::vector<std::string> found;
        if (leads_out(folder)) return found;
        const std::string begin = prefix(folder);
        for (auto at = files_.lower_bound(begin); at != files_.end() && at->first.starts_with(begin); ++at) {
            const std::string_view name = at->first.substr(begin.size());
            if (name.find('/') == std::string_view::npos && is_listed(name, ending)) found.emplace_back(name);
        }
        return found;
    }

private:
    using Map = std::map<std::string_view, const base::File*>;

    static std::string prefix(const std::string& folder) {
        const std::string normal = normal_path(folder);
        return normal.empty() ? normal : normal + "/";
    }

    const base::File* find(const std::string& path) const {
        const auto found = files_.find(normal_path(path));
        return found == files_.end() ? nullptr : found->second;
    }

    Map::const_iterator first_below(const std::string& path) const {
        const std::string begin = prefix(path);
        const auto at = files_.lower_bound(begin);
        return at != files_.end() && at->first.starts_with(begin) ? at : files_.end();
    }

    std::string shown_;
    Map files_;
};

}  // namespace

std::unique_ptr<Storage> folder_storage(const std::string& directory) {
    return std::make_unique<FolderStorage>(directory);
}

std::unique_ptr<Storage> memory_storage(const base::Files& files, const std::string& shown) {
    return std::make_unique<MemoryStorage>(files, shown);
}

std::string normal_path(const std::string& path) {
    std::string normal = fs::path(path).lexically_normal().generic_string();
    while (normal.size() > 1 && normal.ends_with('/')) normal.pop_back();
    return normal == "." ? std::string() : normal;
}

bool leads_out(const std::string& path) {
    const std::string normal = normal_path(path);
    return normal.starts_with('/') || normal == ".." || normal.starts_with("../");
}

std::string join_path(const std::string& folder, const std::string& name) {
    if (folder.empty()) return name;
    return name.empty() ? folder : folder + "/" + name;
}

}  // namespace parley::project
