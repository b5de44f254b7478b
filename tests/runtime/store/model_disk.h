// A disk that remembers what is durable and what is only in the machine's memory, and gives every state that a power
// cut may leave. As in ALICE (Pillai and others, OSDI 2014) and LevelDB's fault injection:
//
//   - a name made, moved or removed may or may not be there until its folder is synced, each by itself; a move is two
//     such halves
//   - a file's content may be empty, cut at a block of 512 bytes, or whole until the file is synced
//   - after a sync that failed, the machine has forgotten what was not written: a later sync of the same does nothing
//     for it, unless something else in that folder changes again
//
// A Disk is a value: copying it is a snapshot.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/store/file_system.h"

namespace parley::tests {

struct Inode {
    std::shared_ptr<const std::string> content;  // none: a folder
    bool synced = false;
};

struct PendingName {
    std::string folder, path;
    std::optional<std::size_t> inode;  // none: the name is removed
    bool forgotten = false;
};

struct Disk {
    std::vector<Inode> inodes;
    std::map<std::string, std::size_t> names, durable;  // as programs see them; as a power cut surely leaves them
    std::vector<PendingName> pending;

    Disk();                                                         // one folder, /w
    std::map<std::string, std::string> files() const;               // as programs see them
    void put(const std::string& path, const std::string& content);  // durable, for tests that damage something
};

// Calls `each` with every disk that a power cut may leave of `disk`, all durable, until it gives false; equal ones
// once. What lies in a folder `tmp` is there wholly or not at all, as nothing ever reads it, unless `each_temporary`.
// Returns how many there were.
std::size_t for_each_crash(const Disk& disk, const std::function<bool(const Disk&)>& each, bool each_temporary = false);

// The disk as a FileSystem. What it can be told to do wrong is in its public members.
class ModelDisk final : public store::FileSystem {
public:
    explicit ModelDisk(Disk start = {}) : disk(std::move(start)) {}

    Disk disk;
    std::function<void(const Disk&)> on_step;              // hears of every step, several an operation
    std::function<void(const std::string&)> on_operation;  // hears what is asked, before it is done

    std::size_t operations = 0;          // asked so far
    std::optional<std::size_t> fail_at;  // the operation with this number fails,
    bool fails_for_ever = false;         // and all after it
    base::ErrorKind failure = base::ErrorKind::environment;
    bool is_full = false;                     // then only what needs space fails, and a write leaves half of its file
    bool read_only = false;                   // no operation that changes anything is allowed
    std::size_t syncs = 0;                    // so far
    std::optional<std::size_t> ignored_sync;  // the sync with this number says it was done, and was not

    base::Result<std::string> read(const std::string& path, std::size_t limit) override;
    base::Result<std::uint64_t> size(const std::string& path) override;
    base::Result<std::vector<std::string>> list(const std::string& folder) override;
    base::Result<std::shared_ptr<const bytecode::Artifact>> open_artifact(const std::string& path,
                                                                          bytecode::Verify extent) override;
    base::Result<bool> make_folder(const std::string& path) override;
    base::Result<base::Done> write_new(const std::string& path, std::string_view content) override;
    base::Result<base::Done> rename(const std::string& from, const std::string& to) override;
    base::Result<base::Done> sync_folder(const std::string& path) override;
    base::Result<base::Done> remove(const std::string& path) override;
    base::Result<base::Done> remove_folder(const std::string& path) override;
    base::Result<std::unique_ptr<Lock>> lock(const std::string& path, std::chrono::milliseconds wait) override;

private:
    enum class Kind { looks, frees, syncs, grows };
    std::optional<base::Error> begin(Kind kind, const std::string& what, const std::string& path);
    base::Result<std::shared_ptr<const std::string>> content_of(const std::string& path);
    void name(const std::string& path, std::optional<std::size_t> inode);
    void stepped();
    bool is_ignored();
};

}  // namespace parley::tests
