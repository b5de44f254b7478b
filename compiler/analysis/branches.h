// R0410 to R0412 of the branches of rules: conditions that are constant where they stand, branches and steps that are
// never reached. Internal to compiler/analysis.
#pragma once

#include "compiler/analysis/constants.h"

namespace parley::analysis {

class Branches {
public:
    Branches(Workspace& work, Constants& constants) : work_(work), constants_(constants), nothing_set_(work.prepared) {}
    void check(const check::Rule& rule, Steps& steps);

private:
    // The conditions of the branches around a place, all true there.
    using Around = std::vector<Goal>;

    void block(check::BlockId id, PathId path, const Around& around);
    // False if no later branch or step is worth looking at, since the cause was reported.
    bool decision(const check::Step& step, PathId path, const Around& around);
    bool branch(const check::Step& step, std::size_t index, PathId path, const Around& around);
    void bury(check::BlockId id);
    bool reads_event(check::BlockId id) const;

    Answer reach(PathId path, std::span<const Goal> also = {});
    bool always_true(const Goal& goal, const Around& around);
    void ways_in(check::ConditionId condition, PathId path, Around& also);

    // branch_reports.cpp
    void report_never(const check::Branch& branch, PathId path, const Around& around);
    void report_contradiction(check::ConditionId condition, bool truth, const Around& around);
    void report_passed_over(source::Span primary, std::string message, std::string label, PathId path,
                            const Around& around, check::ConditionId condition);
    void report_steps(const check::Step& next, PathId path, const Around& around);
    void report_way_in(check::ConditionId part, PathId path, const Around& also);
    std::vector<Passed> needed_passed(PathId path, const Around& also);
    void label_passed(diagnostics::Diagnostic& diagnostic, std::span<const Passed> passed) const;
    void example(diagnostics::Diagnostic& diagnostic, PathId path, Around goals, std::span<const Passed> passed);

    Workspace& work_;
    Constants& constants_;
    Assignment nothing_set_;
    Workspace::Scope scope_;
    Steps* steps_ = nullptr;
};

}  // namespace parley::analysis
