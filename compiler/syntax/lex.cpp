#include "compiler/syntax/lex.h"

#include <algorithm>

#include "compiler/syntax/characters.h"
#include "compiler/syntax/number_literal.h"
#include "compiler/syntax/string_literal.h"
#include "compiler/syntax/unknown_character.h"

namespace parley::syntax {
namespace {

using diagnostics::Code;

class Lexer {
public:
    Lexer(const source::SourceFile& file, Faults& faults, const Limits& limits)
        : text_(file.text()), faults_(faults), limits_(limits), at_(file.text_begin()) {}

    TokenList run() {
        while (skip_space() && !faults_.full()) {
            if (list_.tokens.size() >= limits_.file_tokens) {
                report_too_many();
                break;
            }
            token();
        }
        if (faults_.full() && !list_.tokens.empty()) list_.tokens.back().fault = TokenFault::swallowed;
        add(TokenKind::end_of_file, text_.size(), text_.size());
        return std::move(list_);
    }

private:
    char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

    void add(TokenKind kind, std::size_t begin, std::size_t end, TokenFault fault = TokenFault::none) {
        list_.tokens.push_back({kind, fault, new_line_, narrow(begin), narrow(end)});
        new_line_ = false;
    }

    static std::uint32_t narrow(std::size_t offset) { return static_cast<std::uint32_t>(offset); }

    // False at the end of the file.
    bool skip_space() {
        while (at_ < text_.size()) {
            if (const std::size_t length = white_space(text_, at_)) {
                if (is_line_break(peek())) new_line_ = true;
                at_ += length;
            } else if (peek() == '/' && peek(1) == '/') {
                comment(line_end(text_, at_));
            } else if (peek() == '/' && peek(1) == '*') {
                block_comment();
            } else {
                return true;
            }
        }
        return false;
    }

    void comment(std::size_t end) {
        list_.comments.push_back({narrow(at_), narrow(end)});
        at_ = end;
    }

    void block_comment() {
        const std::size_t close = text_.find("*/", at_ + 2);
        if (close != std::string_view::npos) return comment(close + 2);
        faults_
            .report(Code::unterminated_comment, narrow(at_), narrow(at_ + 2),
                    "the comment that begins here is not closed")
            .help("close it with `*/`");
        if (!list_.tokens.empty()) list_.tokens.back().fault = TokenFault::swallowed;
        comment(text_.size());
    }

    void token() {
        const char c = peek();
        if (word_start(text_, at_) != 0) return word();
        if (begins_number(text_, at_)) return number();
        if (c == '"') return string();
        if (c == '/') return regex();
        const auto [kind, length] = mark();
        if (length == 0) return unknown();
        add(kind, at_, at_ + length);
        at_ += length;
    }

    struct Mark {
        TokenKind kind;
        std::size_t length;
    };

    Mark mark() const {
        switch (peek()) {
            case '{':
                return {TokenKind::open_brace, 1};
            case '}':
                return {TokenKind::close_brace, 1};
            case '[':
                return {TokenKind::open_bracket, 1};
            case ']':
                return {TokenKind::close_bracket, 1};
            case '(':
                return {TokenKind::open_parenthesis, 1};
            case ')':
                return {TokenKind::close_parenthesis, 1};
            case ',':
                return {TokenKind::comma, 1};
            case ':':
                return {TokenKind::colon, 1};
            case '=':
                return {TokenKind::equals, 1};
            case '<':
                return peek(1) == '=' ? Mark{TokenKind::less_equal, 2} : Mark{TokenKind::less, 1};
            case '>':
                return peek(1) == '=' ? Mark{TokenKind::greater_equal, 2} : Mark{TokenKind::greater, 1};
            default:
                return {TokenKind::unknown, 0};
        }
    }

    void word() {
        const std::size_t begin = at_;
        at_ = word_end(text_, at_);
        TokenKind kind = word_kind(text_.substr(begin, at_ - begin));
        while (peek() == '.' && word_start(text_, at_ + 1) != 0) {
            kind = TokenKind::path;
            at_ = word_end(text_, at_ + 1);
        }
        add(kind, begin, at_, check_length(begin, "name"));
    }

    void number() {
        const std::size_t begin = at_;
        at_ = number_run(text_, at_);
        const std::string_view run = text_.substr(begin, at_ - begin);
        const TokenFault too_long = check_length(begin, "number");
        const auto kind = number_kind(run);
        if (!kind && too_long == TokenFault::none) report_bad_number(run, narrow(begin), faults_);
        add(kind.value_or(TokenKind::number), begin, at_, kind ? too_long : TokenFault::reported);
    }

    void string() {
        const std::size_t begin = at_;
        const ScannedString scanned = scan_string(text_, narrow(begin), faults_, limits_);
        at_ = scanned.end;
        add(TokenKind::string, begin, at_, scanned.fault);
    }

    void regex() {
        const std::size_t begin = at_++;
        while (at_ < text_.size() && peek() != '/' && !is_line_break(peek())) {
            if (peek() == '\\' && at_ + 1 < text_.size()) ++at_;
            ++at_;
        }
        if (peek() == '/') {
            ++at_;
            add(TokenKind::regex, begin, at_, check_length(begin, "regular expression"));
            return;
        }
        faults_
            .report(Code::unterminated_pattern, narrow(begin), narrow(at_),
                    "the regular expression is not closed on its line")
            .help("close it with `/`; a slash inside it is written `\\/`");
        add(TokenKind::regex, begin, at_, TokenFault::swallowed);
    }

    void unknown() {
        const std::size_t begin = at_;
        const UnknownCharacter found = report_unknown_character(text_, narrow(begin), faults_);
        at_ = found.end;
        add(found.stands_for, begin, at_, TokenFault::reported);
    }

    // Names and numbers are as long as the longest text at most, so that no finding has to carry more.
    TokenFault check_length(std::size_t begin, const char* noun) {
        if (at_ - begin <= limits_.string_bytes) return TokenFault::none;
        faults_.report(Code::string_too_long, narrow(begin), narrow(at_),
                       std::string("a ") + noun + " of " + std::to_string(at_ - begin) +
                           " bytes, more than the limit of " + std::to_string(limits_.string_bytes));
        return TokenFault::reported;
    }

    void report_too_many() {
        faults_
            .report(Code::file_too_large, narrow(at_), narrow(at_),
                    "the file has more than " + std::to_string(limits_.file_tokens) + " words and signs",
                    "reading ends here")
            .help("spread the rules over several files");
        list_.tokens.back().fault = TokenFault::swallowed;
    }

    std::string_view text_;
    Faults& faults_;
    const Limits& limits_;
    std::size_t at_;
    bool new_line_ = true;
    TokenList list_;
};

}  // namespace

TokenList lex(const source::SourceFile& file, Faults& faults, const Limits& limits) {
    return Lexer(file, faults, limits).run();
}

}  // namespace parley::syntax
