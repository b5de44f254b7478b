// Two rule sets as programs, and files of events.
#pragma once

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "compiler/pipeline/pipeline.h"
#include "runtime/replay/replay.h"

// So that a failing check shows the lines.
template <>
struct doctest::StringMaker<std::vector<std::string>> {
    static doctest::String convert(const std::vector<std::string>& lines) {
        std::string out;
        for (const std::string& line : lines) out += "\n    " + line;
        return out.c_str();
    }
};

namespace tests {

using namespace parley;

inline constexpr const char* usual_catalog = "company: Acme\nqueues: [Default, Billing, Sales]\n";

inline std::shared_ptr<const vm::Program> compile(const std::string& rules,
                                                  const std::string& catalog = usual_catalog) {
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

// A rule for `starting` with these steps.
inline std::shared_ptr<const vm::Program> starting(const std::string& steps, const std::string& name = "r") {
    return compile("rule \"" + name + "\" on starting {\n" + steps + "\n}\n");
}

class EventFile {
public:
    explicit EventFile(const std::string& content) {
        char name[] = "/tmp/parley-replay-XXXXXX";
        const int descriptor = ::mkstemp(name);
        REQUIRE(descriptor >= 0);
        ::close(descriptor);
        path_ = name;
        std::ofstream(path_, std::ios::binary) << content;
    }
    ~EventFile() { std::remove(path_.c_str()); }
    EventFile(const EventFile&) = delete;
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

inline std::string event(const std::string& id, const std::string& conversation = "") {
    return R"({"id":")" + id + R"(","event":"starting","at":"2026-11-21T10:22:00Z","conversation":{)" + conversation +
           "}}\n";
}

inline replay::Report replayed(const vm::Program& before, const vm::Program& after, const std::string& events,
                               const replay::Options& options = {}) {
    const EventFile file(events);
    auto report = replay::replay(before, after, {file.path()}, options);
    if (!report) FAIL(report.error().message);
    return std::move(*report);
}

// "3x a; b"
inline std::vector<std::string> groups(const replay::Report& report) {
    std::vector<std::string> out;
    for (const replay::Group& group : report.groups) {
        std::string line = std::to_string(group.count) + "x";
        for (const std::string& change : group.changes) line += (line.ends_with('x') ? " " : "; ") + change;
        out.push_back(std::move(line));
    }
    return out;
}

}  // namespace tests
