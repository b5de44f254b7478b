#include "runtime/base/file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <system_error>

#include "runtime/base/descriptor.h"

namespace parley::base {
namespace {

constexpr std::size_t chunk_bytes = 1u << 16;

std::optional<Error> write_all(const Descriptor& file, std::string_view content, const std::string& path) {
    while (!content.empty()) {
        const ssize_t written = ::write(file.number(), content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return system_error("write", path, errno);
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return std::nullopt;
}

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
    const Descriptor opened = open_descriptor(folder, O_RDONLY | O_DIRECTORY);
    if (!opened.ok()) return system_error("open", folder, errno);
    // Some file systems cannot sync a folder and say so by EINVAL; there is nothing more to do on them.
    if (::fsync(opened.number()) != 0 && errno != EINVAL) return system_error("sync", folder, errno);
    return std::nullopt;
}

std::optional<Error> fill(const Descriptor& file, std::string_view content, const std::string& target,
                          const std::string& name) {
    struct stat existing;
    if (::stat(target.c_str(), &existing) == 0 && ::fchmod(file.number(), existing.st_mode & 07777) != 0) {
        return system_error("keep the permissions of", target, errno);
    }
    if (auto error = write_all(file, content, name)) return error;
    if (::fsync(file.number()) != 0) return system_error("sync", name, errno);
    return std::nullopt;
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t limit) {
    const Descriptor file = open_descriptor(path, O_RDONLY);
    if (!file.ok()) return system_error("read", path, errno);
    struct stat status;
    std::string content;
    content.reserve(chunk_bytes);
    if (::fstat(file.number(), &status) == 0 && S_ISREG(status.st_mode)) {
        content.reserve(std::min(limit, static_cast<std::size_t>(status.st_size)) + 1);  // one for noticing the end
    }
    for (;;) {
        const std::size_t before = content.size();
        content.resize(std::max(content.capacity(), before + 1));
        const ssize_t got = ::read(file.number(), content.data() + before, content.size() - before);
        const int number = errno;
        content.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        if (got < 0 && number == EINTR) continue;
        if (got < 0) return system_error("read", path, number);
        if (content.size() > limit) {
            return Error{ErrorKind::input, "`" + path + "` is larger than " + std::to_string(limit) + " bytes"};
        }
        if (got == 0) return content;
    }
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
