// What changed between two rule sets, as a user asks for it.
#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "tests/commands/harness.h"
#include "tests/commands/versions.h"

using namespace tests;

namespace {

// Replaces the one place where it stands.
void edit(const Folder& folder, const std::string& name, const std::string& from, const std::string& to) {
    std::string text = folder.read(name);
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    folder.write(name, text.replace(at, from.size(), to));
}

// `a` and `b` with the same project.
void write_both(const Folder& folder) {
    write_project(folder, "a/");
    write_project(folder, "b/");
}

std::string starting(const std::string& id, const std::string& conversation) {
    return R"({"id":")" + id + R"(","event":"starting","at":"2026-11-21T10:22:00Z","conversation":{)" + conversation +
           "}}\n";
}

const std::string events = starting("e1", R"("language":"en","order_total":150)") +
                           starting("e2", R"("language":"fr","contact_point":"Sales")") + "nonsense\n" +
                           starting("e3", R"("language":"en","order_total":95)") +
                           starting("e4", R"("order_total":98)");

std::string last_line(const std::string& text) {
    const std::size_t end = text.find_last_not_of('\n');
    return text.substr(text.rfind('\n', end) + 1, end - text.rfind('\n', end));
}

// A page is XML behind its first line.
bool is_page(const std::string& text) {
    return text.starts_with("<!DOCTYPE html>\n") && is_well_formed_xml(text.substr(text.find('\n') + 1));
}

// The blocks of a manual page behind a fence with these words.
std::vector<std::string> blocks(const std::string& page, const std::string& info) {
    std::ifstream in(std::string(PARLEY_ROOT) + "/grammar/manual/" + page);
    REQUIRE(in.good());
    std::vector<std::string> out;
    bool inside = false;
    for (std::string line; std::getline(in, line);) {
        if (inside && line == "```")
            inside = false;
        else if (inside)
            out.back() += line + "\n";
        else if (line == "```" + info)
            inside = true, out.emplace_back();
    }
    REQUIRE_FALSE(out.empty());
    return out;
}

}  // namespace

TEST_CASE("nothing changed, only layout, and something") {
    const Folder folder;
    write_both(folder);
    const Run same = parley(folder, {"diff", "a", "b", "--exit-code"});
    CHECK(same.code == 0);
    CHECK(last_line(same.out) == "no changes");
    edit(folder, "b/rules/10-queue.parley", "set_priority normal", "/* as ever */ set_priority \"normal\"");
    const Run layout = parley(folder, {"diff", "a", "b", "--exit-code"});
    CHECK(layout.code == 0);
    CHECK(last_line(layout.out) == "only layout differs");
    CHECK(parley(folder, {"diff", "a", "b", "--format", "json"}).json().at("changes").at("only_layout") == true);
    edit(folder, "b/rules/10-queue.parley", "\"normal\"", "high");
    CHECK(parley(folder, {"diff", "a", "b"}).code == 0);
    CHECK(parley(folder, {"diff", "a", "b", "--exit-code"}).code == 1);
}

TEST_CASE("each kind of change, as text, JSON and a page") {
    const Folder folder;
    write_both(folder);
    edit(folder, "b/rules/10-queue.parley", "ruleset \"Acme\"", "ruleset \"Acme & Sons\"");
    edit(folder, "b/rules/10-queue.parley", "is \"fr\"", "is \"<fr>\"");
    edit(folder, "b/rules/10-queue.parley", "send_to_queue \"Default\"", "send_to_queue \"Default\" add_tag \"d\"");
    edit(folder, "b/rules/20-note.parley", "rule \"Bye\"", "disabled rule \"Farewell\"");
    edit(folder, "b/rules/20-note.parley", "rule \"Large order\"\n    on starting",
         "rule \"Large order\"\n    on starting, routed");
    edit(folder, "b/catalog.yaml", "Triage]", "Billing, Triage]");
    folder.write("b/rules/05-first.parley",
                 "list l = [\"a\"]\nrule \"First\" on starting { if conversation.language in l { } }\n");
    const Run text = parley(folder, {"diff", "a", "b"});
    CHECK(text.code == 0);
    for (const char* part : {
             "ruleset renamed\n  - Acme\n  + Acme & Sons\n",
             "catalog: queue `Billing` added   b/catalog.yaml:2\n  + Billing\n",
             "list l added   b/rules/05-first.parley:1\n",
             "rule \"First\" added   b/rules/05-first.parley:2\n  + rule \"First\" on starting",
             "rule \"Queue\" changed   a/rules/10-queue.parley:3 → b/rules/10-queue.parley:3\n",
             "  branch 1, all: condition changed  line 8\n    - conversation.language is \"fr\"\n    + "
             "conversation.language is \"<fr>\"\n",
             "  else: action added  line 14\n    + add_tag \"d\"\n",
             "  event added  line 2\n    + routed\n",
             "rule \"Farewell\" renamed, disabled",
             "  renamed from \"Bye\"\n",
         })
        CHECK_MESSAGE(contains(text.out, part), part);
    CHECK(last_line(text.out) ==
          "2 rules changed, 1 renamed, 1 disabled, 1 added, 1 list added, 1 catalog entry changed, the set renamed");
    CHECK_FALSE(contains(text.out, "\x1b"));
    CHECK(contains(parley(folder, {"--color", "always", "diff", "a", "b"}).out, "\x1b[31m  - Acme"));

    const Json json = parley(folder, {"diff", "a", "b", "--format", "json"}).json();
    CHECK(json.at("format_version") == 1);
    CHECK(json.at("effect") == nullptr);
    CHECK(json.at("before").at("kind") == "folder");
    CHECK(json.at("after").at("errors") == 0);
    const Json& changes = json.at("changes");
    CHECK(changes.at("ruleset").at("after") == "Acme & Sons");
    CHECK(changes.at("catalog").at(0).at("path") == Json{"queues", "Billing"});
    CHECK(changes.at("definitions").at(0).at("changes") == Json{"added"});
    CHECK(changes.at("rules").size() == 4);
    CHECK(changes.at("rules").at(1).at("edits").at(0).at("before").at("groups") == Json{"all"});
    CHECK(changes.at("rules").at(3).at("changes") == Json{"renamed", "disabled"});
    CHECK(changes.at("rules").at(3).at("before").at("name") == "Bye");

    const Run page = parley(folder, {"diff", "a", "b", "--format", "html"});
    CHECK(is_page(page.out));
    CHECK(contains(page.out, "&lt;fr&gt;"));
    CHECK(contains(page.out, "Acme &amp; Sons"));
    CHECK_FALSE(contains(page.out, "<script"));
    CHECK_FALSE(contains(page.out, "http"));
}

TEST_CASE("which decisions change, in groups, each with an example") {
    const Folder folder;
    write_both(folder);
    folder.write("e.jsonl", events);
    edit(folder, "b/rules/20-note.parley", ">= 99.5", ">= 95");
    edit(folder, "b/rules/10-queue.parley", "\"Priority\"", "\"Triage\"");
    const Run text = parley(folder, {"diff", "a", "b", "--events", "e.jsonl"});
    CHECK(text.code == 0);
    CHECK(contains(text.out,
                   "2 decisions (40.0 % of all events)  add_note \"large\": now also\n  now by \"Large order\"\n"
                   "  first: e.jsonl:4 (e3)\n"));
    CHECK(contains(text.out, "1 decision (20.0 % of all events)  send_to_queue: Priority → Triage\n"));
    CHECK(contains(text.out, "    + add_note \"large\"   \"Large order\" 20-note.parley:5\n"));
    CHECK(last_line(text.out) == "2 rules changed; 3 of 5 decisions change, 1 event is in error on both sides");
    // The command that it gives explains the decision.
    const std::size_t at = text.out.find("sed -n 4p e.jsonl | parley explain -C b --folder -");
    REQUIRE(at != std::string::npos);
    const std::string command = "sed -n 4p e.jsonl | " + program() + " explain -C b --folder -";
    CHECK(contains(run_program(folder.path(), {"sh", "-c", command}).out, "add_note \"large\""));

    CHECK_FALSE(contains(text.out, "e.jsonl:5  e4"));
    const Run all = parley(folder, {"diff", "a", "b", "--events", "e.jsonl", "--all"});
    CHECK(all.out.find("e.jsonl:2  e2  send_to_queue: Priority → Triage\n") < all.out.find("e.jsonl:5  e4  add_note"));

    const Run json = parley(folder, {"diff", "a", "b", "--events", "e.jsonl", "--format", "json"});
    const Json effect = json.json().at("effect");
    CHECK(effect.at("events") == 5);
    CHECK(effect.at("errors") == 1);
    CHECK(effect.at("changed") == 3);
    CHECK(effect.at("decisions").size() == 3);
    CHECK(effect.at("decisions").at(2).at("line") == 5);
    CHECK(effect.at("decisions").at(2).at("id") == "e4");
    CHECK(effect.at("decisions").at(0).at("after").at("actions").at(1).at("queue") == "Triage");
    CHECK(effect.at("groups").at(0).at("count") == 2);
    CHECK(effect.at("groups").at(0).at("first").at("id") == "e3");
    for (const char* threads : {"1", "2", "7"}) {
        CHECK(parley(folder, {"diff", "a", "b", "--events", "e.jsonl", "--format", "json", "--threads", threads}).out ==
              json.out);
    }
    // From stdin, and with a second file.
    const Run in = parley(folder, {"diff", "a", "b", "--events", "-", "--events", "e.jsonl"}, {events, {}});
    CHECK(contains(in.out, "first: stdin:4 (e3)"));
    CHECK(contains(last_line(in.out), "6 of 10 decisions change"));

    const Run page =
        parley(folder, {"diff", "a", "b", "--events", "e.jsonl", "--format", "html", "--all", "-o", "d.html"});
    CHECK(page.code == 0);
    CHECK(page.out.empty());
    CHECK(is_page(folder.read("d.html")));
    CHECK(contains(folder.read("d.html"), "<details>"));
    CHECK(contains(folder.read("d.html"), "e.jsonl:5  e4"));
}

TEST_CASE("of a changed decision only what changed is shown") {
    const Folder folder;
    write_both(folder);
    folder.write("e.jsonl", starting("e1", R"("language":"en","order_total":150)"));
    // One line lower, and with another number: what the rule above does is the same.
    edit(folder, "b/rules/20-note.parley", "rule \"Large order\"", "\nrule \"Large order\"");
    edit(folder, "b/rules/20-note.parley", "add_note \"large\"", "add_tag \"large\"\n        add_note \"large\"");
    const Run added = parley(folder, {"diff", "a", "b", "--events", "e.jsonl", "--all"});
    CHECK(contains(added.out, "    + add_tag \"large\"   \"Large order\" 20-note.parley:"));
    CHECK_FALSE(contains(added.out, "    - "));
    for (const char* same : {"+ add_note", "+ send_to_queue", "+ set_priority"}) CHECK_FALSE(contains(added.out, same));
    const std::string page = parley(folder, {"diff", "a", "b", "--events", "e.jsonl", "--format", "html"}).out;
    CHECK(contains(page, "<pre class=\"none\"></pre><pre class=\"new\">add_tag "));
    // The same in another order is a change, of one of them.
    folder.write("b/rules/20-note.parley", folder.read("a/rules/20-note.parley"));
    edit(folder, "a/rules/20-note.parley", "add_note \"large\"", "add_note \"large\"\n        add_tag \"t\"");
    edit(folder, "b/rules/20-note.parley", "add_note \"large\"", "add_tag \"t\"\n        add_note \"large\"");
    const Run moved = parley(folder, {"diff", "a", "b", "--events", "e.jsonl"});
    const std::string effect = moved.out.substr(moved.out.find("first: e.jsonl:1"));
    CHECK(contains(effect, "\n    - add_note \"large\""));
    CHECK(contains(effect, "\n    + add_note \"large\""));
    CHECK_FALSE(contains(effect, "- add_tag"));
    CHECK_FALSE(contains(effect, "send_to_queue"));
    // Where nothing is left to do, that is said.
    edit(folder, "b/rules/20-note.parley", "on starting", "on closed");
    edit(folder, "b/rules/10-queue.parley", "on starting", "on closed");
    CHECK(contains(parley(folder, {"diff", "a", "b", "--events", "e.jsonl"}).out, "    + no action\n"));
}

TEST_CASE("the tests and parley.yaml are compared too, but not with an artifact, which has none") {
    const Folder folder;
    write_both(folder);
    REQUIRE(parley(folder, {"build", "-C", "a", "-o", "a.parleyc"}).code == 0);
    const std::string tests = "b/tests/rules.test.yaml";
    folder.write(tests, "# only a comment\n" + folder.read(tests));
    CHECK(last_line(parley(folder, {"diff", "a", "b", "--exit-code"}).out) == "only layout differs");
    set_priority(folder, "high", "b/");
    folder.write("b/rules/10-queue.parley", folder.read("a/rules/10-queue.parley"));
    folder.write("b/tests/more.test.yaml",
                 "tests:\n  - {name: new one, event: closed, expect_includes: []}\n"
                 "  - {name: new one, event: starting, expect_includes: []}\n");
    folder.write("b/parley.yaml", "name: Care\nlint: {R0302: off}\n");
    const Run text = parley(folder, {"diff", "a", "b", "--exit-code"});
    CHECK(text.code == 1);
    CHECK(contains(text.out, "a/tests/rules.test.yaml:"));
    CHECK(contains(text.out, "set_priority: high"));
    CHECK(contains(text.out, "\ntest \"new one\" added   b/tests/more.test.yaml:2\n"));
    CHECK(contains(text.out, "\ntest \"new one (2)\" added   b/tests/more.test.yaml:3\n"));
    CHECK(contains(text.out, "\nparley.yaml: name added   b/parley.yaml:1\n  + Care\n"));
    CHECK(contains(text.out, "\nparley.yaml: lint, R0302 added   b/parley.yaml:2\n  + off\n"));
    CHECK(last_line(text.out) == "1 test changed, 2 added, parley.yaml changed");
    CHECK(last_line(parley(folder, {"diff", "b", "a"}).out) == "1 test changed, 2 removed, parley.yaml changed");
    const Json changes = parley(folder, {"diff", "a", "b", "--format", "json"}).json().at("changes");
    CHECK(changes.at("none") == false);
    CHECK(changes.at("tests").size() == 3);
    CHECK(changes.at("tests").at(0).at("path") == Json{"new one"});
    CHECK(changes.at("settings").at(0).at("after") == "Care");
    const Run page = parley(folder, {"diff", "a", "b", "--format", "html"});
    CHECK(is_page(page.out));
    CHECK(contains(page.out, "new one"));
    // Order and files of tests decide nothing; what cannot be read is not taken for none.
    folder.write("a/tests/another.test.yaml", folder.read("b/tests/more.test.yaml"));
    CHECK(last_line(parley(folder, {"diff", "a", "b"}).out) == "1 test changed, parley.yaml changed");
    folder.write("a/tests/another.test.yaml", "tests: [");
    const Run torn = parley(folder, {"diff", "a", "b"});
    CHECK(contains(torn.out, "the tests of the folder a cannot be read and are not compared\n"));
    CHECK_FALSE(contains(last_line(torn.out), "test"));
    CHECK(last_line(parley(folder, {"diff", "a.parleyc", "b"}).out) == "no changes");
}

TEST_CASE("an effect alone counts for --exit-code; the same decisions by other rules do not") {
    const Folder folder;
    write_both(folder);
    folder.write("e.jsonl", events);
    edit(folder, "b/rules/20-note.parley", "rule \"Large order\"", "rule \"Large\"");
    const Run renamed = parley(folder, {"diff", "a", "b", "--events", "e.jsonl"});
    CHECK(last_line(renamed.out) == "1 rule renamed; none of 5 decisions changes, 1 event is in error on both sides");
    edit(folder, "b/rules/20-note.parley", "rule \"Large\"", "rule \"Large order\"");
    CHECK(parley(folder, {"diff", "a", "b", "--events", "e.jsonl", "--exit-code"}).code == 0);
}

TEST_CASE("an artifact beside the folder it was made of, and beside another") {
    const Folder folder;
    write_both(folder);
    REQUIRE(parley(folder, {"build", "-C", "a", "-o", "a.parleyc"}).code == 0);
    edit(folder, "b/rules/20-note.parley", "\"large\"", "\"very large\"");
    CHECK(last_line(parley(folder, {"diff", "a.parleyc", "a"}).out) == "no changes");
    const Run run = parley(folder, {"diff", "a.parleyc", "b", "--events", "-"}, {events, {}});
    CHECK(contains(run.out, "rule \"Large order\" changed   a.parleyc/"));
    CHECK(contains(run.out, "add_note: \"large\" → \"very large\""));
    const Json json = parley(folder, {"diff", "a.parleyc", "b", "--format", "json"}).json();
    CHECK(json.at("before").at("kind") == "artifact");
    CHECK(json.at("before").at("artifact").get<std::string>().starts_with("b2:"));
}

TEST_CASE("versions, the draft and the folder") {
    const Folder folder;
    write_project(folder);
    const std::string rules = "rules/20-note.parley";
    CHECK(parley(folder, {"diff"}).code == 3);  // nothing is current
    REQUIRE(parley(folder, {"draft", "save"}).code == 0);
    REQUIRE(parley(folder, {"publish", "--by", "amy"}).code == 0);
    CHECK(last_line(parley(folder, {"diff"}).out) == "no changes");
    edit(folder, rules, ">= 99.5", ">= 50");
    const Run unsaved = parley(folder, {"diff", "--exit-code"});
    CHECK(unsaved.code == 1);
    CHECK(unsaved.out.starts_with("version 1 → the folder\n"));
    CHECK(contains(unsaved.out, "version 1/rules/20-note.parley:1 → rules/20-note.parley:1"));
    REQUIRE(parley(folder, {"draft", "save"}).code == 0);
    edit(folder, rules, ">= 50", ">= 40");
    // With a draft, that is what is compared; the folder is asked for by its name.
    const Run draft = parley(folder, {"diff", "1"});
    CHECK(draft.out.starts_with("version 1 → the draft\n"));
    CHECK(contains(draft.out, "+ conversation.order_total >= 50"));
    CHECK(contains(parley(folder, {"diff", "draft", "."}).out, "+ conversation.order_total >= 40"));
    edit(folder, rules, ">= 40", ">= 50");
    REQUIRE(parley(folder, {"publish", "--by", "bob"}).code == 0);
    const Run versions = parley(folder, {"diff", "1", "current", "--events", "-"}, {events, {}});
    CHECK(versions.out.starts_with("version 1 → version 2\n"));
    CHECK(contains(last_line(versions.out), "1 rule changed; 2 of 5 decisions change"));
    const Json json = parley(folder, {"diff", "1", "2", "--events", "-", "--format", "json"}, {events, {}}).json();
    CHECK(json.at("after").at("version") == 2);
    CHECK(json.at("effect").at("decisions").at(0).at("before").at("version") == 1);
    folder.write("e.jsonl", events);
    CHECK(contains(parley(folder, {"diff", "1", "2", "--events", "e.jsonl"}).out,
                   "sed -n 4p e.jsonl | parley explain --version 2 -"));
    const Run missing = parley(folder, {"diff", "1", "7"});
    CHECK(missing.code == 3);
    CHECK(contains(missing.err, "7"));
    CHECK(parley(folder, {"diff", "1", "draft"}).code == 3);  // it was published
}

TEST_CASE("what does not compile is compared as far as it can be read, and decides nothing") {
    const Folder folder;
    write_both(folder);
    edit(folder, "b/rules/10-queue.parley", "is \"fr\"", "is \"es\"");
    edit(folder, "b/rules/10-queue.parley", "is Sales", "is Slaes");
    edit(folder, "b/rules/20-note.parley", "add_note \"large\"", "add_note \"large");
    const Run run = parley(folder, {"diff", "a", "b"});
    CHECK(run.code == 0);
    CHECK(contains(run.out, "the folder b does not compile: 2 errors; it is compared as far as it can be read"));
    CHECK(contains(run.out, "+ conversation.language is \"es\""));
    CHECK(contains(run.out, "+ conversation.contact_point is Slaes"));
    CHECK(contains(run.out, "rule \"Large order\" cannot be compared"));
    CHECK(parley(folder, {"diff", "a", "b", "--format", "json"}).json().at("after").at("errors") == 2);
    CHECK(is_page(parley(folder, {"diff", "a", "b", "--format", "html"}).out));
    const Run effect = parley(folder, {"diff", "a", "b", "--events", "-"}, {events, {}});
    CHECK(effect.code == 1);
    CHECK(contains(effect.err, "Slaes"));
    CHECK(effect.out.empty());
}

TEST_CASE("what cannot be read, and wrong usage") {
    const Folder folder;
    write_both(folder);
    CHECK(parley(folder, {"diff", "a", "c"}).code == 3);
    folder.write("empty/readme", "");
    CHECK(parley(folder, {"diff", "a", "empty"}).code == 3);
    folder.write("broken.parleyc", "PARLEY no artifact");
    CHECK(parley(folder, {"diff", "a", "broken.parleyc"}).code == 6);
    CHECK(parley(folder, {"diff", "a", "b", "--events", "none.jsonl"}).code == 3);
    CHECK(parley(folder, {"diff", "a", "b", "a"}).code == 2);
    CHECK(parley(folder, {"diff", "a", "b", "--threads", "0"}).code == 2);
    CHECK(parley(folder, {"diff", "a", "b", "--threads", "two"}).code == 2);
    CHECK(parley(folder, {"diff", "a", "b", "-o", "no/such/folder/d.txt"}).code == 3);
    // A report that does not come about leaves the file as it was.
    folder.write("d.json", "old");
    CHECK(parley(folder, {"diff", "a", "b", "--events", "none.jsonl", "--format", "json", "-o", "d.json"}).code == 3);
    CHECK(folder.read("d.json") == "old");
    // A folder that has a number for a name.
    write_project(folder, "2/");
    CHECK(parley(folder, {"diff", "a", "./2"}).code == 0);
    CHECK(parley(folder, {"diff", "a", "2"}).code == 3);
}

TEST_CASE("the manual's example prints what stands there") {
    const Folder folder;
    const std::string catalog = blocks("catalog.md", "yaml example").front();
    const std::vector<std::string> rules = blocks("diff.md", "parley");
    REQUIRE(rules.size() == 2);
    for (int side = 0; side < 2; ++side) {
        const std::string name = side == 0 ? "before/" : "after/";
        folder.write(name + "catalog.yaml", catalog);
        folder.write(name + "rules/rules.parley", rules[static_cast<std::size_t>(side)]);
    }
    CHECK(parley(folder, {"diff", "before", "after"}).out == blocks("diff.md", "text diff").front());
}
