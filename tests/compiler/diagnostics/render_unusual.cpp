// Findings in lines that no terminal shows as they are.
#include <doctest/doctest.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <string>

#include "compiler/diagnostics/render.h"
#include "runtime/value/text.h"
#include "tests/compiler/diagnostics/places.h"

using namespace parley::diagnostics;
using parley::source::FileId;
using parley::source::SourceSet;
using parley::source::Span;
using namespace std::string_literals;

namespace {

// The source line and the row of carets beneath it.
std::string two_rows(const std::string& line, const std::string& piece, const std::string& label = {}) {
    SourceSet sources;
    FileId file = sources.add("a.parley", line);
    Diagnostics bag;
    bag.report(Code::wrong_type, find(sources, file, piece), "m", label);
    std::string out = render_text(bag, sources);
    std::size_t begin = out.find("\n1 |");
    REQUIRE(begin != std::string::npos);
    return out.substr(begin, out.size() - begin - 1);
}

std::string row(const std::string& source, const std::string& carets) {
    return "\n1 | " + source + "\n  | " + carets + "\n";
}

}  // namespace

TEST_CASE("tabs are shown as spaces to the next stop") {
    CHECK(two_rows("\tif x", "x") == row("    if x", "       ^"));
    CHECK(two_rows("ab\tx", "x") == row("ab  x", "    ^"));
    CHECK(two_rows("a\tb", "\t") == row("a   b", " ^^^"));
}

TEST_CASE("wide characters take two columns and combining ones none") {
    CHECK(two_rows("名前 x", "x") == row("名前 x", "     ^"));
    CHECK(two_rows("x 名前", "名前") == row("x 名前", "  ^^^^"));
    CHECK(two_rows("e\u0301\u0301 x", "x") == row("e\u0301\u0301 x", "  ^"));
    CHECK(two_rows("😀 x", "x") == row("😀 x", "   ^"));
    CHECK(two_rows("\u1112\u1161\u11AB x", "x") == row("\u1112\u1161\u11AB x", "   ^"));
    CHECK(two_rows("e\u0301 x", "\u0301") == row("e\u0301 x", " ^"));
    CHECK(two_rows("größe x", "x") == row("größe x", "      ^"));
}

TEST_CASE("controls, escapes and turning marks never reach the terminal") {
    CHECK(two_rows("a\x1b[2Jx", "x") == row("a\uFFFD[2Jx", "     ^"));
    CHECK(two_rows("a\0x"s, "x") == row("a\uFFFDx", "  ^"));
    CHECK(two_rows("a\u202Ex", "x") == row("a\uFFFDx", "  ^"));
    CHECK(two_rows("a\u2028x", "x") == row("a\uFFFDx", "  ^"));
    CHECK(two_rows("a\xFFx", "x") == row("a\uFFFDx", "  ^"));
    CHECK(two_rows("a\xE2\x82x", "x") == row("a\uFFFDx", "  ^"));
}

TEST_CASE("a long line is cut round its marks") {
    const std::string left(500, 'l'), right(500, 'r');
    std::string out = two_rows(left + "HERE" + right, "HERE", "this");
    CHECK(out == row("..." + std::string(40, 'l') + "HERE" + std::string(73, 'r') + "...",
                     std::string(43, ' ') + "^^^^ this"));
    out = two_rows("HERE" + right, "HERE");
    CHECK(out == row("HERE" + std::string(116, 'r') + "...", "^^^^"));
    out = two_rows(left + "HERE", "HERE");
    CHECK(out == row("..." + std::string(40, 'l') + "HERE", std::string(43, ' ') + "^^^^"));
    CHECK(two_rows(std::string(156, 'l') + "HERE", "HERE") ==
          row(std::string(156, 'l') + "HERE", std::string(156, ' ') + "^^^^"));
    // A span wider than the window is underlined as far as it is seen.
    CHECK(two_rows("x" + right, right, "all") ==
          row("x" + std::string(119, 'r') + "...", " " + std::string(119, '^') + " all"));
}

TEST_CASE("both labels of a long line are shown where they fit, else the primary and the others at the cut") {
    SourceSet sources;
    const std::string gap(400, '.');
    FileId file = sources.add("a.parley", gap + "ONE and TWO" + gap + "FAR" + gap);
    Diagnostics near;
    near.report(Code::wrong_type, find(sources, file, "TWO"), "m", "two").label(find(sources, file, "ONE"), "one");
    std::string out = render_text(near, sources);
    CHECK(out.find("\n  | " + std::string(43, ' ') + "---     ^^^ two\n") != std::string::npos);
    Diagnostics far;
    far.report(Code::wrong_type, find(sources, file, "FAR"), "m", "far").label(find(sources, file, "ONE"), "one");
    out = render_text(far, sources);
    CHECK(out.find("\n  | ---" + std::string(40, ' ') + "^^^ far\n  | |\n  | one\n") != std::string::npos);
}

TEST_CASE("cutting never splits a character") {
    std::string wide;
    for (int i = 0; i < 400; ++i) wide += "漢";
    std::string out = two_rows(wide + "x" + wide, "x");
    CHECK(parley::value::is_valid_utf8(out));
    CHECK(out.find("\uFFFD") == std::string::npos);
    std::size_t carets = out.find("\n  | ") + 5;
    CHECK(out.find('^') - carets == 3 + 2 * 14);  // 40 bytes back and to the start of a character: 14 of them
}

TEST_CASE("a line of megabytes costs no more than a short one") {
    SourceSet sources;
    FileId file = sources.add("a.parley", std::string(16u << 20, 'x'));
    Diagnostics bag;
    for (std::uint32_t i = 0; i < 1000; ++i)
        bag.report(Code::wrong_type, {file, i * 16'000, i * 16'000 + 15'000}, "m", "l");
    auto start = std::chrono::steady_clock::now();
    CHECK(render_text(bag, sources, {.shown = 1000}).size() < 1000u * 600u);
    CHECK(render_json(bag, sources).size() < 1000u * 600u);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(30));
}

TEST_CASE("no span into any bytes breaks a renderer, and all give valid UTF-8") {
    const std::string bytes = "a\xFF\xC3(\0\t\r\n\xE2\x82\n漢\r\x80\x1b{e\u0301}"s;
    SourceSet sources;
    FileId file = sources.add("bad \xFF\n%:,.parley", bytes);
    const auto size = static_cast<std::uint32_t>(bytes.size());
    std::size_t seen = 0;
    for (std::uint32_t begin = 0; begin <= size + 2; ++begin) {
        for (std::uint32_t end = 0; end <= size + 2; ++end) {
            Diagnostics bag;
            bag.report(Code::invalid_utf8, {file, begin, end}, "m\xFF\n" + bytes, "l\xFF" + bytes)
                .label({file, end, begin}, bytes)
                .label({file, begin / 2, size}, "x")
                .note(bytes)
                .suggest(bytes, {file, end, begin}, bytes);
            for (const std::string& out :
                 {render_text(bag, sources), render_text(bag, sources, {.color = true}), render_json(bag, sources),
                  render_sarif(bag, sources), render_github(bag, sources)}) {
                seen += parley::value::is_valid_utf8(out) && out.find('\0') == std::string::npos ? 1 : 0;
            }
            CHECK(nlohmann::json::parse(render_json(bag, sources)).contains("diagnostics"));
        }
    }
    CHECK(seen == 5u * (size + 3) * (size + 3));
}

TEST_CASE("very long messages are cut in text alone") {
    SourceSet sources;
    Diagnostics bag;
    bag.report(Code::no_rules, {}, std::string(100'000, 'm')).note(std::string(100'000, 'n'));
    CHECK(render_text(bag, sources).size() < 5000);
    CHECK(render_json(bag, sources).size() > 200'000);
}
