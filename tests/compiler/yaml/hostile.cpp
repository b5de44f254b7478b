#include <doctest/doctest.h>

#include "tests/compiler/yaml/reading.h"

using namespace parley::yaml;

namespace {

std::string repeat(std::string_view part, std::size_t times) {
    std::string text;
    text.reserve(part.size() * times);
    for (std::size_t i = 0; i < times; ++i) text += part;
    return text;
}

}  // namespace

TEST_CASE("64 levels are read, 65 are not") {
    Reading inside = read(repeat("[", 64) + repeat("]", 64));
    CHECK(inside.findings() == Findings{});
    CHECK(inside.root.kind == Node::Kind::sequence);
    Reading outside = read(repeat("[", 65) + repeat("]", 65));
    CHECK(outside.findings() == Findings{"R0105 <[> lists and mappings are nested deeper than 64 levels"});
    CHECK(outside.root.kind == Node::Kind::null);
}

TEST_CASE("deep, long and broken input ends in one finding") {
    const std::string inputs[] = {
        repeat("[", 100'000),
        repeat("{", 100'000),
        repeat("{a: ", 50'000),
        repeat("- ", 100'000),
        repeat("? ", 100'000),
        repeat(": ", 100'000),
        repeat("[a: b, ", 20'000),
        repeat("[{", 50'000),
        repeat("&a ", 50'000),
        repeat("!a ", 50'000),
        repeat("*a ", 50'000),
        repeat("---\n", 50'000),
        repeat("]", 100'000),
        repeat("[\"", 50'000),
        "\"" + repeat("a", 100'000),
        repeat("%YAML 1.2\n", 1000),
        repeat("a", 100'000) + ": b: c",
        repeat("|", 1000),
    };
    for (const std::string& input : inputs) {
        CAPTURE(input.substr(0, 12));
        Reading r = read(input);
        CHECK(r.diagnostics.errors() >= 1);
        CHECK(r.diagnostics.errors() <= 2);
    }
}

TEST_CASE("long input that is well formed is read") {
    CHECK(read("a: \"" + repeat("x", 1'000'000) + "\"").root.find("a")->scalar.size() == 1'000'000);
    CHECK(read(repeat("- a\n", 20'000)).root.items.size() == 20'000);
    CHECK(read("[" + repeat("a,", 20'000) + "]").root.items.size() == 20'000);
    CHECK(read(repeat("# comment\n", 20'000) + "a").root.scalar == "a");
}

TEST_CASE("more brackets and commas than the limit are refused before they cost memory") {
    CHECK(Limits{}.flow_characters == 1'000'000);
    CHECK(read("[a, b, [c], {d: e}]", {.flow_characters = 6}).findings() == Findings{});
    CHECK(read("[a, b, [c], {d: e}]", {.flow_characters = 5}).findings() ==
          Findings{"R0103 <> the file has more than 5 brackets and commas"});
}

TEST_CASE("more values than the limit are refused") {
    CHECK(Limits{}.values == 2'000'000);
    CHECK(read("a: [b, c]\n", {.values = 5}).findings() == Findings{});
    Reading outside = read("a: [b, c]\n", {.values = 4});
    CHECK(outside.findings() == Findings{"R0103 <a> the file has more than 4 values"});
    CHECK(outside.root.kind == Node::Kind::null);
}

TEST_CASE("a file above the limit is refused") {
    CHECK(Limits{}.file_bytes == 16u << 20);
    CHECK(read("a: xyz", {.file_bytes = 6}).findings() == Findings{});
    CHECK(read("a: xyz", {.file_bytes = 5}).findings() == Findings{"R0103 <> the file is larger than 5 bytes"});
}

TEST_CASE("every prefix of a document is read or refused, and every byte may be anything") {
    const std::string document = "a: &x [1, \"two\", {b: 'c'}]\nd: |\n  text\ne: !t ~\nf: *x\n---\ng: \xC3\xA9\n";
    for (std::size_t length = 0; length <= document.size(); ++length) {
        Reading r = read(document.substr(0, length));
        for (const auto& finding : r.diagnostics.all()) CHECK(finding.primary.span.end <= length);
    }
    for (std::size_t at = 0; at < document.size(); ++at) {
        for (int byte = 0; byte < 256; ++byte) {
            std::string changed = document;
            changed[at] = static_cast<char>(byte);
            Reading r = read(std::move(changed));
            for (const auto& finding : r.diagnostics.all())
                CHECK(finding.primary.span.begin <= finding.primary.span.end);
        }
    }
}
