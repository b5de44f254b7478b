// Reads the examples that findings print back into values, and evaluates with them what the example claims.
#pragma once

#include <set>
#include <string>

#include "compiler/analysis/evaluate.h"
#include "tests/compiler/analysis/support.h"

namespace parley::analysis_tests {

// What rules do with some values, and the branches that they take, each by where it stands.
struct Run {
    std::set<std::uint32_t> actions, branches;
};
Run run_all(const analysis::Prepared& prepared, const analysis::Assignment& values);

// `conversation.tier = gold, conversation.topic not set` put into an assignment, by letting the language read it.
void read_values(const analysis::Prepared& prepared, const std::string& text, analysis::ValuePool& pool,
                 analysis::Assignment& values);

struct Examples {
    int shown = 0;
    std::string wrong;     // notes that are not true of their finding, one a line
    std::string without;   // findings R0410, R0411, R0412 and R0431 that show none and do not say why
    int without_text = 0;  // those that say so of a pattern
};
Examples examples_of(const Source& source);

}  // namespace parley::analysis_tests
