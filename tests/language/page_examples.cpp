// What `parley explain-code` shows is true: every example yields its code, and what the page proposes instead does not.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "compiler/diagnostics/render.h"
#include "compiler/testing/testing.h"
#include "tests/language/building.h"
#include "tests/language/documents.h"

using namespace parley;
using diagnostics::Severity;
using documents::Block;
using Codes = std::vector<std::string>;

namespace {

// The tenant that the pages speak of.
constexpr const char* catalog_text = R"(
company: Acme
crm: salesforce
queues: [Default, Priority, Billing, Triage, Multilingual overflow, Multilingual]
contact_points: [End User Support, Sales]
agents: [amy, bob]
schedules:
  EU office hours:
    time_zone: Europe/Paris
    weekly: {mon-fri: ["08:00-18:00"]}
messages:
  survey: {text: "How did we do?", sms: "Rate us 1-5"}
fields:
  conversation.customer_tier: {type: choice, values: [bronze, silver, gold, platinum], ordered: true}
  conversation.order_total: {type: decimal}
  conversation.topics: {type: list of text}
)";

// Where an example would be bytes that cannot be printed, thousands of lines, several files, or none at all.
const std::set<std::string> described = {"R0101", "R0102", "R0103", "R0105", "R0112", "R0113",
                                         "R0114", "R0126", "R0214", "R0216", "R0501", "R0503"};

struct Page {
    std::vector<Block> example, instead;
};

Page page_of(const diagnostics::CodeInfo& code) {
    const std::string name = "compiler/diagnostics/pages/" + std::string(code.id) + ".md";
    const std::string text = documents::read(name);
    const auto line_of = [&](const char* heading) {
        return static_cast<std::size_t>(
                   std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(text.find(heading)), '\n')) +
               1;
    };
    const std::size_t instead = line_of("\n## Instead"), why = line_of("\n## Why");
    Page page;
    for (Block& block : documents::blocks(name)) {
        if (block.line < instead)
            page.example.push_back(std::move(block));
        else if (block.line < why)
            page.instead.push_back(std::move(block));
    }
    return page;
}

// All that is found in one block, as text and as codes.
struct Findings {
    Codes errors, all;
    std::string text;
};

Findings findings_of(const diagnostics::Diagnostics& diagnostics, const source::SourceSet& sources) {
    return {building::codes(diagnostics, Severity::error), building::codes(diagnostics, Severity::note),
            diagnostics::render_text(diagnostics, sources)};
}

Findings findings_of(const Block& block) {
    if (block.info == "yaml test") {
        const auto built = building::build(catalog_text, "");
        const source::FileId file = built->sources.add("tests/page.test.yaml", block.text);
        diagnostics::Diagnostics diagnostics;
        testing::read(file, built->sources, built->compilation.catalog, diagnostics);
        return findings_of(diagnostics, built->sources);
    }
    const auto built =
        block.info == "yaml" ? building::build(block.text, "") : building::build(catalog_text, block.text);
    return findings_of(built->compilation.diagnostics, built->sources);
}

bool contains(const Codes& codes, std::string_view code) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

}  // namespace

TEST_CASE("the example of every page yields its code, and no other error") {
    for (const diagnostics::CodeInfo& code : diagnostics::all_codes()) {
        const std::string id(code.id);
        if (described.contains(id)) continue;
        INFO(id);
        const Page page = page_of(code);
        REQUIRE(page.example.size() == 1);
        const Findings found = findings_of(page.example.front());
        CHECK_MESSAGE(contains(found.all, id), found.text);
        CHECK_MESSAGE(std::all_of(found.errors.begin(), found.errors.end(), [&](auto& error) { return error == id; }),
                      found.text);
    }
}

TEST_CASE("what a page proposes instead is free of the finding and of errors") {
    std::size_t blocks = 0;
    for (const diagnostics::CodeInfo& code : diagnostics::all_codes()) {
        const std::string id(code.id);
        for (const Block& block : page_of(code).instead) {
            if (block.info != "parley" && block.info != "yaml" && block.info != "yaml test") continue;
            INFO(id << ", line " << block.line);
            const Findings found = findings_of(block);
            CHECK_MESSAGE(found.errors == Codes{}, found.text);
            CHECK_MESSAGE(!contains(found.all, id), found.text);
            ++blocks;
        }
    }
    CHECK(blocks > 60);
}
