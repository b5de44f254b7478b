// Reads and checks all there is in a store's folder. Private to this folder.
#pragma once

#include <functional>

#include "runtime/store/contents.h"

namespace parley::store {

base::Result<Verification> verify_contents(Contents& contents, const signing::Trust* trust,
                                           const std::function<void(std::uint64_t, std::uint64_t)>& progress);

}  // namespace parley::store
