#include "tools/parley/run_outlet.h"

#include <iterator>
#include <utility>

#include "tools/parley/threads.h"

namespace parley::cli {

namespace {

constexpr std::size_t bytes_on_the_way = 1u << 22;

std::size_t weight_of(const std::vector<state::Output>& outputs) {
    std::size_t sum = 1;
    for (const state::Output& output : outputs) sum += output.lines.size();
    return sum;
}

}  // namespace

Outlet::Outlet(engine::Engine& engine, engine::Sink& sink, bool beside, std::function<void()> on_failure)
    : engine_(engine), sink_(sink), on_failure_(std::move(on_failure)), groups_(bytes_on_the_way) {
    if (beside) thread_ = try_thread([this] { put_out_beside(); });
}

std::optional<base::Error> Outlet::failure() const {
    const std::lock_guard lock(mutex_);
    return failure_;
}

void Outlet::put(std::vector<state::Output> outputs) {
    if (!thread_.joinable()) return put_out(outputs);
    const std::size_t weight = weight_of(outputs);
    groups_.push(std::move(outputs), weight);
}

void Outlet::finish() {
    groups_.close();
    if (thread_.joinable()) thread_.join();
}

// Groups that wait together are made durable together.
void Outlet::put_out_beside() {
    while (std::optional<std::vector<state::Output>> group = groups_.pop()) {
        while (std::optional<std::vector<state::Output>> next = groups_.pop(0))
            std::move(next->begin(), next->end(), std::back_inserter(*group));
        put_out(*group);
    }
}

void Outlet::put_out(const std::vector<state::Output>& outputs) {
    if (has_failed_) return;
    note(engine_.sync());
    std::string lines;
    for (const state::Output& output : outputs) lines += output.lines;
    if (lines.empty() || has_failed_) return;
    note(sink_.write(lines));
    if (!has_failed_) taken_ = outputs.back().number;
}

void Outlet::note(const base::Result<base::Done>& outcome) {
    if (outcome) return;
    {
        const std::lock_guard lock(mutex_);
        failure_ = outcome.error();
    }
    has_failed_ = true;
    on_failure_();
}

}  // namespace parley::cli
