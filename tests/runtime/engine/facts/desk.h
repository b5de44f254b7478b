// Rules compiled against a small catalog, and what is around a conversation, to decide moments with.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "compiler/pipeline/pipeline.h"
#include "runtime/engine/facts/facts.h"
#include "runtime/value/calendar.h"

namespace parley::facts {

constexpr char catalog[] = R"(
company: Acme
queues: [Default, Billing, Other]
fallback_queue: Default
agents: [amy, bob]
contact_points: [Sales]
closing_states: {Ignore: Closed Complete}
fields:
  conversation.customer_tier: {type: choice, values: [bronze, gold]}
  conversation.size: {type: integer}
  conversation.subject: {type: choice, values: [order, refund]}
  context.form.age: {type: integer}
  context.body.urgent: {type: boolean}
  context.survey.score: {type: integer}
actions: {escalate: {value: {type: integer}, arguments: {why: {type: text, optional: true}}}}
)";

inline Instant at(const std::string& time) {
    const auto found = value::parse_instant("2026-11-21T" + time + (time.size() == 5 ? ":00Z" : "Z"));
    REQUIRE(found);
    return *found;
}

inline Decider decider(const std::string& rules) {
    source::SourceSet sources;
    pipeline::Compilation compilation;
    compilation.sources = &sources;
    compilation.catalog_file = sources.add("catalog.yaml", catalog);
    compilation.rule_files = {sources.add("rules.parley", rules)};
    pipeline::run(compilation);
    for (const auto& finding : compilation.diagnostics.all())
        if (finding.severity == diagnostics::Severity::error) FAIL(finding.message << "\n" << rules);
    auto artifact = bytecode::Artifact::open(std::move(compilation.artifact));
    REQUIRE(artifact);
    auto program = vm::Program::load(*artifact);
    REQUIRE(program);
    return Decider(*program);
}

// Gives what it was told, and counts what it was asked.
class Told : public Surroundings {
public:
    Previous before;
    std::optional<Person> profile;
    std::map<std::string, QueueFigures, std::less<>> figures;
    int asked_previous = 0, asked_person = 0;
    std::vector<std::string> asked_queues;  // "Default", or "Default?" with the estimated wait

    Previous previous() override {
        ++asked_previous;
        return before;
    }
    std::optional<Person> person() override {
        ++asked_person;
        return profile;
    }
    QueueFigures queue(std::string_view name, bool estimated) override {
        asked_queues.push_back(std::string(name) + (estimated ? "?" : ""));
        const auto found = figures.find(name);
        return found == figures.end() ? QueueFigures{} : found->second;
    }
};

// Each condition as a rule on `event`; those that came out true.
class Conditions {
public:
    Conditions(std::string event, std::vector<std::string> conditions)
        : event_(std::move(event)), conditions_(std::move(conditions)), decider_(decider(rules())) {}

    std::vector<std::string> holding(Snapshot snapshot, Surroundings& around) {
        const std::string_view event = event_;
        snapshot.events = std::span(&event, 1);
        std::vector<std::string> found;
        for (const model::RuleFired& rule : decider_.decide(snapshot, around).rules)
            if (!rule.branch.empty()) found.push_back(conditions_.at(std::stoul(rule.rule)));
        return found;
    }
    void check_all(const Snapshot& snapshot, Surroundings& around) {
        const std::vector<std::string> found = holding(snapshot, around);
        for (const std::string& condition : conditions_) {
            CAPTURE(condition);
            CHECK(std::find(found.begin(), found.end(), condition) != found.end());
        }
    }

private:
    std::string rules() const {
        std::string text;
        for (std::size_t i = 0; i < conditions_.size(); ++i)
            text += "rule \"" + std::to_string(i) + "\" on " + event_ + " { if " + conditions_[i] + " { unassign } }\n";
        return text;
    }

    std::string event_;
    std::vector<std::string> conditions_;
    Decider decider_;
};

}  // namespace parley::facts
