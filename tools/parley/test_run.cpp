#include "tools/parley/test_run.h"

#include "tools/parley/progress.h"

namespace parley::cli {

namespace {

// An artifact knows its rule files by their names alone; here they have a path.
std::string path_of(const std::string& name, const project::Project& project) {
    for (const source::FileId file : project.rules) {
        const std::string& path = project.sources.file(file).name();
        if (path == name || path.ends_with("/" + name)) return path;
    }
    return name;
}

}  // namespace

TestReport run_tests(const ProjectBuild& build, const vm::Program& program, const TestChoice& choice,
                     const Session& session) {
    Progress progress(session.err, "testing");
    testing::Runner runner(program);
    testing::Coverage coverage;
    coverage.resize(program.artifact());
    TestReport report;
    for (const testing::TestCase& test : build.tests) {
        progress.update(report.results.size(), build.tests.size());
        if (choice.names != nullptr && !choice.names->matches(test.name)) continue;
        TestResult result;
        result.name = test.name;
        result.file = build.project.sources.file(test.span.file).name();
        result.line = build.project.sources.position(test.span).line;
        result.outcome = runner.run(test, choice.coverage ? &coverage : nullptr);
        report.results.push_back(std::move(result));
    }
    if (choice.coverage) {
        report.coverage = CoverageReport{testing::coverage_items(program.artifact(), coverage)};
        for (testing::CoverageItem& item : report.coverage->items) item.file = path_of(item.file, build.project);
    }
    return report;
}

}  // namespace parley::cli
