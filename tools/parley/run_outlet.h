// What was committed on its way out: first onto the disk, then to whoever reads. By a thread of its own, so that the
// next group is worked on meanwhile, or at once.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "runtime/engine/core/engine.h"
#include "tools/parley/bounded_queue.h"

namespace parley::cli {

class Outlet {
public:
    // `on_failure` is called once, by whichever thread it happens in.
    Outlet(engine::Engine& engine, engine::Sink& sink, bool beside, std::function<void()> on_failure);
    ~Outlet() { finish(); }
    Outlet(const Outlet&) = delete;

    // Of Engine::seal, in order; also where that gave none, for it was committed all the same. Waits while too much is
    // on its way. After a failure nothing goes out any more.
    void put(std::vector<state::Output> outputs);
    // Waits until all of it is out.
    void finish();

    // The number of the last output that the sink has taken; 0: none.
    std::uint64_t taken() const { return taken_; }
    bool has_failed() const { return has_failed_; }
    std::optional<base::Error> failure() const;

private:
    void put_out_beside();
    void put_out(const std::vector<state::Output>& outputs);
    void note(const base::Result<base::Done>& outcome);

    engine::Engine& engine_;
    engine::Sink& sink_;
    std::function<void()> on_failure_;
    BoundedQueue<std::vector<state::Output>> groups_;
    std::atomic<std::uint64_t> taken_ = 0;
    std::atomic<bool> has_failed_ = false;
    mutable std::mutex mutex_;
    std::optional<base::Error> failure_;
    std::thread thread_;
};

}  // namespace parley::cli
