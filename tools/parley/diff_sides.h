// What `parley diff` compares: versions, the draft, folders and artifacts, each with its trees and, for events, its
// program.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/diff/diff.h"
#include "runtime/vm/program.h"
#include "tools/parley/project_build.h"

namespace parley::cli {

struct DiffSide {
    enum class Kind { version, draft, folder, artifact } kind = Kind::folder;
    std::string name;  // "version 2", "the draft", "the folder", "care.parleyc"
    std::optional<std::uint64_t> version;
    std::string digest;        // of the artifact, where there is one: "b2:…"
    std::string explained_by;  // what makes `parley explain` decide by it, such as "--version 2"
    std::unique_ptr<ProjectBuild> build;
    std::optional<yaml::Node> catalog;             // nullopt: it is no YAML
    std::optional<std::vector<yaml::Node>> tests;  // a document each file; nullopt: one is no YAML, or an artifact
    std::optional<yaml::Node> settings;            // parley.yaml; nullopt: the same
    std::shared_ptr<const vm::Program> program;    // where events are to be decided and there are no errors

    std::size_t errors() const { return build->findings().errors(); }
    diff::Side tree() const;
    // "draft/rules/10.parley:7"
    std::string place(source::Span span) const;
};

struct DiffSides {
    std::vector<DiffSide> sides;  // before and after; empty: `code` says why, and stderr has said it in words
    ExitCode code = done;
};

// Each operand is a version's number, `current`, `draft`, a folder or an artifact. With one, the other is the draft, or
// the folder where there is none; with none, it is what is current against that. `decides`: load the programs too.
DiffSides load_sides(const std::vector<std::string>& operands, bool decides, const Session& session);

}  // namespace parley::cli
