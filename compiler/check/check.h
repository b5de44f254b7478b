// Trees to the checked model. Reports every error it finds; what is in error is left out of the result, which is
// therefore fit to run only if no error was reported, but always fit to be analysed.
#pragma once

#include <span>

#include "compiler/check/model.h"
#include "compiler/syntax/tree.h"

namespace parley::check {

struct Limits {
    std::size_t rules = 250'000;
    std::size_t nesting = 100;  // of groups, named conditions followed
};

// `trees` in the order of the set's files.
CheckedRules check(std::span<const syntax::Tree> trees, const catalog::Catalog& catalog,
                   const source::SourceSet& sources, diagnostics::Diagnostics& diagnostics, const Limits& limits = {});

}  // namespace parley::check
