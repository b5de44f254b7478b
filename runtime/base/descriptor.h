// An open file descriptor that closes itself, whole reads and writes on it, and system errors in words.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "runtime/base/result.h"

namespace parley::base {

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor();
    bool ok() const { return number_ >= 0; }
    int number() const { return number_; }

private:
    int number_;
};

// Opens again where a signal interrupts. `flags` and `mode` as of open(2).
Descriptor open_descriptor(const std::string& path, int flags, unsigned mode = 0);

// "cannot read `path`: permission denied", by the value of `errno` given.
Error system_error(const char* attempt, const std::string& path, int number);
// The same, with `not_allowed` where the machine denies it to this user (EACCES, EPERM, EROFS).
Error access_error(const char* attempt, const std::string& path, int number);

// To the end, at most `limit` bytes (else `input`). `path` is for messages.
Result<std::string> read_all(const Descriptor& file, const std::string& path, std::size_t limit);
// Goes on where the system wrote only a part. What went wrong as `errno`, none if all was written.
std::optional<int> write_all(const Descriptor& file, std::string_view content);
// Makes what was written durable; `errno` as above. Never to be tried again after a failure: the system may already have
// forgotten what it could not write.
std::optional<int> sync(const Descriptor& file);
// The same of the names in a folder.
std::optional<int> sync_folder(const std::string& folder);

}  // namespace parley::base
