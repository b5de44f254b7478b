// Coverage: by rule, branch and condition, the last both ways.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/compiler/testing/helpers.h"

using parley::testing::CoverageItem;
using tests::bench;

namespace {

constexpr std::string_view rules = R"(condition french = conversation.language is "fr"

rule "Queue" on starting {
    if all {
        french
        conversation.contact_point is "Sales"
    } { send_to_queue "Priority" }
    else if conversation.status changed from open to closed { }
    else { send_to_queue "Triage" }
}

disabled rule "Off" on starting { close }

rule "Never" on closed { add_note "x" }
)";

std::vector<CoverageItem> cover(const std::string& tests) {
    const auto b = bench(rules, "tests:\n" + tests);
    REQUIRE(b->findings.errors() == 0);
    parley::testing::Coverage coverage;
    coverage.resize(b->program->artifact());
    parley::testing::Runner runner(*b->program);
    for (const auto& test : b->cases) CHECK(runner.run(test, &coverage).passed);
    return parley::testing::coverage_items(b->program->artifact(), coverage);
}

std::string missing(const std::vector<CoverageItem>& items, std::string_view name) {
    const auto found = std::find_if(items.begin(), items.end(), [&](const CoverageItem& i) { return i.name == name; });
    REQUIRE(found != items.end());
    CHECK(found->covered == found->missing.empty());
    return found->missing;
}

std::string test(const std::string& name, const std::string& given, const std::string& expect) {
    return "  - {name: " + name + ", event: starting, given: {" + given + "}, expect: [" + expect + "]}\n";
}

}  // namespace

TEST_CASE("without a test everything is missing, and disabled rules are not asked for") {
    const auto items = cover("  []\n");
    for (const CoverageItem& item : items) CHECK_FALSE(item.covered);
    CHECK(std::none_of(items.begin(), items.end(), [](const CoverageItem& i) { return i.name == "Off"; }));
    CHECK(items.at(0).kind == "rule");
    CHECK(items.at(0).name == "Queue");
    CHECK(items.at(0).file == "rules.parley");
    CHECK(items.at(0).line == 3);
    CHECK(missing(items, "Never") == "never fired");
    CHECK(missing(items, "Queue branch 3") == "never taken");
    CHECK(missing(items, "conversation.language is \"fr\"") == "never tested");
}

TEST_CASE("a condition counts when it was true and false") {
    const std::string other = test("a", "conversation: {language: en}", "send_to_queue");
    auto items = cover(other);
    CHECK(missing(items, "Queue").empty());
    CHECK(missing(items, "Queue branch 3").empty());
    CHECK(missing(items, "Queue branch 1") == "never taken");
    CHECK(missing(items, "french") == "never true");
    CHECK(missing(items, "conversation.contact_point is \"Sales\"") == "never tested");

    const std::string sales = test("b", "conversation: {language: fr, contact_point: Sales}", "send_to_queue");
    items = cover(other + sales);
    CHECK(missing(items, "Queue branch 1").empty());
    CHECK(missing(items, "french").empty());
    CHECK(missing(items, "conversation.language is \"fr\"").empty());
    CHECK(missing(items, "conversation.contact_point is \"Sales\"") == "never false");
}

TEST_CASE("a condition of several instructions is one item") {
    const std::string name = "conversation.status changed from open to closed";
    const std::string unchanged = test("a", "conversation: {status: open}", "send_to_queue");
    auto items = cover(unchanged);
    CHECK(std::count_if(items.begin(), items.end(), [&](const CoverageItem& i) { return i.name == name; }) == 1);
    CHECK(missing(items, name) == "never true");
    items = cover(unchanged + test("b", "conversation: {status: closed}, former: {conversation: {status: open}}", ""));
    CHECK(missing(items, name).empty());
    CHECK(missing(items, "Queue branch 2").empty());
}
