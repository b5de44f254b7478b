#include "tools/parley/program_source.h"

#include "runtime/bytecode/reader.h"
#include "tools/parley/chosen_sources.h"
#include "tools/parley/store_access.h"

namespace parley::cli {

namespace {

using OpenedArtifact = base::Result<std::shared_ptr<const bytecode::Artifact>>;

LoadedProgram load(const OpenedArtifact& artifact) {
    if (!artifact) return {nullptr, fail(artifact.error())};
    base::Result<std::shared_ptr<const vm::Program>> program = vm::Program::load(*artifact);
    if (!program) return {nullptr, fail(program.error())};
    return {*program, done};
}

LoadedProgram load_from_store(store::Store& store, store::Version version, const base::Digest& artifact,
                              bytecode::Verify extent) {
    LoadedProgram loaded = load(store.artifact(artifact, extent));
    if (loaded.program != nullptr) loaded.version = version;
    return loaded;
}

LoadedProgram load_version(store::Store& store, store::Version version, const signing::Trust* trust,
                           bytecode::Verify extent) {
    const base::Result<store::VersionRecord> record = store.version(version);
    if (!record) return {nullptr, fail(record.error())};
    if (trust != nullptr) {
        if (const base::Result<base::Done> trusted = store.trusted(*record, *trust); !trusted)
            return {nullptr, fail(trusted.error())};
    }
    return load_from_store(store, version, record->artifact, extent);
}

LoadedProgram load_current(store::Store& store, const store::Release& release, const signing::Trust* trust,
                           bytecode::Verify extent) {
    if (trust != nullptr) {
        if (const base::Result<base::Done> trusted = store.trusted(release, *trust); !trusted)
            return {nullptr, fail(trusted.error())};
    }
    return load_from_store(store, release.version, release.artifact, extent);
}

// Which program it is, for somebody who watches.
void tell(const Session& session, const std::string& what) {
    if (session.err.is_terminal) hint("Deciding by " + what + ".\n");
}

LoadedProgram load_sources(const Arguments& arguments, const Session& session) {
    ExitCode code = done;
    const std::unique_ptr<ProjectBuild> build = build_chosen_or_report(arguments, {}, session, code);
    if (!build) return {nullptr, code};
    return load_artifact(std::move(build->compilation.artifact));
}

}  // namespace

LoadedProgram load_artifact(std::vector<std::byte> bytes) {
    return load(bytecode::Artifact::open(std::move(bytes)));
}

LoadedProgram load_program(const Arguments& arguments, const Session& session, bytecode::Verify extent) {
    const std::vector<std::string>& keys = arguments.values("trust");
    const std::optional<std::string> path = arguments.value("artifact");
    const bool has_sources = arguments.has("draft") || arguments.has("folder");
    if (!keys.empty() && (path || has_sources))
        return {nullptr,
                refuse_usage("--trust is for versions, which can be signed; an artifact by itself, a draft and "
                             "a folder cannot")};
    if (path) return load(bytecode::Artifact::open_file(*path, extent));
    if (has_sources) return load_sources(arguments, session);
    const base::Result<signing::Trust> read = signing::Trust::read(keys);
    if (!read) return {nullptr, fail(read.error())};
    const signing::Trust* const trust = keys.empty() ? nullptr : &*read;
    const base::Result<std::unique_ptr<store::Store>> store = open_store(session);
    if (!store) return {nullptr, fail(store.error())};
    if (const std::optional<store::Version> version = chosen_version(arguments))
        return load_version(**store, *version, trust, extent);
    const base::Result<store::State> state = (*store)->state();
    if (!state) return {nullptr, fail(state.error())};
    if (state->current) {
        tell(session,
             "version " + std::to_string(state->current->version) + ", the current one of " + store_location(session));
        return load_current(**store, *state->current, trust, extent);
    }
    if (trust != nullptr)
        return {nullptr, fail(bad_input, "nothing is published in " + store_location(session) +
                                             ", so there is nothing that a key could have signed")};
    tell(session, "the folder, for nothing is published in " + store_location(session));
    return load_sources(arguments, session);
}

std::vector<Option> program_options() {
    return {
        {"--artifact", "FILE", "decide by this artifact", {}, false, false, "source"},
        {"--version",
         "N",
         "decide by this version (default: the current one, else the folder)",
         {},
         false,
         false,
         "source"},
        {"--draft", "", "decide by the draft as it was saved", {}, false, false, "source"},
        {"--folder", "", "decide by the project's folder as it is, whatever is published", {}, false, false, "source"},
        {"--trust", "FILE.pub", "only by a version that this key signed; may be given several times", {}, false, true}};
}

}  // namespace parley::cli
