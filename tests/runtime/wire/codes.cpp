// What lines hold is compared with constants by codes that are found while a line is read.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/runtime/wire/rules.h"

using namespace parley;
using namespace parley::tests;

namespace {

std::string rule(const std::string& name, const std::string& condition) {
    return "rule \"" + name + "\" on starting { if " + condition + " { add_tag \"" + name + "\" } }\n";
}

std::size_t count(const std::string& text, std::string_view piece) {
    std::size_t count = 0;
    for (std::size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at + 1)) ++count;
    return count;
}

}  // namespace

TEST_CASE("[D35] a number is told from each constant, among few and among many") {
    for (const int constants : {1, 2, 7, 8, 9, 20}) {
        std::string rules;
        for (int i = 1; i <= constants; ++i) {
            const std::string constant = std::to_string(10 * i);
            rules += rule("is " + constant, "conversation.attempts is " + constant);
            rules += rule("from " + constant, "conversation.attempts >= " + constant);
        }
        Engine engine(rules, "company: Acme\nfields: {conversation.attempts: {type: integer}}\n");
        for (int number = 0; number <= 10 * constants + 10; ++number) {
            const std::string written = std::to_string(number);
            for (const std::string& form : {written, written + ".0", "\t" + written + " ", written + "e0"}) {
                const std::string actions = engine.starting("\"conversation\":{\"attempts\":" + form + "}");
                CAPTURE(form);
                const auto reached = static_cast<std::size_t>(std::min(number / 10, constants));
                CHECK(count(actions, "\"tag\":\"from ") == reached);
                CHECK(count(actions, "\"tag\":\"is ") == (number % 10 == 0 && number > 0 && number <= 10 * constants));
            }
        }
        CHECK(count(engine.starting(R"("conversation":{"attempts":-10})"), "\"tag\"") == 0);
        const std::string largest = engine.starting(R"("conversation":{"attempts":9223372036854775807})");
        CHECK(count(largest, "\"tag\":\"from ") == static_cast<std::size_t>(constants));
    }
}

TEST_CASE("[D36] short and long texts are told from constants, whatever came before") {
    const std::string longer = "a text that is longer than what is remembered";
    Engine engine(
        rule("short", "conversation.language is \"fr\"") + rule("long", "conversation.note is \"" + longer + "\""),
        "company: Acme\nfields: {conversation.language: {type: text}, conversation.note: {type: text}}\n");
    const auto tags = [&](const std::string& language, const std::string& note) {
        const std::string actions =
            engine.starting(R"("conversation":{"language":")" + language + R"(","note":")" + note + "\"}");
        return count(actions, "\"tag\":\"short\"") + 2 * count(actions, "\"tag\":\"long\"");
    };
    for (int i = 0; i < 3; ++i) {
        CHECK(tags("fr", longer) == 3);
        CHECK(tags("FR", "fr") == 1);
        CHECK(tags("f\\u0072", "") == 1);
        CHECK(tags("fr ", longer + "!") == 0);
        CHECK(tags("f", "A" + longer.substr(1)) == 2);
        CHECK(tags("", "fr") == 0);
    }
}
