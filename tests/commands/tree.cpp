// `tree`: pictures of the rules.
#include <doctest/doctest.h>

#include <set>

#include "tests/commands/harness.h"

using namespace tests;

namespace {

std::size_t count(std::string_view text, std::string_view part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

// A rule whose texts hold what every format has to escape.
void write_nasty(const Folder& folder) {
    folder.write("catalog.yaml", "company: Acme\n");
    folder.write("rules/1.parley",
                 "condition odd = conversation.subject matches /<\"&>\\\\]]>/\n"
                 "rule \"A <b> & \\\"c\\\" \\\\ d\" on starting, closed {\n"
                 "    if conversation.language is \"<&\" {\n"
                 "        if odd { add_note \"--> </text> \\u{1F600}\" }\n"
                 "        else { }\n"
                 "    }\n"
                 "    close\n"
                 "}\n");
}

}  // namespace

TEST_CASE("text shows scopes by bars, and by darker shades where there is colour [S3.55]") {
    const Folder folder;
    write_project(folder);
    const Run plain = parley(folder, {"tree"});
    CHECK(plain.code == 0);
    CHECK(contains(plain.out,
                   "rule \"Queue\"  on starting  rules/10-queue.parley:3\n"
                   "  set_priority normal\n"
                   "├─ if all\n"
                   "│      conversation.language is \"fr\"\n"
                   "│      conversation.contact_point is Sales\n"
                   "│    send_to_queue \"Priority\"\n"
                   "├─ else\n"
                   "│    send_to_queue \"Default\"\n"));
    const Folder nested;
    write_nasty(nested);
    const std::string colored = parley(nested, {"tree", "--color", "always"}).out;
    std::set<std::string> shades;
    for (std::size_t at = colored.find("\x1b[48;5;"); at != std::string::npos; at = colored.find("\x1b[48;5;", at + 1))
        shades.insert(colored.substr(at, 10));
    CHECK(shades.size() == 3);
}

TEST_CASE("SVG is well-formed and has a box for each scope, darker the deeper [S3.55]") {
    const Folder folder;
    write_nasty(folder);
    const Run run = parley(folder, {"tree", "--format", "svg"});
    CHECK(run.code == 0);
    CHECK(is_well_formed_xml(run.out));
    CHECK(contains(run.out, "xmlns=\"http://www.w3.org/2000/svg\""));
    // The rule, its branch, the two in it, and the named condition.
    CHECK(count(run.out, "fill=\"rgb(250,250,250)\"") == 2);
    CHECK(count(run.out, "fill=\"rgb(238,238,238)\"") == 1);
    CHECK(count(run.out, "fill=\"rgb(226,226,226)\"") == 2);
    CHECK(contains(run.out, "A &lt;b&gt; &amp; "));
    CHECK_FALSE(contains(run.out, "<b>"));
    CHECK_FALSE(contains(run.out, "href"));
}

TEST_CASE("dot quotes what it has to") {
    const Folder folder;
    write_nasty(folder);
    const Run run = parley(folder, {"tree", "--format", "dot"});
    CHECK(run.code == 0);
    CHECK(run.out.starts_with("digraph rules {\n"));
    CHECK(contains(run.out, "A <b> & \\\"c\\\" \\\\ d"));
    CHECK(count(run.out, "subgraph cluster_") == 4);
    CHECK(count(run.out, "{") == count(run.out, "}"));
    // Outside of escapes, quotes come in pairs on every line.
    bool quoted = false, good = true;
    for (std::size_t i = 0; i < run.out.size(); ++i) {
        if (run.out[i] == '\\')
            ++i;
        else if (run.out[i] == '"')
            quoted = !quoted;
        else if (run.out[i] == '\n')
            good = good && !quoted;
    }
    CHECK(good);
}

TEST_CASE("JSON has the same tree") {
    const Folder folder;
    write_nasty(folder);
    const Json json = parley(folder, {"tree", "--format", "json"}).json();
    CHECK(json.at("format_version") == 1);
    const Json& rule = json.at("rules").at(0);
    CHECK(rule.at("rule") == "A <b> & \"c\" \\ d");
    CHECK(rule.at("events") == Json::array({"starting", "closed"}));
    CHECK(rule.at("steps").at(0).at("branch") == "1");
    CHECK(rule.at("steps").at(0).at("steps").at(0).at("if").at("test") == "odd");
    CHECK(rule.at("steps").at(0).at("steps").at(1).at("steps").empty());
    CHECK(rule.at("steps").at(1).at("action") == "close");
    CHECK(json.at("conditions").at(0).at("condition") == "odd");
}

TEST_CASE("one rule, into a file") {
    const Folder folder;
    write_project(folder);
    const Run run = parley(folder, {"tree", "Bye", "-o", "bye.txt"});
    CHECK(run.code == 0);
    CHECK(run.out.empty());
    CHECK(contains(folder.read("bye.txt"), "send_message \"Bye {{companyName}}\""));
    CHECK_FALSE(contains(folder.read("bye.txt"), "Queue"));
    const Run unknown = parley(folder, {"tree", "bie"});
    CHECK(unknown.code == 2);
    CHECK(contains(unknown.err, "did you mean `Bye`?"));
    CHECK(parley(folder, {"tree", "-o", "no/folder/x"}).code == 3);
    folder.write("rules/30.parley", "rule");
    CHECK(parley(folder, {"tree"}).code == 1);
}

TEST_CASE("the deepest nesting there may be is drawn in every format") {
    const Folder folder;
    std::string open, close;
    for (int i = 0; i < 95; ++i) {
        open += "if all { conversation.language is \"en\" } { ";
        close += "} ";
    }
    folder.write("rules/1.parley", "rule \"R\" on starting { " + open + "close " + close + "}\n");
    for (const char* format : {"text", "svg", "dot", "json"}) {
        CAPTURE(format);
        const Run run = parley(folder, {"tree", "--format", format});
        CHECK(run.code == 0);
        CHECK(contains(run.out, "close"));
    }
}
