#include "compiler/check/rules.h"

#include <algorithm>
#include <unordered_map>

#include "compiler/check/actions.h"
#include "compiler/check/conditions.h"
#include "compiler/check/literals.h"
#include "compiler/check/wording.h"
#include "runtime/value/text.h"

namespace parley::check {

namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;

// The steps of a rule. The parser bounds how deep blocks stand in one another, so this may recurse.
class BlockWalk {
public:
    BlockWalk(Context& context, Place& place, const syntax::Tree& tree)
        : context_(context), place_(place), tree_(tree) {}

    // `path`: that of the branch the block is of; empty for a rule's own.
    BlockId walk(syntax::BlockId id, const std::string& path) {
        const syntax::Block& written = tree_.blocks[id];
        Block block;
        block.span = written.span;
        block.steps.reserve(written.steps.size());
        std::size_t branches = 0;
        const syntax::Branch* closing = nullptr;  // an `else`, behind which nothing runs
        bool reported = false;                    // one finding does for all that stands there
        for (const syntax::Step& step : written.steps) {
            if (closing && !reported) {
                report_unreachable(step, *closing);
                reported = true;
            }
            if (step.kind == syntax::Step::Kind::action) {
                walk_action(step.action, block);
                continue;
            }
            walk_decision(step.decision, path, branches, block);
            const syntax::Branch& last = step.decision.branches.back();
            if (last.test == syntax::none && !closing) closing = &last;
        }
        context_.result.blocks.push_back(std::move(block));
        return static_cast<BlockId>(context_.result.blocks.size() - 1);
    }

private:
    void walk_action(const syntax::Action& written, Block& block) {
        auto action = check_action(context_, place_, written);
        if (!action) {
            place_.broken = true;
            return;
        }
        Step step;
        step.kind = Step::Kind::action;
        step.span = written.span;
        step.action = std::move(*action);
        block.steps.push_back(std::move(step));
    }

    void walk_decision(const syntax::Decision& written, const std::string& path, std::size_t& branches, Block& block) {
        Step step;
        step.kind = Step::Kind::decision;
        step.span = written.span;
        for (const syntax::Branch& branch : written.branches) {
            Branch made;
            made.head_span = branch.head_span;
            made.path = (path.empty() ? "" : path + ".") + std::to_string(++branches);
            if (branch.test != syntax::none) {
                made.condition = check_condition(context_, place_, tree_, branch.test);
                if (made.condition == none) place_.broken = true;
            }
            made.block = walk(branch.block, made.path);
            step.branches.push_back(std::move(made));
        }
        block.steps.push_back(std::move(step));
    }

    void report_unreachable(const syntax::Step& step, const syntax::Branch& closing) {
        const bool decision = step.kind == syntax::Step::Kind::decision;
        const source::Span span =
            decision && !step.decision.branches.empty() ? step.decision.branches.front().head_span : step.action.span;
        context_.diagnostics.report(Code::unreachable_step, span, "this step can never run", "stands behind an `else`")
            .label(closing.head_span, "takes every case that is left")
            .help("move it in front of the decision, or into its branches");
    }

    Context& context_;
    Place& place_;
    const syntax::Tree& tree_;
};

class RuleChecker {
public:
    explicit RuleChecker(Context& context) : context_(context) {}

    void check(const syntax::Tree& tree, const syntax::Rule& written) {
        const std::size_t errors = context_.diagnostics.errors();
        const std::size_t conditions = context_.result.conditions.size(), blocks = context_.result.blocks.size();
        check_name(written);
        check_description(written);
        Rule rule;
        Place place;
        place.in_rule = true;
        place.events_known = read_events(written, rule);
        std::vector<catalog::EventId> events = rule.events;
        std::sort(events.begin(), events.end());
        place.events = events;
        if (!written.events.empty())
            place.events_span = source::join(written.events.front().second, written.events.back().second);
        if (written.block != syntax::none) rule.block = BlockWalk(context_, place, tree).walk(written.block, "");
        // A rule with an error in it is left out whole: what was said of the rest of it could be false.
        if (place.broken || context_.diagnostics.errors() != errors || rule.block == none) {
            context_.result.conditions.resize(conditions);
            context_.result.blocks.resize(blocks);
            return;
        }
        rule.name = written.name;
        rule.description = written.description;
        rule.disabled = written.disabled;
        rule.span = written.span;
        rule.name_span = written.name_span;
        context_.result.rules.push_back(std::move(rule));
    }

private:
    void check_description(const syntax::Rule& written) {
        if (written.description_span.exists() && written.description.empty())
            report_merge_in_name(context_, written.description_span);
    }

    void check_name(const syntax::Rule& written) {
        if (value::is_white_space(written.name)) {
            if (report_merge_in_name(context_, written.name_span)) return;
            context_.diagnostics.report(Code::empty_name, written.name_span, "a rule has no name",
                                        "findings and decisions name a rule by it");
            return;
        }
        const auto [first, fresh] = names_.try_emplace(written.name, written.name_span);
        if (fresh) return;
        context_.diagnostics
            .report(Code::duplicate_rule, written.name_span, "two rules are named " + quote(written.name))
            .label(first->second, "first named here");
    }

    // False where an event is in error.
    bool read_events(const syntax::Rule& written, Rule& rule) {
        std::unordered_map<std::string_view, source::Span> seen;
        bool known = true;
        for (const auto& [name, span] : written.events) {
            const auto [first, fresh] = seen.try_emplace(name, span);
            if (!fresh) {
                context_.diagnostics.report(Code::duplicate_event, span, "the event " + quote(name) + " is named twice")
                    .label(first->second, "first named here");
                continue;
            }
            if (const auto event = context_.catalog.find_event(name)) {
                rule.events.push_back(*event);
                rule.event_spans.push_back(span);
                continue;
            }
            known = false;
            report_unknown(name, span);
        }
        return known && !rule.events.empty();
    }

    void report_unknown(const std::string& name, source::Span span) {
        Diagnostic& diagnostic = context_.diagnostics.report(Code::unknown_event, span, "unknown event " + quote(name),
                                                             not_in_catalog(context_));
        if (context_.event_names.empty()) {
            for (const catalog::Event& event : context_.catalog.events) context_.event_names.push_back(event.id);
        }
        suggest_name(context_, diagnostic, name, context_.event_names, "event", span, false);
    }

    Context& context_;
    std::unordered_map<std::string_view, source::Span> names_;
};

}  // namespace

void check_rules(Context& context, std::span<const syntax::Tree> trees) {
    std::size_t count = 0;
    for (const syntax::Tree& tree : trees) count += tree.rules.size();
    context.result.rules.reserve(std::min(count, context.limits.rules));
    RuleChecker checker(context);
    std::size_t checked = 0;
    for (const syntax::Tree& tree : trees) {
        for (const syntax::Rule& rule : tree.rules) {
            if (checked++ == context.limits.rules) {
                context.diagnostics.report(
                    Code::too_many_rules, rule.name_span, "the set has " + std::to_string(count) + " rules",
                    "at most " + std::to_string(context.limits.rules) + " are taken; no rule from here on was checked");
                return;
            }
            checker.check(tree, rule);
        }
    }
}

}  // namespace parley::check
