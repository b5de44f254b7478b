#include "tools/parley/run_input.h"

#include <sys/eventfd.h>

#include <utility>

#include "tools/parley/threads.h"

namespace parley::cli {

namespace {

constexpr std::size_t bytes_ahead = 1u << 19;

}  // namespace

Input::Input(std::vector<std::string> paths, int stop, TenantPointer tenant, bool ahead)
    : cancelled_(::eventfd(0, EFD_CLOEXEC)),
      source_(std::move(paths), stop, cancelled_.number()),
      tenant_(std::move(tenant)),
      batches_(bytes_ahead) {
    // Without a way to end it again, a thread is none to begin.
    if (ahead && cancelled_.ok()) thread_ = try_thread([this] { read_ahead(); });
}

Input::~Input() {
    cancel();
    if (thread_.joinable()) thread_.join();
}

TenantPointer Input::tenant() {
    const std::lock_guard lock(mutex_);
    return tenant_;
}

void Input::use(TenantPointer tenant) {
    const std::lock_guard lock(mutex_);
    tenant_ = std::move(tenant);
}

void Input::cancel() {
    ::eventfd_write(cancelled_.number(), 1);
    batches_.close();
}

void Input::read_ahead() {
    for (bool ended = false; !ended;) {
        Batch batch = source_.next(tenant(), -1);
        ended = batch.then == Batch::Then::end;
        const std::size_t weight = batch.bytes();
        if (!batches_.push(std::move(batch), weight)) return;
    }
    batches_.close();
}

Batch Input::next(int milliseconds) {
    if (!thread_.joinable()) return source_.next(tenant(), milliseconds);
    if (std::optional<Batch> batch = batches_.pop(milliseconds)) return std::move(*batch);
    Batch nothing;
    nothing.then = batches_.is_closed() ? Batch::Then::end : Batch::Then::waiting;
    return nothing;
}

}  // namespace parley::cli
