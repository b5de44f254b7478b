// Text that is cut off or scrambled: whatever it is, the parser ends, says something sensible, and what it says lies in
// it.
#include <doctest/doctest.h>

#include <random>

#include "compiler/syntax/lex.h"
#include "tests/compiler/syntax/dump.h"
#include "tests/compiler/syntax/example.h"
#include "tests/compiler/syntax/parsed.h"

using namespace parley;

namespace {

void check_places(const test::Parsed& parsed, std::size_t size) {
    for (const auto& finding : parsed.diagnostics.all()) {
        CHECK(finding.primary.span.begin <= finding.primary.span.end);
        CHECK(finding.primary.span.end <= size);
        CHECK(!finding.message.empty());
        for (const auto& label : finding.labels) CHECK(label.span.end <= size);
        for (const auto& help : finding.helps) CHECK((!help.replacement || help.at.end <= size));
    }
}

std::vector<std::string> pieces_of(std::string_view text) {
    source::SourceSet sources;
    diagnostics::Diagnostics diagnostics;
    const auto file = sources.add("test.parley", std::string(text));
    syntax::Faults faults(file, 1000, diagnostics);
    std::vector<std::string> pieces;
    for (const auto& token : syntax::lex(sources.file(file), faults, {}).tokens) {
        pieces.emplace_back(text.substr(token.begin, token.end - token.begin));
    }
    return pieces;
}

}  // namespace

TEST_CASE("the example cut off at every byte") {
    const std::string whole(test::example);
    const auto full = test::parse(whole);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CAPTURE(size);
        const auto parsed = test::parse(whole.substr(0, size));
        check_places(parsed, size);
        CHECK(parsed.diagnostics.errors() <= 3);
        CHECK(parsed.tree.rules.size() <= full.tree.rules.size());
        // What is whole in front of the cut is in the tree: rules are added in order, and their text is the same.
        for (std::size_t i = 0; i < parsed.tree.rules.size(); ++i) {
            CHECK(parsed.tree.rules[i].name == full.tree.rules[i].name);
        }
    }
}

TEST_CASE("the example with tokens removed, doubled, swapped and replaced") {
    const std::vector<std::string> pieces = pieces_of(test::example);
    const std::vector<std::string> strange{"{",   "}",  "[",    "]",    "(",         ")",      ",",  ":",  "=",
                                           "\"",  "/*", "not",  "rule", "all",       "else",   "@",  "1a", "\"{{\"",
                                           "/x/", "is", "list", "\n",   "condition", "\"\"\"", "if", "and"};
    std::mt19937 random(36);
    for (int round = 0; round < 600; ++round) {
        std::vector<std::string> mutated = pieces;
        for (auto count = 1 + random() % 3; count-- > 0;) {
            const std::size_t at = random() % mutated.size();
            switch (random() % 4) {
                case 0:
                    mutated.erase(mutated.begin() + static_cast<std::ptrdiff_t>(at));
                    break;
                case 1:
                    mutated.insert(mutated.begin() + static_cast<std::ptrdiff_t>(at), mutated[at]);
                    break;
                case 2:
                    std::swap(mutated[at], mutated[random() % mutated.size()]);
                    break;
                default:
                    mutated[at] = strange[random() % strange.size()];
                    break;
            }
        }
        std::string text;
        for (const std::string& piece : mutated) text += piece + (random() % 8 == 0 ? "\n" : " ");
        CAPTURE(text);
        const auto parsed = test::parse(text);
        check_places(parsed, text.size());
        CHECK(parsed.diagnostics.errors() <= 12);
    }
}

TEST_CASE("random bytes") {
    std::mt19937 random(7);
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        for (auto count = random() % 60; count-- > 0;)
            text += static_cast<char>(random() % 4 == 0 ? random() % 256 : 32 + random() % 95);
        CAPTURE(text);
        check_places(test::parse(text), text.size());
    }
}
