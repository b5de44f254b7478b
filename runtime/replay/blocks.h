// Internal to runtime/replay: files of lines in blocks of whole lines, of any length, in bounded memory.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"

namespace parley::replay {

// Where a block is cut depends on the input alone, not on how it comes in.
struct Block {
    std::uint64_t index = 0;       // of the block, over all files, from 0
    std::uint32_t file = 0;        // index into the paths
    std::uint64_t first_line = 1;  // of its file
    std::uint64_t bytes_end = 0;   // read so far, over all files
    std::string text;
};

// Calls for each line that is not blank, without its line break. Of a line longer than the limit only the beginning is
// there, more than the limit.
void each_line(const Block& block, const std::function<void(std::string_view, std::uint64_t)>& on_line);

// One thread at a time.
class BlockReader {
public:
    // "-" is stdin. Opens nothing yet.
    BlockReader(std::vector<std::string> paths, std::size_t longest_line);
    ~BlockReader();
    BlockReader(const BlockReader&) = delete;

    // False at the end. Errors: a file that cannot be opened or read.
    base::Result<bool> next(Block& block);
    // The bytes of all files; 0 if one of them is a stream.
    std::uint64_t total_bytes() const { return total_bytes_; }

private:
    base::Result<bool> open_next();
    base::Result<bool> fill();
    base::Result<bool> skip_line();
    void take(std::size_t size, Block& block);

    std::vector<std::string> paths_;
    std::size_t longest_line_;
    std::uint64_t total_bytes_ = 0, bytes_ = 0, blocks_ = 0;
    std::size_t next_file_ = 0;
    int descriptor_ = -1;
    bool at_end_ = true;  // of the file at hand
    std::string buffer_;  // read and not yet handed out
    std::uint64_t line_ = 1;
};

}  // namespace parley::replay
