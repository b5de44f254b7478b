#include <doctest/doctest.h>

#include <chrono>
#include <string>

#include "compiler/source/source.h"

using namespace parley::source;

namespace {

std::string place(const SourceFile& file, std::uint32_t offset) {
    Position at = file.position(offset);
    return std::to_string(at.line) + ":" + std::to_string(at.column);
}

}  // namespace

TEST_CASE("lines end in LF, CR LF or CR") {
    SourceFile file("a", "one\ntwo\r\nthree\rfour\n\r\n\r\rend");
    REQUIRE(file.line_count() == 8);
    CHECK(file.line(1) == "one");
    CHECK(file.line(2) == "two");
    CHECK(file.line(3) == "three");
    CHECK(file.line(4) == "four");
    CHECK(file.line(5) == "");
    CHECK(file.line(6) == "");
    CHECK(file.line(7) == "");
    CHECK(file.line(8) == "end");
    CHECK(file.line_begin(3) == 9);
    CHECK(place(file, 4) == "2:1");
    CHECK(place(file, 7) == "2:4");   // the CR of CR LF
    CHECK(place(file, 8) == "2:5");   // its LF
    CHECK(place(file, 15) == "4:1");  // behind a CR alone
}

TEST_CASE("a line break at the end leaves an empty last line, and an empty text has one line") {
    CHECK(SourceFile("a", "x\n").line_count() == 2);
    CHECK(place(SourceFile("a", "x\n"), 2) == "2:1");
    CHECK(SourceFile("a", "x\r").line_count() == 2);
    CHECK(SourceFile("a", "").line_count() == 1);
    CHECK(SourceFile("a", "").line(1) == "");
    CHECK(place(SourceFile("a", ""), 0) == "1:1");
}

TEST_CASE("columns are code points, not bytes") {
    SourceFile file("a", "é漢😀x\nß=1");
    CHECK(place(file, 2) == "1:2");
    CHECK(place(file, 5) == "1:3");
    CHECK(place(file, 9) == "1:4");
    CHECK(place(file, 13) == "2:2");
}

TEST_CASE("columns are right far into a long line, on every side of a block") {
    std::string text = "short\n";
    for (int i = 0; i < 5000; ++i) text += "aé";
    SourceFile file("a", text);
    for (std::uint32_t i : {0u, 1u, 1363u, 1364u, 1365u, 1366u, 2730u, 4999u}) {
        CAPTURE(i);
        CHECK(place(file, 6 + 3 * i) == "2:" + std::to_string(2 * i + 1));
        CHECK(place(file, 6 + 3 * i + 1) == "2:" + std::to_string(2 * i + 2));
    }
    CHECK(place(file, static_cast<std::uint32_t>(text.size())) == "2:10001");
}

TEST_CASE("a text whose size is just a whole block has a position at its end") {
    for (std::size_t size : {4095u, 4096u, 4097u, 8192u}) {
        SourceFile file("a", std::string(size, 'x'));
        CHECK(place(file, static_cast<std::uint32_t>(size)) == "1:" + std::to_string(size + 1));
    }
}

TEST_CASE("a byte order mark is in no column") {
    SourceFile file("a", "\xEF\xBB\xBFrule\nx");
    CHECK(file.text_begin() == 3);
    CHECK(file.line(1) == "rule");
    CHECK(place(file, 3) == "1:1");
    CHECK(place(file, 5) == "1:3");
    CHECK(place(file, 0) == "1:1");
    CHECK(place(file, 8) == "2:1");
    CHECK(file.text().size() == 9);
}

TEST_CASE("places outside the text are its end") {
    SourceFile file("a", "ab\ncd");
    CHECK(place(file, 4'000'000'000u) == "2:3");
    CHECK(file.line(3) == "");
    CHECK(file.line(4'000'000'000u) == "");
    CHECK(file.line_begin(9) == 5);
    CHECK(file.line(0) == "ab");
}

TEST_CASE("each place is found among many lines, on every side of a block") {
    std::string text = "\xEF\xBB\xBF";
    for (int line = 0; text.size() < 20'000; ++line) {
        if (line % 97 == 0) text += std::string(5'000, 'a');
        for (int i = 0; i < line % 41; ++i) text += line % 3 == 0 ? "é" : "x";
        text += line % 5 == 0 ? "\r\n" : "\n";
    }
    const SourceFile file("a.parley", text);
    Position expected;
    for (std::uint32_t at = 3; at <= text.size(); ++at) {
        const Position found = file.position(at);
        if (found.line != expected.line || found.column != expected.column)
            FAIL("byte " << at << " is at " << found.line << ":" << found.column);
        if (at == text.size()) break;
        if (text[at] == '\n') {
            expected = {expected.line + 1, 1};
        } else if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) {
            ++expected.column;
        }
    }
}

TEST_CASE("finding positions in one huge line stays fast") {
    SourceFile file("a", std::string(32u << 20, 'x'));
    auto start = std::chrono::steady_clock::now();
    std::uint64_t sum = 0;
    for (std::uint32_t i = 0; i < 1000; ++i) sum += file.position((32u << 20) - i).column;
    CHECK(sum == 1000ull * ((32u << 20) + 1) - 499'500);
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
}

TEST_CASE("a source set names files and their pieces") {
    SourceSet set;
    FileId a = set.add("rules/a.parley", "alpha beta");
    const SourceFile& first = set.file(a);
    for (int i = 0; i < 100; ++i) set.add("more", "x");
    CHECK(&first == &set.file(a));
    CHECK(set.size() == 101);
    CHECK(set.file(a).name() == "rules/a.parley");
    CHECK(set.text({a, 6, 10}) == "beta");
    CHECK(set.text({a, 6, 999}) == "beta");
    CHECK(set.text({a, 10, 10}) == "");
    CHECK(set.text({a, 9, 2}) == "");
    CHECK(set.text({a, 99, 120}) == "");
    CHECK(set.text(Span{}) == "");
    CHECK(set.position({a, 6, 10}).column == 7);
}

TEST_CASE("joining spans") {
    CHECK(join({1, 2, 4}, {1, 8, 9}) == Span{1, 2, 9});
    CHECK(join({1, 8, 9}, {1, 2, 4}) == Span{1, 2, 9});
    CHECK(join(Span{}, {1, 2, 4}) == Span{1, 2, 4});
    CHECK(join({1, 2, 4}, Span{}) == Span{1, 2, 4});
    CHECK(join({1, 2, 4}, {2, 8, 9}) == Span{1, 2, 4});
}
