// Where rule sets live: objects by digest that never change, numbered versions, one draft, one pointer, and an audit log
// in which every change is one entry chained to the one before. Backends implement this interface (a folder: folder.h)
// and pass the one conformance suite, tests/runtime/store/conformance.h.
//
// Every change is all or nothing and durable when it is acknowledged: after a crash or a power cut at any instant, the
// store holds the state before it or the state after it, whole. Writers exclude one another; readers never wait, and
// never see a part of a change. Reading needs no right to write.
//
// Threads: a Store may be used by one thread at a time; any number of Stores, in any number of processes, may be open on
// one location.
//
// Errors, beside `not_found`, `input`, `environment` and `newer_format` of result.h:
//   conflict      somebody else published, or the draft changed: what the caller has seen is no longer so
//   not_allowed   the machine does not let this user write (or read) here
//   integrity     a digest, a chain or a signature does not hold
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/digest.h"
#include "runtime/base/file_set.h"
#include "runtime/base/result.h"
#include "runtime/bytecode/reader.h"
#include "runtime/signing/key.h"

namespace parley::store {

using Version = std::uint64_t;   // 1, 2, 3 …: only grow, never used again
using Sequence = std::uint64_t;  // of an audit entry: 1, 2, 3 …, without gaps

using base::File;
using base::Files;
base::Digest digest_of(const Files& files);  // a pure function of paths and bytes

// What production runs. `sequence` is that of the entry that made it current, so it grows with every publish and
// re-publish.
struct Release {
    Version version = 0;
    base::Digest artifact{};
    Sequence sequence = 0;
    bool operator==(const Release&) const = default;
};

struct Draft {
    base::Digest files{};
    std::optional<Version> based_on;  // none: nothing was published yet
    Sequence base = 0;                // the release's sequence when it was begun; 0: there was none
    std::string saved_by, saved_at;
    Sequence sequence = 0;            // of the entry that saved it
    bool edited = false;              // differs from the version it is based on
    bool operator==(const Draft&) const = default;
};

// One moment of the store, whole.
struct State {
    std::string store;      // its name for good, random: 32 hexadecimal digits
    Sequence sequence = 0;  // of the last entry; 0: nothing was ever done
    std::optional<Release> current;
    Version last_version = 0;
    std::optional<Draft> draft;
    bool operator==(const State&) const = default;
};

struct VersionRecord {
    Version version = 0;
    base::Digest artifact{}, files{};
    std::uint64_t artifact_bytes = 0;
    std::string published_by, published_at, note;
    std::optional<Version> based_on;
    Sequence sequence = 0;                        // of the entry that published it
    std::optional<signing::PublicKey> signed_by;  // as written there; whether it holds is for `verify` and `trusted`
};

// What was done. The names on disk never change.
enum class Action { new_draft, save_draft, discard_draft, publish, republish, collect };
std::string_view to_string(Action action);  // "new_draft" …

struct Entry {
    Sequence sequence = 0;
    std::string at, by, note;
    Action action{};
    std::optional<Version> from, to;  // publish, republish: of the pointer; new_draft: `from` is what it copies
    std::optional<base::Digest> draft;     // new_draft, save_draft, publish: the files
    std::optional<base::Digest> replaced;  // the draft that this change put away, if any; it can be brought back
    std::optional<base::Digest> folder;    // new_draft, save_draft: the workspace's files that it overwrote, kept
    base::Digest digest{}, previous{};     // of this entry, and of the one before (all zero for the first)
    std::optional<signing::PublicKey> signed_by;
};

// Who changes something, and when (RFC 3339, UTC, whole seconds: the caller's clock).
struct Change {
    std::string by, at, note;
    const signing::SecretKey* key = nullptr;  // signs the entry, and with it the history before it
};

struct SaveDraft {
    Change change;
    Action action = Action::save_draft;     // or new_draft
    std::optional<Version> based_on;        // new_draft: the version copied. save_draft: where there is no draft yet, what
                                            // the files derive from; none: the current version
    // save_draft where there is no draft yet: the sequence of the release that the files derive from (0: there was none);
    // it becomes the draft's `base`, and `based_on` is then taken as it is, none included. None: the present release.
    std::optional<Sequence> base;
    // Compare-and-swap: the draft's sequence as the caller knows it (0: none), `conflict` otherwise. None: no matter.
    std::optional<Sequence> expected_draft;
    std::optional<Files> replaced_folder;   // the workspace's files, where the draft's are written over them: kept, so
                                            // that they can be brought back
};

struct Publish {
    Change change;
    Sequence draft = 0;                  // what was compiled and tested: the draft's sequence; `conflict` if it is another
    std::optional<Version> expect;       // the version that must be current now (0: none); none: the draft's base decides
    std::span<const std::byte> artifact; // verified by the caller; its digest becomes the version's
};

struct Problem {
    std::string place;  // "version 2", "entry 7", "current", "object b2:…"
    std::string message;
};
struct Verification {
    std::uint64_t entries = 0, versions = 0, objects = 0, signatures = 0;
    std::vector<Problem> problems;
    std::vector<std::string> remarks;  // not wrong: leftovers of a writer that was killed, what was collected
};

struct Collection {
    std::uint64_t objects = 0, bytes = 0;  // removed
};

// The state after a change, and the change's own entry; none where there was nothing to do.
struct Changed : State {
    std::optional<Entry> entry;
};

class Store {
public:
    virtual ~Store() = default;

    // An empty state where nothing was ever written.
    virtual base::Result<State> state() = 0;
    virtual base::Result<std::vector<VersionRecord>> versions() = 0;  // newest first
    virtual base::Result<VersionRecord> version(Version number) = 0;  // not_found: names what there is
    virtual base::Result<std::vector<Entry>> log() = 0;               // oldest first; integrity where the chain breaks
    // Verified: its bytes have this digest and the bytecode verifier took them, as far as was asked for.
    virtual base::Result<std::shared_ptr<const bytecode::Artifact>> artifact(
        const base::Digest& digest, bytecode::Verify extent = bytecode::Verify::all) = 0;
    virtual base::Result<Files> files(const base::Digest& digest) = 0;
    virtual bool has_files(const base::Digest& digest) = 0;

    // Nothing happens where the files are the draft's already (the state is given back as it is).
    virtual base::Result<Changed> save_draft(const Files& files, const SaveDraft& request) = 0;
    virtual base::Result<Changed> discard_draft(const Change& change) = 0;  // not_found: there is none
    virtual base::Result<VersionRecord> publish(const Publish& request) = 0;
    // Swaps the pointer; reads neither the artifact nor the sources. Of the current one: nothing happens, unless the
    // change has a key, which then signs the release anew.
    virtual base::Result<Changed> republish(Version number, const Change& change) = 0;

    // The pointer, proved: `integrity` where no trusted key signed the entry that made `release` current.
    virtual base::Result<base::Done> trusted(const Release& release, const signing::Trust& trust) = 0;
    // The same of a version: it was published, or re-published since, by a trusted key.
    virtual base::Result<base::Done> trusted(const VersionRecord& version, const signing::Trust& trust) = 0;
    // An entry's exact bytes with digest and signature, for a runtime that keeps the proof of what it runs.
    virtual base::Result<std::string> entry_bytes(Sequence sequence) = 0;

    // Reads and checks everything there is: objects, versions, pointer, chain, and signatures. With `trust` also that a
    // trusted key signed every move of the pointer since the first that one signed, which covers those before it. Errors
    // only where it cannot be read at all.
    virtual base::Result<Verification> verify(const signing::Trust* trust,
                                              const std::function<void(std::uint64_t, std::uint64_t)>& progress) = 0;
    // Removes what no version, draft, pointer or entry of the last `keep_entries` names, and leftovers of killed writers.
    virtual base::Result<Collection> collect(const Change& change, std::uint64_t keep_entries) = 0;
};

// What `Store::trusted` proves of a release, from its entry's bytes alone: that they are entry `release.sequence` of the
// store `store`, that it made `release` current, and that a trusted key signed it. `integrity` otherwise.
base::Result<base::Done> trusted(std::string_view entry_bytes, std::string_view store, const Release& release,
                                 const signing::Trust& trust);

}  // namespace parley::store
