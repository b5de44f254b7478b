// An open file descriptor that closes itself, and system errors in words. Private to this folder.
#pragma once

#include <string>
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

}  // namespace parley::base
