// `run`: a file in, lines out, and on from where it ended.
#include <doctest/doctest.h>
#include <sys/wait.h>

#include "tests/commands/run_steps.h"

using namespace tests;

namespace {

constexpr std::string_view greeting = R"(
rule "Greeting" on queued_at_start, routed_at_start { send_message "Hello {{conversationId}}" }
rule "Wait" on still_waiting { send_message "Still here" { at_most_every: 10 minutes } }
)";

// Two customers, an agent who takes one of them, a line that is refused, and time that passes.
std::string short_day() {
    return stimulus("p1", 0, R"("type":"agent_presence","agent":"amy","presence":"available")") +
           message("m1", 60, "+44 7700 900123") +
           stimulus("a1", 70, R"("type":"agent_accepts","agent":"amy","conversation":"C-1")") +
           stimulus("x1", 80, R"("type":"agent_closes","agent":"amy","conversation":"C-1")") +
           message("m2", 90, "+44 7700 900456") + message("m1", 95, "+44 7700 900789") +
           stimulus("a2", 300, R"("type":"agent_reply","agent":"amy","conversation":"C-1","text":"Hello")") +
           R"({"type":"tick","at":"2026-11-21T10:20:00Z"})" + "\n" +
           stimulus("a3", 1'300,
                    R"("type":"agent_closes","agent":"amy","conversation":"C-1","short_description":"Late parcel")") +
           R"({"type":"tick","at":"2026-11-21T11:00:00Z"})" + "\n";
}

std::string without_metrics(const std::string& out) {
    const std::size_t found = out.find(R"({"record":"metrics")");
    REQUIRE(found != std::string::npos);
    REQUIRE(out.find('\n', found) == out.size() - 1);  // the last line
    return out.substr(0, found);
}

// The seed's example: three times the customer writes, the agent answers and closes.
std::vector<Json> joe_bloggs(const std::string& rules) {
    const Folder folder;
    if (rules.empty()) {
        copy_rule_set(folder, "find-or-create");
    } else {
        write_centre(folder, rules);
    }
    const std::string joe = PARLEY_ROOT "/rulesets/find-or-create/stimuli/joe-bloggs.jsonl";
    Run run = parley(folder, {"run", joe});
    CHECK(run.code == 0);
    CHECK(run.err.empty());
    CHECK(records(run.json_lines(), "rejected").empty());
    const Json metrics = run.json_lines().back();
    CHECK(metrics.at("record") == "metrics");
    CHECK(metrics.at("stimuli") == 14);
    const Json held = parley(folder, {"conversations", "--format", "json"}).json();
    CHECK(held.at("conversations").size() == metrics.at("opened"));
    return run.json_lines();
}

int count_events(const std::vector<Json>& lines, const std::string& event) {
    int count = 0;
    for (const Json& moment : records(lines, "moment"))
        for (const Json& each : moment.at("events")) count += each == event;
    return count;
}

}  // namespace

TEST_CASE("run: joe bloggs with no rule that finds: new three times, three conversations [S0.10, S0.41, S0.43]") {
    const std::vector<Json> lines = joe_bloggs("ruleset \"None\"\n");
    CHECK(count_events(lines, "message_received") == 3);
    CHECK(count_events(lines, "response_received") == 1);
    CHECK(count_events(lines, "starting") == 3);
    CHECK(lines.back().at("opened") == 3);
    CHECK(lines.back().at("closed") == 3);
}

TEST_CASE("run: joe bloggs with find or create: new three times, one conversation [S0.3, S0.14, S0.41, S0.42]") {
    const std::vector<Json> lines = joe_bloggs("");
    CHECK(count_events(lines, "message_received") == 3);
    CHECK(count_events(lines, "starting") == 1);
    CHECK(count_events(lines, "reopened") == 2);
    CHECK(lines.back().at("opened") == 1);
}

TEST_CASE("run: commands and records in their order, each with what the page says of it") {
    const Folder folder;
    write_centre(folder, greeting);
    folder.write("day.jsonl", short_day());
    const Run run = parley(folder, {"run", "day.jsonl"});
    CHECK(run.code == 0);
    CHECK(run.err.empty());
    const std::vector<Json> lines = run.json_lines();
    CHECK(moments({lines.begin(), lines.begin() + 4}) ==
          "message_received | customer_message, starting, opened | routed_at_start, routed");
    CHECK(lines[2].at("command") == "invite");
    CHECK(lines[2].at("key") == "m1/3/0");
    CHECK(lines[2].at("expires_at") == "2026-11-21T10:02:00Z");
    CHECK(lines[4].at("command") == "send_message");
    CHECK(lines[4].at("text") == "Hello C-1");
    CHECK(lines[4].at("to") == "+447700900123");
    CHECK(lines[1].at("version").is_null());
    CHECK(lines[1].at("artifact") == parley(folder, {"build", "-o", "a", "--format", "json"}).json().at("artifact"));
    CHECK(records(lines, "rejected").at(0).at("reason") == "short_description_missing");
    CHECK(records(lines, "duplicate").at(0).at("stimulus") == "m1");
    const Json metrics = lines.back();
    CHECK(metrics.at("at") == "2026-11-21T11:00:00Z");
    CHECK(metrics.at("stimuli") == 10);
    CHECK(metrics.at("duplicates") == 1);
    CHECK(metrics.at("rejected") == 1);
    CHECK(metrics.at("opened") == 2);
    CHECK(metrics.at("closed") == 1);
    CHECK(metrics.at("waiting") == 1);
    CHECK(metrics.at("moments") == records(lines, "moment").size());
}

TEST_CASE(
    "run: the same bytes from the same input, however it is cut into runs; the state is made and gone on with [D13]") {
    const Folder whole, cut;
    write_centre(whole, greeting);
    write_centre(cut, greeting);
    whole.write("day.jsonl", short_day());
    const Run once = parley(whole, {"run", "day.jsonl"});
    CHECK(whole.has(".parley/state.db"));
    CHECK(contains(once.out, "still_waiting"));
    CHECK(parley(whole, {"run", "--state", "deep/other.db", "day.jsonl"}).out == once.out);
    CHECK(whole.has("deep/other.db"));

    std::string joined, rest = short_day();
    for (int i = 0; !rest.empty(); ++i) {
        const std::size_t end = rest.find('\n', rest.find('\n') + 1) + 1;
        cut.write("part", rest.substr(0, end));
        rest.erase(0, end);
        const Run run = parley(cut, {"run", "part"});
        REQUIRE(run.code == 0);
        joined += without_metrics(run.out);
    }
    CHECK(joined == without_metrics(once.out));
    CHECK(dump(cut) == dump(whole));

    whole.write("one", short_day().substr(0, 500));
    whole.write("two", short_day().substr(500));
    CHECK(parley(whole, {"run", "--state", "third.db", "one", "two"}).code == 0);  // a line that is cut is two bad ones
}

TEST_CASE("run: the same input again is answered by duplicates, and changes and commands nothing [D113]") {
    const Folder folder;
    write_centre(folder, greeting);
    folder.write("day.jsonl", short_day());
    REQUIRE(parley(folder, {"run", "day.jsonl"}).code == 0);
    const std::string before = dump(folder);
    const Run again = parley(folder, {"run", "day.jsonl"});
    CHECK(again.code == 0);
    CHECK(decided(again.out).empty());
    CHECK(records(again.json_lines(), "duplicate").size() == 8);
    CHECK(dump(folder) == before);
}

TEST_CASE("run: what is no stimulus is rejected in its place, and the stream goes on") {
    const Folder folder;
    write_centre(folder);
    const std::string deep(100'000, '[');
    const std::string in =
        "no json\n\n" + message("m1", 0, "1") + "[]\n" + deep + "\n" + std::string(3u << 20, 'x') + "\n\"\xff\"\n" +
        stimulus("u1", 1, R"("type":"tell")") + stimulus("u2", 2, R"("type":"message")") + "\r\n" +
        stimulus("u3", 3, R"("type":"welcome","channel":"pigeon","from":"p")") + message("m2", 4, "1");
    folder.write("in.jsonl", in.substr(0, in.size() - 1));  // the last line without its end
    const Run run = parley(folder, {"run", "in.jsonl"});
    CHECK(run.code == 0);
    std::string reasons;
    for (const Json& rejected : records(run.json_lines(), "rejected"))
        reasons += rejected.at("reason").get<std::string>() + " ";
    CHECK(reasons == "malformed malformed malformed malformed malformed unknown_type missing_member unknown_channel ");
    CHECK(run.json_lines().back().at("stimuli") == 10);
    CHECK(parley(folder, {"show", "C-1", "--format", "json"}).json().at("messages").size() == 2);
}

TEST_CASE("run: exit 3 where the input or the state cannot be read; nothing is begun for a name that is mistyped") {
    const Folder folder;
    write_centre(folder);
    folder.write("day.jsonl", short_day());
    Run run = parley(folder, {"run", "day.jsonl", "dya.jsonl"});
    CHECK(run.code == 3);
    CHECK(run.out.empty());
    CHECK(contains(run.err, "dya.jsonl"));
    CHECK(!folder.has(".parley/state.db"));
    run = parley(folder, {"run", "day.jsonl", "."});  // found out only when it is read
    CHECK(run.code == 3);
    CHECK(records(run.json_lines(), "metrics").at(0).at("opened") == 2);
    folder.write("nonsense", std::string(5'000, 'x'));
    run = parley(folder, {"run", "--state", "nonsense", "day.jsonl"});
    CHECK(run.code == 3);
    CHECK(contains(run.err, "nonsense"));
    CHECK(folder.read("nonsense") == std::string(5'000, 'x'));
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {"run", "--clock", "sun"},
             {"run", "--format", "xml"},
             {"run", "--version", "1", "--draft"},
             {"run", "--artifact", "a", "--interval", "100"},
             {"run", "--draft", "--copy", "c"},
         }) {
        CAPTURE(words.back());
        CHECK(parley(folder, words).code == 2);
    }
    folder.write("rules/20-bad.parley", "rule");
    run = parley(folder, {"run", "--state", "s.db", "day.jsonl"});
    CHECK(run.code == 1);
    CHECK(contains(run.err, "20-bad.parley"));
    CHECK(!folder.has("s.db"));
}

TEST_CASE("run: a full disk behind stdout: exit 3, and the lines come with the next run") {
    const Folder folder;
    write_centre(folder, greeting);
    folder.write("day.jsonl", short_day());
    const std::string command = program() + " run day.jsonl";
    const Run full = run_program(folder.path(), {"sh", "-c", command + " > /dev/full"});
    CHECK(full.code == 3);
    CHECK(contains(full.err, "stdout"));
    folder.write("none.jsonl", "");
    const Run next = parley(folder, {"run", "none.jsonl"});
    const Folder other;
    write_centre(other, greeting);
    other.write("day.jsonl", short_day());
    CHECK(without_metrics(next.out) == without_metrics(parley(other, {"run", "day.jsonl"}).out));
    CHECK(decided(parley(folder, {"run", "none.jsonl"}).out).empty());
}

TEST_CASE("run: as text one reads who, what and why; what a customer writes cannot steer the terminal") {
    const Folder folder;
    write_centre(folder, greeting);
    folder.write("in.jsonl",
                 message("m1", 0, "+44 7700 900123") + "no json\n" +
                     stimulus("a1", 1,
                              R"("type":"agent_starts","agent":"bob","channel":"facebook","to":"\u001b[2J\u202e",)"
                              R"("text":"one\n2026-11-21T10:00:00Z  C-9  closed")"));
    const Run run = parley(folder, {"run", "--format", "text", "in.jsonl"});
    CHECK(run.code == 0);
    CHECK(contains(run.out, "2026-11-21T10:00:00Z  C-1  queued_at_start, queued, awaiting_response_in_queue\n"));
    CHECK(contains(run.out, "Hello C-1"));
    CHECK(contains(run.out, "Greeting, 10-rules.parley:2"));
    CHECK(contains(run.out, "rejected  "));
    CHECK(contains(run.out, "metrics  "));
    CHECK(run.out.find('\x1b') == std::string::npos);
    CHECK(!contains(run.out, "\u202e"));
    CHECK(!contains(run.out, "\n2026-11-21T10:00:00Z  C-9"));
}

TEST_CASE("run: one engine at a time has a state") {
    const Folder folder;
    write_centre(folder);
    Live live(folder, {"run", "--clock", "events"});
    live.send(message("m1", 0, "1"));
    live.receive("record", "moment");
    folder.write("day.jsonl", short_day());
    const Run second = parley(folder, {"run", "day.jsonl"});
    CHECK(second.code == 3);
    CHECK(second.out.empty());
    CHECK(contains(second.err, "state.db"));
    CHECK(live.finish() == 0);
    CHECK(parley(folder, {"run", "day.jsonl"}).code == 0);
}
