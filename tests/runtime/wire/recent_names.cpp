#include "runtime/wire/recent_names.h"

#include <doctest/doctest.h>

#include <map>
#include <random>
#include <string>
#include <utility>

using namespace parley;

// What stands behind a name changes, as it does in lines.
TEST_CASE("a name is remembered for itself alone, or forgotten") {
    wire::RecentNames names(0);
    std::map<std::pair<std::uint64_t, std::string>, std::uint32_t> all;
    std::mt19937 random(3);
    std::size_t found = 0;
    for (std::uint32_t i = 0; i < 50'000; ++i) {
        std::string name(random() % 2 == 0 ? random() % 5 : random() % 27, 'a');
        for (char& c : name) c = "ab\0\x7f"[random() % (name.size() < 4 ? 4 : 2)];
        const std::uint64_t purpose = random() % 3;
        std::string memory = name;
        while (memory.size() < name.size() + wire::RecentNames::readable) memory += static_cast<char>(random() % 128);
        const std::string_view given = std::string_view(memory).substr(0, name.size());
        if (const std::uint32_t* known = names.find(purpose, given)) {
            ++found;
            REQUIRE(all.contains({purpose, name}));
            CHECK(*known == all.at({purpose, name}));
        } else {
            CHECK(names.remember(purpose, given, i) == i);
            all[{purpose, name}] = i;
        }
    }
    CHECK(found > 10'000);
}

TEST_CASE("as many names as were said to come are remembered, but for those that meet at one place") {
    constexpr std::uint32_t count = 8'000;
    const auto memory = [](std::uint32_t i) { return "Contact point " + std::to_string(i) + std::string(24, ' '); };
    wire::RecentNames names(count);
    const auto name = [](const std::string& text) { return std::string_view(text).substr(0, text.size() - 24); };
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::string text = memory(i);
        names.remember(wire::RecentNames::symbol_in(1), name(text), i);
    }
    std::uint32_t found = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::string text = memory(i);
        const std::uint32_t* known = names.find(wire::RecentNames::symbol_in(1), name(text));
        if (known != nullptr) CHECK(*known == i);
        found += known != nullptr ? 1 : 0;
        CHECK(names.find(wire::RecentNames::code_of(1), name(text)) == nullptr);
        CHECK(names.find(wire::RecentNames::symbol_in(2), name(text)) == nullptr);
    }
    CHECK(found > count / 2);
}

TEST_CASE("a name is not remembered where what is asked has too high a number") {
    wire::RecentNames names(0);
    const std::string memory(2 * wire::RecentNames::longest, 'x');
    const std::string_view name = std::string_view(memory).substr(0, 3);
    CHECK(names.remember(wire::RecentNames::symbol_in(~0u), name, 7) == 7);
    CHECK(names.find(wire::RecentNames::symbol_in(~0u), name) == nullptr);
    CHECK(names.find(wire::RecentNames::symbol_in((1u << 26) - 1), name) == nullptr);
}

TEST_CASE("a name that is too long is not remembered") {
    wire::RecentNames names(0);
    const std::string memory(2 * wire::RecentNames::longest, 'x');
    const std::string_view longest = std::string_view(memory).substr(0, wire::RecentNames::longest);
    names.remember(0, memory, 1);
    CHECK(names.find(0, memory) == nullptr);
    CHECK(names.find(0, longest) == nullptr);
    names.remember(0, longest, 2);
    REQUIRE(names.find(0, longest) != nullptr);
    CHECK(*names.find(0, longest) == 2);
}
