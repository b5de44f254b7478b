#include <doctest/doctest.h>

#include "tests/runtime/wire/tables.h"

using namespace parley;
using namespace parley::tests;

namespace {

constexpr std::uint32_t standard = 0, multilingual = 1, cafe = 2;

TableBuilder workload_fields() {
    TableBuilder builder;
    builder.field({"conversation.queue", {Kind::reference, false, false, queues}, false, false, ""});
    for (const char* count : {"waiting", "assigned", "total", "agents_online", "agents_available"}) {
        builder.field({std::string("workload.") + count, {Kind::integer}, false, false, ""});
    }
    builder.field({"workload.is_staffed", {Kind::boolean}, false, false, ""});
    builder.field({"workload.oldest_wait", {Kind::duration}, false, false, ""});
    for (const char* measure : {"waiting", "total", "is_staffed", "oldest_wait"}) {
        builder.workload({std::string("workload.") + measure, standard});
        builder.workload({std::string("workload.") + measure, std::nullopt});
    }
    builder.workload({"workload.waiting", multilingual});
    builder.workload({"workload.waiting", cafe});
    return builder;
}

class Workloads {
public:
    Workloads() : builder_(workload_fields()), decoding_(builder_) {}
    std::string members(const std::string& json) { return decoding_.members(json); }
    std::string of(std::uint32_t queue, const std::string& measure) const {
        return decoding_.slot("workload." + measure + "(" + std::to_string(queue) + ")", SlotSource::workload);
    }
    std::string own(const std::string& measure) const {
        return decoding_.slot("workload." + measure, SlotSource::own_workload);
    }
    std::uint64_t ignored() const { return decoding_.head().ignored_members; }

private:
    TableBuilder builder_;
    Decoding decoding_;
};

}  // namespace

TEST_CASE("figures of queues by name") {
    Workloads workload;
    CHECK(workload.members(R"("workload":{"Default":{"waiting":3,"oldest_wait":90},"Multilingual":{"waiting":0},
        "Cafe\u0301":{"waiting":7},"Unknown":{"waiting":9,"colour":"red"}})") == "good");
    CHECK(workload.of(standard, "waiting") == "3");
    CHECK(workload.of(standard, "oldest_wait") == "90");
    CHECK(workload.of(multilingual, "waiting") == "0");
    CHECK(workload.of(cafe, "waiting") == "7");
    CHECK(workload.of(standard, "total") == "null");
    CHECK(workload.own("waiting") == "null");
    CHECK(workload.ignored() == 1);
}

TEST_CASE("[D33] figures are checked, of any queue") {
    Workloads workload;
    CHECK(workload.members(R"("workload":{"Default":{"waiting":"3"}})") ==
          "workload.Default.waiting: expected a whole number, found text");
    CHECK(workload.members(R"("workload":{"Unknown":{"assigned":1.5}})") ==
          "workload.Unknown.assigned: expected a whole number, found 1.5");
    CHECK(workload.members(R"("workload":{"Default":{"is_staffed":1}})") ==
          "workload.Default.is_staffed: expected true or false, found a number");
    CHECK(workload.members(R"("workload":{"Default":5})") == "workload.Default: expected an object, found a number");
    CHECK(workload.members(R"("workload":[])") == "workload: expected an object, found a list");
}

TEST_CASE("[D43] without a queue it is that of the conversation, wherever its name stands") {
    Workloads workload;
    CHECK(workload.members(R"("workload":{"Default":{"waiting":3}},"conversation":{"queue":"Default"})") == "good");
    CHECK(workload.own("waiting") == "3");
    CHECK(workload.members(R"("conversation":{"queue":"Multilingual"},"workload":{"Default":{"waiting":3},
        "Multilingual":{"waiting":5}})") == "good");
    CHECK(workload.own("waiting") == "5");
    CHECK(workload.of(standard, "waiting") == "3");
}

TEST_CASE("[D43] the conversation's queue may be one that the catalog does not know") {
    Workloads workload;
    CHECK(workload.members(R"("workload":{"Bra\u0301va":{"waiting":4}},"conversation":{"queue":"Br\u00e1va"})") ==
          "good");
    CHECK(workload.own("waiting") == "4");
}

TEST_CASE("[D43] no queue, or nothing said of it: no value") {
    Workloads workload;
    for (const char* json : {R"("workload":{"Default":{"waiting":3}})",
                             R"("workload":{"Default":{"waiting":3}},"conversation":{"queue":null})",
                             R"("workload":{"Default":{"waiting":3}},"conversation":{"queue":"Default","queue":null})",
                             R"("workload":{"Default":{"waiting":3}},"conversation":{"queue":"Multilingual"})",
                             R"("workload":{"":{"waiting":3}},"conversation":{"queue":""})",
                             R"("workload":null,"conversation":{"queue":"Default"})"}) {
        CAPTURE(std::string(json));
        CHECK(workload.members(json) == "good");
        CHECK(workload.own("waiting") == "null");
        CHECK(workload.own("is_staffed") == "null");
    }
}

TEST_CASE("[D43] whether a queue is staffed follows from its agents where the event does not say it") {
    Workloads workload;
    const std::pair<std::string, std::string> rows[] = {
        {R"("agents_online":0,"agents_available":0)", "false"},
        {R"("agents_online":1)", "true"},
        {R"("agents_available":2)", "true"},
        {R"("agents_online":0)", "false"},
        {R"("waiting":1)", "null"},
        {R"("agents_online":1,"is_staffed":false)", "false"},
        {R"("agents_online":0,"is_staffed":true)", "true"},
        {R"("agents_online":1,"is_staffed":null)", "true"},
    };
    for (const auto& [figures, expected] : rows) {
        const std::string& given = figures;
        CAPTURE(given);
        CHECK(workload.members("\"conversation\":{\"queue\":\"Default\"},\"workload\":{\"Default\":{" + figures +
                               "}}") == "good");
        CHECK(workload.of(standard, "is_staffed") == expected);
        CHECK(workload.own("is_staffed") == expected);
    }
}

TEST_CASE("[D15] the total is what waits and what is assigned, where the event does not say it") {
    Workloads workload;
    const auto total = [&](const std::string& figures) {
        CHECK(workload.members("\"workload\":{\"Default\":{" + figures + "}}") == "good");
        return workload.of(standard, "total");
    };
    CHECK(total(R"("waiting":3,"assigned":4)") == "7");
    CHECK(total(R"("waiting":3,"assigned":4,"total":9)") == "9");
    CHECK(total(R"("waiting":3)") == "null");
    CHECK(total(R"("assigned":4)") == "null");
    CHECK(total(R"("waiting":9223372036854775807,"assigned":9223372036854775807)") == "18446744073709551614");
}

TEST_CASE("of a queue that stands there twice the last counts, whole") {
    Workloads workload;
    CHECK(workload.members(
              R"("workload":{"Default":{"waiting":1,"oldest_wait":5},"Default":{"waiting":2,"waiting":3}})") == "good");
    CHECK(workload.of(standard, "waiting") == "3");
    CHECK(workload.of(standard, "oldest_wait") == "null");
}
