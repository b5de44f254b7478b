// Tests of rules (*.test.yaml, commands.md): reading them, running them against a program, and what they cover.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "compiler/catalog/catalog.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"
#include "compiler/yaml/yaml.h"
#include "runtime/vm/execute.h"

namespace parley::testing {

struct RuleExpectation {
    std::string rule;
    std::string outcome;  // "taken 2", "taken 2.1", "else", "none" (fired, no branch taken), "not fired"
    source::Span span;
};

struct TestCase {
    std::string name;
    source::Span span;
    std::string event_json;  // one line, as on the wire
    std::optional<yaml::Node> expect, expect_includes;
    bool expect_none = false;
    std::vector<RuleExpectation> rules;
};

// Reads one file that is in the set. A test in error is a finding and left out.
std::vector<TestCase> read(source::FileId file, const source::SourceSet& sources, const catalog::Catalog& catalog,
                           diagnostics::Diagnostics& diagnostics);

struct Outcome {
    bool passed = false;
    std::vector<std::string> differences;  // a line each: expected beside actual
    std::string actual_json;               // the decision's actions
};

// What was reached, by index in the artifact. A test instruction counts both ways.
struct Coverage {
    std::vector<std::uint64_t> rules, branches, true_tests, false_tests;
    void resize(const bytecode::Artifact& artifact);
    void add(const vm::Trace& trace);
};

class Runner {
public:
    explicit Runner(const vm::Program& program);
    ~Runner();
    Outcome run(const TestCase& test, Coverage* coverage = nullptr);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

struct CoverageItem {
    std::string kind;  // "rule", "branch", "condition"
    std::string name;  // rule's name, "RULE branch 2.1", or the condition's text
    std::string file;
    std::uint32_t line;
    bool covered;
    std::string missing;  // "never fired", "never taken", "never false"
};
// In the order of the artifact; disabled rules are left out.
std::vector<CoverageItem> coverage_items(const bytecode::Artifact& artifact, const Coverage& coverage);

}  // namespace parley::testing
