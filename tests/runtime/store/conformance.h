// The one suite that every backend passes (conformance_*.cpp). A further backend is one more line of the table in
// conformance.cpp.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "tests/runtime/store/samples.h"

namespace parley::tests {

// A place where one store can be, gone with all it holds when this is.
struct Site {
    virtual ~Site() = default;
    // A Store of its own on the one location; any number may be open at once.
    virtual base::Result<std::unique_ptr<store::Store>> try_open() = 0;
    virtual bool is_there() = 0;  // whether anything was made at the location

    std::unique_ptr<store::Store> open() { return must(try_open()); }
};

struct Backend {
    std::string name;
    std::function<std::unique_ptr<Site>()> fresh;  // a location where nothing is yet
};

// Runs a test on each backend, at a fresh location.
void on_each_backend(const std::function<void(Site&)>& test);

}  // namespace parley::tests
