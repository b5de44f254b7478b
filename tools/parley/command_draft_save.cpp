#include <algorithm>

#include "tools/parley/change.h"
#include "tools/parley/commands.h"
#include "tools/parley/history.h"
#include "tools/parley/project_build.h"
#include "tools/parley/store_access.h"
#include "tools/parley/workspace.h"

namespace parley::cli {

namespace {

struct Saving {
    std::string directory;
    base::Files files;
    base::Digest digest{};
    store::State before;
    std::optional<Marker> marker;
    bool force = false;
};

// Why the save would undo somebody's work; empty: it would not.
std::string stale_reason(const Saving& saving, const std::string& by) {
    if (saving.marker && saving.marker->filling)
        return "`parley draft new` was cut short while it filled this folder, so what it holds is neither the one nor "
               "the other; run it again to finish";
    if (!saving.before.draft) return {};
    const store::Draft& draft = *saving.before.draft;
    const bool stale = saving.marker ? !derives_from(*saving.marker, draft) : draft.saved_by != by;
    if (!stale) return {};
    return "the draft was saved by " + who_when(draft.saved_by, draft.saved_at) +
           ", and this folder does not derive from it";
}

// Where a folder whose draft is gone stands: on what was published of it, else on what the draft was begun from.
base::Result<Marker> origin(store::Store& store, Marker marker) {
    if (marker.draft == 0 && !marker.saving) return marker;
    const base::Result<std::vector<store::Entry>> log = store.log();
    if (!log) return log.error();
    for (const store::Entry& entry : *log) {
        const bool moves_draft = entry.action != store::Action::republish && entry.action != store::Action::collect;
        if (entry.sequence <= std::max(marker.draft, marker.release) || !moves_draft) continue;
        if (entry.action == store::Action::save_draft && entry.draft == marker.saving) continue;
        if (entry.action == store::Action::publish) {
            marker.version = entry.to;
            marker.release = entry.sequence;
        }
        break;
    }
    return marker;
}

base::Result<store::State> save(store::Store& store, const Saving& saving, const store::Change& change) {
    store::SaveDraft request;
    request.change = change;
    if (!saving.force) request.expected_draft = saving.before.draft ? saving.before.draft->sequence : 0;
    if (!saving.before.draft && saving.marker && !saving.marker->filling) {
        const base::Result<Marker> from = origin(store, *saving.marker);
        if (!from) return from.error();
        const std::optional<store::Release>& current = saving.before.current;
        if (from->version != (current ? std::optional(current->version) : std::nullopt)) {
            request.based_on = from->version;
            request.base = from->release;
        }
    }
    return store.save_draft(saving.files, request);
}

struct Report {
    bool saved = false;
    store::State state;
    std::optional<store::Draft> put_away;  // somebody's, overwritten by force
    std::size_t errors = 0, warnings = 0;
};

void print_json(const Report& report, const Saving& saving, const std::string& location) {
    Json out = document();
    out["saved"] = report.saved;
    out["store"] = location;
    out["draft"] = draft_json(*report.state.draft);
    out["number_of_files"] = saving.files.size();
    out["errors"] = report.errors;
    out["warnings"] = report.warnings;
    out["replaced"] = report.put_away ? Json(base::to_string(report.put_away->files)) : Json();
    print(to_text(out));
}

void print_text(const Report& report, const Saving& saving, const std::string& location) {
    const store::Draft& draft = *report.state.draft;
    if (saving.before.store.empty()) print("Made the store " + location + ".\n");
    if (!report.saved)
        print("Nothing changed since the draft was saved by " + who_when(draft.saved_by, draft.saved_at) + ".\n");
    else
        print("Saved the draft: " + counted(saving.files.size(), "file") + ", based on " + basis_text(draft.based_on) +
              (draft.edited || !draft.based_on ? "" : " and the same as it") + ".\n");
    if (report.errors != 0)
        print("It does not compile: " + counted(report.errors, "error") + "; `parley check --draft` shows " +
              (report.errors == 1 ? "it" : "them") + ".\n");
    else if (report.warnings != 0)
        print("It compiles, with " + counted(report.warnings, "warning") + "; `parley check --draft` shows " +
              (report.warnings == 1 ? "it" : "them") + ".\n");
    else
        print("It compiles.\n");
    if (report.put_away)
        print("The draft of " + who_when(report.put_away->saved_by, report.put_away->saved_at) +
              " was put away; `parley draft new --from " + short_digest(report.put_away->files) +
              "` brings it back.\n");
    const store::Sequence release = report.state.current ? report.state.current->sequence : 0;
    if (draft.base != release)
        hint("Since the folder was taken from " + basis_text(draft.based_on) + ", " +
             basis_text(report.state.current->version) +
             " was made current: `parley publish` will refuse it, unless `--expect " +
             std::to_string(report.state.current->version) + "` says that this is meant.\n");
}

ExitCode refuse_stale(const std::string& reason, const Saving& saving) {
    std::string message = reason + ". Nothing was saved; `parley draft save --force` overwrites the draft";
    if (saving.before.draft)
        message += ", and `parley draft new --from " + short_digest(saving.before.draft->files) +
                   "` then brings the overwritten one back";
    return fail(conflict, message);
}

ExitCode run(const Arguments& arguments, Session& session) {
    Saving saving;
    saving.directory = project_at(arguments.first("DIR").value_or(session.directory));
    saving.force = arguments.has("force");
    base::Result<base::Files> files = project::read_files(saving.directory);
    if (!files) return fail(files.error());
    if (files->empty())
        return fail(bad_input, "`" + saving.directory +
                                   "` holds no project: neither a catalog nor rules; `parley init` makes one to start "
                                   "from");
    saving.files = std::move(*files);
    saving.digest = store::digest_of(saving.files);
    const base::Result<std::unique_ptr<store::Store>> store = open_store(session);
    if (!store) return fail(store.error());
    PreparedChange change;
    ExitCode code = done;
    if (!change.prepare(arguments, find_command(session, "draft save"), code)) return code;
    const base::Result<store::State> before = (*store)->state();
    if (!before) return fail(before.error());
    saving.before = *before;
    base::Result<std::optional<Marker>> marker = read_marker(saving.directory, saving.before.store);
    if (!marker) return fail(marker.error());
    saving.marker = std::move(*marker);
    Report report;
    report.state = saving.before;
    report.saved = !saving.before.draft || saving.before.draft->files != saving.digest;
    if (report.saved) {
        const std::string stale = stale_reason(saving, change->by);
        if (!stale.empty() && !saving.force) return refuse_stale(stale, saving);
        if (!stale.empty()) report.put_away = saving.before.draft;
        if (saving.marker && !saving.marker->filling) note_saving(saving.directory, *saving.marker, saving.digest);
        base::Result<store::State> after = save(**store, saving, *change);
        if (!after) return fail(after.error());
        report.state = std::move(*after);
    }
    write_marker(saving.directory, marker_of(report.state, saving.digest));
    const std::unique_ptr<ProjectBuild> build = build_files(saving.files, "draft", {"analyse", true, {}, {}}, session);
    report.errors = build->findings().errors();
    report.warnings = build->findings().warnings();
    if (arguments.format() == "json")
        print_json(report, saving, store_location(session));
    else
        print_text(report, saving, store_location(session));
    return done;
}

}  // namespace

Command draft_save_command() {
    return {"draft save",
            "save the folder's rules, catalog and tests as the draft",
            "Records what the project's folder holds as the draft: all rules, the catalog, the tests and parley.yaml, "
            "and nothing else. Save as often as you like, also while the rules do not compile; production changes with "
            "`parley publish` alone. The first save makes the store.\n\n"
            "There is one draft. Where it was saved from somewhere else since this folder's content was taken from it, "
            "nothing is saved unless forced, and the exit code is 4; what is overwritten can be brought back.",
            {{"DIR", "the folder to save (default: the project here)", false, false}},
            {by_option(), force_option("overwrite the draft although somebody else saved it"),
             format_option({"text", "json"})},
            {{"parley draft save", ""}, {"parley draft save --store /srv/rules", "to a store that others use too"}},
            run};
}

}  // namespace parley::cli
