#include "runtime/store/transaction.h"

#include <array>
#include <random>

namespace parley::store {
namespace {

using base::Done;
using base::Error;
using base::ErrorKind;
using base::Result;

// A store's name for good.
std::string random_name() {
    constexpr std::string_view digits = "0123456789abcdef";
    constexpr std::size_t length = 32;
    std::random_device random;  // of the system, no sequence of its own
    std::string name;
    while (name.size() < length) {
        for (auto [word, left] = std::pair(random(), 8); left > 0; --left, word >>= 4) name += digits[word & 15];
    }
    return name;
}

Error unknown_outcome(const Error& error) {
    return {
        error.kind,
        error.message + "; whether the change took hold has to be looked up: `parley versions`, `parley draft status`"};
}

}  // namespace

Result<std::unique_ptr<Transaction>> Transaction::begin(Contents& contents, std::chrono::milliseconds lock_wait) {
    FileSystem& disk = contents.disk();
    const Layout& layout = contents.layout();
    const Result<bool> made = disk.make_folder(layout.root);
    if (!made) return made.error();
    Result<std::unique_ptr<FileSystem::Lock>> lock = disk.lock(layout.lock(), lock_wait);
    if (!lock) return Error{lock.error().kind, "the store `" + layout.root + "`: " + lock.error().message};
    std::unique_ptr<Transaction> transaction(new Transaction(contents, std::move(*lock), *made));
    if (const Result<Done> prepared = transaction->prepare(); !prepared) {
        transaction->take_back_folders();
        return prepared.error();
    }
    return transaction;
}

Transaction::~Transaction() {
    for (const std::string& path : made_objects_) static_cast<void>(contents_.disk().remove(path).ok());
}

void Transaction::take_back_folders() {
    FileSystem& disk = contents_.disk();
    const Layout& layout = contents_.layout();
    if (made_format_) static_cast<void>(disk.remove(layout.format()).ok());
    for (const std::string& folder : made_folders_) static_cast<void>(disk.remove_folder(folder).ok());
    if (!made_root_) return;
    static_cast<void>(disk.remove(layout.lock()).ok());
    static_cast<void>(disk.remove_folder(layout.root).ok());
}

Result<Done> Transaction::prepare() {
    if (const Result<Done> good = contents_.check_format(); !good) return good.error();
    Result<std::optional<LogEntry>> last = contents_.last();
    if (!last) return last.error();
    before_ = std::move(*last);
    if (before_) {
        state_ = before_->state;
        if (const Result<Done> ends = check_log_ends(); !ends) return ends;
    }
    return make_folders();
}

// A pointer that was put back, from a copy perhaps: going on from it would write over what was committed. One entry
// ahead may be a killed writer's.
Result<Done> Transaction::check_log_ends() {
    const Result<bool> beyond = contents_.has(contents_.layout().entry(state_.sequence + 2));
    if (!beyond) return beyond.error();
    if (!*beyond) return Done{};
    return Error{ErrorKind::integrity, "the pointer `" + contents_.layout().current() + "` is at entry " +
                                           std::to_string(state_.sequence) +
                                           " and the log goes on behind it; see `parley verify`"};
}

Result<Done> Transaction::make_folders() {
    const Layout& layout = contents_.layout();
    for (const std::string& folder : {layout.temporary(), layout.objects(), layout.versions(), layout.log()}) {
        const Result<bool> made = contents_.disk().make_folder(folder);
        if (!made) return made.error();
        if (*made) made_folders_.push_back(folder);
    }
    if (const Result<Done> cleared = clear_temporary(); !cleared) return cleared;
    if (!before_) return make_store();
    return made_folders_.empty() ? Done{} : contents_.disk().sync_folder(layout.root);
}

// Whatever is there of it already: a first change that was killed may have left it without a sync.
Result<Done> Transaction::make_store() {
    FileSystem& disk = contents_.disk();
    const Layout& layout = contents_.layout();
    state_.store = random_name();
    const Result<bool> has_format = contents_.has(layout.format());
    if (!has_format) return has_format.error();
    if (!*has_format) {
        made_format_ = true;
        if (const Result<Done> put_it = put(layout.format(), format_line); !put_it) return put_it;
    }
    if (const Result<Done> own = disk.sync_folder(layout.root); !own) return own;
    const Result<Done> synced = disk.sync_folder(layout.parent());
    // Who may not open the folder above has not made this one in it.
    if (!synced && synced.error().kind == ErrorKind::not_allowed) return Done{};
    return synced;
}

Result<Done> Transaction::clear_temporary() {
    const std::string folder = contents_.layout().temporary();
    const Result<std::vector<std::string>> names = contents_.names(folder);
    if (!names) return names.error();
    for (const std::string& name : *names) {
        const Result<Done> removed = contents_.disk().remove(folder + "/" + name);
        if (!removed) return removed;
    }
    return Done{};
}

Result<std::string> Transaction::stage(std::string_view content) {
    FileSystem& disk = contents_.disk();
    const std::string path = contents_.layout().temporary() + "/" + std::to_string(++temporaries_);
    const Result<Done> written = disk.write_new(path, content);
    if (written) return path;
    static_cast<void>(disk.remove(path).ok());  // gives the space back; the next change would too
    return written.error();
}

Result<Done> Transaction::put(const std::string& path, std::string_view content) {
    const Result<std::string> staged = stage(content);
    if (!staged) return staged.error();
    const Result<Done> renamed = contents_.disk().rename(*staged, path);
    if (!renamed) static_cast<void>(contents_.disk().remove(*staged).ok());
    return renamed;
}

Result<Done> Transaction::put_and_sync(const std::string& folder, const std::string& path, std::string_view content) {
    const Result<Done> done = put(path, content);
    return done ? contents_.disk().sync_folder(folder) : done;
}

Result<Done> Transaction::add_object(const std::string& path, std::string_view content, bool is_there) {
    has_objects_ = true;  // also one that is there: a killed writer may have made it without a sync
    if (is_there) return Done{};
    // A damaged one is put right, and never taken back: a version may name it.
    const Result<bool> other = contents_.has(path);
    if (!other) return other.error();
    const Result<Done> done = put(path, content);
    if (done && !*other) made_objects_.push_back(path);
    return done;
}

Result<LogEntry> Transaction::commit(const Inputs& inputs, const signing::SecretKey* key) {
    LogEntry entry = make_entry(before(), state_.store, inputs);
    seal(entry, key);
    if (const Result<Done> recorded = record(entry); !recorded) return recorded.error();
    const Result<std::string> pointer = stage(entry.bytes);
    if (!pointer) return pointer.error();
    made_objects_.clear();  // from here on the pointer may name them
    if (const Result<Done> pointed = point_at(*pointer); !pointed) return unknown_outcome(pointed.error());
    return entry;
}

Result<Done> Transaction::record(const LogEntry& entry) {
    const Layout& layout = contents_.layout();
    if (has_objects_) {
        if (const Result<Done> synced = contents_.disk().sync_folder(layout.objects()); !synced) return synced;
    }
    if (entry.published) {
        const std::string path = layout.record(entry.published->version);
        if (const Result<Done> done = put_and_sync(layout.versions(), path, entry.bytes); !done) return done;
    }
    return put_and_sync(layout.log(), layout.entry(entry.entry.sequence), entry.bytes);
}

Result<Done> Transaction::point_at(const std::string& staged) {
    FileSystem& disk = contents_.disk();
    const Result<Done> done = disk.rename(staged, contents_.layout().current());
    return done ? disk.sync_folder(contents_.layout().root) : done;
}

}  // namespace parley::store
