// The stream at work: lines to the engine, in groups that are committed together.
//
// A group is what is there at once, up to a number of stimuli: while input waits it grows, and before the program waits
// for input it is committed and put out. So a file costs few commits, and whoever types sees each answer at once.
#pragma once

#include <functional>
#include <string>

#include "runtime/engine/core/engine.h"
#include "tools/parley/exit_code.h"
#include "tools/parley/line_reader.h"
#include "tools/parley/run_release.h"
#include "tools/parley/run_stop.h"

namespace parley::cli {

class RunLoop {
public:
    RunLoop(engine::Engine& engine, engine::Sink& sink, Releases& releases, StopSignal& stop, engine::Clock clock)
        : engine_(engine), sink_(sink), releases_(releases), stop_(stop), clock_(clock) {}

    // Puts out what a run before this one left behind, and runs what came due meanwhile.
    void begin();
    // Reads the descriptor to its end. False: it could not be read, and `fault` says why.
    bool read(int descriptor, std::string& fault, const std::function<void(std::uint64_t)>& progress);
    // Commits what is left and writes the metrics.
    void end();

    // Neither the state nor stdout has failed, and nobody asked for an end.
    bool goes_on() { return !failure_ && !stop_.has_come(); }
    const std::optional<base::Error>& failure() const { return failure_; }

private:
    void handle(std::string_view line);
    void wait(LineReader& reader, int descriptor);
    bool wait_once(int descriptor, int timeout);
    int timeout();
    void run_timers();
    void take_up_newer();
    void commit();
    void note(const base::Result<base::Done>& outcome);

    engine::Engine& engine_;
    engine::Sink& sink_;
    Releases& releases_;
    StopSignal& stop_;
    engine::Clock clock_;
    std::optional<base::Error> failure_;
};

}  // namespace parley::cli
