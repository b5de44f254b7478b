#include <doctest/doctest.h>

#include "tests/compiler/yaml/reading.h"

using namespace parley::yaml;

TEST_CASE("a document becomes a tree in file order") {
    Reading r = read("b: 1\na: [x, \"y\", {k: v}]\nc:\n  - one\n  - two\n");
    CHECK(r.findings() == Findings{});
    REQUIRE(r.root.kind == Node::Kind::mapping);
    REQUIRE(r.root.entries.size() == 3);
    CHECK(r.root.entries[0].key == "b");
    CHECK(r.root.entries[1].key == "a");
    const Node* list = r.root.find("a");
    REQUIRE(list);
    REQUIRE(list->items.size() == 3);
    CHECK(list->items[1].scalar == "y");
    CHECK(list->items[2].find("k")->scalar == "v");
    CHECK(r.root.find("c")->items[1].scalar == "two");
    CHECK(r.root.find("d") == nullptr);
}

TEST_CASE("a scalar's span covers its characters with its quotes, counted in bytes") {
    Reading r = read("é: \"a\\\"b\"  # comment\nü: 'it''s é'\np: two words # c\nf: {é: [ü, \"ö\"]}\nw: last");
    CHECK(r.findings() == Findings{});
    CHECK(r.text(r.root.entries[0].key_span) == "é");
    CHECK(r.text(r.root.entries[0].value.span) == "\"a\\\"b\"");
    CHECK(r.root.entries[0].value.scalar == "a\"b");
    CHECK(r.text(r.root.entries[1].value.span) == "'it''s é'");
    CHECK(r.root.entries[1].value.scalar == "it's é");
    CHECK(r.text(r.root.entries[2].value.span) == "two words");
    const Node& flow = r.root.entries[3].value;
    CHECK(r.text(flow.span) == "{");
    CHECK(r.text(flow.entries[0].key_span) == "é");
    CHECK(r.text(flow.entries[0].value.span) == "[");
    CHECK(r.text(flow.entries[0].value.items[0].span) == "ü");
    CHECK(r.text(flow.entries[0].value.items[1].span) == "\"ö\"");
    CHECK(r.text(r.root.entries[4].value.span) == "last");
}

TEST_CASE("scalars over several lines") {
    Reading r =
        read("p: one\n   two\n\n   three\nq: \"a\n  b\"\nb: |\n  text\n   more\nf: >-\n  folded\n  line\nz: end\n");
    CHECK(r.findings() == Findings{});
    CHECK(r.root.entries[0].value.scalar == "one two\nthree");
    CHECK(r.text(r.root.entries[0].value.span) == "one\n   two\n\n   three");
    CHECK(r.text(r.root.entries[1].value.span) == "\"a\n  b\"");
    CHECK(r.root.entries[1].value.scalar == "a b");
    CHECK(r.root.entries[2].value.scalar == "text\n more\n");
    CHECK(r.text(r.root.entries[2].value.span) == "|");
    CHECK(r.text(r.root.entries[3].value.span) == ">-");
    CHECK(r.text(r.root.entries[4].value.span) == "end");
}

TEST_CASE("plain says whether a scalar stands without quotes") {
    Reading r = read("[a, 'b', \"c\", 5]");
    CHECK(r.root.items[0].plain);
    CHECK_FALSE(r.root.items[1].plain);
    CHECK_FALSE(r.root.items[2].plain);
    CHECK(r.root.items[3].plain);
}

TEST_CASE("null values, and what is pointed at for one that is not there") {
    Reading r = read("a: ~\nb: null\nc:\nd: \"null\"\ne:\n  - x\n  -\n  - ~\nf: [1, ]\ng: {h, i: }\nnull: key\n");
    CHECK(r.findings() == Findings{});
    auto& entries = r.root.entries;
    CHECK(entries[0].value.kind == Node::Kind::null);
    CHECK(r.text(entries[0].value.span) == "~");
    CHECK(r.text(entries[1].value.span) == "null");
    CHECK(entries[2].value.kind == Node::Kind::null);
    CHECK(r.text(entries[2].value.span) == "c");
    CHECK(entries[3].value.kind == Node::Kind::scalar);
    CHECK(entries[4].value.items[1].kind == Node::Kind::null);
    CHECK(r.text(entries[4].value.items[1].span) == "-");
    CHECK(r.text(entries[4].value.items[2].span) == "~");
    CHECK(entries[6].value.entries[0].key == "h");
    CHECK(r.text(entries[6].value.entries[1].value.span) == "i");
    CHECK(entries[7].key == "null");
}

TEST_CASE("a byte order mark and carriage returns do not move the spans") {
    Reading r = read(
        "\xEF\xBB\xBF"
        "a: one\r\nb: two\r\n");
    CHECK(r.findings() == Findings{});
    CHECK(r.text(r.root.entries[0].key_span) == "a");
    CHECK(r.text(r.root.entries[1].value.span) == "two");
    CHECK(r.root.entries[1].value.scalar == "two");
}

TEST_CASE("keys and scalars are brought to NFC [D36]") {
    Reading r = read("cafe\xCC\x81: cafe\xCC\x81\n");
    CHECK(r.root.entries[0].key == "caf\xC3\xA9");
    CHECK(r.root.entries[0].value.scalar == "caf\xC3\xA9");
    CHECK(r.text(r.root.entries[0].value.span) == "cafe\xCC\x81");
}

TEST_CASE("an empty file is a null node without a finding") {
    for (const char* text : {"", "\n\n", "# only a comment\n", "---\n", "\xEF\xBB\xBF"}) {
        CAPTURE(text);
        Reading r = read(text);
        CHECK(r.root.kind == Node::Kind::null);
        CHECK(r.findings() == Findings{});
        CHECK(r.root.span.exists());
    }
}
