// Lines of a stream, however long the stream is: memory is bounded by the longest line allowed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace parley::cli {

class LineReader {
public:
    enum class Outcome { line, too_long, paused, end, failed };

    // Reads a descriptor that the caller keeps open. `before_read` is called whenever more input is needed, which may
    // take as long as it likes to come: the moment to write out what has been made so far.
    LineReader(int descriptor, std::size_t longest_line, std::function<void()> before_read);

    // The next line without its line break; good until the next call. Of a line that is too long only the beginning.
    // A last line without a line break counts; a byte order mark before the first does not.
    Outcome next(std::string_view& line);

    // From inside `before_read`: no more is read. `next` then gives `end`, and what was begun of a line is left out.
    void stop() { is_stopped_ = true; }

    // From inside `before_read`: this time nothing is read. `next` then gives `paused`, and the call after it goes on.
    void pause() { is_paused_ = true; }

    std::uint64_t line_number() const { return line_number_; }  // of the last line, from 1
    std::uint64_t bytes_read() const { return bytes_read_; }
    const std::string& fault() const { return fault_; }  // after `failed`

private:
    bool read_more();
    Outcome finish_long_line();
    std::string_view take(std::size_t size, std::size_t line_break);

    int descriptor_;
    std::size_t longest_line_;
    std::function<void()> before_read_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0, scanned_ = 0, end_ = 0;
    std::uint64_t line_number_ = 0, bytes_read_ = 0;
    bool at_end_ = false, is_stopped_ = false, is_paused_ = false;
    bool is_skipping_ = false;  // the rest of a line that is too long
    std::string fault_;
};

}  // namespace parley::cli
