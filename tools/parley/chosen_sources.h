// Which sources a command works on: a version's, the draft's, or those in the project's folder.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "runtime/store/store.h"
#include "tools/parley/arguments.h"
#include "tools/parley/project_build.h"

namespace parley::cli {

// `--version` and `--draft`; without them the folder.
std::vector<Option> source_options();

// A set of files that is kept in the store.
struct KeptSources {
    base::Files files;
    std::string shown;  // "version 2", "draft"
};

base::Result<KeptSources> version_sources(store::Store& store, store::Version version);
// That there is no draft, and what makes one.
base::Error no_draft();
base::Result<KeptSources> draft_sources(store::Store& store);

// What `--version` names.
std::optional<store::Version> chosen_version(const Arguments& arguments);

// The chosen sources compiled. Errors: they cannot be read; those of the rules are findings.
base::Result<std::unique_ptr<ProjectBuild>> build_chosen(const Arguments& arguments, const BuildOptions& options,
                                                         const Session& session);
// The same for commands that need a set without errors: what is wrong goes to stderr, `code` to the exit, and the
// result is empty.
std::unique_ptr<ProjectBuild> build_chosen_or_report(const Arguments& arguments, const BuildOptions& options,
                                                     const Session& session, ExitCode& code);

}  // namespace parley::cli
