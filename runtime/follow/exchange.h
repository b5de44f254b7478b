// One newest value, handed to readers without waiting: a writer replaces it, and frees a replaced one when no reader is
// on it any more. Private to this folder.
//
// Each reader has a slot with a mark: the generation of the node it is on, and a bit that says that it is about to take
// another. A reader only looks at the newest node; where that is not its own, it sets the bit, looks again, and marks
// what it took. So a mark never says more than what its reader may use:
//   bit not set   exactly the node of that generation. Had the reader begun to take another one, then after the
//   writer's
//                 look at the mark, hence after the newest was replaced, and it cannot get a replaced one any more.
//   bit set       that node or any later one.
// The first argument needs one order for the writer's "replace, look at the mark" and the reader's "set the bit, look
// at the newest": those four are sequentially consistent. A reader that sleeps thus holds back one node, not all since.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "runtime/base/result.h"

namespace parley::follow {

struct SystemThreads {
    template <typename T>
    using Atomic = std::atomic<T>;
    using Mutex = std::mutex;
};

// `Threads` is what tests replace, to run it step by step.
template <typename T, typename Threads = SystemThreads>
class Exchange {
    struct Node {
        T value;
        std::uint64_t generation;
    };
    static constexpr std::uint64_t taking = 1;  // the bit; the generation stands above it
    static std::uint64_t mark_of(const Node& node) { return node.generation << 1; }

public:
    struct alignas(64) Slot {  // a cache line of its own, so that readers do not slow one another
        typename Threads::template Atomic<std::uint64_t> mark{0};
        const Node* held = nullptr;  // its reader's alone
    };

    explicit Exchange(T first) : newest_(new Node{std::move(first), 0}) {}
    ~Exchange() {
        PARLEY_ASSERT(slots_.empty());
        delete newest_.load();
    }
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;

    // Readers. `enter` and `leave` take a mutex; `current` never waits and never repeats anything.
    Slot* enter() {
        auto slot = std::make_unique<Slot>();
        const std::lock_guard lock(mutex_);
        slot->held = newest_.load();
        slot->mark.store(mark_of(*slot->held));
        slots_.push_back(std::move(slot));
        return slots_.back().get();
    }
    void leave(Slot* slot) {
        const std::lock_guard lock(mutex_);
        std::erase_if(slots_, [&](const std::unique_ptr<Slot>& each) { return each.get() == slot; });
    }
    // Good until the slot's next `current` or `leave`.
    const T& current(Slot& slot) const {
        if (newest_.load(std::memory_order_acquire) != slot.held) take(slot);
        return slot.held->value;
    }

    // The writer, one thread.
    void replace(T value) {
        const Node* old = newest_.load(std::memory_order_relaxed);
        newest_.store(new Node{std::move(value), old->generation + 1}, std::memory_order_seq_cst);
        replaced_.emplace_back(old);
    }
    // Frees what no reader is on.
    void reclaim() {
        if (replaced_.empty()) return;
        std::vector<std::uint64_t> marks;
        {
            const std::lock_guard lock(mutex_);
            for (const auto& slot : slots_) marks.push_back(slot->mark.load(std::memory_order_seq_cst));
        }
        std::erase_if(replaced_, [&](const std::unique_ptr<const Node>& node) {
            return std::ranges::none_of(marks, [&](std::uint64_t mark) { return may_use(mark, *node); });
        });
    }
    std::size_t replaced() const { return replaced_.size(); }  // and not freed yet

private:
    static bool may_use(std::uint64_t mark, const Node& node) {
        return (mark & taking) != 0 ? node.generation >= mark >> 1 : node.generation == mark >> 1;
    }

    void take(Slot& slot) const {
        slot.mark.store(mark_of(*slot.held) | taking, std::memory_order_seq_cst);
        slot.held = newest_.load(std::memory_order_seq_cst);
        slot.mark.store(mark_of(*slot.held), std::memory_order_release);
    }

    typename Threads::template Atomic<const Node*> newest_;
    std::vector<std::unique_ptr<const Node>> replaced_;
    typename Threads::Mutex mutex_;  // of `slots_`
    std::vector<std::unique_ptr<Slot>> slots_;
};

}  // namespace parley::follow
