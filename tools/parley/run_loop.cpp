#include "tools/parley/run_loop.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <utility>

namespace parley::cli {

namespace {

constexpr std::size_t group_stimuli = 256, group_bytes = 1u << 20;

model::Instant wall_clock() {
    using std::chrono::duration_cast;
    return duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace

RunLoop::RunLoop(engine::Engine& engine, engine::Sink& sink, Releases& releases, StopSignal& stop,
                 std::vector<std::string> paths, const Options& options)
    : engine_(engine),
      sink_(sink),
      releases_(releases),
      stop_(stop),
      clock_(options.clock),
      paths_(std::move(paths)),
      input_(paths_, stop.descriptor(), engine.tenant(), options.has_threads),
      outlet_(engine, sink, options.has_threads, [this] { input_.cancel(); }) {}

void RunLoop::note(const base::Result<base::Done>& outcome) {
    if (!outcome && !failure_) failure_ = outcome.error().message;
}

// Nothing has failed, and nobody asked for an end.
bool RunLoop::goes_on() {
    return !failure_ && !outlet_.has_failed() && !stop_.has_come();
}

void RunLoop::commit() {
    if (failure_ || outlet_.has_failed()) return;
    if (const std::uint64_t taken = outlet_.taken(); taken != 0) engine_.confirm(taken);
    base::Result<std::vector<state::Output>> sealed = engine_.seal();
    if (!sealed) return note(sealed.error());
    outlet_.put(std::move(*sealed));
}

void RunLoop::run_timers() {
    if (clock_ == engine::Clock::events || failure_) return;
    take_up_newer();
    engine_.run_timers(wall_clock());
}

void RunLoop::take_up_newer() {
    std::optional<engine::Release> newer = releases_.newer();
    if (!newer) return;
    engine_.replace(std::move(*newer));
    input_.use(engine_.tenant());
}

void RunLoop::handle(Batch& batch) {
    for (SourceLine& line : batch.lines) {
        if (!goes_on()) return;
        take_up_newer();
        if (batch.tenant != engine_.tenant()) line.stimulus = lines::read(line.text, *engine_.tenant());
        if (line.stimulus.ignored_members != 0) ignored_.add(line.stimulus, paths_[batch.path], line.number);
        engine_.handle(line.stimulus, wall_clock());
        if (engine_.pending_stimuli() >= group_stimuli || engine_.pending_bytes() >= group_bytes) commit();
    }
}

// Milliseconds until the next timer, rounded up so that it is due then; -1: none.
int RunLoop::timeout() {
    if (clock_ == engine::Clock::events) return -1;
    const std::optional<model::Instant> due = engine_.next_due();
    if (!due) return -1;
    const model::Instant left = std::max<model::Instant>(0, *due - wall_clock());
    return static_cast<int>(std::min<model::Instant>(left, std::numeric_limits<int>::max()));
}

void RunLoop::read(Progress& progress) {
    Batch::Then then = Batch::Then::more;
    while (then != Batch::Then::end && goes_on()) {
        Batch batch = input_.next(then == Batch::Then::waiting ? timeout() : -1);
        then = batch.then;
        if (batch.size != 0) progress.update(batch.read, batch.size);
        handle(batch);
        if (batch.lines.empty()) run_timers();
        if (then == Batch::Then::waiting && !input_.has_more()) commit();
        if (batch.fault) input_fault_ = batch.fault;
    }
}

void RunLoop::run(Progress& progress) {
    commit();
    run_timers();
    commit();
    read(progress);
    finish();
}

void RunLoop::finish() {
    commit();
    outlet_.finish();
    if (const std::optional<base::Error> fault = outlet_.failure()) note(*fault);
    if (!failure_) {
        engine_.confirm(outlet_.taken());
        note(engine_.finish(sink_));
    }
    if (!failure_) {
        std::string line;
        lines::write(lines::Record(engine_.metrics()), line);
        note(sink_.write(line));
    }
    if (!failure_) failure_ = input_fault_;  // what was handled before it is none the worse
}

}  // namespace parley::cli
