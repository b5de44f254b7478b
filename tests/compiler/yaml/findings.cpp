#include <doctest/doctest.h>

#include "tests/compiler/yaml/reading.h"

using namespace parley::yaml;

TEST_CASE("a duplicate key is refused and the first one kept") {
    Reading r = read("a: 1\nb: 2\na: 3\nn: {x: 1, \"x\": 2}\n");
    CHECK(r.findings() == Findings{"R0302 <a> `a` is given twice", "R0302 <\"x\"> `x` is given twice"});
    CHECK(r.root.find("a")->scalar == "1");
    CHECK(r.root.find("n")->find("x")->scalar == "1");
    const auto& first = r.diagnostics.all()[0];
    REQUIRE(first.labels.size() == 1);
    CHECK(r.sources.position(first.labels[0].span).line == 1);
    CHECK(r.sources.position(first.primary.span).line == 3);
}

TEST_CASE("keys that are the same only after NFC are duplicates [D36]") {
    Reading r = read("caf\xC3\xA9: 1\ncafe\xCC\x81: 2\n");
    CHECK(r.diagnostics.errors() == 1);
}

TEST_CASE("anchors, aliases and tags are refused and the rest is kept") {
    Reading r = read("a: &x one\nb: *x\nc: !!str 5\nd: !t &y\n  k: v\ne: kept\n");
    CHECK(r.findings() ==
          Findings{"R0303 <&x> anchors are not supported here", "R0303 <*x> aliases are not supported here",
                   "R0303 <!!str> tags are not supported here", "R0303 <&y> anchors are not supported here",
                   "R0303 <!t> tags are not supported here"});
    CHECK(r.root.find("a")->scalar == "one");
    CHECK(r.text(r.root.find("a")->span) == "one");
    CHECK(r.root.find("b")->kind == Node::Kind::null);
    CHECK(r.text(r.root.find("c")->span) == "5");
    CHECK(r.root.find("d")->find("k")->scalar == "v");
    CHECK(r.root.find("e")->scalar == "kept");
}

TEST_CASE("an alias that nothing anchors is one finding") {
    Reading r = read("a: *nothing\n");
    CHECK(r.findings() == Findings{"R0303 <*nothing> aliases are not supported here"});
    CHECK(r.root.kind == Node::Kind::null);
}

TEST_CASE("of several documents the first is read and the second refused, once") {
    Reading r = read("a: 1\n---\nb: 2\n---\nc: 3\n");
    CHECK(r.findings() == Findings{"R0303 <---> a second document begins here, and only one is read"});
    CHECK(r.root.find("a")->scalar == "1");
    CHECK(r.root.find("b") == nullptr);
}

TEST_CASE("a key that is a list, a mapping or nothing is refused with its value") {
    Reading r = read("? [a, b]\n: x\n? {k: v}\n: y\n: z\ngood: 1\n");
    REQUIRE(r.diagnostics.errors() == 3);
    CHECK(r.findings()[0] == "R0305 <[> a key has to be a single word or text");
    CHECK(r.findings()[1] == "R0305 <{> a key has to be a single word or text");
    REQUIRE(r.root.entries.size() == 1);
    CHECK(r.root.entries[0].key == "good");
}

TEST_CASE("what stands under a refused key gives no findings of its own") {
    Reading r = read("a: 1\na: {x: &y 1, [z]: 2, q: 1, q: 2}\nb: {c: 1, c: 2}\n");
    CHECK(r.findings() == Findings{"R0302 <a> `a` is given twice", "R0302 <c> `c` is given twice"});
}

TEST_CASE("broken syntax is one finding where it breaks, in words of ours") {
    struct Case {
        const char* text;
        const char* finding;
    };
    const Case cases[] = {
        {"a: b: c\n", "R0301 <:> a `:` stands where no key can be"},
        {"a: [1, 2\nb: 3\n", "R0301 <:> a `[` is not closed"},
        {"a: [1, 2\n", "R0301 <> a `[` is not closed"},
        {"a: {x: 1\n", "R0301 <> a `{` is not closed"},
        {"a: \"open\nb: 1\n", "R0301 <\"> a quoted text is not closed"},
        {"a: 'open\nb: 1\n", "R0301 <'> a quoted text is not closed"},
        {"a: \"open\nb: 1", "R0301 <> a quoted text is not closed"},
        {"a: x\n  b: y\n", "R0301 <:> a `:` stands where no key can be"},
        {"a: @x\n", "R0301 <@> a character that can begin no value"},
        {"a: ]\n", "R0301 <]> a bracket is closed that was not opened"},
        {"a: |x\n  y\n", "R0301 <x> behind `|` or `>` nothing may follow on the line"},
        {"a: - b\n", "R0301 <-> a `-` begins a list item where none can be"},
        {"a: \"\\q\"\n", "R0301 <\"> an escape that YAML does not have"},
        {"a: \"\\xZZ\"\n", "R0301 <\"> an escape without its hexadecimal digits"},
        {"a: \"\\ud800\"\n", "R0301 <\"> an escape that is no Unicode character"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.text);
        Reading r = read(c.text);
        CHECK(r.findings() == Findings{c.finding});
        CHECK(r.root.kind == Node::Kind::null);
    }
}

TEST_CASE("text that is no text is refused before it is parsed") {
    CHECK(read("a: b\xFF\n").findings().at(0).substr(0, 5) == "R0101");
    CHECK(read(std::string("a: b\0c\n", 7)).findings().at(0).substr(0, 5) == "R0102");
    CHECK(read("a: b\x04\nc: d\n").findings() == Findings{"R0301 <\x04> a control character stands in the file"});
    CHECK(read("a: b\x7F\n").findings() == Findings{"R0301 <\x7F> a control character stands in the file"});
    CHECK(read("a:\tb\n").findings() == Findings{});
}
