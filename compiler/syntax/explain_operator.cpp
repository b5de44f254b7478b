// Words and signs that compare in other languages, and operators that are nearly right.
#include <array>

#include "compiler/diagnostics/suggest.h"
#include "compiler/syntax/spot.h"

namespace parley::syntax {
namespace {

using diagnostics::Code;

bool suggest(const Spot& spot, int first, int last, std::string message, std::string replacement) {
    const std::string help = "write `" + replacement + "`";
    spot.report(Code::unexpected_token, first, last, std::move(message))
        .suggest(help, spot.span(first, last), std::move(replacement));
    return true;
}

// `=`, `==`, `=>`, `=<`, `<>`
bool sign(const Spot& spot) {
    if (spot.kind() == TokenKind::greater && spot.kind(-1) == TokenKind::less) {
        return suggest(spot, -1, 0, "`<>` is not an operator", "is not");
    }
    if (spot.kind() != TokenKind::equals) return false;
    if (spot.kind(-1) == TokenKind::greater || spot.kind(-1) == TokenKind::less) {
        return suggest(spot, -1, 0, "there is a space inside the operator", std::string(spot.written(-1)) + "=");
    }
    const int next = spot.exists(1) && spot.token(1).begin == spot.token(0).end ? 1 : 0;
    if (next == 1 && spot.kind(1) == TokenKind::greater) return suggest(spot, 0, 1, "`=>` is not an operator", ">=");
    if (next == 1 && spot.kind(1) == TokenKind::less) return suggest(spot, 0, 1, "`=<` is not an operator", "<=");
    const int last = next == 1 && spot.kind(1) == TokenKind::equals ? 1 : 0;
    if (!spot.is_name(-1) && spot.kind(-1) != TokenKind::path && spot.kind(-1) != TokenKind::close_parenthesis)
        return false;
    return suggest(spot, 0, last, quote(spot.written(0, last)) + " is not an operator", "is");
}

bool is_operator(TokenKind kind) {
    switch (kind) {
        case TokenKind::word_in:
        case TokenKind::word_before:
        case TokenKind::word_after:
        case TokenKind::word_between:
        case TokenKind::word_contains:
        case TokenKind::word_starts:
        case TokenKind::word_ends:
        case TokenKind::word_during:
        case TokenKind::word_within:
        case TokenKind::word_older:
        case TokenKind::word_matches:
        case TokenKind::word_changed:
        case TokenKind::less:
        case TokenKind::less_equal:
        case TokenKind::greater:
        case TokenKind::greater_equal:
            return true;
        default:
            return false;
    }
}

// `is in […]`, `is before …`, `is any of …`
bool is_too_much(const Spot& spot) {
    const bool negated = spot.kind(-1) == TokenKind::word_not;
    const int is = negated ? -2 : -1;
    if (spot.kind(is) != TokenKind::word_is) return false;
    if (spot.kind() == TokenKind::word_any && spot.kind(1) == TokenKind::word_of) {
        return suggest(spot, is, 1, "`is` takes one value", negated ? "not in" : "in");
    }
    if (!is_operator(spot.kind()) || !(spot.exists(1) && !spot.on_new_line(1))) return false;
    const std::string word(spot.written());
    if (negated && spot.kind() != TokenKind::word_in && spot.kind() != TokenKind::word_during) return false;
    return suggest(spot, is, 0, "`is` does not stand in front of `" + word + "`", (negated ? "not " : "") + word);
}

// `is greater than 5`, `is one of […]`
bool comparison_in_words(const Spot& spot) {
    if (!spot.is_name(-1) || spot.kind(-2) != TokenKind::word_is) return false;
    const std::string_view word = spot.written(-1);
    if (spot.kind() == TokenKind::word_of && word == "one") return suggest(spot, -2, 0, "`is` takes one value", "in");
    if (spot.kind() != TokenKind::word_than) return false;
    const bool greater = word == "greater" || word == "more" || word == "larger" || word == "later";
    return suggest(spot, -2, 0, quote(spot.written(-2, 0)) + " is not an operator", greater ? ">" : "<");
}

struct Habit {
    std::string_view written;
    std::string_view operator_words;
};
constexpr std::array habits{
    Habit{"equals", "is"},
    Habit{"equal", "is"},
    Habit{"eq", "is"},
    Habit{"isnt", "is not"},
    Habit{"ne", "is not"},
    Habit{"has", "contains"},
    Habit{"have", "contains"},
    Habit{"includes", "contains"},
    Habit{"include", "contains"},
    Habit{"like", "contains"},
    Habit{"startswith", "starts with"},
    Habit{"begins", "starts with"},
    Habit{"endswith", "ends with"},
    Habit{"above", ">"},
    Habit{"over", ">"},
    Habit{"below", "<"},
    Habit{"under", "<"},
    Habit{"was_not", "is not"},
};

// A word between a field and what looks like a value.
bool unknown_operator(const Spot& spot) {
    int word = 0;
    if (spot.is_value(0) && spot.is_name(-1)) word = -1;
    if (!spot.is_name(word) ||
        (spot.kind(word - 1) != TokenKind::path && spot.kind(word - 1) != TokenKind::close_parenthesis)) {
        return false;
    }
    if (spot.on_new_line(word) || (word == 0 && !spot.behind_lone_test())) return false;
    const std::string_view written = spot.written(word);
    const std::string message = quote(written) + " is not an operator";
    for (const Habit& habit : habits) {
        if (habit.written == written) return suggest(spot, word, word, message, std::string(habit.operator_words));
    }
    if (word == 0 && !spot.is_value(1)) return false;
    static const std::array<std::string, 10> words{"is",     "in",    "contains", "matches", "between",
                                                   "before", "after", "during",   "changed", "was"};
    if (const auto near = diagnostics::nearest(written, words)) return suggest(spot, word, word, message, *near);
    spot.report(Code::unexpected_token, word, word, message)
        .help("operators are `is`, `is not`, `in`, `contains`, `<`, `before` and others");
    return true;
}

// `does contain`
bool does_without_not(const Spot& spot) {
    if (spot.kind(-1) != TokenKind::word_does) return false;
    switch (spot.kind()) {
        case TokenKind::word_contain:
            return suggest(spot, -1, 0, "`does` stands only in front of `not`", "contains");
        case TokenKind::word_start:
            return suggest(spot, -1, 0, "`does` stands only in front of `not`", "starts");
        case TokenKind::word_end:
            return suggest(spot, -1, 0, "`does` stands only in front of `not`", "ends");
        case TokenKind::word_match:
            return suggest(spot, -1, 0, "`does` stands only in front of `not`", "matches");
        default:
            return false;
    }
}

// `in "x"`
bool lone_value_behind_in(const Spot& spot) {
    const bool exactly = spot.kind(-1) == TokenKind::word_exactly;
    if (spot.kind(exactly ? -2 : -1) != TokenKind::word_in || !spot.is_value(0)) return false;
    const std::string list = "[" + std::string(spot.written()) + "]";
    spot.report("behind `in` stands a list").suggest("write " + quote(list), spot.span(0, 0), list);
    return true;
}

// `matches "A.*"`
bool text_for_pattern(const Spot& spot) {
    const TokenKind before = spot.kind(spot.kind(-1) == TokenKind::word_exactly ? -2 : -1);
    if (spot.kind() != TokenKind::string || (before != TokenKind::word_matches && before != TokenKind::word_match))
        return false;
    spot.report("a regular expression stands between slashes, not in quotes").help("write `matches /…/`");
    return true;
}

// `is "a", "b"`
bool several_values(const Spot& spot) {
    if (spot.kind() != TokenKind::comma || !spot.is_value(-1) || !spot.is_value(1)) return false;
    if (spot.kind(-2) != TokenKind::word_is && spot.kind(-2) != TokenKind::word_in) return false;
    if (spot.phrase() != Phrase::group && !spot.behind_lone_test()) return false;
    int last = 1;
    while (last < 40 && spot.kind(last + 1) == TokenKind::comma && spot.is_value(last + 2)) last += 2;
    const std::string list = "in [" + std::string(spot.written(-1, last)) + "]";
    return suggest(spot, -2, last, "several values stand in a list behind `in`", list);
}

}  // namespace

bool explain_operator(const Spot& spot) {
    if (!spot.exists(0)) return false;
    return sign(spot) || is_too_much(spot) || comparison_in_words(spot) || lone_value_behind_in(spot) ||
           text_for_pattern(spot) || several_values(spot) || does_without_not(spot) || unknown_operator(spot);
}

}  // namespace parley::syntax
