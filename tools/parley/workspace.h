// The project's folder as the place where one edits: what its content derives from, and filling it with a kept set.
//
// `.parley/workspace` in the folder says what it derives from, so that a save that would undo somebody else's is
// noticed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "runtime/store/store.h"

namespace parley::cli {

struct Marker {
    std::string store;                      // its name, State::store
    store::Sequence draft = 0;              // the draft as it was then, by its sequence; 0: none
    base::Digest files{};                   // what the folder held
    std::optional<store::Version> version;  // derived from it, through the draft if there was one
    store::Sequence release = 0;            // the release's sequence then; 0: nothing was published
    bool filling = false;                   // the folder is being filled with the draft: what it holds is neither
    // What the folder held when a save began, until that save has noted that it is done: where the program ended in
    // between, a draft of just these files is the folder's own.
    std::optional<base::Digest> saving;
};

// Whether the folder's content was taken from this draft, or became it.
bool derives_from(const Marker& marker, const store::Draft& draft);

// The folder's marker, if it has one that is of this store. One that cannot be read is an error, for going on without
// it might undo somebody else's save unnoticed.
base::Result<std::optional<Marker>> read_marker(const std::string& directory, const std::string& store);
// Says first what is about to be saved; nothing depends on it but a save that is cut short.
void note_saving(const std::string& directory, Marker marker, const base::Digest& files);
// A marker that cannot be written is a warning on stderr and nothing more.
void write_marker(const std::string& directory, const Marker& marker);

// What the folder derives from once it holds the draft of `state`, or the current version where there is no draft.
Marker marker_of(const store::State& state, const base::Digest& files);

// Refuses a set that would be written outside of the folder, as through a symbolic link.
std::optional<base::Error> check_inside(const std::string& directory, const base::Files& files);
// Makes the folder hold `files`: each that differs is replaced atomically, and those of `before` that are not among
// them are removed. Done again after it was cut short, it finishes.
base::Result<base::Done> fill_folder(const std::string& directory, const base::Files& files, const base::Files& before);

const base::File* find_file(const base::Files& files, const std::string& path);

}  // namespace parley::cli
