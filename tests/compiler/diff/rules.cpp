#include <doctest/doctest.h>

#include "tests/compiler/diff/support.h"

using namespace tests;
using Lines = std::vector<std::string>;

namespace {

std::string rule(const std::string& name, const std::string& body) {
    return "rule \"" + name + "\" on starting\n{\n" + body + "\n}\n";
}
std::string tagging(const std::string& name) {
    return rule(name, "add_tag \"" + name + "\"  add_note \"" + name + " here\"");
}
std::string several(const std::string& names) {
    std::string out;
    for (const char name : names) out += tagging(std::string(1, name));
    return out;
}

// What happened inside the rule `r`, whose steps are these.
Lines inside(const std::string& before, const std::string& after) {
    Lines out;
    const Changes changes = compare(rule("r", before), rule("r", after));
    for (const auto& change : changes.rules) {
        for (std::string& line : edit_lines(change.edits)) out.push_back(std::move(line));
    }
    return out;
}

}  // namespace

TEST_CASE("rules are added and removed, and what stands behind them has not moved") {
    CHECK(lines(compare(several("abc"), several("bxcd"))) == Lines{"- rule `a`", "+ rule `x`", "+ rule `d`"});
}

TEST_CASE("a rule that moved is a move, and the fewest are") {
    CHECK(lines(compare(several("abcdef"), several("bcdeaf"))) == Lines{"> rule `a` 1 -> 5"});
    CHECK(lines(compare(several("abcdef"), several("faebcd"))) == Lines{"> rule `f` 6 -> 1", "> rule `e` 5 -> 3"});
    const Changes swap = compare(several("ab"), several("ba"));
    CHECK(swap.rules.size() == 1);
}

TEST_CASE("the order is that of the whole set, whatever files the rules are in") {
    const Set one = read({several("abcd")});
    CHECK(lines(compare(one, read({several("ab"), several("cd")}))).empty());
    CHECK(compare(one, read({several("ab"), several("cd")})).only_layout());
    CHECK(lines(compare(one, read({several("cd"), several("ab")}))).size() == 2);
}

TEST_CASE("layout, comments and spelling are no changes") {
    const std::string before = R"(
        rule "r" on starting, routed {
            if all { conversation.platform is facebook  previous.closed_at within last 1 hour } {
                send_message { text: "a" once: true }
            }
            else if conversation.language in ["fr", "es"] { hold 90 minutes }
            else if time.time_of_day after 9:00 { set_priority high }
        })";
    const std::string after = R"(
        rule """r"""   // the same
            on routed, starting
        {
            if all {
                previous.closed_at within last 60 minutes
                conversation.platform is "facebook"
            } { send_message { once: true text: "\u{61}" } }
            else if conversation.language in [ "fr", "es", ] { hold 5400 seconds }
            else if time.time_of_day after 09:00:00 { set_priority "high" }
        })";
    const Changes changes = compare(before, after);
    CHECK(lines(changes).empty());
    CHECK(changes.only_layout());
    CHECK_FALSE(compare(before, before).texts_differ);
    // What looks alike and means something else is one.
    CHECK(inside("add_tag \"1\"", "add_tag 1") == Lines{"~ action add_tag \"1\" -> add_tag 1"});
    CHECK(inside("hold 1 hour", "hold 61 minutes") == Lines{"~ action hold 1 hour -> hold 61 minutes"});
    CHECK(inside("if conversation.subject is \"a\" {}", "if conversation.subject is exactly \"a\" {}").size() == 1);
}

TEST_CASE("the name of a list is not the text of the same letters") {
    const std::string list = "list vip = [\"a\"]\n";
    CHECK(compare(list + rule("r", "add_tag vip"), list + rule("r", "add_tag \"vip\"")).rules.size() == 1);
    CHECK(compare(rule("r", "add_tag vip"), rule("r", "add_tag \"vip\"")).rules.empty());
}

TEST_CASE("a rule is renamed if its body is the same, or more than half of it") {
    CHECK(lines(compare(several("abc") + rule("old", "add_tag \"x\""),
                        several("abc") + rule("new", "add_tag \"x\""))) == Lines{"= rule `old` -> `new`"});
    const std::string before = rule("old", "add_tag \"x\" add_tag \"y\" add_tag \"z\"");
    CHECK(lines(compare(before, rule("new", "add_tag \"x\" add_tag \"y\" add_tag \"u\""))) ==
          Lines{"= rule `old` -> `new`", "`new` ~ action add_tag \"z\" -> add_tag \"u\""});
    // The event and one of three: 2 parts of 4.
    CHECK(lines(compare(before, rule("new", "add_tag \"x\" add_tag \"v\" add_tag \"u\""))) ==
          Lines{"- rule `old`", "+ rule `new`"});
    // Two rules with one body: the first is the first.
    CHECK(lines(compare(rule("a", "add_tag \"x\"") + rule("b", "add_tag \"x\""),
                        rule("c", "add_tag \"x\"") + rule("d", "add_tag \"x\""))) ==
          Lines{"= rule `a` -> `c`", "= rule `b` -> `d`"});
}

TEST_CASE("a rule is disabled, described, and for other events") {
    const std::string body = " { add_tag \"x\" }";
    CHECK(lines(compare("rule \"r\" on closed, routed" + body,
                        "disabled rule \"r\" description \"d\" on starting, closed" + body)) ==
          Lines{"! rule `r` disabled", "`r` + description \"d\"", "`r` - event routed", "`r` + event starting"});
    CHECK(lines(compare("rule \"r\" description \"c\" on closed" + body,
                        "rule \"r\" description \"d\" on closed" + body)) == Lines{"`r` ~ description \"c\" -> \"d\""});
}

TEST_CASE("actions: added, removed, changed, moved") {
    CHECK(inside("add_tag \"a\" hold 1 hour", "add_tag \"b\" hold 1 hour close") ==
          Lines{"~ action add_tag \"a\" -> add_tag \"b\"", "+ action close"});
    CHECK(inside("close add_tag \"a\"", "add_tag \"a\"") == Lines{"- action close"});
    CHECK(inside("add_tag \"a\" hold 1 hour close", "hold 1 hour close add_tag \"a\"") ==
          Lines{"> action add_tag \"a\" -> add_tag \"a\", 1 -> 3"});
    // Of several with one name, the likest.
    CHECK(inside("send_message \"one two three\" send_message \"four five six\"", "send_message \"four five seven\"") ==
          Lines{"- action send_message \"one two three\"",
                "~ action send_message \"four five six\" -> send_message \"four five seven\""});
    CHECK(inside("add_tag \"x\" add_tag \"y\" add_tag \"x\"", "add_tag \"y\" add_tag \"x\"") ==
          Lines{"- action add_tag \"x\""});
    // What a decision is in front of has moved rather than the decision.
    CHECK(inside("add_tag \"x\" if a { close } ", "if a { close } add_tag \"x\"") ==
          Lines{"> action add_tag \"x\" -> add_tag \"x\", 1 -> 2"});
}

TEST_CASE("branches: added, removed, moved, and by their paths") {
    const std::string a = "if conversation.language is \"a\" { add_tag \"a\" }",
                      b = "if conversation.subject is \"b\" { add_note \"b\" }",
                      c = "if conversation.state is c { close }", d = "if conversation.queue is d { hold 1 hour }";
    const auto chain = [](const Lines& branches) {
        std::string out;
        for (const std::string& branch : branches) out += (out.empty() ? "" : " else ") + branch;
        return out;
    };
    CHECK(inside(chain({a, b, c}), chain({a, c})) ==
          Lines{"- branch else if conversation.subject is \"b\" {     add_note \"b\" } (branch 2)"});
    CHECK(inside(chain({a, b}), chain({d, a, b})) ==
          Lines{"+ branch if conversation.queue is d {     hold 1 hour } (branch 1)"});
    CHECK(inside(chain({a, b, c, d}), chain({b, c, d, a})) ==
          Lines{"> branch if conversation.language is \"a\" (branch 1) -> else if conversation.language is \"a\" "
                "(branch 4), 1 -> 4"});
    CHECK(inside(chain({a, "{ hold 1 hour }"}), chain({a, "{ close }"})) ==
          Lines{"- action hold 1 hour (else)", "+ action close (else)"});
    CHECK(inside(chain({b, a, "{ " + chain({c, "{ hold 1 hour }"}) + " }"}),
                 chain({a, "{ " + chain({c, "{ hold 2 hours }"}) + " }"})) ==
          Lines{"- branch if conversation.subject is \"b\" {     add_note \"b\" } (branch 1)",
                "~ action hold 1 hour (branch 3, else) -> hold 2 hours (branch 2, else)"});
    // The condition and the step of a branch changed: it is the same branch still.
    CHECK(inside(chain({a, b}), chain({a, "if conversation.subject is \"bb\" { add_note \"bb\" }"})) ==
          Lines{"~ condition conversation.subject is \"b\" (branch 2) -> conversation.subject is \"bb\" (branch 2)",
                "~ action add_note \"b\" (branch 2) -> add_note \"bb\" (branch 2)"});
}

TEST_CASE("conditions: the test that changed, in its group") {
    const auto branch = [](const std::string& test) { return "if " + test + " { close }"; };
    const std::string x = "conversation.language is \"x\"", y = "conversation.language is \"y\"",
                      p = "conversation.state is P", q = "previous.exists", v = "not vip";
    CHECK(inside(branch(x), branch(y)) ==
          Lines{"~ condition conversation.language is \"x\" (branch 1) -> conversation.language is \"y\" (branch 1)"});
    CHECK(inside(branch("all { " + p + " any { " + x + " " + q + " } }"),
                 branch("all { " + p + " any { " + q + " " + y + " } }")) ==
          Lines{"~ condition conversation.language is \"x\" (branch 1, all > any) -> conversation.language is \"y\" "
                "(branch 1, all > any)"});
    CHECK(inside(branch("all { " + p + " " + q + " }"), branch("all { " + v + " " + p + " }")) ==
          Lines{"+ condition not vip (branch 1, all)", "- condition previous.exists (branch 1, all)"});
    CHECK(inside(branch("all { " + p + " " + q + " }"), branch("none { " + p + " " + q + " }")) ==
          Lines{"~ group all (branch 1) -> none (branch 1)"});
    CHECK(inside(branch("all { " + p + " " + q + " }"), branch("all { " + q + " " + p + " }")).empty());
    // One test that became one of a group, and back.
    CHECK(inside(branch(p), branch("all { " + p + " " + q + " }")) ==
          Lines{"+ condition previous.exists (branch 1, all)"});
    CHECK(inside(branch("any { " + p + " " + q + " }"), branch(q)) ==
          Lines{"- condition conversation.state is P (branch 1, any)"});
    CHECK(inside(branch("all { " + p + " " + q + " }"), branch("all { " + p + " any { " + q + " " + v + " } }")) ==
          Lines{"+ condition not vip (branch 1, all > any)"});
    CHECK(inside(branch(p), branch("none { " + p + " }")) ==
          Lines{"~ condition conversation.state is P (branch 1) -> none { conversation.state is P } (branch 1)"});
    CHECK(inside(branch("all { " + p + " " + q + " }"), branch(v)) ==
          Lines{"~ condition all { conversation.state is P  previous.exists } (branch 1) -> not vip (branch 1)"});
    CHECK(inside(branch(v), branch("vip")) == Lines{"~ condition not vip (branch 1) -> vip (branch 1)"});
}
