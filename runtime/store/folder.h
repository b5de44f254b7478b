// The store in a folder of plain files: readable with any tool, shared by any number of processes, on several machines
// if the folder is. The format is grammar/manual/store.md.
#pragma once

#include <memory>
#include <string>

#include "runtime/store/file_system.h"
#include "runtime/store/open.h"

namespace parley::store {

// As `open` of open.h.
base::Result<std::unique_ptr<Store>> open_folder(std::shared_ptr<FileSystem> disk, const std::string& location,
                                                 const Options& options = {});

}  // namespace parley::store
