#include "compiler/syntax/number_literal.h"

#include <string>

#include "compiler/syntax/characters.h"

namespace parley::syntax {
namespace {

// Takes a text apart from its front.
class Front {
public:
    explicit Front(std::string_view text) : rest_(text) {}
    bool at_end() const { return rest_.empty(); }
    bool mark(char c) {
        if (rest_.empty() || rest_[0] != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    // At least `least` digits, at most `most`.
    bool digits(std::size_t least, std::size_t most) {
        std::size_t count = 0;
        while (count < most && count < rest_.size() && is_ascii_digit(rest_[count])) ++count;
        if (count < least) return false;
        rest_.remove_prefix(count);
        return true;
    }
    bool date() { return digits(4, 4) && mark('-') && digits(2, 2) && mark('-') && digits(2, 2); }
    bool time() { return digits(1, 2) && mark(':') && digits(2, 2) && (!mark(':') || digits(2, 2)); }
    bool zone() { return mark('Z') || ((mark('+') || mark('-')) && digits(2, 2) && mark(':') && digits(2, 2)); }

private:
    std::string_view rest_;
};

bool is_number(Front front) {
    front.mark('-');
    return front.digits(1, std::string_view::npos) && (!front.mark('.') || front.digits(1, std::string_view::npos)) &&
           front.at_end();
}
bool is_date(Front front) {
    return front.date() && front.at_end();
}
bool is_time(Front front) {
    return front.time() && front.at_end();
}
bool is_instant(Front front) {
    return front.date() && front.mark('T') && front.time() && (front.at_end() || (front.zone() && front.at_end()));
}

std::size_t leading_number(std::string_view run) {
    std::size_t end = run[0] == '-' ? 1 : 0;
    while (end < run.size() && (is_ascii_digit(run[end]) || run[end] == '.' || run[end] == ':')) ++end;
    return end;
}

bool looks_like_time(std::string_view run) {
    return run.find(':') != std::string_view::npos;
}

bool looks_like_date(std::string_view run) {
    std::size_t marks = 0;
    for (std::size_t i = 1; i < run.size(); ++i) {
        if (run[i] == '-' || run[i] == '.')
            ++marks;
        else if (!is_ascii_digit(run[i]))
            return false;
    }
    return marks == 2;
}

}  // namespace

bool begins_number(std::string_view text, std::size_t offset) {
    if (text[offset] == '-') ++offset;
    return offset < text.size() && is_ascii_digit(text[offset]);
}

std::size_t number_run(std::string_view text, std::size_t offset) {
    ++offset;  // a digit or the minus
    while (offset < text.size()) {
        const char c = text[offset];
        std::size_t length = word_part(text, offset);
        const bool joins = c == '.' || c == ':' || c == '-' || c == '+';
        if (joins && offset + 1 < text.size() && is_ascii_word(text[offset + 1])) length = 1;
        if (length == 0) return offset;
        offset += length;
    }
    return offset;
}

std::optional<TokenKind> number_kind(std::string_view run) {
    const Front front(run);
    if (is_number(front)) return TokenKind::number;
    if (is_time(front)) return TokenKind::time;
    if (is_date(front)) return TokenKind::date;
    if (is_instant(front)) return TokenKind::instant;
    return std::nullopt;
}

void report_bad_number(std::string_view run, std::uint32_t begin, Faults& faults) {
    const auto end = static_cast<std::uint32_t>(begin + run.size());
    const std::size_t split = leading_number(run);
    const std::string_view head = run.substr(0, split), tail = run.substr(split);
    if (word_kind(tail.empty() ? "-" : tail) == TokenKind::unit && is_number(Front(head))) {
        faults.report(diagnostics::Code::bad_number, begin, end, "no space between number and unit in " + quote(run))
            .suggest("write " + quote(std::string(head) + " " + std::string(tail)), faults.span(begin, end),
                     std::string(head) + " " + std::string(tail), true);
        return;
    }
    auto& finding =
        faults.report(diagnostics::Code::bad_number, begin, end, quote(run) + " is not a number, a date or a time");
    if (looks_like_date(run))
        finding.help("a date is written year first: `2026-12-24`");
    else if (looks_like_time(run))
        finding.help("a time is written `9:00` or `18:30:15`, an instant `2026-12-24T18:00Z`");
    else
        finding.suggest("put it in quotes if it is a name or text", faults.span(begin, end),
                        "\"" + std::string(run) + "\"");
}

}  // namespace parley::syntax
