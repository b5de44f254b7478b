// The compiler as a list of phases, each structure in, structure and findings out. Commands, timing and tests use this
// list and no other order of calls.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/check/model.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"
#include "compiler/syntax/tree.h"
#include "runtime/bytecode/writer.h"

namespace parley::pipeline {

// Everything a compilation knows; each phase fills its part. `sources` must outlive it.
struct Compilation {
    const source::SourceSet* sources = nullptr;
    source::FileId catalog_file = source::no_file;
    std::vector<source::FileId> rule_files;
    diagnostics::Diagnostics diagnostics;

    catalog::Catalog catalog;
    std::vector<syntax::Tree> trees;
    check::CheckedRules rules;
    bytecode::Tables tables;
    std::vector<std::byte> artifact;   // empty if there were errors
};

struct Phase {
    std::string_view name;
    bool only_without_errors;
    void (*run)(Compilation&);
};
// load_catalog, parse, check, analyse, emit, write
std::span<const Phase> phases();

// Runs the phases in order up to and including `last` ("write": all). `on_phase` hears each name before it runs.
void run(Compilation& compilation, std::string_view last = "write",
         const std::function<void(std::string_view)>& on_phase = {});

}  // namespace parley::pipeline
