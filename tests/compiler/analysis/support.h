// From source text to findings, as one compilation makes them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/analysis/analysis.h"
#include "compiler/catalog/catalog.h"
#include "compiler/check/check.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"
#include "compiler/syntax/tree.h"

namespace parley::analysis_tests {

// A catalog with something of everything.
extern const char* const support_desk;

// Rules, checked. Fails the test where they do not compile.
struct Source {
    explicit Source(const std::string& rules, const std::string& catalog = support_desk);
    Source(const Source&) = delete;

    source::SourceSet sources;
    source::FileId file = source::no_file;
    catalog::Catalog catalog;
    std::vector<syntax::Tree> trees;
    check::CheckedRules rules;
    diagnostics::Diagnostics diagnostics;

    void analyse(const analysis::Limits& limits = {});
    std::string_view underlined(const source::Span& span) const { return sources.text(span); }
};

// One finding as a line: its code, what it underlines, and its labels' texts in order: "R0412 `x is 5` < `x >= 3`".
std::vector<std::string> lines(const Source& source, bool with_notes = false);
// The notes and helps of the first finding with this code, one a line; empty if there is none.
std::string remarks(const Source& source, diagnostics::Code code);

}  // namespace parley::analysis_tests
