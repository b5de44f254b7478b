// One case just inside and one just outside each limit, and inputs that are as large as a file may be.
#include <doctest/doctest.h>

#include <chrono>

#include "tests/compiler/syntax/dump.h"
#include "tests/compiler/syntax/parsed.h"

using namespace parley;

namespace {

using Lines = std::vector<std::string>;

std::string repeat(std::string_view text, std::size_t count) {
    std::string out;
    out.reserve(text.size() * count);
    while (count-- > 0) out += text;
    return out;
}

std::string groups(std::size_t depth) {
    return "condition c = " + repeat("all { ", depth) + "a" + repeat(" }", depth);
}
std::string decisions(std::size_t depth) {
    return "rule \"r\" on e { " + repeat("if a { ", depth) + repeat("} ", depth) + "}";
}

}  // namespace

TEST_CASE("groups are at most 100 deep") {
    CHECK(test::findings(test::parse(groups(100))).empty());
    const auto parsed = test::parse(groups(101));
    CHECK(test::findings(parsed) == Lines{"R0105 groups are nested more than 100 deep [all]"});
    CHECK(parsed.diagnostics.all()[0].primary.span.begin == 14 + 100 * 6);
    CHECK(parsed.tree.conditions.empty());
    CHECK(test::codes(test::parse(groups(100'000))) == Lines{"R0105"});
}

TEST_CASE("decisions are at most 100 deep, and a chain is no depth") {
    CHECK(test::findings(test::parse(decisions(100))).empty());
    const auto parsed = test::parse(decisions(101));
    CHECK(test::findings(parsed) == Lines{"R0105 decisions are nested more than 100 deep [if]"});
    CHECK(parsed.diagnostics.all()[0].primary.span.begin == 16 + 100 * 7);
    CHECK(test::codes(test::parse(decisions(100'000))) == Lines{"R0105"});
    const auto chain = test::parse("rule \"r\" on e { if a { }" + repeat(" else if a { }", 5'000) + " }");
    CHECK(test::findings(chain).empty());
    CHECK(chain.tree.tests.size() == 5'001);
}

TEST_CASE("groups and decisions may both be as deep as they may") {
    const std::string text = "rule \"r\" on e { " + repeat("if a { ", 99) + "if " + repeat("any { ", 100) +
                             "a.b(x) in [y]" + repeat(" }", 100) + " { x { y: [z] } } " + repeat("} ", 99) + "}";
    CHECK(test::findings(test::parse(text)).empty());
    syntax::Limits limits;
    limits.brackets = 201;
    CHECK(test::findings(test::parse(text, limits)).empty());
    limits.brackets = 200;
    CHECK(test::findings(test::parse(text, limits)) == Lines{"R0105 brackets are nested more than 200 deep [(]"});
}

TEST_CASE("text, names, numbers and patterns have a greatest length") {
    syntax::Limits limits;
    limits.string_bytes = 10;
    const auto codes = [&](const std::string& value) {
        return test::codes(test::parse("list a = [" + value + "]", limits));
    };
    CHECK(codes("\"1234567890\"").empty());
    CHECK(codes("\"12345678901\"") == Lines{"R0113"});
    CHECK(codes("\"\"\"1234567890\"\"\"").empty());
    CHECK(codes("\"\"\"12345678901\"\"\"") == Lines{"R0113"});
    CHECK(codes("abcdefghij").empty());
    CHECK(codes("abcdefghijk") == Lines{"R0113"});
    CHECK(codes("1234567890").empty());
    CHECK(codes("12345678901") == Lines{"R0113"});
    CHECK(test::codes(test::parse("condition c = a.b matches /12345678/", limits)).empty());
    CHECK(test::codes(test::parse("condition c = a.b matches /123456789/", limits)) == Lines{"R0113"});
    CHECK(test::codes(test::parse("list a = [\"" + std::string(65'536, 'x') + "\"]")).empty());
    CHECK(test::codes(test::parse("list a = [\"" + std::string(65'537, 'x') + "\"]")) == Lines{"R0113"});
}

TEST_CASE("a list has a greatest number of values") {
    CHECK(test::codes(test::parse("list a = [" + repeat("x, ", 10'000) + "]")).empty());
    CHECK(test::findings(test::parse("list a = [" + repeat("x, ", 10'000) + "last_one]")) ==
          Lines{"R0114 a list of more than 10000 values [last_one]"});
}

TEST_CASE("a file's syntax errors are counted, and reading ends past the limit") {
    const std::string bad = "list a = []\n";
    CHECK(test::codes(test::parse(repeat(bad, 100))) == Lines(100, "R0123"));
    Lines expected(100, "R0123");
    expected.push_back("R0126");
    CHECK(test::codes(test::parse(repeat(bad, 101))) == expected);
    CHECK(test::codes(test::parse(repeat(bad, 100'000))) == expected);
    CHECK(test::codes(test::parse("list b = [x]" + repeat(" @", 100'000))).back() == "R0126");
}

TEST_CASE("a definition and a file have a greatest number of parts") {
    syntax::Limits limits;
    limits.definition_tokens = 10;
    CHECK(test::codes(test::parse("list a = [b, c, d]", limits)).empty());
    CHECK(test::codes(test::parse("list a = [b, c, d,]", limits)) == Lines{"R0103"});
    limits = {};
    limits.nodes = 4;
    CHECK(test::codes(test::parse("list a = [b, c, d]", limits)).empty());
    CHECK(test::codes(test::parse("list a = [b, c, d, e]", limits)) == Lines{"R0103"});
    limits = {};
    limits.file_tokens = 10;
    CHECK(test::codes(test::parse("list a = [b, c, d]", limits)).empty());
    const auto parsed = test::parse("list a = [b, c] list b = [c]", limits);
    CHECK(test::codes(parsed) == Lines{"R0103"});
    CHECK(test::dump(parsed.tree) == "list a [w'b' w'c']\n");
}

// Each of these once made some parser or other overflow its stack or take time with the square of the length. They are
// shorter here than a file may be, and time is not measured but for a generous bound.
TEST_CASE("endless repetition ends in linear time") {
    const std::size_t bytes = 40'000;
    const auto begin = std::chrono::steady_clock::now();
    for (const std::string_view unit : {"(",
                                        "[",
                                        "{",
                                        "}",
                                        "\"",
                                        "\"\"\"",
                                        "{{",
                                        "\"{{",
                                        "/*",
                                        "//",
                                        "/",
                                        "\\",
                                        "not ",
                                        "size ",
                                        "if ",
                                        "else ",
                                        "else if a { } ",
                                        "all { ",
                                        "any { } ",
                                        "a ",
                                        "a.",
                                        "a.b ",
                                        "1",
                                        "1 ",
                                        "1.",
                                        "-",
                                        ",",
                                        ":",
                                        "a: ",
                                        "= ",
                                        "rule ",
                                        "rule \"x\" ",
                                        "list a = [",
                                        "condition c = ",
                                        "disabled ",
                                        "ruleset ",
                                        "{{a | \"",
                                        "\"{{a | \"{{",
                                        "\xC3\xA9",
                                        "\xCC\x81",
                                        "'",
                                        "\u201C",
                                        "\n",
                                        "on ",
                                        "is ",
                                        "{ }",
                                        "\"a\" "}) {
        CAPTURE(unit);
        const std::string body = repeat(unit, bytes / unit.size());
        for (const char* head :
             {"", "rule \"r\" on e { ", "rule \"r\" on e { if a.b ", "condition c = all { ", "list a = [\""}) {
            CAPTURE(head);
            const auto parsed = test::parse(head + body);
            CHECK(parsed.diagnostics.errors() + parsed.tree.rules.size() + parsed.tree.lists.size() + 1 > 0);
            CHECK(parsed.diagnostics.errors() <= 101);
        }
    }
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::minutes(5));
}
