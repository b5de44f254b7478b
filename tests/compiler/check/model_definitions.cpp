// Named lists and conditions in the checked model, and what holds across files.
#include "tests/compiler/check/checking.h"

namespace parley::check {

TEST_CASE("one list serves fields of several types, read once for each [D28]") {
    const Checked checked = check_text(R"(
list tiers = [gold, "silver"]
list amounts = [1, 2.5]
rule "r" on starting {
    if conversation.customer_tier in tiers { close }
    if conversation.customer_tier not in tiers { close }
    if conversation.attempts in amounts { close }
    if conversation.discount in amounts { close }
    if conversation.order_total in amounts { close }
}
)");
    CHECK(checked.findings().empty());
    REQUIRE(checked.rules.lists.size() == 4);
    CHECK(checked.rules.lists[0].name == "tiers");
    CHECK(checked.rules.lists[0].type.list);
    CHECK(checked.rules.lists[0].scalars.items() == std::vector<Scalar>{{2, "gold"}, {1, "silver"}});
    CHECK(checked.rules.lists[1].type.kind == value::Kind::decimal);
    CHECK(checked.rules.lists[3].type.kind == value::Kind::money);
    const Block& block = checked.rules.blocks[checked.rules.rules[0].block];
    const auto list_of = [&](std::size_t step) {
        return checked.rules.conditions[block.steps[step].branches[0].condition].test.first.shared;
    };
    CHECK(list_of(0) == 0);
    CHECK(list_of(1) == 0);
    CHECK(list_of(2) == 1);
}

TEST_CASE("a list in error says so once for each type [D28]") {
    const Checked checked = check_text(R"(
list tiers = [gold, platnum]
rule "a" on starting { if conversation.customer_tier in tiers { close } }
rule "b" on starting { if conversation.customer_tier not in tiers { close } }
rule "c" on starting { if conversation.email in tiers { close } }
)");
    CHECK(
        checked.findings() ==
        std::vector<std::string>{"R0205 <tiers> unknown customer tier `platnum`, in list `tiers`",
                                 "R0232 <tiers> expected text, but `gold` is a word without quotes, in list `tiers`"});
    CHECK(checked.rules.rules.empty());
}

TEST_CASE("definitions stand in any order and in any file [D28]") {
    const Checked checked = check_files({
        R"(rule "r" on starting { if vip { close } })",
        R"(condition vip = any { rich  conversation.email in friends } )",
        R"(list friends = ["a"]  condition rich = conversation.order_total > 100)",
    });
    CHECK(checked.findings().empty());
    REQUIRE(checked.rules.named.size() == 2);
    CHECK(checked.rules.named[0].name == "rich");
    CHECK(checked.rules.named[1].name == "vip");
    const Condition& use = checked.rules.conditions[checked.rules.conditions.size() - 1];
    CHECK(use.kind == Condition::Kind::named);
    CHECK(use.named == 1);
}

TEST_CASE("each condition stands behind those it uses, is checked once and knows whether it is used") {
    const Checked checked = check_text(R"(
condition a = all { b  not c }
condition b = any { c  context.event is starting }
condition c = conversation.is_vip
condition unused = a
)");
    CHECK(checked.findings().empty());
    std::vector<std::string> order;
    for (const NamedCondition& named : checked.rules.named) order.push_back(named.name);
    CHECK(order == std::vector<std::string>{"c", "b", "a", "unused"});
    CHECK(checked.rules.conditions.size() == 8);  // no body is copied into another
    CHECK(checked.rules.named[0].used);
    CHECK_FALSE(checked.rules.named[3].used);
    CHECK_FALSE(checked.rules.named[0].reads_event);
    CHECK(checked.rules.named[1].reads_event);
    CHECK(checked.rules.named[2].reads_event);
    CHECK(checked.rules.named[0].depth == 0);
    CHECK(checked.rules.named[1].depth == 1);
    CHECK(checked.rules.named[2].depth == 2);
    CHECK(checked.text(checked.rules.named[2].name_span) == "a");
}

TEST_CASE("lists know whether they are used") {
    const Checked checked = check_text(R"(
list a = ["x"]
list b = ["x"]
list queues = [Billing]
rule "r" on starting { if conversation.email in a { send_to_least_loaded queues } }
)");
    REQUIRE(checked.rules.named_lists.size() == 3);
    CHECK(checked.rules.named_lists[0].used);
    CHECK_FALSE(checked.rules.named_lists[1].used);
    CHECK(checked.rules.named_lists[2].used);
    CHECK(checked.text(checked.rules.named_lists[1].name_span) == "b");
}

TEST_CASE("a condition over fields of one event serves the rules on that event and no others [D42]") {
    const std::string loved = "condition loved = context.stars > 3\n";
    CHECK(check_test("loved", loved, "message_received").findings().empty());
    CHECK(check_test("loved", loved, "starting, message_received").findings().empty());
    CHECK(check_text(loved).findings().empty());
    // No branch narrows what can be: the event is tested first, and the field is impossible all the same.
    const Checked narrowed =
        check_test("all { context.event is starting  any { loved context.form.email is set } }", loved, "starting");
    CHECK(narrowed.findings() ==
          std::vector<std::string>{
              "R0240 <loved> condition `loved` reads `context.stars`, which can have no value at any of the rule's "
              "events",
              "R0240 <context.form.email> `context.form.email` can have no value at any of the rule's events"});
}

TEST_CASE("an error in a condition is said once, and leaves out what uses it") {
    const Checked checked = check_text(R"(
condition bad = conversation.emial is "x"
condition worse = any { bad  conversation.is_vip }
rule "a" on starting { if bad { close } }
rule "b" on starting { if worse { close } }
rule "c" on starting { close }
)");
    CHECK(checked.findings() ==
          std::vector<std::string>{"R0202 <conversation.emial> unknown field `conversation.emial`"});
    CHECK(checked.rules.named.empty());
    REQUIRE(checked.rules.rules.size() == 1);
    CHECK(checked.rules.rules[0].name == "c");
}

TEST_CASE("an error in the list itself is said once, whatever uses it") {
    const Checked checked = check_text(R"(
list days_off = [2026-02-30]
rule "a" on starting { if conversation.due in days_off { close } }
rule "b" on starting { if conversation.email in days_off { close } }
)");
    CHECK(checked.findings() == std::vector<std::string>{"R0236 <2026-02-30> `2026-02-30` is not a date"});
}

TEST_CASE("all files of a set have one name, or none [D27]") {
    CHECK(check_files({R"(ruleset "A")", "", R"(ruleset "A")"}).rules.name == "A");
    CHECK(check_files({"", ""}).rules.name.empty());
    const Checked differs = check_files({R"(ruleset "A")", "", R"(ruleset "B")"});
    CHECK(differs.findings() ==
          std::vector<std::string>{R"(R0214 <"B"> the rule set is named `B` here and `A` elsewhere)"});
    CHECK(differs.details(differs.diagnostics.all()[0]) ==
          R"(<"A"> named here first; note: all files of a folder are one rule set)");
}

TEST_CASE("a name is unique in the whole set, not in its file [D28, S3.6]") {
    CHECK(check_files({R"(rule "a" on starting {})", R"(rule "a" on starting {})"}).findings() ==
          std::vector<std::string>{R"(R0210 <"a"> two rules are named `a`)"});
    CHECK(check_files({R"(list a = ["x"])", "condition a = conversation.is_vip"}).findings() ==
          std::vector<std::string>{"R0211 <a> the name `a` is defined twice"});
    // A rule's name is a space of its own, and case counts.
    CHECK(check_files({R"(rule "a" on starting {} list a = ["x"])", R"(rule "A" on starting {})"}).findings().empty());
}

TEST_CASE("every error is reported, not only the first") {
    const Checked checked = check_text(R"(
rule "a" on startng, closed {
    if all { conversation.emial is "x"  conversation.queue is "Biling"  nope } { send_to_queue 3 }
    set_priority urgnt
}
)");
    CHECK(checked.findings().size() == 6);
    CHECK(checked.rules.rules.empty());
    CHECK(checked.rules.conditions.empty());
    CHECK(checked.rules.blocks.empty());
}

}  // namespace parley::check
