// Every block of the README and of the manual is run. What a block is stands behind its opening fence:
//   parley                a whole file of rules: no errors
//   parley fragment       steps of a rule
//   parley tests          tests, one a line
//   parley … error R0000  exactly this error
//   yaml example          the catalog of the examples;  yaml: another catalog, by itself
//   yaml tests            tests of the rules above, which pass;  yaml project: a parley.yaml
//   json event            an event for the rules above, followed by
//   json decision         the answer, `b2:…` standing for the digest;  json explained: with its path
//   text, text …, sh, cpp, nothing: for reading here; `text reserved` is held against the grammar
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>

#include "compiler/diagnostics/render.h"
#include "compiler/project/project.h"
#include "compiler/testing/testing.h"
#include "tests/language/building.h"
#include "tests/language/documents.h"

using namespace parley;
using building::Built;
using diagnostics::Severity;
using documents::Block;
using nlohmann::json;
using Codes = std::vector<std::string>;

namespace {

// A rule on every event there is, so that a fragment may read any field.
std::string rule_of(const std::string& name, const std::string& steps) {
    static const std::string events = [] {
        const auto built = building::build(documents::example_catalog(), "");
        std::string list;
        for (const catalog::Event& event : built->compilation.catalog.events)
            list += (list.empty() ? "" : ", ") + event.id;
        return list;
    }();
    return "rule \"" + name + "\" on " + events + " {\n" + steps + "}\n";
}

std::string rules_of(const Block& block) {
    if (block.info.starts_with("parley fragment")) return rule_of("fragment", block.text);
    if (!block.info.starts_with("parley tests")) return block.text;
    std::string rules, line;
    int number = 0;
    for (std::istringstream in(block.text); std::getline(in, line);)
        rules += rule_of("test " + std::to_string(++number), "if " + line + "\n{ add_tag \"true\" }\n");
    return rules;
}

// The words behind `error`.
Codes errors_of(const Block& block) {
    const std::size_t at = block.info.find(" error ");
    if (at == std::string::npos) return {};
    Codes codes;
    std::istringstream in(block.info.substr(at + 7));
    for (std::string code; in >> code;) codes.push_back(code);
    return codes;
}

void check_catalog(const Block& block) {
    const auto built = building::build(block.text, "");
    CHECK_MESSAGE(building::codes(built->compilation.diagnostics, Severity::warning) == Codes{},
                  building::findings(*built));
}

void check_settings(const Block& block) {
    const auto folder = std::filesystem::temp_directory_path() / "parley-manual-settings";
    for (const char* name : {"rules", "tests"}) std::filesystem::create_directories(folder / name);
    std::ofstream(folder / "parley.yaml") << block.text;
    std::ofstream(folder / "catalog.yaml") << "company: Acme\n";
    diagnostics::Diagnostics diagnostics;
    const project::Project project = project::load(folder.string(), diagnostics);
    CHECK_MESSAGE(building::codes(diagnostics, Severity::error) == Codes{},
                  diagnostics::render_text(diagnostics, project.sources));
    std::filesystem::remove_all(folder);
}

void check_tests(Built& built, const Block& block) {
    const source::FileId file = built.sources.add("tests/manual.test.yaml", block.text);
    diagnostics::Diagnostics diagnostics;
    const auto tests = testing::read(file, built.sources, built.compilation.catalog, diagnostics);
    CHECK_MESSAGE(building::codes(diagnostics, Severity::note) == Codes{},
                  diagnostics::render_text(diagnostics, built.sources));
    CHECK(tests.size() > 0);
    for (const testing::TestCase& test : tests) {
        const testing::Outcome outcome = testing::Runner(*built.program).run(test);
        CHECK_MESSAGE(outcome.passed, test.name << "\n" << json(outcome.differences).dump(1));
    }
}

void check_decision(const Built& built, const std::string& event, const Block& block) {
    json wanted = json::parse(block.text);
    json given = json::parse(building::decide(built, event, block.info == "json explained"));
    if (wanted.value("artifact", "") == "b2:…") {
        CHECK(given["artifact"].get<std::string>().starts_with("b2:"));
        given["artifact"] = wanted["artifact"];
    }
    CHECK(given == wanted);
}

void check_reserved(const Block& block) {
    const std::string grammar = documents::read("grammar/Parley.g4");
    std::set<std::string> words, listed;
    static const std::regex token("\n[A-Z_]+ : '([a-z]+)' ;");
    for (std::sregex_iterator at(grammar.begin(), grammar.end(), token), end; at != end; ++at) words.insert((*at)[1]);
    for (const std::string unit : {"second", "minute", "hour", "day", "week"}) {
        REQUIRE(grammar.find("'" + unit + "'") != std::string::npos);
        words.insert({unit, unit + "s"});
    }
    std::istringstream in(block.text);
    for (std::string word; in >> word;) listed.insert(word);
    CHECK(listed == words);
}

// The blocks of one page, in order.
class Page {
public:
    void run(const Block& block) {
        const std::string place = block.page + ":" + std::to_string(block.line);
        INFO(place);
        if (block.info.starts_with("parley")) return compile(block);
        if (block.info == "yaml" || block.info == "yaml example") return check_catalog(block);
        if (block.info == "yaml project") return check_settings(block);
        if (block.info == "text reserved") return check_reserved(block);
        if (block.info.empty() || block.info == "sh" || block.info == "cpp" || block.info.starts_with("text")) return;
        REQUIRE_MESSAGE(rules_ != nullptr, "no rules above this block");
        if (block.info == "yaml tests") return check_tests(*rules_, block);
        if (block.info == "json event") {
            REQUIRE(json::accept(block.text));
            event_ = block.text;
            return;
        }
        REQUIRE_MESSAGE((block.info == "json decision" || block.info == "json explained"), "what is this block?");
        REQUIRE(!event_.empty());
        check_decision(*rules_, event_, block);
        event_.clear();
    }
    bool answered() const { return event_.empty(); }

private:
    void compile(const Block& block) {
        auto built = building::build(documents::example_catalog(), rules_of(block));
        const Codes wanted = errors_of(block);
        CHECK_MESSAGE(building::codes(built->compilation.diagnostics, Severity::error) == wanted,
                      building::findings(*built));
        if (wanted.empty() && block.info == "parley" && built->program) rules_ = std::move(built);
    }

    std::unique_ptr<Built> rules_;
    std::string event_;
};

}  // namespace

TEST_CASE("the manual has an example catalog, and it loads") {
    REQUIRE(!documents::example_catalog().empty());
    const auto built = building::build(documents::example_catalog(), "");
    CHECK_MESSAGE(built->compilation.diagnostics.all().empty(), building::findings(*built));
}

TEST_CASE("every example of the README and the manual does what is said of it") {
    std::size_t decisions = 0;
    for (const std::string& name : documents::manual_pages()) {
        Page page;
        for (const Block& block : documents::blocks(name)) {
            page.run(block);
            decisions += block.info == "json decision" || block.info == "json explained";
        }
        INFO(name);
        CHECK_MESSAGE(page.answered(), "an event without its decision");
    }
    CHECK(decisions >= 8);
}

TEST_CASE("the pages lead to pages that are there") {
    static const std::regex link("\\]\\(([^)# ]+)(#[^)]*)?\\)");  // with a blank in it, it is a line of C++
    for (const std::string& name : documents::manual_pages()) {
        const std::string text = documents::read(name);
        const auto folder = (std::filesystem::path(PARLEY_ROOT) / name).parent_path();
        for (std::sregex_iterator at(text.begin(), text.end(), link), end; at != end; ++at) {
            const std::string target = (*at)[1];
            if (target.starts_with("http")) continue;
            CHECK_MESSAGE(std::filesystem::exists(folder / target), name << " links to " << target);
        }
    }
}
