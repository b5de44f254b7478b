#include "tools/parley/line_reader.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace parley::cli {

namespace {

constexpr std::size_t read_bytes = 1u << 20;
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

}  // namespace

LineReader::LineReader(int descriptor, std::size_t longest_line, std::function<void()> before_read)
    : descriptor_(descriptor),
      longest_line_(longest_line),
      before_read_(std::move(before_read)),
      buffer_(longest_line + read_bytes) {}

bool LineReader::read_more() {
    if (at_end_) return false;
    is_paused_ = false;
    before_read_();
    if (is_paused_) return false;
    if (is_stopped_) {
        at_end_ = true;
        begin_ = scanned_ = end_ = 0;
        return false;
    }
    if (begin_ != 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        scanned_ -= begin_;
        begin_ = 0;
    }
    for (;;) {
        const ssize_t count = ::read(descriptor_, buffer_.data() + end_, buffer_.size() - end_);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fault_ = std::strerror(errno);
        if (count <= 0) {
            at_end_ = true;
            return false;
        }
        end_ += static_cast<std::size_t>(count);
        bytes_read_ += static_cast<std::uint64_t>(count);
        return true;
    }
}

std::string_view LineReader::take(std::size_t size, std::size_t line_break) {
    std::string_view line(buffer_.data() + begin_, size);
    begin_ += size + line_break;
    scanned_ = begin_;
    if (++line_number_ == 1 && line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
    return line;
}

LineReader::Outcome LineReader::next(std::string_view& line) {
    if (is_skipping_) return finish_long_line();
    for (;;) {
        const void* found = std::memchr(buffer_.data() + scanned_, '\n', end_ - scanned_);
        if (found != nullptr) {
            const std::size_t size =
                static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data()) - begin_;
            line = take(size, 1);
            return size > longest_line_ ? Outcome::too_long : Outcome::line;
        }
        scanned_ = end_;
        if (end_ - begin_ > longest_line_) {
            line = {};
            is_skipping_ = true;
            ++line_number_;
            return finish_long_line();
        }
        if (read_more()) continue;
        if (is_paused_) return Outcome::paused;
        if (!fault_.empty()) return Outcome::failed;
        if (begin_ == end_) return Outcome::end;
        line = take(end_ - begin_, 0);
        return Outcome::line;
    }
}

// Throws the rest of the line away.
LineReader::Outcome LineReader::finish_long_line() {
    for (;;) {
        const void* found = std::memchr(buffer_.data() + scanned_, '\n', end_ - scanned_);
        if (found != nullptr) {
            is_skipping_ = false;
            begin_ = scanned_ = static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data()) + 1;
            return Outcome::too_long;
        }
        begin_ = scanned_ = end_ = 0;
        if (read_more()) continue;
        if (is_paused_) return Outcome::paused;
        is_skipping_ = false;
        if (!fault_.empty()) return Outcome::failed;
        return is_stopped_ ? Outcome::end : Outcome::too_long;
    }
}

}  // namespace parley::cli
