// The table finds what `find`, `starts_with` and `ends_with` find: on chosen texts, on random ones of few letters,
// where patterns overlap in every way, and on long and hostile ones.
#include "runtime/text_index/text_index.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "runtime/value/text.h"

using namespace parley::text_index;

namespace {

struct Owned {
    std::string text;
    Anchor anchor = Anchor::anywhere;
};

std::vector<Pattern> views(const std::vector<Owned>& owned) {
    std::vector<Pattern> patterns;
    for (const Owned& one : owned) patterns.push_back({one.text, one.anchor});
    return patterns;
}

bool stands_in(const Pattern& pattern, std::string_view text) {
    switch (pattern.anchor) {
        case Anchor::anywhere:
            return text.find(pattern.text) != std::string_view::npos;
        case Anchor::begin:
            return text.starts_with(pattern.text);
        case Anchor::end:
            return text.ends_with(pattern.text);
    }
    return false;
}

// The table's answers and the plain ones, held against each other; texts end where their memory ends.
class Compared {
public:
    explicit Compared(std::vector<Owned> owned) : owned_(std::move(owned)), patterns_(views(owned_)), found_(count()) {
        table_ = build(patterns_).value();
        REQUIRE(check(table_, count()) == nullptr);
    }

    void search(const std::string& text) {
        const std::vector<char> exact(text.begin(), text.end());
        const std::string_view searched(exact.data(), exact.size());
        for (const bool by_vectors : {false, true}) search(searched, by_vectors);
    }

private:
    void search(std::string_view searched, bool by_vectors) {
        found_.clear();
        Index(table_, by_vectors).scan(searched, found_);
        std::vector<std::uint32_t> expected, listed(found_.patterns().begin(), found_.patterns().end());
        for (std::uint32_t i = 0; i < count(); ++i) {
            const bool there = stands_in(patterns_[i], searched);
            if (there) expected.push_back(i);
            if (found_.has(i) != there) FAIL_CHECK("`", patterns_[i].text, "` in `", searched, "`: ", found_.has(i));
        }
        std::ranges::sort(listed);
        CHECK(listed == expected);
    }

    std::uint32_t count() const { return static_cast<std::uint32_t>(patterns_.size()); }
    std::vector<Owned> owned_;
    std::vector<Pattern> patterns_;
    std::vector<std::byte> table_;
    Found found_;
};

std::string random_text(std::mt19937& random, std::string_view letters, std::size_t longest) {
    std::string text(random() % (longest + 1), '\0');
    for (char& c : text) c = letters[random() % letters.size()];
    return text;
}

constexpr Anchor anchors[] = {Anchor::anywhere, Anchor::anywhere, Anchor::begin, Anchor::end};

}  // namespace

TEST_CASE("no pattern, and the empty one") {
    Compared none({});
    none.search("");
    none.search("anything");
    Compared empty({{"", Anchor::anywhere}, {"", Anchor::begin}, {"", Anchor::end}, {"x", Anchor::anywhere}});
    empty.search("");
    empty.search("x");
    empty.search("any");
}

TEST_CASE("anchors, patterns in one another, equal ones, sizes around a head's and a key's") {
    const std::string alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
    std::vector<Owned> owned{{"he"}, {"she"}, {"his"}, {"hers"}, {"hers"}, {"s", Anchor::begin}, {"rs", Anchor::end}};
    for (std::size_t size = 1; size <= alphabet.size(); ++size)
        for (const Anchor anchor : {Anchor::anywhere, Anchor::begin, Anchor::end})
            owned.push_back({alphabet.substr(0, size), anchor});
    Compared compared(owned);
    for (const std::string text : {"", "h", "hers", "ushers", "shishers", "he she his hers", "abc", "xabc", "abcx"})
        compared.search(text);
    for (std::size_t begin = 0; begin < alphabet.size(); ++begin)
        for (std::size_t size = 0; size <= alphabet.size(); ++size) compared.search(alphabet.substr(begin, size));
}

TEST_CASE("every byte, zero among them") {
    std::vector<Owned> owned;
    for (int byte = 0; byte < 256; ++byte) {
        owned.push_back({std::string(1, static_cast<char>(byte))});
        owned.push_back({std::string(3, static_cast<char>(byte)), Anchor::end});
    }
    owned.push_back({std::string("a\0\0", 3)});
    owned.push_back({std::string("a\0\0\0b", 5)});
    Compared compared(owned);
    std::mt19937 random(3);
    for (int i = 0; i < 300; ++i) {
        std::string text(random() % 200, '\0');
        for (char& c : text) c = static_cast<char>(random() % 8 == 0 ? random() : 0);
        compared.search(text);
    }
    compared.search("a");  // behind which no zero stands
    compared.search(std::string("xa\0", 3));
}

// Vectors look at 32 places each, blocks of 128; the end of a text has a way of its own.
TEST_CASE("few patterns are found at every place of texts of every size") {
    std::vector<Owned> long_ones{{"refund"}, {"lost"}, {"cancel my order"}};
    std::vector<Owned> with_short{{"a"}, {"bc"}, {"def"}, {std::string("g\0", 2)}, {"hijklm"}, {"n", Anchor::end}};
    std::vector<Owned> many{{"op"}, {"qrs"}};
    for (char c = 'a'; c < 'm'; ++c) many.push_back({std::string(4, c) + "tail"});
    for (const std::vector<Owned>& owned : {long_ones, with_short, many}) {
        Compared compared(owned);
        for (std::size_t size = 0; size <= 170; ++size) {
            for (std::size_t number = 0; number < owned.size(); ++number) {
                const std::string& pattern = owned[number].text;
                for (std::size_t at = number; at + pattern.size() <= size; at += owned.size()) {
                    std::string text(size, '.');
                    compared.search(text.replace(at, pattern.size(), pattern));
                }
                if (pattern.size() <= size) compared.search(std::string(size - pattern.size(), '.') + pattern);
            }
        }
    }
}

TEST_CASE("random patterns in random texts") {
    std::mt19937 random(1);
    for (int round = 0; round < 400; ++round) {
        const std::string_view letters = std::string_view("abcdefghij").substr(0, 1 + random() % 10);
        std::vector<Owned> owned(random() % 60);
        const std::size_t longest = 1 + random() % 40;
        for (Owned& one : owned) one = {random_text(random, letters, longest), anchors[random() % 4]};
        Compared compared(owned);
        for (int i = 0; i < 20; ++i) {
            std::string text = random_text(random, letters, 300);
            if (!owned.empty()) text += owned[random() % owned.size()].text;
            compared.search(text);
        }
    }
}

TEST_CASE("texts of people, folded, in scripts of several bytes a letter") {
    std::vector<Owned> owned;
    for (const std::string_view word : {"STRASSE", "Über", "ß", "возврат", "เงิน", "返金", "👍", "refund", "of"})
        owned.push_back({parley::value::fold_case(word)});
    Compared compared(owned);
    for (const std::string_view text : {"Wo ist die Straße?", "ÜBERALL", "Прошу ВОЗВРАТ", "ขอเงินคืน", "返金してください",
                                        "👍👍", "Refund of the REFUND", "İi"})
        compared.search(parley::value::fold_case(text));
}

TEST_CASE("one that repeats itself costs no more than its comparisons") {
    std::vector<Owned> owned;
    for (std::size_t size = 1; size <= 700; ++size) owned.push_back({std::string(size, 'a')});
    owned.push_back({std::string(300, 'a') + 'b' + std::string(300, 'a')});
    Compared compared(owned);
    compared.search(std::string(64u << 10, 'a'));
    compared.search(std::string(1000, 'a') + 'b' + std::string(299, 'a'));
}

TEST_CASE("a table is the same for the same patterns, and refused beyond the limits") {
    const std::vector<Owned> owned{{"one"}, {"two", Anchor::end}, {"a pattern longer than a head"}, {""}};
    CHECK(build(views(owned)) == build(views(owned)));
    const std::vector<Pattern> many(maximum_patterns + 1, Pattern{"x", Anchor::anywhere});
    CHECK_FALSE(build(many).has_value());
    const std::string large(maximum_pattern_bytes / 2 + 1, 'x');
    CHECK_FALSE(build(std::vector<Pattern>(2, Pattern{large, Anchor::anywhere})).has_value());
}

TEST_CASE("a damaged table is refused, or finds what it likes within its bounds") {
    const std::vector<Owned> owned{
        {"refund"}, {"an order that is late", Anchor::begin}, {"x"}, {"late", Anchor::end}, {""}};
    const std::vector<std::byte> table = build(views(owned)).value();
    const std::string text = "an order that is late: refund, x, and again an order that is late";
    std::size_t refused = 0;
    const auto use = [&](const std::vector<std::byte>& damaged) {
        if (check(damaged, 5) != nullptr) {
            ++refused;
            return;
        }
        Found found(5);
        Index(damaged).scan(text, found);
        CHECK(std::ranges::all_of(found.patterns(), [](std::uint32_t pattern) { return pattern < 5; }));
    };
    for (std::size_t size = 0; size < table.size(); ++size) {
        use({table.begin(), table.begin() + static_cast<std::ptrdiff_t>(size)});
        CHECK(refused == size + 1);
    }
    refused = 0;
    for (std::size_t at = 0; at < table.size(); ++at) {
        for (const int change : {0x01, 0x80, 0xff}) {
            std::vector<std::byte> damaged = table;
            damaged[at] ^= static_cast<std::byte>(change);
            use(damaged);
        }
    }
    CHECK(refused > 0);
    CHECK(check(table, 4) != nullptr);
    CHECK(check(table, 5) == nullptr);
}
