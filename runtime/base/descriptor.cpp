#include "runtime/base/descriptor.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace parley::base {
namespace {

constexpr std::size_t chunk_bytes = 1u << 16;

}  // namespace

Descriptor::~Descriptor() {
    if (number_ >= 0) ::close(number_);
}

Descriptor open_descriptor(const std::string& path, int flags, unsigned mode) {
    int number;
    do {
        number = ::open(path.c_str(), flags | O_CLOEXEC, mode);
    } while (number < 0 && errno == EINTR);
    return Descriptor(number);
}

Error system_error(const char* attempt, const std::string& path, int number) {
    const bool missing = number == ENOENT || number == ENOTDIR;
    std::string reason = std::generic_category().message(number);
    if (!reason.empty() && reason[0] >= 'A' && reason[0] <= 'Z') reason[0] = static_cast<char>(reason[0] - 'A' + 'a');
    return {missing ? ErrorKind::not_found : ErrorKind::environment,
            std::string("cannot ") + attempt + " `" + path + "`: " + reason};
}

Error access_error(const char* attempt, const std::string& path, int number) {
    Error error = system_error(attempt, path, number);
    if (number == EACCES || number == EPERM || number == EROFS) error.kind = ErrorKind::not_allowed;
    return error;
}

Result<std::string> read_all(const Descriptor& file, const std::string& path, std::size_t limit) {
    struct stat status;
    const bool sized = ::fstat(file.number(), &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0;
    std::string content;
    // One byte more than there should be, for noticing the end.
    content.reserve(sized ? std::min(limit, static_cast<std::size_t>(status.st_size)) + 1 : chunk_bytes);
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

std::optional<int> write_all(const Descriptor& file, std::string_view content) {
    while (!content.empty()) {
        const ssize_t written = ::write(file.number(), content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return errno;
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return std::nullopt;
}

std::optional<int> sync(const Descriptor& file) {
    int outcome;
    do {
        outcome = ::fsync(file.number());
    } while (outcome != 0 && errno == EINTR);  // a signal is no failure: nothing was given up
    if (outcome != 0) return errno;
    return std::nullopt;
}

std::optional<int> sync_folder(const std::string& folder) {
    const Descriptor opened = open_descriptor(folder, O_RDONLY | O_DIRECTORY);
    if (!opened.ok()) return errno;
    // Some file systems cannot sync a folder and say so by EINVAL; there is nothing more to do on them.
    const std::optional<int> fault = sync(opened);
    return fault == EINVAL ? std::nullopt : fault;
}

}  // namespace parley::base
