// The source, read ahead by a thread of its own; or by whoever asks, where there is to be no other thread.
#pragma once

#include <mutex>
#include <thread>

#include "tools/parley/bounded_queue.h"
#include "tools/parley/run_source.h"

namespace parley::cli {

class Input {
public:
    // `stop` as of Source.
    Input(std::vector<std::string> paths, int stop, TenantPointer tenant, bool ahead);
    ~Input();
    Input(const Input&) = delete;

    // The next lines, as Source::next. An empty batch: none came in this time.
    Batch next(int milliseconds);
    // Lines have been read already that were not given yet.
    bool has_more() const { return thread_.joinable() && !batches_.is_empty(); }
    // By whose settings lines are read from now on; those read already are not read again.
    void use(TenantPointer tenant);
    // From any thread: `next` does not wait any more, and the input ends.
    void cancel();

private:
    void read_ahead();
    TenantPointer tenant();

    base::Descriptor cancelled_;
    Source source_;
    std::mutex mutex_;
    TenantPointer tenant_;
    BoundedQueue<Batch> batches_;
    std::thread thread_;
};

}  // namespace parley::cli
