// Which events can stand in one moment (conversations.md, "Stimulus, moments"), as data, and for which of its events a
// rule then fires. Internal to compiler/analysis.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "compiler/catalog/catalog.h"

namespace parley::analysis {

using MomentId = std::uint32_t;

class Moments {
public:
    explicit Moments(const catalog::Catalog& catalog);

    // A moment, and the first of its events that the rule names: the one that it fires for (D48).
    struct Firing {
        MomentId moment;
        catalog::EventId event;
    };
    // By moment, ascending. Moments with an event that this tenant never sees are left out.
    std::vector<Firing> firings(std::span<const catalog::EventId> rule_events) const;

private:
    std::vector<std::vector<catalog::EventId>> moments_;  // each with its events in their order
    std::vector<std::vector<MomentId>> of_event_;
};

}  // namespace parley::analysis
