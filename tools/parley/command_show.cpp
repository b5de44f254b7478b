#include "tools/parley/chosen_sources.h"
#include "tools/parley/commands.h"
#include "tools/parley/conversation_text.h"
#include "tools/parley/engine_state.h"
#include "tools/parley/history.h"
#include "tools/parley/store_access.h"

namespace parley::cli {

namespace {

struct ShownVersion {
    store::VersionRecord record;
    bool is_current = false;
    base::Files files;
    std::vector<ListedRule> rules;
    std::size_t tests = 0;
};

base::Result<ShownVersion> look(store::Version version, const Session& session) {
    const base::Result<std::unique_ptr<store::Store>> store = open_store(session);
    if (!store) return store.error();
    const base::Result<store::State> state = (*store)->state();
    if (!state) return state.error();
    base::Result<store::VersionRecord> record = (*store)->version(version);
    if (!record) return record.error();
    const base::Result<std::shared_ptr<const bytecode::Artifact>> artifact = (*store)->artifact(record->artifact);
    if (!artifact) return artifact.error();
    base::Result<base::Files> files = (*store)->files(record->files);
    if (!files) return files.error();
    ShownVersion out;
    out.rules = rules_of(**artifact, *files);
    // The catalog alone is needed to read tests.
    out.tests = build_files(*files, "", {"load_catalog", true, {}, {}}, session)->tests.size();
    out.is_current = state->current && state->current->version == version;
    out.record = std::move(*record);
    out.files = std::move(*files);
    return out;
}

void print_text(const ShownVersion& version, bool sources, const Session& session) {
    const store::VersionRecord& record = version.record;
    const Style style(session.out);
    print(style.bold("Version " + std::to_string(record.version)) + (version.is_current ? ", current" : "") + "\n");
    print(detail("published", who_when(record.published_by, record.published_at)));
    if (!record.note.empty()) print(detail("note", shown(record.note)));
    print(detail("based on", basis_text(record.based_on)));
    print(detail("artifact", base::to_string(record.artifact) + ", " + counted(record.artifact_bytes, "byte")));
    print(detail("signed by", record.signed_by ? record.signed_by->text() : "nobody"));
    print(detail("holds", counted(version.rules.size(), "rule") + ", " + counted(version.tests, "test") + ", " +
                              counted(version.files.size(), "file")));
    print(style.bold("Rules") + "\n" + rule_list(version.rules, style));
    if (sources) print(sources_text(version.files, style));
}

void print_json(const ShownVersion& version, bool sources) {
    Json out = document();
    out.update(version_json(version.record));
    out["current"] = version.is_current;
    out["rules"] = rules_json(version.rules);
    out["tests"] = version.tests;
    out["number_of_files"] = version.files.size();
    if (sources) out["sources"] = sources_json(version.files);
    print(to_text(out));
}

ExitCode run_version(const std::string& what, const Arguments& arguments, Session& session) {
    const std::optional<store::Version> number = parse_version(what);
    if (!number)
        return refuse_usage(
            "`show` takes a version's number such as 2, or a conversation's such as C-1, not `" + shown(what) + "`",
            find_command(session, "show"));
    const base::Result<ShownVersion> version = look(*number, session);
    if (!version) return fail(version.error());
    if (arguments.format() == "json")
        print_json(*version, arguments.has("sources"));
    else
        print_text(*version, arguments.has("sources"), session);
    return done;
}

ExitCode run(const Arguments& arguments, Session& session) {
    const std::string what = *arguments.first("WHAT");
    const bool is_of_engine = is_conversation(what);
    const char* const foreign = is_of_engine ? "sources" : "state";
    if (arguments.has(foreign))
        return refuse_usage("--" + std::string(foreign) + " is for a " + (is_of_engine ? "version" : "conversation") +
                                ", and `" + shown(what) + "` is none",
                            find_command(session, "show"));
    return is_of_engine ? show_conversation(what, arguments, session) : run_version(what, arguments, session);
}

}  // namespace

Command show_command() {
    return {
        "show",
        "show one version, or one conversation",
        "Of a version, such as 2: who published it, when and why, what it was based on, its digest and signature, "
        "and its rules with their events. Of a conversation of the engine, such as C-1: its record, its tasks, all "
        "messages, what was decided at each moment, and the others that were opened for the same user.",
        {{"WHAT", "the number of a version (2) or of a conversation (C-1)", true, false}},
        {{"--sources", "", "of a version: print the files too", {}},
         {"--state", "FILE", "of a conversation: the engine's state (default: .parley/state.db in the project)", {}},
         format_option({"text", "json"})},
        {{"parley show 2", ""}, {"parley show 2 --sources", ""}, {"parley show C-1", ""}},
        run};
}

}  // namespace parley::cli
