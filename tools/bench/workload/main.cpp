// Writes one set of the benchmark's workload into a folder: set.json, events.jsonl and expected.u32.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>

#include "tools/bench/workload/model.h"

int main(int count, char** arguments) {
    using namespace parley::bench;
    if (count != 5) {
        std::fprintf(stderr, "usage: bench_workload SET SEED EVENTS FOLDER\n");
        return 2;
    }
    const std::string name = arguments[1], folder = arguments[4];
    const std::uint64_t seed = std::strtoull(arguments[2], nullptr, 10);
    try {
        const Set set = make_set(name, seed);
        if (set.rules.empty()) {
            std::fprintf(stderr, "there is no set %s\n", name.c_str());
            return 2;
        }
        Random random(seed + 1);
        const std::vector<Event> events = make_events(set, std::strtoull(arguments[3], nullptr, 10), random);
        write_set(set, folder + "/set.json");
        write_events(set, events, folder + "/events.jsonl");
        write_expected(set, events, folder + "/expected.u32");
        std::size_t actions = 0;
        for (const Event& event : events) actions += decide(set, event).size();
        std::printf("{\"set\":\"%s\",\"rules\":%zu,\"actions_per_event\":%.2f}\n", name.c_str(), set.rules.size(),
                    static_cast<double>(actions) / static_cast<double>(events.size()));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 3;
    }
}
