// A small rule set from its text to decisions on the wire.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "compiler/pipeline/pipeline.h"
#include "runtime/vm/execute.h"
#include "runtime/wire/decision.h"
#include "runtime/wire/event.h"

namespace parley::tests {

inline std::shared_ptr<const vm::Program> compile(const std::string& rules, const std::string& catalog) {
    source::SourceSet sources;
    pipeline::Compilation compilation;
    compilation.sources = &sources;
    compilation.catalog_file = sources.add("catalog.yaml", catalog);
    compilation.rule_files = {sources.add("rules.parley", rules)};
    pipeline::run(compilation);
    for (const auto& finding : compilation.diagnostics.all()) {
        if (finding.severity == diagnostics::Severity::error) FAIL(finding.message);
    }
    auto artifact = bytecode::Artifact::open(std::move(compilation.artifact));
    if (!artifact) FAIL(artifact.error().message);
    auto program = vm::Program::load(*artifact);
    if (!program) FAIL(program.error().message);
    return *program;
}

// Decodes, executes and writes lines, as `decide` does.
class Engine {
public:
    explicit Engine(const std::string& rules, const std::string& catalog = "company: Acme\n")
        : program_(compile(rules, catalog)), frame_(*program_), decoder_(*program_), machine_(*program_) {}

    // The whole line; `explain` with the path.
    std::string decide(const std::string& json, bool explain = false, const wire::DecisionOptions& options = {}) {
        std::string out;
        if (const auto fault = decoder_.decode(json, frame_, head_)) {
            wire::write_fault(head_, 1, *fault, out);
            return out;
        }
        machine_.execute(frame_, decision_, explain ? &trace_ : nullptr);
        wire::write_decision(*program_, frame_, head_, decision_, options, explain ? &trace_ : nullptr, out);
        return out;
    }
    // What follows `"actions":`, without the object's closing brace.
    std::string actions(const std::string& json, bool explain = false) {
        const std::string line = decide(json, explain);
        const std::size_t begin = line.find("\"actions\":");
        REQUIRE(begin != std::string::npos);
        return line.substr(begin + 10, line.size() - begin - 11);
    }
    // Of an event `starting` with these further members.
    std::string starting(const std::string& members, bool explain = false) {
        const std::string comma = members.empty() ? "" : ",";
        return actions(R"({"event":"starting","at":"2026-11-21T10:22:00Z")" + comma + members + "}", explain);
    }
    const std::string& digest() const { return program_->digest_text(); }

private:
    std::shared_ptr<const vm::Program> program_;
    vm::Frame frame_;
    wire::EventDecoder decoder_;
    vm::Machine machine_;
    vm::Decision decision_;
    vm::Trace trace_;
    wire::EventHead head_;
};

}  // namespace parley::tests
