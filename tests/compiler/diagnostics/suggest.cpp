#include "compiler/diagnostics/suggest.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

using namespace parley::diagnostics;

namespace {

// The whole table, without band, cut-off or shortcuts.
std::size_t full_distance(const std::string& a, const std::string& b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    }
    return d[a.size()][b.size()];
}

Diagnostic help_for(const std::string& written, const std::vector<std::string>& names, bool quoted = true,
                    std::string_view command = {}) {
    Diagnostic diagnostic{};
    help_with_name(diagnostic, written, names, "queue", {0, 3, 7}, quoted, command);
    return diagnostic;
}

}  // namespace

TEST_CASE("distance of names") {
    CHECK(edit_distance("Billing", "Billing", 3) == 0);
    CHECK(edit_distance("Biling", "Billing", 3) == 1);
    CHECK(edit_distance("Bililng", "Billing", 3) == 1);  // two letters swapped count one
    CHECK(edit_distance("ca", "abc", 3) == 3);           // a swap is not edited again: optimal string alignment
    CHECK(edit_distance("BILLING", "billing", 3) == 0);  // letter case counts nothing
    CHECK(edit_distance("GRÖSSE", "grösse", 3) == 0);
    CHECK(edit_distance("größe", "grösse", 3) == 2);
    CHECK(edit_distance("漢字", "漢子", 3) == 1);  // code points, not bytes
    CHECK(edit_distance("", "ab", 3) == 2);
    CHECK(edit_distance("kitten", "sitting", 3) == 3);
    CHECK(edit_distance("kitten", "sitting", 2) == 3);  // more than 2
    CHECK(edit_distance("a", "abcdefgh", 3) == 4);
    CHECK(edit_distance("\xFF\xFE", "\xFF", 3) == 1);
}

TEST_CASE("the band and its cut-off give what the whole table gives, for all short words") {
    std::vector<std::string> words{""};
    for (std::size_t i = 0; words[i].size() < 5; ++i) {
        for (char c : {'a', 'b', 'c'}) {
            if (c == 'c' && words[i].size() > 2) continue;
            words.push_back(words[i] + c);
        }
    }
    std::size_t wrong = 0;
    for (const std::string& a : words) {
        for (const std::string& b : words) {
            std::size_t exact = full_distance(a, b);
            for (std::size_t limit : {0u, 1u, 2u, 3u})
                wrong += edit_distance(a, b, limit) != std::min(exact, limit + 1);
        }
    }
    CHECK(words.size() > 100);
    CHECK(wrong == 0);
}

TEST_CASE("a name is near within a third of its length, at least 1, at most 3") {
    std::vector<std::string> names{"Default", "Priority", "Billing", "Triage", "Multilingual overflow"};
    CHECK(nearest("Biling", names) == "Billing");
    CHECK(nearest("bILLIGN", names) == "Billing");
    CHECK(nearest("Trigae", names) == "Triage");
    CHECK(nearest("priority", names) == "Priority");
    CHECK(nearest("Tr", std::vector<std::string>{"To"}) == "To");                // 1 of 2 letters
    CHECK(nearest("abcde", std::vector<std::string>{"abcxx"}) == std::nullopt);  // 2 of 5
    CHECK(nearest("abcdef", std::vector<std::string>{"abcdxx"}) == "abcdxx");    // 2 of 6
    CHECK(nearest("abcdefghijkl", std::vector<std::string>{"abcdefghixxx"}) == "abcdefghixxx");
    CHECK(nearest("abcdefghijklmno", std::vector<std::string>{"abcdefghijkxxxx"}) == std::nullopt);  // 4 of 15
    CHECK(nearest("", names) == std::nullopt);
    CHECK(nearest("Refunds", names) == std::nullopt);
    CHECK(nearest("x", std::vector<std::string>{}) == std::nullopt);
}

TEST_CASE("the nearest wins, and of two at one distance the first") {
    CHECK(nearest("golds", std::vector<std::string>{"bolds", "gold", "golds!"}) == "bolds");
    CHECK(nearest("golden", std::vector<std::string>{"goldxx", "goldeb", "goldec"}) == "goldeb");
    CHECK(nearest("GOLDEN", std::vector<std::string>{"goldeb", "golden"}) == "golden");
}

TEST_CASE("an unknown name is helped with an edit where one is near") {
    Diagnostic near = help_for("Biling", {"Default", "Billing"});
    REQUIRE(near.helps.size() == 1);
    CHECK(near.helps[0].text == "did you mean `Billing`?");
    CHECK(near.helps[0].replacement == "\"Billing\"");
    CHECK(near.helps[0].at == parley::source::Span{0, 3, 7});
    CHECK_FALSE(near.helps[0].certain);
    CHECK(help_for("Biling", {"Billing"}, false).helps.at(0).replacement == "Billing");
    CHECK(help_for("conversation.quene", {"conversation.queue"}, false).helps.at(0).replacement ==
          "conversation.queue");
    // More than one word cannot stand bare.
    CHECK(help_for("EU office", {"EU offices"}, false).helps.at(0).replacement == "\"EU offices\"");
    CHECK(help_for("say hi", {"say \"hi\""}).helps.at(0).replacement == "\"say \\\"hi\\\"\"");
    CHECK(help_for("a{{b}}", {"a{{b}}c"}).helps.at(0).replacement == "\"a\\{{b}}c\"");
}

TEST_CASE("without a near name, up to eight are listed and more are counted") {
    std::vector<std::string> names;
    CHECK(help_for("Refunds", names).notes.at(0) == "there are no queues");
    names = {"A"};
    CHECK(help_for("Refunds", names).helps.at(0).text == "the only queue is `A`");
    names = {"A", "B", "C", "D", "E", "F", "G", "H"};
    CHECK(help_for("Refunds", names).helps.at(0).text == "the queues are `A`, `B`, `C`, `D`, `E`, `F`, `G` and `H`");
    CHECK_FALSE(help_for("Refunds", names).helps.at(0).replacement);
    names.push_back("I");
    CHECK(help_for("Refunds", names).helps.empty());
    CHECK(help_for("Refunds", names).notes.at(0) == "there are 9 queues");
    CHECK(help_for("Refunds", names, true, "parley tree").notes.at(0) ==
          "there are 9 queues; `parley tree` lists them");
}

TEST_CASE("plurals") {
    CHECK(plural("contact point") == "contact points");
    CHECK(plural("priority") == "priorities");
    CHECK(plural("status") == "statuses");
    CHECK(plural("key") == "keys");
    CHECK(plural("branch") == "branches");
}

TEST_CASE("long and many names are no burden") {
    auto start = std::chrono::steady_clock::now();
    std::string long_name(200'000, 'a'), other(200'000, 'a');
    other[150'000] = 'b';
    CHECK(edit_distance(long_name, other, 3) == 1);
    std::vector<std::string> names;
    for (int i = 0; i < 100'000; ++i) names.push_back("queue number " + std::to_string(i));
    CHECK(nearest("queue numbr 99999", names) == "queue number 99999");
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(30));
}
