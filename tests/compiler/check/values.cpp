// One value, of the type that its place demands. [S3.67]
#include "tests/compiler/check/checking.h"

namespace parley::check {

TEST_CASE("a value of a fixed set is one of the set, and letter case counts [S3.67]") {
    expect_tests({
        {R"(conversation.customer_tier is platnum)", R"(R0205 <platnum> unknown customer tier `platnum`)",
         R"(not one of its values; <conversation.customer_tier> a customer tier; note: `customer_tier` is declared )"
         R"(in catalog.yaml:15; help: did you mean `platinum`? => platinum)"},
        {R"(conversation.customer_tier is "Gold")", R"(R0205 <"Gold"> unknown customer tier `Gold`)",
         R"(not one of its values; <conversation.customer_tier> a customer tier; note: letter case counts in names )"
         R"(and values; note: `customer_tier` is declared in catalog.yaml:15; help: did you mean `gold`? => "gold")"},
        {R"(conversation.platform is whatsapp)", R"(R0205 <whatsapp> unknown platform `whatsapp`)",
         R"(not one of its values; <conversation.platform> a platform; help: the values are `facebook`, `sms` and )"
         R"(`web_chat`)"},
        {R"(context.event is startin)", R"(R0205 <startin> unknown event `startin`)",
         R"(not one of its values; <context.event> an event; help: did you mean `starting`? => starting)"},
        {R"(conversation.status was opened)", R"(R0205 <opened> unknown status `opened`)",
         R"(not one of its values; <conversation.status> a status; help: did you mean `open`? => open)"},
        {R"(conversation.customer_tier in [gold, "silber"])", R"(R0205 <"silber"> unknown customer tier `silber`)",
         R"(not one of its values; <conversation.customer_tier> a customer tier; note: `customer_tier` is declared )"
         R"(in catalog.yaml:15; help: did you mean `silver`? => "silver")"},
        {R"(conversation.customer_tier between bronze and golden)", R"(R0205 <golden> unknown customer tier `golden`)",
         R"(not one of its values; <conversation.customer_tier> a customer tier; note: `customer_tier` is declared )"
         R"(in catalog.yaml:15; help: did you mean `gold`? => gold)"},
        {R"(conversation.platform is "")", R"(R0205 <""> unknown platform ``)",
         R"(not one of its values; <conversation.platform> a platform; help: the values are `facebook`, `sms` and )"
         R"(`web_chat`)"},
    });
}

TEST_CASE("a name is one that the catalog has") {
    expect_tests({
        {R"(conversation.queue is "Biling")", R"(R0204 <"Biling"> unknown queue `Biling`)",
         R"(not in catalog `catalog.yaml`; <conversation.queue> a queue; help: did you mean `Billing`? => "Billing")"},
        {R"(conversation.queue is Biling)", R"(R0204 <Biling> unknown queue `Biling`)",
         R"(not in catalog `catalog.yaml`; <conversation.queue> a queue; help: did you mean `Billing`? => Billing)"},
        {R"(conversation.contact_point is not "End user support")",
         R"(R0204 <"End user support"> unknown contact point `End user support`)",
         R"(not in catalog `catalog.yaml`; <conversation.contact_point> a contact point; note: letter case counts )"
         R"(in names and values; help: did you mean `End User Support`? => "End User Support")"},
        {R"(conversation.assigned_to in [amy, bob])", R"(R0204 <bob> unknown agent `bob`)",
         R"(not in catalog `catalog.yaml`; <conversation.assigned_to> an agent; help: the only agent is `amy`)"},
        {R"(conversation.opened_at during "EU ofice hours")",
         R"(R0204 <"EU ofice hours"> unknown schedule `EU ofice hours`)",
         R"(not in catalog `catalog.yaml`; help: did you mean `EU office hours`? => "EU office hours")"},
        {R"(conversation.opened_at during holidays)", R"(R0204 <holidays> unknown schedule `holidays`)",
         R"(not in catalog `catalog.yaml`; help: the only schedule is `EU office hours`)"},
        {R"(workload.waiting("Biling") > 3)", R"(R0204 <"Biling"> unknown queue `Biling`)",
         R"(not in catalog `catalog.yaml`; help: did you mean `Billing`? => "Billing")"},
    });
}

TEST_CASE("a choice or name is neither a number nor a truth value") {
    expect_tests({
        {R"(conversation.queue is 3)", R"(R0232 <3> expected a queue, but `3` is a number)",
         R"(<conversation.queue> a queue)"},
        {R"(conversation.size_class is 2)", R"(R0232 <2> expected a size class, but `2` is a number)",
         R"(<conversation.size_class> a size class; note: `size_class` is declared in catalog.yaml:17; help: put )"
         R"(it in quotes: `"2"` => "2")"},
        {R"(conversation.size_class is 3)", R"(R0232 <3> expected a size class, but `3` is a number)",
         R"(<conversation.size_class> a size class; note: `size_class` is declared in catalog.yaml:17)"},
        {R"(conversation.platform is true)", R"(R0232 <true> expected a platform, but `true` is true or false)",
         R"(<conversation.platform> a platform)"},
        {R"(conversation.opened_at during 3)", R"(R0232 <3> expected the name of a schedule, but `3` stands here)"},
        {R"(conversation.opened_at during conversation.email)",
         R"(R0232 <conversation.email> expected the name of a schedule, but `conversation.email` stands here)"},
        {R"(conversation.opened_at during ["EU office hours"])",
         R"(R0232 <["EU office hours"]> expected the name of a schedule, but `["EU office hours"]` stands here)"},
        {R"(workload.waiting(3) > 3)", R"(R0232 <3> expected a queue, but `3` is a number)"},
    });
}

TEST_CASE("text stands in quotes") {
    expect_tests({
        {R"(conversation.email is gold)", R"(R0232 <gold> expected text, but `gold` is a word without quotes)",
         R"(text stands in quotes; <conversation.email> text; help: put it in quotes: `"gold"` => "gold")"},
        {R"(conversation.email is email)", R"(R0232 <email> expected text, but `email` is a word without quotes)",
         R"(text stands in quotes; <conversation.email> text; help: put it in quotes: `"email"` => "email"; help: )"
         R"(or did you mean the field `conversation.email`? => conversation.email)"},
        {R"(conversation.email is 3)", R"(R0232 <3> expected text, but `3` is a number)",
         R"(text stands in quotes; <conversation.email> text; help: put it in quotes: `"3"` => "3")"},
        {R"(conversation.email is 2026-12-24)", R"(R0232 <2026-12-24> expected text, but `2026-12-24` is a date)",
         R"(text stands in quotes; <conversation.email> text; help: put it in quotes: `"2026-12-24"` => )"
         R"("2026-12-24")"},
        {R"(conversation.email starts with true)", R"(R0232 <true> expected text, but `true` is true or false)",
         R"(text stands in quotes; <conversation.email> text; help: put it in quotes: `"true"` => "true")"},
        {R"(conversation.tags contains vip)", R"(R0232 <vip> expected text, but `vip` is a word without quotes)",
         R"(text stands in quotes; <conversation.tags> a list of text; help: put it in quotes: `"vip"` => "vip")"},
        {R"(conversation.email in ["a", b])", R"(R0232 <b> expected text, but `b` is a word without quotes)",
         R"(text stands in quotes; <conversation.email> text; help: put it in quotes: `"b"` => "b")"},
        {R"(conversation.email between 1 and 2)", R"(R0231 <between> `between` does not apply to text)",
         R"(takes what has an order on its left; <conversation.email> text; help: for text use `is`, `is not`, )"
         R"(`in`, `contains`, `starts with`, `ends with`, `matches` or `is blank`)"},
    });
}

TEST_CASE("a number stands without quotes and without a unit") {
    expect_tests({
        {R"(conversation.attempts is "3")", R"(R0232 <"3"> expected a number, but `"3"` is text)",
         R"(<conversation.attempts> a number; note: `attempts` is declared in catalog.yaml:22; help: leave out the )"
         R"(quotes => 3)"},
        {R"(conversation.attempts is "three")", R"(R0232 <"three"> expected a number, but `"three"` is text)",
         R"(<conversation.attempts> a number; note: `attempts` is declared in catalog.yaml:22)"},
        {R"(conversation.attempts is three)",
         R"(R0232 <three> expected a number, but `three` is a word without quotes)",
         R"(<conversation.attempts> a number; note: `attempts` is declared in catalog.yaml:22)"},
        {R"(conversation.discount > 3 minutes)",
         R"(R0232 <3 minutes> expected a number, but `3 minutes` is a duration)",
         R"(<conversation.discount> a number; note: `discount` is declared in catalog.yaml:21)"},
        {R"(conversation.order_total is 2026-12-24)",
         R"(R0232 <2026-12-24> expected an amount in EUR, but `2026-12-24` is a date)",
         R"(<conversation.order_total> an amount in EUR; note: `order_total` is declared in catalog.yaml:18)"},
    });
}

TEST_CASE("a number fits its type [D35]") {
    expect_tests({
        {R"(conversation.attempts is 99999999999999999999)",
         R"(R0235 <99999999999999999999> the number `99999999999999999999` is out of range)",
         R"(an integer has 64 bits; <conversation.attempts> a number; note: `attempts` is declared in )"
         R"(catalog.yaml:22)"},
        {R"(conversation.attempts is 9223372036854775808)",
         R"(R0235 <9223372036854775808> the number `9223372036854775808` is out of range)",
         R"(an integer has 64 bits; <conversation.attempts> a number; note: `attempts` is declared in )"
         R"(catalog.yaml:22)"},
        {R"(conversation.attempts < -9223372036854775809)",
         R"(R0235 <-9223372036854775809> the number `-9223372036854775809` is out of range)",
         R"(an integer has 64 bits; <conversation.attempts> a number; note: `attempts` is declared in )"
         R"(catalog.yaml:22)"},
        {R"(conversation.attempts > 9999999999999999999.5)",
         R"(R0235 <9999999999999999999.5> the number `9999999999999999999.5` is out of range)",
         R"(a number has at most 18 digits before the point; <conversation.attempts> a number; note: `attempts` is )"
         R"(declared in catalog.yaml:22)"},
        {R"(conversation.discount is 1000000000000000000)",
         R"(R0235 <1000000000000000000> the number `1000000000000000000` is out of range)",
         R"(a number has at most 18 digits before the point; <conversation.discount> a number; note: `discount` is )"
         R"(declared in catalog.yaml:21)"},
        {R"(conversation.order_total is 1000000000000000000)",
         R"(R0235 <1000000000000000000> the number `1000000000000000000` is out of range)",
         R"(a number has at most 18 digits before the point; <conversation.order_total> an amount in EUR; note: )"
         R"(`order_total` is declared in catalog.yaml:18)"},
        {R"(conversation.discount is 1.0000000000000000001)",
         R"(R0235 <1.0000000000000000001> the number `1.0000000000000000001` is out of range)",
         R"(a number has at most 18 digits behind the point; <conversation.discount> a number; note: `discount` is )"
         R"(declared in catalog.yaml:21)"},
    });
}

TEST_CASE("a duration is a whole number with a unit, and not negative [D37]") {
    expect_tests({
        {R"(conversation.waited > 3)", R"(R0232 <3> expected a duration, but `3` is a number)",
         R"(a duration has a unit; <conversation.waited> a duration; help: write a unit behind it: `seconds`, )"
         R"(`minutes`, `hours`, `days` or `weeks`)"},
        {R"(conversation.waited > 1.5 hours)",
         R"(R0232 <1.5 hours> the duration `1.5 hours` is not a whole number of its unit)",
         R"(<conversation.waited> a duration; help: use a smaller unit: `90 minutes` rather than `1.5 hours`)"},
        {R"(conversation.waited > -1 hour)", R"(R0235 <-1 hour> the duration `-1 hour` is negative)",
         R"(<conversation.waited> a duration)"},
        {R"(conversation.waited > 99999999999999 weeks)",
         R"(R0235 <99999999999999 weeks> the duration `99999999999999 weeks` is out of range)",
         R"(<conversation.waited> a duration)"},
        {R"(conversation.waited > 9223372036854776 seconds)",
         R"(R0235 <9223372036854776 seconds> the duration `9223372036854776 seconds` is out of range)",
         R"(<conversation.waited> a duration)"},
        {R"(conversation.waited > "3 hours")", R"(R0232 <"3 hours"> expected a duration, but `"3 hours"` is text)",
         R"(<conversation.waited> a duration)"},
        {R"(conversation.opened_at within last 3)", R"(R0232 <3> expected a duration, but `3` is a number)",
         R"(a duration has a unit; <conversation.opened_at> takes a duration; help: write a unit behind it: )"
         R"(`seconds`, `minutes`, `hours`, `days` or `weeks`)"},
        {R"(conversation.opened_at older than conversation.attempts)",
         R"(R0238 <conversation.attempts> `conversation.attempts` cannot be compared with a duration)",
         R"(a number; <conversation.opened_at> takes a duration; note: `attempts` is declared in catalog.yaml:22)"},
    });
}

TEST_CASE("dates, times and instants are ones that exist") {
    expect_tests({
        {R"(conversation.due is 2026-02-30)", R"(R0236 <2026-02-30> `2026-02-30` is not a date)",
         R"(<conversation.due> a date; note: `due` is declared in catalog.yaml:24)"},
        {R"(conversation.due in [2026-02-28, 2026-13-01])", R"(R0236 <2026-13-01> `2026-13-01` is not a date)",
         R"(<conversation.due> a date; note: `due` is declared in catalog.yaml:24)"},
        {R"(conversation.call_at is 25:00)", R"(R0236 <25:00> `25:00` is not a time of day)",
         R"(<conversation.call_at> a time of day; note: `call_at` is declared in catalog.yaml:25)"},
        {R"(conversation.call_at is 24:01)", R"(R0236 <24:01> `24:01` is not a time of day)",
         R"(<conversation.call_at> a time of day; note: `call_at` is declared in catalog.yaml:25)"},
        {R"(conversation.opened_at after 2026-02-30T10:00)",
         R"(R0236 <2026-02-30T10:00> `2026-02-30T10:00` is not an instant)", R"(<conversation.opened_at> an instant)"},
        {R"(conversation.opened_at after 2026-02-28T10:61Z)",
         R"(R0236 <2026-02-28T10:61Z> `2026-02-28T10:61Z` is not an instant)",
         R"(<conversation.opened_at> an instant)"},
    });
}

TEST_CASE("dates, times, instants and weekdays stand without quotes") {
    expect_tests({
        {R"(conversation.due is "2026-02-28")", R"(R0232 <"2026-02-28"> expected a date, but `"2026-02-28"` is text)",
         R"(<conversation.due> a date; note: `due` is declared in catalog.yaml:24; help: leave out the quotes => )"
         R"(2026-02-28)"},
        {R"(conversation.call_at is "10:00")", R"(R0232 <"10:00"> expected a time of day, but `"10:00"` is text)",
         R"(<conversation.call_at> a time of day; note: `call_at` is declared in catalog.yaml:25; help: leave out )"
         R"(the quotes => 10:00)"},
        {R"(conversation.opened_at after "2026-02-28T10:00")",
         R"(R0232 <"2026-02-28T10:00"> expected an instant, but `"2026-02-28T10:00"` is text)",
         R"(<conversation.opened_at> an instant; help: leave out the quotes => 2026-02-28T10:00)"},
        {R"(conversation.visit_day is "monday")", R"(R0232 <"monday"> expected a weekday, but `"monday"` is text)",
         R"(<conversation.visit_day> a weekday; note: `visit_day` is declared in catalog.yaml:26; help: leave out )"
         R"(the quotes => monday)"},
        {R"(conversation.opened_at after 2026-02-28)",
         R"(R0232 <2026-02-28> expected an instant, but `2026-02-28` is a date)",
         R"(<conversation.opened_at> an instant; help: write the time too: `2026-02-28T00:00` => 2026-02-28T00:00)"},
        {R"(conversation.due is 2026-02-28T10:00)",
         R"(R0232 <2026-02-28T10:00> expected a date, but `2026-02-28T10:00` is an instant)",
         R"(<conversation.due> a date; note: `due` is declared in catalog.yaml:24)"},
        {R"(conversation.due is tomorrow)",
         R"(R0232 <tomorrow> expected a date, but `tomorrow` is a word without quotes)",
         R"(<conversation.due> a date; note: `due` is declared in catalog.yaml:24)"},
    });
}

TEST_CASE("weekdays are bare words") {
    expect_tests({
        {R"(conversation.visit_day is mondy)", R"(R0205 <mondy> unknown weekday `mondy`)",
         R"(<conversation.visit_day> a weekday; note: `visit_day` is declared in catalog.yaml:26; help: did you )"
         R"(mean `monday`? => monday)"},
        {R"(conversation.visit_day is Monday)", R"(R0205 <Monday> unknown weekday `Monday`)",
         R"(<conversation.visit_day> a weekday; note: letter case counts in names and values; note: `visit_day` is )"
         R"(declared in catalog.yaml:26; help: did you mean `monday`? => monday)"},
        {R"(conversation.visit_day is 1)", R"(R0232 <1> expected a weekday, but `1` is a number)",
         R"(<conversation.visit_day> a weekday; note: `visit_day` is declared in catalog.yaml:26)"},
    });
}

TEST_CASE("a truth value is `true` or `false`") {
    expect_tests({
        {R"(conversation.is_vip is 3)", R"(R0232 <3> expected true or false, but `3` is a number)",
         R"(<conversation.is_vip> a boolean; note: `is_vip` is declared in catalog.yaml:28)"},
        {R"(conversation.is_vip is "true")", R"(R0232 <"true"> expected true or false, but `"true"` is text)",
         R"(<conversation.is_vip> a boolean; note: `is_vip` is declared in catalog.yaml:28; help: leave out the )"
         R"(quotes => true)"},
        {R"(conversation.is_vip is yes)", R"(R0232 <yes> expected true or false, but `yes` is a word without quotes)",
         R"(<conversation.is_vip> a boolean; note: `is_vip` is declared in catalog.yaml:28)"},
    });
}

TEST_CASE("a range ends where it begins or behind it [S3.68, D49]") {
    expect_tests({
        {R"(conversation.attempts between 5 and 3)", R"(R0234 <5 and 3> the range ends before it begins)",
         R"(`5` is above `3`; help: turn it round: `between 3 and 5` => 3 and 5)"},
        {R"(conversation.order_total between 19.99 and 19.98)",
         R"(R0234 <19.99 and 19.98> the range ends before it begins)",
         R"(`19.99` is above `19.98`; help: turn it round: `between 19.98 and 19.99` => 19.98 and 19.99)"},
        {R"(conversation.customer_tier between gold and silver)",
         R"(R0234 <gold and silver> the range ends before it begins)",
         R"(`gold` is above `silver`; help: turn it round: `between silver and gold` => silver and gold)"},
        {R"(conversation.waited between 1 hour and 59 minutes)",
         R"(R0234 <1 hour and 59 minutes> the range ends before it begins)",
         R"(`1 hour` is above `59 minutes`; help: turn it round: `between 59 minutes and 1 hour` => 59 minutes and )"
         R"(1 hour)"},
        {R"(conversation.due between 2026-12-24 and 2026-12-23)",
         R"(R0234 <2026-12-24 and 2026-12-23> the range ends before it begins)",
         R"(`2026-12-24` is above `2026-12-23`; help: turn it round: `between 2026-12-23 and 2026-12-24` => )"
         R"(2026-12-23 and 2026-12-24)"},
        {R"(conversation.opened_at between 2026-02-28T10:00Z and 2026-02-28T10:00+01:00)",
         R"(R0234 <2026-02-28T10:00Z and 2026-02-28T10:00+01:00> the range ends before it begins)",
         R"(`2026-02-28T10:00Z` is above `2026-02-28T10:00+01:00`; help: turn it round: `between )"
         R"(2026-02-28T10:00+01:00 and 2026-02-28T10:00Z` => 2026-02-28T10:00+01:00 and 2026-02-28T10:00Z)"},
        {R"(conversation.tags size between 2 and 1)", R"(R0234 <2 and 1> the range ends before it begins)",
         R"(`2` is above `1`; help: turn it round: `between 1 and 2` => 1 and 2)"},
    });
}

TEST_CASE("one value stands after `is`, several after `in`") {
    expect_tests({
        {R"(conversation.email is ["a", "b"])", R"(R0232 <["a", "b"]> a list stands where one value is expected)",
         R"(one value stands here; <conversation.email> text; help: several values stand after `in` => <is>in)"},
        {R"(conversation.email is not ["a", "b"])", R"(R0232 <["a", "b"]> a list stands where one value is expected)",
         R"(one value stands here; <conversation.email> text; help: several values stand after `in` => <is not>not )"
         R"(in)"},
        {R"(conversation.email is not exactly ["a", "b"])",
         R"(R0232 <["a", "b"]> a list stands where one value is expected)",
         R"(one value stands here; <conversation.email> text; help: several values stand after `in` => <is not )"
         R"(exactly>not in exactly)"},
        {R"(conversation.customer_tier is [gold])", R"(R0232 <[gold]> a list stands where one value is expected)",
         R"(one value stands here; <conversation.customer_tier> a customer tier; note: `customer_tier` is declared )"
         R"(in catalog.yaml:15; help: several values stand after `in` => <is>in)"},
        {R"(conversation.attempts > [1])", R"(R0232 <[1]> a list stands where one value is expected)",
         R"(one value stands here; <conversation.attempts> a number; note: `attempts` is declared in )"
         R"(catalog.yaml:22)"},
        {R"(conversation.is_vip is [true])", R"(R0232 <[true]> a list stands where one value is expected)",
         R"(one value stands here; <conversation.is_vip> a boolean; note: `is_vip` is declared in catalog.yaml:28)"},
        {R"(conversation.email contains ["x"])", R"(R0232 <["x"]> a list stands where one value is expected)",
         R"(one value stands here; <conversation.email> text; help: several values stand after `any of` => )"
         R"(<contains>contains any of)"},
        {R"(conversation.email does not end with exactly ["x"])",
         R"(R0232 <["x"]> a list stands where one value is expected)",
         R"(one value stands here; <conversation.email> text; help: several values stand after `any of` => <does )"
         R"(not end with exactly>does not end with exactly any of)"},
        {R"(conversation.tags contains ["x"])", R"(R0232 <["x"]> a list stands where one value is expected)",
         R"(one value stands here; <conversation.tags> a list of text; help: several values stand after `any of` )"
         R"(=> <contains>contains any of)"},
        {R"(conversation.tags does not contain exactly ["x"])",
         R"(R0232 <["x"]> a list stands where one value is expected)",
         R"(one value stands here; <conversation.tags> a list of text; help: several values stand after `any of` )"
         R"(=> <does not contain exactly>does not contain exactly any of)"},
    });
}

}  // namespace parley::check
