// The stream at work: lines to the engine, in groups that are committed together.
//
// A group is what is there at once, up to a number of stimuli: while input waits it grows, and before the program waits
// for input it is committed and put out. So a file costs few commits, and whoever types sees each answer at once.
//
// The loop itself handles one stimulus after the other. Beside it, where there may be more threads than one, lines are
// read ahead (Input), and what a group put out waits for the disk and goes out (Outlet).
#pragma once

#include <string>
#include <vector>

#include "runtime/engine/core/engine.h"
#include "tools/parley/progress.h"
#include "tools/parley/run_ignored.h"
#include "tools/parley/run_input.h"
#include "tools/parley/run_outlet.h"
#include "tools/parley/run_release.h"
#include "tools/parley/run_stop.h"

namespace parley::cli {

class RunLoop {
public:
    struct Options {
        engine::Clock clock = engine::Clock::events;
        bool has_threads = false;  // more than the one that calls
    };
    RunLoop(engine::Engine& engine, engine::Sink& sink, Releases& releases, StopSignal& stop,
            std::vector<std::string> paths, const Options& options);

    // First what a run before this one left behind, and what came due meanwhile; then the input to its end; then the
    // metrics. Whatever happens, what was handled is committed and put out as far as that can be.
    void run(Progress& progress);

    // The state or stdout has failed, or the input could not be read: in words.
    const std::optional<std::string>& failure() const { return failure_; }
    const IgnoredMembers& ignored() const { return ignored_; }

private:
    void read(Progress& progress);
    void handle(Batch& batch);
    bool goes_on();
    int timeout();
    void run_timers();
    void take_up_newer();
    void commit();
    void finish();
    void note(const base::Result<base::Done>& outcome);

    engine::Engine& engine_;
    engine::Sink& sink_;
    Releases& releases_;
    StopSignal& stop_;
    engine::Clock clock_;
    std::vector<std::string> paths_;
    Input input_;
    Outlet outlet_;  // its failure ends the input, so that it must go first
    IgnoredMembers ignored_;
    std::optional<std::string> failure_, input_fault_;
};

}  // namespace parley::cli
