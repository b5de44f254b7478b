// The work that the analysis may do, counted in steps and never in time, so that equal input gives equal findings.
#pragma once

#include <algorithm>
#include <cstdint>

namespace parley::analysis {

class Steps {
public:
    explicit Steps(std::uint64_t allowed) : left_(allowed) {}
    // False once there are none left; from then on the answer to any question is "unknown".
    bool spend(std::uint64_t count = 1) {
        if (count >= left_) {
            left_ = 0;
            return false;
        }
        left_ -= count;
        return true;
    }
    bool exhausted() const { return left_ == 0; }
    std::uint64_t left() const { return left_; }

private:
    std::uint64_t left_;
};

// Shares the steps of a phase among `users`: one half is theirs in equal parts, of the other half each may take an
// eighth of what is left. So a monstrous rule gets more than its part, and never that of another.
class Shares {
public:
    Shares(std::uint64_t all, std::size_t users) : part_(all / 2 / std::max<std::size_t>(1, users)), pool_(all / 2) {}

    template <typename Work>
    void run(Work&& work) {
        const std::uint64_t given = part_ + pool_ / 8;
        Steps steps(given);
        work(steps);
        const std::uint64_t used = given - steps.left();
        if (used > part_) {
            pool_ -= std::min(pool_, used - part_);
        } else {
            pool_ += part_ - used;
        }
    }

private:
    std::uint64_t part_, pool_;
};

}  // namespace parley::analysis
