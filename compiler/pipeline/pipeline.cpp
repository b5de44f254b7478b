#include "compiler/pipeline/pipeline.h"

#include <array>

#include "compiler/analysis/analysis.h"
#include "compiler/check/check.h"
#include "compiler/emit/emit.h"
#include "compiler/syntax/parse.h"

namespace parley::pipeline {

namespace {

void load_catalog(Compilation& compilation) {
    compilation.catalog = compilation.catalog_file == source::no_file
                              ? catalog::built_in()
                              : catalog::load(compilation.catalog_file, *compilation.sources, compilation.diagnostics);
}

void parse(Compilation& compilation) {
    const auto is_action = [&](std::string_view word) { return compilation.catalog.find_action(word).has_value(); };
    for (const source::FileId file : compilation.rule_files)
        compilation.trees.push_back(syntax::parse(file, *compilation.sources, is_action, compilation.diagnostics));
}

void check(Compilation& compilation) {
    compilation.rules =
        check::check(compilation.trees, compilation.catalog, *compilation.sources, compilation.diagnostics);
}

void analyse(Compilation& compilation) {
    analysis::analyse(compilation.rules, compilation.catalog, *compilation.sources, compilation.diagnostics);
}

void emit(Compilation& compilation) {
    compilation.tables = emit::emit({compilation.rules, compilation.catalog, *compilation.sources,
                                     compilation.catalog_file, compilation.rule_files});
}

void write(Compilation& compilation) {
    compilation.artifact = bytecode::write_artifact(compilation.tables);
}

constexpr std::array<Phase, 6> list = {{
    {"load_catalog", false, load_catalog},
    {"parse", false, parse},
    {"check", false, check},
    // A set with errors has holes in it, and what would be said of them could be false.
    {"analyse", true, analyse},
    {"emit", true, emit},
    {"write", true, write},
}};

}  // namespace

std::span<const Phase> phases() {
    return list;
}

void run(Compilation& compilation, std::string_view last, const std::function<void(std::string_view)>& on_phase) {
    for (const Phase& phase : list) {
        if (phase.only_without_errors && compilation.diagnostics.has_errors()) break;
        if (on_phase) on_phase(phase.name);
        phase.run(compilation);
        if (phase.name == last) break;
    }
    compilation.diagnostics.sort();
}

}  // namespace parley::pipeline
