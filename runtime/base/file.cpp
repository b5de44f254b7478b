#include "runtime/base/file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <system_error>

#include "runtime/base/descriptor.h"

namespace parley::base {
namespace {

// A new file beside `path` under a name that nothing has yet; the name goes to `name`.
Descriptor create_beside(const std::string& path, std::string& name) {
    constexpr int attempts = 1000;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        name = path + ".new-" + std::to_string(::getpid()) + "-" + std::to_string(attempt);
        Descriptor file = open_descriptor(name, O_WRONLY | O_CREAT | O_EXCL, 0666);
        if (file.ok() || errno != EEXIST) return file;
    }
    return Descriptor(-1);
}

std::optional<Error> sync_folder_of(const std::string& path) {
    std::string folder = std::filesystem::path(path).parent_path().string();
    if (folder.empty()) folder = ".";
    if (const auto number = sync_folder(folder)) return system_error("sync", folder, *number);
    return std::nullopt;
}

std::optional<Error> fill(const Descriptor& file, std::string_view content, const std::string& target,
                          const std::string& name) {
    struct stat existing;
    if (::stat(target.c_str(), &existing) == 0 && ::fchmod(file.number(), existing.st_mode & 07777) != 0) {
        return system_error("keep the permissions of", target, errno);
    }
    if (const auto number = write_all(file, content)) return system_error("write", name, *number);
    if (const auto number = sync(file)) return system_error("sync", name, *number);
    return std::nullopt;
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t limit) {
    const Descriptor file = open_descriptor(path, O_RDONLY);
    if (!file.ok()) return system_error("read", path, errno);
    return read_all(file, path, limit);
}

Result<Done> replace_file(const std::string& path, std::string_view content) {
    // A symbolic link stays one: what it leads to is replaced.
    std::error_code unresolved;
    std::string target = std::filesystem::canonical(path, unresolved).string();
    if (unresolved) target = path;

    std::string name;
    const Descriptor file = create_beside(target, name);
    if (!file.ok()) return system_error("write", path, errno);
    auto error = fill(file, content, target, name);
    if (!error && ::rename(name.c_str(), target.c_str()) != 0) error = system_error("replace", path, errno);
    if (error) {
        ::unlink(name.c_str());
        return *error;
    }
    if (auto unsynced = sync_folder_of(target)) return *unsynced;
    return Done{};
}

Result<MappedFile> MappedFile::open(const std::string& path) {
    const Descriptor file = open_descriptor(path, O_RDONLY | O_NONBLOCK);
    if (!file.ok()) return system_error("open", path, errno);
    struct stat status;
    if (::fstat(file.number(), &status) != 0) return system_error("open", path, errno);
    if (!S_ISREG(status.st_mode)) return Error{ErrorKind::input, "`" + path + "` is no ordinary file"};
    MappedFile mapped;
    mapped.size_ = static_cast<std::size_t>(status.st_size);
    if (mapped.size_ == 0) return mapped;
    void* address = ::mmap(nullptr, mapped.size_, PROT_READ, MAP_SHARED, file.number(), 0);
    if (address == MAP_FAILED) {
        mapped.size_ = 0;
        return system_error("map", path, errno);
    }
    mapped.data_ = static_cast<const std::byte*>(address);
    return mapped;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
}

MappedFile::~MappedFile() {
    if (data_) ::munmap(const_cast<std::byte*>(data_), size_);
}

}  // namespace parley::base
