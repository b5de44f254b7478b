#include "runtime/store/collect.h"
#include "runtime/store/folder.h"
#include "runtime/store/folder_store.h"
#include "runtime/store/verify.h"

namespace parley::store {

using base::Done;
using base::Error;
using base::ErrorKind;
using base::Result;

Result<std::unique_ptr<Store>> open_folder(std::shared_ptr<FileSystem> disk, const std::string& location,
                                           const Options& options) {
    Layout layout = layout_of(location);
    if (const Result<Done> good = Contents(*disk, layout).check_format(); !good) return good.error();
    return std::unique_ptr<Store>(new FolderStore(std::move(disk), std::move(layout), options));
}

Result<State> FolderStore::state() {
    const Result<std::optional<LogEntry>> last = contents_.last();
    if (!last) return last.error();
    return *last ? (*last)->state : State();
}

Result<LogEntry> FolderStore::record(Version number, const State& state) {
    if (number == 0 || number > state.last_version) {
        const std::string there = state.last_version == 0 ? "nothing was published yet"
                                  : state.last_version == 1
                                      ? "there is version 1"
                                      : "there are versions 1 to " + std::to_string(state.last_version);
        return Error{ErrorKind::not_found, "there is no version " + std::to_string(number) + "; " + there};
    }
    Result<LogEntry> record = contents_.record(number);
    if (record && (record->store != state.store || record->entry.sequence > state.sequence)) {
        return Error{ErrorKind::integrity, "the record of version " + std::to_string(number) + " is of another store"};
    }
    return record;
}

Result<std::vector<VersionRecord>> FolderStore::versions() {
    const Result<State> now = state();
    if (!now) return now.error();
    std::vector<VersionRecord> records;
    for (Version number = now->last_version; number > 0; --number) {
        const Result<LogEntry> entry = record(number, *now);
        if (!entry) return entry.error();
        records.push_back(record_of(*entry));
    }
    return records;
}

Result<VersionRecord> FolderStore::version(Version number) {
    const Result<State> now = state();
    if (!now) return now.error();
    const Result<LogEntry> entry = record(number, *now);
    if (!entry) return entry.error();
    return record_of(*entry);
}

Result<std::vector<Entry>> FolderStore::log() {
    const Result<std::optional<LogEntry>> last = contents_.last();
    if (!last) return last.error();
    std::vector<Entry> entries;
    if (!*last) return entries;
    base::Digest previous{};
    for (Sequence sequence = 1; sequence <= (*last)->entry.sequence; ++sequence) {
        const Result<LogEntry> read = contents_.entry(sequence);
        if (!read) return read.error();
        if (read->store != (*last)->store || read->entry.previous != previous) {
            return Error{ErrorKind::integrity,
                         "the chain breaks before entry " + std::to_string(sequence) + " of the log"};
        }
        previous = read->entry.digest;
        entries.push_back(read->entry);
    }
    if (previous == (*last)->entry.digest) return entries;
    return Error{ErrorKind::integrity, "the pointer is not the last entry of the log"};
}

Result<std::shared_ptr<const bytecode::Artifact>> FolderStore::artifact(const base::Digest& digest,
                                                                        bytecode::Verify extent) {
    return contents_.artifact(digest, extent);
}

Result<Files> FolderStore::files(const base::Digest& digest) {
    return contents_.files(digest);
}

bool FolderStore::has_files(const base::Digest& digest) {
    const Result<bool> there = contents_.has(contents_.layout().files(digest));
    return there && *there;
}

Result<std::string> FolderStore::entry_bytes(Sequence sequence) {
    const Result<State> now = state();
    if (!now) return now.error();
    if (sequence == 0 || sequence > now->sequence) {
        return Error{ErrorKind::not_found,
                     "the log has no entry " + std::to_string(sequence) + "; it has " + std::to_string(now->sequence)};
    }
    Result<LogEntry> entry = contents_.entry(sequence);
    if (!entry) return entry.error();
    return std::move(entry->bytes);
}

Result<Done> FolderStore::trusted(const Release& release, const signing::Trust& trust) {
    const Result<State> now = state();
    if (!now) return now.error();
    const Result<std::string> bytes = entry_bytes(release.sequence);
    if (!bytes) return bytes.error();
    return store::trusted(*bytes, now->store, release, trust);
}

Result<Done> FolderStore::trusted(const VersionRecord& version, const signing::Trust& trust) {
    const Result<State> now = state();
    if (!now) return now.error();
    const Result<Done> published = trusted(Release{version.version, version.artifact, version.sequence}, trust);
    if (published || published.error().kind != ErrorKind::integrity) return published;
    for (Sequence sequence = version.sequence + 1; sequence <= now->sequence; ++sequence) {
        const Result<LogEntry> entry = contents_.entry(sequence);
        if (!entry) return entry.error();
        if (store::trusted(entry->bytes, now->store, {version.version, version.artifact, sequence}, trust))
            return Done{};
    }
    return published;
}

Result<Verification> FolderStore::verify(const signing::Trust* trust,
                                         const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
    return verify_contents(contents_, trust, progress);
}

}  // namespace parley::store
