#include "runtime/replay/blocks.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace parley::replay {
namespace {

constexpr std::size_t block_bytes = 1u << 20;
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

base::Error unreadable(const std::string& path) {
    const bool missing = errno == ENOENT;
    return {missing ? base::ErrorKind::not_found : base::ErrorKind::environment,
            "cannot read " + (path == "-" ? std::string("stdin") : path) + ": " + std::strerror(errno)};
}

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

void each_line(const Block& block, const std::function<void(std::string_view, std::uint64_t)>& on_line) {
    std::uint64_t number = block.first_line;
    std::string_view rest = block.text;
    if (number == 1 && rest.starts_with(byte_order_mark)) rest.remove_prefix(byte_order_mark.size());
    for (; !rest.empty(); ++number) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        if (!is_blank(line)) on_line(line, number);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

BlockReader::BlockReader(std::vector<std::string> paths, std::size_t longest_line)
    : paths_(std::move(paths)), longest_line_(longest_line) {
    for (const std::string& path : paths_) {
        struct stat status {};
        if (path == "-" || ::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) {
            total_bytes_ = 0;
            return;
        }
        total_bytes_ += static_cast<std::uint64_t>(status.st_size);
    }
}

BlockReader::~BlockReader() {
    if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
}

base::Result<bool> BlockReader::open_next() {
    if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
    descriptor_ = -1;
    if (next_file_ == paths_.size()) return false;
    const std::string& path = paths_[next_file_++];
    descriptor_ = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor_ < 0) return unreadable(path);
    at_end_ = false;
    line_ = 1;
    return true;
}

// Reads until a block is full or the file ends.
base::Result<bool> BlockReader::fill() {
    while (!at_end_ && buffer_.size() < block_bytes) {
        const std::size_t size = buffer_.size();
        buffer_.resize(block_bytes);
        const ssize_t count = ::read(descriptor_, buffer_.data() + size, block_bytes - size);
        buffer_.resize(size + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return unreadable(paths_[next_file_ - 1]);
        if (count == 0) at_end_ = true;
        bytes_ += static_cast<std::uint64_t>(count);
    }
    return true;
}

void BlockReader::take(std::size_t size, Block& block) {
    block.index = blocks_++;
    block.file = static_cast<std::uint32_t>(next_file_ - 1);
    block.first_line = line_;
    block.bytes_end = bytes_ - (buffer_.size() - size);
    block.text.assign(buffer_, 0, size);
    buffer_.erase(0, size);
    line_ += static_cast<std::uint64_t>(std::count(block.text.begin(), block.text.end(), '\n'));
}

// The rest of a line whose beginning was enough.
base::Result<bool> BlockReader::skip_line() {
    for (;;) {
        const std::size_t end = buffer_.find('\n');
        if (end != std::string::npos) {
            buffer_.erase(0, end);
            return true;
        }
        buffer_.clear();
        if (at_end_) return true;
        const base::Result<bool> filled = fill();
        if (!filled) return filled;
    }
}

base::Result<bool> BlockReader::next(Block& block) {
    for (;;) {
        while (at_end_ && buffer_.empty()) {
            const base::Result<bool> opened = open_next();
            if (!opened || !*opened) return opened;
        }
        const base::Result<bool> filled = fill();
        if (!filled) return filled;
        if (buffer_.empty()) continue;
        const std::size_t last_break = buffer_.rfind('\n');
        if (last_break != std::string::npos) {
            take(last_break + 1, block);
            return true;
        }
        if (at_end_) {
            take(buffer_.size(), block);
            return true;
        }
        // One line is longer than a block, and so longer than it may be. Its line break begins the next block.
        const std::string beginning = buffer_.substr(0, longest_line_ + 1);
        const base::Result<bool> skipped = skip_line();
        if (!skipped) return skipped;
        buffer_.insert(0, beginning);
        if (beginning.size() == buffer_.size()) {
            take(buffer_.size(), block);
        } else {
            take(beginning.size() + 1, block);
        }
        return true;
    }
}

}  // namespace parley::replay
