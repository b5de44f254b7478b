#include "compiler/check/check.h"

#include "compiler/check/conditions.h"
#include "compiler/check/context.h"
#include "compiler/check/literals.h"
#include "compiler/check/merge_texts.h"
#include "compiler/check/named_lists.h"
#include "compiler/check/rules.h"
#include "compiler/check/wording.h"
#include "runtime/value/text.h"

namespace parley::check {

namespace {

using diagnostics::Code;

// The set has one name, in as many files as say it.
void check_ruleset_names(Context& context, std::span<const syntax::Tree> trees) {
    const syntax::Tree* first = nullptr;
    for (const syntax::Tree& tree : trees) {
        if (!tree.ruleset) continue;
        if (value::is_white_space(*tree.ruleset)) {
            if (report_merge_in_name(context, tree.ruleset_span)) continue;
            context.diagnostics.report(Code::empty_name, tree.ruleset_span, "the rule set has no name",
                                       "leave the line out, or name the set");
            continue;
        }
        if (!first) {
            first = &tree;
            context.result.name = *tree.ruleset;
            continue;
        }
        if (*tree.ruleset == *first->ruleset) continue;
        context.diagnostics
            .report(
                Code::ruleset_differs, tree.ruleset_span,
                "the rule set is named " + quote(*tree.ruleset) + " here and " + quote(*first->ruleset) + " elsewhere")
            .label(first->ruleset_span, "named here first")
            .note("all files of a folder are one rule set");
    }
}

void mark_used(Context& context) {
    for (const DefinedCondition& condition : context.definitions.conditions) {
        if (condition.id != none) context.result.named[condition.id].used = condition.used;
    }
}

}  // namespace

CheckedRules check(std::span<const syntax::Tree> trees, const catalog::Catalog& catalog,
                   const source::SourceSet& sources, diagnostics::Diagnostics& diagnostics, const Limits& limits) {
    Context context(catalog, sources, diagnostics, limits);
    context.definitions.collect(trees, diagnostics);
    check_ruleset_names(context, trees);
    check_lists(context);
    check_catalog_messages(context);
    check_named_conditions(context);
    check_rules(context, trees);
    mark_used(context);
    return std::move(context.result);
}

}  // namespace parley::check
