// Recorded events decided by two programs: which decisions differ, and how. With any number of threads the outcome is
// the same, and memory is bounded however many events there are.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "runtime/replay/comparer.h"

namespace parley::replay {

// Where an event stands.
struct EventPlace {
    std::uint32_t file = 0;  // index into the paths
    std::uint64_t line = 0;
};

// Decisions that differ in the same way. Every decision that differs is in exactly one group.
struct Group {
    std::vector<std::string> changes;  // Difference::changes; empty: whatever had no room of its own
    bool error = false;                // in error on one side alone
    std::uint64_t count = 0;
    std::vector<std::string> before_rules, after_rules;  // at most 20 names each
    EventPlace first;                                    // its first event
    std::optional<std::string> id;
    std::string before, after;  // that event's decisions as the wire has them; both empty where they are very long
};

struct Report {
    std::uint64_t events = 0;   // all, those in error too
    std::uint64_t errors = 0;   // in error on both sides
    std::uint64_t changed = 0;  // decided otherwise, or in error on one side alone
    std::vector<Group> groups;  // largest first, of equal ones the one that begins first
};

struct Options {
    unsigned threads = 0;  // 0: as many as the machine runs at once
    ComparerOptions decisions;
    // Called for each decision that differs, in the order of the input, never by two threads at once.
    std::function<void(const EventPlace&, const Difference&)> on_changed;
    // The same: events done, bytes done, bytes in all (0: unknown).
    std::function<void(std::uint64_t, std::uint64_t, std::uint64_t)> on_progress;
};

inline constexpr std::size_t most_groups = 4096;  // then one more takes what is left

// The paths of files with one event a line; "-" is stdin. Blank lines are skipped. Errors: what cannot be read.
base::Result<Report> replay(const vm::Program& before, const vm::Program& after, const std::vector<std::string>& paths,
                            const Options& options = {});

}  // namespace parley::replay
