// Private to compiler/project: what parley.yaml says, over the defaults.
#pragma once

#include <string>
#include <vector>

#include "compiler/project/project.h"

namespace parley::project {

// A path of the project, and where parley.yaml names it, if it does.
struct NamedPath {
    std::string path;
    source::Span span;
};

struct Settings {
    std::string name;  // empty: not given
    NamedPath catalog{"catalog.yaml", {}};
    NamedPath rules{"rules", {}};
    NamedPath tests{"tests", {}};
    std::vector<LintLevel> lint_levels;
};

Settings read_settings(source::FileId file, const source::SourceSet& sources, diagnostics::Diagnostics& diagnostics);

}  // namespace parley::project
