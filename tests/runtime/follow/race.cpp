// Readers that evaluate without pause while versions are published and re-published: each decision is by exactly one
// version, one reader's versions move in the order of releases, and in the end nothing is left over. To be run under
// the thread sanitizer, and under the address sanitizer, for which readers hold no share of what they evaluate.
#include <doctest/doctest.h>

#include <atomic>
#include <cstdlib>
#include <random>
#include <set>
#include <string_view>

#include "tests/runtime/follow/published.h"

using namespace parley;
using namespace parley::tests;
using follow::Follower;

namespace {

std::chrono::seconds duration() {
    const char* form = std::getenv("PARLEY_FAULTS");
    return std::chrono::seconds(form != nullptr && std::string_view(form) == "long" ? 60 : 3);
}

// The programs that become versions 1, 2, 3 …, and the one line that each may answer with.
struct Versions {
    std::vector<std::shared_ptr<const vm::Program>> programs;
    std::vector<std::string> lines;

    explicit Versions(std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            programs.push_back(sentinel_program("sentinel " + std::to_string(i + 1)));
            lines.push_back(Decision(programs.back()).line(i + 1));
        }
    }
};

struct Counts {
    std::atomic<std::uint64_t> evaluations{0}, torn{0}, backwards{0};
    std::mutex mutex;
    std::vector<std::weak_ptr<const vm::Program>> seen;

    std::size_t living() {
        const std::lock_guard lock(mutex);
        std::set<const vm::Program*> programs;
        for (const auto& each : seen) {
            if (const auto program = each.lock()) programs.insert(program.get());
        }
        return programs.size();
    }
};

void evaluate(Follower& follower, const Versions& versions, Counts& counts, const std::function<bool(int)>& on) {
    Follower::Reader reader(follower);
    const follow::Loaded* held = nullptr;
    std::optional<Decision> decision;
    store::Sequence before = 0;
    int count = 0;
    do {
        const follow::Loaded& newest = reader.current();
        if (&newest != held) {
            held = &newest;
            decision.emplace(std::shared_ptr<const vm::Program>(std::shared_ptr<void>(), newest.program.get()));
            const std::lock_guard lock(counts.mutex);
            counts.seen.push_back(newest.program);
        }
        const std::size_t index = newest.release.version - 1;
        if (decision->line(newest.release.version) != versions.lines[index] ||
            newest.release.artifact != versions.programs[index]->artifact().digest())
            ++counts.torn;
        if (newest.release.sequence < before) ++counts.backwards;
        before = newest.release.sequence;
        ++counts.evaluations;
    } while (on(++count));
}

}  // namespace

TEST_CASE("readers under a storm of publishing: no decision by half of a version, none by an older one") {
    const Versions versions(12);
    Published published;
    for (int i = 0; i < 3; ++i) published.publish(*versions.programs[static_cast<std::size_t>(i)]);
    follow::Options options;
    options.store = published.location();
    options.interval = std::chrono::milliseconds(1);
    Notices notices;
    auto started = Follower::start(notices.hear(options));
    REQUIRE(started);
    Follower& follower = **started;

    Counts counts;
    std::atomic<bool> stop{false};
    std::vector<std::thread> readers;
    for (int i = 0; i < 2; ++i)
        readers.emplace_back([&] { evaluate(follower, versions, counts, [&](int) { return !stop.load(); }); });
    readers.emplace_back([&] {
        while (!stop) evaluate(follower, versions, counts, [](int count) { return count < 50; });
    });

    const auto swaps = [&] { return notices.count(follow::Notice::Kind::now_on); };
    const auto end = std::chrono::steady_clock::now() + duration();
    std::mt19937 random(7);
    std::size_t published_count = 3;
    for (int i = 0; i < 1'000'000 && (std::chrono::steady_clock::now() < end || swaps() < 10); ++i) {
        if (published_count < versions.programs.size() && random() % 16 == 0)
            published.publish(*versions.programs[published_count++]);
        else
            published.republish(1 + random() % published_count);
    }
    stop = true;
    for (std::thread& reader : readers) reader.join();

    CHECK(counts.torn == 0);
    CHECK(counts.backwards == 0);
    CHECK(swaps() >= 10);
    CHECK(eventually([&] { return counts.living() <= 1; }));
    started->reset();
    CHECK(counts.living() == 0);
    MESSAGE(notices.count(follow::Notice::Kind::now_on)
            << " swaps, " << counts.evaluations.load() << " evaluations, " << counts.torn.load() << " torn");
}

TEST_CASE("a follower that ends in the midst of a load leaves nothing behind") {
    const Versions versions(2);
    Published published;
    for (const auto& program : versions.programs) published.publish(*program);
    std::atomic<bool> stop{false};
    std::thread writer([&] {
        for (std::uint64_t i = 0; !stop; ++i) published.republish(1 + i % 2);
    });
    std::mt19937 random(7);
    Counts counts;
    for (int i = 0; i < 50; ++i) {
        follow::Options options;
        options.store = published.location();
        options.interval = std::chrono::milliseconds(0);
        auto follower = Follower::start(options);
        REQUIRE(follower);
        evaluate(**follower, versions, counts, [](int count) { return count < 20; });
        std::this_thread::sleep_for(std::chrono::microseconds(random() % 3'000));
    }
    stop = true;
    writer.join();
    CHECK(counts.torn == 0);
    CHECK(counts.living() == 0);
}
