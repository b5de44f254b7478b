// Rules that never fire, definitions that nothing uses, and notes on negative tests of what may be absent.
#include <string>
#include <vector>

#include "compiler/diagnostics/render.h"
#include "doctest/doctest.h"
#include "tests/compiler/analysis/witness.h"

namespace parley::analysis_tests {
namespace {

using diagnostics::Code;

struct Case {
    const char* rules;
    std::vector<std::string> expected;
};

void check_all(const std::vector<Case>& cases, bool with_notes) {
    for (const Case& one : cases) {
        Source source(one.rules);
        source.analyse();
        INFO(one.rules);
        INFO(diagnostics::render_text(source.diagnostics, source.sources));
        CHECK(lines(source, with_notes) == one.expected);
        const Examples examples = examples_of(source);
        CHECK(examples.wrong == "");
        CHECK(examples.without == "");
    }
}

TEST_CASE("a rule whose events never happen in this tenant") {
    check_all(
        {
            {"rule \"A\" on chat_started { hold }", {"R0413 `chat_started`"}},
            {"rule \"A\" on chat_started, call_started { hold }", {"R0413 `chat_started, call_started`"}},
            {"rule \"A\" on chat_started, starting { hold }", {}},
            {"disabled rule \"A\" on chat_started { hold }", {}},
            {"rule \"A\" on order_shipped { hold }", {}},
        },
        true);
    Source source("rule \"A\" on chat_started { hold }");
    source.analyse();
    const std::string text = remarks(source, Code::rule_never_fires);
    INFO(text);
    CHECK(text.find("web_chat") != std::string::npos);
    CHECK(text.find("(catalog.yaml:6)") != std::string::npos);
}

TEST_CASE("a list or condition that nothing uses") {
    check_all(
        {
            {"list a = [\"x\"]\nrule \"A\" on starting { hold }", {"R0441 `a`"}},
            {"condition a = conversation.vip\nrule \"A\" on starting { hold }", {"R0441 `a`"}},
            // By way of a condition that nothing uses is no use.
            {"condition a = conversation.vip\ncondition b = not a\nrule \"A\" on starting { hold }",
             {"R0441 `a`", "R0441 `b`"}},
            {"condition a = conversation.vip\ncondition b = not a\nrule \"A\" on starting { if b { hold } }", {}},
            {"list a = [\"x\"]\nrule \"A\" on starting { if conversation.topic in a { hold } }", {}},
            {"condition a = conversation.vip\nrule \"A\" on starting { if not a { hold } }", {}},
        },
        false);
}

TEST_CASE("a negative test of a field that may be absent is noted [D14]") {
    check_all(
        {
            {"rule \"A\" on starting { if conversation.tier is not gold { hold } }",
             {"R0431 `conversation.tier is not gold`"}},
            {"rule \"A\" on starting { if conversation.tier not in [gold] { hold } }",
             {"R0431 `conversation.tier not in [gold]`"}},
            {"rule \"A\" on starting { if not conversation.vip { hold } }", {"R0431 `not conversation.vip`"}},
            {"rule \"A\" on starting { if conversation.topic does not contain \"x\" { hold } }",
             {"R0431 `conversation.topic does not contain \"x\"`"}},
            {"rule \"A\" on starting { if conversation.due not during Office { hold } }",
             {"R0431 `conversation.due not during Office`"}},
            {"rule \"A\" on starting { if conversation.topic is not conversation.other_topic { hold } }",
             {"R0431 `conversation.topic is not conversation.other_topic`"}},
            {"rule \"A\" on starting { if any { conversation.topic is set  conversation.topic is not \"x\" } { hold } "
             "}",
             {"R0410 `any { conversation.topic is set  conversation.topic is not \"x\" }` < `conversation.topic is "
              "set` < "
              "`conversation.topic is not \"x\"`"}},
            {"rule \"A\" on starting { if any { conversation.vip  conversation.topic is not \"x\" } { hold } }",
             {"R0431 `conversation.topic is not \"x\"`"}},
            // Once, where it is written.
            {"condition a = conversation.tier is not gold\nrule \"A\" on starting { if a { hold } }\n"
             "rule \"B\" on starting { if a { hold } }",
             {"R0431 `conversation.tier is not gold`"}},
        },
        true);
}

TEST_CASE("no note where absence is impossible, meant, or ruled out [D14, D30, D31]") {
    check_all(
        {
            {"rule \"A\" on starting, closed { if context.event is not closed { hold } }", {}},
            {"rule \"A\" on starting { if time.weekday is not sunday { hold } }", {}},
            {"rule \"A\" on starting { if time.now not during Office { hold } }", {}},
            {"rule \"A\" on starting { if conversation.topics does not contain \"x\" { hold } }", {}},
            {"rule \"A\" on starting { if conversation.topics size is not 2 { hold } }", {}},
            {"rule \"A\" on starting { if conversation.topic is not set { hold } }", {}},
            {"rule \"A\" on starting { if conversation.topic is not blank { hold } }", {}},
            {"rule \"A\" on starting { if all { conversation.tier is set  conversation.tier is not gold } { hold } }",
             {}},
            {"rule \"A\" on starting { if all { conversation.topic is not blank  conversation.topic is not \"x\" } { "
             "hold } }",
             {}},
            {"rule \"A\" on starting { if all { conversation.topic contains \"x\"  conversation.topic does not contain "
             "\"y\" } { hold } }",
             {}},
            {"rule \"A\" on starting { if any { conversation.vip  all { conversation.topic is not \"x\"  "
             "conversation.topic is set } } { hold } }",
             {}},
            {"rule \"A\" on starting { if conversation.tier is not set { hold } else if conversation.tier is not gold "
             "{ close } }",
             {}},
            {"rule \"A\" on starting { if conversation.tier > bronze { if conversation.tier is not gold { close } } }",
             {}},
            {"rule \"A\" on starting { if none { conversation.tier is not gold } { close } }", {}},
        },
        true);
}

TEST_CASE("a named condition that is constant is reported at its definition, once") {
    Source source(R"(condition never = all { conversation.vip  not conversation.vip }
rule "A" on starting { if never { hold } else { close } }
rule "B" on starting { if all { never  conversation.topic is "x" } { hold } })");
    source.analyse();
    CHECK(lines(source) == std::vector<std::string>{"R0411 `not conversation.vip` < `conversation.vip`"});
}

TEST_CASE("a named condition is followed where it is used [D28]") {
    Source source(R"(condition good = conversation.tier in [gold, platinum]
rule "A" on starting { if good { hold } else if conversation.tier is gold { close } })");
    source.analyse();
    CHECK(lines(source) == std::vector<std::string>{"R0412 `conversation.tier is gold` < `good`"});
}

TEST_CASE("what the rule's events decide of a shared condition is said where it is used") {
    Source source(R"(condition at_end = context.event is closed
rule "A" on starting { if at_end { hold } }
rule "B" on starting, closed { if at_end { hold } })");
    source.analyse();
    CHECK(lines(source) == std::vector<std::string>{"R0411 `at_end`"});
}

TEST_CASE("warnings come before notes, so that a full bag keeps them") {
    std::string rules;
    for (int i = 0; i < 1200; ++i) {
        rules += "rule \"N" + std::to_string(i) + "\" on starting { if conversation.topic is not \"" +
                 std::to_string(i) + "\" { hold } }\n";
    }
    rules += "rule \"last\" on starting { if conversation.attempts is 1.5 { hold } }\n";
    Source source(rules);
    source.analyse();
    CHECK(lines(source) == std::vector<std::string>{"R0411 `conversation.attempts is 1.5`"});
    CHECK(source.diagnostics.notes() == 1200);
}

}  // namespace
}  // namespace parley::analysis_tests
