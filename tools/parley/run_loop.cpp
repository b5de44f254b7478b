#include "tools/parley/run_loop.h"

#include <poll.h>

#include <algorithm>
#include <chrono>
#include <limits>

namespace parley::cli {

namespace {

constexpr std::size_t group_stimuli = 256, group_bytes = 1u << 20;

model::Instant wall_clock() {
    using std::chrono::duration_cast;
    return duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

void RunLoop::note(const base::Result<base::Done>& outcome) {
    if (!outcome && !failure_) failure_ = outcome.error();
}

void RunLoop::commit() {
    if (!failure_) note(engine_.commit(sink_));
}

void RunLoop::begin() {
    commit();
    run_timers();
    commit();
}

void RunLoop::run_timers() {
    if (clock_ == engine::Clock::events || failure_) return;
    take_up_newer();
    engine_.run_timers(wall_clock());
}

void RunLoop::take_up_newer() {
    if (std::optional<engine::Release> newer = releases_.newer()) engine_.replace(std::move(*newer));
}

void RunLoop::handle(std::string_view line) {
    take_up_newer();
    engine_.handle(line, wall_clock());
    if (engine_.pending_stimuli() >= group_stimuli || engine_.pending_bytes() >= group_bytes) commit();
}

// Milliseconds until the next timer, rounded up so that it is due then; -1: none.
int RunLoop::timeout() {
    if (clock_ == engine::Clock::events) return -1;
    const std::optional<model::Instant> due = engine_.next_due();
    if (!due) return -1;
    const model::Instant left = std::max<model::Instant>(0, *due - wall_clock());
    return static_cast<int>(std::min<model::Instant>(left, std::numeric_limits<int>::max()));
}

// Whether there is something to read, or the end of it.
bool RunLoop::wait_once(int descriptor, int timeout) {
    pollfd waited[] = {{descriptor, POLLIN, 0}, {stop_.descriptor(), POLLIN, 0}};
    const int ready = ::poll(waited, 2, timeout);
    return ready > 0 && waited[0].revents != 0;
}

void RunLoop::wait(LineReader& reader, int descriptor) {
    if (goes_on() && wait_once(descriptor, 0)) return;
    while (goes_on()) {
        commit();
        if (wait_once(descriptor, timeout())) return;
        run_timers();
    }
    reader.stop();
}

bool RunLoop::read(int descriptor, std::string& fault, const std::function<void(std::uint64_t)>& progress) {
    const lines::Limits limits;
    LineReader reader(descriptor, limits.line_bytes, [&] {
        progress(reader.bytes_read());
        wait(reader, descriptor);
    });
    while (goes_on()) {
        std::string_view line;
        switch (reader.next(line)) {
            case LineReader::Outcome::line:
                if (!is_blank(line)) handle(line);
                break;
            case LineReader::Outcome::too_long:
                handle({});  // no JSON object either
                break;
            case LineReader::Outcome::end:
                return true;
            case LineReader::Outcome::failed:
                fault = reader.fault();
                return false;
        }
    }
    return true;
}

void RunLoop::end() {
    if (!failure_) note(engine_.finish(sink_));
    if (failure_) return;
    std::string line;
    lines::write(lines::Record(engine_.metrics()), line);
    note(sink_.write(line));
}

}  // namespace parley::cli
