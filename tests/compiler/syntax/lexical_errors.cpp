#include <doctest/doctest.h>

#include "tests/compiler/syntax/parsed.h"

using namespace parley;

namespace {

using Lines = std::vector<std::string>;

Lines errors(const std::string& text) {
    return test::findings(test::parse(text));
}
// Of a value in a list.
Lines value_errors(const std::string& value) {
    return errors("list a = [" + value + "\n]");
}

}  // namespace

TEST_CASE("what keeps a file from being read leaves an empty tree") {
    auto parsed = test::parse("rule \"r\" on e { }\n\xFFrule");
    CHECK(test::findings(parsed) == Lines{"R0101 the file is not valid UTF-8 [\xFF]"});
    CHECK(parsed.tree.rules.empty());
    parsed = test::parse(std::string("ruleset \"x\"\0", 12));
    CHECK(test::codes(parsed) == Lines{"R0102"});
    CHECK(parsed.diagnostics.all()[0].primary.span.begin == 11);
    CHECK(!parsed.tree.ruleset);
    parsed = test::parse(std::string((64u << 20) + 1, ' '));
    CHECK(test::codes(parsed) == Lines{"R0103"});
}

TEST_CASE("characters that begin nothing") {
    CHECK(errors("@") == Lines{"R0104 `@` means nothing here [@]"});
    CHECK(errors("list a = [x] \u20AC") == Lines{"R0104 `\u20AC` (U+20AC) means nothing here [\u20AC]"});
    CHECK(errors("\x01") == Lines{"R0104 the control character U+0001 means nothing here [\x01]"});
    CHECK(errors("condition c = a.b != 1") == Lines{"R0104 `!=` means nothing here [!=]"});
    CHECK(errors("condition c = !a") == Lines{"R0104 `!` means nothing here [!]"});
    CHECK(errors("condition c = conversation . queue is set") == Lines{"R0104 `.` means nothing here [.]"});
    CHECK(errors("condition c = conversation. is set") == Lines{"R0104 `.` means nothing here [.]"});
    CHECK(value_errors("'x y'") == Lines{"R0104 text stands in straight double quotes, not in `'` ['x y']"});
    CHECK(value_errors("\u201Cx y\u201D") ==
          Lines{"R0104 text stands in straight double quotes, not in `\u201C` [\u201Cx y\u201D]"});
    CHECK(value_errors("'x") == Lines{"R0104 text stands in straight double quotes, not in `'` [']"});
}

TEST_CASE("strings, comments and patterns without an end") {
    CHECK(value_errors("\"open  ") == Lines{"R0106 the text is not closed on its line [\"open]"});
    CHECK(value_errors("\"open {{name | \"x") ==
          Lines{"R0106 the text is not closed on its line [\"open {{name | \"x]"});
    CHECK(value_errors("\"open \\") == Lines{"R0106 the text is not closed on its line [\"open \\]"});
    CHECK(value_errors("\"\"\"open \"\"") == Lines{"R0106 the text that begins here is not closed [\"\"\"]"});
    CHECK(errors("list a = [x] /* open\n*\n/") == Lines{"R0107 the comment that begins here is not closed [/*]"});
    CHECK(errors("list a = [x] /*/") == Lines{"R0107 the comment that begins here is not closed [/*]"});
    CHECK(errors("condition c = a.b matches /open [a-z]") ==
          Lines{"R0108 the regular expression is not closed on its line [/open [a-z]]"});
    CHECK(errors("condition c = a.b matches /open\\/") ==
          Lines{"R0108 the regular expression is not closed on its line [/open\\/]"});
}

TEST_CASE("a string that is not closed takes only its line") {
    const auto parsed = test::parse("rule \"r\" on e {\n  x \"open }\n}\nrule \"s\" on e { hold }");
    CHECK(test::codes(parsed) == Lines{"R0106"});
    CHECK(parsed.tree.rules.size() == 1);
}

TEST_CASE("escapes") {
    CHECK(value_errors(R"("a\d")") == Lines{R"(R0109 `\d` is not an escape [\d])"});
    CHECK(value_errors("\"\\\u00E9\"") == Lines{"R0109 `\\\u00E9` is not an escape [\\\u00E9]"});
    CHECK(value_errors(R"("\u{D800}")") == Lines{R"(R0109 `\u{D800}` names no character [\u{D800}])"});
    CHECK(value_errors(R"("\u{110000}")") == Lines{R"(R0109 `\u{110000}` names no character [\u{110000}])"});
    CHECK(value_errors(R"("\u{}")") == Lines{R"(R0109 `\u{` names no character [\u{])"});
    CHECK(value_errors(R"("\u{1F60")") == Lines{R"(R0109 `\u{1F60` names no character [\u{1F60])"});
    CHECK(value_errors(R"("\uE9")") == Lines{R"(R0109 `\u` names no character [\u])"});
    CHECK(value_errors(R"("\u{10FFFF}\u{0}")").empty());
    CHECK(value_errors("\"\"\"a\\\n\"\"\"") == Lines{"R0109 `\\` is not an escape [\\]"});
}

TEST_CASE("merge fields") {
    CHECK(value_errors(R"("{{x y}}")") ==
          Lines{"R0110 a merge field that holds more than a name and its fallback [{{x y}}]"});
    CHECK(value_errors(R"("{{ }} b")") == Lines{"R0110 a merge field without a name [{{ }}]"});
    CHECK(value_errors(R"("{{a | b}}")") == Lines{"R0110 the fallback of a merge field is not in quotes [{{a | b}}]"});
    CHECK(value_errors(R"("{{a | "b"} c")") == Lines{R"(R0110 a merge field that is not closed by `}}` [{{a | "b"])"});
    CHECK(value_errors(R"("{{a")") == Lines{"R0110 a merge field that is not closed by `}}` [{{a]"});
    CHECK(value_errors(R"("{{a | "{{b}}"}}")") == Lines{"R0110 a merge field inside the fallback of another [{{]"});
    CHECK(value_errors(R"("{{{a}}}")") == Lines{"R0110 a merge field without a name [{{]"});
    CHECK(value_errors(R"("{{a.b}}")") ==
          Lines{"R0110 a merge field that holds more than a name and its fallback [{{a.b}}]"});
}

TEST_CASE("numbers, dates and times run into nothing") {
    for (const char* text :
         {"15minutes", "3rd", "1_000", "24.12.2026", "2026-1-5", "2026-12-24-", "9:0", "9:00pm", "123:00", "1.2.3",
          "5-3", "2026-12-24T18", "2026-12-24T18:00X", "2026-12-24T18:00+1:00", "12\u00E9"}) {
        CAPTURE(text);
        std::string run = text;
        if (run.back() == '-') run.pop_back();
        if (run != text) continue;
        const auto found = value_errors(text);
        REQUIRE(found.size() == 1);
        CHECK(found[0].substr(0, 6) == "R0111 ");
        CHECK(found[0].ends_with("[" + run + "]"));
    }
    for (const char* text :
         {"15", "-3", "19.99", "007", "2026-12-24", "9:00", "18:30:15", "24:00", "2026-12-24T18:00",
          "2026-12-24T18:00Z", "2026-12-24T18:00:01-01:00", "15 minutes", "15/* */minutes", "99:99"}) {
        CAPTURE(text);
        CHECK(value_errors(text).empty());
    }
}

TEST_CASE("control characters") {
    CHECK(value_errors("\"a\x01z\"") == Lines{"R0112 the control character U+0001 in a text [\x01]"});
    CHECK(value_errors("\"a\x7Fz\"") == Lines{"R0112 the control character U+007F in a text [\x7F]"});
    CHECK(value_errors("\"a\u0085z\"") == Lines{"R0112 the control character U+0085 in a text [\u0085]"});
    CHECK(value_errors("\"a\tz\"").empty());
}
