#include <algorithm>

#include "compiler/diagnostics/suggest.h"
#include "compiler/testing/compare.h"
#include "compiler/testing/testing.h"
#include "runtime/wire/decision.h"
#include "runtime/wire/event.h"

namespace parley::testing {

namespace {

using bytecode::Artifact;

std::string place(const Artifact& artifact, std::uint32_t file, std::uint32_t line) {
    return std::string(artifact.string(artifact.files()[file].name)) + ":" + std::to_string(line);
}

std::string path_of(const Artifact& artifact, std::uint32_t branch) {
    return std::string(artifact.string(artifact.branches()[branch].path));
}

// The branch of the rule's outermost decisions that a taken branch lies in.
const bytecode::BranchRecord* outermost(const Artifact& artifact, std::uint32_t branch) {
    const bytecode::BranchRecord& taken = artifact.branches()[branch];
    const std::string path = path_of(artifact, branch);
    const std::string first = path.substr(0, path.find('.'));
    const bytecode::RuleRecord& rule = artifact.rules()[taken.rule];
    for (std::uint32_t i = rule.first_branch; i < rule.first_branch + rule.branch_count; ++i) {
        if (path_of(artifact, i) == first) return &artifact.branches()[i];
    }
    return nullptr;
}

bool has_outcome(const Artifact& artifact, const vm::RuleResult* fired, std::string_view outcome) {
    if (fired == nullptr) return outcome == "not fired";
    if (fired->branch == bytecode::none) return outcome == "none";
    if (outcome == "else" || outcome == "taken else") {
        const bytecode::BranchRecord* branch = outermost(artifact, fired->branch);
        return branch != nullptr && branch->is_else != 0;
    }
    if (!outcome.starts_with("taken ")) return false;
    const std::string path = path_of(artifact, fired->branch);
    const std::string wanted(outcome.substr(6));
    return path == wanted || path.starts_with(wanted + ".");
}

std::string describe_outcome(const Artifact& artifact, const vm::RuleResult* fired) {
    if (fired == nullptr) return "not fired";
    if (fired->branch == bytecode::none) return "none (fired, no branch taken)";
    const bytecode::BranchRecord& branch = artifact.branches()[fired->branch];
    return "taken " + path_of(artifact, fired->branch) + (branch.is_else != 0 ? " (an else)" : "") + ", " +
           place(artifact, branch.file, branch.line);
}

}  // namespace

struct Runner::Impl {
    explicit Impl(const vm::Program& program)
        : program(program), decoder(program), frame(program), machine(program), writer(program) {}

    const vm::Program& program;
    wire::EventDecoder decoder;
    vm::Frame frame;
    vm::Machine machine;
    wire::DecisionWriter writer;
    vm::Decision decision;
    vm::Trace trace;
    wire::EventHead head;
    std::string line;

    const Artifact& artifact() const { return program.artifact(); }

    std::optional<vm::RuleResult> fired(std::uint32_t rule) const {
        for (const vm::RuleResult& result : vm::fired_rules(frame, decision)) {
            if (result.rule == rule) return result;
        }
        return std::nullopt;
    }

    void check_actions(const TestCase& test, Outcome& outcome) {
        const std::vector<yaml::Node> actual = actual_actions(json_to_node(line));
        if (test.expect || test.expect_none) {
            const std::vector<yaml::Node> expected = test.expect ? test.expect->items : std::vector<yaml::Node>{};
            outcome.differences = compare_lists(expected, actual);
        }
        if (!test.expect_includes) return;
        for (const yaml::Node& wanted : test.expect_includes->items) {
            const bool found = std::any_of(actual.begin(), actual.end(),
                                           [&](const yaml::Node& action) { return matches(wanted, action); });
            if (found) continue;
            outcome.differences.push_back("expected among the actions: " + show_action(wanted, false));
            std::string all;
            for (const yaml::Node& action : actual) all += (all.empty() ? "" : ", ") + show_action(action, true);
            outcome.differences.push_back("the actual actions:         " + (all.empty() ? "none" : all));
        }
    }

    void check_rule(const RuleExpectation& expectation, Outcome& outcome) {
        const auto rules = artifact().rules();
        const auto found = std::find_if(rules.begin(), rules.end(), [&](const bytecode::RuleRecord& rule) {
            return artifact().string(rule.name) == expectation.rule;
        });
        if (found == rules.end()) {
            std::vector<std::string> names;
            for (const bytecode::RuleRecord& rule : rules) names.emplace_back(artifact().string(rule.name));
            const std::optional<std::string> near = diagnostics::nearest(expectation.rule, names);
            outcome.differences.push_back("there is no rule `" + expectation.rule + "`" +
                                          (near ? "; did you mean `" + *near + "`?" : ""));
            return;
        }
        const auto fired_rule = fired(static_cast<std::uint32_t>(found - rules.begin()));
        const vm::RuleResult* result = fired_rule ? &*fired_rule : nullptr;
        if (has_outcome(artifact(), result, expectation.outcome)) return;
        outcome.differences.push_back("rule `" + expectation.rule + "` expected: " + expectation.outcome);
        outcome.differences.push_back("rule `" + expectation.rule +
                                      "` actual:   " + describe_outcome(artifact(), result));
    }

    // How the event got where it got, so that a failure can be understood without running it again.
    void add_path(Outcome& outcome) {
        const std::vector<vm::RuleResult> rules = vm::fired_rules(frame, decision);
        if (rules.empty()) outcome.differences.emplace_back("path: no rule names this event");
        for (const vm::RuleResult& result : rules) {
            outcome.differences.push_back("path: `" +
                                          std::string(artifact().string(artifact().rules()[result.rule].name)) + "` " +
                                          describe_outcome(artifact(), &result));
        }
    }
};

Runner::Runner(const vm::Program& program) : impl_(std::make_unique<Impl>(program)) {}
Runner::~Runner() = default;

Outcome Runner::run(const TestCase& test, Coverage* coverage) {
    Impl& run = *impl_;
    Outcome outcome;
    run.decision.clear();
    if (const std::optional<wire::EventFault> fault = run.decoder.decode(test.event_json, run.frame, run.head)) {
        outcome.differences.push_back("the event is in error: " + fault->path + (fault->path.empty() ? "" : ": ") +
                                      fault->message);
        return outcome;
    }
    run.machine.execute(run.frame, run.decision, coverage != nullptr ? &run.trace : nullptr);
    if (coverage != nullptr) coverage->add(run.trace);
    run.line.clear();
    run.writer.write(run.frame, run.head, run.decision, {}, nullptr, run.line);
    outcome.actual_json = run.line;
    run.check_actions(test, outcome);
    for (const RuleExpectation& expectation : test.rules) run.check_rule(expectation, outcome);
    outcome.passed = outcome.differences.empty();
    if (!outcome.passed) run.add_path(outcome);
    return outcome;
}

}  // namespace parley::testing
