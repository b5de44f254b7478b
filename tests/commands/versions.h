// Steps that tests of drafts and versions share, in a folder that `write_project` filled.
#pragma once

#include <string>
#include <vector>

#include "tests/commands/harness.h"

namespace tests {

// Saves the folder as the draft and publishes it; both must succeed.
Run publish(const Folder& folder, const std::vector<std::string>& options = {});
// What the first rule sets, and what the project's test expects of it.
void set_priority(const Folder& folder, const std::string& priority, const std::string& below = "");
void replace_in(const Folder& folder, const std::string& file, const std::string& from, const std::string& to);
// What the starting event is decided to.
std::string decided_priority(const Folder& folder, const std::vector<std::string>& options = {});
// Of the log, newest first.
Json entries(const Folder& folder);

}  // namespace tests
