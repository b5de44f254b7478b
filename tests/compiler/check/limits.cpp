// Depth, numbers and hostile shapes: no input may crash, hang or bloat the checker.
#include <chrono>

#include "tests/compiler/check/checking.h"

namespace parley::check {

namespace {

std::string nested(std::size_t depth, const std::string& inside) {
    std::string text;
    for (std::size_t i = 0; i < depth; ++i) text += "all { ";
    text += inside;
    for (std::size_t i = 0; i < depth; ++i) text += " }";
    return text;
}

// Conditions c0 to c`length`, each of which is only the next; the last is `end`, or a field where that is empty.
syntax::Tree chain(std::uint32_t length, const std::string& end) {
    syntax::Tree tree;
    for (std::uint32_t i = 0; i <= length; ++i) {
        tree.conditions.push_back({"c" + std::to_string(i), {0, i, i}, {0, i, i}, i});
        syntax::Test test;
        test.name = i == length ? end : "c" + std::to_string(i + 1);
        test.head_span = test.span = {0, i, i};
        tree.tests.push_back(test);
    }
    syntax::Test& last = tree.tests.back();
    if (!end.empty()) return tree;
    last.kind = syntax::Test::Kind::comparison;
    last.field.path = "conversation.email";
    last.field.span = last.field.full_span = last.span;
    last.comparison.op = syntax::Operator::is_set;
    return tree;
}

// A tree as no text makes it, or would take long to; its spans lie in the catalog.
Checked check_tree(const syntax::Tree& tree) {
    Checked checked;
    const auto file = checked.sources.add("catalog.yaml", tenant);
    checked.catalog = catalog::load(file, checked.sources, checked.diagnostics);
    checked.rules = check({&tree, 1}, checked.catalog, checked.sources, checked.diagnostics);
    checked.diagnostics.sort();
    return checked;
}

}  // namespace

TEST_CASE("groups nest to the limit, names followed, and no further [S3.22, D28]") {
    const std::string deep = "condition deep = " + nested(60, "conversation.is_vip") + "\n";
    CHECK(check_test(nested(40, "deep"), deep).findings().empty());
    const Checked refused = check_test(nested(41, "deep"), deep);
    CHECK(refused.findings() ==
          std::vector<std::string>{"R0105 <deep> groups are nested too deeply, conditions followed"});
    CHECK(refused.details(refused.diagnostics.all()[0]) ==
          "60 deep here, inside 41 already; <deep> defined here; note: at most 100 groups may stand in one another");
    const Checked through = check_text(deep + "condition deeper = " + nested(41, "deep") + "\n");
    CHECK(through.findings().size() == 1);
}

TEST_CASE("the limit of groups can be lower than the parser's") {
    Limits limits;
    limits.nesting = 2;
    const auto rule = [](const std::string& test) { return "rule \"r\" on starting { if " + test + " {} }"; };
    CHECK(check_files({rule(nested(2, "conversation.is_vip"))}, limits).findings().empty());
    CHECK(check_files({rule(nested(3, "conversation.is_vip"))}, limits).findings() ==
          std::vector<std::string>{"R0105 <all> groups are nested too deeply"});
}

TEST_CASE("a set has as many rules as the limit, and no more") {
    Limits limits;
    limits.rules = 2;
    const std::string two = "rule \"a\" on starting {} rule \"b\" on starting {} ";
    CHECK(check_files({two}, limits).findings().empty());
    const Checked three = check_files({two, "rule \"c\" on startng {} rule \"d\" on starting {}"}, limits);
    CHECK(three.findings() == std::vector<std::string>{"R0216 <\"c\"> the set has 4 rules"});
    CHECK(three.rules.rules.size() == 2);
}

TEST_CASE("a chain of a hundred thousand conditions, and a circle of as many [D28]") {
    constexpr std::uint32_t length = 100'000;
    const Checked good = check_tree(chain(length, ""));
    CHECK(good.findings() == std::vector<std::string>{});
    CHECK(good.rules.named.size() == length + 1);
    CHECK(good.rules.named[0].name == "c100000");
    const Checked circle = check_tree(chain(length, "c0"));
    REQUIRE(circle.findings() == std::vector<std::string>{"R0215 <> the condition `c0` leads back to itself"});
    CHECK(circle.diagnostics.all()[0].notes.at(0) ==
          "`c0` uses `c1`, which uses `c2`, which uses `c3`, which uses `c4`, which uses `c5`, which uses `c6`, which "
          "uses "
          "`c7`, and so on through 99993 more, which uses `c0`");
    CHECK(circle.rules.named.empty());
}

TEST_CASE("an impossible field at the end of a long chain is found from each rule that uses it [D42]") {
    syntax::Tree tree = chain(20'000, "");
    tree.tests.back().field.path = "context.message.text";
    for (std::uint32_t i = 0; i < 300; ++i) {
        syntax::Block block;
        syntax::Step step;
        step.kind = syntax::Step::Kind::decision;
        step.decision.branches = {{0, 1, {0, 0, 0}}};
        block.steps.push_back(step);
        tree.blocks = {block, {}};
        syntax::Rule rule;
        rule.name = "r" + std::to_string(i);
        rule.events = {{"closed", {0, i, i}}};
        rule.block = 0;
        tree.rules.push_back(rule);
    }
    const Checked checked = check_tree(tree);
    CHECK(checked.diagnostics.errors() == 1);  // all stand at one place here
    CHECK(checked.rules.rules.empty());
}

TEST_CASE("what a parser refuses is refused here too: an empty group, an empty list [D9, D49]") {
    syntax::Tree tree;
    tree.tests.push_back({});
    tree.tests[0].kind = syntax::Test::Kind::all;
    tree.tests[0].head_span = {0, 0, 5};
    tree.conditions.push_back({"a", {0, 0, 1}, {0, 0, 1}, 0});
    tree.lists.push_back({"b", {0, 0, 2}, {0, 0, 2}, {}, {0, 0, 7}});
    const Checked checked = check_tree(tree);
    CHECK(checked.findings() == std::vector<std::string>{"R0122 <compa> the group `compa` is empty",
                                                         "R0123 <company> the list `b` is empty"});
    CHECK(checked.rules.named.empty());
}

TEST_CASE("conditions that use one another twice do not multiply [D28]") {
    std::string text = "condition c0 = context.stars > 3\n";
    for (int i = 1; i <= 90; ++i) {
        const std::string used = "c" + std::to_string(i - 1);
        text += "condition c" + std::to_string(i) + " = any { " + used + " not " + used + " }\n";
    }
    const Checked checked = check_text(text + "rule \"r\" on starting { if c90 {} }");
    CHECK(checked.findings().size() == 1);
    CHECK(checked.rules.conditions.size() == 1 + 90 * 3);
}

TEST_CASE("thousands of errors over thousands of names stay quick") {
    std::string catalog = "queues:\n", rules;
    for (int i = 0; i < 3'000; ++i) catalog += "  - Queue number " + std::to_string(i) + "\n";
    for (int i = 0; i < 1'500; ++i)
        rules += "rule \"r" + std::to_string(i) + "\" on starting { send_to_queue \"Quee number " + std::to_string(i) +
                 "\" }\n";
    const auto begin = std::chrono::steady_clock::now();
    const Checked checked = check_files({rules}, {}, catalog.c_str());
    CHECK(checked.diagnostics.errors() == 1'500);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(60));
    CHECK(checked.diagnostics.all()[0].helps.at(0).text == "did you mean `Queue number 0`?");
}

TEST_CASE("long names are shortened in messages, and stay on one line") {
    const std::string name(5'000, 'x');
    const Checked checked = check_step("send_to_queue \"\"\"a\nb" + name + "\"\"\"");
    REQUIRE(checked.diagnostics.all().size() == 1);
    const std::string& message = checked.diagnostics.all()[0].message;
    CHECK(message == "unknown queue `a b" + std::string(57, 'x') + "…`");
}

}  // namespace parley::check
