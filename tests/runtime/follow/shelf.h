// A store in memory, as far as following one goes, that a test can break in every way.
#pragma once

#include <map>
#include <set>

#include "runtime/store/store.h"
#include "tests/runtime/follow/rules.h"

namespace parley::tests {

struct Shelf {
    store::State state;
    std::optional<base::Error> fault;  // of everything
    std::map<base::Digest, std::vector<std::byte>> objects;
    std::set<store::Sequence> trusted;
    int artifacts_read = 0;

    explicit Shelf(std::string name = "store-1") { state.store = std::move(name); }

    store::Release publish(const vm::Program& program) {
        objects[program.artifact().digest()] = artifact_bytes(program);
        return point_to(++state.last_version, program.artifact().digest());
    }
    store::Release point_to(store::Version version, const base::Digest& artifact) {
        state.current = store::Release{version, artifact, ++state.sequence};
        trusted.insert(state.sequence);
        return *state.current;
    }
};

class ShelfStore : public store::Store {
public:
    explicit ShelfStore(Shelf& shelf) : shelf_(shelf) {}

    base::Result<store::State> state() override {
        if (shelf_.fault) return *shelf_.fault;
        return shelf_.state;
    }
    base::Result<store::VersionRecord> version(store::Version number) override {
        store::VersionRecord record;
        record.version = number;
        record.published_by = "bob";
        return record;
    }
    base::Result<std::shared_ptr<const bytecode::Artifact>> artifact(const base::Digest& digest,
                                                                     bytecode::Verify extent) override {
        ++shelf_.artifacts_read;
        const auto found = shelf_.objects.find(digest);
        if (found == shelf_.objects.end()) return base::Error{base::ErrorKind::not_found, "there is no such object"};
        return bytecode::Artifact::open(found->second, extent);
    }
    base::Result<base::Done> trusted(const store::Release& release, const signing::Trust&) override {
        if (shelf_.trusted.contains(release.sequence)) return base::Done{};
        return base::Error{base::ErrorKind::integrity,
                           "no trusted key signed entry " + std::to_string(release.sequence)};
    }
    base::Result<std::string> entry_bytes(store::Sequence sequence) override {
        return "entry " + std::to_string(sequence) + "\n";
    }

    // Nothing of this is asked for by one who follows.
    base::Result<std::vector<store::VersionRecord>> versions() override { return unused(); }
    base::Result<std::vector<store::Entry>> log() override { return unused(); }
    base::Result<store::Files> files(const base::Digest&) override { return unused(); }
    bool has_files(const base::Digest&) override { return false; }
    base::Result<store::Changed> save_draft(const store::Files&, const store::SaveDraft&) override { return unused(); }
    base::Result<store::Changed> discard_draft(const store::Change&) override { return unused(); }
    base::Result<store::VersionRecord> publish(const store::Publish&) override { return unused(); }
    base::Result<store::Changed> republish(store::Version, const store::Change&) override { return unused(); }
    base::Result<base::Done> trusted(const store::VersionRecord&, const signing::Trust&) override { return unused(); }
    base::Result<store::Verification> verify(const signing::Trust*,
                                             const std::function<void(std::uint64_t, std::uint64_t)>&) override {
        return unused();
    }
    base::Result<store::Collection> collect(const store::Change&, std::uint64_t) override { return unused(); }

private:
    static base::Error unused() { return {base::ErrorKind::environment, "a shelf cannot do this"}; }
    Shelf& shelf_;
};

}  // namespace parley::tests
