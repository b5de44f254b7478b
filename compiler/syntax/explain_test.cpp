// How tests are put together: groups, `not`, and the words of other languages for them.
#include "compiler/syntax/spot.h"

namespace parley::syntax {
namespace {

using diagnostics::Code;

bool begins_group(TokenKind kind) {
    return kind == TokenKind::word_all || kind == TokenKind::word_any || kind == TokenKind::word_none;
}

bool empty_group(const Spot& spot) {
    if (spot.kind() != TokenKind::close_brace || spot.kind(-1) != TokenKind::open_brace ||
        !begins_group(spot.kind(-2))) {
        return false;
    }
    spot.report(Code::empty_group, -2, 0, "a group without tests").help("put a test into it, or delete it");
    return true;
}

bool empty_list(const Spot& spot) {
    if (spot.kind() != TokenKind::close_bracket || spot.kind(-1) != TokenKind::open_bracket) return false;
    spot.report(Code::empty_list, -1, 0, "a list without values")
        .help("name at least one value; whether a list field has no values says `is empty`");
    return true;
}

// `and` and `or` between tests.
bool conjunction(const Spot& spot) {
    const bool is_and = spot.kind() == TokenKind::word_and || spot.written() == "plus";
    const bool is_or = spot.is_name(0) && spot.written() == "or";
    if (!is_and && !is_or) return false;
    const std::string word = quote(spot.written());
    if (spot.phrase() == Phrase::group) {
        spot.report("the tests of a group follow one another without " + word)
            .suggest("delete it: the word in front of `{` says how they count", spot.span(0, 0), "");
        return true;
    }
    if (!spot.behind_lone_test()) return false;
    spot.report(Code::two_tests, 0, 0, "there is no " + word + " between tests")
        .help(std::string("put both tests into `") + (is_and ? "all" : "any") + " { … }`");
    return true;
}

bool filler(const Spot& spot) {
    if (!spot.behind_lone_test() || !spot.is_name(0) || (spot.written() != "then" && spot.written() != "do"))
        return false;
    spot.report(quote(spot.written()) + " does not stand in front of a block")
        .suggest("delete it", spot.span(0, 0), "");
    return true;
}

bool begins_test(const Spot& spot) {
    const TokenKind kind = spot.kind();
    return spot.is_name(0) || kind == TokenKind::path || kind == TokenKind::word_not || begins_group(kind);
}

// Only where no better reason is known, such as a name without quotes.
bool two_tests(const Spot& spot) {
    if (!spot.behind_lone_test() || !begins_test(spot)) return false;
    const bool step = spot.kind() == TokenKind::action || (spot.is_name(0) && spot.on_new_line(0));
    if (step && spot.phrase() == Phrase::block) return false;
    if (spot.is_name(-1) && spot.is_name(0) && !spot.on_new_line(0)) return false;
    if (spot.is_name(0) && !spot.on_new_line(0) && spot.kind(-1) == TokenKind::path) return false;
    spot.report(Code::two_tests, 0, 0, "a second test without a group round both", "the second test")
        .help("put both into `all { … }` or `any { … }`");
    return true;
}

bool not_in_front(const Spot& spot) {
    const bool behind_not = spot.kind(-1) == TokenKind::word_not && spot.phrase() == Phrase::test;
    if (behind_not && begins_group(spot.kind())) {
        spot.report("`not` does not stand in front of a group")
            .help(spot.kind() == TokenKind::word_any
                      ? "`none { … }` is the opposite of `any { … }`"
                      : "turn the tests round, or give the group a name with `condition`");
        return true;
    }
    if (behind_not && spot.kind() == TokenKind::word_not) {
        spot.report("one `not` too many").suggest("delete both", spot.span(-1, 0), "");
        return true;
    }
    return false;
}

// `conversation.queue not Billing`
bool not_alone(const Spot& spot) {
    if (spot.kind() != TokenKind::word_not || spot.kind(-1) != TokenKind::path || !spot.is_value(1)) return false;
    spot.report("`not` is not an operator").suggest("write `is not`", spot.span(0, 0), "is not");
    return true;
}

// `not conversation.queue is Billing`
bool not_of_comparison(const Spot& spot) {
    if (spot.kind(-2) != TokenKind::word_not || spot.kind(-1) != TokenKind::path) return false;
    if (spot.kind() != TokenKind::word_is && spot.kind() != TokenKind::word_in &&
        spot.kind() != TokenKind::word_contains) {
        return false;
    }
    spot.report(Code::unexpected_token, -2, -2, "`not` stands in front of a field only where nothing is compared")
        .help("write `is not`, `not in` or `does not contain` behind the field");
    return true;
}

bool parentheses(const Spot& spot) {
    if (spot.kind() != TokenKind::open_parenthesis || spot.phrase() != Phrase::test) return false;
    spot.report("a test stands without parentheses")
        .help("tests are grouped by `all { … }`, `any { … }` and `none { … }`");
    return true;
}

bool comma_between_tests(const Spot& spot) {
    if (spot.kind() != TokenKind::comma || spot.phrase() != Phrase::group) return false;
    if (spot.is_value(-1) && spot.is_value(1) && spot.kind(-2) == TokenKind::word_is && !spot.on_new_line(1))
        return false;
    spot.report("the tests of a group follow one another without a comma")
        .suggest("delete it", spot.span(0, 0), "", true);
    return true;
}

}  // namespace

bool explain_test(const Spot& spot) {
    if (!spot.exists(0)) return false;
    return empty_group(spot) || empty_list(spot) || conjunction(spot) || filler(spot) || not_in_front(spot) ||
           not_alone(spot) || not_of_comparison(spot) || parentheses(spot) || comma_between_tests(spot) ||
           two_tests(spot);
}

}  // namespace parley::syntax
