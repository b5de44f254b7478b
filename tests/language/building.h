// One rule set and its catalog through the whole compiler, as `parley check` and `parley decide` take it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compiler/pipeline/pipeline.h"
#include "runtime/vm/program.h"

namespace parley::building {

struct Built {
    source::SourceSet sources;
    pipeline::Compilation compilation;
    std::shared_ptr<const vm::Program> program;  // none where there were errors
};

// An empty catalog text stands for none.
std::unique_ptr<Built> build(const std::string& catalog, const std::string& rules);

// The codes of all findings of the gravity given or graver, in the order of their places.
std::vector<std::string> codes(const diagnostics::Diagnostics& diagnostics, diagnostics::Severity least);
std::string findings(const Built& built);  // as text, for messages

// The line that answers an event, with its path if asked for.
std::string decide(const Built& built, const std::string& event, bool explained = false);

}  // namespace parley::building
