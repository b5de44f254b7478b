// The texts of the catalog's messages: their merge fields are checked where they stand.
#include "tests/compiler/check/checking.h"

namespace parley::check {

namespace {

Checked check_messages(const std::string& messages, const std::string& settings = "crm: salesforce\n") {
    return check_files({}, {}, (settings + "messages:\n" + messages).c_str());
}

}  // namespace

TEST_CASE("a catalog message's merge fields are checked, with the catalog as the place [S3.51]") {
    const Checked unknown = check_messages("  a: \"Hello {{compnyName}}, {{companyName}}\"\n");
    CHECK(unknown.findings() ==
          std::vector<std::string>{"R0252 <{{compnyName}}> unknown merge field `{{compnyName}}`"});
    CHECK(unknown.diagnostics.all()[0].helps.at(0).replacement == "companyName");
    CHECK(unknown.text(unknown.diagnostics.all()[0].helps.at(0).at) == "compnyName");
    const Checked ticket =
        check_messages("  a: {text: Hi, sms: \"{{ticket}}\", links: [\"{{ incident | \\\"x\\\" }}\"]}\n");
    CHECK(
        ticket.findings() ==
        std::vector<std::string>{"R0251 <{{ticket}}> merge field `{{ticket}}` is not available",
                                 "R0251 <\"{{ incident | \\\"x\\\" }}\"> merge field `{{incident}}` is not available"});
}

TEST_CASE("each of two equal merge fields has its own place") {
    const Checked checked = check_messages("  a: \"{{nope}} and {{nope}}\"\n");
    REQUIRE(checked.diagnostics.all().size() == 2);
    CHECK(checked.diagnostics.all()[0].primary.span.begin != checked.diagnostics.all()[1].primary.span.begin);
}

TEST_CASE("a merge field that is not complete") {
    const std::vector<std::string> wanted{"R0110 <{{> a merge field is not complete"};
    CHECK(check_messages("  a: \"Hello {{companyName\"\n").findings() == wanted);
    CHECK(check_messages("  a: \"Hello {{companyName}\"\n").findings() == wanted);
    CHECK(check_messages("  a: \"Hello {{}}\"\n").findings() == wanted);
    CHECK(check_messages("  a: 'Hello {{companyName | x}}'\n").findings() == wanted);
    CHECK(check_messages("  a: 'Hello {{companyName | \"x}}'\n").findings() == wanted);
    CHECK(check_messages("  a: 'Hello {{1}}'\n").findings() == wanted);
}

TEST_CASE("texts, merge fields, fallbacks and plain braces of a catalog message [D17, D41]") {
    const Checked checked = check_messages("  a: 'Hi {{ topic | \"a \\\"q\\\"\" }} \\{{x}} { {{companyName}}'\n",
                                           "crm: none\nmerge_fields: {topic: {from: conversation.subject}}\n");
    CHECK(checked.findings().empty());
    const Template& text = checked.rules.catalog_messages.at(0).text.texts[0];
    REQUIRE(text.size() == 4);
    CHECK(text[0].text == "Hi ");
    CHECK(text[1].fallback == "a \"q\"");
    CHECK(text[2].text == " {{x}} { ");
    CHECK(checked.catalog.merge_fields[text[3].merge_field].name == "companyName");
}

TEST_CASE("a CRM's merge field in a tenant without any [S3.45, D17]") {
    const Checked checked = check_messages("  a: \"{{caseNo}}\"\n", "crm: none\n");
    REQUIRE(checked.findings() ==
            std::vector<std::string>{"R0251 <{{caseNo}}> merge field `{{caseNo}}` is not available"});
    CHECK(checked.details(checked.diagnostics.all()[0]) ==
          "comes from Salesforce; note: this tenant has no CRM (catalog.yaml:1)");
    CHECK(check_messages("  a: \"{{caseNo}}\"\n", "")
              .details(check_messages("  a: \"{{caseNo}}\"\n", "").diagnostics.all()[0]) ==
          "comes from Salesforce; note: this tenant has no CRM");
}

TEST_CASE("many uses of one message share its texts") {
    const Checked checked =
        check_text("rule \"r\" on starting { send_catalog_message survey  send_catalog_message survey }");
    const Block& block = checked.rules.blocks[checked.rules.rules.at(0).block];
    CHECK(&block.steps[0].action.text.texts.items() == &block.steps[1].action.text.texts.items());
    CHECK(&block.steps[0].action.text.texts.items() == &checked.rules.catalog_messages[0].text.texts.items());
}

}  // namespace parley::check
