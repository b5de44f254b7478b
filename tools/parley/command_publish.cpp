#include "compiler/diagnostics/render.h"
#include "compiler/project/project.h"
#include "tools/parley/change.h"
#include "tools/parley/chosen_sources.h"
#include "tools/parley/commands.h"
#include "tools/parley/draft_trial.h"
#include "tools/parley/history.h"
#include "tools/parley/store_access.h"
#include "tools/parley/workspace.h"

namespace parley::cli {

namespace {

ExitCode refuse_trial(const DraftTrial& trial, const Arguments& arguments, const Session& session) {
    if (!trial.compiles()) {
        if (arguments.format() == "json")
            print(diagnostics::render_json(trial.build->findings(), trial.build->project.sources));
        else
            report_errors(*trial.build, session);
        return fail(answer_is_no,
                    "nothing was published, for the draft does not compile; mend the rules, then `parley "
                    "draft save`");
    }
    print(arguments.format() == "json" ? report_json(*trial.report) : report_text(*trial.report, session.out));
    return fail(answer_is_no,
                "nothing was published, for the draft's tests fail; mend rules or tests, then `parley "
                "draft save`");
}

// The draft is published as it was saved, whatever the folder holds.
void tell_of_edits(const std::string& directory, const store::Draft& draft) {
    const base::Result<base::Files> folder = project::read_files(directory);
    if (folder && !folder->empty() && store::digest_of(*folder) != draft.files)
        hint("The folder differs from the draft: what is published is the draft as it was saved by " +
             who_when(draft.saved_by, draft.saved_at) + ".\n");
}

// A folder that held the draft now holds the version.
void move_marker(const std::string& directory, const std::string& store, const store::Draft& draft,
                 const store::VersionRecord& record) {
    const base::Result<std::optional<Marker>> read = read_marker(directory, store);
    std::optional<Marker> marker = read ? *read : std::nullopt;
    if (!marker || !derives_from(*marker, draft)) return;
    marker->draft = 0;
    marker->saving.reset();
    marker->files = draft.files;
    marker->version = record.version;
    marker->release = record.sequence;
    write_marker(directory, *marker);
}

void report(const Arguments& arguments, const store::VersionRecord& record, std::optional<store::Version> replaced,
            const DraftTrial& trial, const Session& session) {
    const std::size_t tests = trial.report->results.size();
    if (arguments.format() == "json") {
        Json out = document();
        out.update(version_json(record));
        out["replaced"] = number_or_null(replaced);
        out["tests"] = tests;
        out["warnings"] = trial.build->findings().warnings();
        print(to_text(out));
        return;
    }
    const Style style(session.out);
    print(style.green("Version " + std::to_string(record.version) + " is published and current.") + "\n");
    print(detail("artifact", base::to_string(record.artifact)));
    print(detail("published", who_when(record.published_by, record.published_at)));
    if (!record.note.empty()) print(detail("note", shown(record.note)));
    print(detail("tests", tests == 0 ? "the set has no tests" : std::to_string(tests) + " passed"));
    if (record.signed_by) print(detail("signed by", record.signed_by->text()));
    if (replaced)
        print(detail("replaced", "version " + std::to_string(*replaced) + "; `parley republish " +
                                     std::to_string(*replaced) + "` puts it back"));
}

ExitCode run(const Arguments& arguments, Session& session) {
    const base::Result<std::unique_ptr<store::Store>> store = open_store(session);
    if (!store) return fail(store.error());
    PreparedChange change;
    ExitCode code = done;
    if (!change.prepare(arguments, find_command(session, "publish"), code)) return code;
    const base::Result<store::State> before = (*store)->state();
    if (!before) return fail(before.error());
    if (!before->draft) return fail(no_draft());
    const base::Result<base::Files> files = (*store)->files(before->draft->files);
    if (!files) return fail(files.error());
    const std::string directory = project_at(session.directory);
    tell_of_edits(directory, *before->draft);
    const DraftTrial trial = try_draft(*files, session);
    if (!trial.passes()) return refuse_trial(trial, arguments, session);
    store::Publish request;
    request.change = *change;
    request.draft = before->draft->sequence;
    if (const std::optional<std::string> expected = arguments.value("expect"))
        request.expect = parse_version(*expected).value_or(0);
    request.artifact = trial.build->compilation.artifact;
    const base::Result<store::VersionRecord> record = (*store)->publish(request);
    if (!record) return fail(record.error());
    move_marker(directory, before->store, *before->draft, *record);
    // Whoever was current before is what the store has compared: nothing else could be replaced.
    std::optional<store::Version> replaced = before->current ? std::optional(before->current->version) : std::nullopt;
    if (request.expect) replaced = *request.expect != 0 ? request.expect : std::nullopt;
    report(arguments, *record, replaced, trial, session);
    return done;
}

}  // namespace

Command publish_command() {
    return {
        "publish",
        "put the draft into production as the next version",
        "Compiles the draft, runs its tests, and makes it the next version and the current one, all at once; the "
        "draft is then cleared. Nothing is published where the draft does not compile or a test fails (exit code "
        "1), or where somebody published or re-published since the draft was begun (exit code 4).\n\n"
        "It is the draft as it was saved that is published: what the folder holds beside it is left out, and told.",
        {},
        {note_option(),
         by_option(),
         {"--expect", "N", "publish only if version N is current now (0: none), whatever the draft is based on", {}},
         key_option(),
         format_option({"text", "json"})},
        {{"parley publish -m \"Sunday hours\"", ""},
         {"parley publish --key care.key", "signed, for runtimes that trust care.key.pub alone"}},
        run};
}

}  // namespace parley::cli
