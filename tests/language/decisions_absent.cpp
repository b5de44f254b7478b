// What a test says of a field without a value, of a blank one, of one that changed, and of names nobody knows.
#include <doctest/doctest.h>

#include "tests/language/answers.h"

using namespace parley::answers;

namespace {

std::string fields(const std::string& members) {
    return "\"conversation\":{" + members + "}";
}

std::string former(const std::string& now, const std::string& before) {
    return fields(now) + R"(,"former":{"conversation":{)" + before + "}}";
}

}  // namespace

TEST_CASE("a test is true or false, and none and not are plain opposites [D29]") {
    holds({{"none { conversation.parcels is 5 }", "", true},
           {"none { conversation.parcels is not 5 }", "", false},
           {"none { conversation.parcels is 5 }", fields(R"("parcels":5)"), false},
           {"all { conversation.parcels is not 5 none { conversation.parcels is 5 } }", "", true},
           {"not conversation.insured", "", true},
           {"not conversation.insured", fields(R"("insured":false)"), true},
           {"not conversation.insured", fields(R"("insured":true)"), false},
           {"any { conversation.insured not conversation.insured }", "", true}});
}

TEST_CASE("without a value every positive test is false and every negative one true [D30, S3.63]") {
    struct Pair {
        const char *positive, *negative;
    };
    const Pair pairs[] = {
        {"conversation.language is \"fr\"", "conversation.language is not \"fr\""},
        {"conversation.language in [\"fr\"]", "conversation.language not in [\"fr\"]"},
        {"conversation.language contains \"f\"", "conversation.language does not contain \"f\""},
        {"conversation.language contains any of [\"f\"]", "conversation.language does not contain any of [\"f\"]"},
        {"conversation.language starts with \"f\"", "conversation.language does not start with \"f\""},
        {"conversation.language ends with \"r\"", "conversation.language does not end with \"r\""},
        {"conversation.language matches /./", "conversation.language does not match /./"},
        {"conversation.language is set", "conversation.language is not set"},
        {"conversation.region is north", "conversation.region is not north"},
        {"conversation.promised_at during \"EU office hours\"",
         "conversation.promised_at not during \"EU office hours\""},
        {"conversation.insured", "not conversation.insured"},
        {"conversation.insured is false", "conversation.insured is not false"}};
    for (const Pair& pair : pairs) holds({{pair.positive, "", false}, {pair.negative, "", true}});
    for (const char* test :
         {"conversation.parcels < 1", "conversation.parcels <= 1", "conversation.parcels > 1",
          "conversation.parcels >= 1", "conversation.parcels between -9 and 9",
          "conversation.promised_at before time.now", "conversation.promised_at after time.now",
          "conversation.promised_at within last 900 weeks", "conversation.promised_at within next 900 weeks",
          "conversation.promised_at older than 0 seconds", "conversation.customer_tier >= bronze",
          "conversation.language is not blank"})
        holds({{test, "", false}});
}

TEST_CASE("an absent value on either side: is is false and is not true, also when both are [D30]") {
    const std::string left = fields(R"("language":"fr")"), right = R"("profile":{"email":"fr"})";
    holds({{"conversation.language is profile.email", "", false},
           {"conversation.language is not profile.email", "", true},
           {"conversation.language is profile.email", left, false},
           {"conversation.language is not profile.email", left, true},
           {"conversation.language is profile.email", right, false},
           {"conversation.language is profile.email", left + "," + right, true},
           {"conversation.parcels < conversation.order_total", fields(R"("parcels":1)"), false},
           {"conversation.parcels between conversation.order_total and 9", fields(R"("parcels":1)"), false}});
}

TEST_CASE("a list without a value is the empty list [D30]") {
    for (const std::string members : {"", R"("conversation":{"topics":[]})", R"("conversation":{"topics":null})"})
        holds({{"conversation.topics is empty", members, true},
               {"conversation.topics is not empty", members, false},
               {"conversation.topics size is 0", members, true},
               {"conversation.topics contains \"a\"", members, false},
               {"conversation.topics does not contain \"a\"", members, true},
               {"conversation.topics contains any of [\"a\"]", members, false},
               {"conversation.topics contains none of [\"a\"]", members, true},
               {"conversation.topics contains all of [\"a\"]", members, false}});
    CHECK(errors(rule("if conversation.topics is set { add_tag \"x\" }")) == Codes{"R0231"});
}

TEST_CASE("is blank is true of no value, of the empty text and of white space alone, Unicode's too [D31, S3.63]") {
    for (const std::string text : {"null", "\"\"", "\" \\t\\n\"", "\"\\u3000\\u00a0\""})
        holds({{"conversation.subject is blank", fields("\"subject\":" + text), true},
               {"conversation.subject is not blank", fields("\"subject\":" + text), false}});
    holds({{"conversation.subject is blank", fields(R"("subject":" x ")"), false},
           {"conversation.subject is set", fields(R"("subject":"")"), true},
           {"conversation.subject is set", fields(R"("subject":null)"), false}});
}

TEST_CASE("changed compares with the former value, and what former does not name did not change [D32]") {
    holds({{"conversation.state changed", former(R"("state":"New")", R"("state":"On Hold")"), true},
           {"conversation.state changed", former(R"("state":"New")", R"("state":"New")"), false},
           {"conversation.state changed", fields(R"("state":"New")"), false},
           {"conversation.state changed", former(R"("state":"New")", R"("language":"fr")"), false},
           {"conversation.state was New", fields(R"("state":"New")"), true},
           {"conversation.state was New", former(R"("state":"On Hold")", R"("state":"New")"), true},
           {"conversation.state was New", former(R"("state":"New")", R"("state":"On Hold")"), false}});
}

TEST_CASE("from or to no value is a change; from and to narrow it [D32]") {
    holds({{"conversation.state changed", former(R"("state":"New")", R"("state":null)"), true},
           {"conversation.state changed", former("", R"("state":"New")"), true},
           {"conversation.state changed from New", former(R"("state":"On Hold")", R"("state":"New")"), true},
           {"conversation.state changed from New", former("", R"("state":"New")"), true},
           {"conversation.state changed from New", former(R"("state":"New")", R"("state":null)"), false},
           {"conversation.state changed to New", former(R"("state":"New")", R"("state":null)"), true},
           {"conversation.state changed to New", fields(R"("state":"New")"), false},
           {"conversation.state changed from \"On Hold\" to New", former(R"("state":"New")", R"("state":"On Hold")"),
            true},
           {"conversation.state changed from \"On Hold\" to New",
            former(R"("state":"New")", R"("state":"Closed Complete")"), false}});
}

TEST_CASE("a change of letter case alone is a change, though from, to and was compare as is does [D32]") {
    const std::string members = former(R"("language":"FR")", R"("language":"fr")");
    holds({{"conversation.language changed", members, true},
           {"conversation.language changed from \"Fr\" to \"fR\"", members, true},
           {"conversation.language was \"FR\"", members, true},
           {"conversation.language changed", former(R"("language":"fr")", R"("language":"fr")"), false}});
}

TEST_CASE("lists have changed alone, and only conversation fields have a former value [D32]") {
    holds({{"conversation.topics changed", former(R"("topics":["a","b"])", R"("topics":["b","a"])"), true},
           {"conversation.topics changed", former(R"("topics":["a"])", R"("topics":["a"])"), false},
           {"conversation.topics changed", former(R"("topics":["a"])", R"("topics":null)"), true}});
    const auto refused = [](const std::string& test) { return errors(rule("if " + test + " { add_tag \"x\" }")); };
    CHECK(refused("conversation.topics was \"a\"") == Codes{"R0231"});
    CHECK(refused("conversation.topics changed from \"a\"") == Codes{"R0231"});
    CHECK(refused("profile.email changed") == Codes{"R0239"});
    CHECK(refused("previous.status was open") == Codes{"R0239"});
    CHECK(refused("time.weekday changed") == Codes{"R0239"});
}

TEST_CASE("a name that the catalog does not know is a value, equal to itself alone and of no rank [D34, D26]") {
    const std::string both =
        R"("conversation":{"queue":"Gone","priority":"critical","assigned_to":"zoe"},"previous":{"queue":"Gone","assigned_to":"amy"})";
    holds({{"conversation.queue is set", both, true},
           {"conversation.queue is previous.queue", both, true},
           {"conversation.assigned_to is previous.assigned_to", both, false},
           {"conversation.assigned_to is not previous.assigned_to", both, true},
           {"conversation.queue in [Default, Priority, Billing]", both, false},
           {"conversation.queue not in [Default, Priority, Billing]", both, true},
           {"conversation.priority >= low", both, false},
           {"conversation.priority <= urgent", both, false},
           {"conversation.priority between low and urgent", both, false},
           {"conversation.priority is not urgent", both, true}});
}

TEST_CASE(
    "a field that can have no value at any of the rule's events is an error, one absent at some is fine [D14, S3.62]") {
    const std::string steps = "if context.stars <= 2 { set_priority high }";
    CHECK(errors(rule(steps, "closed")) == Codes{"R0240"});
    CHECK(errors(rule(steps, "closed, assigned")) == Codes{"R0240"});
    CHECK(errors(rule(steps, "closed, message_received")) == Codes{});
    CHECK(errors(rule("send_message \"{{topics}}\" set_field conversation.language { to: context.message.language }",
                      "closed")) == Codes{"R0240"});
    decides(
        rule(steps, "closed, message_received"),
        {{event("message_received", R"("context":{"stars":1})"), "set_priority priority=high"}, {event("closed"), ""}});
}

TEST_CASE("a negative test of a field that may be absent gets a note, one of a field that is always there none [D14]") {
    CHECK(notes(rule("if conversation.language is not \"fr\" { set_priority high }")) == Codes{"R0431"});
    CHECK(notes(rule("if conversation.language not in [\"fr\"] { set_priority high }")) == Codes{"R0431"});
    CHECK(notes(rule("if conversation.language is \"fr\" { set_priority high }")) == Codes{});
    CHECK(notes(rule("if time.weekday is not monday { set_priority high }")) == Codes{});
}

TEST_CASE(
    "an impossible field inside a condition is an error of the rule that uses it, at the place of use [D42, D28]") {
    const std::string condition = "condition poor = context.stars <= 2\n";
    CHECK(errors(condition) == Codes{});
    CHECK(errors(condition + rule("if poor { set_priority high }", "message_received")) == Codes{});
    CHECK(errors(condition + rule("if poor { set_priority high }", "closed")) == Codes{"R0240"});
    CHECK(errors(condition + "condition bad = any { poor conversation.insured }\n" +
                 rule("if not bad { set_priority high }", "closed")) == Codes{"R0240"});
}

TEST_CASE("testing context.event first makes no field possible or impossible [D42]") {
    CHECK(errors(rule("if context.event is message_received { if context.stars <= 2 { set_priority high } }",
                      "closed")) == Codes{"R0240"});
    CHECK(errors(rule("if context.event is closed { if context.stars <= 2 { set_priority high } }",
                      "closed, message_received")) == Codes{});
}
