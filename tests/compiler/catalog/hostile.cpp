#include "tests/compiler/catalog/loading.h"

using namespace parley::catalog;

TEST_CASE("a catalog that cannot be read leaves the built-in vocabulary") {
    for (const char* text : {"a: b: c", "\xFF", "[[[[", "\"open\n", "- a\n- b\n", "queues: *x\n"}) {
        CAPTURE(std::string(text));
        Loaded loaded = load_text(text);
        CHECK(loaded.diagnostics.errors() == 1);
        CHECK(loaded.catalog.find_event("starting"));
        CHECK(loaded.catalog.find_field("conversation.queue"));
        CHECK(loaded.catalog.find_action("send_to_queue"));
        CHECK(loaded.catalog.find_merge_field("companyName"));
    }
}

TEST_CASE("what is in error is left out and the rest is kept") {
    Loaded loaded = load_text(
        "queues: [A, [B], C, A]\nagents: [{name: amy, queues: [C, D]}]\n"
        "fields: {conversation.x: {type: nope}, conversation.y: {type: queue}}\n");
    CHECK(loaded.diagnostics.errors() == 4);
    CHECK(loaded.catalog.domains[loaded.catalog.queue_domain].values == std::vector<std::string>{"A", "C"});
    CHECK(loaded.catalog.agents.at(0).queues == std::vector<std::uint32_t>{1});
    CHECK_FALSE(loaded.catalog.find_field("conversation.x"));
    CHECK(loaded.catalog.find_field("conversation.y"));
}

TEST_CASE("every section may be anything") {
    const char* keys[] = {"company",         "time_zone",          "crm",           "slack",          "country",
                          "previous_window", "invitations",        "conversations", "platforms",      "schedules",
                          "queues",          "fallback_queue",     "agents",        "contact_points", "webhooks",
                          "closing_states",  "messages",           "fields",        "events",         "actions",
                          "merge_fields",    "still_waiting_every"};
    const char* values[] = {"",
                            "x",
                            "5",
                            "[]",
                            "{}",
                            "[x]",
                            "{x: y}",
                            "~",
                            "[[x]]",
                            "{x: [y]}",
                            "{x: {y: z}}",
                            "[{x: y}]",
                            "\"\"",
                            "{x: {y: {z: w}}}",
                            "[~]",
                            "{x: ~}",
                            "{\"\": x}",
                            "[\"\"]",
                            "{x: {type: {a: b}}}",
                            "{x: {fields: {y: ~}}}",
                            "{context.a: {type: choice, values: [[a]]}}",
                            "{x: {arguments: {y: ~}}}",
                            "{x: {weekly: {mon: [~]}}}"};
    for (const char* key : keys) {
        for (const char* value : values) {
            CAPTURE(std::string(key));
            CAPTURE(std::string(value));
            Loaded loaded = load_text(std::string(key) + ": " + value + "\n");
            CHECK(loaded.catalog.find_field("conversation.queue"));
            for (const auto& finding : loaded.diagnostics.all()) CHECK(finding.primary.span.exists());
        }
    }
}

TEST_CASE("a large catalog loads in time that grows with its size") {
    std::string text = "queues:\n";
    for (int i = 0; i < 5000; ++i) text += "  - queue " + std::to_string(i) + "\n";
    text += "agents:\n";
    for (int i = 0; i < 5000; ++i) {
        text += "  - {name: agent " + std::to_string(i) + ", queues: [queue " + std::to_string(i) + "]}\n";
    }
    text += "fields:\n";
    for (int i = 0; i < 5000; ++i)
        text += "  conversation.f" + std::to_string(i) + ": {type: choice, values: [a, b]}\n";
    Loaded loaded = load_text(std::move(text));
    CHECK(loaded.findings() == Findings{});
    CHECK(loaded.catalog.queues.size() == 5000);
    CHECK(loaded.catalog.agents.back().queues == std::vector<std::uint32_t>{4999});
    // All of them share one domain.
    CHECK(loaded.catalog.domains.size() == built_in().domains.size() + 1);
}

TEST_CASE("many errors of one kind take no more time than as many entries") {
    std::string schedule = "schedules:\n  S:\n    weekly:\n      mon-sun:\n";
    for (int i = 0; i < 20'000; ++i) schedule += "        - 00:00-24:00\n";
    CHECK(load_text(std::move(schedule)).diagnostics.errors() == 19'999);
    std::string events = "events:\n";
    for (int i = 0; i < 5'000; ++i) {
        events += "  e" + std::to_string(i) + ": {fields: {context.shared: {type: text}}}\n";
    }
    CHECK(load_text(events).at("context.shared").size() == 5'000);
    std::string merge_fields = events + "merge_fields:\n";
    for (int i = 0; i < 5'000; ++i)
        merge_fields += "  m" + std::to_string(i) + ": {from: context.x" + std::to_string(i) + "}\n";
    CHECK(load_text(std::move(merge_fields)).diagnostics.errors() == 5'000);
}
