// Running the tests of a set that was compiled, for `test` and for `publish`.
#pragma once

#include <memory>

#include "runtime/value/pattern.h"
#include "tools/parley/project_build.h"
#include "tools/parley/test_report.h"

namespace parley::cli {

struct TestChoice {
    std::shared_ptr<const value::Pattern> names;  // nullptr: all tests
    bool coverage = false;
};

TestReport run_tests(const ProjectBuild& build, const vm::Program& program, const TestChoice& choice,
                     const Session& session);

}  // namespace parley::cli
