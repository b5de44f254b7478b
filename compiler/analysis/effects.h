// What the rules do to a conversation that two of them can contradict each other in: the places of such actions, by the
// thing that they set. Internal to compiler/analysis.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/analysis/workspace.h"

namespace parley::analysis {

enum class EffectKind : std::uint8_t { queue, priority, field, agent, message };

struct Effect {
    EffectKind kind = EffectKind::message;
    catalog::FieldId field = 0;  // of kind field
    friend auto operator<=>(const Effect&, const Effect&) = default;
};

// One action of a rule.
struct Site {
    std::uint32_t rule = 0;
    PathId path = start;
    check::BlockId block = check::none;
    const check::Action* action = nullptr;
    source::Span head;  // of the branch around it; does not exist at the rule's own level
    std::string to;     // what it sets, comparable; of a message empty
    std::string shown;  // the same for people
};

// A step and a later one of the same block, which always run together and set one thing to two values.
struct Overwritten {
    Effect effect;
    Site first, second;
};

struct Effects {
    std::map<Effect, std::vector<Site>> sites;  // in the order of the set
    std::vector<Overwritten> overwritten;
};

// Of rules that can fire, without blocks that are known to be dead.
Effects find_effects(Workspace& work);

}  // namespace parley::analysis
