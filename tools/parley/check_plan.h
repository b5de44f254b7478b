// What the paths given to `check` mean: which projects to compile, and whose findings to show.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "runtime/base/result.h"
#include "tools/parley/project_build.h"

namespace parley::cli {

struct CheckPart {
    std::string directory;                 // of the project
    bool whole = false;                    // all its findings, whatever `paths` says
    std::vector<std::string> paths;        // files and folders of the project to which findings are restricted
    std::vector<std::string> other_rules;  // rule files outside of the project's own: a rule set by themselves
    std::vector<std::string> other_tests;
};

base::Result<std::vector<CheckPart>> plan_check(std::span<const std::string> paths, const std::string& directory);

// The findings about the part's files; `files` gets their number.
diagnostics::Diagnostics restrict_findings(const CheckPart& part, const ProjectBuild& build, std::size_t& files);

}  // namespace parley::cli
