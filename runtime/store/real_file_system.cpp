#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <system_error>
#include <thread>

#include "runtime/base/descriptor.h"
#include "runtime/store/file_system.h"

namespace parley::store {
namespace {

using base::access_error;
using base::Descriptor;
using base::Done;
using base::Error;
using base::ErrorKind;
using base::Result;

// Files never change once they are written, so nobody needs the right to write to one.
constexpr unsigned file_mode = 0444;
constexpr unsigned folder_mode = 0777;
constexpr unsigned lock_mode = 0666;
constexpr std::chrono::milliseconds lock_poll{5};

Result<Done> done_unless(const std::optional<int>& fault, const char* attempt, const std::string& path) {
    if (fault) return access_error(attempt, path, *fault);
    return Done{};
}

// Opens an ordinary file for reading; never waits, whatever stands at `path`.
Result<Descriptor> open_file(const std::string& path) {
    Descriptor file = base::open_descriptor(path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
    struct stat status;
    if (!file.ok() || ::fstat(file.number(), &status) != 0) return access_error("read", path, errno);
    if (!S_ISREG(status.st_mode)) return Error{ErrorKind::integrity, "`" + path + "` is no ordinary file"};
    return file;
}

struct FileLock final : FileSystem::Lock {
    explicit FileLock(Descriptor descriptor) : file(std::move(descriptor)) {}
    Descriptor file;
};

// Somebody may have removed the file while this was waiting for its lock: then it locks nobody out.
bool is_still_there(const Descriptor& file, const std::string& path) {
    struct stat held, named;
    return ::fstat(file.number(), &held) == 0 && ::stat(path.c_str(), &named) == 0 && held.st_dev == named.st_dev &&
           held.st_ino == named.st_ino;
}

class RealFileSystem final : public FileSystem {
public:
    Result<std::string> read(const std::string& path, std::size_t limit) override {
        const Result<Descriptor> file = open_file(path);
        if (!file) return file.error();
        Result<std::string> content = base::read_all(*file, path, limit);
        if (!content && content.error().kind == ErrorKind::input) {
            return Error{ErrorKind::integrity, content.error().message};
        }
        return content;
    }

    Result<std::uint64_t> size(const std::string& path) override {
        struct stat status;
        if (::stat(path.c_str(), &status) != 0) return access_error("read", path, errno);
        if (!S_ISREG(status.st_mode)) return Error{ErrorKind::integrity, "`" + path + "` is no ordinary file"};
        return static_cast<std::uint64_t>(status.st_size);
    }

    Result<std::vector<std::string>> list(const std::string& folder) override {
        std::error_code fault;
        std::vector<std::string> names;
        std::filesystem::directory_iterator at(folder, fault);
        for (; !fault && at != std::filesystem::directory_iterator(); at.increment(fault)) {
            names.push_back(at->path().filename().string());
        }
        if (fault) return access_error("list", folder, fault.value());
        std::ranges::sort(names);
        return names;
    }

    Result<std::shared_ptr<const bytecode::Artifact>> open_artifact(const std::string& path,
                                                                    bytecode::Verify extent) override {
        if (const Result<Descriptor> file = open_file(path); !file) return file.error();
        return bytecode::Artifact::open_file(path, extent);
    }

    Result<bool> make_folder(const std::string& path) override {
        if (::mkdir(path.c_str(), folder_mode) == 0) return true;
        const int fault = errno;
        struct stat status;
        // A read-only disk says so even where the folder is there already.
        if (::stat(path.c_str(), &status) != 0) return access_error("make the folder", path, fault);
        if (!S_ISDIR(status.st_mode)) return Error{ErrorKind::environment, "`" + path + "` is no folder"};
        return false;
    }

    Result<Done> write_new(const std::string& path, std::string_view content) override {
        const Descriptor file = base::open_descriptor(path, O_WRONLY | O_CREAT | O_EXCL, file_mode);
        if (!file.ok()) return access_error("write", path, errno);
        if (const auto fault = base::write_all(file, content)) return access_error("write", path, *fault);
        return done_unless(base::sync(file), "sync", path);
    }

    Result<Done> rename(const std::string& from, const std::string& to) override {
        if (::rename(from.c_str(), to.c_str()) != 0) return access_error("put in place", to, errno);
        return Done{};
    }

    Result<Done> sync_folder(const std::string& path) override {
        return done_unless(base::sync_folder(path), "sync", path);
    }

    Result<Done> remove(const std::string& path) override {
        if (::unlink(path.c_str()) != 0) return access_error("remove", path, errno);
        return Done{};
    }

    Result<Done> remove_folder(const std::string& path) override {
        if (::rmdir(path.c_str()) != 0) return access_error("remove", path, errno);
        return Done{};
    }

    Result<std::unique_ptr<Lock>> lock(const std::string& path, std::chrono::milliseconds wait) override {
        const auto deadline = std::chrono::steady_clock::now() + wait;
        for (;;) {
            Descriptor file = base::open_descriptor(path, O_RDWR | O_CREAT, lock_mode);
            if (!file.ok()) return access_error("lock", path, errno);
            const int held = ::flock(file.number(), LOCK_EX | LOCK_NB);
            const int fault = errno;
            if (held == 0 && is_still_there(file, path)) return std::unique_ptr<Lock>(new FileLock(std::move(file)));
            if (held != 0 && fault != EWOULDBLOCK && fault != EINTR) return access_error("lock", path, fault);
            if (std::chrono::steady_clock::now() >= deadline) {
                return Error{ErrorKind::environment, "locked by another writer; try again when it is done"};
            }
            std::this_thread::sleep_for(lock_poll);
        }
    }
};

}  // namespace

std::shared_ptr<FileSystem> real_file_system() {
    return std::make_shared<RealFileSystem>();
}

}  // namespace parley::store
