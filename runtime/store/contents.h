// What stands in a store's folder, read and checked one thing at a time. Private to this folder and its tests.
//
// Errors: `integrity` for what is damaged or missing though something names it, those of file_system.h else.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "runtime/store/entry.h"
#include "runtime/store/file_system.h"
#include "runtime/store/layout.h"

namespace parley::store {

class Contents {
public:
    Contents(FileSystem& disk, Layout layout) : disk_(disk), layout_(std::move(layout)) {}

    // Whether the folder is a store, or nothing yet that one could become: `input` where it holds something else,
    // `newer_format` for a store of a newer one.
    base::Result<base::Done> check_format();

    // What the pointer says; none where nothing was ever committed.
    base::Result<std::optional<LogEntry>> last();
    base::Result<LogEntry> entry(Sequence sequence);
    base::Result<LogEntry> record(Version version);  // the entry that published it
    // not_found where there is no such object.
    base::Result<std::shared_ptr<const bytecode::Artifact>> artifact(const base::Digest& digest,
                                                                     bytecode::Verify extent = bytecode::Verify::all);
    base::Result<Files> files(const base::Digest& digest);
    // Of a folder that need not be there.
    base::Result<std::vector<std::string>> names(const std::string& folder);
    base::Result<bool> has(const std::string& path);

    const Layout& layout() const { return layout_; }
    FileSystem& disk() { return disk_; }

private:
    base::Result<LogEntry> read(const std::string& path, const std::string& place);
    base::Result<bool> is_untouched();

    FileSystem& disk_;
    Layout layout_;
};

}  // namespace parley::store
