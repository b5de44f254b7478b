// Where a string ends, and what is wrong in it.
#include <algorithm>
#include <array>
#include <cstdio>

#include "compiler/syntax/characters.h"
#include "compiler/syntax/string_literal.h"
#include "runtime/value/text.h"

namespace parley::syntax {
namespace {

using diagnostics::Code;

constexpr std::string_view three_quotes = "\"\"\"";

class StringScanner {
public:
    StringScanner(std::string_view text, Faults& faults) : text_(text), faults_(faults) {}

    // False: not closed, and `at` is where the search ended. A fallback is a string inside one, and no deeper.
    bool scan(std::size_t& at, bool one_line, bool fallback) {
        const bool triple = text_.substr(at, 3) == three_quotes;
        if (!triple) one_line = true;
        at += triple ? 3 : 1;
        while (at < text_.size() && !faults_.full()) {
            const char c = text_[at];
            if (c == '"') {
                if (!triple) return ++at, true;
                if (text_.substr(at, 3) == three_quotes) return at += 3, true;
                ++at;
            } else if (is_line_break(c)) {
                if (one_line) return false;
                ++at;
            } else if (c == '\\') {
                const bool last = at + 1 == text_.size() || (one_line && is_line_break(text_[at + 1]));
                if (last) return ++at, false;
                escape(at);
            } else if (c == '{' && text_.substr(at, 2) == "{{") {
                if (!merge_field(at, one_line, fallback)) return false;
            } else if (c != '\t' && is_control(text_, at)) {
                control(at);
            } else {
                ++at;
            }
        }
        return false;
    }

private:
    bool is_at(std::size_t at, char c) const { return at < text_.size() && text_[at] == c; }

    diagnostics::Diagnostic& report(Code code, std::size_t begin, std::size_t end, std::string message,
                                    std::string label = {}) {
        return faults_.report(code, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
                              std::move(message), std::move(label));
    }

    void control(std::size_t& at) {
        std::size_t end = at;
        const auto c = static_cast<unsigned>(value::next_code_point(text_, end));
        std::array<char, 16> name{};
        std::snprintf(name.data(), name.size(), "%04X", c);
        report(Code::control_character, at, end, std::string("the control character U+") + name.data() + " in a text")
            .help(std::string("write it as `\\u{") + name.data() + "}` if it is meant, else delete it");
        at = end;
    }

    void escape(std::size_t& at) {
        const std::size_t begin = at++;
        if (std::string_view("\"\\ntr{").find(text_[at]) != std::string_view::npos) {
            ++at;
        } else if (is_at(at, 'u')) {
            if (!code_point(at)) {
                const auto written = text_.substr(begin, at - begin);
                report(Code::bad_escape, begin, at, quote(written) + " names no character")
                    .help("a character by its number is `\\u{1F600}`: up to six hexadecimal digits in braces");
            }
        } else {
            if (!is_line_break(text_[at])) at += character(text_, at);
            const auto written = text_.substr(begin, at - begin);
            report(Code::bad_escape, begin, at, quote(written) + " is not an escape")
                .note("the escapes are `\\\"`, `\\\\`, `\\n`, `\\t`, `\\r`, `\\{` and `\\u{1F600}`")
                .suggest("write a backslash that is meant as such twice", faults_.span(narrow(begin), narrow(at)),
                         "\\" + std::string(written));
        }
    }

    // `u{1F600}`; leaves `at` behind what belongs to it.
    bool code_point(std::size_t& at) {
        ++at;
        if (!is_at(at, '{')) return false;
        const std::size_t digits = ++at;
        std::uint32_t c = 0;
        for (; at < text_.size(); ++at) {
            const char d = text_[at];
            const bool letter = (d >= 'a' && d <= 'f') || (d >= 'A' && d <= 'F');
            if (!is_ascii_digit(d) && !letter) break;
            c = std::min<std::uint32_t>(c * 16 + static_cast<std::uint32_t>(letter ? (d | 0x20) - 'a' + 10 : d - '0'),
                                        0x110000);
        }
        if (at == digits || !is_at(at, '}')) return false;
        ++at;
        return c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
    }

    bool merge_field(std::size_t& at, bool one_line, bool fallback) {
        const std::size_t begin = at;
        if (fallback) {
            report(Code::bad_merge_field, begin, begin + 2, "a merge field inside the fallback of another")
                .help("two plain braces are written `\\{{`");
            at += 2;
            return true;
        }
        const std::size_t name = skip_blanks(text_, at + 2);
        at = word_end(text_, name);
        if (at == name) return bad_merge_field(begin, at, "a merge field without a name");
        at = skip_blanks(text_, at);
        if (is_at(at, '|')) {
            at = skip_blanks(text_, at + 1);
            if (!is_at(at, '"')) return bad_merge_field(begin, at, "the fallback of a merge field is not in quotes");
            if (!scan(at, one_line, true)) return false;
            at = skip_blanks(text_, at);
        }
        if (text_.substr(at, 2) != "}}") return bad_merge_field(begin, at, {});
        at += 2;
        return true;
    }

    // An empty message: what should stand here is `}}`. Goes on behind the `}}` that seems to belong to it, if there is
    // one.
    bool bad_merge_field(std::size_t begin, std::size_t& at, std::string message) {
        const std::size_t stop = std::min(text_.find_first_of("\"{}\r\n", at), text_.size());
        if (text_.substr(stop, 2) == "}}")
            at = stop + 2;
        else if (message.empty())
            message = "a merge field that is not closed by `}}`";
        if (message.empty()) message = "a merge field that holds more than a name and its fallback";
        report(Code::bad_merge_field, begin, std::max(at, begin + 2), std::move(message))
            .help("write `{{name}}` or `{{name | \"what to say without a value\"}}`; two plain braces are `\\{{`");
        return true;
    }

    static std::uint32_t narrow(std::size_t offset) { return static_cast<std::uint32_t>(offset); }

    std::string_view text_;
    Faults& faults_;
};

void report_unterminated(std::string_view text, std::uint32_t begin, std::uint32_t end, Faults& faults) {
    if (text.substr(begin, 3) == three_quotes) {
        faults.report(Code::unterminated_string, begin, begin + 3, "the text that begins here is not closed")
            .help("close it with `\"\"\"`");
        return;
    }
    while (end > begin + 1 && is_blank(text[end - 1])) --end;
    faults.report(Code::unterminated_string, begin, end, "the text is not closed on its line")
        .help("close it with `\"`; a text over several lines stands between `\"\"\"` and `\"\"\"`");
}

}  // namespace

ScannedString scan_string(std::string_view text, std::uint32_t begin, Faults& faults, const Limits& limits) {
    const std::size_t faults_before = faults.count();
    std::size_t at = begin;
    const bool closed = StringScanner(text, faults).scan(at, false, false);
    const auto end = static_cast<std::uint32_t>(at);
    if (!closed) {
        if (!faults.full()) report_unterminated(text, begin, end, faults);
        return {end, TokenFault::swallowed};
    }
    const std::size_t marks = text.substr(begin, 3) == three_quotes ? 6 : 2;
    if (end - begin > limits.string_bytes + marks) {
        faults
            .report(Code::string_too_long, begin, end,
                    "a text of " + std::to_string(end - begin - marks) + " bytes, more than the limit of " +
                        std::to_string(limits.string_bytes))
            .help("send a long text in several messages, or keep it outside the rules");
    }
    return {end, faults.count() == faults_before ? TokenFault::none : TokenFault::reported};
}

}  // namespace parley::syntax
