#include "tools/parley/draft_trial.h"

#include "tools/parley/program_source.h"

namespace parley::cli {

DraftTrial try_draft(const base::Files& files, const Session& session) {
    DraftTrial trial;
    trial.build = build_files(files, "draft", {"write", true, {}, {}}, session);
    if (trial.build->findings().has_errors()) return trial;
    const LoadedProgram loaded = load_artifact(trial.build->compilation.artifact);
    PARLEY_ASSERT(loaded.program != nullptr);  // what was just written is opened as a reader would
    trial.report = run_tests(*trial.build, *loaded.program, {}, session);
    return trial;
}

}  // namespace parley::cli
