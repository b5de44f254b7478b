#include <doctest/doctest.h>

#include "tests/compiler/syntax/dump.h"
#include "tests/compiler/syntax/example.h"
#include "tests/compiler/syntax/parsed.h"

using namespace parley;

namespace {

std::string tree_of(std::string text) {
    const auto parsed = test::parse(std::move(text));
    const auto found = test::findings(parsed);
    CHECK_MESSAGE(found.empty(), (found.empty() ? std::string() : found[0]));
    return test::dump(parsed.tree);
}

std::string test_of(const std::string& test) {
    return tree_of("condition c = " + test).substr(std::string_view("condition c ").size());
}

std::string steps_of(const std::string& steps) {
    return tree_of("rule \"r\" on e {" + steps + "}").substr(std::string_view("rule \"r\" e\n").size());
}

}  // namespace

TEST_CASE("the example of the language becomes a tree") {
    const std::string tree = tree_of(std::string(test::example));
    CHECK(tree.starts_with(R"(ruleset "Acme care"
list vip_domains [s'acme.com' s'globex.com']
condition vip any(conversation.customer_tier in [w'gold' w'platinum']; conversation.email ends any-of w'vip_domains')
rule "Initial queue assignment" starting
  set_priority w'normal'
  if all(conversation.language in [s'fr' s'es']; any(workload.agents_available(s'Multilingual') > n'0'; time.now during s'EU office hours'))
    send_to_least_loaded [s'Multilingual' s'Multilingual overflow']
  elif any(conversation.contact_point is s'End User Support'; conversation.platform is w'facebook')
    if vip
      set_priority w'urgent'
      send_to_queue s'Priority'
    else
      send_to_queue s'Default'
  else
    send_to_queue s'Triage'
rule "Initial auto response" queued_at_start routed_at_start
  if context.event is w'routed_at_start'
    send_message s'An agent is reading your message.'
  elif workload.agents_available is n'0'
    send_message text:s'We are closed. We answer from 9:00.' sms:s'Closed now, back at 9.' skip_if_recent_conversation:n'15'minutes
  else
    send_message s'Thanks for writing to '{companyName}'. Your wait is about '{estimatedWaitTime}'.'
rule "Find or create" message_received
  if all(previous.exists; previous.status is w'closed'; previous.closed_at within-last n'7'days)
    attach_to_previous
  else
    open_conversation
disabled rule "Übersicht 😀" description "Off until
  the survey is ready." closed größe_geändert
)"));
    CHECK(tree.ends_with(R"(
    set_field conversation.customer_tier to:w'gold' size:n'3' any:s'x'
    send_message s'Hi '{name|dear "customer"}', {{ braces'
    close
    hold state_reason:s'Waiting on customer'
    route
    attach_to_previous
    add_tag w'vip'
)"));
}

TEST_CASE("tests") {
    CHECK(test_of("vip") == "vip\n");
    CHECK(test_of("not vip") == "not vip\n");
    CHECK(test_of("not previous.exists") == "not previous.exists\n");
    CHECK(test_of("a.b is not exactly \"x\"") == "a.b !is exactly s'x'\n");
    CHECK(test_of("a.b is not set") == "a.b !set\n");
    CHECK(test_of("a.b is blank") == "a.b blank\n");
    CHECK(test_of("a.b is not empty") == "a.b !empty\n");
    CHECK(test_of("a.b in exactly names") == "a.b in exactly w'names'\n");
    CHECK(test_of("a.b not in c.d") == "a.b !in c.d\n");
    CHECK(test_of("a.b in [x, 1 day, 2.5, true,]") == "a.b in [w'x' n'1'day n'2.5' b'true']\n");
    CHECK(test_of("a.b between 1 and 2") == "a.b between n'1' to n'2'\n");
    CHECK(test_of("a.b contains any of [x]") == "a.b contains any-of [w'x']\n");
    CHECK(test_of("a.b does not contain exactly any of c.d") == "a.b !contains exactly any-of c.d\n");
    CHECK(test_of("a.b contains all of x") == "a.b contains all-of w'x'\n");
    CHECK(test_of("a.b contains none of x") == "a.b contains none-of w'x'\n");
    CHECK(test_of("a.b does not start with \"x\"") == "a.b !starts s'x'\n");
    CHECK(test_of("a.b ends with c.d") == "a.b ends c.d\n");
    CHECK(test_of("a.b does not match exactly /a\\/\\d/") == "a.b !matches exactly /a/\\d/\n");
    CHECK(test_of("a.b within next 2 weeks") == "a.b within-next n'2'weeks\n");
    CHECK(test_of("a.b older than c.d") == "a.b older c.d\n");
    CHECK(test_of("a.b not during \"Office\"") == "a.b !during s'Office'\n");
    CHECK(test_of("a.b changed") == "a.b changed\n");
    CHECK(test_of("a.b changed from x") == "a.b changed w'x'\n");
    CHECK(test_of("a.b changed to x") == "a.b changed to w'x'\n");
    CHECK(test_of("a.b changed from x to y") == "a.b changed w'x' to w'y'\n");
    CHECK(test_of("a.b was 9:00") == "a.b was t'9:00'\n");
    CHECK(test_of("a.b before 2026-12-24") == "a.b before d'2026-12-24'\n");
    CHECK(test_of("a.b after 2026-12-24T18:00Z") == "a.b after i'2026-12-24T18:00Z'\n");
    CHECK(test_of("a.b size size size is 3") == "a.b size++ is n'3'\n");
    CHECK(test_of("a.b size not in [1]") == "a.b size !in [n'1']\n");
    CHECK(test_of("a.b(\"Billing\") >= a.c(x)") == "a.b(s'Billing') >= a.c(w'x')\n");
    CHECK(test_of("any { a.b not c a.b not in [x] none { c } }") == "any(a.b; not c; a.b !in [w'x']; none(c))\n");
}

TEST_CASE("a word behind an action is its value unless it names an action itself") {
    CHECK(steps_of("set_priority urgent send_to_queue Billing") ==
          "  set_priority w'urgent'\n  send_to_queue w'Billing'\n");
    CHECK(steps_of("close route") == "  close\n  route\n");
    CHECK(steps_of("unheard_of one two") == "  unheard_of w'one'\n  two\n");
    CHECK(steps_of("add_tag close") == "  add_tag\n  close\n");
    CHECK(steps_of("add_tag \"close\"") == "  add_tag s'close'\n");
    CHECK(steps_of("if all { vip close } { route }") == "  if all(vip; close)\n    route\n");
    CHECK(steps_of("hold { a: close b: hold }") == "  hold a:w'close' b:w'hold'\n");
}

TEST_CASE("any word may name an argument") {
    CHECK(steps_of("hold { rule: 1 list :2 if: 3 true: 4 hours: 5 }") ==
          "  hold rule:n'1' list:n'2' if:n'3' true:n'4' hours:n'5'\n");
}

TEST_CASE("behind a dot any word may stand") {
    CHECK(test_of("conversation.size size > 1") == "conversation.size size > n'1'\n");
    CHECK(test_of("conversation.is is x") == "conversation.is is w'x'\n");
}

TEST_CASE("text is brought to NFC: strings, names, patterns [D36]") {
    CHECK(tree_of("list e\u0301 = [\"e\\u{301}\", e\u0301]") == "list \u00E9 [s'\u00E9' w'\u00E9']\n");
    CHECK(test_of("a.b matches /e\u0301/") == "a.b matches /\u00E9/\n");
    CHECK(steps_of("x \"{{e\u0301 | \"e\u0301\"}}\"") == "  x s{\u00E9|\u00E9}\n");
}

TEST_CASE("a byte order mark is skipped, and only in front") {
    CHECK(tree_of("\xEF\xBB\xBFruleset \"x\"") == "ruleset \"x\"\n");
    CHECK(test::codes(test::parse("ruleset \"x\"\n\xEF\xBB\xBF")) == std::vector<std::string>{"R0104"});
}

TEST_CASE("an empty file is an empty tree") {
    CHECK(tree_of("") == "");
    CHECK(tree_of(" // nothing\n/* at all */ ") == "");
}

TEST_CASE("strings over several lines lose the closing quotes' indentation") {
    const auto text_of = [](const std::string& literal) { return tree_of("list x = [" + literal + "]"); };
    CHECK(text_of("\"\"\"\n    a\n      b\n    \"\"\"") == "list x [s'a\n  b']\n");
    CHECK(text_of("\"\"\"a\r\n\r\n  b\r  \"\"\"") == "list x [s'a\n\nb']\n");
    CHECK(text_of("\"\"\"\n\"\"\"") == "list x [s'']\n");
    CHECK(text_of("\"\"\"\n   \"\"\"") == "list x [s'']\n");
    CHECK(text_of("\"\"\"\"\"\"") == "list x [s'']\n");
    CHECK(text_of("\"\"\"  a  \"\"\"") == "list x [s'  a  ']\n");
    CHECK(text_of("\"\"\"\n  a\"\"\"") == "list x [s'  a']\n");
    CHECK(text_of("\"\"\"\n  a\n b\n\n  \"\"\"") == "list x [s'a\nb\n']\n");
    CHECK(text_of("\"\"\"\n  \\u{20}a\n  \"\"\"") == "list x [s' a']\n");
    CHECK(text_of("\"\"\"He said \"hi\" and \"\"{x}\"\"\"") == "list x [s'He said \"hi\" and \"\"{x}']\n");
}

TEST_CASE("merge fields and escapes") {
    CHECK(steps_of(R"(x "\"\\\n\t\r\{\{ \{{ { } }} {a}")") == "  x s'\"\\\n\t\r{{ {{ { } }} {a}'\n");
    CHECK(steps_of(R"(x "{{a}}{{  b|""}}{{c | "d \" e"  }}f")") == "  x s{a}{b|}{c|d \" e}'f'\n");
    CHECK(steps_of("x \"\"\"\n  {{a | \"\"\"\n    b\n    \"\"\"}}\n  c\n  \"\"\"") == "  x s{a|b}'\nc'\n");
    CHECK(steps_of("x \"\\{{{a}}\"") == "  x s'{'{a}\n");
}

TEST_CASE("places in the tree are exact") {
    const auto parsed = test::parse(
        "rule \"r\" on begin, stop {\n  if not in_time { hold }\n  else if workload.x(\"Q\") is not exactly \"a\" { x "
        "y { b: 15 days } }\n}");
    const syntax::Rule& rule = parsed.tree.rules.at(0);
    CHECK(parsed.at(rule.name_span) == "\"r\"");
    CHECK(parsed.at(rule.events.at(1).second) == "stop");
    const auto& decision = parsed.tree.blocks[rule.block].steps.at(0).decision;
    CHECK(parsed.at(decision.branches.at(0).head_span) == "if not in_time");
    CHECK(parsed.at(decision.branches.at(1).head_span) == "else if workload.x(\"Q\") is not exactly \"a\"");
    CHECK(parsed.at(parsed.tree.blocks[decision.branches[0].block].span) == "{ hold }");
    const syntax::Test& test = parsed.tree.tests[decision.branches[1].test];
    CHECK(parsed.at(test.span) == "workload.x(\"Q\") is not exactly \"a\"");
    CHECK(parsed.at(test.head_span) == "workload.x(\"Q\")");
    CHECK(parsed.at(test.field.span) == "workload.x");
    CHECK(parsed.at(test.comparison.span) == "is not");
    CHECK(parsed.at(test.comparison.exactly_span) == "exactly");
    CHECK(parsed.at(test.comparison.first->span) == "\"a\"");
    const syntax::Action& action = parsed.tree.blocks[decision.branches[1].block].steps.at(0).action;
    CHECK(parsed.at(action.span) == "x y { b: 15 days }");
    CHECK(parsed.at(action.arguments.at(0).name_span) == "b");
    CHECK(parsed.at(action.arguments.at(0).operand.value.span) == "15 days");
    CHECK(parsed.at(action.arguments.at(0).operand.value.unit_span) == "days");
}

TEST_CASE("places of merge fields are exact") {
    const auto parsed = test::parse("rule \"r\" on e { x \"a {{ name | \"b\" }} c\" }");
    const auto& part = parsed.tree.blocks[parsed.tree.rules.at(0).block].steps.at(0).action.operand->value.parts.at(1);
    CHECK(parsed.at(part.span) == "{{ name | \"b\" }}");
    CHECK(parsed.at(part.name_span) == "name");
}

TEST_CASE("only what is in error is left out of the tree, and its name is kept") {
    const auto parsed = test::parse(
        "list a = [x]\nlist b = []\ncondition c = x.y =\nrule \"r\" on e { route }\nrule \"s\" on e { if }\n"
        "rule \"t\" on e { send_message \"open }\nrule \"u\" on e { hold }");
    CHECK(test::dump(parsed.tree) == "list a [w'x']\nrule \"r\" e\n  route\nrule \"u\" e\n  hold\n");
    CHECK(parsed.tree.left_out == std::vector<std::string>{"b", "c"});
    CHECK(parsed.diagnostics.errors() == 4);
}
