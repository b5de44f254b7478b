// Named lists: a list means its text in place (D28).
#include "tests/compiler/check/checking.h"

namespace parley::check {

TEST_CASE("a name that is no list") {
    expect_tests(
        {
            {R"(conversation.email in wrds)", R"(R0206 <wrds> unknown list `wrds`)",
             R"(<conversation.email> text; help: did you mean `words`? => words)"},
            {R"(conversation.email in nothing_like_it)", R"(R0206 <nothing_like_it> unknown list `nothing_like_it`)",
             R"(<conversation.email> text; help: the only list is `words`)"},
            {R"(conversation.customer_tier in gold)", R"(R0206 <gold> unknown list `gold`)",
             R"(<conversation.customer_tier> a customer tier; note: `customer_tier` is declared in catalog.yaml:15; )"
             R"(help: put the value in brackets: `[gold]` => [gold]; help: one value stands after `is` => <in>is)"},
            {R"(conversation.email not in exactly wrds)", R"(R0206 <wrds> unknown list `wrds`)",
             R"(<conversation.email> text; help: did you mean `words`? => words)"},
            {R"(conversation.email in vip)", R"(R0206 <vip> `vip` is a condition, not a list)",
             R"(<vip> defined here)"},
            {R"(words)", R"(R0207 <words> `words` is a list, not a condition)",
             R"(a test compares a field with it; <words> defined here)"},
            {R"(conversation.email is words)", R"(R0232 <words> `words` is a list, and one value is expected)",
             R"(one value stands here; <conversation.email> text; help: several values stand after `in` => <is>in)"},
            {R"(conversation.email is not exactly words)",
             R"(R0232 <words> `words` is a list, and one value is expected)",
             R"(one value stands here; <conversation.email> text; help: several values stand after `in` => <is not )"
             R"(exactly>not in exactly)"},
            {R"(conversation.email contains words)", R"(R0232 <words> `words` is a list, and one value is expected)",
             R"(one value stands here; <conversation.email> text; help: several values stand after `any of` => )"
             R"(<contains>contains any of)"},
            {R"(conversation.email contains exactly words)",
             R"(R0232 <words> `words` is a list, and one value is expected)",
             R"(one value stands here; <conversation.email> text; help: several values stand after `any of` => )"
             R"(<contains exactly>contains exactly any of)"},
            {R"(conversation.attempts is words)", R"(R0232 <words> `words` is a list, and one value is expected)",
             R"(one value stands here; <conversation.attempts> a number; note: `attempts` is declared in )"
             R"(catalog.yaml:22; help: several values stand after `in` => <is>in)"},
            {R"(conversation.tags contains words)", R"(R0232 <words> `words` is a list, and one value is expected)",
             R"(one value stands here; <conversation.tags> a list of text; help: several values stand after `any of` )"
             R"(=> <contains>contains any of)"},
        },
        R"(list words = ["a", "b"]
condition vip = conversation.is_vip
)");
}

TEST_CASE("a list whose values do not fit is an error where it is used, with the value shown [D28]") {
    expect_tests(
        {
            {R"(conversation.customer_tier in tiers)",
             R"(R0205 <tiers> unknown customer tier `platnum`, in list `tiers`)",
             R"(read here as a list of customer tiers; <platnum> not one of its values; <conversation.customer_tier> a )"
             R"(customer tier; note: `customer_tier` is declared in catalog.yaml:15; help: did you mean `platinum`? => )"
             R"(<platnum>platinum)"},
            {R"(conversation.email in tiers)",
             R"(R0232 <tiers> expected text, but `gold` is a word without quotes, in list `tiers`)",
             R"(read here as a list of text; <gold> text stands in quotes; <conversation.email> text; note: 1 other )"
             R"(value of the list does not fit either; help: put it in quotes: `"gold"` => <gold>"gold")"},
            {R"(conversation.queue in tiers)", R"(R0204 <tiers> unknown queue `gold`, in list `tiers`)",
             R"(read here as a list of queues; <gold> not in catalog `catalog.yaml`; <conversation.queue> a queue; )"
             R"(note: 1 other value of the list does not fit either; help: the queues are `Default`, `Billing` and )"
             R"(`Multilingual`)"},
            {R"(conversation.tags contains any of tiers)",
             R"(R0232 <tiers> expected text, but `gold` is a word without quotes, in list `tiers`)",
             R"(read here as a list of text; <gold> text stands in quotes; <conversation.tags> a list of text; note: 1 )"
             R"(other value of the list does not fit either; help: put it in quotes: `"gold"` => <gold>"gold")"},
        },
        R"(list tiers = [gold, platnum]
)");
}

TEST_CASE("what no use could make right is an error of the list itself [D28]") {
    expect_files({
        {R"(list bad = [2026-02-30])", R"(R0236 <2026-02-30> `2026-02-30` is not a date)"},
        {R"(list bad = [12:00, 25:00])", R"(R0236 <25:00> `25:00` is not a time of day)"},
        {R"(list bad = [2026-02-28T10:00, 2026-02-30T10:00])",
         R"(R0236 <2026-02-30T10:00> `2026-02-30T10:00` is not an instant)"},
        {R"(list bad = [99999999999999999999])",
         R"(R0235 <99999999999999999999> the number `99999999999999999999` is out of range)",
         R"(an integer has 64 bits)"},
        {R"(list bad = [3 minutes, -3 minutes])", R"(R0235 <-3 minutes> the duration `-3 minutes` is negative)"},
        {R"(list bad = [gold, 3])", R"(R0232 <3> the values of a list are of different types)",
         R"(`3` is a number; <gold> `gold` is a word without quotes)"},
        {R"(list bad = ["gold", 3 minutes])", R"(R0232 <3 minutes> the values of a list are of different types)",
         R"(`3 minutes` is a duration; <"gold"> `"gold"` is text)"},
        {R"(list bad = ["{{companyName}}"])",
         R"(R0253 <{{companyName}}> a merge field stands outside an action's text)",
         R"(is only filled in where a text is sent; help: for two plain braces write `\{{`)"},
        {R"(list bad = ["a", "see {{topics | "x"}}"])",
         R"(R0253 <{{topics | "x"}}> a merge field stands outside an action's text)",
         R"(is only filled in where a text is sent; help: for two plain braces write `\{{`)"},
    });
}

}  // namespace parley::check
