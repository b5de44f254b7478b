#include <doctest/doctest.h>

#include "tests/compiler/diff/support.h"

using namespace tests;
using Lines = std::vector<std::string>;

TEST_CASE("lists and conditions: added, removed, renamed, changed") {
    const std::string before = R"(
        list gone = ["g"]
        list vips = ["a", "b", "c"]
        list order = [1, 2, 3]
        condition grave = any { conversation.priority is high  conversation.refund > 10 }
        condition recent = previous.exists)";
    const std::string after = R"(
        list order = [3, 1, 2]
        list vips = ["b", "d", "c"]
        list fresh = ["f"]
        condition grave = any { conversation.priority is high  conversation.refund > 20 }
        condition more = not previous.exists)";
    CHECK(sorted(lines(compare(before, after))) ==
          sorted({"- list `gone`", "+ list `fresh`", "list `vips` - \"a\"", "list `vips` + \"d\"",
                  "list `order` reordered",
                  "condition `grave` ~ condition conversation.refund > 10 (any) -> conversation.refund > 20 (any)",
                  "- condition `recent`", "+ condition `more`"}));
}

TEST_CASE("a definition is renamed with everything that uses it") {
    const std::string before = R"(
        list vips = ["a", "b", "c"]
        condition vip = conversation.email in vips
        rule "r" on starting { if vip { close } else if conversation.language not in vips { hold 1 hour } }
        rule "s" on starting { if all { vip previous.exists } { close } })";
    const std::string after = R"(
        list dear = ["a", "b", "d"]
        condition best = conversation.email in dear
        rule "r" on starting { if best { close } else if conversation.language not in dear { hold 1 hour } }
        rule "s" on starting { if all { best not previous.exists } { close } })";
    CHECK(lines(compare(before, after)) ==
          Lines{"= list `vips` -> `dear`", "list `dear` - \"c\"", "list `dear` + \"d\"", "= condition `vip` -> `best`",
                "`s` ~ condition previous.exists (branch 1, all) -> not previous.exists (branch 1, all)"});
    // To use another definition is a change.
    const std::string both = "condition vip = a.b condition best = a.c ";
    CHECK(compare(both + "rule \"r\" on starting { if vip { close } }",
                  both + "rule \"r\" on starting { if best { close } }")
              .rules.size() == 1);
    // A value is no list, even if it has the name of one that was renamed.
    CHECK(compare("list gold = [\"a\"] rule \"r\" on starting { if a.b is gold { set_priority gold } }",
                  "list dear = [\"a\"] rule \"r\" on starting { if a.b is dear { set_priority dear } }")
              .rules.front()
              .edits.size() == 2);
}

TEST_CASE("the name of the set") {
    CHECK(lines(compare("ruleset \"a\"", "ruleset \"b\"")) == Lines{"ruleset a -> b"});
    CHECK(lines(compare("", "ruleset \"b\"")) == Lines{"ruleset - -> b"});
}

TEST_CASE("a draft with errors is compared as far as it can be read") {
    const std::string before = R"(
        list l = ["a"]
        condition c = a.b
        rule "one" on starting { add_tag "a" }
        rule "two" on starting { add_tag "b" }
        rule "three" on starting { add_tag "c" })";
    const std::string after = R"(
        list l = ["a"
        condition c = if
        rule "one" on starting { add_tag "x" }
        disabled rule "two" on starting { if { add_tag "b" }
        rule "new" on { })";
    CHECK(sorted(lines(compare(before, after))) ==
          sorted({"? list `l`", "? condition `c`", "? rule `two`", "- rule `three`",
                  "`one` ~ action add_tag \"a\" -> add_tag \"x\""}));
    CHECK(sorted(lines(compare(after, before))) ==
          sorted({"? list `l`", "? condition `c`", "? rule `two`", "+ rule `three`",
                  "`one` ~ action add_tag \"x\" -> add_tag \"a\""}));
}

TEST_CASE("the catalog: entries, and values inside them") {
    const std::string before = R"(
company: Acme
queues:
  - Default
  - {name: Sales, skills: [fr, es], service_level: {answer_within: 60 seconds, goal: 80}}
  - Old
agents: [amy]
fields:
  conversation.tier: {type: choice, values: [low, high], ordered: true}
messages: {thanks: Thank you})";
    const std::string after = R"(
company: Globex
# the order of these matters
queues:
  - name: Sales
    skills: [fr, de]
    service_level: {goal: 90, answer_within: 60 seconds}
  - {name: Default}
  - Billing
agents: [{name: amy}]
fields:
  conversation.tier: {type: choice, values: [low, high, "top"], ordered: true}
events: {shipped: {label: Shipped}}
messages: {thanks: Thank you})";
    const auto changed = lines(compare(read({}, before), read({}, after)));
    CHECK(sorted(changed) ==
          sorted({"~ company: Acme -> Globex", "- queues/Old", "+ queues/Billing", "> queues/Default",
                  "- queues/Sales/skills/es", "+ queues/Sales/skills/de", "~ queues/Sales/service_level/goal: 80 -> 90",
                  "+ fields/conversation.tier/values/top", "+ events/shipped"}));
    CHECK(lines(compare(read({}, before), read({}, before))).empty());
    CHECK(lines(compare(read({}), read({}, "queues: [A, B]"))) == Lines{"+ queues/A", "+ queues/B"});
    CHECK(lines(compare(read({}, "queues: [A, B]"), read({}, "queues: []"))) == Lines{"- queues/A", "- queues/B"});
    CHECK(lines(compare(read({}, "a: [[1], [2]]"), read({}, "a: [[1], [3]]"))) ==
          Lines{"~ a: [[1], [2]] -> [[1], [3]]"});
}
