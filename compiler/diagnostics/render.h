// Findings as text for people, as JSON and as SARIF 2.1.0 and GitHub workflow commands for tools.
#pragma once

#include <string>

#include "compiler/diagnostics/diagnostic.h"

namespace parley::diagnostics {

struct TextOptions {
    bool color = false;
    std::size_t shown = 20;  // then the count; of more the graver ones are shown, each in its place
};

// All of these take findings as they are (sort first), any bytes in sources and texts, and spans that lie in no file or
// beyond its end; all give valid UTF-8.

// The frame with line numbers, source lines and caret spans, a blank line behind each finding. Control characters, tabs
// included, are never passed on.
std::string render_text(const Diagnostics& diagnostics, const source::SourceSet& sources,
                        const TextOptions& options = {});
// One object, with each record on a line of its own:
// {"format_version":1,"errors":…,"warnings":…,"notes":…,"dropped":…,"diagnostics":[…]}
//
// A finding in no file has `"primary":null`; a help without an edit has `"edit":null`.
std::string render_json(const Diagnostics& diagnostics, const source::SourceSet& sources);
// With the codes that occur as rules, their pages as help, and every help that has an edit as a fix.
std::string render_sarif(const Diagnostics& diagnostics, const source::SourceSet& sources);
// GitHub workflow commands, a line each: ::error file=…,line=…,col=…::CODE: message; label, notes and helps follow it.
std::string render_github(const Diagnostics& diagnostics, const source::SourceSet& sources);

}  // namespace parley::diagnostics
