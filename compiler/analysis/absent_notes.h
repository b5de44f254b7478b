// R0431: negative tests that are also true while a field has no value, where nothing around them asks for one (D14).
// Internal to compiler/analysis.
#pragma once

#include "compiler/analysis/workspace.h"

namespace parley::analysis {

class AbsentNotes {
public:
    explicit AbsentNotes(Workspace& work) : work_(work) {}
    void check(const check::Rule& rule, Steps& steps);
    void check(const check::NamedCondition& named, Steps& steps);

private:
    void block(check::BlockId id, PathId path);
    void condition(check::ConditionId id, PathId path, const std::vector<Goal>& around);
    void test(check::ConditionId id, PathId path, const std::vector<Goal>& around);

    Workspace& work_;
    Workspace::Scope scope_;
    Steps* steps_ = nullptr;
};

}  // namespace parley::analysis
