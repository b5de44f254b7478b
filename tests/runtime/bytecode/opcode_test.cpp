#include <doctest/doctest.h>

#include <map>
#include <string_view>

#include "runtime/bytecode/opcode.h"

using namespace parley::bytecode;

TEST_CASE("opcode numbers are in artifacts and never change") {
    const std::map<std::string_view, int> pinned = {
        {"complete", 0},
        {"jump", 1},
        {"branch", 2},
        {"emit", 3},
        {"return_true", 4},
        {"return_false", 5},
        {"test_condition", 6},
        {"test_is", 16},
        {"test_in", 17},
        {"test_less", 18},
        {"test_less_equal", 19},
        {"test_greater", 20},
        {"test_greater_equal", 21},
        {"test_between", 22},
        {"test_contains", 23},
        {"test_starts_with", 24},
        {"test_ends_with", 25},
        {"test_matches", 26},
        {"test_set", 27},
        {"test_blank", 28},
        {"test_within_last", 29},
        {"test_within_next", 30},
        {"test_older_than", 31},
        {"test_during", 32},
        {"test_contains_any", 33},
        {"test_contains_all", 34},
        {"test_empty", 35},
        {"test_changed", 36},
    };
    CHECK(opcodes().size() == pinned.size());
    for (const OpcodeInfo& info : opcodes()) {
        REQUIRE_MESSAGE(pinned.contains(info.name), info.name);
        CHECK_MESSAGE(static_cast<int>(info.opcode) == pinned.at(info.name), info.name);
    }
}

TEST_CASE("an opcode is found by its number, and no other number is one") {
    int found = 0;
    for (int number = 0; number < 256; ++number) {
        const OpcodeInfo* info = find_opcode(static_cast<std::uint8_t>(number));
        if (info == nullptr) continue;
        CHECK(static_cast<int>(info->opcode) == number);
        ++found;
    }
    CHECK(found == static_cast<int>(opcodes().size()));
}
