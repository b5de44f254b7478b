// A catalog, rules and tests compiled and run in memory.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/pipeline/pipeline.h"
#include "compiler/testing/testing.h"

namespace tests {

struct Bench {
    parley::source::SourceSet sources;
    parley::pipeline::Compilation compilation;
    std::vector<parley::testing::TestCase> cases;
    parley::diagnostics::Diagnostics findings;  // of the tests
    std::shared_ptr<const parley::vm::Program> program;

    // The text that a finding underlines.
    std::string underlined(std::size_t finding) const {
        return std::string(sources.text(findings.all().at(finding).primary.span));
    }
    parley::diagnostics::Code code(std::size_t finding) const { return findings.all().at(finding).code; }
    parley::testing::Outcome run(std::size_t test = 0) const {
        return parley::testing::Runner(*program).run(cases.at(test));
    }
};

std::unique_ptr<Bench> bench(std::string_view rules, std::string_view tests);

}  // namespace tests
