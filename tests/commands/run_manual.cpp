// The page of the manual on conversations: its stories can be run, and what it says comes out does.
#include <doctest/doctest.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "runtime/engine/model/states.h"
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

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
    const std::size_t from = text.find(begin), to = text.find(end, from);
    REQUIRE(from != std::string::npos);
    REQUIRE(to != std::string::npos);
    return text.substr(from, to - from);
}

// All that the first cells of the tables in `section` have in code: "`assign`, `unassign`".
std::set<std::string> named(const std::string& section) {
    std::set<std::string> found;
    std::istringstream lines(section);
    const std::regex word("`([a-z_]+)`");
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("| ") || line.starts_with("| reason")) continue;
        const std::string cell = line.substr(0, line.find('|', 1));
        for (std::sregex_iterator each(cell.begin(), cell.end(), word), none; each != none; ++each)
            found.insert((*each)[1]);
    }
    return found;
}

// What stands in the lines under `name`: their types, commands or records.
std::set<std::string> values_of(const std::vector<Block>& blocks, const std::string& kind, const std::string& name) {
    std::set<std::string> found;
    for (const Block& block : blocks) {
        if (block.kind != kind) continue;
        for (const Json& line : Run{0, block.text, ""}.json_lines())
            if (line.contains(name)) found.insert(line.at(name));
    }
    return found;
}

// The stories of a page: each is run by the rules that stand before it, and the lines that stand behind it come out in
// that order.
class Stories {
public:
    explicit Stories(std::string catalog) : catalog_(std::move(catalog)) {}
    void take(const Block& block) {
        if (block.kind == "parley") rules_ = block.text;
        if (block.kind == "text stimuli") run(block.text);
        if (block.kind == "text output") compare(block.text);
    }

private:
    void run(const std::string& stimuli) {
        const Folder folder;
        folder.write("catalog.yaml", catalog_);
        folder.write("rules/rules.parley", rules_);
        folder.write("story.jsonl", stimuli);
        const Run run = tests::parley(folder, {"run", "story.jsonl"});
        REQUIRE_MESSAGE(run.code == 0, run.err);
        out_ = std::regex_replace(run.out, std::regex("\"b2:[0-9a-f]+\""), "\"b2:…\"");
        at_ = 0;
        // Nothing is refused but in the story about what is.
        if (!contains(stimuli, "\"r8\"")) CHECK_MESSAGE(!contains(out_, "\"record\":\"rejected\""), out_);
    }
    void compare(const std::string& expected) {
        std::istringstream lines(expected);
        for (std::string line; std::getline(lines, line);) {
            const std::size_t found = out_.find(line + "\n", at_);
            CHECK_MESSAGE(found != std::string::npos, line << "\nin\n" << out_);
            if (found != std::string::npos) at_ = found + line.size();
        }
    }

    std::string catalog_, rules_, out_;
    std::size_t at_ = 0;
};

std::vector<std::string> split(const std::string& text, const std::string& at) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (std::size_t end; (end = text.find(at, begin)) != std::string::npos; begin = end + at.size())
        parts.push_back(text.substr(begin, end - begin));
    parts.push_back(text.substr(begin));
    return parts;
}

}  // namespace

TEST_CASE("manual: each story of the page runs, and each line it says comes out does, in that order") {
    Stories stories(first(blocks_of("catalog.md"), "yaml example"));
    for (const Block& block : blocks_of("conversations.md")) stories.take(block);
}

TEST_CASE("manual: every stimulus, command and record that the page names is in a story of it, and no other") {
    const std::vector<Block> blocks = blocks_of("conversations.md");
    const std::string text = page("conversations.md");
    const std::set<std::string> types = named(between(text, "## Stimuli", "## What is tied"));
    CHECK(types.size() == 36);
    CHECK((values_of(blocks, "text stimuli", "type") == types));
    const std::set<std::string> commands = named(between(text, "## Commands", "## Records"));
    CHECK(commands.size() == 11);
    CHECK((values_of(blocks, "text output", "command") == commands));
    const std::set<std::string> records = named(between(text, "## Records", "With a rule that never"));
    CHECK(records.size() == 8);
    CHECK((values_of(blocks, "text output", "record") == records));
    // The reasons are the engine's, in its order.
    std::string reasons;
    for (const std::string_view reason : parley::model::words<parley::model::Rejection>)
        reasons += (reasons.empty() ? "`" : ", `") + std::string(reason) + "`";
    std::string listed = between(text, "Reasons: ", ".\n");
    listed = std::regex_replace(listed, std::regex(" \\([^)]*\\)"), "");
    CHECK(std::regex_replace(listed, std::regex("\n"), " ") == "Reasons: " + reasons);
}

TEST_CASE("manual: the table of states is the engine's own [D101]") {
    std::multiset<std::string> written, legal;
    std::istringstream rows(between(page("conversations.md"), "<!-- begin states", "<!-- end states"));
    for (std::string row; std::getline(rows, row);) {
        if (!row.starts_with("| ") || row.starts_with("| from")) continue;
        const std::vector<std::string> cells = split(row, " | ");
        for (const std::string& from : split(cells.at(0).substr(2), ", ")) written.insert(from + " > " + cells.at(1));
    }
    for (const parley::model::StateChange& change : parley::model::state_changes) {
        const std::string from(parley::model::word(change.from));
        legal.insert((from.empty() ? "nothing" : from) + " > " + std::string(parley::model::word(change.to)));
    }
    CHECK((written == legal));
}
