// JSON, SARIF and GitHub commands.
#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "compiler/diagnostics/render.h"
#include "tests/compiler/diagnostics/places.h"

using namespace parley::diagnostics;
using nlohmann::json;
using parley::source::FileId;
using parley::source::SourceSet;
using parley::source::Span;

namespace {

// One error with an edit at its own place and one elsewhere, one note in another file's name, one without a place.
struct Sample {
    SourceSet sources;
    FileId rules, catalog;
    Diagnostics bag;

    Sample() {
        rules = sources.add("rules/routing one.parley", blank_lines(13) + "    send_to_queue \"Biling\"  // é\n");
        catalog = sources.add("/etc/catalog.yaml", "queues: [Billing]\n");
        Span at = find(sources, rules, "\"Biling\"");
        bag.report(Code::unknown_reference, at, "unknown queue `Biling`", "not in catalog `support-desk`")
            .label(find(sources, catalog, "queues"), "declared here")
            .note("a fact\nwith a witness")
            .suggest("did you mean `Billing`?", at, "\"Billing\"")
            .suggest("add it to the catalog", {catalog, 16, 16}, ", Biling", true)
            .help("or remove the step");
        bag.report(Code::negative_test_of_absent, find(sources, rules, "é"), "also true while there is no value");
        bag.report(Code::no_rules, {}, "no rule files");
    }
};

}  // namespace

TEST_CASE("a JSON record has the keys and places of the finding") {
    Sample sample;
    json out = json::parse(render_json(sample.bag, sample.sources));
    CHECK(out["format_version"] == 1);
    CHECK(out["errors"] == 1);
    CHECK(out["warnings"] == 1);
    CHECK(out["notes"] == 1);
    CHECK(out["dropped"] == 0);
    REQUIRE(out["diagnostics"].size() == 3);
    CHECK(out["diagnostics"][0] == json::parse(R"({
        "code": "R0204", "severity": "error", "message": "unknown queue `Biling`",
        "primary": {"file": "rules/routing one.parley", "start": {"line": 14, "column": 19},
                    "end": {"line": 14, "column": 27}, "label": "not in catalog `support-desk`"},
        "labels": [{"file": "/etc/catalog.yaml", "start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 7},
                    "label": "declared here"}],
        "notes": ["a fact\nwith a witness"],
        "help": [{"text": "did you mean `Billing`?", "edit": {"at": "primary", "replace": "\"Billing\""}, "certain": false},
                 {"text": "add it to the catalog", "certain": true,
                  "edit": {"at": {"file": "/etc/catalog.yaml", "start": {"line": 1, "column": 17},
                                  "end": {"line": 1, "column": 17}}, "replace": ", Biling"}},
                 {"text": "or remove the step", "edit": null, "certain": false}]})"));
    CHECK(out["diagnostics"][1]["severity"] == "note");
    CHECK(out["diagnostics"][1]["primary"]["start"] == json({{"line", 14}, {"column", 32}}));
    CHECK(out["diagnostics"][1]["primary"]["end"] == json({{"line", 14}, {"column", 33}}));
    CHECK(out["diagnostics"][2]["primary"].is_null());
}

TEST_CASE("JSON has a line for each record, with its keys in order") {
    Sample sample;
    std::string out = render_json(sample.bag, sample.sources);
    CHECK(
        out.starts_with("{\"format_version\":1,\"errors\":1,\"warnings\":1,\"notes\":1,\"dropped\":0,\"diagnostics\":["
                        "\n{\"code\":\"R0204\","
                        "\"severity\":\"error\",\"message\":\"unknown queue "
                        "`Biling`\",\"primary\":{\"file\":\"rules/routing one.parley\","
                        "\"start\":{\"line\":14,\"column\":19},\"end\":{\"line\":14,\"column\":27},\"label\":"));
    CHECK(out.ends_with("]}\n"));
    CHECK(std::count(out.begin(), out.end(), '\n') == 4);
    CHECK(render_json(Diagnostics{}, sample.sources) ==
          "{\"format_version\":1,\"errors\":0,\"warnings\":0,\"notes\":0,\"dropped\":0,\"diagnostics\":[]}\n");
}

TEST_CASE("JSON counts what was dropped") {
    SourceSet sources;
    FileId file = sources.add("a", std::string(2000, 'x'));
    Diagnostics bag;
    for (std::uint32_t i = 0; i < 1001; ++i) bag.report(Code::unknown_field, {file, i, i + 1}, "m");
    json out = json::parse(render_json(bag, sources));
    CHECK(out["errors"] == 1001);
    CHECK(out["dropped"] == 1);
    CHECK(out["diagnostics"].size() == 1000);
}

TEST_CASE("SARIF names the tool, the rules and where the findings are") {
    Sample sample;
    json log = json::parse(render_sarif(sample.bag, sample.sources));
    CHECK(log["version"] == "2.1.0");
    REQUIRE(log["runs"].size() == 1);
    const json& run = log["runs"][0];
    CHECK(run["columnKind"] == "unicodeCodePoints");
    const json& driver = run["tool"]["driver"];
    CHECK(driver["name"] == "parley");
    REQUIRE(driver["rules"].size() == 3);
    CHECK(driver["rules"][0]["id"] == "R0204");
    CHECK(driver["rules"][0]["shortDescription"]["text"] == info(Code::unknown_reference).summary);
    CHECK(driver["rules"][0]["help"]["text"] == page(Code::unknown_reference));
    CHECK(driver["rules"][0]["defaultConfiguration"]["level"] == "error");
    REQUIRE(run["results"].size() == 3);
    for (const json& result : run["results"]) {
        CHECK(driver["rules"][result["ruleIndex"].get<std::size_t>()]["id"] == result["ruleId"]);
    }
    const json& result = run["results"][0];
    CHECK(result["ruleId"] == "R0204");
    CHECK(result["level"] == "error");
    CHECK(result["message"]["text"].get<std::string>().starts_with("unknown queue `Biling`\n"));
    CHECK(result["locations"] == json::parse(R"([{
        "physicalLocation": {"artifactLocation": {"uri": "rules/routing%20one.parley"},
                             "region": {"startLine": 14, "startColumn": 19, "endLine": 14, "endColumn": 27}},
        "message": {"text": "not in catalog `support-desk`"}}])"));
    CHECK(result["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "file:///etc/catalog.yaml");
    CHECK(result["relatedLocations"][0]["message"]["text"] == "declared here");
    REQUIRE(result["fixes"].size() == 2);  // of three helps two have an edit
    CHECK(result["fixes"][0] == json::parse(R"({
        "description": {"text": "did you mean `Billing`?"},
        "artifactChanges": [{"artifactLocation": {"uri": "rules/routing%20one.parley"},
            "replacements": [{"deletedRegion": {"startLine": 14, "startColumn": 19, "endLine": 14, "endColumn": 27},
                              "insertedContent": {"text": "\"Billing\""}}]}]})"));
    CHECK(run["results"][1]["level"] == "note");
    CHECK_FALSE(run["results"][1].contains("fixes"));
    CHECK_FALSE(run["results"][2].contains("locations"));
}

TEST_CASE("SARIF without findings is a run without results") {
    json log = json::parse(render_sarif(Diagnostics{}, SourceSet{}));
    CHECK(log["runs"][0]["results"] == json::array());
    CHECK(log["runs"][0]["tool"]["driver"]["rules"] == json::array());
}

TEST_CASE("GitHub commands stand on a line each") {
    Sample sample;
    CHECK(render_github(sample.bag, sample.sources) ==
          "::error file=rules/routing one.parley,line=14,col=19::R0204: unknown queue `Biling`"
          "%0Anot in catalog `support-desk`%0Anote: a fact%0Awith a witness%0Ahelp: did you mean `Billing`?"
          "%0Ahelp: add it to the catalog%0Ahelp: or remove the step\n"
          "::notice file=rules/routing one.parley,line=14,col=32::R0431: also true while there is no value\n"
          "::warning::R0501: no rule files\n");
}

TEST_CASE("GitHub commands escape what would end them") {
    SourceSet sources;
    FileId file = sources.add("a,b:c%.parley", "x");
    Diagnostics bag;
    bag.report(Code::unknown_field, {file, 0, 1}, "100%: a,b\r\n::error::c");
    CHECK(render_github(bag, sources) ==
          "::error file=a%2Cb%3Ac%25.parley,line=1,col=1::R0202: 100%25: a,b  ::error::c\n");
}
