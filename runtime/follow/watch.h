// What is followed, without its thread: looks at the pointer of a store, and says what is to be taken up. Private to
// this folder. One thread at a time.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "runtime/follow/copy.h"
#include "runtime/follow/follower.h"

namespace parley::follow {

using Clock = std::chrono::steady_clock;

// What failed is tried again after a while, each time after twice as long, up to some seconds.
class Patience {
public:
    bool due(Clock::time_point now) const { return now >= next_; }
    void failed(Clock::time_point now, std::chrono::milliseconds first);
    void reset() { *this = {}; }

private:
    Clock::time_point next_ = Clock::time_point::min();
    std::chrono::milliseconds delay_{0};
};

class Watch {
public:
    using Open = std::function<base::Result<std::unique_ptr<store::Store>>()>;

    // `options` must outlive it.
    Watch(const Options& options, Open open) : options_(options), open_(std::move(open)) {}

    // What to begin with: the current version, or the copy. `settle` is to be called then.
    base::Result<Loaded> begin(Clock::time_point now);
    // One look. What it gives is to be taken up, and `settle` called then.
    std::optional<Loaded> look(Clock::time_point now);
    // Gives notice of what was taken up, and keeps the copy.
    void settle(Clock::time_point now);

private:
    struct Fault {
        bool away;  // nothing can be read; otherwise what can be read is refused
        base::Error error;
    };
    // Nothing new, something to take up, or why not.
    using Outcome = std::variant<std::monostate, Loaded, Fault>;

    Outcome examine(Clock::time_point now);
    base::Result<store::State> read_state();
    std::optional<base::Error> refuse(const store::State& state) const;
    Outcome load(const store::State& state, Clock::time_point now);
    base::Result<std::shared_ptr<const vm::Program>> load_program(const store::Release& release);
    void announce(const store::Release& release);

    std::optional<Copy> read_copy_file();
    base::Result<Loaded> begin_from_copy(const Copy& copy, const base::Error& cause);
    void save_copy(Clock::time_point now);
    void report(const Fault& fault);
    void give(Notice::Kind kind, const std::string& message) const;

    const Options& options_;
    Open open_;
    std::unique_ptr<store::Store> store_;  // nullptr: to be opened

    std::string store_name_;              // of what is followed; empty: nothing was ever loaded
    std::optional<store::Release> seen_;  // the newest ever loaded, also before a restart
    Loaded loaded_;
    std::string entry_;                   // that made `loaded_` current, as it is in the store
    std::optional<Notice> announcement_;  // for `settle`

    bool away_ = false;  // notice was given of it; the same of the next two
    std::string refusal_, copy_fault_;
    std::optional<store::Release> refused_;  // could not be loaded
    bool copy_unsaved_ = false;
    Patience load_patience_, copy_patience_;
};

}  // namespace parley::follow
