#include "compiler/check/patterns.h"

#include <array>
#include <utility>

#include "compiler/check/wording.h"
#include "runtime/value/pattern.h"

namespace parley::check {

namespace {

using diagnostics::Code;

// RE2's complaints begin with one of these, and ": " and the piece of the pattern follow.
constexpr std::array<std::pair<std::string_view, std::string_view>, 16> complaints = {{
    {"missing ]", "a `[` is not closed"},
    {"missing )", "a `(` is not closed"},
    {"unexpected )", "a `)` closes nothing"},
    {"missing argument to repetition operator", "there is nothing in front of it to repeat"},
    {"no argument for repetition operator", "there is nothing in front of it to repeat"},
    {"bad repetition operator", "two repetitions follow one another"},
    {"invalid repetition size", "repetitions come to more than 1000, or the lower count is above the upper one"},
    {"invalid character class range: \\", "there is no such class of characters"},
    {"invalid character class range: [", "there is no such class of characters"},
    {"invalid character class range", "a range in brackets ends before it begins"},
    {"invalid escape sequence", "there is no such escape"},
    {"invalid perl operator", "look-ahead, look-behind and the like are not part of it"},
    {"invalid named capture group", "the name of a group is not one word, or is given twice"},
    {"trailing \\", "a `\\` at its end stands in front of nothing"},
    {"invalid UTF-8", "it is not valid UTF-8"},
    {"the expression is too large", "it is too large once its repetitions are written out"},
}};

struct Complaint {
    std::string reason;
    std::string_view piece;  // of the pattern; empty: all of it
};

Complaint explain(std::string_view fault) {
    for (const auto& [begin, reason] : complaints) {
        if (!fault.starts_with(begin)) continue;
        const std::size_t colon = fault.find(": ");
        return {std::string(reason), colon == std::string_view::npos ? std::string_view{} : fault.substr(colon + 2)};
    }
    return {std::string(fault), {}};
}

// Where the piece stands, if it is written there in one way and once.
source::Span find_piece(const Context& context, source::Span pattern, std::string_view piece) {
    const std::string_view text = context.sources.text(pattern);
    const std::size_t at = piece.empty() ? std::string_view::npos : text.find(piece);
    if (at == std::string_view::npos || text.find(piece, at + 1) != std::string_view::npos) return pattern;
    const auto begin = pattern.begin + static_cast<std::uint32_t>(at);
    return {pattern.file, begin, begin + static_cast<std::uint32_t>(piece.size())};
}

}  // namespace

bool check_pattern(Context& context, const syntax::Comparison& comparison) {
    const auto [known, fresh] = context.patterns.try_emplace((comparison.exactly ? "=" : "~") + comparison.pattern);
    if (fresh) value::Pattern::compile(comparison.pattern, comparison.exactly, known->second);
    if (known->second.empty()) return true;
    const Complaint complaint = explain(known->second);
    context.diagnostics.report(Code::bad_pattern, find_piece(context, comparison.pattern_span, complaint.piece),
                               "the regular expression " + quote_source(context, comparison.pattern_span) +
                                   " cannot be used: " + complaint.reason);
    return false;
}

}  // namespace parley::check
