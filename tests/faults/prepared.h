// A target's folder made ready once, to be copied for each run.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/faults/expectation.h"
#include "tests/faults/folder.h"
#include "tests/faults/tracing.h"

namespace faults {

struct Prepared {
    const Target target;
    Folder folder;
    Tree tree;
    Expectation expected;
    std::vector<Call> calls;  // of the command there

    // Those from the first that can change a file: whatever stops the command before it has stopped nothing.
    std::vector<Call> changing_calls() const;
    // Those of the program itself, without its loader.
    std::vector<Call> own_calls() const;
};

// Throws where the command does not succeed, or does nothing.
std::unique_ptr<Prepared> prepare(const Target& target);

}  // namespace faults
