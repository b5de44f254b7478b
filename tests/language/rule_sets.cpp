// The rule sets that come with the project: clean, tested to the last branch, and fit for their sample events.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "compiler/diagnostics/render.h"
#include "compiler/pipeline/pipeline.h"
#include "compiler/project/project.h"
#include "compiler/testing/testing.h"
#include "runtime/bytecode/reader.h"
#include "runtime/wire/decision.h"
#include "runtime/wire/event.h"

using namespace parley;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> rule_sets() {
    std::vector<std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(PARLEY_ROOT) / "rulesets")) {
        if (entry.path().filename() == "catalog.yaml") found.push_back(entry.path().parent_path().string());
    }
    std::sort(found.begin(), found.end());
    return found;
}

struct Loaded {
    diagnostics::Diagnostics diagnostics;
    project::Project project;
    pipeline::Compilation compilation;
    std::shared_ptr<const vm::Program> program;
    std::string findings;
};

std::unique_ptr<Loaded> load(const std::string& folder) {
    auto loaded = std::make_unique<Loaded>();
    loaded->project = project::load(folder, loaded->diagnostics);
    pipeline::Compilation& compilation = loaded->compilation;
    compilation.sources = &loaded->project.sources;
    compilation.catalog_file = loaded->project.catalog;
    compilation.rule_files = loaded->project.rules;
    pipeline::run(compilation);
    loaded->findings = diagnostics::render_text(loaded->diagnostics, loaded->project.sources) +
                       diagnostics::render_text(compilation.diagnostics, loaded->project.sources);
    if (compilation.diagnostics.has_errors()) return loaded;
    auto artifact = bytecode::Artifact::open(compilation.artifact);
    REQUIRE(artifact);
    auto program = vm::Program::load(artifact.value());
    REQUIRE(program);
    loaded->program = program.value();
    return loaded;
}

std::vector<testing::TestCase> tests_of(Loaded& loaded) {
    std::vector<testing::TestCase> tests;
    for (const source::FileId file : loaded.project.tests) {
        diagnostics::Diagnostics diagnostics;
        auto read = testing::read(file, loaded.project.sources, loaded.compilation.catalog, diagnostics);
        CHECK_MESSAGE(diagnostics.all().empty(), diagnostics::render_text(diagnostics, loaded.project.sources));
        std::move(read.begin(), read.end(), std::back_inserter(tests));
    }
    return tests;
}

// How many lines of a file were decided; a line in error fails.
std::size_t decide_all(const vm::Program& program, std::istream& in) {
    vm::Frame frame(program);
    wire::EventDecoder decoder(program);
    wire::EventHead head;
    vm::Machine machine(program);
    vm::Decision decision;
    std::size_t lines = 0, actions = 0;
    for (std::string line; std::getline(in, line); ++lines) {
        INFO(line);
        const auto fault = decoder.decode(line, frame, head);
        REQUIRE_MESSAGE(!fault, fault->path << ": " << fault->message);
        CHECK(head.ignored_events.empty());
        CHECK(head.ignored_members == 0);
        machine.execute(frame, decision);
        actions += decision.actions.size();
    }
    CHECK(actions > 0);
    return lines;
}

}  // namespace

TEST_CASE("the rule sets that come with the project are clean, and their tests pass and leave nothing out [S3.58]") {
    REQUIRE(rule_sets().size() >= 7);
    for (const std::string& folder : rule_sets()) {
        INFO(folder);
        const auto loaded = load(folder);
        CHECK_MESSAGE(loaded->compilation.diagnostics.errors() == 0, loaded->findings);
        CHECK_MESSAGE(loaded->compilation.diagnostics.warnings() == 0, loaded->findings);
        CHECK_MESSAGE(loaded->diagnostics.all().empty(), loaded->findings);
        REQUIRE(loaded->program);
        const auto tests = tests_of(*loaded);
        CHECK(!tests.empty());
        testing::Coverage coverage;
        coverage.resize(loaded->program->artifact());
        testing::Runner runner(*loaded->program);
        for (const testing::TestCase& test : tests) {
            const testing::Outcome outcome = runner.run(test, &coverage);
            CHECK_MESSAGE(outcome.passed, test.name << "\n" << nlohmann::json(outcome.differences).dump(1));
        }
        for (const testing::CoverageItem& item : testing::coverage_items(loaded->program->artifact(), coverage))
            CHECK_MESSAGE((item.covered || item.kind == "condition"), item.name << " " << item.missing);
    }
}

TEST_CASE("the starter rule set has the four default rules, which any number may join [S3.58]") {
    const auto loaded = load(std::string(PARLEY_ROOT) + "/rulesets/starter");
    std::vector<std::string> names;
    for (const check::Rule& rule : loaded->compilation.rules.rules) names.push_back(rule.name);
    CHECK(names == std::vector<std::string>{"Initial Queue Assignment", "Initial Auto Response",
                                            "Waiting in Queue Auto Responses", "Closing Auto Responses"});
}

TEST_CASE("sample events beside a rule set are decided without an error") {
    std::size_t files = 0;
    for (const std::string& folder : rule_sets()) {
        if (!fs::exists(folder + "/events")) continue;
        const auto loaded = load(folder);
        REQUIRE(loaded->program);
        for (const auto& entry : fs::directory_iterator(folder + "/events")) {
            INFO(entry.path().string());
            std::ifstream in(entry.path());
            CHECK(decide_all(*loaded->program, in) > 0);
            ++files;
        }
    }
    CHECK(files >= 2);
}

TEST_CASE("the service desk decides the log of a real one, where that is at hand") {
    std::ifstream in(std::string(PARLEY_ROOT) + "/../shared/data/incidents.jsonl");
    if (!in) {
        MESSAGE("the log is not here; nothing was decided");
        return;
    }
    const auto loaded = load(std::string(PARLEY_ROOT) + "/rulesets/service-desk");
    REQUIRE(loaded->program);
    CHECK(decide_all(*loaded->program, in) == 3025);
}

// What each test of the starter proves; the rule sets themselves are the users' and carry no numbers of ours.
TEST_CASE("the four default rules and both examples are proved by tests of their own") {
    struct Proof {
        const char* requirement;
        const char* folder;
        const char* test;
    };
    const Proof proofs[] = {
        {"[S3.69]", "starter", "example 1: the contact point End User Support goes to Default"},
        {"[S3.69]", "starter/examples/1-contact-point", "End User Support goes to Default"},
        {"[S3.70]", "starter", "example 2: any of contact point and platform will do"},
        {"[S3.70]", "starter/examples/2-any", "the platform alone is enough"},
        {"[S3.59, S3.60]", "starter", "sales goes where least is waiting"},
        {"[S3.71, S3.72]", "starter", "routed at the start: an agent is reading"},
        {"[S3.73, S3.74]", "starter", "queued at the start, agents busy: the wait is told"},
        {"[S3.74]", "starter", "queued at the start, off hours"},
        {"[S3.75, S3.76]", "starter", "nothing is sent twice within a quarter of an hour"},
        {"[S3.77]", "starter", "whoever writes while waiting is reminded"},
        {"[S3.78]", "starter", "closing is blank by default"},
    };
    for (const Proof& proof : proofs) {
        CAPTURE(proof.requirement);
        CAPTURE(proof.test);
        const auto loaded = load((fs::path(PARLEY_ROOT) / "rulesets" / proof.folder).string());
        REQUIRE_MESSAGE(loaded->program, loaded->findings);
        const std::vector<testing::TestCase> tests = tests_of(*loaded);
        const auto found =
            std::find_if(tests.begin(), tests.end(), [&](const auto& test) { return test.name == proof.test; });
        REQUIRE(found != tests.end());
        CHECK(testing::Runner(*loaded->program).run(*found).passed);
    }
}
