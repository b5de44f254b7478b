#include "tests/harness/harness.h"

#include <nlohmann/json.hpp>
#include <set>

#include "compiler/check/check.h"
#include "compiler/diagnostics/render.h"
#include "compiler/emit/emit.h"
#include "compiler/syntax/parse.h"
#include "runtime/wire/decision.h"
#include "tests/reference/evaluator.h"
#include "tests/runtime/bytecode/plan_limits.h"

namespace parley::differential {

namespace {

// Merge fields without a value are a set: the page gives them no order.
std::string normal(nlohmann::json actions) {
    for (auto& action : actions) {
        if (!action.contains("missing")) continue;
        const auto names = action["missing"].get<std::set<std::string>>();
        action["missing"] = names;
    }
    return actions.dump(1);
}

std::shared_ptr<const vm::Program> load(std::vector<std::byte> bytes, std::string& findings) {
    const auto artifact = bytecode::Artifact::open(std::move(bytes));
    if (!artifact) {
        findings = artifact.error().message;
        return nullptr;
    }
    const auto program = vm::Program::load(*artifact);
    if (!program) findings = program.error().message;
    return program ? *program : nullptr;
}

}  // namespace

Harness::Harness(const std::string& catalog_text) : catalog_text_(catalog_text) {
    diagnostics::Diagnostics diagnostics;
    const source::FileId file = catalog_sources_.add("catalog.yaml", catalog_text);
    catalog_ = catalog::load(file, catalog_sources_, diagnostics);
    const std::string findings = diagnostics::render_text(diagnostics, catalog_sources_);
    if (diagnostics.has_errors()) std::fprintf(stderr, "%s", findings.c_str());
    PARLEY_ASSERT(!diagnostics.has_errors());
}

std::unique_ptr<Compiled> Harness::compile(const std::string& rules) const {
    auto compiled = std::make_unique<Compiled>();
    diagnostics::Diagnostics diagnostics;
    const source::FileId catalog_file = compiled->sources.add("catalog.yaml", catalog_text_);
    const source::FileId file = compiled->sources.add("rules/rules.parley", rules);
    const auto is_action = [&](std::string_view word) { return catalog_.find_action(word).has_value(); };
    const std::vector<syntax::Tree> trees = {syntax::parse(file, compiled->sources, is_action, diagnostics)};
    compiled->rules = check::check(trees, catalog_, compiled->sources, diagnostics);
    if (diagnostics.has_errors()) {
        diagnostics.sort();
        compiled->findings = diagnostics::render_text(diagnostics, compiled->sources);
        return compiled;
    }
    const bytecode::Tables tables = emit::emit({compiled->rules, catalog_, compiled->sources, catalog_file, {file}});
    compiled->program = load(bytecode::write_artifact(tables), compiled->findings);
    for (const bytecode::PlanLimits& limits : {bytecode::all_sifted, bytecode::all_woken, bytecode::none_sifted})
        compiled->indexed.push_back(load(bytecode::write_artifact(tables, limits), compiled->findings));
    return compiled;
}

namespace {

std::string actions_by(const vm::Program& program, const std::string& event) {
    vm::Frame frame(program);
    wire::EventDecoder decoder(program);
    wire::EventHead head;
    vm::Decision decision, traced;
    vm::Trace trace;
    std::string line;
    if (decoder.decode(event, frame, head)) return "error";
    vm::Machine machine(program);
    machine.execute(frame, traced, &trace);
    machine.execute(frame, decision);
    const auto same = [](const vm::RuleResult& a, const vm::RuleResult& b) {
        return a.rule == b.rule && a.event == b.event && a.branch == b.branch;
    };
    if (!std::equal(traced.rules.begin(), traced.rules.end(), decision.rules.begin(), decision.rules.end(), same))
        return "other branches";
    if (decision.instructions > traced.instructions) return "more instructions";
    wire::write_decision(program, frame, head, decision, {}, nullptr, line);
    return nlohmann::json::parse(line)["actions"].dump();
}

}  // namespace

std::string vm_answer(const Compiled& compiled, const std::string& event) {
    const vm::Program& program = *compiled.program;
    vm::Frame frame(program);
    wire::EventDecoder decoder(program);
    wire::EventHead head;
    if (const auto fault = decoder.decode(event, frame, head)) return "error";
    vm::Decision decision;
    vm::Trace trace;
    vm::Machine(program).execute(frame, decision);
    std::string line, traced;
    wire::write_decision(program, frame, head, decision, {}, nullptr, line);
    // Tracing may not change what is decided.
    vm::Machine(program).execute(frame, decision, &trace);
    wire::write_decision(program, frame, head, decision, {}, nullptr, traced);
    if (line != traced) return "traced and untraced differ:\n" + line + "\n" + traced;
    for (const auto& indexed : compiled.indexed) {
        const std::string by_index = actions_by(*indexed, event);
        if (nlohmann::json::parse(line)["actions"].dump() != by_index)
            return "the index differs:\n" + line + "\n" + by_index;
    }
    if (decision.instructions > program.artifact().manifest().budget) return "over budget";
    return normal(nlohmann::json::parse(line)["actions"]);
}

std::string reference_answer(const Harness& harness, const Compiled& compiled, const std::string& event) {
    const auto read = reference::read_event(event, harness.catalog());
    if (!read) return "error";
    return normal(nlohmann::json::parse(reference::decide(compiled.rules, harness.catalog(), compiled.sources, *read)));
}

namespace {

// The tests on the VM's way that the reference evaluator answers otherwise, by their source text.
std::string differing_tests(const Harness& harness, const Compiled& compiled, const std::string& event) {
    const vm::Program& program = *compiled.program;
    const bytecode::Artifact& artifact = program.artifact();
    vm::Frame frame(program);
    wire::EventDecoder decoder(program);
    wire::EventHead head;
    const auto read = reference::read_event(event, harness.catalog());
    if (decoder.decode(event, frame, head) || !read) return "one of them refuses the event\n";
    vm::Decision decision;
    vm::Trace trace;
    vm::Machine(program).execute(frame, decision, &trace);
    std::string report;
    catalog::EventId fired = 0;
    for (const vm::TraceStep& step : trace) {
        if (step.kind == vm::TraceStep::Kind::rule) fired = step.event;
        if (step.kind != vm::TraceStep::Kind::test) continue;
        const bytecode::DebugRecord& place = artifact.debug()[step.index];
        for (check::ConditionId id = 0; id < compiled.rules.conditions.size(); ++id) {
            const check::Condition& condition = compiled.rules.conditions[id];
            const bool single =
                condition.kind == check::Condition::Kind::test && condition.test.op != check::TestOp::changed;
            if (!single || condition.span.begin != place.begin || condition.span.end != place.end) continue;
            if (reference::holds(compiled.rules, harness.catalog(), *read, id, fired) == step.result) continue;
            report += "test: " + std::string(compiled.sources.text(condition.span)) +
                      (step.result ? " (VM: true)\n" : " (VM: false)\n");
        }
    }
    return report;
}

}  // namespace

std::string compare(const Harness& harness, const Compiled& compiled, const std::string& rules,
                    const std::string& event) {
    const std::string vm = vm_answer(compiled, event);
    const std::string reference = reference_answer(harness, compiled, event);
    if (vm == reference) return {};
    return "rules:\n" + rules + "\nevent:\n" + event + "\nVM:\n" + vm + "\nreference:\n" + reference + "\n" +
           differing_tests(harness, compiled, event);
}

}  // namespace parley::differential
