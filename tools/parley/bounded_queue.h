// What one thread hands to another, in order: bounded, so that whoever is quicker waits.
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace parley::cli {

// Any number of threads may use it at once.
template <typename Item>
class BoundedQueue {
public:
    // `most` is in whatever unit the weights are. One item alone may weigh more.
    explicit BoundedQueue(std::size_t most) : most_(most) {}

    // Waits for room. False: it is closed, and did not take the item.
    bool push(Item item, std::size_t weight) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return closed_ || items_.empty() || weight <= most_ - std::min(most_, weight_); });
        if (closed_) return false;
        items_.emplace_back(std::move(item), weight);
        weight_ += weight;
        changed_.notify_all();
        return true;
    }

    // Waits for an item, as many milliseconds (-1: however long it takes). Nothing: none came, or it is closed and
    // empty.
    std::optional<Item> pop(int milliseconds = -1) {
        std::unique_lock lock(mutex_);
        const auto is_ready = [&] { return closed_ || !items_.empty(); };
        if (milliseconds < 0) {
            changed_.wait(lock, is_ready);
        } else {
            changed_.wait_for(lock, std::chrono::milliseconds(milliseconds), is_ready);
        }
        if (items_.empty()) return std::nullopt;
        std::optional<Item> item(std::move(items_.front().first));
        weight_ -= items_.front().second;
        items_.pop_front();
        changed_.notify_all();
        return item;
    }

    bool is_empty() const {
        const std::lock_guard lock(mutex_);
        return items_.empty();
    }

    bool is_closed() const {
        const std::lock_guard lock(mutex_);
        return closed_;
    }

    // What is in it can still be taken out.
    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        changed_.notify_all();
    }

private:
    std::size_t most_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::pair<Item, std::size_t>> items_;
    std::size_t weight_ = 0;
    bool closed_ = false;
};

}  // namespace parley::cli
