// The VM against the reference evaluator on random rule sets and events. PARLEY_PROGRAMS and PARLEY_SEED in the
// environment choose how many and which; the seed is printed, and `tools/differential` runs many on all cores.
#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

#include "tests/harness/generate.h"
#include "tests/harness/harness.h"

using namespace parley;

namespace {

std::uint64_t setting(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text != nullptr ? std::strtoull(text, nullptr, 10) : otherwise;
}

}  // namespace

TEST_CASE("random rule sets: VM and reference agree [S3.20, S3.23, S3.25, S3.53, S3.56, S3.57, D5, D7, D8]") {
    const std::uint64_t programs = setting("PARLEY_PROGRAMS", 2'000);
    const std::uint64_t seed = setting("PARLEY_SEED", 20261121);
    constexpr int events = 6;
    const differential::Harness harness(differential::catalog_text);
    std::uint64_t answers = 0, with_actions = 0, differences = 0;
    for (std::uint64_t i = 0; i < programs; ++i) {
        // Each program has a seed of its own, so that one is reproduced without those before it.
        differential::Generator generator(harness.catalog(), seed + i);
        const std::string rules = generator.rules();
        const auto compiled = harness.compile(rules);
        INFO("seed " << seed + i);
        INFO(rules);
        REQUIRE_MESSAGE(compiled->findings.empty(), compiled->findings);
        for (int e = 0; e < events; ++e) {
            const std::string event = generator.event();
            const std::string difference = differential::compare(harness, *compiled, rules, event);
            ++answers;
            if (!difference.empty() && ++differences <= 3) FAIL_CHECK("seed " << seed + i << "\n" << difference);
            if (differential::vm_answer(*compiled, event) != "[]") ++with_actions;
        }
        if (differences > 10) break;
    }
    MESSAGE(programs << " programs from seed " << seed << ", " << answers << " decisions, " << with_actions
                     << " with actions, " << differences << " differences");
    CHECK(differences == 0);
    CHECK(with_actions * 20 > answers);  // a generator whose rules never fire would prove nothing
}
