// Source to canonical source: one style, every comment and every token kept in order, so that formatting never changes
// what a file means. A file with syntax errors is not formatted.
#pragma once

#include <optional>
#include <string>

#include "compiler/syntax/parse.h"

namespace parley::format {

// nullopt after a syntax error, which is then in `diagnostics`.
std::optional<std::string> format(source::FileId file, const source::SourceSet& sources,
                                  const syntax::IsAction& is_action, diagnostics::Diagnostics& diagnostics);

}  // namespace parley::format
