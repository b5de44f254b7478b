#include "compiler/analysis/loops.h"

#include <algorithm>
#include <bitset>
#include <optional>
#include <set>
#include <unordered_set>

#include "compiler/analysis/cascade.h"
#include "compiler/analysis/definitions.h"
#include "compiler/analysis/wording.h"

namespace parley::analysis {
namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;

constexpr std::size_t most_findings = 50, deepest = 12;

// What the tests ask for on the way to a place, beside the event.
struct Way {
    bool sure = true;  // all of it stays what it is from moment to moment, or is followed here
    bool reads_queue = false;
    void join(Way other) {
        sure = sure && other.sure;
        reads_queue = reads_queue || other.reads_queue;
    }
};

// One action that causes moments.
struct Site {
    std::uint32_t rule = 0;
    PathId path = start;
    const check::Action* action = nullptr;
    Doing doing{};
    std::string to;                      // the queue or agent it names
    std::optional<value::Number> queue;  // of send_to_queue
    Way way;
};

// The conversation as it comes to a site; equal ones go on equally.
struct At {
    std::size_t site = 0;
    Caused moment{};
    Place place{};
    std::optional<value::Number> queue;  // none: not known
    std::string agent;
    bool operator==(const At&) const = default;
};

// Fields that hold from moment to moment unless a rule sets them, beside the tenant's own. Of all others it is not
// known what they are when the rule fires again.
bool stays(std::string_view field) {
    constexpr std::string_view names[] = {
        "conversation.contact_point", "conversation.platform",      "conversation.channel",
        "conversation.type",          "conversation.direction",     "conversation.priority",
        "conversation.skills",        "conversation.language",      "conversation.tags",
        "conversation.subject",       "conversation.customer_name", "conversation.email",
        "conversation.phone",         "conversation.opened_for",    "conversation.awaits_response",
        "workload.agents_online",     "workload.agents_available",  "workload.is_staffed"};
    return field.starts_with("time.") || field.starts_with("profile.") ||
           std::ranges::find(names, field) != std::end(names);
}

class Loops {
public:
    explicit Loops(Workspace& work) : work_(work), named_(work.rules.named.size()) {
        if (const auto field = work.catalog.find_field("conversation.queue"))
            queue_ = work.prepared.find_variable({*field, std::nullopt, false});
        for (const check::Block& block : work.rules.blocks)
            for (const check::Step& step : block.steps)
                if (step.kind == check::Step::Kind::action) note_setting(step.action);
        for (std::uint32_t rule = 0; rule < work.rules.rules.size(); ++rule) {
            const check::Rule& one = work.rules.rules[rule];
            if (one.disabled || one.block == check::none || never_fires(work.catalog, one)) continue;
            collect(rule, one.block, start, {});
        }
    }

    void run(std::uint64_t all_steps) {
        find_moments();
        find_ways();
        std::vector<std::size_t> candidates;
        for (std::size_t site = 0; site < sites_.size(); ++site)
            if (sites_[site].way.sure && may_return(site)) candidates.push_back(site);
        Shares shares(all_steps, candidates.size());
        for (const std::size_t site : candidates) {
            if (found_ == most_findings) return;
            if (told_.contains(sites_[site].action)) continue;
            shares.run([&](Steps& steps) { search_from(site, candidates, steps); });
        }
    }

private:
    struct Firing {
        std::size_t site;
        catalog::EventId event;
    };
    using Moments = std::bitset<caused_moments>;

    void note_setting(const check::Action& action) {
        const std::string& name = work_.catalog.actions[action.action].id;
        const auto form = work_.catalog.actions[action.action].form;
        if (form == catalog::ActionForm::set_field || form == catalog::ActionForm::clear_field)
            set_.insert(work_.catalog.fields[action.target].id);
        if (name == "set_priority") set_.insert("conversation.priority");
        if (name == "add_tag" || name == "remove_tag") set_.insert("conversation.tags");
    }

    // Each test is read once, however many branches stand behind it.
    void collect(std::uint32_t rule, check::BlockId id, PathId path, Way way) {
        if (work_.dead[id]) return;
        Paths& paths = work_.reach.paths();
        const std::vector<check::Step>& steps = work_.rules.blocks[id].steps;
        const bool closes = std::ranges::any_of(steps, [this](const check::Step& step) {
            return step.kind == check::Step::Kind::action && doing_of(step.action) == Doing::close;
        });
        for (const check::Step& step : steps) {
            if (step.kind == check::Step::Kind::action) {
                add(rule, path, step.action, closes, way);
                continue;
            }
            for (std::size_t i = 0; i < step.branches.size(); ++i) {
                if (step.branches[i].condition != check::none) way.join(read(step.branches[i].condition));
                if (step.branches[i].block != check::none)
                    collect(rule, step.branches[i].block, paths.add(path, step, i), way);
            }
            path = paths.add(path, step, step.branches.size());
        }
    }

    std::optional<Doing> doing_of(const check::Action& action) const {
        return doing(work_.catalog.actions[action.action].id);
    }

    void add(std::uint32_t rule, PathId path, const check::Action& action, bool closes, Way way) {
        const auto does = doing_of(action);
        // What stands beside a close is left out, or about a conversation that is no more.
        if (!does || (closes && *does != Doing::close)) return;
        Site site{rule, path, &action, *does, {}, {}, way};
        for (const check::ActionMember& member : action.members) {
            if (member.name != "queue" && member.name != "agent") continue;
            const bool constant = member.value.kind == check::ActionValue::Kind::scalar;
            if (!constant) return;
            site.to = member.value.scalars.front().text;
            if (member.name == "queue") site.queue = member.value.scalars.front().number;
        }
        if (*does == Doing::send_to_queue && !site.queue) return;
        sites_.push_back(std::move(site));
    }

    Way read(check::ConditionId id) {
        const check::Condition& condition = work_.prepared.condition(id);
        if (condition.kind == check::Condition::Kind::named) return read_named(condition.named);
        Way way;
        if (condition.kind != check::Condition::Kind::test) {
            for (const check::ConditionId child : condition.children) way.join(read(child));
            return way;
        }
        work_.prepared.atom(work_.prepared.atom_of(id)).each_variable([&](VariableId variable) {
            if (variable == work_.prepared.event_variable()) return;
            const Variable& one = work_.prepared.variable(variable);
            const bool own = one.field->custom && one.field->id.starts_with("conversation.");
            const bool known = variable == queue_ || own || stays(one.field->id);
            way.join({!one.use.former && !set_.contains(one.field->id) && known, variable == queue_});
        });
        return way;
    }

    Way read_named(std::uint32_t named) {
        if (!named_[named]) named_[named] = read(work_.prepared.rules().named[named].body);
        return *named_[named];
    }

    void find_moments() {
        for (std::size_t moment = 0; moment < caused_moments; ++moment) {
            const auto events = events_of(static_cast<Caused>(moment), work_.catalog);
            for (std::size_t site = 0; site < sites_.size(); ++site) {
                const auto& fires = work_.rules.rules[sites_[site].rule].events;
                const auto first = std::ranges::find_if(
                    events, [&](catalog::EventId event) { return std::ranges::find(fires, event) != fires.end(); });
                if (first != events.end()) at_moment_[moment].push_back({site, *first});
            }
        }
    }

    // By the events alone, whatever the conditions say: which moments each moment leads to, over any number of others.
    void find_ways() {
        for (std::size_t moment = 0; moment < caused_moments; ++moment)
            for (const Firing& firing : at_moment_[moment])
                ways_[moment] |= raised_by(sites_[firing.site].doing, static_cast<Caused>(moment));
        for (std::size_t over = 0; over < caused_moments; ++over)
            for (std::size_t moment = 0; moment < caused_moments; ++moment)
                if (ways_[moment][over]) ways_[moment] |= ways_[over];
    }

    Moments raised_by(Doing doing, Caused moment) const {
        Moments raised;
        for (const Place place : places_at(moment))
            for (const Then& then : consequences(doing, place, work_.catalog.invitations))
                raised.set(static_cast<std::size_t>(then.moment));
        return raised;
    }

    bool may_return(std::size_t site) const {
        Moments fires, reached;
        for (std::size_t moment = 0; moment < caused_moments; ++moment) {
            if (firing_at(moment, site) == nullptr) continue;
            fires.set(moment);
            const Moments raised = raised_by(sites_[site].doing, static_cast<Caused>(moment));
            reached |= raised;
            for (std::size_t next = 0; next < caused_moments; ++next)
                if (raised[next]) reached |= ways_[next];
        }
        return (fires & reached).any();
    }

    // nullptr: its rule does not fire then.
    const Firing* firing_at(std::size_t moment, std::size_t site) const {
        const auto found = std::ranges::lower_bound(at_moment_[moment], site, {}, &Firing::site);
        return found != at_moment_[moment].end() && found->site == site ? &*found : nullptr;
    }

    // With values that lead to the site, then with such as lead to it and to another one too.
    void search_from(std::size_t site, const std::vector<std::size_t>& candidates, Steps& steps) {
        for (std::size_t moment = 0; moment < caused_moments; ++moment) {
            const Firing* const firing = firing_at(moment, site);
            if (firing == nullptr) continue;
            const PathId alone[] = {sites_[site].path};
            if (try_with(std::span(alone, alone[0] == start ? 0 : 1), *firing, static_cast<Caused>(moment), steps))
                return;
            for (const std::size_t other : candidates) {
                if (!steps.spend()) return;
                const PathId both[] = {sites_[site].path, sites_[other].path};
                if (other == site || both[0] == start || both[1] == start) continue;
                if (try_with(both, *firing, static_cast<Caused>(moment), steps)) return;
            }
        }
    }

    bool try_with(std::span<const PathId> places, const Firing& firing, Caused moment, Steps& steps) {
        const Events events{firing.event, firing.event};
        if (work_.reach.find({.places = places, .also = {}, .events = events}, steps) != Answer::found) return false;
        for (const Place place : places_at(moment)) {
            std::optional<value::Number> queue;
            if (queue_ != nothing && work_.reach.assignment().get(queue_).present)
                queue = work_.reach.assignment().get(queue_).number;
            trail_.clear();
            if (follow({firing.site, moment, place, queue, {}}, steps)) return true;
        }
        return false;
    }

    // Depth first, until the same comes round again.
    bool follow(At at, Steps& steps) {
        if (!steps.spend() || trail_.size() >= deepest) return false;
        const auto before = std::ranges::find(trail_, at);
        if (before != trail_.end()) {
            report(std::span(trail_).subspan(static_cast<std::size_t>(before - trail_.begin())));
            return true;
        }
        const Site& site = sites_[at.site];
        if (site.queue && at.queue == site.queue) return false;  // it is there already
        if (site.doing == Doing::assign_to_agent && at.place == Place::held && at.agent == site.to) return false;
        trail_.push_back(at);
        for (const Then& then : consequences(site.doing, at.place, work_.catalog.invitations)) {
            At next{0, then.moment, then.place, site.queue ? site.queue : at.queue, at.agent};
            if (site.doing == Doing::open_conversation) next.queue.reset();
            if (site.doing == Doing::assign_to_agent && then.moment == Caused::assigned) next.agent = site.to;
            if (then.moment == Caused::unassigned) next.agent.clear();
            if (go_to(next, steps)) return true;
        }
        trail_.pop_back();
        return false;
    }

    bool go_to(At next, Steps& steps) {
        for (const Firing& firing : at_moment_[static_cast<std::size_t>(next.moment)]) {
            if (!steps.spend()) return false;
            next.site = firing.site;
            if (comes_to(next, firing.event, steps) && follow(next, steps)) return true;
        }
        return false;
    }

    bool comes_to(const At& next, catalog::EventId event, Steps& steps) {
        const Site& site = sites_[next.site];
        if (!site.way.sure || (site.way.reads_queue && !next.queue)) return false;
        const Assignment& found = work_.reach.assignment();
        Assignment now(work_.prepared);
        now.reset({event, event});
        now.set_now(found.now());
        for (VariableId variable = 0; variable < work_.prepared.variables().size(); ++variable) {
            const Variable& one = work_.prepared.variable(variable);
            if (variable == work_.prepared.event_variable() || one.is_time) continue;
            if (found.get(variable).present || one.type.list) now.set(variable, found.get(variable));
        }
        if (queue_ != nothing && next.queue) now.set(queue_, value::Value::of_number(*next.queue));
        steps.spend(1 + work_.prepared.variables().size() / 8);
        return work_.reach.leads_to(site.path, now, 0, steps);
    }

    std::string rule_name(const At& at) const { return quote(work_.rules.rules[sites_[at.site].rule].name); }
    std::string event_name(Caused moment) const {
        return quote(work_.catalog.events[events_of(moment, work_.catalog).front()].id);
    }

    void report(std::span<const At> loop) {
        for (const At& at : loop) told_.insert(sites_[at.site].action);
        // Told from the first of them in the set's order, whichever it was found from.
        const auto first =
            std::ranges::min_element(loop, {}, [this](const At& at) { return sites_[at.site].action->span.begin; });
        std::vector<At> chain(first, loop.end());
        chain.insert(chain.end(), loop.begin(), first);
        ++found_;
        std::set<std::string> names;
        for (const At& at : chain) names.insert(rule_name(at));
        const std::string message = names.size() == 1
                                        ? "rule " + *names.begin() + " raises its own event again without end"
                                        : "rule " + rule_name(chain[0]) + " and " +
                                              (names.size() == 2 ? "rule " + other(chain) : "others") +
                                              " raise one another's events without end";
        const auto raised = [&](std::size_t i) { return event_name(chain[(i + 1) % chain.size()].moment); };
        Diagnostic& diagnostic = work_.diagnostics.report(Code::rules_in_a_loop, sites_[chain[0].site].action->span,
                                                          message, "this raises " + raised(0));
        if (!diagnostic.kept) return;
        std::string text;
        for (std::size_t i = 0; i < chain.size(); ++i) {
            const source::Span span = sites_[chain[i].site].action->span;
            if (i != 0) diagnostic.label(span, "and this " + raised(i));
            text += (i == 0 ? "" : "; ") + quote_source(work_.sources, span) + " raises " + raised(i) +
                    ", which fires " + rule_name(chain[(i + 1) % chain.size()]);
        }
        diagnostic.note(text + "; and so on");
        const std::string values = witness_text(work_.prepared, work_.reach.assignment(), work_.reach.chosen(), false);
        if (!values.empty()) diagnostic.note("so it goes for this conversation\n" + values);
        diagnostic.help(
            "add a test that is false the second time, or leave one of the actions out: after 32 moments the engine "
            "stops it and the conversation waits in the fallback queue");
    }

    std::string other(const std::vector<At>& chain) const {
        for (const At& at : chain)
            if (rule_name(at) != rule_name(chain[0])) return rule_name(at);
        return {};
    }

    Workspace& work_;
    VariableId queue_ = nothing;
    std::set<std::string, std::less<>> set_;  // fields that some rule sets
    std::vector<std::optional<Way>> named_;   // of each named condition, once it was read
    std::vector<Site> sites_;
    std::vector<Firing> at_moment_[caused_moments];
    Moments ways_[caused_moments];
    std::vector<At> trail_;
    std::unordered_set<const check::Action*> told_;
    std::size_t found_ = 0;
};

}  // namespace

void check_loops(Workspace& work, std::uint64_t steps) {
    Loops(work).run(steps);
}

}  // namespace parley::analysis
