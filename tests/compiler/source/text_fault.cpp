#include <doctest/doctest.h>

#include <string>

#include "compiler/source/source.h"

using namespace parley::source;
using namespace std::string_literals;

namespace {

void check_fault(const std::string& text, TextFault::Kind kind, std::uint32_t offset) {
    CAPTURE(text);
    auto fault = find_text_fault(text);
    REQUIRE(fault);
    CHECK(fault->kind == kind);
    CHECK(fault->offset == offset);
}

}  // namespace

TEST_CASE("well-formed text has no fault") {
    CHECK_FALSE(find_text_fault(""));
    CHECK_FALSE(find_text_fault("plain"));
    CHECK_FALSE(
        find_text_fault("\xEF\xBB\xBF"
                        "é漢😀\x7F\x01\r\n"));
    CHECK_FALSE(find_text_fault("\xF4\x8F\xBF\xBF"));  // the last code point
}

TEST_CASE("ill-formed UTF-8 is found at its first byte") {
    check_fault("ab\xFFz", TextFault::Kind::invalid_utf8, 2);
    check_fault("é\x80", TextFault::Kind::invalid_utf8, 2);             // a continuation of nothing
    check_fault("x\xC3", TextFault::Kind::invalid_utf8, 1);             // cut off
    check_fault("x\xE2\x82", TextFault::Kind::invalid_utf8, 1);         // cut off
    check_fault("\xC0\xAF", TextFault::Kind::invalid_utf8, 0);          // overlong
    check_fault("\xED\xA0\x80", TextFault::Kind::invalid_utf8, 0);      // a surrogate
    check_fault("\xF4\x90\x80\x80", TextFault::Kind::invalid_utf8, 0);  // past the last code point
}

TEST_CASE("a NUL byte is found, and the first fault wins") {
    check_fault("ab\0c"s, TextFault::Kind::nul, 2);
    check_fault("a\0\xFF"s, TextFault::Kind::nul, 1);
    check_fault("a\xFF\0"s, TextFault::Kind::invalid_utf8, 1);
}

TEST_CASE("the size limit is inclusive") {
    Limits limits;
    limits.file_bytes = 8;
    CHECK_FALSE(find_text_fault("12345678", limits));
    auto fault = find_text_fault("123456789", limits);
    REQUIRE(fault);
    CHECK(fault->kind == TextFault::Kind::too_large);
    CHECK(fault->offset == 8);
}
