// What a decision lists: actions, their values, texts and merge fields.
#include <doctest/doctest.h>

#include "tests/language/answers.h"

using namespace parley::answers;

namespace {

std::string fields(const std::string& members) {
    return "\"conversation\":{" + members + "}";
}

std::string loads(const std::string& billing, const std::string& fallback, const std::string& triage = "") {
    return R"("workload":{"Billing":{)" + billing + R"(},"Default":{)" + fallback + R"(},"Triage":{)" + triage + "}}";
}

// What `send_to_least_loaded [Billing, Default, Triage]` answers.
std::string to(const std::string& queue) {
    return "send_to_least_loaded queue=" + queue + " queues=[\"Billing\",\"Default\",\"Triage\"]";
}

const std::string text =
    "send_message \"{{price}}|{{promised}}|{{insured}}|{{parcels}}|{{topics}}|{{estimatedWaitTime}}\"";

}  // namespace

TEST_CASE("a conversation goes to the queue named, and gets the priority named [S3.28, S3.48]") {
    decides(rule("set_priority urgent send_to_queue \"Multilingual overflow\""),
            {{event("starting"), "set_priority priority=urgent; send_to_queue queue=Multilingual overflow"}});
    CHECK(errors(rule("send_to_queue \"default\"")) == Codes{"R0204"});
    CHECK(errors(rule("set_priority highest")) == Codes{"R0205"});
    CHECK(errors(rule("send_to_queue")) == Codes{"R0262"});
}

TEST_CASE(
    "least loaded: the lowest workload among the staffed, else among all, ties by the order listed [D15, S3.50]") {
    const std::string rules = rule("send_to_least_loaded [Billing, Default, Triage]");
    decides(
        rules,
        {{event("starting", loads(R"("waiting":3,"assigned":3,"is_staffed":true)",
                                  R"("waiting":1,"assigned":4,"is_staffed":true)", R"("waiting":9,"is_staffed":true)")),
          to("Default")},
         {event("starting", loads(R"("total":2,"is_staffed":true)", R"("total":2,"is_staffed":true)",
                                  R"("total":2,"is_staffed":true)")),
          to("Billing")},
         {event("starting", loads(R"("total":9,"is_staffed":true)", R"("total":1,"is_staffed":false)",
                                  R"("total":2,"is_staffed":false)")),
          to("Billing")},
         {event("starting", loads(R"("total":9)", R"("total":2)", R"("total":1)")), to("Triage")}});
}

TEST_CASE("least loaded with facts missing: a number not given is 0, unstaffed unless it says otherwise [D47, S3.50]") {
    const std::string rules = rule("send_to_least_loaded [Billing, Default, Triage]");
    decides(rules, {{event("starting"), to("Billing")},
                    {event("starting", loads(R"("waiting":5)", R"("assigned":1)", R"("waiting":1)")), to("Default")},
                    {event("starting", loads("", R"("waiting":7,"agents_available":1)")), to("Default")},
                    {event("starting", loads("", R"("waiting":7,"agents_online":1)")), to("Default")},
                    {event("starting", loads("", R"("waiting":7,"agents_available":0)")), to("Billing")}});
}

TEST_CASE("the text due is that of the conversation's platform, else the text for all [D46, S3.43]") {
    decides(rule("send_message \"all\" { sms: \"short\" email: \"long\" }"),
            {{event("starting", fields(R"("platform":"sms")")), "send_message text=short"},
             {event("starting", fields(R"("platform":"email")")), "send_message text=long"},
             {event("starting", fields(R"("platform":"facebook")")), "send_message text=all"},
             {event("starting"), "send_message text=all"},
             {event("starting", fields(R"("channel":"sms")")), "send_message text=short"}});
    decides(rule("send_message { sms: \"short\" text: \"all\" }"),
            {{event("starting", fields(R"("platform":"sms")")), "send_message text=short"},
             {event("starting"), "send_message text=all"}});
}

TEST_CASE("a text for all has to be there, and given twice it is one argument twice [D46, D49]") {
    CHECK(errors(rule("send_message { sms: \"short\" }")) == Codes{"R0263"});
    CHECK(errors(rule("send_message \"a\" { text: \"b\" }")) == Codes{"R0213"});
    CHECK(errors(rule("send_message \"a\" { sms: \"b\" sms: \"c\" }")) == Codes{"R0213"});
    CHECK(errors(rule("send_message \"a\" { telex: \"b\" }")) == Codes{"R0208"});
}

TEST_CASE("a message may hold rich content [S3.43]") {
    decides(
        rule(
            R"(send_message "Which?" { quick_replies: ["One", "{{companyName}}",] buttons: ["b"] links: ["https://acme.example"] })"),
        {{event("starting"),
          "send_message buttons=[\"b\"] links=[\"https://acme.example\"] quick_replies=[\"One\",\"Acme\"] "
          "text=Which?"}});
}

TEST_CASE("a catalog message brings its texts by platform and its rich content [S3.51]") {
    decides(
        rule("send_catalog_message survey { once: true }"),
        {{event("starting", fields(R"("contact_point":"Sales")")),
          "send_catalog_message message=survey once=true quick_replies=[\"Good\",\"Bad\"] text=How did we do, Sales?"},
         {event("starting", fields(R"("platform":"sms")")),
          "send_catalog_message message=survey once=true quick_replies=[\"Good\",\"Bad\"] text=Rate us"}});
    CHECK(errors(rule("send_catalog_message surveys")) == Codes{"R0204"});
}

TEST_CASE("a summary goes to Slack only where Slack is configured [S3.49]") {
    CHECK(errors(rule("send_summary_to_slack")) == Codes{"R0261"});
    CHECK(errors(rule("send_summary_to_slack"), "slack: {channel: \"#care\"}\n") == Codes{});
}

TEST_CASE("merge fields every site has, and those of its CRM [S3.44, S3.45]") {
    decides(
        rule(
            "send_message \"{{companyName}} {{newNumber}} {{contactPoint}} {{estimatedWaitTime}} {{conversationId}}\""),
        {{event("starting", fields(R"("id":"c-1","new_number":"N7","contact_point":"Sales","queue":"Billing")") +
                                R"(,"workload":{"Billing":{"estimated_wait":61}})"),
          "send_message text=Acme N7 Sales 2 minutes c-1"}});
    decides(
        rule("send_message \"{{caseId}} {{caseNo}} {{leadId}}\""),
        {{event("starting", fields(R"("case_id":"1","case_number":"2","lead_id":"3")")), "send_message text=1 2 3"}});
}

TEST_CASE("a CRM's merge field in a tenant without that CRM is an error [D17, S3.45, S3.46, S3.47]") {
    const auto refused = [](const std::string& name, const std::string& crm) {
        return errors(rule("send_message \"{{" + name + "}}\""), "crm: " + crm + "\n") == Codes{"R0251"};
    };
    for (const std::string name : {"caseId", "caseNo", "leadId"}) {
        CHECK(!refused(name, "salesforce"));
        CHECK(refused(name, "oracle"));
        CHECK(refused(name, "none"));
    }
    CHECK(!refused("incident", "oracle"));
    CHECK(refused("incident", "zendesk"));
    CHECK(!refused("ticket", "zendesk"));
    CHECK(refused("ticket", "salesforce"));
    CHECK(errors(rule("send_message \"{{companyname}}\"")) == Codes{"R0252"});
}

TEST_CASE(
    "a merge field without a value gives its fallback, else the catalog's, else nothing, and is noted [D17, D41]") {
    decides(
        rule(
            R"(send_message "[{{estimatedWaitTime | "a few minutes"}}][{{topics}}][{{topics | "this"}}][{{contactPoint}}]")"),
        {{event("starting"),
          "send_message missing=[\"contactPoint\",\"estimatedWaitTime\",\"topics\"] "
          "text=[a few minutes][your question][this][]"},
         {event("starting", fields(R"("topics":["x"],"contact_point":"Sales")")),
          "send_message missing=[\"estimatedWaitTime\"] text=[a few minutes][x][x][Sales]"}});
}

TEST_CASE("merge values read as people write them [D41]") {
    decides(
        rule(text),
        {{event("starting", fields(R"("price":1.50,"promised_at":"2026-07-10T11:22:33Z","insured":true,"parcels":3.0,)"
                                   R"("topics":["a","b c"],"queue":"Billing")") +
                                R"(,"workload":{"Billing":{"estimated_wait":3900}})"),
          "send_message text=1.5|2026-07-10 12:22|yes|3|a, b c|1 hour 5 minutes"},
         {event("starting", fields(R"("price":0.10,"promised_at":"2026-12-10T11:22:00Z","insured":false,"parcels":-1,)"
                                   R"("topics":["a"],"queue":"Billing")") +
                                R"(,"workload":{"Billing":{"estimated_wait":60}})"),
          "send_message text=0.1|2026-12-10 11:22|no|-1|a|1 minute"}});
}

TEST_CASE("only a missing value takes a fallback, the empty text does not [D41]") {
    decides(rule(R"(send_message "[{{conversationId | "none"}}]")"),
            {{event("starting", fields(R"("id":"")")), "send_message text=[]"},
             {event("starting"), "send_message missing=[\"conversationId\"] text=[none]"}});
}

TEST_CASE("two plain braces are written with a backslash, and a merge field stands only in an action's text") {
    decides(rule(R"(send_message "\{{x}}")"), {{event("starting"), "send_message text={{x}}"}});
    CHECK(errors(rule("if conversation.subject is \"{{companyName}}\" { add_tag \"x\" }")) == Codes{"R0253"});
    CHECK(errors("rule \"{{companyName}}\" on starting { }") == Codes{"R0253"});
}

TEST_CASE("an action whose value or argument is a field without a value is listed as not done [D40]") {
    decides(rule("if conversation.insured { assign_to_agent previous.assigned_to escalate 1 { reason: "
                 "conversation.subject } }\n"
                 "add_tag \"end\""),
            {{event("starting", fields(R"("insured":true)")),
              "assign_to_agent agent=null not_done=no_value; escalate not_done=no_value reason=null value=1"},
             {event("starting", fields(R"("insured":true,"subject":"s")") + R"(,"previous":{"assigned_to":"amy"})"),
              "assign_to_agent agent=amy; escalate reason=s value=1"}});
    decides(rule("set_field conversation.language { to: profile.email } clear_field conversation.subject"),
            {{event("starting"),
              "set_field field=conversation.language not_done=no_value to=null; "
              "clear_field field=conversation.subject"}});
}

TEST_CASE("a message is held back if the customer had a conversation that ended within the time [D16, D45, S3.75]") {
    const std::string rules = rule("send_message \"Hi\" { skip_if_recent_conversation: true }\nadd_tag \"x\"");
    const auto at = [](const std::string& member, const std::string& instant) {
        return event("starting", "\"previous\":{\"" + member + "\":\"" + instant + "\"}");
    };
    const std::string sent = "send_message skip_if_recent_conversation=900 text=Hi; add_tag tag=x";
    const std::string held =
        "send_message skip_if_recent_conversation=900 suppressed=recent_conversation text=Hi; add_tag tag=x";
    decides(rules,
            {{event("starting"), sent},
             {at("closed_at", "2026-11-21T10:07:00Z"), held},
             {at("closed_at", "2026-11-21T10:06:59.999Z"), sent},
             {at("last_closed_at", "2026-11-21T10:07:00Z"), held},
             {at("last_closed_at", "2026-11-21T10:22:00.001Z"), sent},
             {event("starting",
                    R"("previous":{"closed_at":"2026-11-21T10:20:00Z","last_closed_at":"2026-11-20T10:20:00Z"})"),
              sent}});
}

TEST_CASE(
    "the skip is off unless written, takes any duration, and its branch is taken all the same [D16, D45, S3.76]") {
    const std::string recent = R"("previous":{"closed_at":"2026-11-21T10:20:00Z"})";
    decides(rule("send_message \"Hi\""), {{event("starting", recent), "send_message text=Hi"}});
    decides(rule("send_message \"Hi\" { skip_if_recent_conversation: 1 minute }"),
            {{event("starting", recent), "send_message skip_if_recent_conversation=60 text=Hi"}});
    decides(rule("if time.weekday is saturday { send_message \"Hi\" { skip_if_recent_conversation: 2 minutes } "
                 "}\nadd_tag \"end\""),
            {{event("starting", recent),
              "send_message skip_if_recent_conversation=120 suppressed=recent_conversation text=Hi"}});
    CHECK(errors(rule("send_message \"Hi\" { skip_if_recent_conversation: false }")) == Codes{"R0232"});
}

TEST_CASE("the limits of a message in one conversation are carried to whoever sends it [S3.76]") {
    decides(rule("send_message \"Hi\" { once: true at_most_every: 15 minutes }"),
            {{event("starting"), "send_message at_most_every=900 once=true text=Hi"}});
}

TEST_CASE("an argument that is not known, or not given where it has to be, is refused [D49]") {
    CHECK(errors(rule("hold { reason: \"x\" }")) == Codes{"R0208"});
    CHECK(errors(rule("set_field conversation.language")) == Codes{"R0263"});
    CHECK(errors(rule("link_profile")) == Codes{"R0263"});
    CHECK(errors(rule("unassign amy")) == Codes{"R0264"});
    CHECK(errors(rule("set_field conversation.queue { to: Billing }")) == Codes{"R0265"});
    CHECK(errors(rule("attach_to_previous", "closed")) == Codes{"R0266"});
    CHECK(errors(rule("attach_to_previous", "closed, message_received")) == Codes{});
}

TEST_CASE("a word behind an action is its value unless it is an action's name; quoted it is a value [S3.20]") {
    decides(rule("unassign route"), {{event("starting"), "unassign; route"}});
    decides(rule("create_task incident { short_description: \"x\" }"),
            {{event("starting"), "create_task short_description=x task=incident"}});
    const std::string catalog = "queues: [route, Default]\n";
    CHECK(errors(rule("send_to_queue route"), catalog) == Codes{"R0262"});
    CHECK(errors(rule("send_to_queue \"route\""), catalog) == Codes{});
}

TEST_CASE("set_field takes a value of the field's own type [D40]") {
    decides(rule("set_field conversation.customer_tier { to: gold } set_field conversation.topics { to: [\"a\", "
                 "\"{{companyName}}\"] }"
                 " set_field conversation.limit { to: 2 minutes } set_field conversation.delivery { to: 2026-12-24 }"),
            {{event("starting"),
              "set_field field=conversation.customer_tier to=gold; "
              "set_field field=conversation.topics to=[\"a\",\"Acme\"]; "
              "set_field field=conversation.limit to=120; "
              "set_field field=conversation.delivery to=2026-12-24"}});
    CHECK(errors(rule("set_field conversation.customer_tier { to: \"golden\" }")) == Codes{"R0205"});
    CHECK(errors(rule("set_field conversation.parcels { to: \"3\" }")) == Codes{"R0232"});
}
