// Fields: known, of the right type on the right side, with the right argument, and possible at the rule's events.
#include "tests/compiler/check/checking.h"

namespace parley::check {

TEST_CASE("a field that does not exist") {
    expect_tests({
        {R"(conversation.emial is "x")", R"(R0202 <conversation.emial> unknown field `conversation.emial`)",
         R"(not in catalog `catalog.yaml`; help: did you mean `conversation.email`? => conversation.email)"},
        {R"(convrsation.email is "x")", R"(R0202 <convrsation.email> unknown field `convrsation.email`)",
         R"(not in catalog `catalog.yaml`; help: did you mean `conversation.email`? => conversation.email)"},
        {R"(conversation.weekday is monday)", R"(R0202 <conversation.weekday> unknown field `conversation.weekday`)",
         R"(not in catalog `catalog.yaml`; help: did you mean `time.weekday`? => time.weekday)"},
        {R"(context.queue is "Billing")", R"(R0202 <context.queue> unknown field `context.queue`)",
         R"(not in catalog `catalog.yaml`; help: did you mean `conversation.queue`? => conversation.queue)"},
        {R"(conversation.email is conversation.emial)",
         R"(R0202 <conversation.emial> unknown field `conversation.emial`)",
         R"(not in catalog `catalog.yaml`; help: did you mean `conversation.email`? => conversation.email)"},
    });
}

TEST_CASE("only a queue's measures take an argument, and it is a queue [S3.65]") {
    expect_tests({
        {R"(conversation.queue("Billing") is "Billing")",
         R"(R0242 <"Billing"> field `conversation.queue` takes no argument)",
         R"(help: only the fields of `workload` take one, the name of a queue)"},
        {R"(time.now("Billing") after 2026-01-01T10:00)", R"(R0242 <"Billing"> field `time.now` takes no argument)",
         R"(help: only the fields of `workload` take one, the name of a queue)"},
        {R"(workload.waiting("billing") > 3)", R"(R0204 <"billing"> unknown queue `billing`)",
         R"(not in catalog `catalog.yaml`; note: letter case counts in names and values; help: did you mean )"
         R"(`Billing`? => "Billing")"},
        {R"(workload.waiting("Billing") > workload.waiting("Sales"))", R"(R0204 <"Sales"> unknown queue `Sales`)",
         R"(not in catalog `catalog.yaml`; help: the queues are `Default`, `Billing` and `Multilingual`)"},
    });
}

TEST_CASE("the field on the right side has the same type") {
    expect_tests({
        {R"(conversation.attempts is conversation.email)",
         R"(R0238 <conversation.email> `conversation.email` cannot be compared with a number)",
         R"(text; <conversation.attempts> a number; note: `attempts` is declared in catalog.yaml:22)"},
        {R"(conversation.email is conversation.queue)",
         R"(R0238 <conversation.queue> `conversation.queue` cannot be compared with text)",
         R"(a queue; <conversation.email> text)"},
        {R"(conversation.queue is conversation.contact_point)",
         R"(R0238 <conversation.contact_point> `conversation.contact_point` cannot be compared with a queue)",
         R"(a contact point; <conversation.queue> a queue)"},
        {R"(conversation.queue is conversation.assigned_to)",
         R"(R0238 <conversation.assigned_to> `conversation.assigned_to` cannot be compared with a queue)",
         R"(an agent; <conversation.queue> a queue)"},
        {R"(conversation.customer_tier is conversation.segment)",
         R"(R0238 <conversation.segment> `conversation.segment` cannot be compared with a customer tier)",
         R"(a segment; <conversation.customer_tier> a customer tier; note: `customer_tier` is declared in )"
         R"(catalog.yaml:15; note: `segment` is declared in catalog.yaml:16)"},
        {R"(conversation.due is conversation.call_at)",
         R"(R0238 <conversation.call_at> `conversation.call_at` cannot be compared with a date)",
         R"(a time of day; <conversation.due> a date; note: `due` is declared in catalog.yaml:24; note: `call_at` )"
         R"(is declared in catalog.yaml:25)"},
        {R"(conversation.waited > conversation.attempts)",
         R"(R0238 <conversation.attempts> `conversation.attempts` cannot be compared with a duration)",
         R"(a number; <conversation.waited> a duration; note: `attempts` is declared in catalog.yaml:22)"},
        {R"(conversation.opened_at before conversation.due)",
         R"(R0238 <conversation.due> `conversation.due` cannot be compared with an instant)",
         R"(a date; <conversation.opened_at> an instant; note: `due` is declared in catalog.yaml:24)"},
        {R"(conversation.is_vip is conversation.email)",
         R"(R0238 <conversation.email> `conversation.email` cannot be compared with a boolean)",
         R"(text; <conversation.is_vip> a boolean; note: `is_vip` is declared in catalog.yaml:28)"},
        {R"(conversation.tags contains conversation.attempts)",
         R"(R0238 <conversation.attempts> `conversation.attempts` cannot be compared with text)",
         R"(a number; <conversation.tags> a list of text; note: `attempts` is declared in catalog.yaml:22)"},
        {R"(conversation.email contains any of conversation.scores)",
         R"(R0238 <conversation.scores> `conversation.scores` cannot be compared with a list of text)",
         R"(a list of numbers; <conversation.email> text; note: `scores` is declared in catalog.yaml:29)"},
        {R"(conversation.email in conversation.scores)",
         R"(R0238 <conversation.scores> `conversation.scores` cannot be compared with a list of text)",
         R"(a list of numbers; <conversation.email> text; note: `scores` is declared in catalog.yaml:29)"},
    });
}

TEST_CASE("money compares with money of its own currency alone [D35]") {
    expect_tests({
        {R"(conversation.order_total is conversation.refund)",
         R"(R0238 <conversation.refund> `conversation.refund` cannot be compared with an amount in EUR)",
         R"(an amount in USD; <conversation.order_total> an amount in EUR; note: `order_total` is declared in )"
         R"(catalog.yaml:18; note: `refund` is declared in catalog.yaml:20)"},
        {R"(conversation.order_total > conversation.discount)",
         R"(R0238 <conversation.discount> `conversation.discount` cannot be compared with an amount in EUR)",
         R"(a number; <conversation.order_total> an amount in EUR; note: `order_total` is declared in )"
         R"(catalog.yaml:18; note: `discount` is declared in catalog.yaml:21)"},
        {R"(conversation.order_total between conversation.paid and conversation.refund)",
         R"(R0238 <conversation.refund> `conversation.refund` cannot be compared with an amount in EUR)",
         R"(an amount in USD; <conversation.order_total> an amount in EUR; note: `order_total` is declared in )"
         R"(catalog.yaml:18; note: `refund` is declared in catalog.yaml:20)"},
    });
}

TEST_CASE("a list field stands where several values do, and another where one does") {
    expect_tests({
        {R"(conversation.email is conversation.tags)",
         R"(R0238 <conversation.tags> `conversation.tags` cannot be compared with text)",
         R"(a list of text; <conversation.email> text; help: several values stand after `in` => <is>in)"},
        {R"(conversation.email in conversation.language)",
         R"(R0238 <conversation.language> `conversation.language` cannot be compared with a list of text)",
         R"(text; <conversation.email> text; help: one value stands after `is` => <in>is)"},
        {R"(conversation.email ends with conversation.tags)",
         R"(R0238 <conversation.tags> `conversation.tags` cannot be compared with text)",
         R"(a list of text; <conversation.email> text; help: several values stand after `any of` => <ends )"
         R"(with>ends with any of)"},
        {R"(conversation.tags contains conversation.topics)",
         R"(R0238 <conversation.topics> `conversation.topics` cannot be compared with text)",
         R"(a list of text; <conversation.tags> a list of text; note: `topics` is declared in catalog.yaml:23; )"
         R"(help: several values stand after `any of` => <contains>contains any of)"},
        {R"(conversation.tags contains any of conversation.email)",
         R"(R0238 <conversation.email> `conversation.email` cannot be compared with a list of text)",
         R"(text; <conversation.tags> a list of text; help: one value stands without `any of` => <contains any )"
         R"(of>contains)"},
    });
}

TEST_CASE("a field that is no truth value is no condition") {
    expect_tests({
        {R"(conversation.queue)",
         R"(R0241 <conversation.queue> the field `conversation.queue` is no condition by itself)",
         R"(a queue; help: compare it: for a queue use `is`, `is not` or `in`)"},
        {R"(not conversation.tags)",
         R"(R0241 <conversation.tags> the field `conversation.tags` is no condition by itself)",
         R"(a list of text; help: compare it: for lists use `contains`, `contains all of`, `contains none of`, `is )"
         R"(empty` or `size`)"},
        {R"(workload.waiting("Billing"))",
         R"(R0241 <workload.waiting("Billing")> the field `workload.waiting` is no condition by itself)",
         R"(a number; help: compare it: for numbers use `is`, `is not`, `<`, `<=`, `>`, `>=`, `between` or `in`)"},
    });
}

TEST_CASE("a field that can have no value at any of the rule's events [D14, S3.62]") {
    expect_tests({
        {R"(context.stars > 3)",
         R"(R0240 <context.stars> `context.stars` can have no value at any of the rule's events)",
         R"(exists only at `message_received` and `response_received`; <starting> the rule's events)"},
        {R"(conversation.survey_score > 3)",
         R"(R0240 <conversation.survey_score> `conversation.survey_score` can have no value at any of the rule's )"
         R"(events)",
         R"(exists only at `closed`; <starting> the rule's events; note: `survey_score` is declared in )"
         R"(catalog.yaml:32)"},
        {R"(conversation.attempts is context.stars)",
         R"(R0240 <context.stars> `context.stars` can have no value at any of the rule's events)",
         R"(exists only at `message_received` and `response_received`; <starting> the rule's events)"},
        {R"(conversation.survey_score changed)",
         R"(R0240 <conversation.survey_score> `conversation.survey_score` can have no value at any of the rule's )"
         R"(events)",
         R"(exists only at `closed`; <starting> the rule's events; note: `survey_score` is declared in )"
         R"(catalog.yaml:32)"},
        {R"(context.form.email is "x")",
         R"(R0240 <context.form.email> `context.form.email` can have no value at any of the rule's events)",
         R"(exists only at `message_received` and `contact_form_received`; <starting> the rule's events)"},
    });
}

}  // namespace parley::check
