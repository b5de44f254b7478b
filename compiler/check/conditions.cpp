#include "compiler/check/conditions.h"

#include <algorithm>

#include "compiler/check/comparisons.h"
#include "compiler/check/fields.h"
#include "compiler/check/wording.h"
#include "runtime/base/result.h"

namespace parley::check {

namespace {

using diagnostics::Code;
using diagnostics::Diagnostic;

class TestWalk {
public:
    TestWalk(Context& context, Place& place, const syntax::Tree& tree)
        : context_(context), place_(place), tree_(tree) {}

    // `depth`: groups round this test. The parser bounds how deep a tree is, so this may recurse.
    ConditionId walk(syntax::TestId id, std::uint32_t depth) {
        const syntax::Test& test = tree_.tests[id];
        switch (test.kind) {
            case syntax::Test::Kind::all:
            case syntax::Test::Kind::any:
            case syntax::Test::Kind::none:
                return walk_group(test, depth + 1);
            case syntax::Test::Kind::name:
                return walk_name(test, depth);
            case syntax::Test::Kind::field:
            case syntax::Test::Kind::comparison:
                return walk_test(test);
        }
        return none;
    }

private:
    ConditionId add(Condition condition) {
        context_.result.conditions.push_back(std::move(condition));
        return static_cast<ConditionId>(context_.result.conditions.size() - 1);
    }

    bool too_deep(std::uint32_t depth) const { return depth > context_.limits.nesting; }

    ConditionId walk_group(const syntax::Test& group, std::uint32_t depth) {
        place_.depth = std::max(place_.depth, depth);
        const std::string word(context_.sources.text(group.head_span));
        if (too_deep(depth)) {
            context_.diagnostics.report(
                Code::nested_too_deeply, group.head_span, "groups are nested too deeply",
                "at most " + std::to_string(context_.limits.nesting) + " may stand in one another");
            return none;
        }
        if (group.children.empty()) {
            context_.diagnostics.report(Code::empty_group, group.head_span, "the group " + quote(word) + " is empty",
                                        "a group has at least one test");
            return none;
        }
        Condition condition;
        condition.kind = group.kind == syntax::Test::Kind::all ? Condition::Kind::all : Condition::Kind::any;
        condition.negated = group.kind == syntax::Test::Kind::none;
        condition.span = group.span;
        bool good = true;
        for (const syntax::TestId child : group.children) {
            condition.children.push_back(walk(child, depth));
            good = good && condition.children.back() != none;
        }
        return good ? add(std::move(condition)) : none;
    }

    ConditionId walk_test(const syntax::Test& test) {
        auto checked = check_single_test(context_, place_, test);
        if (!checked) return none;
        Condition condition;
        condition.negated = checked->negated;
        condition.test = std::move(checked->test);
        condition.span = test.span;
        return add(std::move(condition));
    }

    ConditionId walk_name(const syntax::Test& test, std::uint32_t depth) {
        const auto definition = context_.definitions.find(test.name);
        if (!definition || definition->kind != Definition::Kind::condition) {
            report_unknown(test, definition);
            return none;
        }
        DefinedCondition& used = context_.definitions.conditions[definition->index];
        used.used = true;
        if (used.broken || used.id == none) {
            place_.broken = true;
            return none;
        }
        place_.reads_event = place_.reads_event || used.reads_event;
        place_.depth = std::max(place_.depth, depth + used.depth);
        if (!fits_depth(test, used, depth) || !fits_events(test, definition->index)) return none;
        Condition condition;
        condition.kind = Condition::Kind::named;
        condition.negated = test.negated;
        condition.named = used.id;
        condition.span = test.span;
        return add(std::move(condition));
    }

    bool fits_depth(const syntax::Test& test, const DefinedCondition& used, std::uint32_t depth) {
        if (!too_deep(depth + used.depth)) return true;
        const std::string limit = std::to_string(context_.limits.nesting);
        context_.diagnostics
            .report(Code::nested_too_deeply, test.head_span, "groups are nested too deeply, conditions followed",
                    std::to_string(used.depth) + " deep here, inside " + std::to_string(depth) + " already")
            .label(used.written->name_span, "defined here")
            .note("at most " + limit + " groups may stand in one another");
        return false;
    }

    // D42: what a condition demands of the events is an error of the rule that uses it.
    bool fits_events(const syntax::Test& test, std::uint32_t index) {
        const DefinedCondition& used = context_.definitions.conditions[index];
        if (!place_.in_rule) {
            place_.needs = context_.availability.unite(place_.needs, used.needs);
            return true;
        }
        if (!place_.events_known || context_.availability.possible_set(used.needs, place_.events)) return true;
        const FieldMention mention = find_impossible(index);
        const std::string field = quote(context_.catalog.fields[mention.field].id);
        context_.diagnostics
            .report(Code::impossible_field, test.head_span,
                    "condition " + quote(test.name) + " reads " + field +
                        ", which can have no value at any of the rule's events",
                    field + " exists only " + exists_at(context_, mention.field))
            .label(place_.events_span, "the rule's events")
            .label(mention.span, "read here");
        return false;
    }

    // A field that the rule's events give no value: in the condition, or on the way down to the one that reads it.
    FieldMention find_impossible(std::uint32_t index) const {
        for (;;) {
            const DefinedCondition& condition = context_.definitions.conditions[index];
            for (const FieldMention& mention : condition.restricted) {
                if (!context_.availability.possible(mention.field, place_.events)) return mention;
            }
            const auto use = std::find_if(condition.uses.begin(), condition.uses.end(), [&](const ConditionUse& use) {
                const Availability::SetId needs = context_.definitions.conditions[use.condition].needs;
                return !context_.availability.possible_set(needs, place_.events);
            });
            PARLEY_ASSERT(use != condition.uses.end());
            index = use->condition;
        }
    }

    void report_unknown(const syntax::Test& test, std::optional<Definition> definition) {
        if (definition) {
            context_.result.named_lists[definition->index].used = true;
            context_.diagnostics
                .report(Code::unknown_condition, test.head_span, quote(test.name) + " is a list, not a condition",
                        "a test compares a field with it")
                .label(context_.definitions.lists[definition->index].written->name_span, "defined here");
            return;
        }
        if (context_.definitions.is_left_out(test.name)) {
            place_.broken = true;
            return;
        }
        Diagnostic& diagnostic = context_.diagnostics.report(Code::unknown_condition, test.head_span,
                                                             "unknown condition " + quote(test.name));
        if (!diagnostic.kept) return;
        if (const auto field = field_with_local_name(context_, test.name)) {
            const std::string& id = context_.catalog.fields[*field].id;
            diagnostic.suggest("did you mean the field " + quote(id) + "?", test.head_span, id);
            return;
        }
        suggest_name(context_, diagnostic, test.name, context_.definitions.condition_names(), "condition",
                     test.head_span, false);
    }

    Context& context_;
    Place& place_;
    const syntax::Tree& tree_;
};

}  // namespace

ConditionId check_condition(Context& context, Place& place, const syntax::Tree& tree, syntax::TestId test) {
    if (test == syntax::none) return none;
    return TestWalk(context, place, tree).walk(test, 0);
}

}  // namespace parley::check
