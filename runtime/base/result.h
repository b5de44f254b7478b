// The outcome of an operation that can fail for a reason outside the program: a value, or one Error in words for the
// user. A broken invariant aborts instead (`PARLEY_ASSERT`), and a bad rule set gives diagnostics
// (compiler/diagnostics).
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

namespace parley::base {

enum class ErrorKind {
    not_found,     // a file or name that should be there is not
    input,         // what was read is not what it should be
    environment,   // the machine refused: permission, disk, memory
    integrity,     // digest, verifier or signature refused it
    newer_format,  // written by a newer parley than this one
    conflict,      // somebody else was faster: what the caller knew is no longer so
    not_allowed,   // the machine does not let this user do it
};

struct Error {
    ErrorKind kind;
    std::string message;
};

template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::move(value)) {}
    Result(Error error) : state_(std::move(error)) {}
    // What says more serves where less is asked for.
    template <typename Other>
        requires(!std::is_same_v<Other, T> && std::is_convertible_v<Other, T>)
    Result(Result<Other> other) : state_(other ? State(std::move(*other)) : State(other.error())) {}
    bool ok() const { return state_.index() == 0; }
    explicit operator bool() const { return ok(); }
    T& value() { return std::get<0>(state_); }
    const T& value() const { return std::get<0>(state_); }
    T& operator*() { return value(); }
    const T& operator*() const { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    const Error& error() const { return std::get<1>(state_); }

private:
    using State = std::variant<T, Error>;
    State state_;
};

struct Done {};

[[noreturn]] inline void broken_invariant(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "parley: broken invariant `%s` at %s:%d\n", condition, file, line);
    std::abort();
}

}  // namespace parley::base

#define PARLEY_ASSERT(condition) \
    ((condition) ? static_cast<void>(0) : ::parley::base::broken_invariant(#condition, __FILE__, __LINE__))
