// The program that events are decided by: a version of the store, the draft, an artifact, or the project's folder.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "runtime/vm/program.h"
#include "tools/parley/arguments.h"
#include "tools/parley/session.h"

namespace parley::cli {

struct LoadedProgram {
    std::shared_ptr<const vm::Program> program;  // nullptr: `code` says why, and stderr has said it in words
    ExitCode code = done;
    std::optional<std::uint64_t> version = {};  // of the store, where it came from there
};

// As the options below say. Without one of them: the store's current version, else the folder compiled. Who only
// decides needs less verified.
LoadedProgram load_program(const Arguments& arguments, const Session& session,
                           bytecode::Verify extent = bytecode::Verify::all);
LoadedProgram load_artifact(std::vector<std::byte> bytes);

// `--artifact`, `--version`, `--draft`, `--folder` and `--trust`, for the commands that decide.
std::vector<Option> program_options();

}  // namespace parley::cli
