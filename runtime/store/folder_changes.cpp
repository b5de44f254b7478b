#include <algorithm>

#include "runtime/store/collect.h"
#include "runtime/store/container.h"
#include "runtime/store/folder_store.h"
#include "runtime/value/text.h"

namespace parley::store {

using base::Done;
using base::Error;
using base::ErrorKind;
using base::Result;

namespace {

std::string version_text(const std::optional<Release>& release) {
    return release ? "version " + std::to_string(release->version) : "nothing";
}

// What an entry cannot hold.
Result<Done> check(const Change& change) {
    if (!is_moment(change.at)) {
        return Error{ErrorKind::input, "the time `" + change.at + "` is not as `2026-11-21T10:22:00Z`"};
    }
    if (!value::is_valid_utf8(change.by) || change.by.empty() || change.by.size() > maximum_name_bytes) {
        return Error{ErrorKind::input, "who changes the store needs a name in UTF-8 of at most " +
                                           std::to_string(maximum_name_bytes) + " bytes; give one with `--by`"};
    }
    if (!value::is_valid_utf8(change.note) || change.note.size() > maximum_note_bytes) {
        return Error{ErrorKind::input,
                     "the note is not UTF-8, or longer than " + std::to_string(maximum_note_bytes >> 10) + " KiB"};
    }
    return Done{};
}

Inputs inputs_for(Action action, const Change& change) {
    Inputs inputs;
    inputs.action = action;
    inputs.at = change.at;
    inputs.by = change.by;
    inputs.note = change.note;
    return inputs;
}

Result<Done> check_expected_draft(const State& state, const std::optional<Sequence>& expected) {
    const Sequence present = state.draft ? state.draft->sequence : 0;
    if (!expected || *expected == present) return Done{};
    if (!state.draft) return Error{ErrorKind::conflict, "the draft is gone: it was published or discarded meanwhile"};
    return Error{ErrorKind::conflict, "the draft was saved by " + state.draft->saved_by + " at " +
                                          state.draft->saved_at + " meanwhile; look at it before it is replaced"};
}

Result<Done> check_publish(const State& state, const Publish& request) {
    if (!state.draft || state.draft->sequence != request.draft) {
        const Result<Done> changed = check_expected_draft(state, request.draft);
        return changed ? Error{ErrorKind::not_found, "there is no draft to publish"} : changed;
    }
    const Version current = state.current ? state.current->version : 0;
    if (request.expect) {
        if (*request.expect == current) return Done{};
        return Error{ErrorKind::conflict,
                     version_text(state.current) + " is current, not " +
                         (*request.expect ? "version " + std::to_string(*request.expect) : "nothing")};
    }
    if (state.draft->base == (state.current ? state.current->sequence : 0)) return Done{};
    return Error{ErrorKind::conflict, version_text(state.current) +
                                          " was made current since the draft was begun; see what it changes, and " +
                                          "publish with `--expect " + std::to_string(current) + "` to replace it"};
}

// Whether a change would leave the draft exactly as it is.
bool changes_nothing(const State& state, const Draft& made, const SaveDraft& request) {
    if (!state.draft || request.replaced_folder) return false;
    const Draft& present = *state.draft;
    return present.files == made.files && present.based_on == made.based_on && present.base == made.base;
}

Error lost_draft(const Error& reading) {
    const bool missing = reading.kind == ErrorKind::not_found;
    return {missing ? ErrorKind::integrity : reading.kind, "the draft cannot be published: " + reading.message};
}

// Where nothing was ever done, no folder is made only to find nothing in it.
Error nothing_there(const Layout& layout, const std::string& sought) {
    return {ErrorKind::not_found, "the store `" + layout.root + "` is empty: " + sought};
}

}  // namespace

Result<std::unique_ptr<Transaction>> FolderStore::begin() {
    return Transaction::begin(contents_, options_.lock_wait);
}

Result<Done> FolderStore::add_files(Transaction& transaction, const Files& files) {
    const std::string container = write_container(files);
    const base::Digest digest = base::digest(std::as_bytes(std::span(container)));
    return transaction.add_object(contents_.layout().files(digest), container, contents_.files(digest).ok());
}

Result<Done> FolderStore::add_artifact(Transaction& transaction, const bytecode::Artifact& artifact) {
    const std::span<const std::byte> bytes = artifact.bytes();
    const std::string_view content(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    const bool is_there = contents_.artifact(artifact.digest()).ok();
    return transaction.add_object(contents_.layout().artifact(artifact.digest()), content, is_there);
}

// What a first draft derives from is a release that there was.
Result<Done> FolderStore::check_base(const std::optional<Sequence>& base, const State& before) {
    if (!base || *base == 0) return Done{};
    if (*base <= before.sequence) {
        const Result<LogEntry> entry = contents_.entry(*base);
        if (!entry) return entry.error();
        if (entry->entry.action == Action::publish || entry->entry.action == Action::republish) return Done{};
    }
    return Error{ErrorKind::input, "entry " + std::to_string(*base) + " of the log made no version current"};
}

Result<Inputs> FolderStore::draft_inputs(const Files& files, const SaveDraft& request, const State& before) {
    Inputs inputs = inputs_for(request.action, request.change);
    inputs.version = request.based_on;
    if (request.action == Action::save_draft && !before.draft) inputs.base = request.base;
    if (const Result<Done> good = check_base(inputs.base, before); !good) return good.error();
    inputs.files = digest_of(files);
    if (request.replaced_folder) inputs.folder = digest_of(*request.replaced_folder);
    const std::optional<Version> base = base_version(before, inputs);
    if (!base) return inputs;
    const Result<LogEntry> copied = record(*base, before);
    if (!copied) return copied.error();
    inputs.version_files = copied->published->files;
    if (request.action == Action::save_draft || inputs.files == inputs.version_files) return inputs;
    return Error{ErrorKind::input, "the files are not those of version " + std::to_string(*base) +
                                       ", of which a new draft is a copy; save them as a draft instead"};
}

Result<Changed> FolderStore::save_draft(const Files& files, const SaveDraft& request) {
    PARLEY_ASSERT(request.action == Action::save_draft || request.action == Action::new_draft);
    if (const Result<Done> good = check(request.change); !good) return good.error();
    if (const Result<Done> good = check_files(files); !good) return good.error();
    if (request.replaced_folder) {
        if (const Result<Done> good = check_files(*request.replaced_folder); !good) return good.error();
    }
    const auto transaction = begin();
    if (!transaction) return transaction.error();
    const State& before = (*transaction)->state();
    if (const Result<Done> good = check_expected_draft(before, request.expected_draft); !good) return good.error();
    const Result<Inputs> inputs = draft_inputs(files, request, before);
    if (!inputs) return inputs.error();
    const LogEntry made = make_entry((*transaction)->before(), before.store, *inputs);
    if (changes_nothing(before, *made.state.draft, request)) return Changed{before, std::nullopt};

    if (const Result<Done> added = add_files(**transaction, files); !added) return added.error();
    if (request.replaced_folder) {
        if (const Result<Done> added = add_files(**transaction, *request.replaced_folder); !added) return added.error();
    }
    const Result<LogEntry> committed = (*transaction)->commit(*inputs, request.change.key);
    if (!committed) return committed.error();
    return Changed{committed->state, committed->entry};
}

Result<Changed> FolderStore::discard_draft(const Change& change) {
    if (const Result<Done> good = check(change); !good) return good.error();
    const Result<State> now = state();
    if (!now) return now.error();
    if (now->sequence == 0) return nothing_there(contents_.layout(), "there is no draft to discard");
    const auto transaction = begin();
    if (!transaction) return transaction.error();
    if (!(*transaction)->state().draft) return Error{ErrorKind::not_found, "there is no draft to discard"};
    const Result<LogEntry> committed = (*transaction)->commit(inputs_for(Action::discard_draft, change), change.key);
    if (!committed) return committed.error();
    return Changed{committed->state, committed->entry};
}

Result<VersionRecord> FolderStore::publish(const Publish& request) {
    if (const Result<Done> good = check(request.change); !good) return good.error();
    const auto artifact = bytecode::Artifact::open({request.artifact.begin(), request.artifact.end()});
    if (!artifact) return artifact.error();
    const Result<State> now = state();
    if (!now) return now.error();
    if (now->sequence == 0) return nothing_there(contents_.layout(), "there is no draft to publish");
    const auto transaction = begin();
    if (!transaction) return transaction.error();
    const State& before = (*transaction)->state();
    if (const Result<Done> good = check_publish(before, request); !good) return good.error();

    const Result<Files> sources = contents_.files(before.draft->files);
    if (!sources) return lost_draft(sources.error());
    const std::string sources_path = contents_.layout().files(before.draft->files);
    if (const Result<Done> added = (*transaction)->add_object(sources_path, {}, true); !added) return added.error();
    if (const Result<Done> added = add_artifact(**transaction, **artifact); !added) return added.error();
    Inputs inputs = inputs_for(Action::publish, request.change);
    inputs.artifact = (*artifact)->digest();
    inputs.artifact_bytes = request.artifact.size();
    const Result<LogEntry> committed = (*transaction)->commit(inputs, request.change.key);
    if (!committed) return committed.error();
    return record_of(*committed);
}

Result<Changed> FolderStore::republish(Version number, const Change& change) {
    if (const Result<Done> good = check(change); !good) return good.error();
    const Result<State> now = state();
    if (!now) return now.error();
    if (const Result<LogEntry> there = record(number, *now); !there) return there.error();
    const auto transaction = begin();
    if (!transaction) return transaction.error();
    const State& before = (*transaction)->state();
    const Result<LogEntry> published = record(number, before);
    if (!published) return published.error();
    const Published& version = *published->published;
    const Result<std::uint64_t> size = disk_->size(contents_.layout().artifact(version.artifact));
    if (!size && size.error().kind != ErrorKind::not_found) return size.error();
    if (!size || *size != version.artifact_bytes) {
        return Error{ErrorKind::integrity, "the artifact of version " + std::to_string(number) + " is " +
                                               (size ? "of another size than it was" : "missing") +
                                               "; see `parley verify`"};
    }
    if (!change.key && before.current && before.current->version == number) return Changed{before, std::nullopt};

    Inputs inputs = inputs_for(Action::republish, change);
    inputs.version = number;
    inputs.artifact = version.artifact;
    const Result<LogEntry> committed = (*transaction)->commit(inputs, change.key);
    if (!committed) return committed.error();
    return Changed{committed->state, committed->entry};
}

Result<Collection> FolderStore::collect(const Change& change, std::uint64_t keep_entries) {
    if (const Result<Done> good = check(change); !good) return good.error();
    const Result<State> now = state();
    if (!now) return now.error();
    if (now->sequence == 0) return Collection{};
    const auto transaction = begin();
    if (!transaction) return transaction.error();
    const Result<Leavings> leavings = find_leavings(contents_, *(*transaction)->before(), keep_entries);
    if (!leavings) return leavings.error();
    if (leavings->paths.empty()) return Collection{};
    Inputs inputs = inputs_for(Action::collect, change);
    inputs.collected = Collected{leavings->kept_from, leavings->paths.size(), leavings->bytes};
    const Result<LogEntry> committed = (*transaction)->commit(inputs, change.key);
    if (!committed) return committed.error();
    // What a crash leaves of them is nobody's, and the next collection's.
    for (const std::string& path : leavings->paths) {
        if (const Result<Done> removed = disk_->remove(path); !removed) return removed.error();
    }
    return Collection{leavings->paths.size(), leavings->bytes};
}

}  // namespace parley::store
