#include "compiler/analysis/definitions.h"

#include <algorithm>
#include <vector>

#include "compiler/analysis/wording.h"

namespace parley::analysis {

using diagnostics::Code;
using diagnostics::Diagnostic;

namespace {

// By condition: whether some rule comes to it, also by way of others.
std::vector<char> named_in_use(const check::CheckedRules& rules) {
    std::vector<char> used(rules.named.size(), 0);
    std::vector<check::ConditionId> open;
    for (const check::Block& block : rules.blocks) {
        for (const check::Step& step : block.steps) {
            for (const check::Branch& branch : step.branches) {
                if (branch.condition != check::none) open.push_back(branch.condition);
            }
        }
    }
    while (!open.empty()) {
        const check::Condition& condition = rules.conditions[open.back()];
        open.pop_back();
        open.insert(open.end(), condition.children.begin(), condition.children.end());
        if (condition.kind != check::Condition::Kind::named || used[condition.named]) continue;
        used[condition.named] = 1;
        open.push_back(rules.named[condition.named].body);
    }
    return used;
}

}  // namespace

bool never_fires(const catalog::Catalog& catalog, const check::Rule& rule) {
    return !rule.events.empty() && std::ranges::all_of(rule.events, [&](catalog::EventId event) {
        return !catalog.events[event].never_because.empty();
    });
}

// A disabled rule is meant not to fire. Of several events one that can happen is enough.
void check_events(Workspace& work) {
    for (const check::Rule& rule : work.rules.rules) {
        if (rule.disabled || !never_fires(work.catalog, rule)) continue;
        const source::Span span = source::join(rule.event_spans.front(), rule.event_spans.back());
        Diagnostic& diagnostic =
            work.diagnostics.report(Code::rule_never_fires, span, "no event fires rule " + quote(rule.name),
                                    rule.events.size() == 1 ? "never happens here" : "none of these happens here");
        std::vector<std::string> reasons;
        for (const catalog::EventId id : rule.events) {
            const catalog::Event& event = work.catalog.events[id];
            std::string reason = event.never_because;
            if (event.never_span.exists()) {
                reason += " (" + work.sources.file(event.never_span.file).name() + ":" +
                          std::to_string(work.sources.position(event.never_span).line) + ")";
            }
            if (std::ranges::find(reasons, reason) == reasons.end()) reasons.push_back(std::move(reason));
        }
        for (std::string& reason : reasons) diagnostic.note(std::move(reason));
        diagnostic.help("name an event that happens here, disable the rule, or correct the catalog");
    }
}

void check_unused(Workspace& work) {
    const auto report = [&](const char* what, const std::string& name, source::Span span) {
        work.diagnostics
            .report(Code::unused_definition, span, std::string(what) + " " + quote(name) + " is never used",
                    "no rule comes to it")
            .help("delete it, or use it where its text is repeated");
    };
    for (const check::NamedList& list : work.rules.named_lists) {
        if (!list.used) report("list", list.name, list.name_span);
    }
    const std::vector<char> used = named_in_use(work.rules);
    for (std::size_t i = 0; i < used.size(); ++i) {
        const check::NamedCondition& condition = work.rules.named[i];
        if (!used[i]) report("condition", condition.name, condition.name_span);
    }
}

}  // namespace parley::analysis
