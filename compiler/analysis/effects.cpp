#include "compiler/analysis/effects.h"

#include <algorithm>

#include "compiler/analysis/definitions.h"
#include "compiler/analysis/wording.h"

namespace parley::analysis {
namespace {

using check::ActionValue;

const ActionValue* member(const check::Action& action, std::string_view name) {
    const auto found = std::ranges::find(action.members, name, &check::ActionMember::name);
    return found == action.members.end() ? nullptr : &found->value;
}

bool has_limit(const check::Action& action) {
    if (action.skip_if_recent || member(action, "at_most_every") != nullptr) return true;
    const ActionValue* once = member(action, "once");
    return once != nullptr && !(once->kind == ActionValue::Kind::scalar && once->scalars.front().number == 0);
}

// A constant, written so that equal ones compare equal; nullopt for what only an event tells.
std::optional<std::string> constant(const ActionValue& value) {
    std::string out;
    switch (value.kind) {
        case ActionValue::Kind::scalar:
        case ActionValue::Kind::list:
            for (const check::Scalar& scalar : value.scalars) {
                out.append(reinterpret_cast<const char*>(&scalar.number), sizeof scalar.number);
                out += scalar.text + '\0';
            }
            return out;
        case ActionValue::Kind::text:
        case ActionValue::Kind::texts:
            for (const check::Template& text : value.texts) {
                for (const check::TemplatePart& part : text) {
                    if (part.merge_field != check::none) return std::nullopt;
                    out += part.text;
                }
                out += '\0';
            }
            return out;
        default:
            return std::nullopt;
    }
}

// Queues as a set: which of them wins a tie is no contradiction.
std::string queue_set(const ActionValue& value) {
    std::vector<std::string> names;
    for (const check::Scalar& scalar : value.scalars) names.push_back(scalar.text);
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    std::string out;
    for (const std::string& name : names) out += name + '\0';
    return out;
}

class Finder {
public:
    explicit Finder(Workspace& work) : work_(work) {
        const auto id = [&](std::string_view name) { return work.catalog.find_action(name); };
        send_to_queue_ = id("send_to_queue");
        send_to_least_loaded_ = id("send_to_least_loaded");
        set_priority_ = id("set_priority");
        assign_ = id("assign_to_agent");
    }

    Effects run() {
        for (std::uint32_t i = 0; i < work_.rules.rules.size(); ++i) {
            const check::Rule& rule = work_.rules.rules[i];
            if (rule.disabled || rule.block == check::none || never_fires(work_.catalog, rule)) continue;
            rule_ = i;
            block(rule.block, start, {});
        }
        return std::move(effects_);
    }

private:
    void block(check::BlockId id, PathId path, source::Span head) {
        if (work_.dead[id]) return;
        Paths& paths = work_.reach.paths();
        std::map<Effect, Site> latest;  // since the last decision
        for (const check::Step& step : work_.rules.blocks[id].steps) {
            if (step.kind == check::Step::Kind::action) {
                add(step.action, id, path, head, latest);
                continue;
            }
            latest.clear();
            for (std::size_t i = 0; i < step.branches.size(); ++i) {
                const check::Branch& branch = step.branches[i];
                if (branch.block != check::none) block(branch.block, paths.add(path, step, i), branch.head_span);
            }
            path = paths.add(path, step, step.branches.size());
        }
    }

    void add(const check::Action& action, check::BlockId block, PathId path, source::Span head,
             std::map<Effect, Site>& latest) {
        Effect effect;
        Site site{rule_, path, block, &action, head, {}, {}};
        if (!classify(action, effect, site)) return;
        std::vector<Site>& sites = effects_.sites[effect];
        if (effect.kind != EffectKind::message) {
            const auto [found, first] = latest.try_emplace(effect, site);
            Site& before = found->second;
            if (!first && before.to != site.to) effects_.overwritten.push_back({effect, before, site});
            // Only the last of them counts for other rules.
            if (!first) std::erase_if(sites, [&](const Site& other) { return other.action == before.action; });
            before = site;
        }
        sites.push_back(std::move(site));
    }

    bool classify(const check::Action& action, Effect& effect, Site& site) const {
        const catalog::Action& definition = work_.catalog.actions[action.action];
        switch (definition.form) {
            case catalog::ActionForm::message:
            case catalog::ActionForm::catalog_message:
                effect = {EffectKind::message};
                return !has_limit(action);
            case catalog::ActionForm::set_field:
                return set(action, "to", {EffectKind::field, action.target}, effect, site);
            case catalog::ActionForm::clear_field:
                effect = {EffectKind::field, action.target};
                site.to = std::string(1, '\1');
                site.shown = "no value";
                return true;
            default:
                break;
        }
        if (action.action == send_to_queue_) return set(action, "queue", {EffectKind::queue}, effect, site);
        if (action.action == send_to_least_loaded_) return set(action, "queues", {EffectKind::queue}, effect, site);
        if (action.action == set_priority_) return set(action, "priority", {EffectKind::priority}, effect, site);
        if (action.action == assign_) return set(action, "agent", {EffectKind::agent}, effect, site);
        return false;
    }

    bool set(const check::Action& action, std::string_view name, Effect its, Effect& effect, Site& site) const {
        const ActionValue* value = member(action, name);
        if (value == nullptr) return false;
        std::optional<std::string> to = constant(*value);
        if (!to) return false;
        if (its.kind == EffectKind::queue) to = queue_set(*value);
        effect = its;
        site.to = std::move(*to);
        site.shown = std::string(work_.sources.text(value->span));
        if (value->kind == ActionValue::Kind::scalar && !value->scalars.front().text.empty()) {
            site.shown = value->scalars.front().text;
        }
        return true;
    }

    Workspace& work_;
    Effects effects_;
    std::uint32_t rule_ = 0;
    std::optional<catalog::ActionId> send_to_queue_, send_to_least_loaded_, set_priority_, assign_;
};

}  // namespace

Effects find_effects(Workspace& work) {
    return Finder(work).run();
}

}  // namespace parley::analysis
