// How a rule set is run: events, steps, decisions, moments.
#include <doctest/doctest.h>

#include "tests/language/answers.h"

using namespace parley::answers;

namespace {

const std::string french = R"("conversation":{"language":"fr"})";

}  // namespace

TEST_CASE("rules of one event run in the set's order, and none stops another [D5, S3.20, S3.57]") {
    decides(R"(
        rule "first" on starting { if conversation.language is "fr" { add_tag "1" } }
        rule "other" on closed { add_tag "2" }
        rule "second" on starting { add_tag "3" }
        rule "third" on closed, starting { if conversation.language is "fr" { add_tag "4" } }
    )",
            {{event("starting", french), "add_tag tag=1; add_tag tag=3; add_tag tag=4"},
             {event("starting"), "add_tag tag=3"},
             {event("closed", french), "add_tag tag=2; add_tag tag=4"},
             {event("assigned", french), ""}});
}

TEST_CASE("every rule is fired by one event or several, none of them twice [S3.26, D49]") {
    CHECK(errors("rule \"r\" { add_tag \"x\" }") == Codes{"R0120"});
    CHECK(errors(rule("add_tag \"x\"", "starting, closed, starting")) == Codes{"R0212"});
    decides(rule("add_tag \"x\"", "starting, closed"),
            {{event("starting"), "add_tag tag=x"}, {event("closed"), "add_tag tag=x"}, {event("queued"), ""}});
}

TEST_CASE("an action may be taken without a decision, and a rule may be empty [S3.21, S3.78]") {
    decides(rule("add_tag \"x\" set_priority high"),
            {{event("starting"), "add_tag tag=x; set_priority priority=high"}});
    decides(rule(""), {{event("starting"), ""}});
}

TEST_CASE("a disabled rule never fires, and counts for names and every check [D27]") {
    decides("disabled " + rule("add_tag \"x\""), {{event("starting"), ""}});
    CHECK(errors("disabled " + rule("send_to_queue \"Nowhere\"")) == Codes{"R0204"});
    CHECK(errors("disabled " + rule("") + rule("")) == Codes{"R0210"});
}

TEST_CASE("steps run top down: actions above a decision run, those below one that came out true do not [D8, S3.25]") {
    decides(rule(R"(
        add_tag "above"
        if conversation.language is "fr" { add_tag "inside" }
        add_tag "between"
        if conversation.platform is sms { add_tag "sms" }
        add_tag "below"
    )"),
            {{event("starting", french), "add_tag tag=above; add_tag tag=inside"},
             {event("starting"), "add_tag tag=above; add_tag tag=between; add_tag tag=below"},
             {event("starting", R"("conversation":{"platform":"sms"})"),
              "add_tag tag=above; add_tag tag=between; add_tag tag=sms"}});
}

TEST_CASE(
    "a false branch is bypassed with all that it holds, and the next at its level is tried [S3.23, S3.56, S3.61]") {
    decides(rule(R"(
        if conversation.language is "fr" {
            add_tag "fr"
            if conversation.platform is sms { add_tag "fr sms" } else { add_tag "fr other" }
        }
        else if conversation.platform is sms { add_tag "sms" }
        else if conversation.language is set { add_tag "known" }
        else { add_tag "else" }
    )"),
            {{event("starting", R"("conversation":{"language":"fr","platform":"sms"})"),
              "add_tag tag=fr; add_tag tag=fr sms"},
             {event("starting", french), "add_tag tag=fr; add_tag tag=fr other"},
             {event("starting", R"("conversation":{"language":"en","platform":"sms"})"), "add_tag tag=sms"},
             {event("starting", R"("conversation":{"language":"en"})"), "add_tag tag=known"},
             {event("starting"), "add_tag tag=else"}});
}

TEST_CASE("a true decision with an empty branch completes the rule [D6, S3.54, S3.57]") {
    decides(
        rule(
            R"(if conversation.language is "fr" { } else if conversation.platform is sms { add_tag "sms" } add_tag "end")"),
        {{event("starting", R"("conversation":{"language":"fr","platform":"sms"})"), ""},
         {event("starting"), "add_tag tag=end"}});
}

TEST_CASE("a true decision whose inner ones are all false completes the rule after its own steps [D7, S3.53, S3.57]") {
    decides(rule(R"(
        if conversation.language is "fr" {
            add_tag "before"
            if conversation.platform is sms { add_tag "sms" }
            add_tag "after"
        }
        else if conversation.language is set { add_tag "next" }
        add_tag "end"
    )"),
            {{event("starting", french), "add_tag tag=before; add_tag tag=after"},
             {event("starting", R"("conversation":{"language":"fr","platform":"sms"})"),
              "add_tag tag=before; add_tag tag=sms"},
             {event("starting"), "add_tag tag=end"}});
}

TEST_CASE("a branch taken deep inside completes the rule at every outer level [S3.53, S3.57]") {
    decides(rule(R"(
        if conversation.language is "fr" {
            if conversation.platform is sms { if conversation.priority is high { add_tag "deep" } add_tag "2" }
            add_tag "1"
        }
        add_tag "0"
    )"),
            {{event("starting", R"("conversation":{"language":"fr","platform":"sms","priority":"high"})"),
              "add_tag tag=deep"},
             {event("starting", R"("conversation":{"language":"fr","platform":"sms"})"), "add_tag tag=2"},
             {event("starting", french), "add_tag tag=1"}});
}

TEST_CASE("a step behind an else is refused, one behind a decision without is not [D49]") {
    CHECK(errors(rule(R"(if conversation.language is "fr" { } else { } add_tag "x")")) == Codes{"R0271"});
    CHECK(errors(rule(R"(if conversation.insured { if conversation.language is "fr" { } else { } add_tag "x" })")) ==
          Codes{"R0271"});
    CHECK(errors(rule(R"(if conversation.language is "fr" { } add_tag "x")")) == Codes{});
}

TEST_CASE("an empty group or list is refused [D9, D49]") {
    for (const std::string group : {"all", "any", "none"})
        CHECK(errors(rule("if " + group + " { } { add_tag \"x\" }")) == Codes{"R0122"});
    CHECK(errors("list l = []") == Codes{"R0123"});
    CHECK(errors(rule("if conversation.language in [] { add_tag \"x\" }")) == Codes{"R0123"});
}

TEST_CASE("a decision combines conditions by all, any and none, to any depth [S3.22, S3.52, S3.70]") {
    const std::string both = R"("conversation":{"contact_point":"Sales","platform":"sms"})";
    const std::string one = R"("conversation":{"contact_point":"Sales","platform":"email"})";
    const std::string group = R"({ conversation.contact_point is Sales conversation.platform is sms })";
    holds({{"all " + group, both, true},
           {"all " + group, one, false},
           {"any " + group, one, true},
           {"any " + group, "", false},
           {"none " + group, one, false},
           {"none " + group, "", true},
           {"all { none { all " + group + " } any " + group + " }", one, true},
           {"all { none { all " + group + " } any " + group + " }", both, false}});
}

TEST_CASE("two tests without a group are refused, for they could mean either [S3.52]") {
    CHECK(errors(rule("if conversation.platform is sms conversation.language is \"fr\" { add_tag \"x\" }")) ==
          Codes{"R0125"});
}

TEST_CASE("groups nest a hundred deep and no deeper") {
    const auto nested = [](int depth) {
        std::string test = "conversation.platform is sms";
        for (int i = 0; i < depth; ++i) test = "all { " + test + " }";
        return rule("if " + test + " { add_tag \"x\" }");
    };
    CHECK(errors(nested(100)) == Codes{});
    CHECK(errors(nested(101)) == Codes{"R0105"});
}

TEST_CASE("a line is a moment: its events fire in order, and each rule once, for the first that it names [D11, D48]") {
    const std::string rules = R"(
        rule "late" on queued { add_tag "queued" }
        rule "both" on queued, queued_at_start {
            if context.event is queued_at_start { add_tag "start" } else { add_tag "later" }
        }
        rule "early" on queued_at_start { add_tag "first" }
    )";
    decides(rules,
            {{event(R"(["queued_at_start","queued"])"), "add_tag tag=start; add_tag tag=first; add_tag tag=queued"},
             {event(R"(["queued","queued_at_start"])"), "add_tag tag=queued; add_tag tag=later; add_tag tag=first"},
             {event(R"(["queued","queued"])"), "add_tag tag=queued; add_tag tag=later"},
             {event("queued_at_start"), "add_tag tag=start; add_tag tag=first"}});
}

TEST_CASE("a named condition that reads the event is asked anew for each event of a moment [D48, D28]") {
    decides(R"(
        condition at_start = context.event is queued_at_start
        rule "a" on queued_at_start { if at_start { add_tag "a" } }
        rule "b" on queued { if at_start { add_tag "b" } else { add_tag "not b" } }
    )",
            {{event(R"(["queued_at_start","queued"])"), "add_tag tag=a; add_tag tag=not b"}});
}

TEST_CASE("rules of one moment read the same facts, whatever the ones before them do [D10]") {
    decides(R"(
        rule "a" on starting { set_priority urgent  send_to_queue "Billing"  add_tag "vip" }
        rule "b" on starting {
            if any { conversation.priority is urgent  conversation.queue is Billing  conversation.tags contains "vip" } {
                add_tag "seen"
            }
            add_tag "not seen"
        }
    )",
            {{event("starting"),
              "set_priority priority=urgent; send_to_queue queue=Billing; add_tag tag=vip; add_tag tag=not seen"}});
}

TEST_CASE("where two rules of a moment write the same thing differently, the compiler warns [D10, S3.24]") {
    const std::string two = R"(
        rule "a" on starting { if conversation.language is "fr" { send_to_queue "Billing" } }
        rule "b" on starting { if conversation.platform is sms { send_to_queue "Triage" } }
    )";
    CHECK(warnings(two) == Codes{"R0421"});
    CHECK(warnings(R"(
        rule "a" on starting { if conversation.language is "fr" { send_to_queue "Billing" } }
        rule "b" on starting { if conversation.language is "de" { send_to_queue "Triage" } }
    )") == Codes{});
    CHECK(warnings(R"(
        rule "a" on starting { if conversation.language is "fr" { set_priority high } }
        rule "b" on starting { if conversation.platform is sms { set_priority low } }
    )") == Codes{"R0422"});
    CHECK(warnings(R"(
        rule "a" on starting { if conversation.language is "fr" { send_message "a" } }
        rule "b" on starting { if conversation.platform is sms { send_message "b" } }
    )") == Codes{"R0423"});
}
