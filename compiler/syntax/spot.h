// Internal to the explain_*.cpp files: the token that did not fit, and what stands round it.
#pragma once

#include <algorithm>
#include <span>
#include <string>

#include "compiler/syntax/explain.h"

namespace parley::syntax {

class Spot {
public:
    Spot(const Stop& stop, const StopContext& context) : stop_(stop), context_(context) {}

    // Tokens counted from the one that does not fit, which is 0; end_of_file outside of the definition.
    TokenKind kind(int offset = 0) const { return exists(offset) ? token(offset).kind : TokenKind::end_of_file; }
    bool exists(int offset) const {
        const auto index = static_cast<std::ptrdiff_t>(stop_.token) + offset;
        return index >= 0 && index < static_cast<std::ptrdiff_t>(context_.tokens.size());
    }
    const Token& token(int offset) const { return context_.tokens[static_cast<std::size_t>(stop_.token + offset)]; }
    std::string_view written(int offset = 0) const {
        return exists(offset) ? context_.text.substr(token(offset).begin, token(offset).end - token(offset).begin)
                              : std::string_view{};
    }
    std::string_view written(int first, int last) const {
        return context_.text.substr(token(first).begin, token(last).end - token(first).begin);
    }
    bool is_name(int offset) const { return kind(offset) == TokenKind::word || kind(offset) == TokenKind::action; }
    // A value that is no list.
    bool is_value(int offset) const;
    bool touches_previous() const { return exists(0) && exists(-1) && token(0).begin == token(-1).end; }
    bool on_new_line(int offset) const { return exists(offset) && token(offset).first_on_line; }

    // What is being read: 0 is the innermost.
    Phrase phrase(std::size_t out = 0) const {
        return out < stop_.phrases.size() ? stop_.phrases[stop_.phrases.size() - 1 - out] : Phrase::file;
    }
    // The offset of the first token of it.
    int begin(std::size_t out = 0) const {
        return static_cast<int>(stop_.begins[stop_.begins.size() - 1 - out]) - static_cast<int>(stop_.token);
    }
    Definition::Kind definition() const { return context_.kind; }
    // A test has been read, and now its block, or the end of the definition, is due.
    bool behind_lone_test() const;

    // Of tokens `first` to `last`; of the end, the point behind the last token.
    source::Span span(int first, int last) const { return context_.faults.span(token(first).begin, token(last).end); }
    diagnostics::Diagnostic& report(diagnostics::Code code, int first, int last, std::string message,
                                    std::string label = {}) const {
        if (!exists(last)) {
            const std::uint32_t end = token(-1).end;
            return context_.faults.report(code, end, end, std::move(message), std::move(label));
        }
        return context_.faults.report(code, token(first).begin, token(last).end, std::move(message), std::move(label));
    }
    diagnostics::Diagnostic& report(std::string message, std::string label = {}) const {
        return report(diagnostics::Code::unexpected_token, 0, 0, std::move(message), std::move(label));
    }

private:
    const Stop& stop_;
    const StopContext& context_;
};

// Each reports and gives true if it knows the mistake.
bool explain_quotes(const Spot& spot);    // names and texts without quotes, reserved words as names and values
bool explain_operator(const Spot& spot);  // words and signs that compare in other languages
bool explain_test(const Spot& spot);      // how tests are put together
bool explain_step(const Spot& spot);      // actions, arguments, decisions
// What was expected at the spot, in words.
std::string expected(const Spot& spot);
// Whether a value is due: what stands in front demands one.
bool wants_value(const Spot& spot);

}  // namespace parley::syntax
