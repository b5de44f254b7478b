#include "runtime/follow/follower.h"

#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include "runtime/follow/exchange.h"
#include "runtime/follow/watch.h"
#include "runtime/store/open.h"

namespace parley::follow {

struct Follower::Impl {
    explicit Impl(Options given)
        : options(std::move(given)), watch(options, [this] { return store::open(options.store); }) {}

    ~Impl() {
        {
            const std::lock_guard lock(mutex);
            stopping = true;
        }
        wake.notify_all();
        if (thread.joinable()) thread.join();
    }

    void run() {
        std::unique_lock lock(mutex);
        while (!wake.wait_for(lock, options.interval, [this] { return stopping; })) {
            lock.unlock();
            look();
            lock.lock();
        }
    }

    void look() {
        if (std::optional<Loaded> loaded = watch.look(Clock::now())) {
            versions->replace(std::move(*loaded));
            watch.settle(Clock::now());
        }
        versions->reclaim();
    }

    const Options options;
    Watch watch;  // the thread's, once it runs
    std::optional<Exchange<Loaded>> versions;
    std::mutex mutex;  // of `stopping`
    std::condition_variable wake;
    bool stopping = false;
    std::thread thread;
};

struct Follower::Reader::Seat {
    Exchange<Loaded>& versions;
    Exchange<Loaded>::Slot* slot;
};

Follower::Reader::Reader(Follower& follower)
    : seat_(new Seat{*follower.impl_->versions, follower.impl_->versions->enter()}) {}

Follower::Reader::~Reader() {
    seat_->versions.leave(seat_->slot);
}

const Loaded& Follower::Reader::current() {
    return seat_->versions.current(*seat_->slot);
}

base::Result<std::unique_ptr<Follower>> Follower::start(Options options) {
    auto impl = std::make_unique<Impl>(std::move(options));
    base::Result<Loaded> first = impl->watch.begin(Clock::now());
    if (!first) return first.error();
    impl->versions.emplace(std::move(*first));
    impl->watch.settle(Clock::now());
    try {
        impl->thread = std::thread([&follower = *impl] { follower.run(); });
    } catch (const std::system_error& error) {
        return base::Error{base::ErrorKind::environment, std::string("cannot start a thread: ") + error.what()};
    }
    return std::unique_ptr<Follower>(new Follower(std::move(impl)));
}

Follower::Follower(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Follower::~Follower() = default;

}  // namespace parley::follow
