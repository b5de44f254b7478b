// The exchange: nothing is freed under a reader, whatever the order of steps, and everything replaced is freed.
#include "runtime/follow/exchange.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <set>
#include <string_view>
#include <thread>

#include "tests/runtime/follow/steps.h"

using namespace parley;
using namespace parley::tests;

namespace {

bool long_form() {
    const char* form = std::getenv("PARLEY_FAULTS");
    return form != nullptr && std::string_view(form) == "long";
}

// Which values live, kept apart from them so that one can ask of a freed one.
struct Register {
    std::set<int> living;
    std::vector<std::string> faults;
};

class Sentinel {
public:
    Sentinel(int number, Register& all) : number_(number), all_(&all) { all.living.insert(number); }
    Sentinel(Sentinel&& other) noexcept : number_(other.number_), all_(std::exchange(other.all_, nullptr)) {}
    ~Sentinel() {
        if (all_ != nullptr) all_->living.erase(number_);
    }
    int number() const { return number_; }

private:
    int number_;
    Register* all_;
};

using Stepped = follow::Exchange<Sentinel, SteppedThreads>;

// Takes the newest a few times, and uses each for some steps.
void read(Stepped& exchange, Register& all, int times, int uses) {
    Stepped::Slot* slot = exchange.enter();
    int before = -1;
    for (int i = 0; i < times; ++i) {
        const int number = exchange.current(*slot).number();
        if (number < before) all.faults.push_back("went back to " + std::to_string(number));
        before = number;
        for (int use = 0; use < uses; ++use) {
            if (!all.living.contains(number)) all.faults.push_back("freed under a reader: " + std::to_string(number));
            Steps::step();
        }
    }
    exchange.leave(slot);
}

}  // namespace

TEST_CASE("in no order of steps is a value freed that a reader uses, and none is kept for ever") {
    const std::uint32_t seeds = long_form() ? 5'000 : 400;
    std::uint64_t steps = 0;
    for (std::uint32_t seed = 1; seed <= seeds; ++seed) {
        CAPTURE(seed);
        Register all;
        {
            Stepped exchange(Sentinel(0, all));
            Steps schedule(seed);
            schedule.run({
                [&] {
                    for (int number = 1; number <= 6; ++number) {
                        exchange.replace(Sentinel(number, all));
                        exchange.reclaim();
                    }
                },
                [&] { read(exchange, all, 5, 2); },
                [&] { read(exchange, all, 2, 6); },
                [&] {
                    read(exchange, all, 1, 1);
                    read(exchange, all, 3, 1);
                },
            });
            steps += schedule.taken();
            exchange.reclaim();
            REQUIRE(exchange.replaced() == 0);
            REQUIRE(all.living == std::set{6});
        }
        REQUIRE(all.faults.empty());
        REQUIRE(all.living.empty());
    }
    MESSAGE(seeds << " schedules, " << steps << " steps");
}

TEST_CASE("a reader that sleeps holds back what it is on, and nothing else") {
    Register all;
    follow::Exchange<Sentinel> exchange(Sentinel(0, all));
    auto* sleeping = exchange.enter();
    auto* awake = exchange.enter();
    CHECK(exchange.current(*sleeping).number() == 0);
    for (int number = 1; number <= 1'000; ++number) {
        exchange.replace(Sentinel(number, all));
        CHECK(exchange.current(*awake).number() == number);
        exchange.reclaim();
        REQUIRE(all.living == std::set{0, number});
    }
    CHECK(exchange.current(*sleeping).number() == 1'000);
    exchange.reclaim();
    CHECK(all.living == std::set{1'000});
    exchange.leave(sleeping);
    exchange.leave(awake);
}

TEST_CASE("what a reader got stays until it asks again, even if it was replaced at once") {
    Register all;
    follow::Exchange<Sentinel> exchange(Sentinel(0, all));
    auto* slot = exchange.enter();
    const Sentinel& got = exchange.current(*slot);
    exchange.replace(Sentinel(1, all));
    exchange.replace(Sentinel(2, all));
    exchange.reclaim();
    CHECK(got.number() == 0);
    CHECK(all.living == std::set{0, 2});
    exchange.leave(slot);
    exchange.reclaim();
    CHECK(all.living == std::set{2});
}

TEST_CASE("real threads: readers without pause, readers that come and go, and a writer") {
    struct Pair {
        std::uint64_t one, other;
        Pair(std::uint64_t first, std::uint64_t second) : one(first), other(second) {}
    };
    follow::Exchange<std::unique_ptr<Pair>> exchange(std::make_unique<Pair>(0, 0));
    std::atomic<bool> stop{false};
    std::atomic<std::uint64_t> torn{0}, reads{0};
    const auto read_until = [&](auto&& on) {
        auto* slot = exchange.enter();
        std::uint64_t before = 0, count = 0;
        do {
            const Pair& pair = *exchange.current(*slot);
            if (pair.one != pair.other || pair.one < before) ++torn;
            before = pair.one;
            ++count;
        } while (on(count));
        exchange.leave(slot);
        reads += count;
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < 2; ++i) threads.emplace_back([&] { read_until([&](std::uint64_t) { return !stop.load(); }); });
    threads.emplace_back([&] {
        while (!stop) read_until([](std::uint64_t count) { return count < 100; });
    });
    const std::uint64_t swaps = long_form() ? 200'000 : 20'000;
    for (std::uint64_t number = 1; number <= swaps; ++number) {
        exchange.replace(std::make_unique<Pair>(number, number));
        exchange.reclaim();
        if (number % 64 == 0) std::this_thread::yield();
    }
    stop = true;
    for (std::thread& thread : threads) thread.join();
    exchange.reclaim();
    CHECK(exchange.replaced() == 0);
    CHECK(torn == 0);
    MESSAGE(swaps << " swaps, " << reads.load() << " reads");
}
