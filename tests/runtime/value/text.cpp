#include "runtime/value/text.h"

#include <doctest/doctest.h>

#include "runtime/value/pattern.h"

using namespace parley::value;

TEST_CASE("UTF-8 is checked") {
    for (const char* good : {"", "plain", "caf\xC3\xA9", "\xF0\x9F\x98\x80", "\xEF\xBF\xBD"})
        CHECK(is_valid_utf8(good));
    for (const char* bad : {"\x80", "\xC3", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "a\xE2\x82", "\xFF"}) {
        CAPTURE(bad);
        CHECK_FALSE(is_valid_utf8(bad));
    }
    CHECK(is_valid_utf8(std::string_view("\0", 1)));
}

TEST_CASE("[D36] text is brought to NFC") {
    CHECK(to_nfc("e\u0301") == "\u00e9");
    CHECK(to_nfc("\u212b") == "\u00c5");
    CHECK(to_nfc("plain") == "plain");
    CHECK(to_nfc("") == "");
    CHECK(is_nfc("\u00e9"));
    CHECK_FALSE(is_nfc("e\u0301"));
}

TEST_CASE("[D36] full case folding, brought to NFC again") {
    struct Row {
        std::string left, right;
    };
    const Row same[] = {
        {"STRASSE", "stra\u00dfe"},
        {"stra\u1e9ee", "strasse"},
        {"\u039c\u03ac\u03ca\u03bf\u03c2", "\u03bc\u03ac\u03ca\u03bf\u03c3"},
        {"\ufb01x", "FIX"},
        {"\u01f0", "J\u030c"},
        {"\u0130", "i\u0307"},
        {"K", "\u212a"},
        {"AZ[@`{az", "az[@`{az"},
    };
    for (const Row& row : same) {
        CAPTURE(row.left);
        CHECK(fold_case(to_nfc(row.left)) == fold_case(to_nfc(row.right)));
        CHECK(is_nfc(fold_case(to_nfc(row.left))));
    }
    CHECK(fold_case("I") == "i");            // no Turkish rule
    CHECK(fold_case("\u0131") == "\u0131");  // the dotless i stays one
    CHECK(fold_case("a b") != fold_case("a  b"));
}

TEST_CASE("[D31] white space is Unicode's") {
    for (const char* blank : {"", " ", "\t\r\n", "\u00a0", "\u2003\u3000", "\u2028"}) CHECK(is_white_space(blank));
    for (const char* text : {"x", " x ", "\u200b", ".", "\u2060"}) CHECK_FALSE(is_white_space(text));
}

TEST_CASE("letters and digits are those of any script") {
    for (const char32_t c : {U'a', U'Z', U'\u00df', U'\u4e2d', U'\u0434'}) CHECK(is_letter(c));
    for (const char32_t c : {U'_', U'1', U'-', U'\u20ac'}) CHECK_FALSE(is_letter(c));
    CHECK(is_digit(U'7'));
    CHECK(is_digit(U'\u0663'));
    CHECK_FALSE(is_digit(U'x'));
}

TEST_CASE("code points are read and written") {
    const std::string text = "a\u00e9\U0001F600";
    std::size_t offset = 0;
    CHECK(next_code_point(text, offset) == U'a');
    CHECK(next_code_point(text, offset) == U'\u00e9');
    CHECK(next_code_point(text, offset) == U'\U0001F600');
    CHECK(offset == text.size());
    std::string out;
    for (const char32_t c : {U'a', U'\u00e9', U'\U0001F600'}) append_utf8(out, c);
    CHECK(out == text);
    append_utf8(out, static_cast<char32_t>(0xD800));
    append_utf8(out, static_cast<char32_t>(0x110000));
    CHECK(out == text + "\uFFFD\uFFFD");
}

TEST_CASE("[D36] patterns ignore case unless told otherwise and match anywhere") {
    std::string fault;
    const auto loose = Pattern::compile("ord(er)?-\\d+", false, fault);
    const auto exact = Pattern::compile("^Order$", true, fault);
    REQUIRE(loose);
    REQUIRE(exact);
    CHECK(loose->matches("see ORDER-12, please"));
    CHECK_FALSE(loose->matches("order-"));
    CHECK(exact->matches("Order"));
    CHECK_FALSE(exact->matches("order"));
    CHECK_FALSE(exact->matches("An Order"));
    CHECK(Pattern::compile("caf\u00e9", false, fault)->matches("CAF\u00c9"));
}

TEST_CASE("a pattern that cannot be used says why") {
    struct Row {
        std::string expression, fault;
    };
    const Row rows[] = {
        {"a(", "missing ): a("},
        {"(?=x)", "invalid perl operator: (?="},
        {"(a)\\1", "invalid escape sequence: \\1"},
        {"((a{100}){100}){100}", "invalid repetition size: {100}"},
        {"(\\pL{50}){20}", "the expression is too large (over 10000 instructions)"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.expression);
        std::string fault;
        CHECK(Pattern::compile(row.expression, true, fault) == nullptr);
        CHECK(fault == row.fault);
    }
    std::string fault;
    CHECK(Pattern::compile(std::string(5000, 'a'), true, fault) != nullptr);
    CHECK(Pattern::compile(std::string(100'000, '('), true, fault) == nullptr);
}
