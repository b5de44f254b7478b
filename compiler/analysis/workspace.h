// What the parts of one analysis share. Internal to compiler/analysis.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "compiler/analysis/moments.h"
#include "compiler/analysis/reach.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/source/source.h"

namespace parley::analysis {

struct Workspace {
    Workspace(const check::CheckedRules& rules, const catalog::Catalog& catalog, const source::SourceSet& sources,
              diagnostics::Diagnostics& diagnostics)
        : rules(rules),
          catalog(catalog),
          sources(sources),
          diagnostics(diagnostics),
          prepared(rules, catalog),
          reach(prepared),
          moments(catalog),
          known(rules.conditions.size(), Known::no),
          dead(rules.blocks.size(), 0) {}

    const check::CheckedRules& rules;
    const catalog::Catalog& catalog;
    const source::SourceSet& sources;
    diagnostics::Diagnostics& diagnostics;
    Prepared prepared;
    Reach reach;
    Moments moments;

    // What is known, and reported, of a condition wherever it stands.
    enum class Known : std::uint8_t { no, always_true, always_false };
    std::vector<Known> known;  // by condition, with its negation
    std::vector<char> dead;    // by block: proved never to run

    // A rule, or a named condition, whose conditions are looked at: `found` with one of its events is enough, `never`
    // has to be proved for all of them.
    struct Scope {
        std::span<const catalog::EventId> events;
        bool reads_event = false;
    };
    template <typename Ask>
    Answer for_events(const Scope& scope, Ask&& ask) {
        Answer result = Answer::never;
        for (const catalog::EventId event : scope.events) {
            const Answer answer = ask(Events{event, event});
            if (answer == Answer::found) return answer;
            if (answer == Answer::never && !scope.reads_event) return answer;
            if (answer == Answer::unknown) result = answer;
        }
        return result;
    }
    Answer find(const Scope& scope, std::span<const Goal> goals, Steps& steps) {
        return for_events(scope, [&](const Events& events) { return reach.solver().find(goals, events, steps); });
    }
    // Goals that exclude one another, as few as possible; `goals` do so.
    std::vector<Goal> conflict(const Scope& scope, std::vector<Goal> goals, Steps& steps);
    // The tests and groups that all have to hold for the goal to hold.
    std::vector<Goal> parts(const Goal& goal) const;
};

}  // namespace parley::analysis
