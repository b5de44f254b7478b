#include <algorithm>

#include "compiler/project/project.h"
#include "tools/parley/change.h"
#include "tools/parley/commands.h"
#include "tools/parley/draft_source.h"
#include "tools/parley/history.h"
#include "tools/parley/project_build.h"
#include "tools/parley/store_access.h"
#include "tools/parley/workspace.h"

namespace parley::cli {

namespace {

// Whether each file of the folder is kept: they are one set that the store has, or, where an earlier filling was cut
// short, each is of the draft or of the folder as it was before.
base::Result<bool> is_kept(store::Store& store, const store::State& state, const base::Files& folder) {
    if (folder.empty() || store.has_files(store::digest_of(folder))) return true;
    if (!state.draft) return false;
    const base::Result<std::vector<store::Entry>> log = store.log();
    if (!log) return log.error();
    const auto begun = std::find_if(log->rbegin(), log->rend(),
                                    [&](const store::Entry& entry) { return entry.sequence == state.draft->sequence; });
    if (begun == log->rend() || !begun->folder) return false;
    const base::Result<base::Files> written = store.files(state.draft->files);
    if (!written) return written.error();
    const base::Result<base::Files> overwritten = store.files(*begun->folder);
    if (!overwritten) return overwritten.error();
    return std::all_of(folder.begin(), folder.end(), [&](const base::File& file) {
        const base::File* one = find_file(*written, file.path);
        const base::File* other = find_file(*overwritten, file.path);
        return (one != nullptr && *one == file) || (other != nullptr && *other == file);
    });
}

// Files that the new parley.yaml takes in though they are of no set: the next save would add them.
void tell_of_strangers(const std::string& directory, const base::Files& files) {
    const base::Result<base::Files> now = project::read_files(directory);
    if (!now) return hint("parley: warning: " + now.error().message + "\n");
    for (const base::File& file : *now) {
        if (find_file(files, file.path) == nullptr)
            hint("parley: warning: `" + file.path +
                 "` was in the folder and is not of the draft; the next save takes it in\n");
    }
}

struct Beginning {
    std::string directory;
    base::Files folder;  // as it is before
    store::State before;
    DraftSource source;
};

// False: `code` says why.
bool may_overwrite(store::Store& store, const Beginning& beginning, const Arguments& arguments, const Session& session,
                   ExitCode& code) {
    const base::Result<bool> kept = is_kept(store, beginning.before, beginning.folder);
    if (!kept) {
        code = fail(kept.error());
        return false;
    }
    code = conflict;
    const std::optional<store::Draft>& draft = beginning.before.draft;
    if (draft && draft->edited && draft->files != store::digest_of(beginning.source.files)) {
        const std::string what =
            "the draft saved by " + who_when(draft->saved_by, draft->saved_at) + " was never published";
        if (!agreed(arguments, session, "A new draft overwrites the present one: " + what + ". Go on?",
                    "a new draft overwrites the present one, and " + what + " (it could be brought back)"))
            return false;
    }
    if (!*kept && beginning.folder != beginning.source.files) {
        const std::string what = "edits that no draft or version holds";
        if (!agreed(arguments, session, "The folder has " + what + ", and its files are overwritten. Go on?",
                    "the folder has " + what + "; `parley draft save` keeps them"))
            return false;
    }
    return true;
}

base::Result<store::State> begin(store::Store& store, const Beginning& beginning, const store::Change& change) {
    store::SaveDraft request;
    request.change = change;
    // What is brought back is no version's copy: it is saved again as it was.
    request.action = beginning.source.is_version ? store::Action::new_draft : store::Action::save_draft;
    request.based_on = beginning.source.based_on;
    request.expected_draft = beginning.before.draft ? beginning.before.draft->sequence : 0;
    if (!beginning.folder.empty() && beginning.folder != beginning.source.files)
        request.replaced_folder = beginning.folder;
    return store.save_draft(beginning.source.files, request);
}

// The marker says first that the folder is in between, and last what it holds.
base::Result<base::Done> fill(const Beginning& beginning, const store::State& after) {
    Marker marker = marker_of(after, after.draft->files);
    marker.filling = true;
    write_marker(beginning.directory, marker);
    if (base::Result<base::Done> filled = fill_folder(beginning.directory, beginning.source.files, beginning.folder);
        !filled)
        return base::Error{filled.error().kind, filled.error().message +
                                                    "; the draft was begun, but the folder is not wholly filled: run "
                                                    "`parley draft new` again"};
    marker.filling = false;
    write_marker(beginning.directory, marker);
    return base::Done{};
}

void report(const Arguments& arguments, const Beginning& beginning, const store::State& after) {
    const std::optional<store::Draft>& old = beginning.before.draft;
    const bool put_away = old && old->files != after.draft->files;
    if (arguments.format() == "json") {
        Json out = document();
        out["draft"] = draft_json(*after.draft);
        out["copied"] = beginning.source.name;
        out["number_of_files"] = beginning.source.files.size();
        out["replaced"] = put_away ? Json(base::to_string(old->files)) : Json();
        const bool kept = !beginning.folder.empty() && beginning.folder != beginning.source.files;
        out["folder"] = kept ? Json(base::to_string(store::digest_of(beginning.folder))) : Json();
        print(to_text(out));
        return;
    }
    print((beginning.source.is_version ? "The draft is a copy of " : "Brought back ") + beginning.source.name + ": " +
          counted(beginning.source.files.size(), "file") + ".\n");
    if (put_away)
        print("The draft of " + who_when(old->saved_by, old->saved_at) + " was put away; `parley draft new --from " +
              short_digest(old->files) + "` brings it back.\n");
    if (!beginning.folder.empty() && beginning.folder != beginning.source.files &&
        !(old && store::digest_of(beginning.folder) == old->files))
        print("The folder's files as they were are kept; `parley draft new --from " +
              short_digest(store::digest_of(beginning.folder)) + "` brings them back.\n");
    hint("Next: edit the rules, then `parley draft save`, `parley draft status` and `parley publish`.\n");
}

ExitCode run(const Arguments& arguments, Session& session) {
    const base::Result<std::unique_ptr<store::Store>> store = open_store(session);
    if (!store) return fail(store.error());
    PreparedChange change;
    ExitCode code = done;
    if (!change.prepare(arguments, find_command(session, "draft new"), code)) return code;
    Beginning beginning;
    beginning.directory = project_at(session.directory);
    base::Result<store::State> before = (*store)->state();
    if (!before) return fail(before.error());
    beginning.before = std::move(*before);
    base::Result<DraftSource> source = find_draft_source(**store, beginning.before, arguments.value("from"));
    if (!source) return fail(source.error());
    beginning.source = std::move(*source);
    base::Result<base::Files> folder = project::read_files(beginning.directory);
    if (!folder) return fail(folder.error());
    beginning.folder = std::move(*folder);
    if (const std::optional<base::Error> outside = check_inside(beginning.directory, beginning.source.files))
        return fail(*outside);
    if (!may_overwrite(**store, beginning, arguments, session, code)) return code;
    const base::Result<store::State> after = begin(**store, beginning, *change);
    if (!after) return fail(after.error());
    if (const base::Result<base::Done> filled = fill(beginning, *after); !filled) return fail(filled.error());
    tell_of_strangers(beginning.directory, beginning.source.files);
    report(arguments, beginning, *after);
    return done;
}

}  // namespace

Command draft_new_command() {
    return {"draft new",
            "begin a draft as a copy of a version",
            "Makes a copy of a version's rules, catalog and tests the draft, and writes them into the project's folder "
            "for editing; files of the project that the version does not have are removed, and nothing else is "
            "touched.\n\n"
            "There is one draft, and a new one overwrites it. Where that was edited and never published, or the folder "
            "has edits that no draft or version holds, it asks first; without a terminal it refuses with 4 unless "
            "forced. What was overwritten stays in the store: `parley log` names it, and `--from` with its digest "
            "brings it back.",
            {},
            {{"--from",
              "N|DIGEST",
              "the version to copy, or a draft by the beginning of its digest, at least six "
              "digits (default: the current version)",
              {}},
             by_option(),
             force_option("overwrite without asking"),
             yes_option(),
             format_option({"text", "json"})},
            {{"parley draft new", "from the current version"},
             {"parley draft new --from 3", ""},
             {"parley draft new --from b2:1f63a0", "a draft that was overwritten or discarded"}},
            run};
}

}  // namespace parley::cli
