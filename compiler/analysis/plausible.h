// What the fields of one conversation have to do with one another. A witness respects it, so that it shows what can
// really happen; a proof of "never" does not rely on it, since the wire may say anything. Internal to
// compiler/analysis.
#pragma once

#include <string>
#include <vector>

#include "compiler/analysis/evaluate.h"

namespace parley::analysis {

class Plausible {
public:
    explicit Plausible(const Prepared& prepared);
    // Fills in what follows from the values chosen.
    void complete(Assignment& assignment, bool exists_is_chosen) const;
    bool holds(const Assignment& assignment) const;
    VariableId previous_exists() const { return previous_exists_; }

private:
    struct StatusAndState {
        VariableId status, state;
    };
    // A workload field of the conversation's own queue, and the same field of a queue named.
    struct SameWorkload {
        VariableId own, named;
        std::uint32_t queue;
    };
    void find_pairs();
    bool is_closed(VariableId variable, const Assignment& assignment) const;

    const Prepared& prepared_;
    VariableId previous_exists_ = nothing, queue_ = nothing;
    std::vector<VariableId> previous_, restricted_, own_workload_;
    std::vector<StatusAndState> states_;
    std::vector<SameWorkload> workloads_;
};

}  // namespace parley::analysis
