// What the tests of the checker share: a tenant's catalog, rules checked against it, and findings as lines of text.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/check/check.h"
#include "compiler/syntax/parse.h"
#include "tests/show_texts.h"

namespace parley::check {

inline constexpr const char* tenant = R"(company: Acme
time_zone: Europe/London
crm: salesforce
queues: [Default, Billing, Multilingual]
contact_points: [End User Support, Sales]
platforms: [facebook, sms, web_chat]
agents:
  - {name: amy, queues: [Default]}
schedules:
  EU office hours: {weekly: {mon-fri: ["08:00-12:00", "13:00-18:00"]}}
messages:
  survey: {text: "How did we do, {{contactPoint}}?", sms: "Rate us 1-5", buttons: ["Good", "Bad"]}
  order: {text: "Your order {{orderNumber}}"}
fields:
  conversation.customer_tier: {type: choice, values: [bronze, silver, gold, platinum], ordered: true}
  conversation.segment: {type: choice, values: [private, business]}
  conversation.size_class: {type: choice, values: ["1", "2"]}
  conversation.order_total: {type: money, currency: EUR}
  conversation.paid: {type: money, currency: EUR}
  conversation.refund: {type: money, currency: USD}
  conversation.discount: {type: decimal}
  conversation.attempts: {type: integer}
  conversation.topics: {type: list of text}
  conversation.due: {type: date}
  conversation.call_at: {type: time}
  conversation.visit_day: {type: weekday}
  conversation.patience: {type: duration}
  conversation.is_vip: {type: boolean}
  conversation.scores: {type: list of integer}
  conversation.backup_queue: {type: queue}
  conversation.queues: {type: list of queue}
  conversation.survey_score: {type: integer, at: [closed]}
events:
  order_shipped: {label: Order shipped, fields: {context.order_number: {type: text}}}
actions:
  escalate: {value: {type: integer}, arguments: {reason: {type: text, optional: true}, team: {type: queue}}}
  appoint: {value: {type: instant}}
merge_fields:
  topics: {from: conversation.topics, fallback: your question}
  orderNumber: {from: context.order_number}
)";

struct Checked {
    source::SourceSet sources;
    diagnostics::Diagnostics diagnostics;
    catalog::Catalog catalog;
    CheckedRules rules;

    std::string text(source::Span span) const { return std::string(sources.text(span)); }

    // "R0204 <"Biling"> unknown queue `Biling`" of each finding, by place.
    std::vector<std::string> findings() const {
        std::vector<std::string> lines;
        for (const auto& finding : diagnostics.all()) lines.push_back(headline(finding));
        return lines;
    }
    std::string headline(const diagnostics::Diagnostic& finding) const {
        return std::string(diagnostics::info(finding.code).id) + " <" + text(finding.primary.span) + "> " +
               finding.message;
    }
    // The rest of a finding: "label; <text> label; note: …; help: … => edit".
    std::string details(const diagnostics::Diagnostic& finding) const {
        std::string out = finding.primary.text;
        const auto add = [&](const std::string& part) { out += (out.empty() ? "" : "; ") + part; };
        for (const auto& label : finding.labels) add("<" + text(label.span) + "> " + label.text);
        for (const std::string& note : finding.notes) add("note: " + note);
        for (const auto& help : finding.helps) {
            const std::string at = help.at == finding.primary.span ? "" : "<" + text(help.at) + ">";
            add("help: " + help.text + (help.replacement ? " => " + at + *help.replacement : ""));
        }
        return out;
    }

    // The test of the first branch of the only rule, and the action of its only step.
    const Condition& condition() const {
        REQUIRE(findings() == std::vector<std::string>{});
        REQUIRE(rules.rules.size() == 1);
        return rules.conditions[rules.blocks[rules.rules[0].block].steps.at(0).branches.at(0).condition];
    }
    const Test& test() const { return condition().test; }
    const Action& action() const {
        REQUIRE(findings() == std::vector<std::string>{});
        REQUIRE(rules.rules.size() == 1);
        return rules.blocks[rules.rules[0].block].steps.at(0).action;
    }
    catalog::FieldId field(std::string_view id) const {
        const auto found = catalog.find_field(id);
        REQUIRE_MESSAGE(found, std::string(id));
        return *found;
    }
};

inline Checked check_files(const std::vector<std::string>& files, const Limits& limits = {},
                           const char* catalog_text = tenant) {
    Checked checked;
    const auto catalog_file = checked.sources.add("catalog.yaml", catalog_text);
    checked.catalog = catalog::load(catalog_file, checked.sources, checked.diagnostics);
    const auto is_action = [&](std::string_view word) { return checked.catalog.find_action(word).has_value(); };
    std::vector<syntax::Tree> trees;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const auto file = checked.sources.add(std::to_string(i + 1) + ".parley", files[i]);
        trees.push_back(syntax::parse(file, checked.sources, is_action, checked.diagnostics));
    }
    checked.rules = check(trees, checked.catalog, checked.sources, checked.diagnostics, limits);
    checked.diagnostics.sort();
    return checked;
}

inline Checked check_text(const std::string& text) {
    return check_files({text});
}

// A rule with one test; `definitions` stand in front of it.
inline Checked check_test(const std::string& test, const std::string& definitions = "",
                          const std::string& on = "starting") {
    return check_text(definitions + "\nrule \"r\" on " + on + " { if " + test + " { close } }\n");
}

// A rule with one step.
inline Checked check_step(const std::string& step, const std::string& definitions = "",
                          const std::string& on = "starting") {
    return check_text(definitions + "\nrule \"r\" on " + on + " { " + step + " }\n");
}

// What is written, the one finding it has, and the finding's details.
struct Case {
    const char* written;
    const char* finding;
    const char* details = "";
};

inline void expect(const Checked& checked, const Case& wanted) {
    CAPTURE(std::string(wanted.written));
    CHECK(checked.findings() == std::vector<std::string>{wanted.finding});
    if (!checked.diagnostics.all().empty())
        CHECK(checked.details(checked.diagnostics.all()[0]) == std::string(wanted.details));
}

inline void expect_tests(const std::vector<Case>& cases, const std::string& definitions = "") {
    for (const Case& wanted : cases) expect(check_test(wanted.written, definitions), wanted);
}

inline void expect_steps(const std::vector<Case>& cases, const std::string& definitions = "") {
    for (const Case& wanted : cases) expect(check_step(wanted.written, definitions), wanted);
}

inline void expect_files(const std::vector<Case>& cases) {
    for (const Case& wanted : cases) expect(check_text(wanted.written), wanted);
}

// Each is a test that compiles.
inline void accept_tests(const std::vector<const char*>& tests, const std::string& definitions = "") {
    for (const char* test : tests) {
        CAPTURE(std::string(test));
        const Checked checked = check_test(test, definitions);
        CHECK(checked.findings() == std::vector<std::string>{});
        CHECK(checked.rules.rules.size() == 1);
    }
}

inline void accept_steps(const std::vector<const char*>& steps, const std::string& definitions = "",
                         const std::string& on = "starting") {
    for (const char* step : steps) {
        CAPTURE(std::string(step));
        CHECK(check_step(step, definitions, on).findings() == std::vector<std::string>{});
    }
}

}  // namespace parley::check
