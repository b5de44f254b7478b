// What compiles and is surely a mistake all the same. Every finding about values carries a concrete witness, values of
// fields that show it, checked by evaluating them, or says that none could be made up. What cannot be proved is not
// reported. The work is bounded by `Limits::steps`, counted and never timed, so that the same input always gives the
// same findings.
#pragma once

#include "compiler/check/model.h"
#include "compiler/diagnostics/diagnostic.h"

namespace parley::analysis {

struct Limits {
    std::uint64_t steps = 20'000'000;
};

void analyse(const check::CheckedRules& rules, const catalog::Catalog& catalog, const source::SourceSet& sources,
             diagnostics::Diagnostics& diagnostics, const Limits& limits = {});

}  // namespace parley::analysis
