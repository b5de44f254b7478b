// How often operator new was called in this process. Linking allocations.cpp replaces the operator.
#pragma once

#include <cstdint>

namespace parley::bench {

std::uint64_t allocation_count();

}  // namespace parley::bench
