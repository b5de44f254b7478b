// Re-publishing costs the same whatever the size of the rule set: it moves a pointer. The system calls and the bytes
// read are compared; the times are only shown.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "tests/faults/folder.h"
#include "tests/faults/plan.h"
#include "tests/faults/targets.h"
#include "tests/faults/tracing.h"

using namespace faults;

namespace {

// Two versions of so many rules.
void publish_rules(const std::string& folder, int count) {
    write_project(folder, 0);
    for (int version = 1; version <= 2; ++version) {
        std::string rules;
        for (int i = 0; i < count; ++i)
            rules += "rule \"Rule " + std::to_string(i) +
                     "\"\n    on closed\n{\n    if conversation.message_count >= " + std::to_string(i + version) +
                     " {\n        add_tag \"tag " + std::to_string(i) + "\"\n    }\n}\n\n";
        write_text(folder + "/rules/30-many.parley", rules);
        must(folder, {"draft", "save"});
        must(folder, {"publish", "-m", "version " + std::to_string(version)});
    }
}

struct Cost {
    Words calls;
    std::size_t bytes_read = 0;
    double median_ms = 0, longest_ms = 0;
};

Cost cost_of_republish(const std::string& folder) {
    Cost cost;
    const Words command = with_parley({"republish", "1"});
    for (const Call& call : calls_of(folder, command)) {
        if (call.by_loader) continue;
        cost.calls.push_back(call.name);
        const std::size_t result = call.line.rfind("= ");
        if (call.name == "read" && result != std::string::npos)
            cost.bytes_read += std::strtoull(call.line.c_str() + result + 2, nullptr, 10);
    }
    std::vector<double> times;
    for (int round = 0; round < 15; ++round) {
        const auto begin = std::chrono::steady_clock::now();
        must(folder, {"republish", round % 2 == 0 ? "2" : "1"});
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    std::sort(times.begin(), times.end());
    cost.median_ms = times[times.size() / 2];
    cost.longest_ms = times.back();
    return cost;
}

}  // namespace

TEST_CASE("re-publishing 10 rules or many: the same calls, the same bytes [S3.4]") {
    if (const auto reason = cannot_trace()) return report_skipped("republish", *reason);
    std::vector<int> sizes = {10, 1'000};
    if (run_all()) sizes.push_back(100'000);
    std::vector<Cost> costs;
    for (const int size : sizes) {
        const Folder folder;
        publish_rules(folder.path(), size);
        costs.push_back(cost_of_republish(folder.path()));
        std::printf(
            "faults: republish of %d rules: %zu system calls, %zu bytes read, median %.1f ms, longest %.1f ms\n", size,
            costs.back().calls.size(), costs.back().bytes_read, costs.back().median_ms, costs.back().longest_ms);
    }
    for (const Cost& cost : costs) {
        // Memory is asked for in steps that depend on where the kernel put it.
        const auto without_memory = [](Words calls) {
            std::erase(calls, "brk");
            return calls;
        };
        CHECK(without_memory(cost.calls) == without_memory(costs.front().calls));
        CHECK(cost.bytes_read > 0);
        CHECK(cost.bytes_read < costs.front().bytes_read + 64);  // sizes have more digits
    }
}
