// A store by its location, as `--store` names it: a folder, or the URL of another backend.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "runtime/store/store.h"

namespace parley::store {

struct Options {
    std::chrono::milliseconds lock_wait{10'000};  // then `environment`: another writer holds it
};

// Makes nothing: the first change does. A folder that holds something else is refused (`input`), a store of a newer
// format too (`newer_format`), and a URL of a backend that this program does not have (`input`).
base::Result<std::unique_ptr<Store>> open(const std::string& location, const Options& options = {});

}  // namespace parley::store
