#include "runtime/store/history.h"

namespace parley::store {
namespace {

std::optional<Version> current_version(const State& state) {
    return state.current ? std::optional(state.current->version) : std::nullopt;
}

Sequence release_sequence(const State& state) {
    return state.current ? state.current->sequence : 0;
}

// A draft that is saved again keeps what it was begun from; a new one begins here.
Draft make_draft(const State& before, const Inputs& inputs, Sequence sequence) {
    const bool goes_on = inputs.action == Action::save_draft && before.draft;
    Draft draft;
    draft.files = *inputs.files;
    draft.based_on = base_version(before, inputs);
    draft.base = goes_on ? before.draft->base : inputs.base.value_or(release_sequence(before));
    draft.saved_by = inputs.by;
    draft.saved_at = inputs.at;
    draft.sequence = sequence;
    draft.edited = inputs.version_files != inputs.files;
    return draft;
}

void save(LogEntry& made, const State& before, const Inputs& inputs) {
    Entry& entry = made.entry;
    entry.draft = inputs.files;
    if (before.draft && before.draft->files != *inputs.files) entry.replaced = before.draft->files;
    made.state.draft = make_draft(before, inputs, entry.sequence);
    entry.folder = inputs.folder;
    if (inputs.action == Action::new_draft) entry.from = made.state.draft->based_on;
}

void publish(LogEntry& made, const State& before, const Inputs& inputs) {
    const Version number = before.last_version + 1;
    made.entry.draft = before.draft->files;
    made.entry.from = current_version(before);
    made.entry.to = number;
    made.published = {number, inputs.artifact, inputs.artifact_bytes, before.draft->files, before.draft->based_on};
    made.state.current = {number, inputs.artifact, made.entry.sequence};
    made.state.last_version = number;
    made.state.draft.reset();
}

void republish(LogEntry& made, const State& before, const Inputs& inputs) {
    made.entry.from = current_version(before);
    made.entry.to = inputs.version;
    made.state.current = {inputs.version.value_or(0), inputs.artifact, made.entry.sequence};
}

}  // namespace

std::optional<Version> base_version(const State& before, const Inputs& inputs) {
    if (inputs.action == Action::save_draft && before.draft) return before.draft->based_on;
    if (inputs.base) return inputs.version;
    return inputs.version ? inputs.version : current_version(before);
}

LogEntry make_entry(const LogEntry* before, const std::string& store, const Inputs& inputs) {
    LogEntry made;
    if (before) made.state = before->state;
    const State earlier = made.state;
    made.store = made.state.store = store;
    made.entry.sequence = made.state.sequence = earlier.sequence + 1;
    if (before) made.entry.previous = before->entry.digest;
    made.entry.action = inputs.action;
    made.entry.at = inputs.at;
    made.entry.by = inputs.by;
    made.entry.note = inputs.note;
    switch (inputs.action) {
        case Action::new_draft:
        case Action::save_draft:
            save(made, earlier, inputs);
            break;
        case Action::discard_draft:
            made.entry.replaced = earlier.draft->files;
            made.state.draft.reset();
            break;
        case Action::publish:
            publish(made, earlier, inputs);
            break;
        case Action::republish:
            republish(made, earlier, inputs);
            break;
        case Action::collect:
            made.collected = inputs.collected;
            break;
    }
    return made;
}

Inputs inputs_of(const LogEntry& log_entry) {
    const Entry& entry = log_entry.entry;
    Inputs inputs;
    inputs.action = entry.action;
    inputs.at = entry.at;
    inputs.by = entry.by;
    inputs.note = entry.note;
    switch (entry.action) {
        case Action::new_draft:
            inputs.version = entry.from;
            break;
        case Action::save_draft:
            if (!log_entry.state.draft) break;
            inputs.version = log_entry.state.draft->based_on;
            inputs.base = log_entry.state.draft->base;
            break;
        case Action::republish:
            inputs.version = entry.to;
            break;
        default:
            break;
    }
    inputs.files = entry.draft;
    inputs.folder = entry.folder;
    if (log_entry.state.current) inputs.artifact = log_entry.state.current->artifact;
    if (log_entry.published) inputs.artifact_bytes = log_entry.published->artifact_bytes;
    inputs.collected = log_entry.collected;
    return inputs;
}

std::string first_difference(const LogEntry& log_entry, const LogEntry& expected) {
    const Entry &is = log_entry.entry, &must = expected.entry;
    const State &state = log_entry.state, &due = expected.state;
    if (log_entry.store != expected.store) return "store";
    if (is.sequence != must.sequence) return "sequence";
    if (is.previous != must.previous) return "previous";
    if (is.from != must.from) return "from";
    if (is.to != must.to) return "to";
    if (is.draft != must.draft) return "draft";
    if (is.replaced != must.replaced) return "replaced";
    if (is.folder != must.folder) return "folder";
    if (state.current != due.current) return "state.current";
    if (state.last_version != due.last_version) return "state.last_version";
    if (state.draft != due.draft) return "state.draft";
    LogEntry as_signed = expected;
    as_signed.entry.signed_by = is.signed_by;
    return line_of(log_entry) == line_of(as_signed) ? "" : "version";
}

}  // namespace parley::store
