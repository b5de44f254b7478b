#include "tests/language/answers.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/harness/harness.h"
#include "tests/language/building.h"

namespace parley::answers {

using diagnostics::Severity;

const char* const tenant = R"(
company: Acme
time_zone: Europe/London
crm: salesforce
fallback_queue: Triage
queues: [Default, Priority, Billing, Triage, Multilingual, Multilingual overflow]
contact_points: [End User Support, Sales]
agents: [amy, bob]
schedules:
  EU office hours:
    time_zone: Europe/Paris
    weekly: {mon-fri: ["08:00-12:00", "13:00-18:00"], sat: ["09:00-12:00"]}
    holidays: [2026-12-25]
  Nights:
    weekly: {sat-mon: ["22:00-06:00"]}
    holidays: [2026-11-22]
  Evenings:
    weekly: {tue: ["18:00-24:00"]}
messages:
  survey: {text: "How did we do, {{contactPoint}}?", sms: "Rate us", quick_replies: [Good, Bad]}
fields:
  conversation.customer_tier: {type: choice, values: [bronze, silver, gold, platinum], ordered: true}
  conversation.region: {type: choice, values: [north, south]}
  conversation.order_total: {type: decimal}
  conversation.price: {type: money, currency: EUR}
  conversation.credit: {type: money, currency: EUR}
  conversation.fee: {type: money, currency: USD}
  conversation.parcels: {type: integer}
  conversation.topics: {type: list of text}
  conversation.scores: {type: list of integer}
  conversation.delivery: {type: date}
  conversation.call_from: {type: time}
  conversation.call_to: {type: time}
  conversation.collected_on: {type: weekday}
  conversation.promised_at: {type: instant}
  conversation.insured: {type: boolean}
  conversation.limit: {type: duration}
events:
  order_shipped: {label: Order shipped, fields: {context.carrier: {type: text}}}
actions:
  escalate: {value: {type: integer}, arguments: {reason: {type: text, optional: true}}}
merge_fields:
  topics: {from: conversation.topics, fallback: your question}
  price: {from: conversation.price}
  promised: {from: conversation.promised_at}
  insured: {from: conversation.insured}
  parcels: {from: conversation.parcels}
webhooks: {crm: "https://crm.example/in"}
)";

namespace {

const differential::Harness& harness() {
    static const differential::Harness made(tenant);
    return made;
}

std::string shown(const nlohmann::json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

// "send_to_queue queue=Default; …"
std::string in_short(const std::string& answer) {
    if (answer == "error") return answer;
    const auto actions = nlohmann::json::parse(answer, nullptr, false);
    REQUIRE_MESSAGE(!actions.is_discarded(), answer);
    std::string out;
    for (const auto& action : actions) {
        out += (out.empty() ? "" : "; ") + action["action"].get<std::string>();
        for (const auto& [name, value] : action.items()) {
            if (name != "action" && name != "rule" && name != "at") out += " " + name + "=" + shown(value);
        }
    }
    return out;
}

std::string answer_of(const differential::Compiled& compiled, const std::string& rules, const std::string& event) {
    CHECK(differential::compare(harness(), compiled, rules, event) == "");
    return in_short(differential::vm_answer(compiled, event));
}

Codes codes(const std::string& rules, const std::string& catalog, Severity least) {
    return building::codes(building::build(catalog, rules)->compilation.diagnostics, least);
}

std::string all_events() {
    std::string events;
    for (const catalog::Event& event : harness().catalog().events) events += (events.empty() ? "" : ", ") + event.id;
    return events;
}

}  // namespace

std::string event_at(const std::string& at, const std::string& names, const std::string& members) {
    const std::string name = names.starts_with("[") ? names : "\"" + names + "\"";
    return "{\"event\":" + name + ",\"at\":\"" + at + "\"" + (members.empty() ? "" : ",") + members + "}";
}

std::string event(const std::string& names, const std::string& members) {
    return event_at("2026-11-21T10:22:00Z", names, members);
}

void decides(const std::string& rules, std::initializer_list<Case> cases) {
    const auto compiled = harness().compile(rules);
    REQUIRE_MESSAGE(compiled->findings.empty(), compiled->findings);
    for (const Case& one : cases) {
        INFO(one.event);
        CHECK(answer_of(*compiled, rules, one.event) == one.actions);
    }
}

std::string answer(const std::string& rules, const std::string& event) {
    const auto compiled = harness().compile(rules);
    REQUIRE_MESSAGE(compiled->findings.empty(), compiled->findings);
    return answer_of(*compiled, rules, event);
}

void holds(std::initializer_list<Truth> truths, const std::string& at) {
    for (const Truth& truth : truths) {
        INFO(truth.test << "   " << truth.members);
        const std::string rules = rule("if " + truth.test + "\n{ add_tag \"x\" }", all_events());
        CHECK(answer(rules, event_at(at, "starting", truth.members)) == (truth.result ? "add_tag tag=x" : ""));
    }
}

Codes errors(const std::string& rules, const std::string& catalog) {
    return codes(rules, catalog, Severity::error);
}
Codes warnings(const std::string& rules, const std::string& catalog) {
    return codes(rules, catalog, Severity::warning);
}
Codes notes(const std::string& rules, const std::string& catalog) {
    return codes(rules, catalog, Severity::note);
}

std::string rule(const std::string& steps, const std::string& events) {
    return "rule \"r\" on " + events + " {\n" + steps + "\n}\n";
}

}  // namespace parley::answers
