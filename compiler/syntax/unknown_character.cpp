#include "compiler/syntax/unknown_character.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

#include "compiler/syntax/characters.h"
#include "runtime/value/text.h"

namespace parley::syntax {
namespace {

using diagnostics::Code;

struct Habit {
    std::string_view written;
    TokenKind stands_for;
    std::string_view help;
    std::string_view replacement;  // empty: no edit
};

// Longer ones first where one begins another.
constexpr std::array habits{
    Habit{"!==", TokenKind::unknown, "write `is not`", "is not"},
    Habit{"!=", TokenKind::unknown, "write `is not`", "is not"},
    Habit{"≠", TokenKind::unknown, "write `is not`", "is not"},
    Habit{"≤", TokenKind::less_equal, "write `<=`", "<="},
    Habit{"≥", TokenKind::greater_equal, "write `>=`", ">="},
    Habit{"&&", TokenKind::unknown, "put both tests into `all { … }`", ""},
    Habit{"&", TokenKind::unknown, "put both tests into `all { … }`", ""},
    Habit{"||", TokenKind::unknown, "put both tests into `any { … }`", ""},
    Habit{"|", TokenKind::unknown, "put both tests into `any { … }`", ""},
    Habit{"!", TokenKind::word_not, "write `not`", "not"},
    Habit{";", TokenKind::unknown, "steps and tests follow one another without a sign between them", ""},
    Habit{"#", TokenKind::unknown, "a comment begins with `//`", ""},
    Habit{"->", TokenKind::unknown, "a block stands in braces: `{ … }`", ""},
    Habit{"…", TokenKind::unknown, "write out what is left out here", ""},
    Habit{".", TokenKind::unknown, "a field is written without spaces: `conversation.queue`", ""},
    Habit{"+", TokenKind::unknown, "a number is written without `+`, and there is no arithmetic", ""},
    Habit{"\\", TokenKind::unknown, "a backslash stands only inside a text or a regular expression", ""},
};

// Quotation marks that are not `"`, with what closes each.
struct Quotes {
    std::string_view open;
    std::array<std::string_view, 3> close;
};
constexpr std::array other_quotes{
    Quotes{"“", {"”", "“", "\""}}, Quotes{"”", {"”", "“", "\""}}, Quotes{"„", {"“", "”", "\""}},
    Quotes{"«", {"»", "«", "\""}}, Quotes{"»", {"«", "»", "\""}}, Quotes{"‘", {"’", "‘", "'"}},
    Quotes{"’", {"’", "‘", "'"}},  Quotes{"'", {"'", "’", "'"}},  Quotes{"`", {"`", "´", "'"}},
};

// A little of a line, however long it is.
std::size_t narrow_line(std::string_view text, std::size_t at) {
    return line_end(text.substr(0, at + 2000), at);
}

// The end of a text in other quotes, and of the text inside; nullopt-like zero where it is not closed on its line.
struct OtherText {
    std::size_t end = 0, inner_end = 0;
};

OtherText other_text(std::string_view text, std::size_t inner, const Quotes& quotes) {
    const std::string_view line = text.substr(0, narrow_line(text, inner));
    OtherText found;
    for (const std::string_view close : quotes.close) {
        const std::size_t at = line.find(close, inner);
        if (at != std::string_view::npos && (found.end == 0 || at < found.inner_end)) found = {at + close.size(), at};
    }
    return found;
}

UnknownCharacter report_other_quotes(std::string_view text, std::uint32_t begin, const Quotes& quotes, Faults& faults) {
    const std::size_t inner = begin + quotes.open.size();
    const OtherText found = other_text(text, inner, quotes);
    const auto end = static_cast<std::uint32_t>(found.end != 0 ? found.end : inner);
    auto& finding = faults.report(Code::unknown_character, begin, end,
                                  "text stands in straight double quotes, not in " + quote(quotes.open));
    if (found.end == 0) {
        finding.help("write `\"…\"`");
        return {end, TokenKind::unknown};
    }
    const std::string straight = "\"" + std::string(text.substr(inner, found.inner_end - inner)) + "\"";
    finding.suggest("write " + quote(straight), faults.span(begin, end), straight);
    return {end, TokenKind::string};
}

std::string name_of(std::string_view text, std::uint32_t begin, std::uint32_t end) {
    std::size_t at = begin;
    std::array<char, 16> number{};
    const auto c = static_cast<unsigned>(value::next_code_point(text, at));
    std::snprintf(number.data(), number.size(), "U+%04X", c);
    if (c < 0x20 || c == 0x7F) return std::string("the control character ") + number.data();
    const std::string shown = quote(text.substr(begin, end - begin));
    return c < 0x7F ? shown : shown + " (" + number.data() + ")";
}

}  // namespace

UnknownCharacter report_unknown_character(std::string_view text, std::uint32_t begin, Faults& faults) {
    const std::string_view rest = text.substr(begin);
    for (const Quotes& quotes : other_quotes) {
        if (rest.starts_with(quotes.open)) return report_other_quotes(text, begin, quotes, faults);
    }
    for (const Habit& habit : habits) {
        if (!rest.starts_with(habit.written)) continue;
        const auto end = static_cast<std::uint32_t>(begin + habit.written.size());
        auto& finding =
            faults.report(Code::unknown_character, begin, end, quote(habit.written) + " means nothing here");
        if (habit.replacement.empty())
            finding.help(std::string(habit.help));
        else
            finding.suggest(std::string(habit.help), faults.span(begin, end), std::string(habit.replacement));
        return {end, habit.stands_for};
    }
    const auto end = static_cast<std::uint32_t>(begin + character(text, begin));
    faults.report(Code::unknown_character, begin, end, name_of(text, begin, end) + " means nothing here");
    return {end, TokenKind::unknown};
}

}  // namespace parley::syntax
