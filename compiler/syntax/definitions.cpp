#include "compiler/syntax/definitions.h"

#include "runtime/value/text.h"

namespace parley::syntax {
namespace {

bool is_word(TokenKind kind) {
    return kind == TokenKind::word || kind == TokenKind::action;
}
bool is_opening(TokenKind kind) {
    return kind == TokenKind::open_brace || kind == TokenKind::open_bracket || kind == TokenKind::open_parenthesis;
}
bool is_closing(TokenKind kind) {
    return kind == TokenKind::close_brace || kind == TokenKind::close_bracket || kind == TokenKind::close_parenthesis;
}

// Whether a value must follow, so that a reserved word there is a value without its quotes.
bool wants_value(TokenKind kind) {
    switch (kind) {
        case TokenKind::word_is:
        case TokenKind::word_in:
        case TokenKind::word_not:
        case TokenKind::word_exactly:
        case TokenKind::word_was:
        case TokenKind::word_from:
        case TokenKind::word_to:
        case TokenKind::word_of:
        case TokenKind::word_contains:
        case TokenKind::word_with:
        case TokenKind::word_contain:
        case TokenKind::comma:
        case TokenKind::colon:
        case TokenKind::equals:
        case TokenKind::open_bracket:
        case TokenKind::open_parenthesis:
            return true;
        default:
            return false;
    }
}

class Cutter {
public:
    explicit Cutter(const std::vector<Token>& tokens) : tokens_(tokens) {}

    std::vector<Definition> run() {
        const std::size_t end = tokens_.size() - 1;
        for (at_ = 0; at_ < end; ++at_) {
            if (starts())
                open();
            else if (definitions_.empty() || closed_)
                stray();
            follow_brackets();
            if (tokens_[at_].fault == TokenFault::swallowed) swallowed_ = true;
        }
        close();
        return std::move(definitions_);
    }

private:
    TokenKind kind(std::size_t ahead) const {
        return at_ + ahead < tokens_.size() ? tokens_[at_ + ahead].kind : TokenKind::end_of_file;
    }
    TokenKind before() const { return at_ == 0 ? TokenKind::end_of_file : tokens_[at_ - 1].kind; }

    // `disabled rule` begins at its first word.
    bool starts() const {
        switch (kind(0)) {
            case TokenKind::word_rule:
                if (before() == TokenKind::word_disabled) return false;
                return kind(1) == TokenKind::string || stands_free();
            case TokenKind::word_ruleset:
                return kind(1) == TokenKind::string || stands_free();
            case TokenKind::word_list:
            case TokenKind::word_condition:
                return kind(2) == TokenKind::equals || stands_free();
            case TokenKind::word_disabled:
                return kind(1) == TokenKind::word_rule || stands_free();
            default:
                return false;
        }
    }

    bool stands_free() const { return depth_ == 0 && !wants_value(before()); }

    Definition::Kind kind_of_definition() const {
        switch (kind(0)) {
            case TokenKind::word_ruleset:
                return Definition::Kind::ruleset;
            case TokenKind::word_list:
                return Definition::Kind::list;
            case TokenKind::word_condition:
                return Definition::Kind::condition;
            default:
                return Definition::Kind::rule;
        }
    }

    void close() {
        if (!definitions_.empty() && definitions_.back().end == 0) definitions_.back().end = at_;
    }

    void open() {
        close();
        definitions_.push_back({kind_of_definition(), at_, 0});
        depth_ = 0;
        closed_ = swallowed_ = false;
    }

    // What stands behind a rule, or in front of everything.
    void stray() {
        close();
        definitions_.push_back({Definition::Kind::stray, at_, 0});
        closed_ = false;
    }

    void follow_brackets() {
        if (is_opening(kind(0))) ++depth_;
        if (!is_closing(kind(0)) || depth_ == 0) return;
        --depth_;
        closed_ = depth_ == 0 && !swallowed_ && definitions_.back().kind == Definition::Kind::rule &&
                  kind(0) == TokenKind::close_brace;
    }

    const std::vector<Token>& tokens_;
    std::vector<Definition> definitions_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
    bool closed_ = false;     // a rule's block was closed
    bool swallowed_ = false;  // a token may have swallowed brackets
};

}  // namespace

void tell_words_apart(std::vector<Token>& tokens, std::string_view text, const IsAction& is_action) {
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        Token& token = tokens[i];
        if (is_reserved(token.kind) && tokens[i + 1].kind == TokenKind::colon) token.kind = TokenKind::word;
        if (token.kind != TokenKind::word || i == 0 || !is_word(tokens[i - 1].kind)) continue;
        if (is_action(value::to_nfc(text.substr(token.begin, token.end - token.begin)))) token.kind = TokenKind::action;
    }
}

std::vector<Definition> cut(const std::vector<Token>& tokens) {
    return Cutter(tokens).run();
}

}  // namespace parley::syntax
