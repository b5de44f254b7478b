// R0410 and R0411 of conditions by themselves: tests, groups and named conditions that come out the same whatever the
// values are, and tests that another one beside them makes needless. Internal to compiler/analysis.
#pragma once

#include "compiler/analysis/workspace.h"

namespace parley::analysis {

class Constants {
public:
    explicit Constants(Workspace& work) : work_(work), atoms_(work.prepared.atoms().size(), Constancy::unasked) {}

    // All named conditions, each at its definition.
    void check_named(Steps& steps);
    // Every part of a condition, inside out; notes in Workspace::known what it finds or follows from that. Whether a
    // group as a whole is constant is asked only for those inside it, as the caller knows more about the whole.
    void check_parts(check::ConditionId condition, const Workspace::Scope& scope, Steps& steps);
    // Reports a condition as always true or false, and notes it; of a group also what in it makes it so.
    void report(check::ConditionId condition, bool truth, const Workspace::Scope& scope, Steps& steps);

private:
    enum class Constancy : std::uint8_t { unasked, none, always_true, always_false };

    void check(check::ConditionId id, const Workspace::Scope& scope, bool root, Steps& steps);
    void check_group(check::ConditionId id, const Workspace::Scope& scope, bool root, Steps& steps);
    void check_beside(check::ConditionId id, const Workspace::Scope& scope, Steps& steps);
    bool comparable(check::ConditionId first, check::ConditionId second) const;
    void report_needless(check::ConditionId id, check::ConditionId because, bool in_all, const Workspace::Scope& scope,
                         Steps& steps);
    void note_no_value(check::ConditionId id, const Workspace::Scope& scope, Steps& steps,
                       diagnostics::Diagnostic& diagnostic);
    Constancy of_atom(AtomId id, const Workspace::Scope& scope, Steps& steps);
    Constancy of_values(AtomId id, Steps& steps);
    void note(check::ConditionId id, bool truth);

    Workspace& work_;
    std::vector<Constancy> atoms_;
};

}  // namespace parley::analysis
