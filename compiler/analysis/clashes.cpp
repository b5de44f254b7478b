#include "compiler/analysis/clashes.h"

#include <algorithm>
#include <set>

#include "compiler/analysis/wording.h"

namespace parley::analysis {
namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;

Code code_of(const Effect& effect) {
    switch (effect.kind) {
        case EffectKind::queue:
            return Code::two_queues;
        case EffectKind::message:
            return Code::message_twice;
        default:
            return Code::two_values;
    }
}

// "set the priority of the same conversation to two values"
std::string what(const catalog::Catalog& catalog, const Effect& effect, bool of_two_rules) {
    const std::string verb = of_two_rules ? "" : "s";
    switch (effect.kind) {
        case EffectKind::queue:
            return "send" + verb + " the same conversation to two queues";
        case EffectKind::priority:
            return "set" + verb + " the priority of the same conversation to two values";
        case EffectKind::agent:
            return "assign" + verb + " the same conversation to two agents";
        case EffectKind::field:
            return "set" + verb + " " + quote(catalog.fields[effect.field].id) + " to two values";
        case EffectKind::message:
            return "send" + verb + " the same customer two messages at once";
    }
    return {};
}

class Clashes {
public:
    Clashes(Workspace& work, const ClashLimits& limits) : work_(work), limits_(limits) {
        for (const check::Rule& rule : work.rules.rules) {
            firings_.push_back(rule.disabled ? std::vector<Moments::Firing>{} : work.moments.firings(rule.events));
        }
    }

    void run(std::uint64_t all_steps) {
        const Effects effects = find_effects(work_);
        std::size_t users = effects.overwritten.size();
        for (const auto& [effect, sites] : effects.sites) users += sites.size();
        Shares shares(all_steps, users);
        for (const Overwritten& pair : effects.overwritten) {
            shares.run([&](Steps& steps) { check_overwritten(pair, steps); });
        }
        for (const auto& [effect, sites] : effects.sites) check_effect(effect, sites, shares);
    }

private:
    void check_overwritten(const Overwritten& pair, Steps& steps) {
        if (found_ == limits_.findings) return;
        const check::Rule& rule = work_.rules.rules[pair.first.rule];
        const PathId path = pair.second.path;
        const std::span<const PathId> places(&path, path == start ? 0 : 1);
        for (const Moments::Firing& firing : firings_[pair.first.rule]) {
            const Reach::Question question{.places = places, .also = {}, .events = {firing.event, firing.event}};
            if (work_.reach.find(question, steps) != Answer::found) continue;
            ++found_;
            Diagnostic& diagnostic =
                work_.diagnostics.report(code_of(pair.effect), pair.second.action->span,
                                         "rule " + quote(rule.name) + " " + what(work_.catalog, pair.effect, false),
                                         "then here, so " + quote(pair.second.shown) + " wins");
            diagnostic.label(pair.first.action->span, "first here, for nothing");
            const std::string values =
                witness_text(work_.prepared, work_.reach.assignment(), work_.reach.chosen(), reads_time(path));
            diagnostic.note("both run on " + quote(work_.catalog.events[firing.event].id) + " for " +
                            (values.empty() ? "any conversation that gets here" : "this conversation\n" + values));
            diagnostic.help("delete one of them");
            return;
        }
    }

    void check_effect(const Effect& effect, const std::vector<Site>& sites, Shares& shares) {
        std::vector<std::vector<Requirement>> required;
        for (const Site& site : sites) required.push_back(required_by(site.path));
        const RequirementIndex index(required);
        std::set<std::uint32_t> told;  // rules with a finding
        for (std::uint32_t later = 0; later < sites.size() && found_ < limits_.findings; ++later) {
            if (told.contains(sites[later].rule)) continue;
            shares.run([&](Steps& steps) {
                if (find_earlier(effect, sites, required, index, later, steps)) told.insert(sites[later].rule);
            });
        }
    }

    std::vector<Requirement> required_by(PathId path) const {
        std::vector<Requirement> found;
        work_.reach.paths().each_condition(
            path, [&](check::ConditionId condition) { found = both(found, requirements(work_.prepared, condition)); });
        return found;
    }

    // In the order of the rules, those that may hold together with the later site as far as the index can tell.
    bool find_earlier(const Effect& effect, const std::vector<Site>& sites,
                      const std::vector<std::vector<Requirement>>& required, const RequirementIndex& index,
                      std::uint32_t later, Steps& steps) {
        std::vector<std::span<const std::uint32_t>> lists;
        const auto pivot = std::ranges::find(required[later], index.pivot(), &Requirement::variable);
        const bool all = pivot == required[later].end();
        if (all) {
            every_.resize(sites.size());
            for (std::uint32_t i = 0; i < every_.size(); ++i) every_[i] = i;
            lists.push_back(every_);
        } else {
            lists.push_back(index.without());
            for (const std::uint64_t key : pivot->keys) lists.push_back(index.with(key));
        }
        std::size_t searched = 0;
        while (!steps.exhausted() && searched < limits_.searches) {
            std::span<const std::uint32_t>* next = nullptr;
            for (std::span<const std::uint32_t>& list : lists) {
                if (!list.empty() && (next == nullptr || list.front() < next->front())) next = &list;
            }
            if (next == nullptr || next->front() >= later) return false;
            const std::uint32_t earlier = next->front();
            *next = next->subspan(1);
            steps.spend(2 + lists.size());
            const Site &first = sites[earlier], &second = sites[later];
            const bool same = effect.kind != EffectKind::message && first.to == second.to;
            if (first.rule == second.rule || same || exclude(required[earlier], required[later])) continue;
            if (firings_[first.rule].empty() || firings_[second.rule].empty()) continue;
            ++searched;
            if (clash(effect, sites, earlier, later, steps)) return true;
        }
        return false;
    }

    bool clash(const Effect& effect, const std::vector<Site>& sites, std::uint32_t earlier, std::uint32_t later,
               Steps& steps) {
        const Site &first = sites[earlier], &second = sites[later];
        const PathId places[] = {first.path, second.path};
        std::set<std::pair<catalog::EventId, catalog::EventId>> asked;
        auto a = firings_[first.rule].begin();
        auto b = firings_[second.rule].begin();
        while (a != firings_[first.rule].end() && b != firings_[second.rule].end()) {
            if (a->moment != b->moment) {
                (a->moment < b->moment ? a : b)++;
                continue;
            }
            const Events events{a->event, b->event};
            ++a;
            ++b;
            if (!asked.insert({events[0], events[1]}).second) continue;
            if (work_.reach.find({.places = places, .also = {}, .events = events}, steps) != Answer::found) continue;
            if (effect.kind != EffectKind::message &&
                !(counts(sites, earlier, 0, steps) && counts(sites, later, 1, steps))) {
                continue;
            }
            report(effect, first, second, events);
            return true;
        }
        return false;
    }

    // Whether it is the last of its own rule, with the values found: what the rule itself sets anew is no
    // contradiction.
    bool counts(const std::vector<Site>& sites, std::uint32_t index, std::uint8_t side, Steps& steps) {
        for (std::size_t i = index + 1; i < sites.size() && sites[i].rule == sites[index].rule; ++i) {
            if (work_.reach.leads_to(sites[i].path, work_.reach.assignment(), side, steps)) return false;
        }
        return true;
    }

    void report(const Effect& effect, const Site& first, const Site& second, const Events& events) {
        ++found_;
        const std::string earlier = quote(work_.rules.rules[first.rule].name);
        const std::string later = quote(work_.rules.rules[second.rule].name);
        const bool message = effect.kind == EffectKind::message;
        Diagnostic& diagnostic =
            work_.diagnostics.report(code_of(effect), second.action->span,
                                     "rules " + earlier + " and " + later + " " + what(work_.catalog, effect, true),
                                     message ? "then here" : "then here, so " + quote(second.shown) + " wins");
        if (!diagnostic.kept) return;
        diagnostic.label(first.action->span, "first here");
        diagnostic.note(witness(first, second, events));
        std::string help =
            message ? "put both into one rule, or limit one of them with `once: true`" : "put both into one rule";
        const std::string narrower = narrowing(first, second);
        if (!narrower.empty()) help += ", or add " + narrower;
        diagnostic.help(std::move(help));
    }

    std::string witness(const Site& first, const Site& second, const Events& events) const {
        const auto event = [&](std::size_t side) { return quote(work_.catalog.events[events[side]].id); };
        const std::string values = witness_text(work_.prepared, work_.reach.assignment(), work_.reach.chosen(),
                                                reads_time(first.path) || reads_time(second.path));
        std::string text = events[0] == events[1] ? "both fire on " + event(0)
                                                  : "the first fires on " + event(0) + ", the second on " + event(1) +
                                                        " in the same moment,";
        return text + (values.empty() ? " for a conversation where none of the tested fields has a value"
                                      : " for this conversation\n" + values);
    }

    // "`conversation.customer_tier is not gold` to line 43": the last test that the first place asks for and the second
    // knows nothing of.
    std::string narrowing(const Site& first, const Site& second) const {
        std::set<VariableId> known;
        for (const Requirement& requirement : required_by(second.path)) known.insert(requirement.variable);
        std::string found;
        work_.reach.paths().each_condition(first.path, [&](check::ConditionId asked) {
            if (!found.empty()) return;
            for (const Goal& part : work_.parts({asked, true})) {
                const check::Condition& condition = work_.prepared.condition(part.condition);
                if (condition.kind != check::Condition::Kind::test || condition.negated) continue;
                const Atom& atom = work_.prepared.atom(work_.prepared.atom_of(part.condition));
                const Variable& variable = work_.prepared.variable(atom.subject);
                const bool plain = condition.test.op == check::TestOp::is && !atom.several && !condition.test.size &&
                                   !condition.test.exactly && !variable.use.former;
                if (!plain || known.contains(atom.subject) || atom.subject == work_.prepared.event_variable()) continue;
                found = quote(field_text(work_.prepared, variable) + " is not " +
                              value_text(work_.prepared, variable, atom.first_value));
            }
        });
        if (found.empty()) return found;
        const source::Span at = second.head.exists() ? second.head : second.action->span;
        return found + (second.head.exists() ? " to " : " around ") + place(work_.sources, at, second.action->span);
    }

    bool reads_time(PathId path) const {
        bool reads = false;
        work_.reach.paths().each(path, [&](const PathStep& step) {
            for (std::size_t i = 0; i <= step.branch && i < step.decision->branches.size() && !reads; ++i) {
                const check::ConditionId condition = step.decision->branches[i].condition;
                reads = condition != check::none && work_.prepared.reads_time(condition);
            }
        });
        return reads;
    }

    Workspace& work_;
    const ClashLimits& limits_;
    std::vector<std::vector<Moments::Firing>> firings_;  // by rule
    std::vector<std::uint32_t> every_;
    std::size_t found_ = 0;
};

}  // namespace

void check_clashes(Workspace& work, std::uint64_t steps, const ClashLimits& limits) {
    Clashes(work, limits).run(steps);
}

}  // namespace parley::analysis
