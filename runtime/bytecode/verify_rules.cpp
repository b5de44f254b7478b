// Which rules an event fires, and the branches of a rule.
#include "runtime/bytecode/checker.h"

namespace parley::bytecode {

namespace {

// By the same bytes, as equal texts are stored once; or by equal ones, whose names the check of their order has found
// to be no longer together than the file allows.
bool is_named(const Checker& checker, StringRef id, std::uint32_t symbol) {
    const DomainRecord& events = checker.views.domains[checker.artifact.manifest().event_domain];
    const StringRef name = checker.views.domain_values[events.first_value + symbol];
    return id == name || (checker.checks_all && checker.views.string(id) == checker.views.string(name));
}

bool check_event(Checker& checker, std::uint32_t index, std::size_t& next) {
    const Artifact& artifact = checker.artifact;
    const Views& views = checker.views;
    const EventRecord& event = artifact.events()[index];
    const Row row(checker, Section::events, index);
    const auto all = artifact.event_rules();
    if (!(row.text(event.id) && row.require(is_named(checker, event.id, index), "another id than its symbol has") &&
          row.owned(event.first_rule, event.rule_count, next, all.size(), "rules that are not its own")))
        return false;
    for (std::uint32_t i = 0; i < event.rule_count; ++i) {
        const std::uint32_t at = event.first_rule + i;
        const Row rule(checker, Section::event_rules, at);
        if (!(rule.index(all[at], views.rules.size(), "no such rule") &&
              rule.require(views.rules[all[at]].disabled == 0, "a disabled rule") &&
              rule.require(i == 0 || all[at - 1] < all[at], "a rule out of the order of the set")))
            return false;
    }
    return true;
}

bool check_events(Checker& checker) {
    const Artifact& artifact = checker.artifact;
    const Views& views = checker.views;
    const std::uint32_t symbols = views.domains[artifact.manifest().event_domain].value_count;
    if (!Row(checker, Section::events, 0)
             .require(artifact.events().size() == symbols, "another number of events than their domain has"))
        return false;
    std::size_t next = 0;
    for (std::uint32_t i = 0; i < artifact.events().size(); ++i) {
        if (!check_event(checker, i, next)) return false;
    }
    return Row(checker, Section::event_rules, next)
        .require(next == artifact.event_rules().size(), "a rule of no event");
}

bool check_branches(Checker& checker, std::uint32_t rule) {
    const RuleRecord& record = checker.views.rules[rule];
    for (std::uint32_t i = 0; i < record.branch_count; ++i) {
        const BranchRecord& branch = checker.views.branches[record.first_branch + i];
        fetch_ahead(&branch);
        const Row row(checker, Section::branches, record.first_branch + i);
        if (!(row.require(branch.rule == rule, "another rule than the one that has it") && row.text(branch.path) &&
              row.flag(branch.is_else, "an unknown flag") &&
              (checker.checks_all ? row.place(branch.file, branch.begin, branch.end)
                                  : branch.file < checker.views.files.size())))
            return false;
    }
    return true;
}

}  // namespace

bool check_rules(Checker& checker) {
    const Views& views = checker.views;
    std::size_t next_branch = 0;
    for (std::uint32_t i = 0; i < views.rules.size(); ++i) {
        const RuleRecord& rule = views.rules[i];
        const Row row(checker, Section::rules, i);
        if (!(row.text(rule.name) && row.index(rule.file, views.files.size(), "no such file") &&
              row.flag(rule.disabled, "an unknown flag") &&
              row.owned(rule.first_branch, rule.branch_count, next_branch, views.branches.size(),
                        "branches that are not its own") &&
              check_branches(checker, i)))
            return false;
    }
    return Row(checker, Section::branches, next_branch)
               .require(next_branch == views.branches.size(), "a branch of no rule") &&
           check_events(checker);
}

}  // namespace parley::bytecode
