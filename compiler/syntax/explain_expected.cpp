// What the grammar would have taken.
#include "compiler/syntax/spot.h"

namespace parley::syntax {
namespace {

std::string behind_operator_word(const Spot& spot) {
    switch (spot.kind(-1)) {
        case TokenKind::word_within:
            return "`last` or `next`";
        case TokenKind::word_older:
            return "`than`";
        case TokenKind::word_starts:
        case TokenKind::word_ends:
        case TokenKind::word_start:
        case TokenKind::word_end:
            return "`with`";
        case TokenKind::word_does:
            return "`not`";
        case TokenKind::word_any:
        case TokenKind::word_all:
        case TokenKind::word_none:
            return "`of`";
        case TokenKind::word_matches:
        case TokenKind::word_match:
            return "a regular expression such as `/^A[0-9]+$/`";
        case TokenKind::word_size:
            return "an operator such as `is` or `>`";
        default:
            break;
    }
    if (spot.kind(-1) == TokenKind::word_not) {
        if (spot.kind(-2) == TokenKind::word_does) return "`contain`, `start with`, `end with` or `match`";
        if (spot.kind(-2) != TokenKind::word_is) return "`in` or `during`";
    }
    if (spot.kind(-1) == TokenKind::word_exactly) {
        const TokenKind before = spot.kind(-2);
        if (before == TokenKind::word_matches || before == TokenKind::word_match) return "a regular expression";
    }
    if (spot.phrase() == Phrase::comparison && spot.kind(spot.begin()) == TokenKind::word_between &&
        !wants_value(spot)) {
        return "`and` and the upper bound";
    }
    return "a value or a field";
}

std::string name_of(Phrase around) {
    switch (around) {
        case Phrase::list:
            return "the list's name";
        case Phrase::condition:
            return "the condition's name";
        case Phrase::rule_definition:
            return "the name of an event";
        case Phrase::test:
            return "a field or the name of a condition";
        default:
            return "a name";
    }
}

std::string in_rule(const Spot& spot) {
    switch (spot.kind(-1)) {
        case TokenKind::word_disabled:
            return "`rule`";
        case TokenKind::word_rule:
            return "the rule's name in quotes";
        default:
            return "`on` and the rule's events";
    }
}

std::string next_definition(const Spot& spot) {
    if (spot.definition() == Definition::Kind::condition) return "the end of the condition";
    return "a `rule`, `list` or `condition`";
}

std::string in_block(const Spot& spot) {
    if (spot.begin() != 0) return "an action, `if` or `}`";
    return spot.phrase(1) == Phrase::rule_definition ? "`,` and a further event, or `{`" : "`{`";
}

}  // namespace

std::string expected(const Spot& spot) {
    switch (spot.phrase()) {
        case Phrase::ruleset:
            return "the name of the rule set in quotes";
        case Phrase::description:
            return "the description in quotes";
        case Phrase::list:
        case Phrase::condition:
            return "`=`";
        case Phrase::rule_definition:
            return in_rule(spot);
        case Phrase::block:
            return in_block(spot);
        case Phrase::other_branch:
        case Phrase::last_branch:
        case Phrase::decision:
            return "`if` or `{`";
        case Phrase::arguments:
            return "an argument such as `text: \"…\"`, or `}`";
        case Phrase::argument:
            return "`:` and the argument's value";
        case Phrase::test:
            return "a test";
        case Phrase::group:
            return spot.kind(-1) == TokenKind::open_brace || spot.begin() < -1 ? "a test or `}`" : "`{`";
        case Phrase::comparison:
        case Phrase::verb:
            return behind_operator_word(spot);
        case Phrase::many:
            return "a list";
        case Phrase::values:
            return spot.begin() == 0 ? "`[` and the list's values" : "`,` or `]`";
        case Phrase::field:
            return "`)`";
        case Phrase::name:
            return name_of(spot.phrase(1));
        case Phrase::definition:
            return next_definition(spot);
        default:
            return "a value";
    }
}

}  // namespace parley::syntax
