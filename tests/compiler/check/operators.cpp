// Operators that a type does not have: what is said, where, and what is proposed instead. [S3.66]
#include "tests/compiler/check/checking.h"

namespace parley::check {

TEST_CASE("an operator of another type is refused, and help lists what the field takes [S3.66]") {
    expect_tests({
        {R"(conversation.attempts contains "x")", R"(R0231 <contains> `contains` does not apply to a number)",
         R"(takes text or a list on its left; <conversation.attempts> a number; note: `attempts` is declared in )"
         R"(catalog.yaml:22; help: for numbers use `is`, `is not`, `<`, `<=`, `>`, `>=`, `between` or `in`)"},
        {R"(conversation.discount matches /x/)", R"(R0231 <matches> `matches` does not apply to a number)",
         R"(takes text on its left; <conversation.discount> a number; note: `discount` is declared in )"
         R"(catalog.yaml:21; help: for numbers use `is`, `is not`, `<`, `<=`, `>`, `>=`, `between` or `in`)"},
        {R"(conversation.order_total starts with "x")",
         R"(R0231 <starts with> `starts with` does not apply to an amount in EUR)",
         R"(takes text on its left; <conversation.order_total> an amount in EUR; note: `order_total` is declared )"
         R"(in catalog.yaml:18; help: for an amount in EUR use `is`, `is not`, `<`, `<=`, `>`, `>=`, `between` or )"
         R"(`in`)"},
        {R"(conversation.queue < "Billing")", R"(R0231 <<> `<` does not apply to a queue)",
         R"(takes a number, a duration or an ordered choice on its left; <conversation.queue> a queue; help: for a )"
         R"(queue use `is`, `is not` or `in`)"},
        {R"(conversation.segment between private and business)",
         R"(R0231 <between> `between` does not apply to a segment)",
         R"(takes what has an order on its left; <conversation.segment> a segment; note: `segment` is declared in )"
         R"(catalog.yaml:16; help: for a segment use `is`, `is not` or `in`; help: or declare it with `ordered: )"
         R"(true`, if its values have an order)"},
        {R"(conversation.email < "x")", R"(R0231 <<> `<` does not apply to text)",
         R"(takes a number, a duration or an ordered choice on its left; <conversation.email> text; help: for text )"
         R"(use `is`, `is not`, `in`, `contains`, `starts with`, `ends with`, `matches` or `is blank`)"},
        {R"(conversation.email between "a" and "b")", R"(R0231 <between> `between` does not apply to text)",
         R"(takes what has an order on its left; <conversation.email> text; help: for text use `is`, `is not`, )"
         R"(`in`, `contains`, `starts with`, `ends with`, `matches` or `is blank`)"},
        {R"(conversation.opened_at is 2026-02-28T10:00Z)", R"(R0231 <is> `is` does not apply to an instant)",
         R"(takes a single value other than an instant; <conversation.opened_at> an instant; help: for an instant )"
         R"(use `before`, `after`, `between`, `within last`, `within next`, `older than` or `during`)"},
        {R"(conversation.opened_at in [2026-02-28T10:00Z])", R"(R0231 <in> `in` does not apply to an instant)",
         R"(takes a single value other than an instant or a boolean; <conversation.opened_at> an instant; help: )"
         R"(for an instant use `before`, `after`, `between`, `within last`, `within next`, `older than` or `during`)"},
        {R"(conversation.is_vip in [true])", R"(R0231 <in> `in` does not apply to a boolean)",
         R"(takes a single value other than an instant or a boolean; <conversation.is_vip> a boolean; note: )"
         R"(`is_vip` is declared in catalog.yaml:28; help: for a boolean use `is` or `is not`)"},
        {R"(conversation.is_vip > false)", R"(R0231 <>> `>` does not apply to a boolean)",
         R"(takes a number, a duration or an ordered choice on its left; <conversation.is_vip> a boolean; note: )"
         R"(`is_vip` is declared in catalog.yaml:28; help: for a boolean use `is` or `is not`)"},
        {R"(conversation.attempts within last 3 days)",
         R"(R0231 <within last> `within last` does not apply to a number)",
         R"(takes an instant on its left; <conversation.attempts> a number; note: `attempts` is declared in )"
         R"(catalog.yaml:22; help: for numbers use `is`, `is not`, `<`, `<=`, `>`, `>=`, `between` or `in`)"},
        {R"(conversation.due older than 3 days)", R"(R0231 <older than> `older than` does not apply to a date)",
         R"(takes an instant on its left; <conversation.due> a date; note: `due` is declared in catalog.yaml:24; )"
         R"(help: for a date use `is`, `is not`, `before`, `after`, `between` or `in`)"},
        {R"(conversation.due during "EU office hours")", R"(R0231 <during> `during` does not apply to a date)",
         R"(takes an instant on its left; <conversation.due> a date; note: `due` is declared in catalog.yaml:24; )"
         R"(help: for a date use `is`, `is not`, `before`, `after`, `between` or `in`)"},
        {R"(conversation.visit_day not during "EU office hours")",
         R"(R0231 <not during> `not during` does not apply to a weekday)",
         R"(takes an instant on its left; <conversation.visit_day> a weekday; note: `visit_day` is declared in )"
         R"(catalog.yaml:26; help: for a weekday use `is`, `is not`, `before`, `after`, `between` or `in`)"},
        {R"(conversation.email contains all of ["x"])",
         R"(R0231 <contains all of> `contains all of` does not apply to text)",
         R"(takes a list on its left; <conversation.email> text; help: for text use `is`, `is not`, `in`, )"
         R"(`contains`, `starts with`, `ends with`, `matches` or `is blank`)"},
        {R"(conversation.email contains none of ["x"])",
         R"(R0231 <contains none of> `contains none of` does not apply to text)",
         R"(takes a list on its left; <conversation.email> text; help: for text use `is`, `is not`, `in`, )"
         R"(`contains`, `starts with`, `ends with`, `matches` or `is blank`)"},
        {R"(conversation.tags is "x")", R"(R0231 <is> `is` does not apply to a list of text)",
         R"(takes a single value other than an instant; <conversation.tags> a list of text; help: for lists use )"
         R"(`contains`, `contains all of`, `contains none of`, `is empty` or `size`)"},
        {R"(conversation.tags starts with "x")",
         R"(R0231 <starts with> `starts with` does not apply to a list of text)",
         R"(takes text on its left; <conversation.tags> a list of text; help: for lists use `contains`, `contains )"
         R"(all of`, `contains none of`, `is empty` or `size`)"},
        {R"(conversation.tags matches /x/)", R"(R0231 <matches> `matches` does not apply to a list of text)",
         R"(takes text on its left; <conversation.tags> a list of text; help: for lists use `contains`, `contains )"
         R"(all of`, `contains none of`, `is empty` or `size`)"},
        {R"(conversation.tags before 3)", R"(R0231 <before> `before` does not apply to a list of text)",
         R"(takes an instant, a date, a time of day or a weekday on its left; <conversation.tags> a list of text; )"
         R"(help: for lists use `contains`, `contains all of`, `contains none of`, `is empty` or `size`)"},
    });
}

TEST_CASE("where another operator does the same, help names it and carries the edit") {
    expect_tests({
        {R"(conversation.due < 2026-01-01)", R"(R0231 <<> `<` does not apply to a date)",
         R"(takes a number, a duration or an ordered choice on its left; <conversation.due> a date; note: `due` is )"
         R"(declared in catalog.yaml:24; help: use `before` => before)"},
        {R"(conversation.opened_at > 2026-01-01T10:00)", R"(R0231 <>> `>` does not apply to an instant)",
         R"(takes a number, a duration or an ordered choice on its left; <conversation.opened_at> an instant; )"
         R"(help: use `after` => after)"},
        {R"(conversation.attempts before 3)", R"(R0231 <before> `before` does not apply to a number)",
         R"(takes an instant, a date, a time of day or a weekday on its left; <conversation.attempts> a number; )"
         R"(note: `attempts` is declared in catalog.yaml:22; help: use `<` => <)"},
        {R"(conversation.order_total after 3)", R"(R0231 <after> `after` does not apply to an amount in EUR)",
         R"(takes an instant, a date, a time of day or a weekday on its left; <conversation.order_total> an amount )"
         R"(in EUR; note: `order_total` is declared in catalog.yaml:18; help: use `>` => >)"},
        {R"(conversation.email is empty)", R"(R0231 <is empty> `is empty` does not apply to text)",
         R"(takes a list on its left; <conversation.email> text; help: use `is blank` => is blank)"},
        {R"(conversation.email is not empty)", R"(R0231 <is not empty> `is not empty` does not apply to text)",
         R"(takes a list on its left; <conversation.email> text; help: use `is not blank` => is not blank)"},
        {R"(conversation.attempts is blank)", R"(R0231 <is blank> `is blank` does not apply to a number)",
         R"(takes text on its left; <conversation.attempts> a number; note: `attempts` is declared in )"
         R"(catalog.yaml:22; help: use `is not set` => is not set)"},
        {R"(conversation.queue is not blank)", R"(R0231 <is not blank> `is not blank` does not apply to a queue)",
         R"(takes text on its left; <conversation.queue> a queue; help: use `is set` => is set)"},
        {R"(conversation.attempts is empty)", R"(R0231 <is empty> `is empty` does not apply to a number)",
         R"(takes a list on its left; <conversation.attempts> a number; note: `attempts` is declared in )"
         R"(catalog.yaml:22; help: use `is not set` => is not set)"},
        {R"(conversation.tags in ["x"])", R"(R0231 <in> `in` does not apply to a list of text)",
         R"(takes a single value other than an instant or a boolean; <conversation.tags> a list of text; help: use )"
         R"(`contains any of` => contains any of)"},
        {R"(conversation.tags not in ["x"])", R"(R0231 <not in> `not in` does not apply to a list of text)",
         R"(takes a single value other than an instant or a boolean; <conversation.tags> a list of text; help: use )"
         R"(`does not contain any of` => does not contain any of)"},
    });
}

TEST_CASE("a list has no `is set`, for it is never absent [D30]") {
    expect_tests({
        {R"(conversation.tags is set)", R"(R0231 <is set> `is set` does not apply to a list of text)",
         R"(takes a single value on its left; <conversation.tags> a list of text; help: use `is not empty` => is )"
         R"(not empty)"},
        {R"(conversation.tags is not set)", R"(R0231 <is not set> `is not set` does not apply to a list of text)",
         R"(takes a single value on its left; <conversation.tags> a list of text; help: use `is empty` => is empty)"},
        {R"(conversation.tags is blank)", R"(R0231 <is blank> `is blank` does not apply to a list of text)",
         R"(takes text on its left; <conversation.tags> a list of text; help: use `is empty` => is empty)"},
        {R"(conversation.tags is not blank)", R"(R0231 <is not blank> `is not blank` does not apply to a list of text)",
         R"(takes text on its left; <conversation.tags> a list of text; help: use `is not empty` => is not empty)"},
    });
}

TEST_CASE("a choice compares by `<` only where it is declared as ordered") {
    expect_tests({
        {R"(conversation.segment < private)", R"(R0231 <<> `<` does not apply to a segment)",
         R"(takes a number, a duration or an ordered choice on its left; <conversation.segment> a segment; note: )"
         R"(`segment` is declared in catalog.yaml:16; help: for a segment use `is`, `is not` or `in`; help: or )"
         R"(declare it with `ordered: true`, if its values have an order)"},
        {R"(previous.state >= "New")", R"(R0231 <>=> `>=` does not apply to a state)",
         R"(takes a number, a duration or an ordered choice on its left; <previous.state> a state; help: for a )"
         R"(state use `is`, `is not` or `in`)"},
    });
}

TEST_CASE("the size of a list takes the operators of an integer and no others") {
    expect_tests({
        {R"(conversation.tags size is "3")", R"(R0232 <"3"> expected a number, but `"3"` is text)",
         R"(<conversation.tags> takes a number; help: leave out the quotes => 3)"},
        {R"(conversation.tags size contains 3)",
         R"(R0231 <size contains> `contains` does not apply to the size of a list)",
         R"(takes text or a list on its left; <conversation.tags> a list of text; help: for the size of a list use )"
         R"(`is`, `is not`, `<`, `<=`, `>`, `>=`, `between` or `in`)"},
        {R"(conversation.tags size is set)", R"(R0231 <size is set> `is set` does not apply to the size of a list)",
         R"(takes a single value on its left; <conversation.tags> a list of text; help: for the size of a list use )"
         R"(`is`, `is not`, `<`, `<=`, `>`, `>=`, `between` or `in`)"},
        {R"(conversation.tags size size is 3)", R"(R0231 <size size is> `size` does not apply to the size of a list)",
         R"(takes a list on its left; <conversation.tags> a list of text)"},
        {R"(conversation.email size is 3)", R"(R0231 <size is> `size` does not apply to text)",
         R"(takes a list on its left; <conversation.email> text)"},
        {R"(conversation.tags size is [1, 2])", R"(R0232 <[1, 2]> a list stands where one value is expected)",
         R"(one value stands here; <conversation.tags> takes a number; help: several values stand after `in` => )"
         R"(<size is>size in)"},
        {R"(conversation.tags size is not [1, 2])", R"(R0232 <[1, 2]> a list stands where one value is expected)",
         R"(one value stands here; <conversation.tags> takes a number; help: several values stand after `in` => )"
         R"(<size is not>size not in)"},
        {R"(conversation.tags size changed)", R"(R0231 <size changed> `changed` does not apply to the size of a list)",
         R"(<conversation.tags> a list of text; help: for the size of a list use `is`, `is not`, `<`, `<=`, `>`, )"
         R"(`>=`, `between` or `in`)"},
        {R"(conversation.tags size was 3)", R"(R0231 <size was> `was` does not apply to the size of a list)",
         R"(<conversation.tags> a list of text; help: for the size of a list use `is`, `is not`, `<`, `<=`, `>`, )"
         R"(`>=`, `between` or `in`)"},
        {R"(conversation.tags size is exactly 3)", R"(R0233 <exactly> `exactly` does not apply to the size of a list)",
         R"(letter case counts in text alone; <conversation.tags> a list of text; help: leave it out => )"},
    });
}

TEST_CASE("combinations that no type has") {
    expect_tests({
        {R"(conversation.tags does not contain all of ["x"])",
         R"(R0231 <does not contain all of> `does not contain all of` does not apply to a list of text)",
         R"(takes text or a list on its left; <conversation.tags> a list of text; help: for lists use `contains`, )"
         R"(`contains all of`, `contains none of`, `is empty` or `size`)"},
        {R"(conversation.tags does not contain none of ["x"])",
         R"(R0231 <does not contain none of> `does not contain none of` does not apply to a list of text)",
         R"(takes text or a list on its left; <conversation.tags> a list of text; help: for lists use `contains`, )"
         R"(`contains all of`, `contains none of`, `is empty` or `size`)"},
        {R"(conversation.email starts with all of ["x"])",
         R"(R0231 <starts with all of> `starts with all of` does not apply to text)",
         R"(takes text on its left; <conversation.email> text; help: for text use `is`, `is not`, `in`, )"
         R"(`contains`, `starts with`, `ends with`, `matches` or `is blank`)"},
    });
}

TEST_CASE("`exactly` stands only where text is compared [D36]") {
    expect_tests({
        {R"(conversation.attempts is exactly 3)", R"(R0233 <exactly> `exactly` does not apply to a number)",
         R"(letter case counts in text alone; <conversation.attempts> a number; note: `attempts` is declared in )"
         R"(catalog.yaml:22; help: leave it out => )"},
        {R"(conversation.queue is not exactly "Billing")", R"(R0233 <exactly> `exactly` does not apply to a queue)",
         R"(letter case counts in text alone; <conversation.queue> a queue; help: leave it out => )"},
        {R"(conversation.customer_tier in exactly [gold])",
         R"(R0233 <exactly> `exactly` does not apply to a customer tier)",
         R"(letter case counts in text alone; <conversation.customer_tier> a customer tier; note: `customer_tier` )"
         R"(is declared in catalog.yaml:15; help: leave it out => )"},
        {R"(conversation.scores contains exactly 3)",
         R"(R0233 <exactly> `exactly` does not apply to a list of numbers)",
         R"(letter case counts in text alone; <conversation.scores> a list of numbers; note: `scores` is declared )"
         R"(in catalog.yaml:29; help: leave it out => )"},
    });
}

TEST_CASE("`changed` and `was` are of conversation fields alone [D32]") {
    expect_tests({
        {R"(workload.waiting changed)", R"(R0239 <changed> `changed` does not apply to `workload.waiting`)",
         R"(takes a field of the conversation on its left; <workload.waiting> has no value from before the event)"},
        {R"(previous.status was open)", R"(R0239 <was> `was` does not apply to `previous.status`)",
         R"(takes a field of the conversation on its left; <previous.status> has no value from before the event)"},
        {R"(context.event was starting)", R"(R0239 <was> `was` does not apply to `context.event`)",
         R"(takes a field of the conversation on its left; <context.event> has no value from before the event)"},
        {R"(time.date changed from 2026-01-01)", R"(R0239 <changed> `changed` does not apply to `time.date`)",
         R"(takes a field of the conversation on its left; <time.date> has no value from before the event)"},
    });
}

TEST_CASE("of a list only `changed` by itself [D32]") {
    expect_tests({
        {R"(conversation.tags was "x")", R"(R0231 <was> `was` does not apply to a list of text)",
         R"(takes a single value on its left; <conversation.tags> a list of text; help: for lists use `contains`, )"
         R"(`contains all of`, `contains none of`, `is empty` or `size`)"},
        {R"(conversation.tags changed from ["x"])", R"(R0231 <["x"]> `changed from` does not apply to a list)",
         R"(<conversation.tags> a list of text; help: of a list only `changed` by itself can be tested)"},
        {R"(conversation.tags changed from "x" to "y")", R"(R0231 <"x"> `changed from` does not apply to a list)",
         R"(<conversation.tags> a list of text; help: of a list only `changed` by itself can be tested)"},
        {R"(conversation.tags changed to conversation.topics)",
         R"(R0231 <conversation.topics> `changed to` does not apply to a list)",
         R"(<conversation.tags> a list of text; help: of a list only `changed` by itself can be tested)"},
    });
}

}  // namespace parley::check
