// The checked rule set as bytecode tables, and as an artifact. Only for a set without errors.
#pragma once

#include <cstddef>
#include <vector>

#include "compiler/check/model.h"
#include "compiler/source/source.h"
#include "runtime/bytecode/writer.h"

namespace parley::emit {

struct Inputs {
    const check::CheckedRules& rules;
    const catalog::Catalog& catalog;
    const source::SourceSet& sources;
    source::FileId catalog_file = source::no_file;  // none: no catalog was given
    std::vector<source::FileId> rule_files;         // in the order of the set
};

bytecode::Tables emit(const Inputs& inputs);

}  // namespace parley::emit
