// How a host in C++ is asked: one command a line on its input, one line of JSON for each on its output. Everything that
// is timed is between two readings of the clock in `Orders::run`; a new order of the events is made outside of them.
//
//   check SECONDS         decides the events in their order until all are done or the time is over, against
//   expected.u32 decide SECONDS        decision only json SECONDS          from JSON text to JSON text latency SECONDS
//   percentiles of one decision threads N SECONDS     decisions a second of N threads together allocations calls of
//   operator new per event, after one pass
//
// A Peer has `Worker worker()`, one a thread, and `std::string loaded()`, the members of the line that it begins with.
// A Worker has `std::size_t decide(event)`, `std::size_t ids(event, std::uint32_t*)`; perhaps `json(event,
// std::string&)`.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iostream>
#include <numeric>
#include <random>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace parley::bench {

using Clock = std::chrono::steady_clock;
inline double seconds_since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

inline constexpr std::size_t most_actions = 4096;

inline double own_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}
inline double wall_seconds() {
    return std::chrono::duration<double>(Clock::now().time_since_epoch()).count();
}

// Resident memory in KiB.
inline std::size_t resident() {
    std::ifstream in("/proc/self/statm");
    std::size_t all = 0, here = 0;
    in >> all >> here;
    return here * 4;
}

// Keeps the compiler from leaving work out.
inline void keep(std::size_t value) {
    asm volatile("" : : "r"(value) : "memory");
}

class Orders {
public:
    explicit Orders(std::size_t count, std::uint64_t seed = 1) : order_(count), engine_(seed) {
        std::iota(order_.begin(), order_.end(), std::uint32_t{0});
    }
    struct Result {
        double seconds = 0;
        std::uint64_t events = 0;
    };
    // `range(order, begin, end)` for pieces of ever new orders, until the time is over; the clock is read about every
    // 200 µs. `prepare(order)` is told each new order and not timed.
    template <typename Prepare, typename Range>
    Result run(double limit, double (*clock)(), Prepare&& prepare, Range&& range) {
        Result result;
        const auto start = Clock::now();
        while (result.seconds < limit && seconds_since(start) < limit * 4) {
            std::shuffle(order_.begin(), order_.end(), engine_);
            prepare(order_);
            for (std::size_t at = 0; at < order_.size() && result.seconds < limit;) {
                const std::size_t end = std::min(order_.size(), at + chunk_);
                const double begin = clock();
                range(order_.data(), at, end);
                const double passed = clock() - begin;
                if (passed < 200e-6 && chunk_ < order_.size()) chunk_ *= 2;
                result.seconds += passed;
                result.events += end - at;
                at = end;
            }
        }
        return result;
    }
    template <typename One>
    Result run(double limit, double (*clock)(), One&& one) {
        const auto range = [&](const std::uint32_t* order, std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) one(order[i]);
        };
        return run(
            limit, clock, [](const auto&) {}, range);
    }
    // A Worker that has `prepare` and `decide_range` loops by itself.
    template <typename Worker>
    Result decide(double limit, double (*clock)(), Worker& worker) {
        if constexpr (requires { worker.decide_range(std::size_t{0}, std::size_t{0}); }) {
            return run(
                limit, clock, [&](const auto& order) { worker.prepare(order); },
                [&](const std::uint32_t*, std::size_t begin, std::size_t end) { worker.decide_range(begin, end); });
        } else {
            return run(limit, clock, [&](std::uint32_t event) { keep(worker.decide(event)); });
        }
    }
    const std::vector<std::uint32_t>& next() {
        std::shuffle(order_.begin(), order_.end(), engine_);
        return order_;
    }

private:
    std::vector<std::uint32_t> order_;
    std::mt19937_64 engine_;
    std::size_t chunk_ = 1;
};

inline std::uint32_t hash_of(const std::uint32_t* ids, std::size_t count) {
    std::uint32_t hash = 2166136261u;
    for (std::size_t i = 0; i < count; ++i) hash = (hash ^ ids[i]) * 16777619u;
    return hash;
}

inline std::vector<std::uint32_t> read_expected(const std::string& folder) {
    std::ifstream in(folder + "/expected.u32", std::ios::binary);
    std::vector<std::uint32_t> expected;
    for (std::uint32_t one = 0; in.read(reinterpret_cast<char*>(&one), sizeof one);) expected.push_back(one);
    return expected;
}

// Of one pass after another each decision by itself. `quiet` is the lowest of each event over the passes, which leaves
// the machine's own interruptions out.
template <typename Worker>
std::string latency(Worker& worker, std::size_t count, double limit) {
    std::vector<float> every, lowest(count, 1e30f);
    every.reserve(1u << 20);
    Orders orders(count, 7);
    double overhead = 1e9;
    for (int i = 0; i < 1000; ++i) {
        const auto begin = Clock::now();
        overhead = std::min(overhead, std::chrono::duration<double, std::nano>(Clock::now() - begin).count());
    }
    const auto start = Clock::now();
    bool over = false;
    while (!over && every.size() < (1u << 20)) {
        for (const std::uint32_t event : orders.next()) {
            const auto begin = Clock::now();
            keep(worker.decide(event));
            const auto end = Clock::now();
            const double passed = std::chrono::duration<double, std::nano>(end - begin).count();
            const auto ns = static_cast<float>(std::max(0.0, passed - overhead));
            every.push_back(ns);
            lowest[event] = std::min(lowest[event], ns);
            over = std::chrono::duration<double>(end - start).count() > limit;
            if (over) break;
        }
    }
    std::erase_if(lowest, [](float ns) { return ns > 1e29f; });
    std::ostringstream out;
    const auto percentiles = [&](std::vector<float>& all) {
        std::sort(all.begin(), all.end());
        const auto at = [&](double part) {
            return all[static_cast<std::size_t>(part * static_cast<double>(all.size() - 1))];
        };
        out << "{\"p50\":" << at(0.5) << ",\"p99\":" << at(0.99) << ",\"p999\":" << at(0.999) << '}';
    };
    out << "{\"every\":";
    percentiles(every);
    out << ",\"quiet\":";
    percentiles(lowest);
    out << '}';
    return out.str();
}

template <typename Peer>
std::string threads(Peer& peer, std::size_t count, unsigned number, double limit) {
    std::vector<double> rates(number);
    std::vector<std::thread> all;
    for (unsigned t = 0; t < number; ++t) {
        all.emplace_back([&, t] {
            auto worker = peer.worker();
            Orders orders(count, t + 1);
            orders.decide(limit / 10, wall_seconds, worker);
            const Orders::Result result = orders.decide(limit, wall_seconds, worker);
            rates[t] = static_cast<double>(result.events) / result.seconds;
        });
    }
    for (std::thread& one : all) one.join();
    std::ostringstream out;
    out << "{\"per_second\":" << std::accumulate(rates.begin(), rates.end(), 0.0) << '}';
    return out.str();
}

template <typename Worker>
std::string check(Worker& worker, const std::vector<std::uint32_t>& expected, double limit) {
    std::vector<std::uint32_t> ids(most_actions);
    const auto start = Clock::now();
    std::size_t done = 0;
    for (; done < expected.size() && (done == 0 || seconds_since(start) < limit); ++done) {
        const std::size_t count = worker.ids(static_cast<std::uint32_t>(done), ids.data());
        if (hash_of(ids.data(), count) == expected[done]) continue;
        return "{\"checked\":" + std::to_string(done) + ",\"same\":false}";
    }
    return "{\"checked\":" + std::to_string(done) + ",\"same\":true}";
}

inline std::string result_line(const Orders::Result& result) {
    std::ostringstream out;
    out << "{\"ns\":" << result.seconds * 1e9 / static_cast<double>(result.events) << ",\"events\":" << result.events
        << '}';
    return out.str();
}

template <typename Peer>
int serve(Peer& peer, const std::string& folder) {
    const std::vector<std::uint32_t> expected = read_expected(folder);
    const std::size_t count = expected.size();
    auto worker = peer.worker();
    using Worker = decltype(worker);
    Orders orders(count);
    std::string out;
    std::cout << '{' << peer.loaded() << '}' << std::endl;
    for (std::string line; std::getline(std::cin, line);) {
        std::istringstream words(line);
        std::string command;
        double limit = 0;
        words >> command;
        unsigned number = 1;
        if (command == "threads") words >> number;
        words >> limit;
        std::string answer = "{}";
        if (command == "check") {
            answer = check(worker, expected, limit);
        } else if (command == "decide") {
            answer = result_line(orders.decide(limit, own_seconds, worker));
        } else if (command == "latency") {
            answer = latency(worker, count, limit);
        } else if (command == "threads") {
            answer = threads(peer, count, number, limit);
        }
        if constexpr (requires { worker.json(std::uint32_t{0}, out); }) {
            const auto one = [&](std::uint32_t event) {
                out.clear();
                worker.json(event, out);
                keep(out.size());
            };
            if (command == "json") answer = result_line(orders.run(limit, own_seconds, one));
            if (command == "digest") {  // of all answers, to hold hosts against one another
                std::uint64_t hash = 14695981039346656037u;
                for (std::uint32_t event = 0; event < count; ++event) {
                    one(event);
                    for (const char c : out) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
                }
                answer = "{\"digest\":\"" + std::to_string(hash) + "\"}";
            }
        }
        if constexpr (requires { Worker::allocations(); }) {
            if (command == "allocations") {
                const auto per_event = [&](auto&& one) {
                    for (std::uint32_t event = 0; event < count; ++event) one(event);
                    const std::uint64_t before = Worker::allocations();
                    for (std::uint32_t event = 0; event < count; ++event) one(event);
                    return static_cast<double>(Worker::allocations() - before) / static_cast<double>(count);
                };
                std::ostringstream text;
                text << "{\"decide\":" << per_event([&](std::uint32_t event) { keep(worker.decide(event)); })
                     << ",\"json\":" << per_event([&](std::uint32_t event) {
                            out.clear();
                            worker.json(event, out);
                        })
                     << '}';
                answer = text.str();
            }
        }
        std::cout << answer << std::endl;
    }
    return 0;
}

}  // namespace parley::bench
