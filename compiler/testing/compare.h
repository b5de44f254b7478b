// Expected and actual actions, both as trees of yaml::Node, so that one printer shows them alike. Private to
// compiler/testing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/testing/testing.h"

namespace parley::testing {

// JSON of this program's own making as a tree; numbers keep their digits.
yaml::Node json_to_node(std::string_view json);

// The `actions` of a decision in the shape of expectation.h.
std::vector<yaml::Node> actual_actions(const yaml::Node& decision);

// Whether the actual value has everything that is expected; a mapping names the members it cares for.
bool matches(const yaml::Node& expected, const yaml::Node& actual);

// `send_to_queue {queue: Default}`; of an actual action without the members that only say where it comes from.
std::string show_action(const yaml::Node& action, bool actual);

// A line for each position at which the two lists differ, none if they do not.
std::vector<std::string> compare_lists(const std::vector<yaml::Node>& expected, const std::vector<yaml::Node>& actual);

}  // namespace parley::testing
