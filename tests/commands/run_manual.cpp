// The page of the manual on conversations: its stories can be run, and what it says comes out does.
#include <doctest/doctest.h>

#include <fstream>
#include <regex>
#include <sstream>

#include "tests/commands/run_steps.h"

using namespace tests;

namespace {

struct Block {
    std::string kind, text;
};

std::string page(const std::string& name) {
    std::ostringstream out;
    out << std::ifstream(std::string(PARLEY_ROOT "/grammar/manual/") + name).rdbuf();
    return out.str();
}

std::vector<Block> blocks_of(const std::string& name) {
    std::vector<Block> found;
    std::istringstream in(page(name));
    bool is_inside = false;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("```")) {
            if (!is_inside) found.push_back({line.substr(3), ""});
            is_inside = !is_inside;
        } else if (is_inside) {
            found.back().text += line + "\n";
        }
    }
    return found;
}

std::string first(const std::vector<Block>& blocks, const std::string& kind) {
    for (const Block& block : blocks)
        if (block.kind == kind) return block.text;
    FAIL(kind);
    return "";
}

}  // namespace

TEST_CASE("manual: each story of the page runs, and each line it says comes out does, in that order") {
    const std::vector<Block> blocks = blocks_of("conversations.md");
    const std::string catalog = first(blocks_of("catalog.md"), "yaml example");
    std::string out, types;
    std::size_t stories = 0, outputs = 0, at = 0;
    for (const Block& block : blocks) {
        if (block.kind == "text stimuli") {
            const Folder folder;
            folder.write("catalog.yaml", catalog);
            folder.write("rules/rules.parley", first(blocks, "parley"));
            folder.write("story.jsonl", block.text);
            const Run run = parley(folder, {"run", "story.jsonl"});
            REQUIRE_MESSAGE(run.code == 0, run.err);
            out = std::regex_replace(run.out, std::regex("\"b2:[0-9a-f]+\""), "\"b2:…\"");
            at = 0;
            // Only the one about records has something that is refused.
            if (!contains(block.text, "\"o8\"")) CHECK_MESSAGE(!contains(out, "\"record\":\"rejected\""), out);
            types += block.text;
            ++stories;
        } else if (block.kind == "text output") {
            std::istringstream lines(block.text);
            for (std::string line; std::getline(lines, line); ++outputs) {
                const std::size_t found = out.find(line + "\n", at);
                CHECK_MESSAGE(found != std::string::npos, line << "\nin\n" << out);
                if (found != std::string::npos) at = found + line.size();
            }
        }
    }
    CHECK(stories == 5);
    CHECK(outputs == 11);
    // Every type that a table of the page names is in a story.
    const std::regex row(
        R"(\n\| (`[a-z_]+`(?:, `[a-z_]+`)*) \| `?(?:agent|channel|chat|call|fields|body|review|conversation|primary|secondary|contact|user|none)\b)");
    const std::string text = page("conversations.md");
    const std::string tables =
        text.substr(text.find("## Stimuli"), text.find("## What is tied") - text.find("## Stimuli"));
    std::size_t named = 0;
    for (std::sregex_iterator each(tables.begin(), tables.end(), row), none; each != none; ++each) {
        const std::string cell = (*each)[1];
        const std::regex word("`([a-z_]+)`");
        for (std::sregex_iterator type(cell.begin(), cell.end(), word); type != none; ++type, ++named)
            CHECK_MESSAGE(contains(types, "\"type\":\"" + (*type)[1].str() + "\""), (*type)[1].str());
    }
    CHECK(named == 36);
}
