#include <algorithm>
#include <cstring>

#include "runtime/vm/frame.h"

namespace parley::vm {

namespace {

constexpr std::size_t smallest_chunk = 512;

std::size_t aligned(std::size_t offset, std::size_t alignment) {
    return (offset + alignment - 1) / alignment * alignment;
}

}  // namespace

// Chunks are kept for good and each is at least twice the one before it: so there are few of them, and after some lines
// they hold whatever one line needs. Their beginnings fit every alignment that is asked for.
void* Arena::allocate(std::size_t bytes, std::size_t alignment) {
    for (; chunk_ < chunks_.size(); ++chunk_, used_ = 0) {
        const std::size_t begin = aligned(used_, alignment);
        if (begin > chunks_[chunk_].size || bytes > chunks_[chunk_].size - begin) continue;
        used_ = begin + bytes;
        return chunks_[chunk_].bytes.get() + begin;
    }
    const std::size_t doubled = chunks_.empty() ? smallest_chunk : chunks_.back().size * 2;
    const std::size_t size = std::max(doubled, bytes);
    chunks_.push_back({std::make_unique<std::byte[]>(size), size});
    used_ = bytes;
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
