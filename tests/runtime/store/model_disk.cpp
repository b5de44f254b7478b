#include "tests/runtime/store/model_disk.h"

#include <algorithm>
#include <set>

namespace parley::tests {
namespace {

using base::Done;
using base::Error;
using base::ErrorKind;
using base::Result;

constexpr std::size_t block_bytes = 512;

std::string folder_of(const std::string& path) {
    return path.substr(0, path.rfind('/'));
}
bool is_temporary(const PendingName& pending) {
    return pending.folder.ends_with("/tmp");
}

Error no_such(const std::string& path) {
    return {ErrorKind::not_found, "`" + path + "` is not there"};
}

void settle(std::map<std::string, std::size_t>& names, const PendingName& pending) {
    if (pending.inode) {
        names[pending.path] = *pending.inode;
    } else {
        names.erase(pending.path);
    }
}

// What lies in a folder whose own name is lost is lost too.
void drop_orphans(std::map<std::string, std::size_t>& names) {
    for (auto at = names.begin(); at != names.end();) {
        const std::string folder = folder_of(at->first);
        at = folder.empty() || names.contains(folder) ? std::next(at) : names.erase(at);
    }
}

// Every content that the file may have; nothing of a folder.
std::vector<std::shared_ptr<const std::string>> contents_left(const Inode& inode) {
    if (!inode.content || inode.synced) return {inode.content};
    std::vector<std::shared_ptr<const std::string>> left;
    for (std::size_t size = 0; size < inode.content->size(); size += block_bytes) {
        left.push_back(std::make_shared<std::string>(inode.content->substr(0, size)));
    }
    left.push_back(inode.content);
    return left;
}

// The disk with these names, once for each content that its unsynced files may have; false as soon as `each` is.
bool for_each_content(const Disk& disk, const std::map<std::string, std::size_t>& names,
                      const std::function<bool(const Disk&)>& each) {
    std::set<std::size_t> unsynced;
    for (const auto& [path, inode] : names) {
        if (disk.inodes[inode].content && !disk.inodes[inode].synced) unsynced.insert(inode);
    }
    Disk left;
    left.inodes = disk.inodes;
    left.names = left.durable = names;
    const std::function<bool(std::set<std::size_t>::const_iterator)> choose = [&](auto at) {
        if (at == unsynced.end()) return each(left);
        for (const auto& content : contents_left(disk.inodes[*at])) {
            left.inodes[*at] = {content, true};
            if (!choose(std::next(at))) return false;
        }
        return true;
    };
    return choose(unsynced.begin());
}

}  // namespace

Disk::Disk() {
    inodes.push_back({nullptr, true});
    names["/w"] = durable["/w"] = 0;
}

std::map<std::string, std::string> Disk::files() const {
    std::map<std::string, std::string> files;
    for (const auto& [path, inode] : names) {
        if (inodes[inode].content) files[path] = *inodes[inode].content;
    }
    return files;
}

void Disk::put(const std::string& path, const std::string& content) {
    inodes.push_back({std::make_shared<std::string>(content), true});
    names[path] = durable[path] = inodes.size() - 1;
}

std::size_t for_each_crash(const Disk& disk, const std::function<bool(const Disk&)>& each, bool each_temporary) {
    std::vector<PendingName> temporary, others;
    for (const PendingName& pending : disk.pending) {
        (is_temporary(pending) && !each_temporary ? temporary : others).push_back(pending);
    }
    std::set<std::map<std::string, std::size_t>> seen;
    std::size_t count = 0;
    for (std::size_t choice = 0; choice < std::size_t{1} << (others.size() + 1); ++choice) {
        std::map<std::string, std::size_t> names = disk.durable;
        if (choice & 1) {
            for (const PendingName& pending : temporary) settle(names, pending);
        }
        for (std::size_t i = 0; i < others.size(); ++i) {
            if (choice >> (i + 1) & 1) settle(names, others[i]);
        }
        drop_orphans(names);
        if (!seen.insert(names).second) continue;
        const bool goes_on = for_each_content(disk, names, [&](const Disk& left) {
            ++count;
            return each(left);
        });
        if (!goes_on) break;
    }
    return count;
}

std::optional<Error> ModelDisk::begin(Kind kind, const std::string& what, const std::string& path) {
    const std::size_t number = operations++;
    if (on_operation) on_operation(what + " " + path);
    const bool changes = kind == Kind::grows || kind == Kind::frees;
    if (changes && read_only) return Error{ErrorKind::not_allowed, "cannot " + what + " `" + path + "`"};
    if (!fail_at || number < *fail_at || (number > *fail_at && !fails_for_ever)) return std::nullopt;
    if (is_full && (kind == Kind::looks || kind == Kind::frees)) return std::nullopt;
    return Error{failure, "cannot " + what + " `" + path + "`: told to fail"};
}

void ModelDisk::name(const std::string& path, std::optional<std::size_t> inode) {
    const PendingName pending{folder_of(path), path, inode};
    settle(disk.names, pending);
    for (PendingName& earlier : disk.pending) {
        if (earlier.folder == pending.folder) earlier.forgotten = false;
    }
    disk.pending.push_back(pending);
}

void ModelDisk::stepped() {
    if (on_step) on_step(disk);
}

bool ModelDisk::is_ignored() {
    return syncs++ == ignored_sync;
}

Result<std::shared_ptr<const std::string>> ModelDisk::content_of(const std::string& path) {
    const auto at = disk.names.find(path);
    if (at == disk.names.end()) return no_such(path);
    const auto& content = disk.inodes[at->second].content;
    if (!content) return Error{ErrorKind::integrity, "`" + path + "` is no ordinary file"};
    return content;
}

Result<std::string> ModelDisk::read(const std::string& path, std::size_t limit) {
    if (const auto error = begin(Kind::looks, "read", path)) return *error;
    const auto content = content_of(path);
    if (!content) return content.error();
    if ((*content)->size() > limit) return Error{ErrorKind::integrity, "`" + path + "` is too large"};
    return **content;
}

Result<std::uint64_t> ModelDisk::size(const std::string& path) {
    if (const auto error = begin(Kind::looks, "read", path)) return *error;
    const auto content = content_of(path);
    if (!content) return content.error();
    return (*content)->size();
}

Result<std::vector<std::string>> ModelDisk::list(const std::string& folder) {
    if (const auto error = begin(Kind::looks, "list", folder)) return *error;
    if (!disk.names.contains(folder)) return no_such(folder);
    std::vector<std::string> names;
    for (const auto& [path, inode] : disk.names) {
        if (folder_of(path) == folder) names.push_back(path.substr(folder.size() + 1));
    }
    return names;
}

Result<std::shared_ptr<const bytecode::Artifact>> ModelDisk::open_artifact(const std::string& path,
                                                                           bytecode::Verify extent) {
    if (const auto error = begin(Kind::looks, "open", path)) return *error;
    const auto content = content_of(path);
    if (!content) return content.error();
    const auto* bytes = reinterpret_cast<const std::byte*>((*content)->data());
    return bytecode::Artifact::open({bytes, bytes + (*content)->size()}, extent);
}

Result<bool> ModelDisk::make_folder(const std::string& path) {
    // A folder that is there is found without a right to write, and without space.
    const Kind kind = disk.names.contains(path) ? Kind::looks : Kind::grows;
    if (const auto error = begin(kind, "make the folder", path)) return *error;
    if (disk.names.contains(path)) return false;
    if (!disk.names.contains(folder_of(path))) return no_such(path);
    disk.inodes.push_back({nullptr, true});
    name(path, disk.inodes.size() - 1);
    stepped();
    return true;
}

Result<Done> ModelDisk::write_new(const std::string& path, std::string_view content) {
    const auto error = begin(Kind::grows, "write", path);
    if (error && !is_full) return *error;
    if (!disk.names.contains(folder_of(path))) return no_such(path);
    if (disk.names.contains(path)) return Error{ErrorKind::environment, "`" + path + "` is there"};
    const std::size_t inode = disk.inodes.size();
    disk.inodes.push_back({std::make_shared<std::string>(), false});
    name(path, inode);
    stepped();
    const std::size_t written = error ? content.size() / 2 : content.size();
    disk.inodes[inode].content = std::make_shared<std::string>(content.substr(0, written));
    stepped();
    if (error) return *error;
    if (!is_ignored()) disk.inodes[inode].synced = true;
    stepped();
    return Done{};
}

Result<Done> ModelDisk::rename(const std::string& from, const std::string& to) {
    if (const auto error = begin(Kind::grows, "put in place", to)) return *error;
    const auto at = disk.names.find(from);
    if (at == disk.names.end() || !disk.names.contains(folder_of(to))) return no_such(from);
    const std::size_t inode = at->second;
    name(to, inode);
    name(from, std::nullopt);
    stepped();
    return Done{};
}

Result<Done> ModelDisk::sync_folder(const std::string& path) {
    const auto error = begin(Kind::syncs, "sync", path);
    if (!error && !disk.names.contains(path)) return no_such(path);
    if (!error && is_ignored()) return Done{};
    std::vector<PendingName> left;
    for (PendingName& pending : disk.pending) {
        if (pending.folder != path) {
            left.push_back(pending);
        } else if (error || pending.forgotten) {
            pending.forgotten = true;
            left.push_back(pending);
        } else {
            settle(disk.durable, pending);
        }
    }
    disk.pending = std::move(left);
    stepped();
    if (error) return *error;
    return Done{};
}

Result<Done> ModelDisk::remove(const std::string& path) {
    if (const auto error = begin(Kind::frees, "remove", path)) return *error;
    if (!disk.names.contains(path)) return no_such(path);
    name(path, std::nullopt);
    stepped();
    return Done{};
}

Result<Done> ModelDisk::remove_folder(const std::string& path) {
    if (const auto error = begin(Kind::frees, "remove", path)) return *error;
    if (!disk.names.contains(path)) return no_such(path);
    for (const auto& [other, inode] : disk.names) {
        if (folder_of(other) == path) return Error{ErrorKind::environment, "`" + path + "` is not empty"};
    }
    name(path, std::nullopt);
    stepped();
    return Done{};
}

Result<std::unique_ptr<store::FileSystem::Lock>> ModelDisk::lock(const std::string& path, std::chrono::milliseconds) {
    if (const auto error = begin(Kind::grows, "lock", path)) return *error;
    if (!disk.names.contains(folder_of(path))) return no_such(path);
    if (!disk.names.contains(path)) {
        disk.inodes.push_back({std::make_shared<std::string>(), true});
        name(path, disk.inodes.size() - 1);
        stepped();
    }
    return std::unique_ptr<Lock>(new Lock());
}

}  // namespace parley::tests
