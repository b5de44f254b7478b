// Threads in lock-step: one runs at a time, and at each access to an atomic or a mutex a seeded choice says who goes
// on. What a seed shows, it shows again.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

namespace parley::tests {

class Steps {
public:
    explicit Steps(std::uint32_t seed) : random_(seed) {}

    void run(const std::vector<std::function<void()>>& bodies) {
        for (std::size_t i = 0; i < bodies.size(); ++i) running_.push_back(i);
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < bodies.size(); ++i) {
            threads.emplace_back([&, i] {
                mine() = {this, i};
                wait_for_turn(i);
                bodies[i]();
                std::unique_lock lock(mutex_);
                std::erase(running_, i);
                choose();
            });
        }
        {
            const std::lock_guard lock(mutex_);
            started_ = true;
            choose();
        }
        for (std::thread& thread : threads) thread.join();
    }

    // Outside of `run`: nothing.
    static void step() {
        const Place place = mine();
        if (place.steps == nullptr) return;
        {
            const std::lock_guard lock(place.steps->mutex_);
            ++place.steps->taken_;
            place.steps->choose();
        }
        place.steps->wait_for_turn(place.thread);
    }
    std::uint64_t taken() const { return taken_; }

private:
    struct Place {
        Steps* steps = nullptr;
        std::size_t thread = 0;
    };
    static Place& mine() {
        static thread_local Place place;
        return place;
    }
    void choose() {
        if (!running_.empty()) turn_ = running_[random_() % running_.size()];
        changed_.notify_all();
    }
    void wait_for_turn(std::size_t thread) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return started_ && turn_ == thread; });
    }

    std::mt19937 random_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::size_t> running_;
    std::size_t turn_ = 0;
    std::uint64_t taken_ = 0;
    bool started_ = false;
};

// What Exchange takes in place of SystemThreads.
struct SteppedThreads {
    template <typename T>
    class Atomic {
    public:
        explicit Atomic(T value) : value_(value) {}
        T load(std::memory_order = std::memory_order_seq_cst) const {
            Steps::step();
            return value_;
        }
        void store(T value, std::memory_order = std::memory_order_seq_cst) {
            Steps::step();
            value_ = value;
        }

    private:
        T value_;
    };

    class Mutex {
    public:
        void lock() {
            do Steps::step();
            while (locked_);
            locked_ = true;
        }
        void unlock() { locked_ = false; }

    private:
        bool locked_ = false;
    };
};

}  // namespace parley::tests
