// The conversation engine: stimuli in, commands and records out, state in a database. Time is an input: nothing here
// asks the machine for it, and the same stimuli give the same lines, however they are cut into runs.
//
//     handle(line) …, handle(line)      any number of stimuli, in order
//     commit(sink)                      makes them durable, then releases what they put out
//     finish(sink)                      at the end
//
// `commit` is three steps, for whoever has another thread wait for the disk and the sink while this one goes on:
// `seal`, then `sync`, then what `seal` gave to the sink, in order; `confirm` says what it has taken.
//
// After a crash, what was committed and not confirmed by the sink is put out again, under the same keys.
// Threads: one at a time, but for `sync`, which another may call meanwhile.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "runtime/base/result.h"
#include "runtime/engine/lines/output.h"
#include "runtime/engine/lines/stimulus.h"
#include "runtime/engine/state/database.h"
#include "runtime/engine/tenant/tenant.h"
#include "runtime/vm/program.h"

namespace parley::engine {

using model::Instant;

// The version that runs.
struct Release {
    std::shared_ptr<const vm::Program> program;
    std::shared_ptr<const tenant::Tenant> tenant;  // finished
    std::optional<std::uint64_t> version;          // of the store; none: a folder or a file
};

enum class Clock : std::uint8_t {
    events,  // time is the stimuli's own; what is due by then runs before each
    wall,    // time is what the caller passes; a stimulus from the future is handled now (D109)
};

struct Options {
    Clock clock = Clock::events;
    lines::Limits limits = {};
};

// Takes finished lines. What it has taken counts as put out.
class Sink {
public:
    virtual ~Sink() = default;
    virtual base::Result<base::Done> write(std::string_view lines) = 0;
};

class Engine {
public:
    // Takes the database over. Errors: those of the database.
    static base::Result<std::unique_ptr<Engine>> open(std::unique_ptr<state::Database> database, Release release,
                                                      const Options& options = {});
    ~Engine();

    // From the next stimulus on.
    void replace(Release release);

    // One line without its line break. `now` is the machine's clock: all of time for Clock::wall, and for Clock::events
    // only what a stimulus without `at` has before any other gave the time.
    void handle(std::string_view line, Instant now);
    // The same of a line that lines::read has made this of, by the settings of `tenant()`.
    void handle(const lines::Stimulus& stimulus, Instant now);
    const std::shared_ptr<const tenant::Tenant>& tenant() const;
    // Clock::wall: runs what is due.
    void run_timers(Instant now);
    // Clock::wall: when something is due next, so that the caller can wait for it or for a line.
    std::optional<Instant> next_due();

    // Stimuli and timers since the last commit, and the bytes that they put out: for the caller to choose the size of a
    // group.
    std::size_t pending_stimuli() const;
    std::size_t pending_bytes() const;
    // Errors: the database's (the engine takes no more; of this group all has happened or nothing, and nothing was put
    // out), or the sink's (what it did not take is put out again at the next commit, or after the next `open`).
    base::Result<base::Done> commit(Sink& sink);

    // All that was committed and not given to a sink yet, this group last: to be put out behind a good `sync`.
    base::Result<std::vector<state::Output>> seal();
    base::Result<base::Done> sync();
    // The sink has taken all through this number of an output: the database may forget them.
    void confirm(std::uint64_t number);

    // The same, and the database forgets what the sink has taken: for an orderly end, behind which nothing is put out
    // again.
    base::Result<base::Done> finish(Sink& sink);

    // The counts since `open`, as the record at the end of a run.
    lines::Metrics metrics();
    state::Database& database();

private:
    struct Impl;
    explicit Engine(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace parley::engine
