// `conversations`, `contacts`, `profile`, `queues`, `related` and `report`: what the engine holds, after a day through
// `run`.
#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "tests/commands/harness.h"

using namespace tests;

namespace {

std::string line(const std::string& id, const std::string& time, const std::string& members) {
    return R"({"id":")" + id + R"(","at":"2026-11-21T)" + time + R"(:00Z",)" + members + "}\n";
}

std::string by_amy(const std::string& id, const std::string& time, const std::string& type, const std::string& rest) {
    return line(id, time, R"("type":"agent_)" + type + R"(","agent":"amy",)" + rest);
}

// Joe writes, gets an automatic answer, then amy's after three minutes, and is done with; then he writes by email,
// which waits; a profile links the two.
void run_day(const Folder& folder) {
    folder.write("catalog.yaml",
                 "company: Acme\n"
                 "country: GB\n"
                 "time_zone: Europe/London\n"
                 "invitations: {timeout: 5 minutes}\n"
                 "queues:\n"
                 "  - {name: Default, service_level: {answer_within: 2 minutes}}\n"
                 "  - Billing\n"
                 "agents: [{name: amy, queues: [Default]}]\n"
                 "closing_states: {Ignore: Closed Complete}\n");
    folder.write("rules/rules.parley",
                 "ruleset \"Acme\"\n"
                 "\n"
                 "rule \"Thanks\"\n"
                 "    on starting\n"
                 "{\n"
                 "    if conversation.platform is whatsapp {\n"
                 "        send_message \"Thank you\"\n"
                 "    }\n"
                 "}\n");
    folder.write(
        "day.jsonl",
        by_amy("a0", "10:00", "presence", R"("presence":"available")") +
            line("m1", "10:22",
                 R"("type":"message","channel":"whatsapp","from":"07700 900123","name":"Joe","text":"Hi")") +
            by_amy("a1", "10:23", "accepts", R"("conversation":"C-1")") +
            by_amy("a2", "10:25", "reply", R"("conversation":"C-1","text":"Hello \u001b[31mJoe")") +
            by_amy("a3", "10:30", "closes",
                   R"("conversation":"C-1","short_description":"Late parcel","state":"Ignore")") +
            by_amy("a4", "10:31", "presence", R"("presence":"away")") +
            line("m2", "10:40", R"("type":"message","channel":"email","from":"Joe <joe@x.org>","text":"Still late")") +
            line("p1", "10:41", R"("type":"link_profile","contact":"K-1","by":"email","value":"joe@x.org")") +
            line("p2", "10:42", R"("type":"link_profile","contact":"K-2","by":"email","value":"joe@x.org")") +
            R"({"type":"tick","at":"2026-11-21T10:50:00Z"})" + "\n");
    const Run run = parley(folder, {"run", "day.jsonl"});
    CHECK(run.code == 0);
    CHECK(run.err.empty());
}

Json document(const Folder& folder, std::vector<std::string> words) {
    words.insert(words.end(), {"--format", "json"});
    const Run run = parley(folder, words);
    CHECK(run.code == 0);
    CHECK(run.err.empty());
    CHECK(run.out.ends_with("}\n"));
    const Json json = run.json();
    CHECK(json.at("format_version") == 1);
    return json;
}

}  // namespace

TEST_CASE(
    "the engine's conversations: an automatic answer does not end the wait, a person's does [D24] [D71] [S2.17] "
    "[S2.19] [S2.33]") {
    const Folder folder;
    run_day(folder);
    const Json found = document(folder, {"conversations"});
    CHECK(found.at("clock") == "2026-11-21T10:50:00Z");
    REQUIRE(found.at("conversations").size() == 2);
    const Json &joe = found.at("conversations")[0], &mail = found.at("conversations")[1];
    CHECK(joe.at("identifier") == "+447700900123");
    CHECK(joe.at("automatic_messages") == 1);
    CHECK(joe.at("wait_seconds") == 180);
    CHECK(joe.at("duration_seconds") == 420);
    CHECK(joe.at("resolution_seconds") == 480);
    CHECK(joe.at("closed_as") == "Ignore");
    CHECK(mail.at("wait_seconds").is_null());
    CHECK(mail.at("state") == "New");
    CHECK(document(folder, {"conversations", "--open"}).at("conversations")[0].at("conversation") == "C-2");
    CHECK(document(folder, {"conversations", "--contact", "K-1"}).at("conversations").size() == 1);
    CHECK(document(folder, {"conversations", "--queue", "Billing"}).at("conversations").empty());
    CHECK(document(folder, {"conversations", "--user", "K-2"}).at("conversations")[0].at("conversation") == "C-2");
}

TEST_CASE("conversations as a table: columns, and nothing that a terminal would obey") {
    const Folder folder;
    run_day(folder);
    const Run run = parley(folder, {"conversations"});
    CHECK(run.code == 0);
    CHECK(run.out.starts_with("NUMBER  STATE "));
    CHECK(contains(run.out,
                   "C-1     Closed Complete as Ignore  whatsapp  Default  amy    Joe   0:03:00   0:07:00  "
                   "2026-11-21 10:22 UTC  Late parcel\n"));
    CHECK(contains(run.out, "C-2     New "));
    const Run none = parley(folder, {"conversations", "--queue", "Billing"});
    CHECK(none.code == 0);
    CHECK(none.out.empty());
    CHECK(contains(none.err, "No conversation"));
    const Run related = parley(folder, {"related", "C-2"});
    CHECK(contains(related.out, "\n    Hello \xEF\xBF\xBD[31mJoe\n"));
}

TEST_CASE("contacts and the profile that links them [S1.14] [S1.17] [S1.18]") {
    const Folder folder;
    run_day(folder);
    const Json contacts = document(folder, {"contacts"}).at("contacts");
    REQUIRE(contacts.size() == 2);
    CHECK(contacts[0].dump() ==
          R"({"contact":"K-1","conversations":["C-1"],"erased":false,"identifiers":[{"channel":"whatsapp",)"
          R"("identifier":"+447700900123"}],"merged_into":null,"name":"Joe","open":null,"profile":"P-1","user":null})");
    CHECK(contacts[1].at("open") == "C-2");
    CHECK(contains(parley(folder, {"contacts"}).out, "whatsapp +447700900123"));
    const Json profile = document(folder, {"profile", "P-1"});
    CHECK(profile.at("name") == "joe@x.org");
    CHECK(profile.at("contacts").dump() == R"(["K-1","K-2"])");
    CHECK(profile.at("channels").dump() == R"(["email","whatsapp"])");
    const Run text = parley(folder, {"profile", "P-1"});
    CHECK(text.out.starts_with("P-1  joe@x.org\n"));
    CHECK(contains(text.out, "email, whatsapp"));
    const Run missing = parley(folder, {"profile", "P-2"});
    CHECK(missing.code == 3);
    CHECK(contains(missing.err, "no profile `P-2`; there is P-1"));
}

TEST_CASE("related conversations, closed ones grey, with their preview, by pages [S1.6] [S1.9] [S1.19] [D25]") {
    const Folder folder;
    run_day(folder);
    const Json found = document(folder, {"related", "C-2", "--limit", "1"});
    CHECK(found.at("profile").at("profile") == "P-1");
    REQUIRE(found.at("related").size() == 1);
    CHECK(found.at("related")[0].at("closed") == true);
    CHECK(found.at("related")[0].at("last_message_at") == "2026-11-21T10:25:00Z");
    CHECK(found.at("next").is_null());
    CHECK(document(folder, {"related", "C-2", "--after", "C-1"}).at("related").empty());
    const Run text = parley(folder, {"related", "C-2", "--color", "always"});
    CHECK(contains(text.out, "\x1b[2mC-1  Closed Complete as Ignore  whatsapp  Joe  Default  2026-11-21 10:25 UTC\n"));
    CHECK(contains(text.out, "joe@x.org"));
    CHECK(parley(folder, {"related", "C-9"}).code == 3);
    CHECK(parley(folder, {"related", "C-2", "--limit", "0"}).code == 2);
    CHECK(parley(folder, {"related", "C-2", "--limit", "x"}).code == 2);
}

TEST_CASE("queues now, by the catalog of the folder or of the current version") {
    const Folder folder;
    run_day(folder);
    const Json queues = document(folder, {"queues"}).at("queues");
    REQUIRE(queues.size() == 2);
    CHECK(queues[0].dump() ==
          R"({"agents_available":0,"agents_online":1,"agents_with_capacity":0,"assigned":0,)"
          R"("estimated_wait_seconds":null,"is_staffed":true,"oldest_wait_seconds":600,"queue":"Default","total":1,)"
          R"("waiting":1})");
    CHECK(contains(parley(folder, {"queues"}).out, "QUEUE    WAITING  ASSIGNED  TOTAL  ONLINE  AVAILABLE"));
    CHECK(parley(folder, {"draft", "save"}).code == 0);
    CHECK(parley(folder, {"publish", "-m", "first"}).code == 0);
    folder.write("catalog.yaml", "queues: [Another]\n");
    CHECK(document(folder, {"queues"}).at("queues")[0].at("queue") == "Default");
}

TEST_CASE("the report of the day: counts, times, service level and rules [S4.15] [S4.16] [D24]") {
    const Folder folder;
    run_day(folder);
    const Json found = document(folder, {"report"});
    REQUIRE(found.at("rows").size() == 1);
    const Json& row = found.at("rows")[0];
    CHECK(row.at("key") == "Default");
    CHECK(row.at("opened") == 2);
    CHECK(row.at("closed") == 1);
    CHECK(row.at("closed_by").dump() == R"({"agent":1})");
    CHECK(row.at("waiting") == 1);
    CHECK(row.at("first_response_seconds").dump() == R"({"count":1,"mean":180,"median":180,"p90":180})");
    CHECK(row.at("duration_seconds").dump() == R"({"count":1,"mean":420,"sum":420})");
    CHECK(row.at("resolution_seconds").at("mean") == 480);
    CHECK(row.at("service_level").dump() == R"({"of":2,"percent":0,"within":0})");
    CHECK(found.at("rules").dump() ==
          R"([{"fired":2,"rule":"Thanks","suppressed":0,"taken":{"branch 1":1,"none":1}}])");
    CHECK(document(folder, {"report", "--by", "agent"}).at("rows")[0].at("key") == "amy");
    CHECK(document(folder, {"report", "--by", "channel"}).at("rows").size() == 2);
    CHECK(document(folder, {"report", "--by", "none", "--interval", "hour"}).at("rows")[0].at("from") ==
          "2026-11-21T10:00:00Z");
    CHECK(document(folder, {"report", "--from", "2026-11-21T10:31", "--to", "2026-11-21T10:45"})
              .at("rows")[0]
              .at("closed") == 0);
    CHECK(document(folder, {"report", "--to", "2026-11-21"}).at("rows").empty());
    CHECK(document(folder, {"report", "--from", "2026-11-22"}).at("rules").empty());
    const Run text = parley(folder, {"report", "--interval", "day"});
    CHECK(text.out.starts_with(
        "QUEUE    FROM        OPENED  CLOSED  REOPENED  ABANDONED  WAITING  SERVICE LEVEL  CLOSED BY"));
    CHECK(contains(text.out,
                   "Default  2026-11-21       2       1         0          0        1  0 of 2, 0%     agent 1\n"));
    CHECK(contains(text.out, "Thanks      2           0  branch 1: 1, none: 1\n"));
}

TEST_CASE("what cannot be: no state, a time or contact that is none, a choice that is none") {
    const Folder folder;
    write_project(folder);
    for (const std::vector<std::string>& words : {std::vector<std::string>{"conversations"},
                                                  {"contacts"},
                                                  {"profile", "P-1"},
                                                  {"queues"},
                                                  {"related", "C-1"},
                                                  {"report"}}) {
        CAPTURE(words[0]);
        const Run run = parley(folder, words);
        CHECK(run.code == 3);
        CHECK(run.out.empty());
        CHECK(contains(run.err, "there is no state of the engine at `.parley/state.db`; `parley run` makes it"));
    }
    CHECK_FALSE(folder.has(".parley/state.db"));
    folder.write("other.db", "this is no database at all, and long enough to be looked at as one");
    CHECK(parley(folder, {"contacts", "--state", "other.db"}).code == 6);
    CHECK(parley(folder, {"conversations", "--contact", "joe"}).code == 2);
    CHECK(parley(folder, {"report", "--by", "rule"}).code == 2);
    const Run time = parley(folder, {"report", "--from", "yesterday"});
    CHECK(time.code == 2);
    CHECK(contains(time.err, "--from takes a time such as"));
    folder.write("catalog.yaml", "queues: 7\n");
    CHECK(parley(folder, {"queues"}).code == 1);
}

TEST_CASE("every command of the engine refuses an option that it does not have, and tells its own") {
    const Folder folder;
    for (const char* name :
         {"run", "simulate", "conversations", "contacts", "profile", "queues", "related", "report", "show"}) {
        CAPTURE(name);
        CHECK(parley(folder, {name, "--no-such-option"}).code == 2);
        const Run help = parley(folder, {name, "--help"});
        CHECK(help.code == 0);
        CHECK(help.err.empty());
        CHECK(contains(help.out, std::string("Usage: parley ") + name));
    }
}

TEST_CASE("before anything happened: empty lists, one sentence, no error") {
    const Folder folder;
    write_project(folder);
    folder.write("none.jsonl", "");
    REQUIRE(parley(folder, {"run", "none.jsonl"}).code == 0);
    CHECK(parley(folder, {"conversations", "--format", "json"}).out ==
          R"({"format_version":1,"clock":null,"conversations":[]})"
          "\n");
    CHECK(parley(folder, {"contacts", "--format", "json"}).out == R"({"format_version":1,"contacts":[]})"
                                                                  "\n");
    CHECK(document(folder, {"report"}).at("rows").empty());
    CHECK(document(folder, {"queues"}).at("queues").size() == 3);
    CHECK(parley(folder, {"conversations"}).err == "There is no conversation yet.\n");
    CHECK(parley(folder, {"contacts"}).err == "There is no contact yet.\n");
    const Run related = parley(folder, {"related", "C-1"});
    CHECK(related.code == 3);
    CHECK(contains(related.err, "no conversation `C-1`; there is none yet"));
    CHECK(parley(folder, {"report", "--from", "2026-11-22", "--to", "2026-11-21"}).code == 2);
}

TEST_CASE("on a terminal the widest texts give way until a row fits, and what is closed is grey unless NO_COLOR") {
    const Folder folder;
    run_day(folder);
    const auto widest = [](const std::string& out) {
        std::size_t widest = 0;
        std::istringstream lines(out);
        for (std::string line; std::getline(lines, line);) widest = std::max(widest, line.size());
        return widest;
    };
    const std::string narrow =
        parley_on_terminal(folder, {"conversations", "--color", "never"}).out;  // 80 columns where it says nothing
    CHECK(widest(narrow) <= 80 + std::string("…\r").size() * 4);
    CHECK(contains(narrow, "…"));
    CHECK(contains(narrow, "C-1     "));
    CHECK(widest(parley(folder, {"conversations"}).out) > 100);
    CHECK(contains(parley_on_terminal(folder, {"conversations"}).out, "\x1b[2mC-1 "));
    CHECK(!contains(parley(folder, {"conversations"}, {"", {"NO_COLOR=1"}}).out, "\x1b["));
}
