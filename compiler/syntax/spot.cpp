#include "compiler/syntax/spot.h"

namespace parley::syntax {

bool Spot::is_value(int offset) const {
    switch (kind(offset)) {
        case TokenKind::string:
        case TokenKind::word:
        case TokenKind::action:
        case TokenKind::number:
        case TokenKind::date:
        case TokenKind::time:
        case TokenKind::instant:
        case TokenKind::unit:
        case TokenKind::word_true:
        case TokenKind::word_false:
            return true;
        default:
            return false;
    }
}

bool Spot::behind_lone_test() const {
    if (phrase() == Phrase::definition) return context_.kind == Definition::Kind::condition && stop_.token > 3;
    const Phrase around = phrase(1);
    return phrase() == Phrase::block && begin() == 0 && (around == Phrase::branch || around == Phrase::other_branch);
}

bool wants_value(const Spot& spot) {
    switch (spot.kind(-1)) {
        case TokenKind::word_is:
        case TokenKind::word_exactly:
        case TokenKind::word_in:
        case TokenKind::less:
        case TokenKind::less_equal:
        case TokenKind::greater:
        case TokenKind::greater_equal:
        case TokenKind::word_before:
        case TokenKind::word_after:
        case TokenKind::word_was:
        case TokenKind::word_between:
        case TokenKind::word_and:
        case TokenKind::word_of:
        case TokenKind::word_with:
        case TokenKind::word_contains:
        case TokenKind::word_contain:
        case TokenKind::word_last:
        case TokenKind::word_next:
        case TokenKind::word_than:
        case TokenKind::word_during:
        case TokenKind::word_from:
        case TokenKind::word_to:
        case TokenKind::open_bracket:
        case TokenKind::open_parenthesis:
        case TokenKind::colon:
            return true;
        case TokenKind::comma:
            return spot.phrase() == Phrase::value || spot.phrase() == Phrase::values;
        case TokenKind::word_not:
            return spot.kind(-2) == TokenKind::word_is;
        default:
            return false;
    }
}

}  // namespace parley::syntax
