// Files, as far as the runtime needs them: reading whole, mapping read-only, replacing atomically.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "runtime/base/result.h"

namespace parley::base {

// At most this much is read of one file, so that an endless device cannot fill the memory.
inline constexpr std::size_t maximum_read_bytes = 512u << 20;

// Errors: `not_found`, `environment`, and `input` for a file above `limit`.
Result<std::string> read_file(const std::string& path, std::size_t limit = maximum_read_bytes);

// Writes to a temporary file beside `path`, syncs it, renames it over `path` and syncs the folder, so that a reader
// sees the old content or the new one, whole. Permissions of an existing file are kept.
Result<Done> replace_file(const std::string& path, std::string_view content);

// A file mapped read-only and shared between processes. The bytes are good as long as this lives. Movable, not
// copyable.
class MappedFile {
public:
    static Result<MappedFile> open(const std::string& path);
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;
    MappedFile(const MappedFile&) = delete;
    ~MappedFile();
    std::span<const std::byte> bytes() const { return {data_, size_}; }

private:
    MappedFile() = default;
    const std::byte* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace parley::base
