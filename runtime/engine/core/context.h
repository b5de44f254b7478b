// What every part of the engine works with: the version that runs, the records, the clock. Private to this folder.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "runtime/engine/core/engine.h"
#include "runtime/engine/core/unit.h"
#include "runtime/engine/facts/facts.h"
#include "runtime/engine/lines/output.h"

namespace parley::engine {

struct Context {
    Unit unit;
    Release release;
    std::unique_ptr<facts::Decider> decider;
    Clock mode = Clock::events;
    Instant clock = 0;  // the time of what is handled now
    lines::Metrics counts;
    // Agents who may take more than before, within this stimulus: waiting conversations are offered to them (D97).
    std::set<std::uint32_t> freed;

    const tenant::Tenant& tenant() const { return *release.tenant; }
};

}  // namespace parley::engine
