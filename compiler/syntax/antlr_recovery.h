// Internal to the antlr_*.cpp files: what happens where a definition does not fit the grammar. Each place is recorded
// once; then the parse goes on at the next step, test, argument or closing bracket, so that one mistake is one finding.
#pragma once

#include <antlr4-runtime.h>

#include <vector>

#include "compiler/syntax/antlr_tokens.h"
#include "compiler/syntax/nodes.h"

namespace parley::syntax {

class Recovery final : public antlr4::ANTLRErrorStrategy {
public:
    Recovery(TokenFeed& feed, std::vector<Stop>& stops) : feed_(feed), stops_(stops) {}
    void begin(std::size_t most_stops);

    void reset(antlr4::Parser*) override {}
    bool inErrorRecoveryMode(antlr4::Parser*) override { return false; }
    void sync(antlr4::Parser*) override {}
    void reportMatch(antlr4::Parser*) override {}
    void reportError(antlr4::Parser* parser, const antlr4::RecognitionException& fault) override;
    antlr4::Token* recoverInline(antlr4::Parser* parser) override;
    void recover(antlr4::Parser* parser, std::exception_ptr fault) override;

private:
    void record(antlr4::Parser* parser, std::size_t token);
    TokenKind kind(std::size_t token) const;
    bool begins_block(std::size_t token) const;
    bool begins_step(std::size_t token) const;
    bool begins_test(std::size_t token) const;
    bool begins_argument(std::size_t token) const;
    // Moves to the next token outside of further brackets for which `wanted` holds, at most to the one that closes what
    // is open here, or the end.
    template <typename Wanted>
    void skip(Wanted wanted);
    bool skip_to_block();
    void skip_behind_closing();
    antlr4::Token* go_on(antlr4::Parser* parser, Phrase phrase);
    bool member(antlr4::Parser* parser, Phrase phrase);

    TokenFeed& feed_;
    std::vector<Stop>& stops_;
    std::size_t most_stops_ = 0;
    bool recorded_ = false;
};

}  // namespace parley::syntax
