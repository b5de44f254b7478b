// A project folder read and compiled, as every command that needs one does it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/pipeline/pipeline.h"
#include "compiler/project/project.h"
#include "compiler/testing/testing.h"
#include "tools/parley/session.h"

namespace parley::cli {

struct ProjectBuild {
    project::Project project;
    pipeline::Compilation compilation;  // with all findings, those of the project and of its tests too
    std::vector<testing::TestCase> tests;

    const diagnostics::Diagnostics& findings() const { return compilation.diagnostics; }
};

struct BuildOptions {
    std::string_view last_phase = "write";
    bool tests = false;                    // read the test files too
    std::vector<std::string> other_rules;  // not empty: these files are the rule set in place of the project's
    std::vector<std::string> other_tests;  // read beside or in place of the project's tests
};

// The folder itself where it is a project (it has a catalog.yaml, parley.yaml or rules), else the nearest one above
// with a catalog, else the folder.
std::string project_at(const std::string& directory);

// `directory` is a project's.
std::unique_ptr<ProjectBuild> build_project(const std::string& directory, const BuildOptions& options,
                                            const Session& session);

// Of files in memory (a version, a draft); `shown` stands before their paths in findings.
std::unique_ptr<ProjectBuild> build_files(const base::Files& files, const std::string& shown,
                                          const BuildOptions& options, const Session& session);

// Shows the errors on stderr, with their number; false if there are none.
bool report_errors(const ProjectBuild& build, const Session& session);

// The project's folder, for commands that need a set without errors: findings go to stderr and the result is empty if
// there are any.
std::unique_ptr<ProjectBuild> build_or_report(const BuildOptions& options, const Session& session);

// "2 errors, 1 warning"
std::string summary(const diagnostics::Diagnostics& findings);

}  // namespace parley::cli
