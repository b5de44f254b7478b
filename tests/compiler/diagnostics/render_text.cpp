#include <doctest/doctest.h>

#include <string>

#include "compiler/diagnostics/render.h"
#include "tests/compiler/diagnostics/places.h"

using namespace parley::diagnostics;
using parley::source::FileId;
using parley::source::SourceSet;
using parley::source::Span;

namespace {

std::string text(const Diagnostics& bag, const SourceSet& sources) {
    return "\n" + render_text(bag, sources);
}

}  // namespace

TEST_CASE("one label and a help") {
    SourceSet sources;
    FileId file = sources.add("routing.parley", blank_lines(13) + "    send_to_queue \"Biling\"\n");
    Diagnostics bag;
    Span at = find(sources, file, "\"Biling\"");
    bag.report(Code::unknown_reference, at, "unknown queue `Biling`", "not in catalog `support-desk`")
        .suggest("did you mean `Billing`?", at, "\"Billing\"");
    CHECK(text(bag, sources) == R"(
error[R0204]: unknown queue `Biling`
  --> routing.parley:14:19
   |
14 |     send_to_queue "Biling"
   |                   ^^^^^^^^ not in catalog `support-desk`
   |
   = help: did you mean `Billing`?

)");
}

TEST_CASE("two labels on one line, a note and a help") {
    SourceSet sources;
    FileId file = sources.add("routing.parley", blank_lines(21) + "    if conversation.attempts contains \"x\"\n");
    Diagnostics bag;
    bag.report(Code::operator_does_not_apply, find(sources, file, "contains"), "`contains` does not apply to a number",
               "takes text or a list on its left")
        .label(find(sources, file, "conversation.attempts"), "a number")
        .note("`attempts` is declared in catalog.yaml:31")
        .help("for numbers use `is`, `is not`, `<`, `<=`, `>`, `>=`, `between` or `in`");
    CHECK(text(bag, sources) == R"(
error[R0231]: `contains` does not apply to a number
  --> routing.parley:22:30
   |
22 |     if conversation.attempts contains "x"
   |        --------------------- ^^^^^^^^ takes text or a list on its left
   |        |
   |        a number
   |
   = note: `attempts` is declared in catalog.yaml:31
   = help: for numbers use `is`, `is not`, `<`, `<=`, `>`, `>=`, `between` or `in`

)");
}

TEST_CASE("labels on far lines, and a witness on a line of its own") {
    SourceSet sources;
    FileId file = sources.add("routing.parley", blank_lines(35) + "        send_to_queue \"VIP desk\"\n" +
                                                    blank_lines(7) + "        send_to_queue \"Billing\"\n");
    Diagnostics bag;
    bag.report(Code::two_queues, find(sources, file, "send_to_queue \"Billing\""),
               "rules `VIP billing` and `Billing default` send the same conversation to two queues",
               "then here, so `Billing` wins")
        .label(find(sources, file, "send_to_queue \"VIP desk\""), "first here")
        .note("both fire on `starting` for this conversation\nconversation.topic = \"billing\"")
        .help("put both into one rule");
    CHECK(text(bag, sources) == R"(
warning[R0421]: rules `VIP billing` and `Billing default` send the same conversation to two queues
  --> routing.parley:44:9
   |
36 |         send_to_queue "VIP desk"
   |         ------------------------ first here
...
44 |         send_to_queue "Billing"
   |         ^^^^^^^^^^^^^^^^^^^^^^^ then here, so `Billing` wins
   |
   = note: both fire on `starting` for this conversation
       conversation.topic = "billing"
   = help: put both into one rule

)");
}

TEST_CASE("a single line between is shown, and without remarks the frame ends with the source") {
    SourceSet sources;
    FileId file = sources.add("a.parley", "alpha\nbeta\ngamma\ndelta");
    Diagnostics bag;
    bag.report(Code::duplicate_rule, find(sources, file, "gamma"), "twice").label(find(sources, file, "alpha"), "once");
    CHECK(text(bag, sources) == R"(
error[R0210]: twice
 --> a.parley:3:1
  |
1 | alpha
  | ----- once
2 | beta
3 | gamma
  | ^^^^^

)");
}

TEST_CASE("a label in another file has a heading of its own") {
    SourceSet sources;
    FileId rules = sources.add("rules.parley", "send_to_queue \"X\"\n");
    FileId catalog = sources.add("catalog.yaml", blank_lines(119) + "queues: [A]\n");
    Diagnostics bag;
    bag.report(Code::unknown_reference, find(sources, rules, "\"X\""), "unknown queue `X`")
        .label(find(sources, catalog, "queues"), "the queues are declared here")
        .note("a fact");
    CHECK(text(bag, sources) == R"(
error[R0204]: unknown queue `X`
   --> rules.parley:1:15
    |
1   | send_to_queue "X"
    |               ^^^
   ::: catalog.yaml:120:1
    |
120 | queues: [A]
    | ------ the queues are declared here
    |
    = note: a fact

)");
}

TEST_CASE("several labels hang below each other, from the right") {
    SourceSet sources;
    FileId file = sources.add("a.parley", "one two three\n");
    Diagnostics bag;
    bag.report(Code::wrong_type, find(sources, file, "two"), "m", "second")
        .label(find(sources, file, "three"), "third")
        .label(find(sources, file, "one"), "first");
    CHECK(text(bag, sources) == R"(
error[R0232]: m
 --> a.parley:1:5
  |
1 | one two three
  | --- ^^^ ----- third
  | |   |
  | |   second
  | first

)");
}

TEST_CASE("labels inside one another and on the same piece") {
    SourceSet sources;
    FileId file = sources.add("a.parley", "one two three\n");
    Diagnostics bag;
    bag.report(Code::wrong_type, find(sources, file, "two"), "m", "inner")
        .label(find(sources, file, "one two three"), "outer")
        .label(find(sources, file, "two"), "again");
    CHECK(text(bag, sources) == R"(
error[R0232]: m
 --> a.parley:1:5
  |
1 | one two three
  | ----^^^------
  | |   |
  | |   again
  | |   inner
  | outer

)");
    Diagnostics ends_together;
    ends_together.report(Code::wrong_type, find(sources, file, "three"), "m", "inner")
        .label(find(sources, file, "two three"), "outer");
    CHECK(text(ends_together, sources) == R"(
error[R0232]: m
 --> a.parley:1:9
  |
1 | one two three
  |     ----^^^^^ inner
  |     |
  |     outer

)");
}

TEST_CASE("a span over several lines is underlined on its first and last one") {
    SourceSet sources;
    FileId file = sources.add("a.parley", "    else {\n        a\n        b\n        c\n    }  // end\nx\n");
    Diagnostics bag;
    bag.report(Code::unreachable_step, find(sources, file, "{\n        a\n        b\n        c\n    }"), "never",
               "all of it");
    CHECK(text(bag, sources) == R"(
error[R0271]: never
 --> a.parley:1:10
  |
1 |     else {
  |          ^
...
5 |     }  // end
  |     ^ all of it

)");
}

TEST_CASE("the end of the file, of a line, and of an empty file") {
    SourceSet sources;
    FileId file = sources.add("a.parley", "rule \"x\" {");
    FileId empty = sources.add("empty.parley", "");
    FileId broken = sources.add("b.parley", "ab\r\ncd\n");
    Diagnostics bag;
    bag.report(Code::unclosed_block, {file, 10, 10}, "not closed", "here");
    bag.report(Code::unexpected_token, {empty, 0, 0}, "nothing here");
    bag.report(Code::unexpected_token, {broken, 2, 4}, "the break itself");
    bag.report(Code::unexpected_token, {broken, 7, 7}, "behind the last break");
    CHECK(text(bag, sources) == R"(
error[R0121]: not closed
 --> a.parley:1:11
  |
1 | rule "x" {
  |           ^ here

error[R0120]: nothing here
 --> empty.parley:1:1
  |
1 |
  | ^

error[R0120]: the break itself
 --> b.parley:1:3
  |
1 | ab
  |   ^

error[R0120]: behind the last break
 --> b.parley:3:1
  |
3 |
  | ^

)");
}

TEST_CASE("a finding in no file is a heading and its remarks") {
    SourceSet sources;
    Diagnostics bag;
    bag.report(Code::no_rules, {}, "the folder `rules` has no rule files").help("run `parley init`");
    bag.report(Code::unreadable_file, {77, 1, 2}, "a file that is not in the set");
    CHECK(text(bag, sources) == R"(
warning[R0501]: the folder `rules` has no rule files
  = help: run `parley init`

error[R0503]: a file that is not in the set

)");
}

TEST_CASE("colour is only where it is asked for, and changes nothing else") {
    SourceSet sources;
    FileId file = sources.add("a.parley", "one two three\n");
    Diagnostics bag;
    bag.report(Code::always_true, find(sources, file, "two"), "m", "here")
        .label(find(sources, file, "one"), "l")
        .note("n");
    std::string plain = render_text(bag, sources);
    std::string colored = render_text(bag, sources, {.color = true});
    CHECK(plain.find('\x1b') == std::string::npos);
    CHECK(colored.find("\x1b[1;33mwarning[R0410]\x1b[0m") != std::string::npos);
    CHECK(colored.find("\x1b[1;33m^^^\x1b[0m \x1b[1;33mhere\x1b[0m") != std::string::npos);
    std::string stripped;
    for (std::size_t i = 0; i < colored.size(); ++i) {
        if (colored[i] == '\x1b') {
            i = colored.find('m', i);
        } else {
            stripped += colored[i];
        }
    }
    CHECK(stripped == plain);
}

TEST_CASE("the first 20 are shown and the rest counted") {
    SourceSet sources;
    FileId file = sources.add("a.parley", std::string(3000, 'x'));
    Diagnostics bag;
    for (std::uint32_t i = 0; i < 20; ++i)
        bag.report(Code::unknown_field, {file, i, i + 1}, "finding " + std::to_string(i));
    CHECK(render_text(bag, sources).find("more") == std::string::npos);
    bag.report(Code::unknown_field, {file, 20, 21}, "finding 20");
    std::string out = render_text(bag, sources);
    CHECK(out.find("finding 19\n") != std::string::npos);
    CHECK(out.find("finding 20\n") == std::string::npos);
    CHECK(out.ends_with("\n\n... and 1 error more\n"));
    CHECK(render_text(bag, sources, {.shown = 1}).ends_with("\n... and 20 errors more\n"));
    for (std::uint32_t i = 21; i < 1500; ++i) bag.report(Code::unknown_field, {file, i, i + 1}, "m");
    CHECK(render_text(bag, sources).ends_with("\n... and 1480 errors more\n"));
    CHECK(render_text(Diagnostics{}, sources) == "");
}

TEST_CASE("where not all are shown the errors are, in their places") {
    SourceSet sources;
    FileId file = sources.add("a.parley", std::string(100, 'x'));
    Diagnostics bag;
    for (std::uint32_t i = 0; i < 30; ++i)
        bag.report(Code::negative_test_of_absent, {file, i, i + 1}, "note " + std::to_string(i));
    bag.report(Code::always_true, {file, 40, 41}, "the warning");
    bag.report(Code::unknown_field, {file, 50, 51}, "the error");
    std::string out = render_text(bag, sources);
    CHECK(out.find("note 17\n") != std::string::npos);
    CHECK(out.find("note 18\n") == std::string::npos);
    CHECK(out.find("note 17\n") < out.find("the warning\n"));
    CHECK(out.find("the warning\n") < out.find("the error\n"));
    CHECK(out.ends_with("... and 12 notes more\n"));
}
