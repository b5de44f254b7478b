// `simulate`: a day that is the same from the same seed, legal but for a few lines, and worth running.
#include <doctest/doctest.h>

#include <map>

#include "tests/commands/run_steps.h"

using namespace tests;

namespace {

std::string simulate(const Folder& folder, const std::string& seed, const std::string& events) {
    const Run run = parley(folder, {"simulate", "--seed", seed, "--events", events});
    CHECK(run.code == 0);
    CHECK(run.err.empty());
    return run.out;
}

std::vector<Json> parsed(const std::string& lines) {
    return Run{0, lines, ""}.json_lines();
}

bool is_customers(const std::string& type) {
    return !type.starts_with("agent_") && type != "tick";
}

}  // namespace

TEST_CASE("simulate: the same rules, seed, number and day give the same bytes, another seed another day") {
    const Folder folder;
    copy_rule_set(folder, "find-or-create");
    const std::string day = simulate(folder, "7", "150");
    CHECK(simulate(folder, "7", "150") == day);
    CHECK(simulate(folder, "8", "150") != day);
    const Run other = parley(folder, {"simulate", "--seed", "7", "--events", "150", "--day", "2027-02-01"});
    CHECK(contains(other.out, R"("at":"2027-02-01T)"));
    CHECK(!contains(other.out, "2026-11-23"));
}

TEST_CASE("simulate: exactly as many events of customers as were asked for, over every channel, in order of time") {
    const Folder folder;
    copy_rule_set(folder, "find-or-create");
    std::map<std::string, int> types, channels, agents, ids;
    int customers = 0;
    std::string before;
    const std::vector<Json> lines = parsed(simulate(folder, "1", "800"));
    for (const Json& line : lines) {
        const std::string type = line.at("type"), at = line.at("at");
        ++types[type];
        customers += is_customers(type) || (type == "call_ended" && line.at("by") == "agent" && customers < 0);
        if (type == "call_ended" && line.at("by") == "agent") --customers;
        if (line.contains("channel")) ++channels[line.at("channel")];
        if (line.contains("agent")) ++agents[line.at("agent")];
        if (type != "tick") CHECK(++ids[line.at("id")] == 1);
        CHECK(at.substr(0, 19) >= before.substr(0, 19));
        before = at;
    }
    CHECK(customers == 800);
    CHECK(lines.back().at("type") == "tick");
    for (const char* type :
         {"message",       "chat_started",  "chat_ended",  "call_started", "call_ended",    "review",
          "review_edited", "http_request",  "survey",      "form",         "welcome",       "agent_presence",
          "agent_accepts", "agent_rejects", "agent_reply", "agent_holds",  "agent_resumes", "agent_transfers",
          "agent_saves",   "agent_task",    "agent_closes"}) {
        CAPTURE(type);
        CHECK(types[type] > 0);
    }
    for (const char* channel :
         {"whatsapp", "sms", "facebook", "instagram", "viber", "email", "walk_up", "web_chat", "form"}) {
        CAPTURE(channel);
        CHECK(channels[channel] > 0);
    }
    CHECK(agents.size() == 3);
}

TEST_CASE("simulate: run by the same rules, next to nothing of it is refused, and twice it gives the same bytes") {
    std::vector<const char*> sets = {"interaction-records", "one-open-conversation", "find-or-create", "starter"};
#ifndef NDEBUG
    if (!is_other_program()) sets.resize(1);  // the sanitizers take ten times as long
#endif
    for (const char* rules : sets) {
        CAPTURE(rules);
        const Folder folder;
        copy_rule_set(folder, rules);
        folder.write("day.jsonl", simulate(folder, "3", "120"));
        const Run first = parley(folder, {"run", "--state", "one.db", "day.jsonl"});
        const Run second = parley(folder, {"run", "--state", "two.db", "day.jsonl"});
        CHECK(first.code == 0);
        CHECK((first.out == second.out));
        const Json metrics = first.json_lines().back();
        CHECK(metrics.at("rejected").get<int>() * 100 <= metrics.at("stimuli").get<int>());
        CHECK(metrics.at("opened") > 20);
        CHECK(metrics.at("closed") > 10);
        CHECK(metrics.at("duplicates") == 0);
    }
}

TEST_CASE("simulate: a catalog without agents or with one channel, no events at all, and wrong usage") {
    const Folder folder;
    folder.write("catalog.yaml", "queues: [Default]\nplatforms: [sms]\n");
    folder.write("rules/10-rules.parley", "ruleset \"None\"\n");
    const std::vector<Json> lines = parsed(simulate(folder, "1", "50"));
    CHECK(lines.size() == 51);
    for (std::size_t i = 0; i < 50; ++i) CHECK(lines[i].at("channel") == "sms");
    CHECK(parsed(simulate(folder, "1", "0")).size() == 1);
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {"simulate", "--seed", "one"},
             {"simulate", "--events", "1e9"},
             {"simulate", "--events", "99999999999"},
             {"simulate", "--day", "2026-02-30"},
             {"simulate", "day.jsonl"},
         }) {
        CAPTURE(words.back());
        CHECK(parley(folder, words).code == 2);
    }
}
