// The hand-written lexer against the one that the grammar generates: same tokens at the same places, comments included.
#include <ParleyLexer.h>
#include <ParleyParser.h>
#include <antlr4-runtime.h>
#include <doctest/doctest.h>

#include <random>

#include "compiler/syntax/lex.h"
#include "runtime/value/text.h"
#include "tests/compiler/syntax/example.h"
#include "tests/compiler/syntax/parsed.h"

using namespace parley;
using grammar::ParleyLexer;
using grammar::ParleyParser;

namespace {

struct Piece {
    std::size_t type;
    std::uint32_t begin, end;
    friend bool operator==(const Piece&, const Piece&) = default;
};

constexpr std::array types{
#define PARLEY_WORD(kind, grammar, text) std::size_t{ParleyParser::grammar},
#define PARLEY_MARK PARLEY_WORD
#define PARLEY_CLASS PARLEY_WORD
#include "compiler/syntax/tokens.def"
#undef PARLEY_WORD
#undef PARLEY_MARK
#undef PARLEY_CLASS
};

// ANTLR counts code points.
std::vector<std::uint32_t> byte_offsets(const std::string& text) {
    std::vector<std::uint32_t> offsets;
    std::size_t at = 0;
    while (at < text.size()) {
        offsets.push_back(static_cast<std::uint32_t>(at));
        value::next_code_point(text, at);
    }
    offsets.push_back(static_cast<std::uint32_t>(text.size()));
    return offsets;
}

std::vector<Piece> generated(const std::string& text) {
    const auto offsets = byte_offsets(text);
    antlr4::ANTLRInputStream input(text);
    ParleyLexer lexer(&input);
    lexer.removeErrorListeners();
    std::vector<Piece> pieces;
    for (auto token = lexer.nextToken(); token->getType() != antlr4::Token::EOF; token = lexer.nextToken()) {
        pieces.push_back({token->getType(), offsets[token->getStartIndex()], offsets[token->getStopIndex() + 1]});
    }
    return pieces;
}

struct HandMade {
    std::vector<Piece> pieces;
    bool faulty;
};

HandMade hand_made(const std::string& text) {
    source::SourceSet sources;
    diagnostics::Diagnostics diagnostics;
    const auto file = sources.add("test.parley", text);
    syntax::Faults faults(file, 1000, diagnostics);
    const auto list = syntax::lex(sources.file(file), faults, {});
    std::vector<Piece> pieces;
    std::size_t comment = 0;
    const auto take_comments = [&](std::uint32_t until) {
        for (; comment < list.comments.size() && list.comments[comment].begin < until; ++comment) {
            const auto& found = list.comments[comment];
            const bool line = text.substr(found.begin, 2) == "//";
            pieces.push_back({line ? std::size_t{ParleyLexer::LINE_COMMENT} : std::size_t{ParleyLexer::BLOCK_COMMENT},
                              found.begin, found.end});
        }
    };
    for (const auto& token : list.tokens) {
        take_comments(token.kind == syntax::TokenKind::end_of_file ? ~0u : token.begin);
        if (token.kind == syntax::TokenKind::end_of_file) break;
        pieces.push_back({types[static_cast<std::size_t>(token.kind)], token.begin, token.end});
    }
    return {pieces, faults.count() != 0};
}

void compare(const std::string& text) {
    const HandMade ours = hand_made(text);
    if (ours.faulty) return;
    CAPTURE(text);
    CHECK(generated(text) == ours.pieces);
}

}  // namespace

TEST_CASE("both lexers make the same tokens of the example") {
    const HandMade ours = hand_made(std::string(test::example));
    CHECK(!ours.faulty);
    CHECK(ours.pieces.size() > 300);
    CHECK(generated(std::string(test::example)) == ours.pieces);
}

TEST_CASE("both lexers make the same tokens of what is hard to tell apart") {
    for (const std::string text :
         {"a.b.c a", "12 -3 19.99 9:00 24:00:01 2026-12-24 2026-12-24T9:00 2026-12-24T18:00:00-01:00",
          "15 minutes hours", "// one\n/* two */ three /**/ /***/ four // five", "/a/ /a\\/b/ /[*]/ // /no/\n /\\*/",
          "<<=>>===", "\"\" \"\"\"\"\"\"", "\"\"\"a \"b\" \"\"c {d} {\"e\"} {\"\"{\" f\n\n\"\"\"", "\"{ {a} \\{{ }\"",
          "\"{{a}}{{ b | \"c\" }}{{d|\"\"}}\"", "\"\"\"{\"{{a}}\"\"{{b|\"c\"}}{\"\"\"",
          "größe _x x_1 \u03B1.\u03B2 \u0915\u093F e\u0301", "is isnt isnot is_not Is",
          "a\u00A0b\u3000c\u2028d\u0085e\vf", "{}[](),:=", "\"\\u{1F600}\\n\\\"\\\\\"", "\"\"\"\\\"\"\"\""}) {
        CAPTURE(text);
        const HandMade ours = hand_made(text);
        CHECK(!ours.faulty);
        CHECK(generated(text) == ours.pieces);
    }
}

TEST_CASE("every reserved word has the same kind in both") {
    for (std::size_t kind = 0; kind < static_cast<std::size_t>(syntax::TokenKind::end_of_file); ++kind) {
        const auto token = static_cast<syntax::TokenKind>(kind);
        if (token > syntax::TokenKind::greater_equal) break;
        compare(std::string(syntax::token_text(token)));
        CHECK(generated(std::string(syntax::token_text(token))).at(0).type == types[kind]);
    }
    for (const char* unit :
         {"second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks"}) {
        compare(unit);
        CHECK(generated(unit).at(0).type == ParleyParser::UNIT);
    }
}

TEST_CASE("both lexers make the same tokens of random pieces") {
    const std::vector<std::string> pieces{
        "a",       "rule", "is", ".",   " ",   "\n",      "\t", "1",  "23", "-", ":",    "2026-12-24", "T", "\"",
        "\"\"\"",  "{",    "{{", "}}",  "|",   "\\",      "//", "/*", "*/", "/", "x/y",  "[",          ",", "\u00E9",
        "e\u0301", "<",    "=",  "\\{", "\\n", "\\u{41}", "\r", "_",  "(",  ")", "9:00", "hours"};
    std::mt19937 random(20260101);
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (auto count = random() % 12; count-- > 0;) text += pieces[random() % pieces.size()];
        compare(text);
    }
}
