#include "tests/language/building.h"

#include "compiler/diagnostics/render.h"
#include "runtime/bytecode/reader.h"
#include "runtime/wire/decision.h"

namespace parley::building {

std::unique_ptr<Built> build(const std::string& catalog, const std::string& rules) {
    auto built = std::make_unique<Built>();
    pipeline::Compilation& compilation = built->compilation;
    compilation.sources = &built->sources;
    if (!catalog.empty()) compilation.catalog_file = built->sources.add("catalog.yaml", catalog);
    compilation.rule_files = {built->sources.add("rules/rules.parley", rules)};
    pipeline::run(compilation);
    if (compilation.diagnostics.has_errors()) return built;
    auto artifact = bytecode::Artifact::open(compilation.artifact);
    if (!artifact) return built;
    if (auto program = vm::Program::load(artifact.value())) built->program = program.value();
    return built;
}

std::vector<std::string> codes(const diagnostics::Diagnostics& diagnostics, diagnostics::Severity least) {
    std::vector<std::string> found;
    for (const diagnostics::Diagnostic& diagnostic : diagnostics.all()) {
        if (diagnostic.severity <= least) found.emplace_back(diagnostics::info(diagnostic.code).id);
    }
    return found;
}

std::string findings(const Built& built) {
    return diagnostics::render_text(built.compilation.diagnostics, built.sources);
}

std::string decide(const Built& built, const std::string& event, bool explained) {
    const vm::Program& program = *built.program;
    vm::Frame frame(program);
    wire::EventDecoder decoder(program);
    wire::EventHead head;
    std::string line;
    if (const auto fault = decoder.decode(event, frame, head)) {
        wire::write_fault(head, 1, *fault, line);
        return line;
    }
    vm::Decision decision;
    vm::Trace trace;
    vm::Machine(program).execute(frame, decision, &trace);
    wire::write_decision(program, frame, head, decision, {}, explained ? &trace : nullptr, line);
    return line;
}

}  // namespace parley::building
