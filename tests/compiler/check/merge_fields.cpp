// Merge fields in the texts of actions and of the catalog.
#include "tests/compiler/check/checking.h"

namespace parley::check {

TEST_CASE("a merge field that nobody knows [S3.44]") {
    expect_steps({
        {R"(send_message "Hello {{companyname}}.")", R"(R0252 <{{companyname}}> unknown merge field `{{companyname}}`)",
         R"(not in catalog `catalog.yaml`; note: letter case counts in names and values; help: did you mean )"
         R"(`companyName`? => <companyname>companyName)"},
        {R"(send_message { text: "Hello" sms: "{{ newNumbr | "x" }}" })",
         R"(R0252 <{{ newNumbr | "x" }}> unknown merge field `{{newNumbr}}`)",
         R"(not in catalog `catalog.yaml`; help: did you mean `newNumber`? => <newNumbr>newNumber)"},
        {R"(send_message "x" { buttons: ["a", "{{newNumbr}}"] })",
         R"(R0252 <{{newNumbr}}> unknown merge field `{{newNumbr}}`)",
         R"(not in catalog `catalog.yaml`; help: did you mean `newNumber`? => <newNumbr>newNumber)"},
        {R"(add_note "{{compnyName}}")", R"(R0252 <{{compnyName}}> unknown merge field `{{compnyName}}`)",
         R"(not in catalog `catalog.yaml`; help: did you mean `companyName`? => <compnyName>companyName)"},
    });
}

TEST_CASE("a merge field of a CRM that is not the tenant's [S3.46, S3.47, D17]") {
    expect_steps({
        {R"(send_message "Your ticket is {{ticket}}.")",
         R"(R0251 <{{ticket}}> merge field `{{ticket}}` is not available)",
         R"(comes from Zendesk; note: this tenant's CRM is `salesforce` (catalog.yaml:3); help: Salesforce offers )"
         R"(`{{caseId}}`, `{{caseNo}}` and `{{leadId}}`)"},
        {R"(send_message "{{incident | "none"}}")",
         R"(R0251 <{{incident | "none"}}> merge field `{{incident}}` is not available)",
         R"(comes from Oracle; note: this tenant's CRM is `salesforce` (catalog.yaml:3); help: Salesforce offers )"
         R"(`{{caseId}}`, `{{caseNo}}` and `{{leadId}}`)"},
        {R"(set_field conversation.subject { to: "{{ticket}}" })",
         R"(R0251 <{{ticket}}> merge field `{{ticket}}` is not available)",
         R"(comes from Zendesk; note: this tenant's CRM is `salesforce` (catalog.yaml:3); help: Salesforce offers )"
         R"(`{{caseId}}`, `{{caseNo}}` and `{{leadId}}`)"},
    });
}

TEST_CASE("a merge field stands in an action's text and nowhere else") {
    expect_tests({
        {R"(conversation.email is "{{companyName}}")",
         R"(R0253 <{{companyName}}> a merge field stands outside an action's text)",
         R"(is only filled in where a text is sent; <conversation.email> text; help: for two plain braces write )"
         R"(`\{{`)"},
        {R"(conversation.email in ["a", "x {{companyName}}"])",
         R"(R0253 <{{companyName}}> a merge field stands outside an action's text)",
         R"(is only filled in where a text is sent; <conversation.email> text; help: for two plain braces write )"
         R"(`\{{`)"},
        {R"(conversation.email contains "{{companyName}}")",
         R"(R0253 <{{companyName}}> a merge field stands outside an action's text)",
         R"(is only filled in where a text is sent; <conversation.email> text; help: for two plain braces write )"
         R"(`\{{`)"},
        {R"(conversation.queue is "{{companyName}}")",
         R"(R0253 <{{companyName}}> a merge field stands outside an action's text)",
         R"(is only filled in where a text is sent; <conversation.queue> a queue; help: for two plain braces write )"
         R"(`\{{`)"},
        {R"(conversation.opened_at during "{{companyName}}")",
         R"(R0253 <{{companyName}}> a merge field stands outside an action's text)",
         R"(is only filled in where a text is sent; help: for two plain braces write `\{{`)"},
        {R"(workload.waiting("{{companyName}}") > 3)",
         R"(R0253 <{{companyName}}> a merge field stands outside an action's text)",
         R"(is only filled in where a text is sent; help: for two plain braces write `\{{`)"},
    });
}

TEST_CASE("nor in an action's value that is no text") {
    expect_steps({
        {R"(send_to_queue "{{companyName}}")",
         R"(R0253 <{{companyName}}> a merge field stands outside an action's text)",
         R"(is only filled in where a text is sent; <send_to_queue> takes a queue; help: for two plain braces )"
         R"(write `\{{`)"},
        {R"(send_to_least_loaded ["Billing", "{{companyName}}"])",
         R"(R0253 <{{companyName}}> a merge field stands outside an action's text)",
         R"(is only filled in where a text is sent; <send_to_least_loaded> takes a list of queues; help: for two )"
         R"(plain braces write `\{{`)"},
        {R"(send_catalog_message "{{companyName}}")",
         R"(R0253 <{{companyName}}> a merge field stands outside an action's text)",
         R"(is only filled in where a text is sent; <send_catalog_message> takes a message; help: for two plain )"
         R"(braces write `\{{`)"},
    });
}

TEST_CASE("a merge field that can have no value at the rule's events [D14, D17]") {
    expect_steps({
        {R"(send_message "Order {{orderNumber}}")",
         R"(R0240 <{{orderNumber}}> `{{orderNumber}}` can have no value at any of the rule's events)",
         R"(exists only at `order_shipped`; <starting> the rule's events; note: `order_number` is declared in )"
         R"(catalog.yaml:34)"},
        {R"(send_catalog_message order)",
         R"(R0240 <order> message `order` shows `context.order_number`, which can have no value at any of the )"
         R"(rule's events)",
         R"(`context.order_number` exists only at `order_shipped`; <starting> the rule's events; <{{orderNumber}}> )"
         R"(shown here)"},
    });
}

}  // namespace parley::check
