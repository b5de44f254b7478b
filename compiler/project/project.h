// A project folder (commands.md): parley.yaml, the catalog, rules and tests, read into one SourceSet.
//
//   parley.yaml            name, catalog, folders, lint levels          (optional: the defaults below serve)
//   catalog.yaml           the tenant's vocabulary
//   rules/*.parley         the rule set, in the byte order of file names; only files directly in the folder
//   tests/*.test.yaml      tests of the rules
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"
#include "runtime/base/file_set.h"
#include "runtime/base/result.h"

namespace parley::project {

struct LintLevel {
    diagnostics::Code code;
    std::optional<diagnostics::Severity> level;  // nullopt: off
};

struct Project {
    std::string directory;  // as given or found
    std::string name;       // parley.yaml's, else the folder's
    source::SourceSet sources;
    source::FileId settings = source::no_file;  // parley.yaml
    source::FileId catalog = source::no_file;
    std::vector<source::FileId> rules;  // in the set's order
    std::vector<source::FileId> tests;  // in the byte order of names
    std::vector<LintLevel> lint_levels;
};

// `directory`, or the nearest folder above it that has a catalog.yaml; `directory` itself if none has.
std::string find_project(const std::string& directory);

struct Limits {
    std::size_t file_bytes = source::Limits{}.file_bytes;  // a larger file is refused unread
    std::size_t project_bytes = 256u << 20;                // of all files together; lower both to bound memory
};

// Reads everything. File names in findings are relative to the folder one works in. What cannot be read is a finding.
Project load(const std::string& directory, diagnostics::Diagnostics& diagnostics, const Limits& limits = {});

// The project's files as they are on disk, for keeping: parley.yaml, the catalog, rules and tests, nothing else. They
// need not be in order. Errors: what cannot be read, and paths of parley.yaml that lead out of the project.
base::Result<base::Files> read_files(const std::string& directory, const Limits& limits = {});

// The same project from memory. In findings its files stand as `shown` and their paths ("version 2/rules/10.parley").
Project from_files(const base::Files& files, const std::string& shown, diagnostics::Diagnostics& diagnostics,
                   const Limits& limits = {});

}  // namespace parley::project
