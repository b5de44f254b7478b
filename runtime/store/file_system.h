// The disk as the folder store needs it, so that tests can put another below. What a function says of durability is
// what the store's promises rest on. Private to this folder and its tests.
//
// Errors: `not_found` for a path that is not there, `not_allowed` where the machine denies it, `integrity` for what is
// no ordinary file or longer than it can be, else `environment`. One instance may be used by several threads.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/bytecode/reader.h"

namespace parley::store {

class FileSystem {
public:
    // Held as long as it lives, and no longer than its process.
    struct Lock {
        virtual ~Lock() = default;
    };

    virtual ~FileSystem() = default;

    // One file as it is at one moment: what is renamed over it meanwhile does not mix with it.
    virtual base::Result<std::string> read(const std::string& path, std::size_t limit) = 0;
    virtual base::Result<std::uint64_t> size(const std::string& path) = 0;
    virtual base::Result<std::vector<std::string>> list(const std::string& folder) = 0;  // names, in byte order
    virtual base::Result<std::shared_ptr<const bytecode::Artifact>> open_artifact(const std::string& path,
                                                                                  bytecode::Verify extent) = 0;

    // True if it was made, false if it was there.
    virtual base::Result<bool> make_folder(const std::string& path) = 0;
    // Makes a file that is not there, writes it whole and syncs its content: when this returns, only the name may still
    // be lost by a power cut. Nobody may write to it afterwards.
    virtual base::Result<base::Done> write_new(const std::string& path, std::string_view content) = 0;
    // Replaces `to` in one step.
    virtual base::Result<base::Done> rename(const std::string& from, const std::string& to) = 0;
    // Makes the names in a folder durable. After an error it must not be tried again for the same names: the machine
    // may have forgotten them.
    virtual base::Result<base::Done> sync_folder(const std::string& path) = 0;
    virtual base::Result<base::Done> remove(const std::string& path) = 0;         // a file
    virtual base::Result<base::Done> remove_folder(const std::string& path) = 0;  // an empty one
    // Waits for other holders; `environment` when it has waited as long as allowed. Makes the file if need be.
    virtual base::Result<std::unique_ptr<Lock>> lock(const std::string& path, std::chrono::milliseconds wait) = 0;
};

// The machine's own.
std::shared_ptr<FileSystem> real_file_system();

}  // namespace parley::store
