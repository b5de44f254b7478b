// Plain evaluation: concrete values in, true or false out, by the value functions that the VM executes. Every witness
// is checked by it. Internal to compiler/analysis.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "compiler/analysis/prepared.h"
#include "compiler/analysis/steps.h"

namespace parley::analysis {

// A condition that should come out as `wanted`. `side`: for which of the two rules at hand, as each has its own event.
struct Goal {
    check::ConditionId condition = check::none;
    bool wanted = true;
    std::uint8_t side = 0;
};

// The events that the two sides fire for; with one rule both are the same.
using Events = std::array<catalog::EventId, 2>;

// One value for each variable. Values that nobody chose are absent, lists empty.
class Assignment {
public:
    explicit Assignment(const Prepared& prepared);
    // Back to no values at all, an instant of its own, and these events.
    void reset(const Events& events);
    void set(VariableId variable, const value::Value& value);
    // The event's instant, and with it every field of the group `time`.
    void set_now(std::int64_t now);

    const value::Value& get(VariableId variable, std::uint8_t side) const {
        return variable == event_ ? event_values_[side] : values_[variable];
    }
    const value::Value& get(VariableId variable) const { return get(variable, 0); }
    std::int64_t now() const { return now_; }
    const Events& events() const { return events_; }
    static std::int64_t usual_now();

private:
    const Prepared& prepared_;
    std::vector<value::Value> values_;
    std::vector<VariableId> touched_, time_variables_;
    VariableId event_;
    std::array<value::Value, 2> event_values_;
    Events events_{};
    std::int64_t now_ = 0;
};

// What a local clock shows, for a field of the group `time`.
value::Value time_value(const Prepared& prepared, VariableId variable, std::int64_t now);

bool evaluate(const Prepared& prepared, const Atom& atom, const Assignment& assignment, std::uint8_t side);
// The same with the subject's value and the instant given; other variables do not matter to an atom of one variable.
bool evaluate_subject(const Prepared& prepared, const Atom& atom, const value::Value& subject, std::int64_t now);

bool evaluate(const Prepared& prepared, const Goal& goal, const Assignment& assignment, Steps& steps);

}  // namespace parley::analysis
