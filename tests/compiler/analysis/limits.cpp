// The work is counted: it ends, it is shared fairly, and it always gives the same findings.
#include <random>
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "tests/compiler/analysis/support.h"

namespace parley::analysis_tests {
namespace {

// Groups of random alternatives over many texts: as hard a question as one rule can ask.
std::string monstrous_rule(const std::string& name, unsigned seed) {
    std::mt19937 random(seed);
    std::string out = "rule \"" + name + "\" on starting { if all {\n";
    for (int i = 0; i < 400; ++i) {
        out += "any {";
        const unsigned first = random() % 31;
        for (unsigned j = 0; j < 3; ++j) {
            out += std::string(" conversation.topics ") + (random() % 2 == 0 ? "contains" : "does not contain") +
                   " \"v" + std::to_string(first + 31 * j) + "\"";
        }
        out += " }\n";
    }
    return out + "} { hold } }\n";
}

const char* const mistaken = "rule \"M\" on closed { if conversation.attempts is 1.5 { hold } }\n";

TEST_CASE("a monstrous rule leaves steps for the others") {
    std::string rules;
    for (int i = 0; i < 6; ++i) rules += monstrous_rule("R" + std::to_string(i), 7u + static_cast<unsigned>(i));
    rules += mistaken;
    Source source(rules);
    source.analyse({.steps = 400'000});
    CHECK(lines(source) == std::vector<std::string>{"R0411 `conversation.attempts is 1.5`"});
}

TEST_CASE("without steps there are no findings that need a proof") {
    Source source(std::string(mistaken) + "rule \"A\" on starting { send_to_queue Billing }\n" +
                  "rule \"B\" on starting { send_to_queue Default }\n");
    source.analyse({.steps = 0});
    CHECK(lines(source).empty());
}

TEST_CASE("the same rules give the same findings") {
    std::string rules = monstrous_rule("R", 3);
    for (int i = 0; i < 50; ++i) {
        rules += "rule \"A" + std::to_string(i) + "\" on starting { if conversation.topic contains \"" +
                 std::to_string(i) + "\" { send_to_queue " + (i % 2 == 0 ? "Billing" : "Default") + " } }\n";
    }
    Source first(rules), second(rules);
    first.analyse();
    second.analyse();
    CHECK(lines(first, true) == lines(second, true));
    CHECK(lines(first).size() == 49);
}

TEST_CASE("of contradictions between rules at most 200 are reported") {
    std::string rules;
    for (int i = 0; i < 300; ++i) {
        rules += "rule \"A" + std::to_string(i) + "\" on starting { send_to_queue " +
                 (i % 2 == 0 ? "Billing" : "Default") + " }\n";
    }
    Source source(rules);
    source.analyse();
    CHECK(lines(source).size() == 200);
}

TEST_CASE("a branch late in a long chain is looked at with the few that matter") {
    std::string rules = "rule \"A\" on starting {\n";
    for (int i = 0; i < 2000; ++i) {
        rules += std::string(i == 0 ? "" : "else ") + "if all { conversation.topic is \"t" + std::to_string(i) +
                 "\"  conversation.attempts > 3 } { hold }\n";
    }
    rules += "else if all { conversation.topic is \"T77\"  conversation.attempts is 5 } { close }\n}\n";
    Source source(rules);
    source.analyse({.steps = 4'000'000});
    CHECK(lines(source) ==
          std::vector<std::string>{"R0412 `all { conversation.topic is \"T77\"  conversation.attempts is 5 }` < "
                                   "`all { conversation.topic is \"t77\"  conversation.attempts > 3 }`"});
}

TEST_CASE("groups and decisions as deep as the language allows") {
    std::string rules = "rule \"A\" on starting {\n";
    for (int i = 0; i < 90; ++i) rules += "if conversation.attempts > " + std::to_string(i) + " {\n";
    rules += "hold\n" + std::string(90, '}') + "\n}\nrule \"B\" on starting { if ";
    for (int i = 0; i < 90; ++i) rules += "all { conversation.vip ";
    rules += std::string(90, '}') + " { hold } }\n";
    Source source(rules);
    source.analyse();
    CHECK(lines(source).empty());
}

}  // namespace
}  // namespace parley::analysis_tests
