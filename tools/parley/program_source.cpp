#include "tools/parley/program_source.h"

#include "runtime/bytecode/reader.h"
#include "tools/parley/project_build.h"

namespace parley::cli {

namespace {

LoadedProgram load(const base::Result<std::shared_ptr<const bytecode::Artifact>>& artifact) {
    if (!artifact) return {nullptr, fail(artifact.error())};
    base::Result<std::shared_ptr<const vm::Program>> program = vm::Program::load(*artifact);
    if (!program) return {nullptr, fail(program.error())};
    return {*program, done};
}

}  // namespace

LoadedProgram load_artifact(std::vector<std::byte> bytes) {
    return load(bytecode::Artifact::open(std::move(bytes)));
}

LoadedProgram load_program(const Arguments& arguments, const Session& session) {
    if (const std::optional<std::string> path = arguments.value("artifact"))
        return load(bytecode::Artifact::open_file(*path));
    const std::unique_ptr<ProjectBuild> build = build_or_report({}, session);
    if (!build) return {nullptr, answer_is_no};
    return load_artifact(std::move(build->compilation.artifact));
}

Option artifact_option() {
    return {"--artifact", "FILE", "decide by this artifact instead of the project's folder", {}};
}

}  // namespace parley::cli
