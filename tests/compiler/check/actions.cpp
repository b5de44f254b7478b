// Actions: their names, values and arguments.
#include "tests/compiler/check/checking.h"

namespace parley::check {

TEST_CASE("an action that does not exist, or not for this tenant [S3.49]") {
    expect_steps({
        {R"(send_mesage "x")", R"(R0203 <send_mesage> unknown action `send_mesage`)",
         R"(not in catalog `catalog.yaml`; help: did you mean `send_message`? => send_message)"},
        {R"(send_summary_to_slack)", R"(R0261 <send_summary_to_slack> action `send_summary_to_slack` is not available)",
         R"(Slack is not configured in the catalog)"},
    });
}

TEST_CASE("the value behind an action") {
    expect_steps({
        {R"(send_to_queue)", R"(R0262 <send_to_queue> action `send_to_queue` has no value)",
         R"(a queue stands behind it)"},
        {R"(send_to_queue { queue: "Billing" })", R"(R0208 <queue> action `send_to_queue` has no argument `queue`)",
         R"(help: it is the action's value, which stands behind its name)"},
        {R"(send_to_queue "Biling")", R"(R0204 <"Biling"> unknown queue `Biling`)",
         R"(not in catalog `catalog.yaml`; <send_to_queue> takes a queue; help: did you mean `Billing`? => )"
         R"("Billing")"},
        {R"(send_to_queue 3)", R"(R0232 <3> expected a queue, but `3` is a number)",
         R"(<send_to_queue> takes a queue)"},
        {R"(send_to_queue ["Billing"])", R"(R0232 <["Billing"]> a list stands where one value is expected)",
         R"(one value stands here; <send_to_queue> takes a queue)"},
        {R"(send_to_queue conversation.email)",
         R"(R0232 <conversation.email> expected a queue, but `conversation.email` is text)",
         R"(<send_to_queue> takes a queue)"},
        {R"(set_priority urgnt)", R"(R0205 <urgnt> unknown priority `urgnt`)",
         R"(not one of its values; <set_priority> takes a priority; help: did you mean `urgent`? => urgent)"},
        {R"(set_priority conversation.customer_tier)",
         R"(R0232 <conversation.customer_tier> expected a priority, but `conversation.customer_tier` is a customer )"
         R"(tier)",
         R"(<set_priority> takes a priority; note: `customer_tier` is declared in catalog.yaml:15)"},
        {R"(assign_to_agent bob)", R"(R0204 <bob> unknown agent `bob`)",
         R"(not in catalog `catalog.yaml`; <assign_to_agent> takes an agent; help: the only agent is `amy`)"},
        {R"(create_task problem)", R"(R0205 <problem> unknown kind of task `problem`)",
         R"(not one of its values; <create_task> takes a kind of task; help: the values are `incident`, `case` and )"
         R"(`request`)"},
        {R"(call_webhook crm)", R"(R0204 <crm> unknown webhook `crm`)",
         R"(not in catalog `catalog.yaml`; <call_webhook> takes a webhook; note: there are no webhooks)"},
        {R"(add_tag vip)", R"(R0232 <vip> expected text, but `vip` is a word without quotes)",
         R"(text stands in quotes; <add_tag> takes text; help: put it in quotes: `"vip"` => "vip")"},
        {R"(add_tag conversation.tags)",
         R"(R0232 <conversation.tags> expected text, but `conversation.tags` is a list of text)",
         R"(<add_tag> takes text)"},
        {R"(add_note 3)", R"(R0232 <3> expected text, but `3` is a number)",
         R"(text stands in quotes; <add_note> takes text; help: put it in quotes: `"3"` => "3")"},
        {R"(route "x")", R"(R0264 <"x"> action `route` takes no value)", R"(<route> stands alone)"},
        {R"(close "done")", R"(R0264 <"done"> action `close` takes no value)", R"(<close> stands alone)"},
        {R"(appoint 2026-02-30T10:00)", R"(R0236 <2026-02-30T10:00> `2026-02-30T10:00` is not an instant)",
         R"(<appoint> takes an instant)"},
        {R"(appoint "2026-02-28T10:00")",
         R"(R0232 <"2026-02-28T10:00"> expected an instant, but `"2026-02-28T10:00"` is text)",
         R"(<appoint> takes an instant; help: leave out the quotes => 2026-02-28T10:00)"},
    });
}

TEST_CASE("an argument is known and given once [D49]") {
    expect_steps({
        {R"(close { stat: "Closed Complete" })", R"(R0208 <stat> action `close` has no argument `stat`)",
         R"(help: did you mean `state`? => state)"},
        {R"(route { now: true })", R"(R0208 <now> action `route` has no argument `now`)",
         R"(note: it takes no arguments)"},
        {R"(clear_field conversation.email { to: "x" })", R"(R0208 <to> action `clear_field` has no argument `to`)",
         R"(note: it takes no arguments)"},
        {R"(send_message "x" { onec: true })", R"(R0208 <onec> action `send_message` has no argument `onec`)",
         R"(help: did you mean `once`? => once)"},
        {R"(send_message "x" { once: true once: false })", R"(R0213 <once> the argument `once` is given twice)",
         R"(<once> first given here)"},
        {R"(send_message "x" { sms: "a" sms: "b" })", R"(R0213 <sms> the argument `sms` is given twice)",
         R"(<sms> first given here)"},
        {R"(escalate 2 { team: "Billing" reson: "x" })", R"(R0208 <reson> action `escalate` has no argument `reson`)",
         R"(note: `escalate` is declared in catalog.yaml:36; help: did you mean `reason`? => reason)"},
    });
}

TEST_CASE("an argument that has to be there") {
    expect_steps({
        {R"(escalate 2)", R"(R0263 <escalate> action `escalate` has no argument `team`)",
         R"(`team` takes a queue; note: `escalate` is declared in catalog.yaml:36)"},
        {R"(set_field conversation.email)", R"(R0263 <set_field> action `set_field` has no argument `to`)",
         R"(`to` takes text)"},
    });
}

TEST_CASE("an argument has its type") {
    expect_steps({
        {R"(close { state: "Ignroe" })", R"(R0205 <"Ignroe"> unknown closing state `Ignroe`)",
         R"(not one of its values; <state> takes a closing state; help: the values are `Closed Complete` and )"
         R"(`Closed Abandoned`)"},
        {R"(hold { state_reason: "Waiting on custmer" })",
         R"(R0205 <"Waiting on custmer"> unknown state reason `Waiting on custmer`)",
         R"(not one of its values; <state_reason> takes a state reason; help: did you mean `Waiting on customer`? )"
         R"(=> "Waiting on customer")"},
        {R"(open_conversation { channel: whatsapp })", R"(R0205 <whatsapp> unknown platform `whatsapp`)",
         R"(not one of its values; <channel> takes a platform; help: the values are `facebook`, `sms` and )"
         R"(`web_chat`)"},
        {R"(open_conversation { to: conversation.attempts })",
         R"(R0232 <conversation.attempts> expected text, but `conversation.attempts` is a number)",
         R"(<to> takes text; note: `attempts` is declared in catalog.yaml:22)"},
        {R"(send_message "x" { once: 3 })", R"(R0232 <3> expected true or false, but `3` is a number)",
         R"(<once> takes true or false)"},
        {R"(send_message "x" { at_most_every: 5 })", R"(R0232 <5> expected a duration, but `5` is a number)",
         R"(a duration has a unit; <at_most_every> takes a duration; help: write a unit behind it: `seconds`, )"
         R"(`minutes`, `hours`, `days` or `weeks`)"},
        {R"(send_message "x" { at_most_every: true })",
         R"(R0232 <true> expected a duration, but `true` is true or false)", R"(<at_most_every> takes a duration)"},
        {R"(send_message "x" { buttons: "a" })", R"(R0232 <"a"> expected a list of text, but `"a"` is one value)",
         R"(a list stands here; <buttons> takes a list of text; help: put it in brackets: `["a"]` => ["a"])"},
        {R"(send_message "x" { buttons: ["a", b] })", R"(R0232 <b> expected text, but `b` is a word without quotes)",
         R"(text stands in quotes; <buttons> takes a list of text; help: put it in quotes: `"b"` => "b")"},
        {R"(send_message "x" { buttons: conversation.scores })",
         R"(R0232 <conversation.scores> expected a list of text, but `conversation.scores` is a list of numbers)",
         R"(<buttons> takes a list of text; note: `scores` is declared in catalog.yaml:29)"},
    });
}

TEST_CASE("an integer is whole as the value of an action [D35]") {
    expect_steps({
        {R"(escalate 2.5 { team: "Billing" })",
         R"(R0232 <2.5> expected a whole number, but `2.5` has digits behind the point)",
         R"(<escalate> takes a whole number)"},
        {R"(escalate conversation.discount { team: "Billing" })",
         R"(R0232 <conversation.discount> expected a whole number, but `conversation.discount` is a number)",
         R"(<escalate> takes a whole number; note: `discount` is declared in catalog.yaml:21)"},
        {R"(set_field conversation.attempts { to: 2.5 })",
         R"(R0232 <2.5> expected a whole number, but `2.5` has digits behind the point)",
         R"(<to> takes a whole number)"},
        {R"(set_field conversation.scores { to: [1, 2.5] })",
         R"(R0232 <2.5> expected a whole number, but `2.5` has digits behind the point)",
         R"(<to> takes a list of whole numbers)"},
    });
}

TEST_CASE("queues to choose from are a list [S3.50]") {
    expect_steps(
        {
            {R"(send_to_least_loaded "Billing")",
             R"(R0232 <"Billing"> expected a list of queues, but `"Billing"` is one value)",
             R"(a list stands here; <send_to_least_loaded> takes a list of queues; help: put it in brackets: )"
             R"(`["Billing"]` => ["Billing"])"},
            {R"(send_to_least_loaded Billing)", R"(R0206 <Billing> unknown list `Billing`)",
             R"(<send_to_least_loaded> takes a list of queues; help: put the value in brackets: `[Billing]` => )"
             R"([Billing])"},
            {R"(send_to_least_loaded nothing_like_it)", R"(R0206 <nothing_like_it> unknown list `nothing_like_it`)",
             R"(<send_to_least_loaded> takes a list of queues; help: the only list is `words`)"},
            {R"(send_to_least_loaded words)", R"(R0204 <words> unknown queue `a`, in list `words`)",
             R"(read here as a list of queues; <"a"> not in catalog `catalog.yaml`; <send_to_least_loaded> takes a )"
             R"(list of queues; help: the queues are `Default`, `Billing` and `Multilingual`)"},
            {R"(send_to_least_loaded ["Billing", "Biling"])", R"(R0204 <"Biling"> unknown queue `Biling`)",
             R"(not in catalog `catalog.yaml`; <send_to_least_loaded> takes a list of queues; help: did you mean )"
             R"(`Billing`? => "Billing")"},
            {R"(send_to_least_loaded conversation.queue)",
             R"(R0232 <conversation.queue> expected a list of queues, but `conversation.queue` is a queue)",
             R"(<send_to_least_loaded> takes a list of queues)"},
        },
        R"(list words = ["a", "Billing"]
)");
}

TEST_CASE("the text of a message [D46]") {
    expect_steps({
        {R"(send_message)", R"(R0263 <send_message> action `send_message` has no text)",
         R"(stands behind it, or after `text:`; note: it is for every platform that has no text of its own)"},
        {R"(send_message { sms: "y" })", R"(R0263 <send_message> action `send_message` has no text)",
         R"(stands behind it, or after `text:`; note: it is for every platform that has no text of its own)"},
        {R"(send_message "x" { text: "y" })", R"(R0213 <text> the text is given twice)",
         R"(as an argument, and as the value; <"x"> first given here)"},
        {R"(send_message hello)", R"(R0232 <hello> expected text, but `hello` is a word without quotes)",
         R"(text stands in quotes; <send_message> takes text; help: put it in quotes: `"hello"` => "hello")"},
        {R"(send_message 3)", R"(R0232 <3> expected text, but `3` is a number)",
         R"(text stands in quotes; <send_message> takes text; help: put it in quotes: `"3"` => "3")"},
        {R"(send_message ["x"])", R"(R0232 <["x"]> a list stands where one value is expected)",
         R"(one value stands here; <send_message> takes text)"},
        {R"(send_message conversation.attempts)",
         R"(R0232 <conversation.attempts> expected text, but `conversation.attempts` is a number)",
         R"(<send_message> takes text; note: `attempts` is declared in catalog.yaml:22)"},
        {R"(send_message "x" { sms: 3 })", R"(R0232 <3> expected text, but `3` is a number)",
         R"(text stands in quotes; <sms> takes text; help: put it in quotes: `"3"` => "3")"},
    });
}

TEST_CASE("skipping a message is for a time, or `true` [D45]") {
    expect_steps({
        {R"(send_message "x" { skip_if_recent_conversation: false })",
         R"(R0232 <false> expected a duration or `true`, but `false` stands here)",
         R"(<skip_if_recent_conversation> takes a duration, or `true` for 15 minutes; help: it is off where it is )"
         R"(left out)"},
        {R"(send_message "x" { skip_if_recent_conversation: 3 })",
         R"(R0232 <3> expected a duration, but `3` is a number)",
         R"(a duration has a unit; <skip_if_recent_conversation> takes a duration; help: write a unit behind it: )"
         R"(`seconds`, `minutes`, `hours`, `days` or `weeks`)"},
        {R"(send_message "x" { skip_if_recent_conversation: conversation.attempts })",
         R"(R0232 <conversation.attempts> expected a duration, but `conversation.attempts` is a number)",
         R"(<skip_if_recent_conversation> takes a duration; note: `attempts` is declared in catalog.yaml:22)"},
    });
}

TEST_CASE("the field that is set is one that may be, and is named by its path") {
    expect_steps({
        {R"(set_field conversation.priority { to: high })",
         R"(R0265 <conversation.priority> the field `conversation.priority` cannot be set)",
         R"(not one that an action may set; help: use `set_priority`)"},
        {R"(set_field conversation.queue { to: "Billing" })",
         R"(R0265 <conversation.queue> the field `conversation.queue` cannot be set)",
         R"(not one that an action may set; help: use `send_to_queue`)"},
        {R"(set_field conversation.channel { to: sms })",
         R"(R0265 <conversation.channel> the field `conversation.channel` cannot be set)",
         R"(not one that an action may set)"},
        {R"(clear_field conversation.tags)", R"(R0265 <conversation.tags> the field `conversation.tags` cannot be set)",
         R"(not one that an action may set; help: use `add_tag` or `remove_tag`)"},
        {R"(set_field time.now { to: 2026-01-01T10:00 })", R"(R0265 <time.now> the field `time.now` cannot be set)",
         R"(not one that an action may set)"},
        {R"(set_field conversation.emial { to: "x" })",
         R"(R0202 <conversation.emial> unknown field `conversation.emial`)",
         R"(not in catalog `catalog.yaml`; help: did you mean `conversation.email`? => conversation.email)"},
        {R"(set_field "conversation.email" { to: "x" })",
         R"(R0232 <"conversation.email"> expected a field's name, but this is a value)",
         R"(<set_field> takes a field; help: leave out the quotes => conversation.email)"},
        {R"(set_field email { to: "x" })", R"(R0232 <email> expected a field's name, but this is a value)",
         R"(<set_field> takes a field; help: did you mean `conversation.email`? => conversation.email)"},
        {R"(set_field "nothing like it" { to: "x" })",
         R"(R0232 <"nothing like it"> expected a field's name, but this is a value)", R"(<set_field> takes a field)"},
        {R"(set_field)", R"(R0262 <set_field> action `set_field` has no value)", R"(a field stands behind it)"},
        {R"(clear_field)", R"(R0262 <clear_field> action `clear_field` has no value)", R"(a field stands behind it)"},
    });
}

TEST_CASE("what a field is set to has the field's type") {
    expect_steps({
        {R"(set_field conversation.email { to: 3 })", R"(R0232 <3> expected text, but `3` is a number)",
         R"(text stands in quotes; <to> takes text; help: put it in quotes: `"3"` => "3")"},
        {R"(set_field conversation.customer_tier { to: "Gold" })", R"(R0205 <"Gold"> unknown customer tier `Gold`)",
         R"(not one of its values; <to> takes a customer tier; note: letter case counts in names and values; help: )"
         R"(did you mean `gold`? => "gold")"},
        {R"(set_field conversation.topics { to: "x" })",
         R"(R0232 <"x"> expected a list of text, but `"x"` is one value)",
         R"(a list stands here; <to> takes a list of text; help: put it in brackets: `["x"]` => ["x"])"},
        {R"(set_field conversation.due { to: conversation.opened_at })",
         R"(R0232 <conversation.opened_at> expected a date, but `conversation.opened_at` is an instant)",
         R"(<to> takes a date)"},
        {R"(set_field conversation.order_total { to: conversation.refund })",
         R"(R0232 <conversation.refund> expected an amount in EUR, but `conversation.refund` is an amount in USD)",
         R"(<to> takes an amount in EUR; note: `refund` is declared in catalog.yaml:20)"},
    });
}

TEST_CASE("a person is linked by at least one identifier, and one without a parameter of its own is a field") {
    expect_steps({
        {R"(link_profile)", R"(R0263 <link_profile> action `link_profile` has no argument)",
         R"(at least one identifier of the person has to be given; help: such as `link_profile { email: )"
         R"(conversation.email }`)"},
        {R"(link_profile { email: email })", R"(R0232 <email> expected text, but `email` is a word without quotes)",
         R"(text stands in quotes; <email> takes text; help: put it in quotes: `"email"` => "email"; help: or did )"
         R"(you mean the field `conversation.email`? => conversation.email)"},
        {R"(link_profile { membership: "x" })",
         R"(R0208 <membership> action `link_profile` has no argument `membership`)",
         R"(help: the arguments are `email`, `phone`, `customer_id` and `order_number`; help: another identifier )"
         R"(of a person is given as a field that holds it)"},
        {R"(link_profile { membership: conversation.attempts })",
         R"(R0232 <conversation.attempts> expected text, but `conversation.attempts` is a number)",
         R"(<membership> takes text; note: `attempts` is declared in catalog.yaml:22)"},
    });
}

TEST_CASE("attaching needs an event at which a conversation is found [D61]") {
    expect_steps({
        {R"(attach_to_previous)",
         R"(R0266 <attach_to_previous> `attach_to_previous` can never be carried out at the rule's events)",
         R"(only before the conversation is settled; <starting> the rule's events; note: it belongs to )"
         R"(`message_received`, `chat_started`, `call_started`, `welcome`, `contact_form_received`, )"
         R"(`external_http_request` and `response_received`)"},
        {R"(if conversation.is_vip { attach_to_previous })",
         R"(R0266 <attach_to_previous> `attach_to_previous` can never be carried out at the rule's events)",
         R"(only before the conversation is settled; <starting> the rule's events; note: it belongs to )"
         R"(`message_received`, `chat_started`, `call_started`, `welcome`, `contact_form_received`, )"
         R"(`external_http_request` and `response_received`)"},
    });
}

TEST_CASE("an action's field has to be possible at the rule's events too [D14]") {
    expect_steps({
        {R"(send_message context.form.text)",
         R"(R0240 <context.form.text> `context.form.text` can have no value at any of the rule's events)",
         R"(exists only at `message_received` and `contact_form_received`; <starting> the rule's events)"},
        {R"(set_field conversation.attempts { to: context.stars })",
         R"(R0240 <context.stars> `context.stars` can have no value at any of the rule's events)",
         R"(exists only at `message_received` and `response_received`; <starting> the rule's events)"},
        {R"(assign_to_agent context.agent)",
         R"(R0240 <context.agent> `context.agent` can have no value at any of the rule's events)",
         R"(exists only at `routed`, `routed_at_start`, `assigned`, `unassigned`, `invitation_rejected` and )"
         R"(`invitation_timed_out`; <starting> the rule's events)"},
    });
}

TEST_CASE("a misspelt word behind an action") {
    expect_steps({
        {R"(set_priority urgent send_to_que "Billing")", R"(R0203 <send_to_que> unknown action `send_to_que`)",
         R"(not in catalog `catalog.yaml`; help: did you mean `send_to_queue`? => send_to_queue)"},
    });
}

}  // namespace parley::check
