#include "compiler/syntax/explain.h"

#include <array>

#include "compiler/diagnostics/suggest.h"
#include "compiler/syntax/spot.h"

namespace parley::syntax {
namespace {

using diagnostics::Code;

const std::array<std::string, 5>& definition_words() {
    static const std::array<std::string, 5> words{"rule", "list", "condition", "disabled", "ruleset"};
    return words;
}

bool is_closing(TokenKind kind) {
    return kind == TokenKind::close_brace || kind == TokenKind::close_bracket || kind == TokenKind::close_parenthesis;
}

// An error was already reported for what does not fit, or for what stands before it.
bool known_already(const Spot& spot) {
    return (spot.exists(0) && spot.token(0).fault != TokenFault::none) || spot.kind(-1) == TokenKind::unknown;
}

std::string found(const Spot& spot) {
    if (spot.exists(0)) return "found " + quote(spot.written());
    switch (spot.definition()) {
        case Definition::Kind::rule:
            return "found the end of the rule";
        case Definition::Kind::list:
            return "found the end of the list";
        case Definition::Kind::condition:
            return "found the end of the condition";
        default:
            return "found the end of the line";
    }
}

// A reserved word that was written in capitals is an ordinary word.
bool explain_capitals(const Spot& spot) {
    for (int offset = 0; offset >= -3 && spot.exists(offset); --offset) {
        if (!spot.is_name(offset)) continue;
        std::string small(spot.written(offset));
        for (char& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
        if (small == spot.written(offset) || !is_reserved(word_kind(small))) continue;
        spot.report(Code::unexpected_token, offset, offset,
                    quote(spot.written(offset)) + " is written in small letters")
            .suggest("write `" + small + "`", spot.span(offset, offset), small);
        return true;
    }
    return false;
}

bool explain_closing(const Spot& spot, bool unclosed_before) {
    if (!spot.exists(0) || !is_closing(spot.kind())) return false;
    if (spot.phrase() != Phrase::definition) return false;
    if (unclosed_before) return true;
    spot.report("nothing is open that " + quote(spot.written()) + " could close");
    return true;
}

// `["a", profile.email]`
bool explain_field_in_list(const Spot& spot) {
    const bool in_list =
        spot.phrase() == Phrase::values || (spot.phrase() == Phrase::value && spot.phrase(1) == Phrase::values);
    if (!in_list || spot.kind() != TokenKind::path) return false;
    spot.report(Code::fields_in_list, 0, 0, "the field " + quote(spot.written()) + " stands in a list",
                "a list holds values, not fields");
    return true;
}

}  // namespace

void explain(const Stop& stop, const StopContext& context) {
    const Spot spot(stop, context);
    if (known_already(spot)) return;
    if (explain_capitals(spot) || explain_closing(spot, context.unclosed_before)) return;
    if (explain_field_in_list(spot)) return;
    if (explain_test(spot) || explain_operator(spot) || explain_quotes(spot) || explain_step(spot)) return;
    spot.report("expected " + expected(spot) + ", " + found(spot));
}

void explain_stray(const StopContext& context, const Token* before) {
    const std::span<const Token> stray = context.tokens;
    const Token& token = stray[0];
    const bool closing = is_closing(token.kind);
    const bool known =
        std::any_of(stray.begin(), stray.end(), [](const Token& t) { return t.fault != TokenFault::none; });
    if (known || (closing && context.unclosed_before)) return;
    Faults& faults = context.faults;
    const auto written = context.text.substr(token.begin, token.end - token.begin);
    auto& finding = faults.report(Code::unexpected_token, token.begin, token.end,
                                  closing ? "nothing is open that " + quote(written) + " could close"
                                          : quote(written) + " stands outside of any rule, list or condition");
    if (before != nullptr) finding.label(faults.span(before->begin, before->end), "the rule above ends here");
    if (closing) return;
    const auto near = diagnostics::nearest(written, definition_words());
    if (near)
        finding.suggest("did you mean `" + *near + "`?", faults.span(token.begin, token.end), *near);
    else
        finding.help("a definition begins with `rule`, `disabled rule`, `list` or `condition`");
}

}  // namespace parley::syntax
