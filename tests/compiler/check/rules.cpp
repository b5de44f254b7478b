// Rules, their events, and what stands in their blocks.
#include "tests/compiler/check/checking.h"

namespace parley::check {

TEST_CASE("a rule has a name of its own [S3.6, S3.25, D27]") {
    expect_files({
        {R"(rule "a" on starting {} rule "a" on closed {})", R"(R0210 <"a"> two rules are named `a`)",
         R"(<"a"> first named here)"},
        {R"(rule "a" on starting {} disabled rule "a" on closed {})", R"(R0210 <"a"> two rules are named `a`)",
         R"(<"a"> first named here)"},
        {R"(rule "" on starting {})", R"(R0217 <""> a rule has no name)",
         R"(findings and decisions name a rule by it)"},
        {R"(rule "  " on starting {})", R"(R0217 <"  "> a rule has no name)",
         R"(findings and decisions name a rule by it)"},
        {R"(ruleset "" rule "a" on starting {})", R"(R0217 <""> the rule set has no name)",
         R"(leave the line out, or name the set)"},
    });
}

TEST_CASE("a name holds no merge field") {
    expect_files({
        {R"(rule "a {{companyName}}" on starting {})",
         R"(R0253 <{{companyName}}> a merge field stands outside an action's text)",
         R"(is only filled in where a text is sent; help: for two plain braces write `\{{`)"},
        {R"(rule "a" description "\{{x}} {{companyName}}" on starting {})",
         R"(R0253 <{{companyName}}> a merge field stands outside an action's text)",
         R"(is only filled in where a text is sent; help: for two plain braces write `\{{`)"},
        {R"(ruleset "{{companyName}}" rule "a" on starting {})",
         R"(R0253 <{{companyName}}> a merge field stands outside an action's text)",
         R"(is only filled in where a text is sent; help: for two plain braces write `\{{`)"},
    });
}

TEST_CASE("a list or condition whose own syntax is in error is not unknown besides") {
    const auto written = [](const char* text) { return check_files({text}).diagnostics.errors(); };
    CHECK(written(R"(list vips = ["a" rule "a" on starting { if conversation.email in vips { } })") == 1);
    CHECK(written(R"(condition vip = any { } rule "a" on starting { if vip { } })") == 1);
    CHECK(written(R"(rule "a" on starting { if vip { } if conversation.email in vips { } })") == 2);
}

TEST_CASE("an event is known and named once [S3.26, D49]") {
    expect_files({
        {R"(rule "a" on startng {})", R"(R0201 <startng> unknown event `startng`)",
         R"(not in catalog `catalog.yaml`; help: did you mean `starting`? => starting)"},
        {R"(rule "a" on starting, closed, starting {})", R"(R0212 <starting> the event `starting` is named twice)",
         R"(<starting> first named here)"},
        {R"(rule "a" on starting, opened, reopned {})", R"(R0201 <reopned> unknown event `reopned`)",
         R"(not in catalog `catalog.yaml`; help: did you mean `reopened`? => reopened)"},
    });
}

TEST_CASE("a disabled rule is checked like any other [D27]") {
    expect_files({
        {R"(disabled rule "a" on starting { send_to_queue "Biling" })", R"(R0204 <"Biling"> unknown queue `Biling`)",
         R"(not in catalog `catalog.yaml`; <send_to_queue> takes a queue; help: did you mean `Billing`? => )"
         R"("Billing")"},
    });
}

TEST_CASE("steps behind an `else` can never run, said once for all of them [D49]") {
    expect_steps({
        {R"(if conversation.is_vip {} else {} route)", R"(R0271 <route> this step can never run)",
         R"(stands behind an `else`; <else> takes every case that is left; help: move it in front of the decision, )"
         R"(or into its branches)"},
        {R"(if conversation.is_vip {} else {} if previous.exists { route } else { unassign } close)",
         R"(R0271 <if previous.exists> this step can never run)",
         R"(stands behind an `else`; <else> takes every case that is left; help: move it in front of the decision, )"
         R"(or into its branches)"},
        {R"(if previous.exists { if conversation.is_vip {} else {} route unassign } else {})",
         R"(R0271 <route> this step can never run)",
         R"(stands behind an `else`; <else> takes every case that is left; help: move it in front of the decision, )"
         R"(or into its branches)"},
    });
}

}  // namespace parley::check
