// The folder behind the interface of store.h: reading is in folder_reads.cpp, changing in folder_changes.cpp. Private
// to this folder.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "runtime/store/contents.h"
#include "runtime/store/open.h"
#include "runtime/store/transaction.h"

namespace parley::store {

class FolderStore final : public Store {
public:
    FolderStore(std::shared_ptr<FileSystem> disk, Layout layout, const Options& options)
        : disk_(std::move(disk)), contents_(*disk_, std::move(layout)), options_(options) {}

    base::Result<State> state() override;
    base::Result<std::vector<VersionRecord>> versions() override;
    base::Result<VersionRecord> version(Version number) override;
    base::Result<std::vector<Entry>> log() override;
    base::Result<std::shared_ptr<const bytecode::Artifact>> artifact(
        const base::Digest& digest, bytecode::Verify extent = bytecode::Verify::all) override;
    base::Result<Files> files(const base::Digest& digest) override;
    bool has_files(const base::Digest& digest) override;
    base::Result<base::Done> trusted(const Release& release, const signing::Trust& trust) override;
    base::Result<base::Done> trusted(const VersionRecord& version, const signing::Trust& trust) override;
    base::Result<std::string> entry_bytes(Sequence sequence) override;

    base::Result<Changed> save_draft(const Files& files, const SaveDraft& request) override;
    base::Result<Changed> discard_draft(const Change& change) override;
    base::Result<VersionRecord> publish(const Publish& request) override;
    base::Result<Changed> republish(Version number, const Change& change) override;
    base::Result<Collection> collect(const Change& change, std::uint64_t keep_entries) override;

    base::Result<Verification> verify(const signing::Trust* trust,
                                      const std::function<void(std::uint64_t, std::uint64_t)>& progress) override;

private:
    base::Result<std::unique_ptr<Transaction>> begin();
    base::Result<LogEntry> record(Version number, const State& state);
    base::Result<Inputs> draft_inputs(const Files& files, const SaveDraft& request, const State& before);
    base::Result<base::Done> check_base(const std::optional<Sequence>& base, const State& before);
    base::Result<base::Done> add_files(Transaction& transaction, const Files& files);
    base::Result<base::Done> add_artifact(Transaction& transaction, const bytecode::Artifact& artifact);

    std::shared_ptr<FileSystem> disk_;
    Contents contents_;
    Options options_;
};

}  // namespace parley::store
