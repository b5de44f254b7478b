#include "tools/parley/chosen_sources.h"
#include "tools/parley/commands.h"
#include "tools/parley/history.h"
#include "tools/parley/store_access.h"

namespace parley::cli {

namespace {

void print_text(const store::Draft& draft, const base::Files& files, const ProjectBuild& build, bool sources,
                const Session& session) {
    const Style style(session.out);
    print(style.bold("Draft") + "\n");
    print(detail("based on", basis_text(draft.based_on) + (draft.edited ? "" : ", not edited")));
    print(detail("saved", who_when(draft.saved_by, draft.saved_at)));
    print(detail("files", std::to_string(files.size()) + ", " + base::to_string(draft.files)));
    print(detail("findings", summary(build.findings())));
    print(style.bold("Rules") + "\n" + rule_list(rules_of(build), style));
    if (sources) print(sources_text(files, style));
}

ExitCode run(const Arguments& arguments, Session& session) {
    const base::Result<std::unique_ptr<store::Store>> store = open_store(session);
    if (!store) return fail(store.error());
    const base::Result<store::State> state = (*store)->state();
    if (!state) return fail(state.error());
    if (!state->draft) return fail(no_draft());
    const base::Result<base::Files> files = (*store)->files(state->draft->files);
    if (!files) return fail(files.error());
    const std::unique_ptr<ProjectBuild> build = build_files(*files, "", {"check", true, {}, {}}, session);
    if (arguments.format() != "json") {
        print_text(*state->draft, *files, *build, arguments.has("sources"), session);
        return done;
    }
    Json out = document();
    out["draft"] = draft_json(*state->draft);
    out["errors"] = build->findings().errors();
    out["warnings"] = build->findings().warnings();
    out["rules"] = rules_json(rules_of(*build));
    out["tests"] = build->tests.size();
    out["files"] = sources_json(*files);
    print(to_text(out));
    return done;
}

}  // namespace

Command draft_show_command() {
    return {"draft show",
            "show what the draft holds",
            "Prints who saved the draft, when, what it is based on, and its rules with their events; with --sources "
            "the files too. `parley diff` compares it with a version.",
            {},
            {{"--sources", "", "print the files too (JSON always has them)", {}}, format_option({"text", "json"})},
            {{"parley draft show", ""}, {"parley draft show --sources", ""}},
            run};
}

}  // namespace parley::cli
