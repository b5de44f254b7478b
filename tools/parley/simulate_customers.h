// The customers of a made-up day: who writes, calls or fills in a form, when, and how it goes on. Planned beforehand,
// for they do not wait for anybody.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/engine/tenant/tenant.h"
#include "tools/parley/json.h"
#include "tools/parley/simulate_random.h"

namespace parley::cli {

struct SimulatedDay {
    model::Instant begins = 0, ends = 0;  // the tenant's midnights
    std::string id_prefix;
};

struct PlannedStimulus {
    model::Instant at = 0;
    Json members;  // all but `id` and `at`
};

// Exactly `events` of them, in order of time.
std::vector<PlannedStimulus> plan_customers(const tenant::Tenant& tenant, const SimulatedDay& day, std::uint64_t events,
                                            Chance& chance);

}  // namespace parley::cli
