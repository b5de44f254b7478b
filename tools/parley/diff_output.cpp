#include "tools/parley/diff_output.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "tools/parley/session.h"

namespace parley::cli {

namespace {

base::Error unwritable(const std::string& path) {
    return {base::ErrorKind::environment, "cannot write " + path + ": " + std::strerror(errno)};
}

}  // namespace

base::Result<DiffOutput> DiffOutput::open(const std::optional<std::string>& path) {
    DiffOutput out;
    if (!path) return out;
    out.path_ = *path;
    out.temporary_ = *path + ".XXXXXX";
    const int descriptor = ::mkstemp(out.temporary_.data());
    if (descriptor < 0) {
        out.temporary_.clear();
        return unwritable(*path);
    }
    const mode_t mask = ::umask(0);
    ::umask(mask);
    ::fchmod(descriptor, 0666 & ~mask);
    out.file_ = ::fdopen(descriptor, "w");
    return out;
}

DiffOutput::DiffOutput(DiffOutput&& other) noexcept
    : file_(std::exchange(other.file_, nullptr)),
      path_(std::move(other.path_)),
      temporary_(std::exchange(other.temporary_, {})) {}

DiffOutput::~DiffOutput() {
    if (file_ != nullptr) std::fclose(file_);
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void DiffOutput::write(std::string_view text) {
    if (file_ == nullptr)
        print(text);
    else
        std::fwrite(text.data(), 1, text.size(), file_);
}

base::Result<base::Done> DiffOutput::finish() {
    if (file_ == nullptr) return base::Done{};
    const bool written = std::ferror(file_) == 0 && std::fflush(file_) == 0 && ::fsync(::fileno(file_)) == 0;
    if (!written || std::rename(temporary_.c_str(), path_.c_str()) != 0) return unwritable(path_);
    temporary_.clear();
    return base::Done{};
}

}  // namespace parley::cli
