// What a test expects, brought to one shape: a list of mappings `{action: {member: value …}}`. Private to
// compiler/testing.
#pragma once

#include <optional>
#include <string>

#include "compiler/catalog/catalog.h"
#include "compiler/testing/testing.h"

namespace parley::testing {

// nullopt after a finding.
std::optional<yaml::Node> normalise_actions(const yaml::Node& list, const catalog::Catalog& catalog,
                                            diagnostics::Diagnostics& diagnostics);

// `{"Initial auto response": taken 2}`; nullopt after a finding.
std::optional<std::vector<RuleExpectation>> read_rule_expectations(const yaml::Node& node,
                                                                   diagnostics::Diagnostics& diagnostics);

}  // namespace parley::testing
