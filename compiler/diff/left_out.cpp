#include "compiler/diff/left_out.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "compiler/syntax/definitions.h"
#include "compiler/syntax/string_literal.h"
#include "runtime/value/text.h"

namespace parley::diff {
namespace {

using syntax::Definition;
using syntax::Token;
using syntax::TokenKind;

struct LeftOut {
    std::unordered_map<std::string, source::Span> rules, definitions;
};

// The name's token: behind `rule` or `disabled rule`, `list` or `condition`.
const Token* name_of(std::span<const Token> tokens, Definition::Kind kind) {
    const std::size_t at = kind == Definition::Kind::rule && tokens[0].kind == TokenKind::word_disabled ? 2 : 1;
    return at < tokens.size() ? &tokens[at] : nullptr;
}

void find_in(const syntax::Tree& tree, const source::SourceSet& sources, LeftOut& out) {
    const source::SourceFile& file = sources.file(tree.file);
    if (source::find_text_fault(file.text())) return;
    std::unordered_set<std::uint32_t> known;
    for (const auto& rule : tree.rules) known.insert(rule.span.begin);
    for (const auto& list : tree.lists) known.insert(list.span.begin);
    for (const auto& condition : tree.conditions) known.insert(condition.span.begin);
    diagnostics::Diagnostics unheard;
    syntax::Faults faults(tree.file, syntax::Limits{}.errors, unheard);
    const std::vector<Token> tokens = syntax::lex(file, faults, {}).tokens;
    for (const Definition& definition : syntax::cut(tokens)) {
        const auto inside = std::span(tokens).subspan(definition.begin, definition.end - definition.begin);
        if (inside.empty() || known.contains(inside.front().begin)) continue;
        const Token* name = name_of(inside, definition.kind);
        if (name == nullptr) continue;
        const source::Span span{tree.file, inside.front().begin, inside.back().end};
        const std::string_view text = file.text().substr(name->begin, name->end - name->begin);
        if (definition.kind == Definition::Kind::rule && name->kind == TokenKind::string &&
            name->fault == syntax::TokenFault::none)
            out.rules.emplace(syntax::read_string(file.text(), name->begin, name->end, tree.file).text, span);
        const bool named = definition.kind == Definition::Kind::list || definition.kind == Definition::Kind::condition;
        if (named && value::is_valid_utf8(text)) out.definitions.emplace(value::to_nfc(text), span);
    }
}

LeftOut find(const Side& side) {
    LeftOut out;
    for (const syntax::Tree& tree : side.trees) find_in(tree, *side.sources, out);
    return out;
}

void mark_rules(const LeftOut& before, const LeftOut& after, Changes& changes) {
    for (RuleChange& change : changes.rules) {
        if (!change.added() && !change.removed()) continue;
        const RulePlace& here = change.added() ? *change.after : *change.before;
        const auto& there = (change.added() ? before : after).rules;
        const auto found = there.find(here.name);
        if (found == there.end()) continue;
        (change.added() ? change.before : change.after) =
            RulePlace{found->first, found->second, found->second, 0, false};
        change.unreadable = true;
    }
}

void mark_definitions(const LeftOut& before, const LeftOut& after, Changes& changes) {
    for (DefinitionChange& change : changes.definitions) {
        if (change.before && change.after) continue;
        const auto& there = (change.before ? after : before).definitions;
        const auto found = there.find((change.before ? change.before : change.after)->name);
        if (found == there.end()) continue;
        (change.before ? change.after : change.before) = DefinitionPlace{found->first, found->second};
        change.unreadable = true;
    }
}

}  // namespace

void mark_unreadable(const Side& before, const Side& after, Changes& changes) {
    const bool any = std::any_of(changes.rules.begin(), changes.rules.end(),
                                 [](const RuleChange& change) { return change.added() || change.removed(); }) ||
                     std::any_of(changes.definitions.begin(), changes.definitions.end(),
                                 [](const DefinitionChange& change) { return !change.before || !change.after; });
    if (!any) return;
    const LeftOut left = find(before), right = find(after);
    mark_rules(left, right, changes);
    mark_definitions(left, right, changes);
}

}  // namespace parley::diff
