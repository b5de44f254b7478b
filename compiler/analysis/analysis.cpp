#include "compiler/analysis/analysis.h"

#include "compiler/analysis/absent_notes.h"
#include "compiler/analysis/branches.h"
#include "compiler/analysis/clashes.h"
#include "compiler/analysis/definitions.h"
#include "compiler/analysis/loops.h"

namespace parley::analysis {

// Warnings come before notes, as a bag keeps only so many findings. Half of the steps go to the rules by themselves,
// three eighths to what they do together, one sixth of these to their loops, the rest to the notes.
void analyse(const check::CheckedRules& rules, const catalog::Catalog& catalog, const source::SourceSet& sources,
             diagnostics::Diagnostics& diagnostics, const Limits& limits) {
    Workspace work(rules, catalog, sources, diagnostics);
    check_events(work);
    check_unused(work);

    Constants constants(work);
    Branches branches(work, constants);
    Shares alone(limits.steps / 2, rules.rules.size() + 1);
    alone.run([&](Steps& steps) { constants.check_named(steps); });
    for (const check::Rule& rule : rules.rules) {
        alone.run([&](Steps& steps) { branches.check(rule, steps); });
    }

    check_clashes(work, limits.steps / 16 * 5);
    check_loops(work, limits.steps / 16);

    AbsentNotes notes(work);
    Shares remarks(limits.steps / 8, rules.rules.size() + rules.named.size());
    for (const check::NamedCondition& named : rules.named) {
        remarks.run([&](Steps& steps) { notes.check(named, steps); });
    }
    for (const check::Rule& rule : rules.rules) {
        remarks.run([&](Steps& steps) { notes.check(rule, steps); });
    }
}

}  // namespace parley::analysis
