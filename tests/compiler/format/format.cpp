#include "compiler/format/format.h"

#include <doctest/doctest.h>

#include <random>

#include "compiler/syntax/lex.h"
#include "tests/compiler/syntax/dump.h"
#include "tests/compiler/syntax/example.h"
#include "tests/compiler/syntax/parsed.h"

using namespace parley;

namespace {

std::optional<std::string> formatted(const std::string& text) {
    source::SourceSet sources;
    diagnostics::Diagnostics diagnostics;
    return format::format(sources.add("test.parley", text), sources, test::is_action, diagnostics);
}

// Formats, and checks what holds of any text: once more changes nothing, and it means the same.
std::string canonical(const std::string& text) {
    const auto once = formatted(text);
    REQUIRE(once);
    CAPTURE(*once);
    const auto twice = formatted(*once);
    REQUIRE(twice);
    CHECK(*twice == *once);
    CHECK(test::dump(test::parse(*once).tree) == test::dump(test::parse(text).tree));
    return *once;
}

struct Lexed {
    std::vector<std::string> tokens, comments;
};

Lexed lexed(const std::string& text) {
    source::SourceSet sources;
    diagnostics::Diagnostics diagnostics;
    const auto file = sources.add("test.parley", text);
    syntax::Faults faults(file, 1000, diagnostics);
    const auto list = syntax::lex(sources.file(file), faults, {});
    Lexed out;
    for (const auto& token : list.tokens) out.tokens.push_back(text.substr(token.begin, token.end - token.begin));
    for (const auto& comment : list.comments)
        out.comments.push_back(text.substr(comment.begin, comment.end - comment.begin));
    return out;
}

}  // namespace

TEST_CASE("the canonical form") {
    CHECK(canonical("ruleset   \"Acme\"\nlist a=[x ,y,\n]list b = [\"one\",two]   condition c = any{a.b is c\nnot d}\n"
                    "disabled rule \"r\" description \"d\"\non e , f{route\n\n\n\nif c{hold{a:1 b:2}close}else if "
                    "all{c a.b in[x]}"
                    "{}else{set_priority high}}") == R"(ruleset "Acme"

list a = [
    x,
    y,
]

list b = ["one", two]

condition c = any {
    a.b is c
    not d
}

disabled rule "r"
    description "d"
    on e, f
{
    route

    if c {
        hold { a: 1  b: 2 }
        close
    }
    else if all { c  a.b in [x] } { }
    else { set_priority high }
}
)");
}

TEST_CASE("the example of the language is written as it is shown there") {
    const std::string text(test::example);
    const std::string out = canonical(text);
    const std::string rule = text.substr(text.find("rule \"Initial auto response\""));
    const std::string expected = rule.substr(0, rule.find("sms: "));
    CHECK(out.find(expected) != std::string::npos);
    CHECK(out.find("        if vip {\n            set_priority urgent\n            send_to_queue \"Priority\"\n"
                   "        }  // decisions nest\n        else { send_to_queue \"Default\" }\n") != std::string::npos);
}

TEST_CASE("what the author wrote on one line stays there if it fits") {
    CHECK(canonical("condition c = any { a.b  c.d is e }") == "condition c = any { a.b  c.d is e }\n");
    CHECK(canonical("condition c = any { a.b\n c.d is e }") == "condition c = any {\n    a.b\n    c.d is e\n}\n");
    const std::string fits = "list a = [" + std::string(89, 'x') + "]\n";
    CHECK(canonical(fits) == fits);
    CHECK(canonical("list a = [" + std::string(90, 'x') + "]") == "list a = [\n    " + std::string(90, 'x') + "\n]\n");
    CHECK(canonical("rule \"r\" on e { if a { route hold } if b { if c { } } }") ==
          "rule \"r\"\n    on e\n{\n    if a {\n        route\n        hold\n    }\n    if b {\n        if c { }\n    "
          "}\n}\n");
    CHECK(canonical("rule \"r\" on e { if a {\n} }") == "rule \"r\"\n    on e\n{\n    if a { }\n}\n");
    CHECK(canonical("rule \"r\" on e { }") == "rule \"r\"\n    on e\n{\n}\n");
}

TEST_CASE("a test that goes over several lines becomes one line") {
    CHECK(canonical("condition c =\n  a.b\n  is\n  not\n  exactly\n  \"x\"") ==
          "condition c = a.b is not exactly \"x\"\n");
    CHECK(canonical("condition c = workload.waiting  ( Billing )>=3") ==
          "condition c = workload.waiting(Billing) >= 3\n");
}

TEST_CASE("blank lines are kept, one at a time, but not at the ends of a block") {
    CHECK(canonical("rule \"r\" on e {\n\n\n  route\n\n\n\n  hold\n  close\n\n}") ==
          "rule \"r\"\n    on e\n{\n    route\n\n    hold\n    close\n}\n");
    CHECK(canonical("condition c = all {\n\n a\n\n b\n\n}") == "condition c = all {\n    a\n\n    b\n}\n");
}

TEST_CASE("comments stay where they stand") {
    CHECK(canonical("// top\n\n\n// of the file\nlist a = [x] // behind\n// in front\nlist b = [x]\n\n// end\n\n// of "
                    "all\n\n") ==
          "// top\n\n// of the file\nlist a = [x]  // behind\n\n// in front\nlist b = [x]\n\n// end\n\n// of all\n");
    CHECK(
        canonical("rule \"r\" // name\n on e { // opens\n  // first\n\n  route   // step  \n  // last\n} // closes") ==
        "rule \"r\"  // name\n    on e\n{  // opens\n    // first\n\n    route  // step\n    // last\n}  // closes\n");
    CHECK(canonical("rule \"r\" on e { if a { } // yes\n // or\n else /* no */ { } }") ==
          "rule \"r\"\n    on e\n{\n    if a { }  // yes\n    // or\n    else /* no */ { }\n}\n");
    CHECK(canonical("list a = [x, // one\n y /* two */, z]") ==
          "list a = [\n    x,  // one\n    y /* two */,\n    z\n]\n");
    CHECK(canonical("condition c = a.b // field\n is /* what */ x") ==
          "condition c = a.b  // field\n    is /* what */ x\n");
    CHECK(canonical("/* only */ // comments") == "/* only */  // comments\n");
}

TEST_CASE("text over several lines is left as it is") {
    const std::string text =
        "rule \"r\"\n    on e\n{\n    send_message {\n        text: \"\"\"\n  a\n      b\n  \"\"\"\n    }\n}\n";
    CHECK(canonical(text) == text);
}

TEST_CASE("nothing becomes nothing, and line breaks become LF") {
    CHECK(canonical("") == "");
    CHECK(canonical(" \r\n ") == "");
    CHECK(canonical("\xEF\xBB\xBFlist a = [x]") == "list a = [x]\n");
    CHECK(canonical("list a = [x]\r\n/* b\r\nc */\r\n// d\rlist e = [\"\"\"f\r\ng\"\"\"]") ==
          "list a = [x]\n\n/* b\nc */\n// d\nlist e = [\n    \"\"\"f\ng\"\"\"\n]\n");
}

TEST_CASE("text in error is not formatted") {
    source::SourceSet sources;
    diagnostics::Diagnostics diagnostics;
    const auto file = sources.add("test.parley", "rule \"r\" on e { if }");
    CHECK(!format::format(file, sources, test::is_action, diagnostics));
    CHECK(diagnostics.errors() == 1);
}

TEST_CASE("every token and every comment survives in order, wherever comments stand") {
    const Lexed pieces = lexed(std::string(test::example));
    std::mt19937 random(25);
    for (int round = 0; round < 60; ++round) {
        std::string text;
        std::vector<std::string> comments;
        for (std::size_t i = 0; i < pieces.tokens.size(); ++i) {
            const std::string number = std::to_string(i);
            const auto style = round < 6 ? static_cast<unsigned>(round) : static_cast<unsigned>(random() % 12);
            switch (style) {
                case 0:
                    comments.push_back("// c" + number), text += " " + comments.back() + "\n";
                    break;
                case 1:
                    comments.push_back("/* c" + number + " */"), text += comments.back();
                    break;
                case 2:
                    comments.push_back("// c" + number), text += "\n" + comments.back() + "\n";
                    break;
                case 3:
                    comments.push_back("/* c" + number + "\n d */"), text += " " + comments.back() + " ";
                    break;
                case 4:
                    comments.push_back("/* c" + number + " */"), text += "\n\n" + comments.back() + "\n\n";
                    break;
                case 5:
                    comments.push_back("/* c" + number + " */"), comments.push_back("// d" + number);
                    text += comments[comments.size() - 2] + comments.back() + "\n";
                    break;
                case 6:
                    text += "\n\n\n";
                    break;
                case 7:
                    text += "\n";
                    break;
                default:
                    text += " ";
                    break;
            }
            text += pieces.tokens[i];
        }
        const Lexed out = lexed(canonical(text));
        CHECK(out.tokens == pieces.tokens);
        CHECK(out.comments == comments);
    }
}
