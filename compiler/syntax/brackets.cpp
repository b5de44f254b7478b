// Brackets that have no partner, and nesting beyond the limits.
#include <algorithm>
#include <optional>

#include "compiler/syntax/characters.h"
#include "compiler/syntax/definitions.h"

namespace parley::syntax {
namespace {

using diagnostics::Code;

std::optional<TokenKind> partner(TokenKind kind) {
    switch (kind) {
        case TokenKind::open_brace:
            return TokenKind::close_brace;
        case TokenKind::open_bracket:
            return TokenKind::close_bracket;
        case TokenKind::open_parenthesis:
            return TokenKind::close_parenthesis;
        default:
            return std::nullopt;
    }
}

bool is_closing(TokenKind kind) {
    return kind == TokenKind::close_brace || kind == TokenKind::close_bracket || kind == TokenKind::close_parenthesis;
}

bool begins_group(TokenKind kind) {
    return kind == TokenKind::word_all || kind == TokenKind::word_any || kind == TokenKind::word_none;
}

struct Open {
    std::size_t token = 0;
    bool group = false;
    bool decision = false;    // the block of a branch
    bool branch_due = false;  // `if` or `else` stands in here, and its block is to come
};

class BracketChecker {
public:
    BracketChecker(const std::vector<Token>& tokens, const source::SourceFile& file, Faults& faults,
                   const Limits& limits)
        : tokens_(tokens), file_(file), faults_(faults), limits_(limits) {}

    bool run(const Definition& definition) {
        begin_ = definition.begin;
        open_.assign(1, {definition.begin, false, false, false});  // the definition itself
        for (at_ = definition.begin; at_ < definition.end; ++at_) {
            if (!token()) return false;
        }
        if (open_.size() == 1) return true;
        report_unclosed();
        return false;
    }

private:
    bool token() {
        const TokenKind kind = tokens_[at_].kind;
        if (kind == TokenKind::word_if) return branch();
        if (kind == TokenKind::word_else) open_.back().branch_due = true;
        if (partner(kind)) return opening(kind);
        if (is_closing(kind)) return closing(kind);
        return true;
    }

    bool branch() {
        open_.back().branch_due = true;
        const bool further = at_ > begin_ && tokens_[at_ - 1].kind == TokenKind::word_else;
        if (further || decisions_ < limits_.nesting) return true;
        report_depth(at_, "decisions are nested", limits_.nesting);
        return false;
    }

    bool opening(TokenKind kind) {
        Open next{at_, false, false, false};
        if (kind == TokenKind::open_brace) {
            next.group = at_ > begin_ && begins_group(tokens_[at_ - 1].kind);
            next.decision = !next.group && open_.back().branch_due;
            if (next.decision) open_.back().branch_due = false;
        }
        if (next.group && groups_ == limits_.nesting) {
            report_depth(at_ - 1, "groups are nested", limits_.nesting);
            return false;
        }
        if (open_.size() > limits_.brackets) {
            report_depth(at_, "brackets are nested", limits_.brackets);
            return false;
        }
        groups_ += next.group;
        decisions_ += next.decision;
        open_.push_back(next);
        return true;
    }

    // A closing bracket without an open one is the parser's to report: it knows what was expected.
    bool closing(TokenKind kind) {
        if (open_.size() == 1) return true;
        const Open last = open_.back();
        if (partner(tokens_[last.token].kind) != kind) {
            report_mismatch(last.token);
            return false;
        }
        groups_ -= last.group;
        decisions_ -= last.decision;
        open_.pop_back();
        return true;
    }

    void report_depth(std::size_t token, std::string what, std::size_t limit) {
        auto& finding = faults_.report(Code::nested_too_deeply, tokens_[token].begin, tokens_[token].end,
                                       what + " more than " + std::to_string(limit) + " deep", "one level too deep");
        finding.help("give an inner part a name with `condition`, or split the rule");
    }

    void report_mismatch(std::size_t opening) {
        const Token& open = tokens_[opening];
        const Token& close = tokens_[at_];
        faults_.report(Code::unclosed_block, open.begin, open.end, unclosed(open.kind), "opened here")
            .label(faults_.span(close.begin, close.end),
                   "`" + std::string(token_text(*partner(open.kind))) + "` should stand before this");
    }

    void report_unclosed() {
        const Token& open = tokens_[probably_unclosed()];
        const Token& last = tokens_[at_ - 1];
        faults_.report(Code::unclosed_block, open.begin, open.end, unclosed(open.kind), "opened here")
            .label(faults_.span(last.end, last.end),
                   "`" + std::string(token_text(*partner(open.kind))) + "` is still missing here");
    }

    // The outermost open bracket, unless a line's indentation says otherwise: where a brace closes one that was opened
    // on a line indented further, that one probably lacks its own.
    std::size_t probably_unclosed() const {
        struct Opened {
            std::size_t token, indentation;
        };
        std::vector<Opened> opened;
        std::size_t indentation = 0;
        for (std::size_t i = begin_; i < at_; ++i) {
            const auto here = first_on_line(i);
            indentation = here.value_or(indentation);
            if (partner(tokens_[i].kind)) opened.push_back({i, indentation});
            if (!is_closing(tokens_[i].kind) || opened.empty()) continue;
            if (here && opened.back().indentation > indentation) return opened.back().token;
            opened.pop_back();
        }
        return open_[1].token;
    }

    // How far a token that is the first of its line is indented.
    std::optional<std::size_t> first_on_line(std::size_t token) const {
        const std::size_t end = tokens_[token].begin;
        std::size_t at = end;
        while (at > 0 && is_blank(file_.text()[at - 1])) --at;
        if (at > 0 && !is_line_break(file_.text()[at - 1])) return std::nullopt;
        return end - at;
    }

    static std::string unclosed(TokenKind kind) {
        return "`" + std::string(token_text(kind)) + "` is not closed by `" + std::string(token_text(*partner(kind))) +
               "`";
    }

    const std::vector<Token>& tokens_;
    const source::SourceFile& file_;
    Faults& faults_;
    const Limits& limits_;
    std::vector<Open> open_;
    std::size_t begin_ = 0, at_ = 0;
    std::size_t groups_ = 0, decisions_ = 0;
};

}  // namespace

bool check_brackets(const std::vector<Token>& tokens, const Definition& definition, const source::SourceFile& file,
                    Faults& faults, const Limits& limits) {
    return BracketChecker(tokens, file, faults, limits).run(definition);
}

}  // namespace parley::syntax
