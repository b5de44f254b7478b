// One change, under the lock, from looking at the state to its commit. The order of its steps is what every promise
// rests on (grammar/manual/store.md says why): objects, version record, entry, each synced with its folder, and the
// pointer last. Private to this folder.
//
// A change that fails before the pointer takes back the objects that it made, and the folders where it was to make the
// store: a name whose sync has failed must not be found there by the next change and taken for durable.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/store/contents.h"
#include "runtime/store/history.h"

namespace parley::store {

class Transaction {
public:
    // Takes the lock, makes what is missing of the folder, clears what a killed writer left in tmp/.
    static base::Result<std::unique_ptr<Transaction>> begin(Contents& contents, std::chrono::milliseconds lock_wait);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    const LogEntry* before() const { return before_ ? &*before_ : nullptr; }
    const State& state() const { return state_; }

    // The file is put at `path` unless `is_there`; its name is durable before anything names it.
    base::Result<base::Done> add_object(const std::string& path, std::string_view content, bool is_there);
    // Errors say whether the outcome has to be looked up. Nothing may follow it.
    base::Result<LogEntry> commit(const Inputs& inputs, const signing::SecretKey* key);

private:
    Transaction(Contents& contents, std::unique_ptr<FileSystem::Lock> lock, bool made_root)
        : contents_(contents), lock_(std::move(lock)), made_root_(made_root) {}
    base::Result<base::Done> prepare();
    base::Result<base::Done> make_folders();
    base::Result<base::Done> make_store();
    void take_back_folders();
    base::Result<base::Done> clear_temporary();
    base::Result<base::Done> check_log_ends();
    base::Result<base::Done> record(const LogEntry& entry);
    base::Result<base::Done> point_at(const std::string& staged);
    base::Result<std::string> stage(std::string_view content);  // a synced file in tmp/; its path
    base::Result<base::Done> put(const std::string& path, std::string_view content);
    base::Result<base::Done> put_and_sync(const std::string& folder, const std::string& path, std::string_view content);

    Contents& contents_;
    std::unique_ptr<FileSystem::Lock> lock_;
    std::optional<LogEntry> before_;
    State state_;
    bool made_root_;
    bool made_format_ = false;
    std::vector<std::string> made_folders_, made_objects_;  // to be taken back
    bool has_objects_ = false;
    std::uint64_t temporaries_ = 0;
};

}  // namespace parley::store
