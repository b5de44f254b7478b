// What grammar/manual/artifact.md shows is what the program does.
#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "runtime/bytecode/sections.h"
#include "tests/runtime/bytecode/tables_builder.h"

using namespace parley;
using namespace parley::bytecode;

namespace {

std::string page() {
    std::ifstream file(PARLEY_ROOT "/grammar/manual/artifact.md");
    std::stringstream content;
    content << file.rdbuf();
    return content.str();
}

std::string_view kind_name(OperandKind kind) {
    switch (kind) {
        case OperandKind::none:
            return "–";
        case OperandKind::slot:
            return "slot";
        case OperandKind::constant:
            return "constant";
        case OperandKind::list:
            return "list";
        case OperandKind::pattern:
            return "pattern";
        case OperandKind::schedule:
            return "schedule";
        case OperandKind::condition:
            return "condition";
        case OperandKind::action:
            return "action";
        case OperandKind::branch:
            return "branch";
    }
    return "";
}

std::string_view jumps_name(Jumps jumps) {
    switch (jumps) {
        case Jumps::test:
            return "test";
        case Jumps::jump:
            return "jump";
        case Jumps::end:
            return "end";
        case Jumps::next:
            return "next";
    }
    return "";
}

// Whether the page has this table, and nothing more in it.
void check_table(const std::string& expected) {
    const std::string text = page();
    const std::size_t begin = text.find(expected.substr(0, expected.find('\n')));
    REQUIRE(begin != std::string::npos);
    CHECK(text.substr(begin, expected.size()) == expected);
    CHECK(text.substr(begin + expected.size(), 1) == "\n");
}

// The rule set of the worked example, as a compiler would write it down.
std::vector<std::byte> example() {
    TablesBuilder b("rule \"A\" on closed { if conversation.email is set { close } }\n");
    const auto email = b.field("conversation.email", plain(value::Kind::text));
    b.at("rule \"A\"");
    b.begin_rule("A", {2});
    b.at("if conversation.email is set");
    const auto test = b.op(Opcode::test_set, email);
    b.branch("1");
    b.at("close }");
    b.action("close", ActionForm::plain, {});
    b.bind(test);
    b.op(Opcode::complete);
    b.end_rule();
    b.tables.manifest.budget = 4;
    b.tables.manifest.condition_depth = 0;
    return write_artifact(b.finish());
}

// The bytes of a line like `0040  f0 01 00 00  meaning`, or of one like `0000  "PARLEY"  meaning`; empty: another line.
struct Line {
    std::size_t offset = 0;
    std::string bytes;
};
Line parse(const std::string& line) {
    Line result;
    if (line.size() < 6 || line.find_first_not_of("0123456789abcdef") != 4 || line.substr(4, 2) != "  ") return result;
    result.offset = std::stoul(line.substr(0, 4), nullptr, 16);
    if (line[6] == '"') {
        result.bytes = line.substr(7, line.find('"', 7) - 7);
        return result;
    }
    for (std::size_t at = 6; at + 2 < line.size() && line[at] != ' '; at += 3)
        result.bytes += static_cast<char>(std::stoul(line.substr(at, 2), nullptr, 16));
    return result;
}

}  // namespace

TEST_CASE("the manual's table of opcodes is that of opcodes.def") {
    std::string expected =
        "| number | opcode | subject | first | second | then | meaning |\n|---:|---|---|---|---|---|---|\n";
    for (const OpcodeInfo& info : opcodes()) {
        expected += "| " + std::to_string(static_cast<int>(info.opcode)) + " | `" + std::string(info.name) + "` | " +
                    std::string(kind_name(info.subject)) + " | " + std::string(kind_name(info.first)) + " | " +
                    std::string(kind_name(info.second)) + " | " + std::string(jumps_name(info.jumps)) + " | " +
                    std::string(info.meaning) + " |\n";
    }
    check_table(expected);
}

TEST_CASE("the manual's table of sections is that of the program") {
    std::string expected = "| section | bytes a record |\n|---|---:|\n";
    for (const SectionShape& shape : section_shapes)
        expected += "| `" + std::string(shape.name) + "` | " + std::to_string(shape.record_bytes) + " |\n";
    check_table(expected);
}

TEST_CASE("the manual's worked example is byte by byte what is written") {
    const std::vector<std::byte> bytes = example();
    REQUIRE(Artifact::open(bytes).ok());
    std::stringstream lines(page());
    std::size_t shown = 0;
    for (std::string text; std::getline(lines, text);) {
        const Line line = parse(text);
        if (line.bytes.empty()) continue;
        CAPTURE(text);
        REQUIRE(line.offset + line.bytes.size() <= bytes.size());
        CHECK(line.bytes == std::string(reinterpret_cast<const char*>(bytes.data()) + line.offset, line.bytes.size()));
        shown += line.bytes.size();
    }
    CHECK(shown > 450);
    CHECK(page().find("file of " + std::to_string(bytes.size()) + " bytes") != std::string::npos);
}
