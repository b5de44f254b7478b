#include "tools/parley/chosen_sources.h"

#include "tools/parley/store_access.h"

namespace parley::cli {

std::vector<Option> source_options() {
    return {{"--version", "N", "work on this version instead of the folder", {}, false, false, "source"},
            {"--draft", "", "work on the draft as it was saved instead of the folder", {}, false, false, "source"}};
}

base::Result<KeptSources> version_sources(store::Store& store, store::Version version) {
    const base::Result<store::VersionRecord> record = store.version(version);
    if (!record) return record.error();
    base::Result<base::Files> files = store.files(record->files);
    if (!files) return files.error();
    return KeptSources{std::move(*files), "version " + std::to_string(version)};
}

base::Error no_draft() {
    return {base::ErrorKind::not_found,
            "there is no draft; `parley draft save` makes one of the folder, `parley draft "
            "new` of a version"};
}

base::Result<KeptSources> draft_sources(store::Store& store) {
    const base::Result<store::State> state = store.state();
    if (!state) return state.error();
    if (!state->draft) return no_draft();
    base::Result<base::Files> files = store.files(state->draft->files);
    if (!files) return files.error();
    return KeptSources{std::move(*files), "draft"};
}

std::optional<store::Version> chosen_version(const Arguments& arguments) {
    const std::optional<std::string> text = arguments.value("version");
    return text ? parse_version(*text) : std::nullopt;
}

base::Result<std::unique_ptr<ProjectBuild>> build_chosen(const Arguments& arguments, const BuildOptions& options,
                                                         const Session& session) {
    const std::optional<store::Version> version = chosen_version(arguments);
    if (!version && !arguments.has("draft")) return build_project(project_at(session.directory), options, session);
    base::Result<std::unique_ptr<store::Store>> store = open_store(session);
    if (!store) return store.error();
    const base::Result<KeptSources> sources = version ? version_sources(**store, *version) : draft_sources(**store);
    if (!sources) return sources.error();
    return build_files(sources->files, sources->shown, options, session);
}

std::unique_ptr<ProjectBuild> build_chosen_or_report(const Arguments& arguments, const BuildOptions& options,
                                                     const Session& session, ExitCode& code) {
    base::Result<std::unique_ptr<ProjectBuild>> build = build_chosen(arguments, options, session);
    if (!build) {
        code = fail(build.error());
        return nullptr;
    }
    code = answer_is_no;
    if (report_errors(**build, session)) return nullptr;
    code = done;
    return std::move(*build);
}

}  // namespace parley::cli
