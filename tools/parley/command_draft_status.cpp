#include "compiler/project/project.h"
#include "tools/parley/arguments.h"
#include "tools/parley/commands.h"
#include "tools/parley/draft_trial.h"
#include "tools/parley/history.h"
#include "tools/parley/store_access.h"
#include "tools/parley/workspace.h"

namespace parley::cli {

namespace {

// The folder beside the draft, or beside the current version where there is no draft.
enum class FolderState { same, edited, elsewhere, empty, unreadable };

struct Status {
    store::State state;
    FolderState folder = FolderState::empty;
    std::string fault;  // why the folder cannot be read
    std::optional<DraftTrial> trial;
    bool published_since = false;
};

struct FolderWords {
    std::string_view name, words;
};

FolderWords words_of(FolderState folder, bool has_draft) {
    switch (folder) {
        case FolderState::same:
            return {"same", has_draft ? "holds the draft" : "holds the current version"};
        case FolderState::edited:
            return {"edited", has_draft ? "has edits that are not saved" : "has edits that no draft holds"};
        case FolderState::elsewhere:
            return {"elsewhere", "does not derive from this draft: it was saved from somewhere else since"};
        case FolderState::empty:
            return {"empty", "holds no project"};
        case FolderState::unreadable:
            break;
    }
    return {"unreadable", "cannot be saved"};
}

// What to do now.
std::string next_step(const Status& status) {
    const bool edited = status.folder == FolderState::edited;
    if (!status.state.draft) {
        if (edited) return "parley draft save";
        return status.state.current ? "edit the rules, then `parley draft save`" : "parley draft save";
    }
    if (edited) return "parley draft save";
    if (!status.trial->compiles()) return "parley check --draft";
    if (!status.trial->passes()) return "parley test --draft";
    if (status.published_since)
        return "compare with what is current now, then `parley publish --expect " +
               std::to_string(status.state.current ? status.state.current->version : 0) + "`";
    return "parley publish";
}

base::Result<Status> look(const Session& session) {
    const base::Result<std::unique_ptr<store::Store>> store = open_store(session);
    if (!store) return store.error();
    base::Result<store::State> state = (*store)->state();
    if (!state) return state.error();
    Status status;
    status.state = std::move(*state);
    const std::optional<store::Draft>& draft = status.state.draft;
    const std::string directory = project_at(session.directory);
    std::optional<base::Digest> held = draft ? std::optional(draft->files) : std::nullopt;
    if (!draft && status.state.current) {
        const base::Result<store::VersionRecord> record = (*store)->version(status.state.current->version);
        if (!record) return record.error();
        held = record->files;
    }
    const base::Result<base::Files> folder = project::read_files(directory);
    if (!folder) {
        status.folder = FolderState::unreadable;
        status.fault = folder.error().message;
    } else if (!folder->empty()) {
        const base::Result<std::optional<Marker>> read = read_marker(directory, status.state.store);
        if (!read) status.fault = read.error().message;
        const std::optional<Marker> marker = read ? *read : std::nullopt;
        const bool same = held && store::digest_of(*folder) == *held;
        const bool stale = draft && marker && !derives_from(*marker, *draft);
        status.folder = same ? FolderState::same : (stale ? FolderState::elsewhere : FolderState::edited);
    }
    if (!draft) return status;
    status.published_since = draft->base != (status.state.current ? status.state.current->sequence : 0);
    const base::Result<base::Files> files = (*store)->files(draft->files);
    if (!files) return files.error();
    status.trial = try_draft(*files, session);
    return status;
}

std::string tests_text(const DraftTrial& trial) {
    if (!trial.compiles()) return "not run";
    const std::size_t all = trial.report->results.size();
    if (all == 0) return "there are none";
    const std::size_t failed = trial.report->failed();
    return failed == 0 ? counted(all, "test") + ", all passed"
                       : std::to_string(failed) + " of " + counted(all, "test") + " failed";
}

std::string folder_text(const Status& status) {
    const std::string words(words_of(status.folder, status.state.draft.has_value()).words);
    return status.fault.empty() ? words : words + ": " + status.fault;
}

void print_text(const Status& status, const Session& session) {
    const Style style(session.out);
    const std::optional<store::Draft>& draft = status.state.draft;
    const std::optional<store::Release>& current = status.state.current;
    const std::string current_text = current ? "version " + std::to_string(current->version) : "nothing yet";
    if (!draft) {
        print(style.bold("There is no draft.") + "\n");
        print(detail("published", current_text));
        print(detail("folder", folder_text(status)));
        print(detail("next", next_step(status)));
        return;
    }
    const diagnostics::Diagnostics& findings = status.trial->build->findings();
    const std::string counts = findings.errors() + findings.warnings() == 0 ? "" : ", " + summary(findings);
    std::string since = current ? ", nothing since the draft was begun" : "";
    if (status.published_since) since = style.yellow(", made current since the draft was begun");
    print(style.bold("Draft") + "\n");
    print(detail("based on", basis_text(draft->based_on) + (draft->edited ? "" : ", not edited")));
    print(detail("saved", who_when(draft->saved_by, draft->saved_at)));
    print(detail("compiles", (status.trial->compiles() ? style.green("yes") : style.red("no")) + counts));
    print(detail("tests", tests_text(*status.trial)));
    print(detail("folder", folder_text(status)));
    print(detail("published", current_text + since));
    print(detail("next", next_step(status)));
}

void print_json(const Status& status) {
    const std::optional<store::Draft>& draft = status.state.draft;
    Json out = document();
    out["draft"] = draft ? draft_json(*draft) : Json();
    out["current"] = status.state.current ? Json(status.state.current->version) : Json();
    out["folder"] = words_of(status.folder, draft.has_value()).name;
    out["published_since"] = draft ? Json(status.published_since) : Json();
    out["errors"] = draft ? Json(status.trial->build->findings().errors()) : Json();
    out["warnings"] = draft ? Json(status.trial->build->findings().warnings()) : Json();
    const bool ran = draft && status.trial->compiles();
    out["tests"] = ran ? Json{{"passed", status.trial->report->results.size() - status.trial->report->failed()},
                              {"failed", status.trial->report->failed()}}
                       : Json();
    out["next"] = next_step(status);
    print(to_text(out));
}

ExitCode run(const Arguments& arguments, Session& session) {
    const base::Result<Status> status = look(session);
    if (!status) return fail(status.error());
    if (arguments.format() == "json")
        print_json(*status);
    else
        print_text(*status, session);
    return done;
}

}  // namespace

Command draft_status_command() {
    return {
        "draft status",
        "tell how the draft stands, and what to do next",
        "Tells what the draft is based on, who saved it and when, whether it compiles and passes its tests, whether "
        "the folder has edits that are not saved, and whether somebody published since the draft was begun.",
        {},
        {format_option({"text", "json"})},
        {{"parley draft status", ""}},
        run};
}

}  // namespace parley::cli
