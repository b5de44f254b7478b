#include "tools/parley/run_ignored.h"

#include <algorithm>

#include "tools/parley/session.h"
#include "tools/parley/terminal.h"

namespace parley::cli {

namespace {

constexpr std::size_t most_names = 5, longest_name = 40;

}  // namespace

void IgnoredMembers::add(const lines::Stimulus& stimulus, std::string_view path, std::uint64_t number) {
    count_ += stimulus.ignored_members;
    for (const std::string& name : stimulus.ignored_names) {
        const std::string named = "`" + shown(name, longest_name) + "` of " + shown(stimulus.type, longest_name);
        if (names_.size() == most_names) return;
        if (std::find(names_.begin(), names_.end(), named) != names_.end()) continue;
        names_.push_back(named);
        const std::string where = path == "-" ? "line " : std::string(path) + ":";
        places_.push_back(where + std::to_string(number) + did_you_mean(name, stimulus.known_names));
    }
}

std::string IgnoredMembers::told() const {
    if (count_ == 0) return {};
    std::string told =
        counted(count_, "member") + " that the engine does not know " + (count_ == 1 ? "was" : "were") + " left out: ";
    for (std::size_t i = 0; i < names_.size(); ++i) told += (i == 0 ? "" : ", ") + names_[i] + " (" + places_[i] + ")";
    return told + (count_ > names_.size() ? ", and so on" : "") + "; the manual lists those of each type\n";
}

}  // namespace parley::cli
