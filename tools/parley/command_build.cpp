#include "runtime/base/file.h"
#include "runtime/bytecode/reader.h"
#include "tools/parley/arguments.h"
#include "tools/parley/commands.h"
#include "tools/parley/json.h"
#include "tools/parley/project_build.h"

namespace parley::cli {

namespace {

ExitCode run(const Arguments& arguments, Session& session) {
    const std::unique_ptr<ProjectBuild> build = build_or_report({}, session);
    if (!build) return answer_is_no;
    const std::vector<std::byte>& bytes = build->compilation.artifact;
    // What is written is opened first as a reader would: nothing leaves that the verifier would refuse.
    const auto opened = bytecode::Artifact::open(bytes);
    PARLEY_ASSERT(opened.ok());
    const bytecode::Artifact& artifact = **opened;
    const std::string path = *arguments.value("output");
    const base::Result<base::Done> written =
        base::replace_file(path, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    if (!written) return fail(written.error());
    const std::string digest = base::to_string(artifact.digest());
    if (arguments.format() == "json") {
        Json out = document();
        out["file"] = path;
        out["artifact"] = digest;
        out["bytes"] = bytes.size();
        out["rules"] = artifact.rules().size();
        out["budget"] = artifact.manifest().budget;
        out["warnings"] = build->findings().warnings();
        print(to_text(out));
        return done;
    }
    print(path + "\n  artifact  " + digest + "\n  size      " + counted(bytes.size(), "byte") + "\n  rules     " +
          std::to_string(artifact.rules().size()) + "\n  budget    at most " +
          counted(artifact.manifest().budget, "instruction") + " for one event line\n");
    if (build->findings().warnings() != 0)
        hint(counted(build->findings().warnings(), "warning") + "; `parley check` shows them\n");
    return done;
}

}  // namespace

Command build_command() {
    return {"build",
            "compile rules and catalog to one artifact",
            "Writes one file that holds everything a decision needs: bytecode, catalog and sources. The same sources "
            "and catalog always give the same bytes, and so the same digest. Nothing is written if there is an error.",
            {},
            {{"-o,--output", "FILE", "the artifact to write; replaced as a whole", {}, true},
             format_option({"text", "json"})},
            {{"parley build -o care.parleyc", "the project in this folder or above"}},
            run};
}

}  // namespace parley::cli
