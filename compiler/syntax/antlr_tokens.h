// Internal to the antlr_*.cpp files: a definition's tokens as the generated parser wants to see them.
#pragma once

#include <antlr4-runtime.h>

#include <span>
#include <string>
#include <vector>

#include "compiler/syntax/lex.h"

namespace parley::syntax {

// The parser asks a token for its type and its place among the others, nothing else.
class TokenView final : public antlr4::Token {
public:
    TokenView(std::size_t type, std::size_t index) : type_(type), index_(index) {}
    std::string getText() const override { return {}; }
    size_t getType() const override { return type_; }
    size_t getLine() const override { return 0; }
    size_t getCharPositionInLine() const override { return 0; }
    size_t getChannel() const override { return DEFAULT_CHANNEL; }
    size_t getTokenIndex() const override { return index_; }
    size_t getStartIndex() const override { return index_; }
    size_t getStopIndex() const override { return index_; }
    antlr4::TokenSource* getTokenSource() const override { return nullptr; }
    antlr4::CharStream* getInputStream() const override { return nullptr; }
    std::string toString() const override { return {}; }

private:
    std::size_t type_;
    std::size_t index_;
};

class TokenFeed final : public antlr4::TokenStream {
public:
    TokenFeed() { load({}); }
    void load(std::span<const Token> tokens);
    std::span<const Token> tokens() const { return tokens_; }

    void consume() override {
        if (at_ + 1 < views_.size()) ++at_;
    }
    size_t LA(ssize_t i) override { return view(i).getType(); }
    antlr4::Token* LT(ssize_t i) override { return &view(i); }
    ssize_t mark() override { return 0; }
    void release(ssize_t) override {}
    size_t index() override { return at_; }
    void seek(size_t index) override { at_ = std::min(index, views_.size() - 1); }
    size_t size() override { return views_.size(); }
    std::string getSourceName() const override { return {}; }
    antlr4::Token* get(size_t index) const override { return &views_[index]; }
    antlr4::TokenSource* getTokenSource() const override { return nullptr; }
    std::string getText(const antlr4::misc::Interval&) override { return {}; }
    std::string getText() override { return {}; }
    std::string getText(antlr4::RuleContext*) override { return {}; }
    std::string getText(antlr4::Token*, antlr4::Token*) override { return {}; }

private:
    // 1 is the next token, -1 the one before it; past either end the nearest.
    TokenView& view(ssize_t i) const {
        if (i < 0) return views_[at_ >= static_cast<std::size_t>(-i) ? at_ - static_cast<std::size_t>(-i) : 0];
        return views_[std::min(at_ + static_cast<std::size_t>(i) - 1, views_.size() - 1)];
    }

    std::span<const Token> tokens_;
    mutable std::vector<TokenView> views_;  // the last one is the end
    std::size_t at_ = 0;
};

}  // namespace parley::syntax
