// What a finding shows by example: values, and what conditions come out as with them, which is evaluated for each
// example that is printed. Internal to compiler/analysis.
#pragma once

#include <string>
#include <vector>

#include "compiler/analysis/workspace.h"

namespace parley::analysis {

inline constexpr const char* without_values = "a conversation without any of these values";

// The values of the last answer `found`, with the event and its instant where one of these conditions reads them; empty
// where there are none.
std::string example_values(const Workspace& work, std::span<const Goal> evaluated);
// Instead of an example for the goals.
void note_no_example(const Workspace& work, std::span<const Goal> goals, diagnostics::Diagnostic& diagnostic);

// Adds notes to one finding: "for example, only `conversation.tier is gold` is true with conversation.tier = gold".
class Examples {
public:
    Examples(Workspace& work, const Workspace::Scope& scope, Steps& steps, diagnostics::Diagnostic& diagnostic)
        : work_(work), scope_(scope), steps_(steps), diagnostic_(diagnostic) {}

    // Of goals that hold together.
    void together(const std::vector<Goal>& goals);
    // Of goals that exclude one another: for each of them values with which all the others hold.
    void apart(std::vector<Goal> goals);
    // Of a condition that is true wherever some others are.
    void following(check::ConditionId condition, const std::vector<check::ConditionId>& others);

private:
    bool show(const std::vector<Goal>& goals);
    std::string outcome(const std::vector<Goal>& goals);

    Workspace& work_;
    const Workspace::Scope& scope_;
    Steps& steps_;
    diagnostics::Diagnostic& diagnostic_;
};

}  // namespace parley::analysis
