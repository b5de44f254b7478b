#include "tests/faults/plan.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <thread>

namespace faults {

std::uint64_t seed() {
    const char* text = std::getenv("PARLEY_SEED");
    return text != nullptr ? std::strtoull(text, nullptr, 10) : 20261122;
}

bool run_all() {
    const char* text = std::getenv("PARLEY_FAULTS");
    return text != nullptr && std::string_view(text) == "all";
}

Random random_for(const std::string& what) {
    std::uint64_t mixed = seed();
    for (const unsigned char c : what) mixed = (mixed ^ c) * 1099511628211u;
    return Random(mixed);
}

std::size_t below(Random& random, std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random);
}

namespace {

constexpr unsigned threads = 2;
constexpr std::size_t shown_violations = 20;

std::string guarded(const std::function<std::string(std::size_t)>& work, std::size_t index) {
    try {
        return work(index);
    } catch (const std::exception& fault) {
        return std::string("the test itself failed: ") + fault.what();
    }
}

// On a terminal, what is being run and how far it is.
void show_progress(const std::string& what, std::size_t done, std::size_t count) {
    static const bool terminal = isatty(STDERR_FILENO) != 0;
    if (terminal && run_all()) std::fprintf(stderr, "\r\033[K%s: %zu of %zu", what.c_str(), done, count);
    if (terminal && run_all() && done == count) std::fprintf(stderr, "\r\033[K");
}

}  // namespace

std::uint64_t run_parallel(const std::string& what, std::size_t count,
                           const std::function<std::string(std::size_t)>& work) {
    std::atomic<std::size_t> next = 0;
    std::mutex guard;
    std::size_t done = 0;
    std::vector<std::string> violations;
    const auto loop = [&] {
        for (std::size_t index = 0; (index = next.fetch_add(1)) < count;) {
            std::string violation = guarded(work, index);
            const std::lock_guard lock(guard);
            if (!violation.empty()) violations.push_back(std::move(violation));
            show_progress(what, ++done, count);
        }
    };
    {
        std::vector<std::jthread> running;
        for (unsigned i = 1; i < threads; ++i) running.emplace_back(loop);
        loop();
    }
    for (std::size_t i = 0; i < std::min(violations.size(), shown_violations); ++i)
        FAIL_CHECK(what << ": " << violations[i]);
    return violations.size();
}

void report(const std::string& name, std::uint64_t count, const std::string& kind, std::uint64_t violations) {
    std::printf("faults: %s: %llu %s, %llu violations\n", name.c_str(), static_cast<unsigned long long>(count),
                kind.c_str(), static_cast<unsigned long long>(violations));
    std::fflush(stdout);
}

void report_skipped(const std::string& name, const std::string& why) {
    std::printf("faults: %s: skipped: %s\n", name.c_str(), why.c_str());
    std::fflush(stdout);
}

}  // namespace faults
