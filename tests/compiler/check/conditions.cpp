// Groups and named conditions.
#include "tests/compiler/check/checking.h"

namespace parley::check {

TEST_CASE("a name that is no condition") {
    expect_tests(
        {
            {R"(vip_custmer)", R"(R0207 <vip_custmer> unknown condition `vip_custmer`)",
             R"(help: did you mean `vip_customer`? => vip_customer)"},
            {R"(not nothing_like_it)", R"(R0207 <nothing_like_it> unknown condition `nothing_like_it`)",
             R"(help: the only condition is `vip_customer`)"},
            {R"(is_vip)", R"(R0207 <is_vip> unknown condition `is_vip`)",
             R"(help: did you mean the field `conversation.is_vip`? => conversation.is_vip)"},
            {R"(words)", R"(R0207 <words> `words` is a list, not a condition)",
             R"(a test compares a field with it; <words> defined here)"},
        },
        R"(list words = ["a", "b"]
condition vip_customer = conversation.is_vip
)");
}

TEST_CASE("a condition that leads back to itself, with the way round [D28]") {
    expect_files({
        {R"(condition a = a)", R"(R0215 <a> the condition `a` leads back to itself)",
         R"(<a> defined here; note: `a` uses `a`)"},
        {R"(condition a = b condition b = any { c conversation.is_vip } condition c = not a)",
         R"(R0215 <a> the condition `a` leads back to itself)",
         R"(<a> defined here; note: `a` uses `b`, which uses `c`, which uses `a`)"},
        {R"(condition a = any { b c } condition b = conversation.is_vip condition c = all { b a })",
         R"(R0215 <a> the condition `a` leads back to itself)",
         R"(<a> defined here; note: `a` uses `c`, which uses `a`)"},
    });
}

TEST_CASE("lists and conditions share one space of names [D49]") {
    expect_files({
        {R"(list a = ["x"] list a = ["y"])", R"(R0211 <a> the name `a` is defined twice)",
         R"(<a> first defined here; note: lists and conditions share one space of names)"},
        {R"(condition a = conversation.is_vip list a = ["y"])", R"(R0211 <a> the name `a` is defined twice)",
         R"(<a> first defined here; note: lists and conditions share one space of names)"},
        {R"(list a = ["y"] condition a = conversation.is_vip)", R"(R0211 <a> the name `a` is defined twice)",
         R"(<a> first defined here; note: lists and conditions share one space of names)"},
        {R"(condition a = conversation.is_vip condition a = previous.exists)",
         R"(R0211 <a> the name `a` is defined twice)",
         R"(<a> first defined here; note: lists and conditions share one space of names)"},
    });
}

TEST_CASE("an impossible field inside a condition is an error of the rule that uses it [D42]") {
    expect_tests(
        {
            {R"(loved)",
             R"(R0240 <loved> condition `loved` reads `context.stars`, which can have no value at any of the rule's )"
             R"(events)",
             R"(`context.stars` exists only at `message_received` and `response_received`; <starting> the rule's )"
             R"(events; <context.stars> read here)"},
            {R"(not rated)",
             R"(R0240 <rated> condition `rated` reads `context.stars`, which can have no value at any of the rule's )"
             R"(events)",
             R"(`context.stars` exists only at `message_received` and `response_received`; <starting> the rule's )"
             R"(events; <context.stars> read here)"},
            {R"(any { all { conversation.is_vip rated } })",
             R"(R0240 <rated> condition `rated` reads `context.stars`, which can have no value at any of the rule's )"
             R"(events)",
             R"(`context.stars` exists only at `message_received` and `response_received`; <starting> the rule's )"
             R"(events; <context.stars> read here)"},
        },
        R"(condition loved = context.stars > 3
condition rated = any { loved conversation.is_vip }
)");
}

TEST_CASE("a condition is checked where nothing uses it, but for events [D28]") {
    expect_files({
        {R"(condition a = context.stars > "x")", R"(R0232 <"x"> expected a number, but `"x"` is text)",
         R"(<context.stars> a number)"},
        {R"(condition a = b)", R"(R0207 <b> unknown condition `b`)", R"(help: did you mean `a`? => a)"},
        {R"(condition a = all { conversation.is_vip conversation.emial is "x" })",
         R"(R0202 <conversation.emial> unknown field `conversation.emial`)",
         R"(not in catalog `catalog.yaml`; help: did you mean `conversation.email`? => conversation.email)"},
    });
}

}  // namespace parley::check
