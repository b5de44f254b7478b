#include <doctest/doctest.h>

#include "tests/compiler/syntax/dump.h"
#include "tests/compiler/syntax/parsed.h"

using namespace parley;

namespace {

using Lines = std::vector<std::string>;

Lines errors(const std::string& text) {
    return test::findings(test::parse(text));
}
// Of a test behind `if`, and of a rule's steps.
Lines test_errors(const std::string& test) {
    return errors("rule \"r\" on e { if " + test + " { route } }");
}
Lines step_errors(const std::string& steps) {
    return errors("rule \"r\" on e { " + steps + " }");
}

// What the first proposal of the only finding would make of the text.
std::string repaired(const std::string& text) {
    const auto parsed = test::parse(text);
    REQUIRE(parsed.diagnostics.all().size() == 1);
    const auto& helps = parsed.diagnostics.all()[0].helps;
    REQUIRE(!helps.empty());
    REQUIRE(helps[0].replacement);
    std::string out = text;
    out.replace(helps[0].at.begin, helps[0].at.end - helps[0].at.begin, *helps[0].replacement);
    return out;
}
std::string repaired_test(const std::string& test) {
    const std::string head = "rule \"r\" on e { if ", tail = " { route } }";
    const std::string out = repaired(head + test + tail);
    return out.substr(head.size(), out.size() - head.size() - tail.size());
}

}  // namespace

TEST_CASE("signs and words of other languages between field and value") {
    CHECK(test_errors("a.b = c") == Lines{"R0120 `=` is not an operator [=]"});
    CHECK(test_errors("a.b == \"c\"") == Lines{"R0120 `==` is not an operator [==]"});
    CHECK(test_errors("a.b <> 1") == Lines{"R0120 `<>` is not an operator [<>]"});
    CHECK(test_errors("a.b => 1") == Lines{"R0120 `=>` is not an operator [=>]"});
    CHECK(test_errors("a.b equals \"c\"") == Lines{"R0120 `equals` is not an operator [equals]"});
    CHECK(test_errors("all { a.b contians \"c\" }") == Lines{"R0120 `contians` is not an operator [contians]"});
    CHECK(test_errors("a.b is greater than 5") ==
          Lines{"R0120 `is greater than` is not an operator [is greater than]"});
    CHECK(test_errors("a.b is in [c]") == Lines{"R0120 `is` does not stand in front of `in` [is in]"});
    CHECK(test_errors("a.b is any of [c]") == Lines{"R0120 `is` takes one value [is any of]"});
    CHECK(test_errors("a.b is one of [c]") == Lines{"R0120 `is` takes one value [is one of]"});
    CHECK(test_errors("a.b not \"c\"") == Lines{"R0120 `not` is not an operator [not]"});
    CHECK(test_errors("a.b does contain \"c\"") == Lines{"R0120 `does` stands only in front of `not` [does contain]"});
    CHECK(test_errors("not a.b is c") ==
          Lines{"R0120 `not` stands in front of a field only where nothing is compared [not]"});
}

TEST_CASE("what they are to be replaced by") {
    CHECK(repaired_test("a.b = c") == "a.b is c");
    CHECK(repaired_test("a.b == c") == "a.b is c");
    CHECK(repaired_test("a.b <> 1") == "a.b is not 1");
    CHECK(repaired_test("a.b =< 1") == "a.b <= 1");
    CHECK(repaired_test("a.b equals \"c\"") == "a.b is \"c\"");
    CHECK(repaired_test("a.b contians \"c\"") == "a.b contains \"c\"");
    CHECK(repaired_test("a.b is less than 5") == "a.b < 5");
    CHECK(repaired_test("a.b is not in [c]") == "a.b not in [c]");
    CHECK(repaired_test("a.b is any of [c]") == "a.b in [c]");
    CHECK(repaired_test("a.b in \"c\"") == "a.b in [\"c\"]");
    CHECK(repaired_test("a.b is \"c\", \"d\"") == "a.b in [\"c\", \"d\"]");
    CHECK(repaired_test("a.b is last") == "a.b is \"last\"");
    CHECK(repaired_test("a.b is Billing Desk 2") == "a.b is \"Billing Desk 2\"");
    CHECK(repaired_test("a.b in [Billing Desk, Other]") == "a.b in [\"Billing Desk\", Other]");
    CHECK(repaired_test("a.b > 15minutes") == "a.b > 15 minutes");
    CHECK(repaired_test("a.b is 'c d'") == "a.b is \"c d\"");
    CHECK(repaired("rule \"r\" on a b { }") == "rule \"r\" on a, b { }");
    CHECK(repaired("rule Initial thing on a { }") == "rule \"Initial thing\" on a { }");
    CHECK(repaired("list vip domains = [a]") == "list vip_domains = [a]");
    CHECK(repaired("rule \"r\" on e { x { text: Hello my friend } }") ==
          "rule \"r\" on e { x { text: \"Hello my friend\" } }");
    CHECK(repaired("rule \"r\" on e { if a { } elif a.b is c { } }") ==
          "rule \"r\" on e { if a { } else if a.b is c { } }");
    CHECK(repaired("rule \"r\" on e { If a.b is c { } }") == "rule \"r\" on e { if a.b is c { } }");
    CHECK(repaired("rul \"r\" on e { }") == "rule \"r\" on e { }");
}

TEST_CASE("two tests where one should stand") {
    CHECK(test_errors("a.b is c and d.e is f") == Lines{"R0125 there is no `and` between tests [and]"});
    CHECK(test_errors("a.b is c or d.e is f") == Lines{"R0125 there is no `or` between tests [or]"});
    CHECK(test_errors("a.b is c d.e is f") == Lines{"R0125 a second test without a group round both [d.e]"});
    CHECK(test_errors("a.b is c not d") == Lines{"R0125 a second test without a group round both [not]"});
    CHECK(errors("condition c = a.b is x\n  c.d is y") ==
          Lines{"R0125 a second test without a group round both [c.d]"});
    CHECK(errors("condition c = a.b is x and c.d is y") == Lines{"R0125 there is no `and` between tests [and]"});
    CHECK(test_errors("all { a.b is c and d.e is f }") ==
          Lines{"R0120 the tests of a group follow one another without `and` [and]"});
    CHECK(test_errors("all { a.b is c, d.e is f }") ==
          Lines{"R0120 the tests of a group follow one another without a comma [,]"});
    CHECK(test_errors("a.b is c && d") == Lines{"R0104 `&&` means nothing here [&&]"});
    CHECK(test_errors("a.b is 5days and c") == Lines{"R0111 no space between number and unit in `5days` [5days]",
                                                     "R0125 there is no `and` between tests [and]"});
    CHECK(test_errors("a.b is c then") == Lines{"R0120 `then` does not stand in front of a block [then]"});
}

TEST_CASE("groups and lists without anything in them [D9, D49]") {
    CHECK(test_errors("any { }") == Lines{"R0122 a group without tests [any { }]"});
    CHECK(test_errors("all { none {} a.b }") == Lines{"R0122 a group without tests [none {}]"});
    CHECK(errors("list a = []") == Lines{"R0123 a list without values [[]]"});
    CHECK(test_errors("a.b in [ ]") == Lines{"R0123 a list without values [[ ]]"});
    CHECK(step_errors("hold { }") == Lines{"R0120 braces without arguments [{ }]"});
}

TEST_CASE("reserved words as names and values") {
    CHECK(test_errors("a.b is last") ==
          Lines{"R0124 `last` is a word of the language; as a value it stands in quotes [last]"});
    CHECK(test_errors("a.b in [x, none]") ==
          Lines{"R0124 `none` is a word of the language; as a value it stands in quotes [none]"});
    CHECK(test_errors("a.b is rule") ==
          Lines{"R0124 `rule` is a word of the language; as a value it stands in quotes [rule]"});
    CHECK(errors("condition c = a.b is list") ==
          Lines{"R0124 `list` is a word of the language; as a value it stands in quotes [list]"});
    CHECK(errors("list size = [a]") == Lines{"R0124 `size` is a word of the language and cannot be a name [size]"});
    CHECK(errors("condition hours = a.b") ==
          Lines{"R0124 `hours` is a word of the language and cannot be a name [hours]"});
    CHECK(errors("rule \"r\" on set { }") == Lines{"R0124 `set` is a word of the language and no event [set]"});
    CHECK(step_errors("set priority urgent") == Lines{"R0124 `set` is a word of the language and no action [set]"});
    CHECK(step_errors("hold { a: to }") ==
          Lines{"R0124 `to` is a word of the language; as a value it stands in quotes [to]"});
}

TEST_CASE("brackets without a partner") {
    const auto unclosed = test::parse(
        "rule \"r\" on e {\n    if a.b is c {\n        route\n    else { route }\n}\nrule \"s\" on e { hold }");
    REQUIRE(test::findings(unclosed) == Lines{"R0121 `{` is not closed by `}` [{]"});
    // Indentation tells which brace it is: the one of line 2.
    CHECK(unclosed.sources->position(unclosed.diagnostics.all()[0].primary.span).line == 2);
    CHECK(unclosed.tree.rules.size() == 1);
    const auto outer = test::parse("rule \"r\" on e {\n    route\nrule \"s\" on e { hold }");
    REQUIRE(test::findings(outer) == Lines{"R0121 `{` is not closed by `}` [{]"});
    CHECK(outer.sources->position(outer.diagnostics.all()[0].primary.span).line == 1);

    const auto crossed = test::parse("rule \"r\" on e { if a.b in [\"x\" { route } }");
    REQUIRE(test::findings(crossed) == Lines{"R0121 `[` is not closed by `]` [[]"});
    CHECK(crossed.at(crossed.diagnostics.all()[0].labels.at(0).span) == "}");
    CHECK(step_errors("list x = [a]") == Lines{"R0121 `{` is not closed by `}` [{]"});
    CHECK(errors("rule \"r\" on e { route } }") == Lines{"R0120 nothing is open that `}` could close [}]"});
    CHECK(errors("list a = [x]]") == Lines{"R0120 nothing is open that `]` could close []]"});
}

TEST_CASE("the heads of definitions") {
    CHECK(errors("rule \"r\" { route }") == Lines{"R0120 expected `on` and the rule's events, found `{` [{]"});
    CHECK(errors("rule \"r\" on \"e\" { }") == Lines{"R0120 an event is named without quotes [\"e\"]"});
    CHECK(errors("rule \"r\" on a b { }") == Lines{"R0120 no comma in front of `b` [b]"});
    CHECK(errors("rule \"r\" on { }") == Lines{"R0120 expected the name of an event, found `{` [{]"});
    CHECK(errors("rule \"r\" description on e { }") ==
          Lines{"R0120 expected the description in quotes, found `on` [on]"});
    CHECK(errors("rule Initial thing on a { }") == Lines{"R0120 the name of a rule stands in quotes [Initial thing]"});
    CHECK(errors("disabled \"r\" on e { }") == Lines{"R0120 expected `rule`, found `\"r\"` [\"r\"]"});
    CHECK(errors("list a b = [x]") == Lines{"R0120 the name of a list is one word [a b]"});
    CHECK(errors("list a = \"x\"") == Lines{"R0120 expected `[` and the list's values, found `\"x\"` [\"x\"]"});
    CHECK(errors("ruleset Acme care") == Lines{"R0120 the name of a rule set stands in quotes [Acme care]"});
    CHECK(errors("list a = [x] ruleset \"r\"") ==
          Lines{"R0127 a `ruleset` line that is not the first of its file [ruleset]"});
    CHECK(errors("ruleset \"a\" ruleset \"b\"") ==
          Lines{"R0127 a `ruleset` line that is not the first of its file [ruleset]"});
}

TEST_CASE("what stands outside of any definition is one error, and the rule before it stays") {
    CHECK(errors("route") == Lines{"R0120 `route` stands outside of any rule, list or condition [route]"});
    const auto parsed =
        test::parse("rule \"r\" on e { route }\nrul \"s\" on e { a b c d = }\nrule \"t\" on e { hold }");
    CHECK(test::findings(parsed) == Lines{"R0120 `rul` stands outside of any rule, list or condition [rul]"});
    CHECK(test::dump(parsed.tree) == "rule \"r\" e\n  route\nrule \"t\" e\n  hold\n");
}

TEST_CASE("a definition that ends too early") {
    for (const char* text : {"rule", "rule \"r\"", "rule \"r\" on", "rule \"r\" on e", "disabled", "list", "list a",
                             "list a =", "condition", "condition c", "condition c =", "condition c = a.b is",
                             "condition c = not", "condition c = all", "ruleset"}) {
        CAPTURE(text);
        const auto parsed = test::parse(text);
        CHECK(test::codes(parsed) == Lines{"R0120"});
        const auto span = parsed.diagnostics.all().at(0).primary.span;
        CHECK(span.begin == std::string_view(text).size());
        CHECK(span.end == span.begin);
    }
}

TEST_CASE("steps") {
    CHECK(step_errors("else { route }") == Lines{"R0120 an `else` without an `if` before it [else]"});
    CHECK(step_errors("if a { } else { } else { }") == Lines{"R0120 an `else` without an `if` before it [else]"});
    CHECK(step_errors("if a { } else a.b is c { }") == Lines{"R0120 `else` takes no test [else]"});
    CHECK(step_errors("if { }") == Lines{"R0120 expected a test, found `{` [{]"});
    CHECK(step_errors("if a.b is { }") == Lines{"R0120 expected a value or a field, found `{` [{]"});
    CHECK(step_errors("if a.b is c }") ==
          Lines{"R0120 expected `{`, found `}` [}]", "R0120 nothing is open that `}` could close [}]"});
    CHECK(step_errors("x: \"y\"") == Lines{"R0120 an action's value stands behind its name without a colon [:]"});
    CHECK(step_errors("x \"y\" \"z\"") == Lines{"R0120 expected an action, found the value `\"z\"` [\"z\"]"});
    CHECK(step_errors("x, y") == Lines{"R0120 steps follow one another without a comma [,]"});
    CHECK(step_errors("hold { a: 1, b: 2 }") == Lines{"R0120 arguments follow one another without a comma [,]"});
    CHECK(step_errors("hold { a 1 }") == Lines{"R0120 expected `:` and the argument's value, found `1` [1]"});
    CHECK(step_errors("a.b is c") == Lines{"R0120 a test stands only behind `if`, or in a `condition` [a.b]"});
    CHECK(step_errors("route; hold") == Lines{"R0104 `;` means nothing here [;]"});
}

TEST_CASE("operators that are not complete") {
    CHECK(test_errors("a.b within 7 days") == Lines{"R0120 expected `last` or `next`, found `7` [7]"});
    CHECK(test_errors("a.b between 1 to 5") == Lines{"R0120 expected `and` and the upper bound, found `to` [to]"});
    CHECK(test_errors("a.b starts \"x\"") == Lines{"R0120 expected `with`, found `\"x\"` [\"x\"]"});
    CHECK(test_errors("a.b older 5 days") == Lines{"R0120 expected `than`, found `5` [5]"});
    CHECK(test_errors("a.b contains any [x]") == Lines{"R0120 expected `of`, found `[` [[]"});
    CHECK(test_errors("a.b matches \"x\"") ==
          Lines{"R0120 a regular expression stands between slashes, not in quotes [\"x\"]"});
    CHECK(test_errors("a.b in \"x\"") == Lines{"R0120 behind `in` stands a list [\"x\"]"});
    CHECK(test_errors("a.b() is x") == Lines{"R0120 expected a value, found `)` [)]"});
    CHECK(test_errors("(a.b is x)") == Lines{"R0120 a test stands without parentheses [(]"});
    CHECK(test_errors("not all { a }") == Lines{"R0120 `not` does not stand in front of a group [all]"});
    CHECK(test_errors("not not a") == Lines{"R0120 one `not` too many [not]"});
    CHECK(test_errors("all a.b is c") == Lines{"R0120 expected `{`, found `a.b` [a.b]"});
}

TEST_CASE("all mistakes of a rule are reported, each once") {
    CHECK(errors("rule \"r\" on e {\n"
                 "    if a.b = c { x, y }\n"
                 "    else if all { a.b is last  c.d is e } {\n"
                 "        send_message {\n"
                 "            text \"x\"\n"
                 "            sms: = \"y\"\n"
                 "            email: \"z\"\n"
                 "        }\n"
                 "    }\n"
                 "    else { if any { } { hold } }\n"
                 "}\n") == Lines{"R0120 `=` is not an operator [=]",
                                 "R0120 steps follow one another without a comma [,]",
                                 "R0124 `last` is a word of the language; as a value it stands in quotes [last]",
                                 "R0120 expected `:` and the argument's value, found `\"x\"` [\"x\"]",
                                 "R0120 expected a value, found `=` [=]", "R0122 a group without tests [any { }]"});
}
