#include "runtime/wire/decision.h"

#include "tests/runtime/wire/rules.h"

using namespace parley;
using namespace parley::tests;

namespace {

const std::string acme = R"(
company: Acme
queues: [Default, Billing]
platforms: [facebook, sms]
fields:
  conversation.tier: {type: choice, values: [bronze, gold], ordered: true}
  conversation.total: {type: decimal}
  conversation.due: {type: date}
  conversation.call_time: {type: time}
  conversation.call_day: {type: weekday}
  conversation.since: {type: instant}
  conversation.patience: {type: duration}
  conversation.urgent: {type: boolean}
  conversation.topics: {type: list of text}
actions:
  report:
    arguments:
      tier: {type: choice, values: [bronze, gold], optional: true}
      total: {type: decimal, optional: true}
      due: {type: date, optional: true}
      call_time: {type: time, optional: true}
      call_day: {type: weekday, optional: true}
      since: {type: instant, optional: true}
      patience: {type: duration, optional: true}
      urgent: {type: boolean, optional: true}
      topics: {type: list of text, optional: true}
      queue: {type: queue, optional: true}
)";

}  // namespace

TEST_CASE("a decision in full") {
    Engine engine(R"(rule "Queue" on starting {
    set_priority normal
    if conversation.language is "en" {
        send_to_queue "Default"
    }
})",
                  acme);
    const std::string event =
        R"({"id":"evt-1","event":"starting","at":"2026-11-21T10:22:00Z","conversation":{"language":"EN"}})";
    CHECK(engine.decide(event, false, {7}) ==
          R"({"id":"evt-1","event":"starting","version":7,"artifact":")" + engine.digest() + R"(","actions":[)" +
              R"({"action":"set_priority","priority":"normal","rule":"Queue","at":"rules.parley:2"},)" +
              R"({"action":"send_to_queue","queue":"Default","rule":"Queue","at":"rules.parley:4"}]})");
    CHECK(engine.digest().starts_with("b2:"));
}

TEST_CASE("without id, store, rule that fires") {
    Engine engine(R"(rule "R" on closed { add_tag "x" })", acme);
    CHECK(engine.decide(R"({"event":"starting","at":"2026-11-21T10:22:00Z"})") ==
          R"({"id":null,"event":"starting","version":null,"artifact":")" + engine.digest() + R"(","actions":[]})");
}

TEST_CASE("[D48] a moment is answered with its list of events") {
    Engine engine(R"(rule "R" on starting, customer_message { add_tag "x" })", acme);
    CHECK(engine.decide(R"({"id":"1","event":["customer_message","starting"],"at":"2026-11-21T10:22:00Z"})") ==
          R"({"id":"1","event":["customer_message","starting"],"version":null,"artifact":")" + engine.digest() +
              R"(","actions":[{"action":"add_tag","tag":"x","rule":"R","at":"rules.parley:1"}]})");
}

TEST_CASE("values of every type as the wire has them") {
    Engine engine(R"(rule "R" on starting {
    report {
        tier: conversation.tier  total: conversation.total  due: conversation.due  call_time: conversation.call_time
        call_day: conversation.call_day  since: conversation.since  patience: conversation.patience
        urgent: conversation.urgent  topics: conversation.topics  queue: conversation.queue
    }
})",
                  acme);
    CHECK(
        engine.starting(R"("conversation":{"tier":"gold","total":19.990,"due":"2026-12-24","call_time":"9:05",
        "call_day":"friday","since":"2026-11-21T11:22:00.5+01:00","patience":90,"urgent":false,"topics":["a","\u00e9\"\n"],
        "queue":"Spam"})") ==
        R"([{"action":"report","tier":"gold","total":19.99,"due":"2026-12-24","call_time":"09:05","call_day":"friday",)"
        R"("since":"2026-11-21T10:22:00.500Z","patience":90,"urgent":false,"topics":["a",")"
        "\u00e9\\\"\\n"
        R"("],"queue":"Spam","rule":"R","at":"rules.parley:2"}])");
}

TEST_CASE("[D40] an action without its value is listed and not done") {
    Engine engine(R"(rule "R" on starting { add_tag conversation.language  add_tag "x" })", acme);
    CHECK(engine.starting("") ==
          R"([{"action":"add_tag","tag":null,"not_done":"no_value","rule":"R","at":"rules.parley:1"},)"
          R"({"action":"add_tag","tag":"x","rule":"R","at":"rules.parley:1"}])");
}

TEST_CASE("[D45] a suppressed message says so") {
    Engine engine(R"(rule "R" on starting { send_message { text: "Hi"  skip_if_recent_conversation: true } })", acme);
    const std::string suppressed =
        R"([{"action":"send_message","text":"Hi","skip_if_recent_conversation":900,"suppressed":"recent_conversation",)"
        R"("rule":"R","at":"rules.parley:1"}])";
    CHECK(engine.starting(R"("previous":{"last_closed_at":"2026-11-21T10:07:00Z"})") == suppressed);
    CHECK(engine.starting(R"("previous":{"closed_at":"2026-11-21T10:07:00Z"})") == suppressed);
    CHECK(engine.starting(R"("previous":{"last_closed_at":"2026-11-21T10:06:59Z"})").find("suppressed") ==
          std::string::npos);
}

TEST_CASE("[D17, D41] merge fields without a value are named") {
    Engine engine(R"(rule "R" on starting {
    send_message "{{companyName}}: {{conversationId}} {{estimatedWaitTime | "soon"}} {{newNumber}}"
})",
                  acme);
    CHECK(engine.starting(R"("conversation":{"id":"c-1"})") ==
          R"([{"action":"send_message","text":"Acme: c-1 soon ","missing":["estimatedWaitTime","newNumber"],)"
          R"("rule":"R","at":"rules.parley:2"}])");
    CHECK(engine.starting(R"("conversation":{"id":"c-1","queue":"Default","new_number":"N"},
        "workload":{"Default":{"estimated_wait":200}})") ==
          R"([{"action":"send_message","text":"Acme: c-1 4 minutes N","rule":"R","at":"rules.parley:2"}])");
}

TEST_CASE("[D46] the text due is the platform's") {
    Engine engine(R"(rule "R" on starting { send_message { text: "Long"  sms: "Short" } })", acme);
    CHECK(engine.starting(R"("conversation":{"channel":"sms"})") ==
          R"([{"action":"send_message","text":"Short","rule":"R","at":"rules.parley:1"}])");
    CHECK(engine.starting(R"("conversation":{"channel":"facebook"})").find("Long") != std::string::npos);
    CHECK(engine.starting("").find("Long") != std::string::npos);
}

TEST_CASE("[D15, D47] the least loaded queue is named beside the list") {
    Engine engine(R"(rule "R" on starting { send_to_least_loaded ["Default", "Billing"] })", acme);
    const auto chosen = [&](const std::string& workload) {
        const std::string actions = engine.starting("\"workload\":{" + workload + "}");
        CHECK(actions.starts_with(R"([{"action":"send_to_least_loaded","queues":["Default","Billing"],"queue":")"));
        return actions.substr(actions.find(R"("queue":)") + 9, 7);
    };
    CHECK(chosen("") == "Default");
    CHECK(chosen(R"("Default":{"waiting":3},"Billing":{"waiting":2})") == "Billing");
    CHECK(chosen(R"("Default":{"waiting":3,"agents_online":1},"Billing":{"waiting":2})") == "Default");
    CHECK(chosen(R"("Default":{"waiting":1,"assigned":2},"Billing":{"total":2})") == "Billing");
}

TEST_CASE("[D26] what was ignored is said") {
    Engine engine(R"(rule "R" on starting { add_tag "x" })", acme);
    const std::string tag = R"([{"action":"add_tag","tag":"x","rule":"R","at":"rules.parley:1"}])";
    CHECK(engine.starting(R"("conversation":{"mood":1,"x":{}},"extra":null)") == tag + R"(,"ignored":{"members":3})");
    CHECK(engine.actions(R"({"event":["starting","é"],"at":"2026-11-21T10:22:00Z"})") ==
          tag + R"(,"ignored":{"events":["é"]})");
    CHECK(engine.actions(R"({"event":["starting","new"],"at":"2026-11-21T10:22:00Z","x":0})") ==
          tag + R"(,"ignored":{"members":1,"events":["new"]})");
}

TEST_CASE("[D33] an event in error is answered in its place") {
    Engine engine(R"(rule "R" on starting { add_tag "x" })", acme);
    CHECK(
        engine.decide(R"({"id":"e\"1","event":"starting","at":"2026-11-21T10:22:00Z","conversation":{"total":"x"}})") ==
        R"({"id":"e\"1","error":{"line":1,"path":"conversation.total","message":"expected a number, found text"}})");
    CHECK(engine.decide("no") ==
          R"({"id":null,"error":{"line":1,"path":"","message":"no JSON: unexpected input at byte 2"}})");
}

TEST_CASE("what is written is valid UTF-8 on one line, whatever came in") {
    Engine engine(R"(rule "R" on starting { add_tag conversation.language })", acme);
    const std::string line =
        engine.starting(R"("conversation":{"language":"\u0000\u0001\u007f\u2028\\ \ud83d\ude00"})");
    CHECK(line.find('\n') == std::string::npos);
    CHECK(line.find("\\u0000\\u0001") != std::string::npos);
    std::string out;
    wire::write_fault({}, 2, {"a\xff", "b\n"}, out);
    CHECK(out == "{\"id\":null,\"error\":{\"line\":2,\"path\":\"a\uFFFD\",\"message\":\"b\\n\"}}");
}
