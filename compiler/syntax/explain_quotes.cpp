// Names and texts without quotes, and words of the language where a name or value should stand.
#include "compiler/syntax/spot.h"

namespace parley::syntax {
namespace {

using diagnostics::Code;

bool may_belong_to_name(const Spot& spot, int offset) {
    const TokenKind kind = spot.kind(offset);
    return spot.is_name(offset) || kind == TokenKind::number || is_reserved(kind);
}

// The last token of the words that follow one another on the line of `first`.
int last_word(const Spot& spot, int first) {
    int last = first;
    while (last < first + 12 && spot.exists(last + 1) && !spot.on_new_line(last + 1) &&
           may_belong_to_name(spot, last + 1)) {
        ++last;
    }
    return last;
}

std::string in_quotes(std::string_view written) {
    return "\"" + std::string(written) + "\"";
}

bool report_several_words(const Spot& spot, int first, int last, const std::string& noun) {
    const std::string quotes = in_quotes(spot.written(first, last));
    spot.report(Code::unexpected_token, first, last, noun + " of several words stands in quotes")
        .suggest("write " + quote(quotes), spot.span(first, last), quotes);
    return true;
}

// `rule Initial queue on starting`
bool unquoted_rule_name(const Spot& spot) {
    const bool rule = spot.phrase() == Phrase::rule_definition && spot.kind(-1) == TokenKind::word_rule;
    const bool ruleset = spot.phrase() == Phrase::ruleset;
    if ((!rule && !ruleset && spot.phrase() != Phrase::description) || !may_belong_to_name(spot, 0)) return false;
    if (spot.kind() == TokenKind::word_on) return false;
    int last = 0;
    while (spot.exists(last + 1) && last < 12 && !spot.on_new_line(last + 1) && may_belong_to_name(spot, last + 1) &&
           spot.kind(last + 1) != TokenKind::word_on && spot.kind(last + 1) != TokenKind::word_description) {
        ++last;
    }
    const std::string noun = rule ? "the name of a rule" : ruleset ? "the name of a rule set" : "a description";
    const std::string quotes = in_quotes(spot.written(0, last));
    spot.report(Code::unexpected_token, 0, last, noun + " stands in quotes")
        .suggest("write " + quote(quotes), spot.span(0, last), quotes);
    return true;
}

// `is Billing Desk`, `[Multilingual overflow]`, `queue: Billing Desk`
bool several_words(const Spot& spot) {
    if (spot.phrase() == Phrase::argument && spot.begin() < 0 && spot.is_name(spot.begin() - 1) &&
        spot.kind(spot.begin()) == TokenKind::word && !spot.on_new_line(spot.begin())) {
        return report_several_words(spot, spot.begin() - 1, last_word(spot, spot.begin() - 1), "a text or name");
    }
    const bool complete = spot.phrase() == Phrase::values || spot.phrase() == Phrase::field ||
                          spot.behind_lone_test() || spot.phrase() == Phrase::group;
    if (spot.kind() == TokenKind::action) return false;
    if (!complete || !spot.is_name(-1) || spot.on_new_line(0) || !may_belong_to_name(spot, 0)) return false;
    const TokenKind before = spot.kind(-2);
    const bool value =
        before == TokenKind::open_bracket || before == TokenKind::comma || before == TokenKind::word_is ||
        before == TokenKind::open_parenthesis || before == TokenKind::word_not || before == TokenKind::word_during ||
        before == TokenKind::word_was || before == TokenKind::word_from || before == TokenKind::word_to ||
        before == TokenKind::word_contains || before == TokenKind::word_with;
    return value && report_several_words(spot, -1, last_word(spot, -1), "a name");
}

// `list vip domains = …`
bool several_words_for_definition(const Spot& spot) {
    const bool named = spot.phrase() == Phrase::list || spot.phrase() == Phrase::condition;
    if (!named || !spot.is_name(-1) || !may_belong_to_name(spot, 0)) return false;
    const int last = last_word(spot, -1);
    std::string joined;
    for (int i = -1; i <= last; ++i) joined += (i == -1 ? "" : "_") + std::string(spot.written(i));
    const std::string noun = spot.phrase() == Phrase::list ? "a list" : "a condition";
    spot.report(Code::unexpected_token, -1, last, "the name of " + noun + " is one word")
        .suggest("write " + quote(joined), spot.span(-1, last), joined);
    return true;
}

bool reserved_as_value(const Spot& spot) {
    if (!is_reserved(spot.kind()) || !wants_value(spot)) return false;
    const std::string word = quote(spot.written());
    spot.report(Code::unquoted_word, 0, 0, word + " is a word of the language; as a value it stands in quotes")
        .suggest("write " + quote(in_quotes(spot.written())), spot.span(0, 0), in_quotes(spot.written()));
    return true;
}

bool reserved_as_name(const Spot& spot) {
    if (!is_reserved(spot.kind()) || spot.phrase() != Phrase::name) return false;
    const std::string word = quote(spot.written());
    switch (spot.phrase(1)) {
        case Phrase::list:
        case Phrase::condition:
            spot.report(Code::unquoted_word, 0, 0, word + " is a word of the language and cannot be a name")
                .help("choose another name, such as `" + std::string(spot.written()) + "_`");
            return true;
        case Phrase::rule_definition:
            spot.report(Code::unquoted_word, 0, 0, word + " is a word of the language and no event");
            return true;
        default:
            return false;
    }
}

bool quoted_event(const Spot& spot) {
    if (spot.kind() != TokenKind::string || spot.phrase() != Phrase::name ||
        spot.phrase(1) != Phrase::rule_definition) {
        return false;
    }
    spot.report("an event is named without quotes").help("write `on starting`, for example");
    return true;
}

// `"Say "hello" to them"`
bool quote_inside_text(const Spot& spot) {
    if (!spot.touches_previous()) return false;
    if (spot.kind() != TokenKind::string && spot.kind(-1) != TokenKind::string) return false;
    spot.report("a text ends at the next quote, and " + quote(spot.written()) + " follows at once")
        .label(spot.span(-1, -1), "ends here")
        .help("a quote inside a text is written `\\\"`");
    return true;
}

}  // namespace

bool explain_quotes(const Spot& spot) {
    if (!spot.exists(0)) return false;
    return quote_inside_text(spot) || unquoted_rule_name(spot) || several_words(spot) ||
           several_words_for_definition(spot) || reserved_as_value(spot) || reserved_as_name(spot) ||
           quoted_event(spot);
}

}  // namespace parley::syntax
