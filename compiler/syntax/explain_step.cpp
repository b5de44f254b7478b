// Actions with their arguments, decisions, and the head of a rule.
#include "compiler/syntax/spot.h"

namespace parley::syntax {
namespace {

using diagnostics::Code;

bool empty_arguments(const Spot& spot) {
    if (spot.kind() != TokenKind::close_brace || spot.kind(-1) != TokenKind::open_brace) return false;
    if (spot.phrase(1) != Phrase::arguments && spot.phrase(2) != Phrase::arguments) return false;
    spot.report(Code::unexpected_token, -1, 0, "braces without arguments").suggest("delete them", spot.span(-1, 0), "");
    return true;
}

bool comma_between_arguments(const Spot& spot) {
    if (spot.kind() != TokenKind::comma || (spot.phrase() != Phrase::arguments && spot.phrase() != Phrase::block))
        return false;
    if (spot.begin() == 0) return false;
    const bool arguments = spot.phrase() == Phrase::arguments;
    spot.report(std::string(arguments ? "arguments" : "steps") + " follow one another without a comma")
        .suggest("delete it", spot.span(0, 0), "", true);
    return true;
}

bool colon_behind_action(const Spot& spot) {
    if (spot.kind() != TokenKind::colon || spot.phrase() != Phrase::block || !spot.is_name(-1)) return false;
    spot.report("an action's value stands behind its name without a colon")
        .suggest("delete it", spot.span(0, 0), "")
        .note("an argument stands in braces: `send_message { text: \"…\" }`");
    return true;
}

bool lone_else(const Spot& spot) {
    if (spot.kind() != TokenKind::word_else) return false;
    if (spot.phrase() == Phrase::block && spot.begin() != 0) {
        spot.report("an `else` without an `if` before it")
            .help("only one `else` ends a decision; `else if` stands before it");
        return true;
    }
    return false;
}

// `else conversation.queue is Billing { … }`
bool else_with_test(const Spot& spot) {
    if (spot.kind(-1) != TokenKind::word_else || (!spot.is_name(0) && spot.kind() != TokenKind::path)) return false;
    spot.report(Code::unexpected_token, -1, -1, "`else` takes no test")
        .suggest("write `else if`", spot.span(-1, -1), "else if");
    return true;
}

bool test_without_if(const Spot& spot) {
    if (spot.phrase() != Phrase::block || spot.begin() == 0) return false;
    const TokenKind kind = spot.kind();
    if (kind == TokenKind::word_all || kind == TokenKind::word_any || kind == TokenKind::word_none ||
        kind == TokenKind::path) {
        spot.report("a test stands only behind `if`, or in a `condition`");
        return true;
    }
    if (spot.kind(-1) != TokenKind::path) return false;
    if (kind != TokenKind::word_is && kind != TokenKind::word_in && kind != TokenKind::word_not &&
        kind != TokenKind::word_contains && kind != TokenKind::less && kind != TokenKind::greater) {
        return false;
    }
    const std::string_view head = spot.written(-2);
    if (head == "elif" || head == "elseif" || head == "elsif") {
        spot.report(Code::unexpected_token, -2, -2, quote(head) + " is written in two words")
            .suggest("write `else if`", spot.span(-2, -2), "else if");
        return true;
    }
    spot.report("a test stands only behind `if`, or in a `condition`");
    return true;
}

bool value_without_action(const Spot& spot) {
    if (spot.phrase() != Phrase::block || spot.begin() == 0 || !spot.is_value(0) || spot.is_name(0)) return false;
    spot.report("expected an action, found the value " + quote(spot.written()))
        .help(spot.is_value(-1) ? "an action takes one value; further ones are arguments in braces"
                                : "a step begins with the name of an action");
    return true;
}

bool reserved_as_action(const Spot& spot) {
    const bool step = spot.phrase() == Phrase::block && spot.begin() != 0;
    if (!step || !is_reserved(spot.kind()) || spot.kind() == TokenKind::word_else) return false;
    spot.report(Code::unquoted_word, 0, 0, quote(spot.written()) + " is a word of the language and no action")
        .help("a step begins with the name of an action, or with `if`; a value that is such a word stands in quotes");
    return true;
}

bool missing_events(const Spot& spot) {
    if (spot.phrase() != Phrase::rule_definition || spot.kind(-1) != TokenKind::string) return false;
    if (spot.kind() != TokenKind::open_brace && !spot.is_name(0)) return false;
    spot.report("expected `on` and the rule's events, found " + quote(spot.written()))
        .help("a rule says when it fires: `on starting`");
    return true;
}

bool missing_comma(const Spot& spot) {
    const bool events =
        spot.phrase() == Phrase::block && spot.phrase(1) == Phrase::rule_definition && spot.begin() == 0;
    const bool values = spot.phrase() == Phrase::values && spot.begin() != 0;
    if ((!events || !spot.is_name(0)) && (!values || !spot.is_value(0))) return false;
    source::Span between = spot.span(-1, -1);
    between.begin = between.end;
    spot.report("no comma in front of " + quote(spot.written())).suggest("put a comma between them", between, ",");
    return true;
}

}  // namespace

bool explain_step(const Spot& spot) {
    if (!spot.exists(0)) return false;
    return empty_arguments(spot) || comma_between_arguments(spot) || colon_behind_action(spot) || lone_else(spot) ||
           else_with_test(spot) || test_without_if(spot) || value_without_action(spot) || reserved_as_action(spot) ||
           missing_events(spot) || missing_comma(spot);
}

}  // namespace parley::syntax
