// The store's current version, and each that becomes it while the program runs: `--follow`.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/follow/follower.h"
#include "tools/parley/arguments.h"
#include "tools/parley/session.h"

namespace parley::cli {

struct Following {
    std::unique_ptr<follow::Follower> follower;  // nullptr: `code` says why, and stderr has said it in words
    ExitCode code = done;
};

// As the options below say, and `--trust`. Notices go to stderr as they come, from a thread of the follower's.
Following start_following(const Arguments& arguments, const Session& session);

// Wrong usage: an option that says how to follow, without `--follow`.
std::optional<std::string> misused_follow_option(const Arguments& arguments);

// `--follow`, `--copy` and `--interval`.
std::vector<Option> follow_options();

}  // namespace parley::cli
