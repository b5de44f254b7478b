// The catalog that the vocabulary's page shows, with every key it names.
#include "tests/compiler/catalog/loading.h"

using namespace parley::catalog;
using Names = std::vector<std::string>;

namespace {

constexpr const char* example = R"(
company: Acme                      # {{companyName}}
time_zone: Europe/London
crm: salesforce                    # salesforce | oracle | zendesk | none
slack: {channel: "#care"}          # absent: send_summary_to_slack is an error
still_waiting_every: 1 minute
fallback_queue: Triage             # one of the queues
queues:
  - Default                        # a name alone, or a mapping
  - Priority
  - Triage
  - Multilingual overflow
  - {name: Multilingual, skills: [fr, es], schedule: EU office hours}
  - {name: Gold, service_level: {answer_within: 60 seconds, goal: 80}, handling_time: 20 minutes}
contact_points: [End User Support, Sales]
platforms: [facebook, whatsapp, sms, web_chat, email]
agents:
  - {name: amy, queues: [Default], capacity: {soft: 3, hard: 5}, skills: [fr]}
  - bob
schedules:
  EU office hours:
    time_zone: Europe/Paris
    weekly: {mon-fri: ["08:00-12:00", "13:00-18:00"], sat: ["09:00-12:00"]}
    holidays: [2027-01-01, 2026-12-25]
messages:                          # catalog messages
  survey: {text: "How did we do?", sms: "Rate us 1-5"}
  thanks: Thank you.
  rich: {text: Choose, quick_replies: [yes, no], buttons: [a], cards: [b], images: [c], links: [d]}
fields:
  conversation.customer_tier: {type: choice, values: [bronze, silver, gold, platinum], ordered: true}
  conversation.order_total:   {type: decimal}
  conversation.topics:        {type: list of text}
events:
  order_shipped: {label: Order shipped, fields: {context.order_number: {type: text}}}
actions:
  escalate: {value: {type: integer}, arguments: {reason: {type: text, optional: true}}}
merge_fields:
  topics: {from: conversation.topics, fallback: your question}
  estimatedWaitTime: {fallback: a few minutes}
country: GB
previous_window: 10 days
invitations: {enabled: true, timeout: 45 seconds}
conversations:
  one_open_per: contact and channel
  short_description: "No description given, {{companyName}}"
  close_after_inactivity: 24 hours
  on_agent_offline: keep
closing_states: {Ignore: Closed Complete, Spam: Closed Abandoned}
webhooks: {crm: "https://crm.example/in"}
)";

}  // namespace

TEST_CASE("the page's catalog loads without findings") {
    Loaded loaded = load_text(example);
    CHECK(loaded.findings() == Findings{});
    CHECK(loaded.catalog.file_name == "catalog.yaml");
}

TEST_CASE("settings of the page's catalog") {
    Catalog catalog = load_text(example).catalog;
    CHECK(catalog.company == "Acme");
    CHECK(catalog.zone_name == "Europe/London");
    CHECK(catalog.zone.name() == "Europe/London");
    CHECK(catalog.crm == "salesforce");
    CHECK(catalog.slack_channel == "#care");
    CHECK(catalog.country == "GB");
    CHECK(catalog.still_waiting_every == 60);
    CHECK(catalog.previous_window == 10 * 86400);
    CHECK(catalog.invitations);
    CHECK(catalog.invitation_timeout == 45);
    CHECK(catalog.fallback_queue == "Triage");
    CHECK(catalog.one_open_per == "contact and channel");
    CHECK(catalog.default_short_description == "No description given, {{companyName}}");
    CHECK(catalog.close_after_inactivity == 86400);
    CHECK(catalog.on_agent_offline == "keep");
    CHECK(catalog.webhooks == std::vector<std::pair<std::string, std::string>>{{"crm", "https://crm.example/in"}});
}

TEST_CASE("names of the page's catalog") {
    Loaded loaded = load_text(example);
    const Catalog& catalog = loaded.catalog;
    CHECK(catalog.domains[catalog.queue_domain].values ==
          Names{"Default", "Priority", "Triage", "Multilingual overflow", "Multilingual", "Gold"});
    CHECK(catalog.domains[catalog.contact_point_domain].values == Names{"End User Support", "Sales"});
    CHECK(catalog.domains[catalog.agent_domain].values == Names{"amy", "bob"});
    CHECK(catalog.domains[catalog.webhook_domain].values == Names{"crm"});
    CHECK(catalog.domains[catalog.message_domain].values == Names{"survey", "thanks", "rich"});
    CHECK(catalog.domains[catalog.platform_domain].values == Names{"facebook", "whatsapp", "sms", "web_chat", "email"});
    CHECK(catalog.domains[catalog.closing_state_domain].values ==
          Names{"Closed Complete", "Closed Abandoned", "Ignore", "Spam"});
    CHECK(loaded.values("conversation.closed_as") == Names{"Closed Complete", "Closed Abandoned", "Ignore", "Spam"});
    CHECK(catalog.domains[catalog.queue_domain].find("Triage") == 2u);
    CHECK_FALSE(catalog.domains[catalog.queue_domain].find("triage"));
    CHECK(catalog.closing_states[1] == std::pair<std::string, std::string>{"Spam", "Closed Abandoned"});
}

TEST_CASE("queues and agents of the page's catalog") {
    Loaded loaded = load_text(example);
    const Queue& multilingual = loaded.catalog.queues[4];
    CHECK(multilingual.skills == Names{"fr", "es"});
    CHECK(multilingual.schedule == 0u);
    CHECK(multilingual.handling_time == 600);
    CHECK_FALSE(multilingual.answer_within);
    CHECK(loaded.text(multilingual.declared) == "Multilingual");
    const Queue& gold = loaded.catalog.queues[5];
    CHECK(gold.answer_within == 60);
    CHECK(gold.service_goal == 80);
    CHECK(gold.handling_time == 1200);
    const Agent& amy = loaded.catalog.agents[0];
    CHECK(amy.queues == std::vector<std::uint32_t>{0});
    CHECK(amy.soft == 3);
    CHECK(amy.hard == 5);
    CHECK(amy.skills == Names{"fr"});
    CHECK_FALSE(loaded.catalog.agents[1].soft);
}

TEST_CASE("messages of the page's catalog [S3.51]") {
    Loaded loaded = load_text(example);
    const Message& survey = loaded.catalog.messages[0];
    CHECK(survey.text.text == "How did we do?");
    CHECK(loaded.text(survey.text.span) == "\"How did we do?\"");
    REQUIRE(survey.platforms.size() == 1);
    CHECK(survey.platforms[0].first == 2);
    CHECK(survey.platforms[0].second.text == "Rate us 1-5");
    CHECK(loaded.catalog.messages[1].text.text == "Thank you.");
    const Message& rich = loaded.catalog.messages[2];
    REQUIRE(rich.rich.size() == 5);
    CHECK(rich.rich[0].first == "quick_replies");
    REQUIRE(rich.rich[0].second.size() == 2);
    CHECK(rich.rich[0].second[1].text == "no");
    CHECK(loaded.text(rich.rich[0].second[1].span) == "no");
}

TEST_CASE("the tenant's own fields, events, actions and merge fields") {
    Loaded loaded = load_text(example);
    const Field& tier = loaded.field("conversation.customer_tier");
    CHECK(tier.type.ordered);
    CHECK(tier.custom);
    CHECK(tier.settable);
    CHECK(loaded.text(tier.declared) == "conversation.customer_tier");
    CHECK(describe(loaded.catalog, tier.type) == "a customer tier");
    CHECK(loaded.values("conversation.customer_tier") == Names{"bronze", "silver", "gold", "platinum"});
    CHECK(describe(loaded.catalog, loaded.field("conversation.order_total").type) == "a number");
    CHECK(describe(loaded.catalog, loaded.field("conversation.topics").type) == "a list of text");
    CHECK(loaded.at("context.order_number") == Names{"order_shipped"});
    const Action& escalate = loaded.action("escalate");
    CHECK(escalate.custom);
    CHECK(escalate.value->name == "value");
    CHECK(describe(loaded.catalog, escalate.value->type) == "a whole number");
    CHECK(escalate.argument("reason")->optional);
    CHECK(escalate.argument("reason")->merge);
    const MergeField* topics = loaded.catalog.find_merge_field("topics");
    CHECK(loaded.catalog.fields[*topics->from].id == "conversation.topics");
    CHECK(topics->fallback == "your question");
    CHECK(loaded.catalog.find_merge_field("estimatedWaitTime")->fallback == "a few minutes");
    CHECK(loaded.catalog.find_merge_field("estimatedWaitTime")->from.has_value());
    CHECK_FALSE(loaded.catalog.find_merge_field("contactPoint")->fallback);
}

TEST_CASE("an empty catalog is the built-in vocabulary") {
    Loaded loaded = load_text("# nothing yet\n");
    Catalog words = built_in();
    CHECK(loaded.findings() == Findings{});
    CHECK(loaded.catalog.fields.size() == words.fields.size());
    CHECK(loaded.catalog.events.size() == words.events.size());
    CHECK(loaded.catalog.actions.size() == words.actions.size());
    CHECK(loaded.catalog.domains.size() == words.domains.size());
    CHECK(words.file_name == "built-in vocabulary");
    CHECK(words.zone_name == "UTC");
    CHECK(words.still_waiting_every == 60);
    CHECK(words.previous_window == 30 * 86400);
    CHECK(words.invitation_timeout == 60);
    CHECK_FALSE(words.close_after_inactivity);
}
