// Events a second, each of them durable, by how many conversations are open.
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "runtime/engine/sqlite/open.h"
#include "tools/bench/conversations/desk.h"

namespace parley::bench {
namespace {

struct Options {
    std::vector<std::int64_t> open = {1'000, 10'000, 100'000, 1'000'000};
    double seconds = 5;
    std::filesystem::path folder;
    bool keep = false;
};

[[noreturn]] void stop(const std::string& why) {
    std::fprintf(stderr, "bench_conversations: %s\n", why.c_str());
    std::exit(1);
}

struct Watch {
    std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
    double processor_begun = used();

    static double used() {
        rusage usage{};
        ::getrusage(RUSAGE_SELF, &usage);
        const auto seconds = [](const timeval& time) {
            return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
        };
        return seconds(usage.ru_utime) + seconds(usage.ru_stime);
    }
    double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count(); }
    double processor() const { return used() - processor_begun; }
};

void commit(engine::Engine& engine, Desk& desk) {
    const auto done = engine.commit(desk);
    if (!done) stop(done.error().message);
}

void print(const char* what, std::uint64_t count, const Watch& watch) {
    std::printf("  %-28s %10.0f a second   %8.1f us of processor each\n", what,
                static_cast<double>(count) / watch.seconds(), watch.processor() * 1e6 / static_cast<double>(count));
    std::fflush(stdout);
}

// As many as come in the time, `group` of them to a commit.
void measure(engine::Engine& engine, Desk& desk, const Options& options, const char* what, int group) {
    const Watch watch;
    std::uint64_t count = 0;
    while (watch.seconds() < options.seconds) {
        for (int i = 0; i < group; ++i, ++count) engine.handle(desk.next(), 0);
        commit(engine, desk);
    }
    print(what, count, watch);
}

// They come within so many seconds, so that their timers fall due within as many.
constexpr std::int64_t spread = 250;

// Time goes on a second at a time: what falls due for those that wait.
void measure_timers(engine::Engine& engine, Desk& desk, const Options& options) {
    const std::uint64_t before = desk.moments();
    const Watch watch;
    for (std::int64_t i = 0; i < spread && watch.seconds() < options.seconds; ++i) {
        engine.handle(desk.tick(1), 0);
        commit(engine, desk);
    }
    if (desk.moments() != before) print("timers (still_waiting)", desk.moments() - before, watch);
}

void run(std::int64_t open, const Options& options) {
    const std::filesystem::path folder = options.folder / std::to_string(open);
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    auto database = sqlite::open((folder / "state.db").string(), sqlite::Access::write);
    if (!database) stop(database.error().message);
    auto opened = engine::Engine::open(std::move(*database), release());
    if (!opened) stop(opened.error().message);
    engine::Engine& engine = **opened;
    Desk desk(0);
    std::printf("%lld open conversations\n", static_cast<long long>(open));
    {
        const Watch watch;
        while (desk.customers() < open) {
            for (int i = 0; i < 10'000 && desk.customers() < open; ++i) {
                engine.handle(desk.new_customer(), 0);
                if (desk.customers() % (open / spread + 1) == 0) desk.pass(1);
            }
            commit(engine, desk);
        }
        print("opened, 10,000 a commit", static_cast<std::uint64_t>(open), watch);
    }
    for (const std::string& line : desk.agents_come()) engine.handle(line, 0);
    commit(engine, desk);
    for (int i = 0; i < 2'000; ++i) engine.handle(desk.next(), 0);  // the agents get their hands full
    commit(engine, desk);
    measure(engine, desk, options, "each event its own commit", 1);
    measure(engine, desk, options, "64 events a commit", 64);
    desk.pass(299 - spread);  // just before the first of them is due
    measure_timers(engine, desk, options);
    std::printf("  %-28s %10.0f bytes of file for each\n", "",
                static_cast<double>(std::filesystem::file_size(folder / "state.db")) / static_cast<double>(open));
    if (!options.keep) std::filesystem::remove_all(folder);
}

Options read(int count, char** words) {
    Options options;
    for (int i = 1; i < count; ++i) {
        const std::string word = words[i];
        if (word == "--keep") {
            options.keep = true;
            continue;
        }
        if (i + 1 == count) stop("a value is missing behind " + word);
        const std::string value = words[++i];
        if (word == "--seconds") {
            options.seconds = std::strtod(value.c_str(), nullptr);
        } else if (word == "--folder") {
            options.folder = value;
        } else if (word == "--open") {
            options.open.clear();
            std::istringstream list(value);
            for (std::string one; std::getline(list, one, ',');)
                options.open.push_back(std::strtoll(one.c_str(), nullptr, 10));
        } else {
            stop("unknown option " + word);
        }
    }
    if (options.folder.empty()) {
        std::string name = (std::filesystem::temp_directory_path() / "parley-bench-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) stop("no folder for the state");
        options.folder = name;
    }
    return options;
}

}  // namespace
}  // namespace parley::bench

int main(int count, char** words) {
    const parley::bench::Options options = parley::bench::read(count, words);
    std::string load;
    std::getline(std::ifstream("/proc/loadavg"), load);
    std::printf("load %s; state in %s\n", load.c_str(), options.folder.c_str());
    for (const std::int64_t open : options.open) parley::bench::run(open, options);
}
