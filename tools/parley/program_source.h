// The program that events are decided by: an artifact, or the project's folder compiled.
#pragma once

#include <memory>

#include "runtime/vm/program.h"
#include "tools/parley/arguments.h"
#include "tools/parley/session.h"

namespace parley::cli {

struct LoadedProgram {
    std::shared_ptr<const vm::Program> program;  // nullptr: `code` says why, and stderr has said it in words
    ExitCode code = done;
};

LoadedProgram load_program(const Arguments& arguments, const Session& session);
LoadedProgram load_artifact(std::vector<std::byte> bytes);

// `--artifact`, for the commands that take it.
Option artifact_option();

}  // namespace parley::cli
