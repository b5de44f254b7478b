// The examples that findings show: which values, and in which words. That they are true is checked for all findings of
// branches.cpp, definitions.cpp and property.cpp.
#include <algorithm>
#include <string>
#include <vector>

#include "compiler/diagnostics/render.h"
#include "doctest/doctest.h"
#include "tests/compiler/analysis/witness.h"

namespace parley::analysis_tests {
namespace {

using diagnostics::Code;

struct Case {
    const char* block;
    Code code;
    const char* notes;  // of the first finding with this code, one a line
    const char* events = "starting";
};

std::string notes(const Source& source, Code code) {
    std::string out;
    const auto found = std::ranges::find(source.diagnostics.all(), code, &diagnostics::Diagnostic::code);
    if (found == source.diagnostics.all().end()) return "no such finding";
    for (const std::string& note : found->notes) out += note + "\n";
    return out;
}

void check_all(const std::vector<Case>& cases) {
    for (const Case& one : cases) {
        Source source("rule \"R\" on " + std::string(one.events) + " {\n" + one.block + "\n}\n");
        source.analyse();
        INFO(one.block);
        INFO(diagnostics::render_text(source.diagnostics, source.sources));
        CHECK(notes(source, one.code) == one.notes);
        CHECK(examples_of(source).wrong == "");
    }
}

TEST_CASE("always true: values for which each test alone is true, and no value at all") {
    check_all({
        {"if any { conversation.tier is not gold  conversation.tier is not platinum } { close }", Code::always_true,
         "for example, only `conversation.tier is not gold` is true with conversation.tier = platinum\n"
         "for example, only `conversation.tier is not platinum` is true with conversation.tier = gold\n"},
        {"if any { conversation.attempts < 3  conversation.attempts between 3 and 5  conversation.attempts > 5\n"
         "conversation.attempts is not set } { close }",
         Code::always_true,
         "for example, only `conversation.attempts < 3` is true with conversation.attempts = 2\n"
         "for example, only `conversation.attempts between 3 and 5` is true with conversation.attempts = 3\n"
         "for example, only `conversation.attempts > 5` is true with conversation.attempts = 6\n"
         "for example, only `conversation.attempts is not set` is true with conversation.attempts not set\n"},
        {"if conversation.attempts is not 2.5 { close }", Code::always_true,
         "for example, it is true with conversation.attempts = 3\n"
         "for example, it is true with conversation.attempts not set\n"},
        {"if conversation.topics size >= 0 { close }", Code::always_true,
         "for example, it is true with conversation.topics empty\n"},
        {"if time.weekday between monday and sunday { close }", Code::always_true,
         "for example, it is true with time.now = 2026-11-23T10:00:00Z (monday 10:00)\n"},
        {"if any { context.event is starting  context.event is closed } { close }", Code::always_true,
         "the rule fires on `starting`, `closed`\n"
         "for example, only `context.event is starting` is true with context.event = starting\n"
         "for example, only `context.event is closed` is true with context.event = closed\n",
         "starting, closed"},
    });
}

TEST_CASE("always false: values for which one test is true and the other is not") {
    check_all({
        {"if all { conversation.tier is gold  conversation.tier is platinum } { close }", Code::always_false,
         "for example, only `conversation.tier is gold` is true with conversation.tier = gold\n"
         "for example, only `conversation.tier is platinum` is true with conversation.tier = platinum\n"},
        {"if all { conversation.tier is gold  none { conversation.tier is gold  conversation.vip } } { close }",
         Code::always_false,
         "for example, neither is true with conversation.tier = platinum\n"
         "for example, both are true with conversation.tier = gold\n"},
        {"if all { conversation.attempts in [1, 2]  conversation.attempts is not 1  conversation.attempts is not 2 } { "
         "close }",
         Code::always_false,
         "for example, only `conversation.attempts in [1, 2]` is false with conversation.attempts = 3\n"
         "for example, only `conversation.attempts is not 1` is false with conversation.attempts = 1\n"
         "for example, only `conversation.attempts is not 2` is false with conversation.attempts = 2\n"},
        {"if conversation.attempts is 2.5 { close }", Code::always_false,
         "for example, it is false with conversation.attempts = 3\n"},
        {"if context.event is closed { close }", Code::always_false,
         "the rule fires on `starting`\n"
         "for example, it is false with context.event = starting\n"},
    });
}

TEST_CASE("makes no difference: values for which both are true, and for which only the one that matters is not") {
    check_all({
        {"if all { conversation.attempts > 3  conversation.attempts > 5 } { close }", Code::always_true,
         "for example, both are true with conversation.attempts = 6\n"
         "for example, only `conversation.attempts > 3` is true with conversation.attempts = 5\n"},
        {"if any { conversation.tier is gold  conversation.tier in [gold, platinum] } { close }", Code::always_false,
         "for example, both are true with conversation.tier = gold\n"
         "for example, only `conversation.tier in [gold, platinum]` is true with conversation.tier = platinum\n"},
        {"if all { conversation.vip  conversation.vip } { close }", Code::always_true,
         "for example, both are true with conversation.vip = true\n"},
        {"if all { conversation.tier is gold  any { conversation.tier is silver  conversation.vip } } { close }",
         Code::always_false,
         "for example, only `conversation.tier is gold` is true with conversation.tier = gold\n"
         "for example, only `conversation.tier is silver` is true with conversation.tier = silver\n"},
        {"if conversation.tier is gold { close } else if any { conversation.tier is gold  conversation.vip } { hold }",
         Code::always_false, "for example, conversation.tier = gold is taken by line 2\n"},
    });
}

TEST_CASE("inside a branch: values that the branch takes, and some that the inner test is about") {
    check_all({
        {"if conversation.tier is gold { if conversation.tier is silver { close } }", Code::always_false,
         "for example, only `conversation.tier is gold` is true with conversation.tier = gold\n"
         "for example, only `conversation.tier is silver` is true with conversation.tier = silver\n"},
        {"if conversation.tier is gold { if conversation.tier in [gold, silver] { close } else { hold } }",
         Code::always_true,
         "for example, both are true with conversation.tier = gold\n"
         "for example, only `conversation.tier in [gold, silver]` is true with conversation.tier = silver\n"},
        {"if conversation.vip { if conversation.attempts > 3 { if all { conversation.vip  conversation.attempts > 2 } "
         "{ hold } } }",
         Code::always_true,
         "for example, all of them are true with conversation.vip = true, conversation.attempts = 4\n"},
    });
}

TEST_CASE("never taken: a conversation, and the branch that takes it") {
    check_all({
        {"if conversation.attempts >= 3 { close }\nelse if conversation.attempts is 5 { hold }",
         Code::branch_never_taken, "for example, conversation.attempts = 5 is taken by line 2\n"},
        {"if conversation.vip { close }\nelse if not conversation.vip { hold }\nelse { reopen }",
         Code::branch_never_taken, "for example, conversation.vip = true is taken by line 2\n"},
        {"if context.event is starting { close }\nelse if context.event is closed { hold }\nelse { reopen }",
         Code::branch_never_taken, "for example, context.event = starting is taken by line 2\n", "starting, closed"},
        // What an earlier branch reads belongs to it.
        {"if time.weekday is sunday { hold }\nelse if conversation.vip { close }\nelse if conversation.vip { reopen }",
         Code::branch_never_taken,
         "for example, conversation.vip = true, time.now = 2026-11-23T10:00:00Z (monday 10:00) is taken by line 3\n"},
    });
}

TEST_CASE("also true while there is no value: the conversation without it") {
    check_all({
        {"if conversation.tier is not gold { close }", Code::negative_test_of_absent,
         "for example, it is true with conversation.tier not set\n"},
        {"if conversation.vip { if conversation.tier is not gold { close } }", Code::negative_test_of_absent,
         "for example, it is true with conversation.vip = true, conversation.tier not set\n"},
    });
}

TEST_CASE("a text for a pattern, as far as one can be made up") {
    const auto never = [](const std::string& pattern, const std::string& also) {
        return "if conversation.topic matches /" + pattern + "/ { close }\nelse if all { conversation.topic matches /" +
               pattern + "/ " + also + " } { hold }";
    };
    const std::vector<std::vector<std::string>> cases = {
        {"^order #?[0-9]{6}$", "conversation.vip", "order 000000"},
        {"^[^@]+@acme\\.(com|org)$", "conversation.vip", "x@acme.com"},
        {"^[[:alpha:]]{2}[[:digit:]]+\\x41\\QB.C\\E$", "conversation.vip", "xx1AB.C"},
        {"^[^x-z\\d]q$", "conversation.vip", "-q"},
        {"^a{2,3}?b*?c+?$", "conversation.vip", "aac"},
        {"^\\p{Cyrillic}\\PL$", "conversation.vip", "я-"},
        {"^(refund|cancel)$", "conversation.topic is not \"refund\"", "cancel"},
        {"^a+$", "conversation.topic contains \"aa\"", "aa"},
        {"^a.*z$", "conversation.topic contains \"order\"", "aorderz"},
        {"^order", "conversation.topic matches /refund$/", "order refund"},
    };
    for (const std::vector<std::string>& one : cases) {
        const std::string block = never(one[0], one[1]);
        Source source("rule \"R\" on starting {\n" + block + "\n}\n");
        source.analyse();
        INFO(block);
        CHECK(examples_of(source).wrong == "");
        CHECK(notes(source, Code::branch_never_taken).find("conversation.topic = \"" + one[2] + "\"") !=
              std::string::npos);
    }
    // What cannot be shown is found all the same.
    const std::string strange = "conversation.topic matches /^[[:^ascii:]]$/";
    const std::string twice = "if all { " + strange + "  " + strange + " } { close }";
    const std::string again = never("^[[:^ascii:]]$", "conversation.vip");
    const std::string rest = "if " + strange +
                             " { close }\nelse if conversation.topic does not match /^[[:^ascii:]]$/ { hold }\n"
                             "else { reopen }";
    check_all({
        {twice.c_str(), Code::always_true, "no example could be made up for the pattern\n"},
        {again.c_str(), Code::branch_never_taken, "no example could be made up for the pattern\n"},
        {rest.c_str(), Code::branch_never_taken,
         "for example, a conversation without any of these values is taken by line 3\n"},
    });
}

}  // namespace
}  // namespace parley::analysis_tests
