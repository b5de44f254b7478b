// The version that a run works by: one that stays, or the store's current one, whichever that is from stimulus to
// stimulus.
#pragma once

#include <optional>
#include <vector>

#include "runtime/engine/core/engine.h"
#include "tools/parley/follow_source.h"

namespace parley::cli {

class Releases {
public:
    // As the options below say. Anything but `done`: stderr has said why.
    ExitCode open(const Arguments& arguments, const Session& session);
    // The first one; good after `open`.
    engine::Release first();
    // Another one has become current since the last call.
    std::optional<engine::Release> newer();

private:
    ExitCode open_one(const Arguments& arguments, const Session& session);

    Following following_;  // outlives its reader
    std::optional<follow::Follower::Reader> reader_;
    const follow::Loaded* taken_up_ = nullptr;
    engine::Release fixed_;
};

// `--artifact`, `--version`, `--draft`, `--trust`, `--copy` and `--interval`.
std::vector<Option> release_options();

}  // namespace parley::cli
