#include "compiler/check/definitions.h"

#include "compiler/check/wording.h"

namespace parley::check {

using diagnostics::Code;

void Definitions::collect(std::span<const syntax::Tree> trees, diagnostics::Diagnostics& diagnostics) {
    for (const syntax::Tree& tree : trees) {
        left_out_.insert(tree.left_out.begin(), tree.left_out.end());
        for (const syntax::ListDefinition& list : tree.lists) {
            add(list.name, list.name_span, {Definition::Kind::list, static_cast<std::uint32_t>(lists.size())},
                diagnostics);
            lists.push_back({&list});
        }
        for (const syntax::ConditionDefinition& condition : tree.conditions) {
            add(condition.name, condition.name_span,
                {Definition::Kind::condition, static_cast<std::uint32_t>(conditions.size())}, diagnostics);
            conditions.push_back({});
            conditions.back().tree = &tree;
            conditions.back().written = &condition;
        }
    }
}

void Definitions::add(const std::string& name, source::Span span, Definition definition,
                      diagnostics::Diagnostics& diagnostics) {
    const auto [place, fresh] = index_.try_emplace(name, Named{definition, span});
    if (fresh) return;
    // A file's lists come before its conditions here, so the earlier one in the text may be the one that came later.
    Named first = place->second;
    const bool earlier = span.file == first.span.file && span.begin < first.span.begin;
    if (earlier) {
        place->second = {definition, span};
        std::swap(first.span, span);
    }
    diagnostics.report(Code::duplicate_definition, span, "the name " + quote(name) + " is defined twice")
        .label(first.span, "first defined here")
        .note("lists and conditions share one space of names");
}

std::optional<Definition> Definitions::find(std::string_view name) const {
    const auto found = index_.find(name);
    if (found == index_.end()) return std::nullopt;
    return found->second.definition;
}

std::span<const std::string> Definitions::list_names() {
    if (list_names_.empty()) {
        for (const DefinedList& list : lists) list_names_.push_back(list.written->name);
    }
    return list_names_;
}

std::span<const std::string> Definitions::condition_names() {
    if (condition_names_.empty()) {
        for (const DefinedCondition& condition : conditions) condition_names_.push_back(condition.written->name);
    }
    return condition_names_;
}

}  // namespace parley::check
