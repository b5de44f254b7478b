#include <algorithm>
#include <cstring>

#include "runtime/vm/frame.h"

namespace parley::vm {

namespace {

constexpr std::size_t smallest_chunk = 512;

}  // namespace

// Chunks are kept for good and each is at least twice the one before it: so there are few of them, and after some lines
// they hold whatever one line needs. Their beginnings fit every alignment that is asked for.
void* Arena::allocate_in_next(std::size_t bytes) {
    if (chunk_ < chunks_.size()) ++chunk_;
    while (chunk_ < chunks_.size() && bytes > chunks_[chunk_].size) ++chunk_;
    used_ = bytes;
    if (chunk_ < chunks_.size()) return chunks_[chunk_].bytes.get();
    const std::size_t doubled = chunks_.empty() ? smallest_chunk : chunks_.back().size * 2;
    const std::size_t size = std::max(doubled, bytes);
    chunks_.push_back({std::make_unique<std::byte[]>(size), size});
    return chunks_.back().bytes.get();
}

std::string_view Arena::copy(std::string_view text) {
    if (text.empty()) return {};
    char* memory = array<char>(text.size());
    std::memcpy(memory, text.data(), text.size());
    return {memory, text.size()};
}

void Arena::clear() {
    chunk_ = 0;
    used_ = 0;
}

}  // namespace parley::vm
