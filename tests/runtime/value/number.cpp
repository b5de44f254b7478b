#include "runtime/value/number.h"

#include <doctest/doctest.h>

#include <string>

using namespace parley::value;

namespace {

std::string literal(std::string_view text) {
    const ParsedNumber parsed = parse_literal(text);
    switch (parsed.fault) {
        case NumberFault::none:
            return to_string(parsed.number);
        case NumberFault::not_a_number:
            return "not a number";
        case NumberFault::out_of_range:
            return "out of range";
        case NumberFault::too_many_decimals:
            return "too many decimals";
    }
    return "";
}

std::string json(std::string_view text) {
    const ParsedNumber parsed = parse_json_number(text);
    switch (parsed.fault) {
        case NumberFault::none:
            return to_string(parsed.number);
        case NumberFault::not_a_number:
            return "not a number";
        case NumberFault::out_of_range:
            return "out of range";
        case NumberFault::too_many_decimals:
            return "too many decimals";
    }
    return "";
}

struct Row {
    std::string text, expected;
};

}  // namespace

TEST_CASE("[D35] literals are exact") {
    const Row rows[] = {
        {"0", "0"},
        {"-0", "0"},
        {"12", "12"},
        {"-3", "-3"},
        {"19.99", "19.99"},
        {"0.10", "0.1"},
        {"007.50", "7.5"},
        {"100", "100"},
        {"-0.000000000000000001", "-0.000000000000000001"},
        {"999999999999999999.999999999999999999", "999999999999999999.999999999999999999"},
        {"9223372036854775807", "9223372036854775807"},
        {"-9223372036854775808", "-9223372036854775808"},
        {"9223372036854775808", "out of range"},
        {"1000000000000000000.5", "out of range"},
        {"99999999999999999999999999999999999999999999999", "out of range"},
        {"0.0000000000000000001", "too many decimals"},
        {"", "not a number"},
        {"-", "not a number"},
        {".5", "not a number"},
        {"5.", "not a number"},
        {"+5", "not a number"},
        {"1e3", "not a number"},
        {"1 ", "not a number"},
        {"--1", "not a number"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        CHECK(literal(row.text) == row.expected);
    }
}

TEST_CASE("[D35] numbers of the wire are what their digits say") {
    const Row rows[] = {
        {"0", "0"},
        {"-0.0", "0"},
        {"3.0", "3"},
        {"1e3", "1000"},
        {"1E+3", "1000"},
        {"12.5e-1", "1.25"},
        {"-2.5e1", "-25"},
        {"0e999999999999", "0"},
        {"1e-400", "0"},
        {"1e-99999999999999999999", "0"},
        {"1e400", "out of range"},
        {"1e99999999999999999999", "out of range"},
        {"0.00000000000000000000000000001e29", "1"},
        {"100000000000000000000000000000e-29", "1"},
        {"9223372036854775807", "9223372036854775807"},
        {"9223372036854775808", "out of range"},
        {"9.223372036854775807e18", "9223372036854775807"},
        {"01", "not a number"},
        {"1e", "not a number"},
        {"1e+", "not a number"},
        {"1.e1", "not a number"},
        {"0x10", "not a number"},
        {"NaN", "not a number"},
        {"", "not a number"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        CHECK(json(row.text) == row.expected);
    }
}

TEST_CASE("[D35] digits past the 18th are rounded half to even") {
    const Row rows[] = {
        {"0.0000000000000000004", "0"},
        {"0.0000000000000000005", "0"},
        {"0.00000000000000000050000000000000000000000001", "0.000000000000000001"},
        {"0.0000000000000000015", "0.000000000000000002"},
        {"0.0000000000000000025", "0.000000000000000002"},
        {"0.0000000000000000026", "0.000000000000000003"},
        {"-0.0000000000000000015", "-0.000000000000000002"},
        {"5e-19", "0"},
        {"15e-19", "0.000000000000000002"},
        {"0.9999999999999999999", "1"},
        {"999999999999999999.9999999999999999994", "999999999999999999.999999999999999999"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        CHECK(json(row.text) == row.expected);
    }
}

TEST_CASE("[D35] whole is what has no other digits than 0 behind the point, before it is rounded") {
    CHECK(parse_json_number("3").whole);
    CHECK(parse_json_number("3.0").whole);
    CHECK(parse_json_number("30e-1").whole);
    CHECK(parse_json_number("0.0").whole);
    CHECK(parse_json_number("2.5e1").whole);
    CHECK_FALSE(parse_json_number("3.5").whole);
    CHECK_FALSE(parse_json_number("35e-1").whole);
    CHECK_FALSE(parse_json_number("1e-30").whole);
    CHECK_FALSE(parse_json_number("3.00000000000000000000000001").whole);
}

TEST_CASE("[D35] what an integer and what a decimal can hold") {
    CHECK(fits_integer(from_integer(INT64_MAX)));
    CHECK(fits_integer(from_integer(INT64_MIN)));
    CHECK_FALSE(fits_integer(from_integer(INT64_MAX) + decimal_scale));
    CHECK_FALSE(fits_integer(from_integer(INT64_MIN) - decimal_scale));
    CHECK_FALSE(fits_integer(decimal_scale / 2));
    CHECK(fits_decimal(from_integer(999'999'999'999'999'999) + decimal_scale - 1));
    CHECK_FALSE(fits_decimal(from_integer(1'000'000'000'000'000'000)));
    CHECK_FALSE(fits_decimal(-from_integer(1'000'000'000'000'000'000)));
}

TEST_CASE("[D35] a tenth and two tenths are three tenths") {
    CHECK(parse_literal("0.1").number + parse_literal("0.2").number == parse_literal("0.3").number);
}

TEST_CASE("any number at all fits the buffer that is promised") {
    const Number most = static_cast<Number>(~static_cast<unsigned __int128>(0) >> 1);
    CHECK(to_string(most) == "170141183460469231731.687303715884105727");
    CHECK(to_string(-most - 1) == "-170141183460469231731.687303715884105728");
    CHECK(to_string(-most - 1).size() <= number_bytes);
}

TEST_CASE("a number of a million digits takes no more than one look at each") {
    CHECK(json("0." + std::string(1'000'000, '0') + "1") == "0");
    CHECK(json("1" + std::string(1'000'000, '0')) == "out of range");
    CHECK(json("1" + std::string(1'000'000, '0') + "e-1000000") == "1");
}
